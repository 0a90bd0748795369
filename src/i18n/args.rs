//! Sentences with arguments, written so that a template reads like one.

use std::fmt;

use askama::filters::HtmlSafe;
use fluent_bundle::{FluentArgs, FluentValue};

use super::Texts;

/// What can stand in a sentence: words, or a number that chooses the plural.
pub trait Argument {
    /// Its Fluent form.
    fn value(&self) -> FluentValue<'static>;
}

impl Argument for str {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::from(self.to_owned())
    }
}

impl Argument for String {
    fn value(&self) -> FluentValue<'static> {
        self.as_str().value()
    }
}

impl Argument for Sentence<'_> {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::from(self.to_string())
    }
}

impl<T: Argument + ?Sized> Argument for &T {
    fn value(&self) -> FluentValue<'static> {
        (**self).value()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Argument for $number {
            fn value(&self) -> FluentValue<'static> {
                FluentValue::from(*self)
            }
        }
    )*};
}
numbers!(u8, u16, u32, u64, usize, i8, i16, i32, i64);

/// A text being filled in; shown when written. Templates escape it like any string.
pub struct Sentence<'a> {
    texts: &'a Texts,
    key: &'a str,
    args: FluentArgs<'static>,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(texts: &'a Texts, key: &'a str) -> Self {
        Self {
            texts,
            key,
            args: FluentArgs::new(),
        }
    }

    /// Puts `value` where the text says `{ $name }`.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Argument) -> Self {
        self.args.set(name, value.value());
        self
    }
}

impl fmt::Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.texts.format(self.key, &self.args))
    }
}

/// A text with bold words. `<b>` in the Fluent file is kept; arguments are escaped one by one.
pub struct Rich<'a>(Sentence<'a>);

impl<'a> Rich<'a> {
    pub(super) fn new(texts: &'a Texts, key: &'a str) -> Self {
        Self(Sentence::new(texts, key))
    }

    /// Puts `value`, escaped, where the text says `{ $name }`.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Argument) -> Self {
        let value = match value.value() {
            FluentValue::String(words) => FluentValue::from(escape(&words)),
            number => number,
        };
        self.0.args.set(name, value);
        self
    }
}

impl fmt::Display for Rich<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl HtmlSafe for Rich<'_> {}

fn escape(words: &str) -> String {
    words
        .replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}
