//! A procedure: what it asks the person, and what it wants.

use std::collections::BTreeMap;

use super::keys::{Law, Note, Question, Wish};
use super::validity::Window;
use crate::domain::document::PrintedDate;

/// An application for a right. Its words and pictogram are those of the purpose of the same key.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// Its key.
    pub key: String,
    /// How well its list is founded.
    pub confidence: Confidence,
    /// Where the list comes from.
    pub source: String,
    /// The day on which somebody compared it with the official page; absent when nobody did.
    #[serde(default, deserialize_with = "date")]
    pub checked: Option<PrintedDate>,
    /// Which rights are printed beside it.
    pub law: Law,
    /// What is asked, at most four.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// What it wants.
    #[serde(default, rename = "need")]
    pub needs: Vec<Need>,
    /// Kinds that may not be demanded for it.
    #[serde(default)]
    pub never: Vec<String>,
    /// What has to be said beside the list.
    #[serde(default, rename = "note")]
    pub notes: Vec<Noted>,
}

/// How well a list is founded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The text of the law, a page of the State, or its own programs.
    Official,
    /// A page of somebody who knows it.
    Secondary,
    /// Nobody but us.
    Prior,
}

/// One line: papers of which one is enough.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// What it is called.
    #[serde(default = "paper")]
    pub wish: Wish,
    /// The papers, of which one is enough, the best known first.
    pub any: Vec<Alternative>,
    /// Only for whoever answers yes to this.
    #[serde(default)]
    pub when: Option<Question>,
    /// Only for whoever does not answer yes to this.
    #[serde(default)]
    pub unless: Option<Question>,
    /// Useful, but not demanded.
    #[serde(default)]
    pub useful: bool,
    /// How old each of them must or may be.
    #[serde(default)]
    pub window: Option<Window>,
    /// The same for one kind alone.
    #[serde(default)]
    pub windows: BTreeMap<String, Window>,
    /// Another number of months than the usual one, for kinds that come every month.
    #[serde(default)]
    pub last: Option<u8>,
    /// Whether one that has ended is still the right one: the permit that is being renewed.
    #[serde(default)]
    pub even_ended: bool,
}

/// A note, for whom it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Noted {
    /// What is said.
    pub say: Note,
    /// Only to whoever answers yes to this.
    #[serde(default)]
    pub when: Option<Question>,
}

/// Kinds that go together: `a` alone, or `a + b + c`. The first is the one that proves; the others come with it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(from = "String")]
pub struct Alternative(Vec<String>);

impl Alternative {
    /// The kinds.
    pub fn kinds(&self) -> &[String] {
        &self.0
    }
}

impl From<String> for Alternative {
    fn from(text: String) -> Self {
        Self(text.split('+').map(|kind| kind.trim().to_owned()).collect())
    }
}

const fn paper() -> Wish {
    Wish::Paper
}

fn date<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<PrintedDate>, D::Error> {
    let text: String = serde::Deserialize::deserialize(from)?;
    match PrintedDate::parse(&text) {
        Some(date) => Ok(Some(date)),
        None => Err(serde::de::Error::custom("write a date as \"2026-11-24\"")),
    }
}

/// Yes or no to questions, in the order in which they were answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers(Vec<(Question, bool)>);

impl Answers {
    /// With one more; a question answered again counts as answered last.
    #[must_use]
    pub fn with(mut self, question: Question, yes: bool) -> Self {
        self.0.retain(|(asked, _)| *asked != question);
        self.0.push((question, yes));
        self
    }

    /// Question and answer, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (Question, bool)> {
        self.0.iter().copied()
    }

    /// Without the last one; none when there is none.
    pub fn without_last(mut self) -> Option<Self> {
        self.0.pop().map(|_| self)
    }

    fn yes(&self, question: Question) -> bool {
        self.to(question) == Some(true)
    }

    /// The answer to a question.
    pub fn to(&self, question: Question) -> Option<bool> {
        let found = self.0.iter().find(|(asked, _)| *asked == question);
        found.map(|(_, yes)| *yes)
    }
}

impl Need {
    /// Whether it concerns somebody who gave these answers.
    pub fn concerns(&self, answers: &Answers) -> bool {
        let yes = |question| answers.yes(question);
        self.when.is_none_or(yes) && !self.unless.is_some_and(yes)
    }

    /// How old a paper of this kind must or may be.
    pub fn window(&self, kind: &str) -> Option<Window> {
        self.windows.get(kind).copied().or(self.window)
    }
}

impl Procedure {
    /// The question to be asked next; none when all are answered.
    pub fn next(&self, answers: &Answers) -> Option<Question> {
        let mut open = self.questions.iter().copied();
        open.find(|question| answers.to(*question).is_none())
    }

    /// The notes that concern somebody who gave these answers.
    pub fn notes(&self, answers: &Answers) -> Vec<Note> {
        let concerns = |one: &&Noted| one.when.is_none_or(|question| answers.yes(question));
        let said = self.notes.iter().filter(concerns);
        said.map(|one| one.say).collect()
    }

    /// Every kind it speaks of.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        let wanted = self.needs.iter().flat_map(|need| {
            let together = need.any.iter().flat_map(Alternative::kinds);
            together.chain(need.windows.keys())
        });
        wanted.chain(&self.never).map(String::as_str)
    }
}
