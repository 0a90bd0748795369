//! The procedures and their lists: those of the program, some of them replaced by the operator's.

use std::sync::LazyLock;

use super::{is_kind, is_purpose};
use crate::domain::checklist::{Need, Procedure};

/// Questions that a procedure may ask.
const MOST_QUESTIONS: usize = 4;

/// What is wrong with a file of lists, in a sentence for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Wrong(String);

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    procedure: Vec<Procedure>,
}

static OURS: LazyLock<Procedures> = LazyLock::new(|| {
    Procedures::read(include_str!("procedures.toml")).unwrap_or_else(|wrong| {
        // The file is compiled in and read by the tests below: only a broken build gets here.
        panic!("procedures.toml: {wrong}")
    })
});

/// The procedures, in the order of the purposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedures(Vec<Procedure>);

impl Default for Procedures {
    fn default() -> Self {
        OURS.clone()
    }
}

impl Procedures {
    /// Those of the program, with the lists of `text` in the place of ours.
    pub fn with(text: &str) -> Result<Self, Wrong> {
        let mut all = Self::default();
        for new in Self::read(text)?.0 {
            match all.0.iter_mut().find(|ours| ours.key == new.key) {
                Some(ours) => *ours = new,
                None => all.0.push(new),
            }
        }
        Ok(all)
    }

    /// Every procedure.
    pub fn all(&self) -> &[Procedure] {
        &self.0
    }

    /// The procedure of this key.
    pub fn get(&self, key: &str) -> Option<&Procedure> {
        self.0.iter().find(|procedure| procedure.key == key)
    }

    fn read(text: &str) -> Result<Self, Wrong> {
        let file: File = toml::from_str(text).map_err(|error| Wrong(error.to_string()))?;
        for (at, procedure) in file.procedure.iter().enumerate() {
            let before = &file.procedure[..at];
            if before.iter().any(|other| other.key == procedure.key) {
                return Err(Wrong(format!("`{}` is there twice", procedure.key)));
            }
            look(procedure)?;
        }
        Ok(Self(file.procedure))
    }
}

/// Months of the longest window.
const MOST_MONTHS: i32 = 600;

/// What the types cannot hold.
fn look(procedure: &Procedure) -> Result<(), Wrong> {
    let key = &procedure.key;
    let wrong = |what: String| Err(Wrong(format!("`{key}`: {what}")));
    if !is_purpose(key) || key == "autre" {
        return wrong("no such procedure; only the lists of known ones can be replaced".to_owned());
    }
    if let Some(kind) = procedure.kinds().find(|kind| !is_kind(kind)) {
        return wrong(format!("no such kind of paper: `{kind}`"));
    }
    if procedure.questions.len() > MOST_QUESTIONS {
        return wrong(format!("asks more than {MOST_QUESTIONS} questions"));
    }
    if procedure.needs.iter().any(|need| need.any.is_empty()) {
        return wrong("a `need` has an empty `any`".to_owned());
    }
    let windows = procedure
        .needs
        .iter()
        .flat_map(|need| need.window.iter().chain(need.windows.values()));
    let mut months = windows
        .flat_map(|window| [window.older, window.younger])
        .flatten();
    if months.any(|months| !(1..=MOST_MONTHS).contains(&months)) {
        return wrong(format!("a window is of 1 to {MOST_MONTHS} months"));
    }
    let mut last = procedure.needs.iter().filter_map(|need| need.last);
    if last.any(|months| !(1..=24).contains(&months)) {
        return wrong("`last` is of 1 to 24 months".to_owned());
    }
    let of_need = |need: &Need| [need.when, need.unless];
    let of_notes = procedure.notes.iter().map(|note| note.when);
    let used = procedure.needs.iter().flat_map(of_need).chain(of_notes);
    for question in used.flatten() {
        if !procedure.questions.contains(&question) {
            return wrong(format!(
                "needs the answer to `{}`, which is not among its `questions`",
                question.key()
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::Question;

    #[test]
    fn ours_are_whole_and_those_of_the_purposes() {
        let keys: Vec<_> = OURS.all().iter().map(|one| one.key.as_str()).collect();
        let purposes = crate::catalogue::purposes()
            .iter()
            .map(|one| one.key.as_str());
        let purposes: Vec<_> = purposes.filter(|key| *key != "autre").collect();
        assert_eq!(keys, purposes);
        for procedure in OURS.all() {
            assert!(
                procedure.questions.len() <= MOST_QUESTIONS,
                "{}",
                procedure.key
            );
            for question in &procedure.questions {
                let asks = |asked: &Option<Question>| *asked == Some(*question);
                let needs = procedure.needs.iter();
                let notes = procedure.notes.iter();
                assert!(
                    needs
                        .clone()
                        .any(|need| asks(&need.when) || asks(&need.unless))
                        || notes.clone().any(|note| asks(&note.when)),
                    "{} asks {question:?} for nothing",
                    procedure.key
                );
            }
        }
    }

    #[test]
    fn an_operators_list_takes_the_place_of_ours() {
        let text = "[[procedure]]\nkey = 'fsl'\nconfidence = 'official'\nsource = 'Valmer'\n\
                    law = 'administration'\nchecked = '2026-11-02'\nneed = [{ any = ['bail'] }]";
        let all = Procedures::with(text).unwrap();
        let fsl = all.get("fsl").unwrap();
        assert_eq!(fsl.needs.len(), 1);
        assert_eq!(fsl.checked.unwrap().to_string(), "2026-11-02");
        assert_eq!(all.get("rsa"), OURS.get("rsa"));
        assert_eq!(all.all().len(), OURS.all().len());
    }

    #[test]
    fn what_is_wrong_in_a_list_is_told() {
        let head = "[[procedure]]\nkey = 'fsl'\nconfidence = 'prior'\nsource = ''\nlaw = 'aucun'\n";
        for (text, told) in [
            ("[[procedure", "TOML"),
            ("[[procedure]]\nkey = 'fsl'", "missing field"),
            (&format!("{head}[[procedure]]\n{}", &head[14..]), "twice"),
            (
                &head.replace("fsl", "pension"),
                "`pension`: no such procedure",
            ),
            (&format!("{head}need = [{{ any = ['carte'] }}]"), "`carte`"),
            (&format!("{head}need = [{{ any = [] }}]"), "empty"),
            (
                &format!("{head}questions = ['famille', 'caf', 'perte', 'etudes', 'salaire']"),
                "more than 4",
            ),
            (&format!("{head}questions = ['enfants']"), "enfants"),
            (
                &format!("{head}need = [{{ any = ['bail'], when = 'famille' }}]"),
                "`famille`",
            ),
            (&format!("{head}never = ['carte']"), "`carte`"),
            (
                &format!("{head}need = [{{ any = ['bail'], window = {{ older = 2147483647 }} }}]"),
                "months",
            ),
            (
                &format!("{head}need = [{{ any = ['bail'], last = 0 }}]"),
                "months",
            ),
            (&format!("{head}checked = 'hier'"), "2026-11-24"),
            (&format!("{head}unknown = 1"), "unknown"),
        ] {
            let wrong = Procedures::with(text).unwrap_err().to_string();
            assert!(wrong.contains(told), "{text}\n{wrong}");
        }
    }
}
