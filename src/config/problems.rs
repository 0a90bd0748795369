//! What is wrong with a configuration, in sentences for the operator.

use std::fmt;

/// One setting that cannot stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The setting's name as the file writes it.
    pub setting: String,
    /// What is wrong and what to do.
    pub sentence: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.setting, self.sentence)
    }
}

/// Everything that is wrong, one line each.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// A single one.
    pub fn one(setting: &str, sentence: impl Into<String>) -> Self {
        let mut problems = Self::default();
        problems.add(setting, sentence);
        problems
    }

    /// Each of them.
    pub fn each(&self) -> &[Problem] {
        &self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn add(&mut self, setting: &str, sentence: impl Into<String>) {
        self.0.push(Problem {
            setting: setting.to_owned(),
            sentence: sentence.into(),
        });
    }

    /// The value, or its problem noted.
    pub(super) fn keep<T>(&mut self, setting: &str, value: Result<T, String>) -> Option<T> {
        value.map_err(|sentence| self.add(setting, sentence)).ok()
    }

    /// The value that must be given, or `advice` noted.
    pub(super) fn present<T>(
        &mut self,
        setting: &str,
        value: Option<T>,
        advice: &str,
    ) -> Option<T> {
        self.keep(
            setting,
            value.ok_or_else(|| format!("is missing; {advice}")),
        )
    }

    /// As [`Self::present`], for a value that may be wrong too.
    pub(super) fn required<T>(
        &mut self,
        setting: &str,
        value: Option<Result<T, String>>,
        advice: &str,
    ) -> Option<T> {
        let value = self.present(setting, value, advice)?;
        self.keep(setting, value)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, problem) in self.0.iter().enumerate() {
            if number > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
