//! The appointments of today on the first page of a social worker.

use super::address;
use crate::actions::appointments::Mine;
use crate::domain::appointment::State;
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::clock::Ring;
use crate::web::purposes;

/// One appointment in the list.
pub(in crate::web) struct Line {
    /// Where it stands.
    pub(in crate::web) to: String,
    /// The person, once they agreed; until then what it is for.
    pub(in crate::web) title: String,
    /// How far it is.
    pub(in crate::web) said: String,
    /// The clock of what is shown, while it is.
    pub(in crate::web) ring: Option<Ring>,
    /// Whether something can still happen.
    pub(in crate::web) open: bool,
}

/// The appointments as they are drawn.
pub(in crate::web) fn lines(t: &Texts, all: &[Mine], now: Moment) -> Vec<Line> {
    all.iter().map(|one| line(t, one, now)).collect()
}

fn line(t: &Texts, one: &Mine, now: Moment) -> Line {
    let purpose = purposes::name(t, &one.request.purpose);
    let given = one.given.as_ref();
    let shown = one.state == State::Given;
    let ring = given
        .filter(|_| shown)
        .map(|given| Ring::new(t, Moment::from_millis(given.from), one.until, now));
    let title = given.map_or_else(
        || purpose.clone(),
        |given| {
            t.with("appointment-with")
                .arg("name", &given.person)
                .to_string()
        },
    );
    let key = match (one.state, given) {
        (State::Offered, _) => "appointment-is-offered",
        (State::Read, _) => "appointment-is-read",
        (State::Given, _) => "appointment-is-given",
        (State::Refused, _) => "appointment-is-refused",
        (State::Ended | State::Over, Some(_)) => "appointment-is-over",
        (State::Ended, None) => "appointment-is-called-back",
        (State::Over, None) => "appointment-is-late",
    };
    let said = t
        .with(key)
        .arg(
            "time",
            t.time(if one.state.is_open() {
                one.until
            } else {
                one.asked
            }),
        )
        .to_string();
    Line {
        to: address(one.id),
        title,
        said: if given.is_some() {
            format!("{purpose}. {said}")
        } else {
            said
        },
        ring,
        open: one.state.is_open(),
    }
}
