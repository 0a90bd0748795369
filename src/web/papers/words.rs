//! How papers are told about in lists.

use crate::actions::papers::Paper;
use crate::catalogue;
use crate::domain::document::{Doubt, Origin, PrintedDate, Through};
use crate::domain::slot::Place;
use crate::domain::time::{Moment, Span};
use crate::i18n::Texts;
use crate::web::kinds;

/// From this long before its end, a paper asks for attention.
const SOON: Span = Span::days(62);

/// A paper in a list.
pub(in crate::web) struct Line {
    pub(in crate::web) id: String,
    pub(in crate::web) title: String,
    /// Address of its small picture.
    pub(in crate::web) picture: String,
    /// What stands below its name.
    pub(in crate::web) under: String,
    /// Whether it ends soon, or has ended.
    pub(in crate::web) soon: bool,
}

pub(in crate::web) fn line(t: &Texts, paper: &Paper, now: Moment) -> Line {
    let facts = &paper.current.record.facts;
    let kind = catalogue::kind(&facts.kind);
    let held = paper.held();
    let end = kind.rules().end_of(held.ends, held.added);
    let (under, soon) = match (end, facts.dated) {
        (Some(end), _) => (t.ends(end.date.day(), now), ends_soon(t, end.date, now)),
        (None, Some(date)) => (t.month(date.day()), false),
        (None, None) if kind.ends => (t.say("papers-no-end"), false),
        (None, None) => (t.month(t.zone().day(paper.current.added)), false),
    };
    Line {
        id: paper.id.to_string(),
        title: kinds::title(t, facts.title.as_str()),
        picture: thumbnail(paper),
        under,
        soon,
    }
}

/// The titles of papers as a sentence lists them: those that are the same say what stands under them too.
pub(in crate::web) fn titles(lines: &[&Line]) -> Vec<String> {
    let told = |line: &&Line| {
        let same = lines.iter().filter(|one| one.title == line.title);
        if same.count() == 1 {
            line.title.clone()
        } else {
            format!("{} ({})", line.title, line.under)
        }
    };
    lines.iter().map(told).collect()
}

/// Where a paper comes from that waits for the person to say whether they keep it.
pub(in crate::web) fn waits(paper: &Paper) -> Option<&Origin> {
    let origin = paper.current.record.facts.origin.as_ref();
    origin.filter(|origin| !origin.answered)
}

/// Whether nobody has said yet what a paper that somebody put in is.
pub(in crate::web) fn is_unnamed(paper: &Paper) -> bool {
    let facts = &paper.current.record.facts;
    let origin = facts.origin.as_ref();
    origin.is_some_and(|origin| origin.through != Through::Archive) && facts.kind == "autre"
}

/// Who put a paper in, in words; `None` for what came from the person's own session or phone.
pub(in crate::web) fn put_in_by(t: &Texts, paper: &Paper) -> Option<String> {
    let origin = paper.current.record.facts.origin.as_ref()?;
    if !origin.verified {
        return Some(t.say("deposit-origin-unverified"));
    }
    if origin.through == Through::Archive {
        return Some(t.say("papers-brought"));
    }
    let by = match (origin.by.as_str(), origin.structure.as_str()) {
        ("", _) => return None,
        (by, "") => by.to_owned(),
        (by, structure) => {
            let both = t.with("journal-who").arg("name", by);
            both.arg("structure", structure).to_string()
        }
    };
    Some(t.with("deposit-by").arg("who", by).to_string())
}

/// Whether an end is past or near.
pub(in crate::web) fn ends_soon(t: &Texts, date: PrintedDate, now: Moment) -> bool {
    date.day() <= t.zone().day(now + SOON)
}

/// What an anti-virus left in doubt, and what to do: the keys of two sentences.
pub const fn doubt(doubt: Doubt) -> (&'static str, &'static str) {
    match doubt {
        Doubt::Found => ("papers-doubt-found", "papers-doubt-found-do"),
        Doubt::Unchecked => ("papers-doubt-unchecked", "papers-doubt-unchecked-do"),
    }
}

/// The address of the small picture of a paper.
pub(in crate::web) fn thumbnail(paper: &Paper) -> String {
    format!("/papiers/{}/{}/miniature", paper.id, paper.current.number)
}

/// What would lose the papers of a vault with one way in only.
pub(in crate::web) fn risk(t: &Texts, safe: bool, place: Place) -> Option<String> {
    (!safe).then(|| match place {
        Place::Own => t.say("papers-lose"),
        Place::Shared => t.say("papers-lose-shared"),
    })
}
