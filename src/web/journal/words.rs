//! One plain sentence for each thing that can happen in a vault.

use std::collections::HashMap;

use super::pictures::picture;
use crate::actions::look_back::{Entry, Known};
use crate::catalogue;
use crate::domain::journal::{Details, Event};
use crate::domain::quota::What;
use crate::domain::recovery::Manner;
use crate::domain::slot::SlotKind;
use crate::domain::structure::Role;
use crate::domain::time::{Moment, Span};
use crate::i18n::Texts;
use crate::web::kinds;
use crate::web::picto::Picto;

/// An entry as the page shows it. `sentence` is safe HTML: only our own `<b>`, arguments escaped.
pub(in crate::web) struct Told {
    at: Moment,
    /// Its number; all of them where one sentence tells several entries.
    pub(in crate::web) number: String,
    /// "14 h 32".
    pub(in crate::web) time: String,
    /// The same for programs.
    pub(in crate::web) stamp: String,
    /// What happened.
    pub(in crate::web) sentence: String,
    /// What for, or what is wrong with the entry.
    pub(in crate::web) more: Option<String>,
    /// The address of the page that certifies it.
    pub(in crate::web) proof: Option<String>,
    /// The pictogram of the verb.
    pub(in crate::web) picto: Picto,
    /// The ground it stands on: none, `lamp` for showing, `tile` for stopping.
    pub(in crate::web) ground: &'static str,
}

/// The entries of one day.
pub(in crate::web) struct Day {
    /// "Aujourd’hui, mardi 24 novembre".
    pub(in crate::web) heading: String,
    /// Newest first.
    pub(in crate::web) told: Vec<Told>,
}

/// Puts a heading over the entries of each day.
pub(in crate::web) fn by_day(
    t: &Texts,
    now: Moment,
    entries: impl Iterator<Item = Told>,
) -> Vec<Day> {
    let mut days: Vec<(crate::domain::time::Day, Day)> = Vec::new();
    for one in entries {
        let day = t.zone().day(one.at);
        match days.last_mut() {
            Some((latest, list)) if *latest == day => list.told.push(one),
            _ => days.push((
                day,
                Day {
                    heading: t.heading(one.at, now),
                    told: vec![one],
                },
            )),
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

/// Tells entries, newest first, each paper that came in once: what it was said to be in the same
/// visit goes into the sentence of its coming, under the numbers of all these entries.
pub(in crate::web) fn tell_all(t: &Texts, entries: &[Entry]) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    let mut came = HashMap::new();
    for entry in entries.iter().rev() {
        let one = tell(t, entry);
        match (entry.event, &entry.known) {
            (Some(Event::SignedIn), _) => came.clear(),
            (Some(Event::PaperAdded), Known::All(paper)) => {
                came.insert((&paper.document, paper.version), told.len());
            }
            (Some(Event::PaperRefiled), Known::All(paper)) => {
                let coming = came.get(&(&paper.document, paper.version));
                if let Some(coming) = coming.and_then(|at| told.get_mut(*at)) {
                    coming.sentence = sentence(t, Event::PaperAdded, paper, entry.at);
                    coming.number = format!("{}, {}", coming.number, one.number);
                    continue;
                }
            }
            _ => {}
        }
        told.push(one);
    }
    told.reverse();
    told
}

/// Tells an entry.
pub(super) fn tell(t: &Texts, entry: &Entry) -> Told {
    let nothing = Details::default();
    let details = match &entry.known {
        Known::All(details) => details,
        Known::Erased | Known::Damaged => &nothing,
    };
    let (picto, ground) = entry.event.map_or((Picto::Question, ""), picture);
    let picto = match (entry.event, details.slot) {
        (Some(Event::SlotAdded | Event::SlotRemoved), Some(kind)) => Picto::of_way(kind),
        _ => picto,
    };
    Told {
        at: entry.at,
        number: t
            .with("journal-number")
            .arg("number", entry.number.to_string())
            .to_string(),
        time: t.time(entry.at),
        stamp: Texts::stamp(entry.at),
        sentence: match entry.event {
            Some(event) => sentence(t, event, details, entry.at),
            None => t
                .rich("journal-unknown")
                .arg("code", &entry.code)
                .to_string(),
        },
        more: match &entry.known {
            // How somebody was made sure of stands in the sentence.
            Known::All(_) if entry.event.is_some_and(is_recovery) => None,
            Known::All(details) => purpose(t, &details.purpose),
            Known::Erased => Some(t.say("journal-erased")),
            Known::Damaged => Some(t.say("journal-damaged")),
        },
        proof: proof(entry),
        picto,
        ground,
    }
}

fn sentence(t: &Texts, event: Event, details: &Details, at: Moment) -> String {
    let who = who(t, details);
    let someone = |key| who.clone().unwrap_or_else(|| t.say(key));
    let titled = !details.title.is_empty() && !kinds::is_unnamed(&details.title);
    let count = details.count.max(1);
    // A share ends at a chosen minute, and was given seconds after another one.
    let minutes = Span::millis((details.until - at.millis()).max(0)).minutes_up();
    let timed = match (details.until, minutes % 60) {
        (0, _) => "never",
        (_, 0) => "span",
        _ => "until",
    };
    let key = match event {
        Event::TriesRefused if details.until > 0 => "journal-words-refused",
        Event::TriesRefused if details.slot.is_some_and(SlotKind::is_professional) => {
            "journal-desk-refused"
        }
        Event::PersonInvited if !details.who.is_empty() => "journal-other-invited",
        Event::PersonInvitationStopped if !details.who.is_empty() => {
            "journal-other-invitation-stopped"
        }
        Event::RoleGiven if !details.who.is_empty() => "journal-other-role-given",
        Event::ColleagueClosed if !details.who.is_empty() => "journal-other-closed",
        Event::InvitationStopped if details.role == Some(Role::Mediator) => {
            "journal-mediator-code-stopped"
        }
        Event::VaultOpened if who.is_some() => "journal-vault-opened-with",
        Event::GuardianNamed if details.person.is_empty() && who.is_some() => {
            "journal-guardian-named-me"
        }
        Event::GuardianRemoved if details.person.is_empty() && who.is_some() => {
            "journal-guardian-removed-me"
        }
        event => key(event),
    };
    let until = Moment::from_millis(details.until);
    t.rich(key)
        .arg("from", t.time(until - Span::hours(1)))
        .arg("to", t.time(until))
        .arg("slot", details.slot.map_or("none", |slot| slot.as_str()))
        .arg("title", kinds::title(t, &details.title))
        .arg("titled", u8::from(titled))
        .arg("named", u8::from(who.is_some()))
        .arg("who", someone("journal-someone"))
        .arg("whofirst", someone("journal-someone-first"))
        .arg("count", count)
        .arg("papers", t.with("papers-count").arg("count", count))
        .arg("person", colleague(t, details))
        .arg("role", details.role.map_or("none", Role::as_str))
        .arg("work", details.work.map_or("none", What::as_str))
        .arg(
            "how",
            Manner::from_text(&details.purpose).map_or("presence", Manner::as_str),
        )
        .arg("day", t.date(until.day()))
        .arg("timed", timed)
        .arg("span", t.span(Span::minutes(minutes)))
        .arg("until", t.day_time(until))
        .to_string()
}

/// Where the certificate of an entry lies.
fn proof(entry: &Entry) -> Option<String> {
    let what = match (&entry.known, entry.event?) {
        (Known::All(_), Event::PaperDestroyed) => "detruit",
        (Known::All(_), Event::PaperChecked) => "verifie",
        _ => return None,
    };
    Some(format!("/papiers/{what}/{}", entry.number))
}

const fn is_recovery(event: Event) -> bool {
    matches!(
        event,
        Event::RecoveryConfirmed | Event::RecoveryReady | Event::RecoveryHelped
    )
}

/// The colleague it is about, as far as the name is known.
fn colleague(t: &Texts, details: &Details) -> String {
    if details.person.is_empty() {
        t.say("journal-colleague")
    } else {
        details.person.clone()
    }
}

/// The name that was declared, with the structure if there is one.
fn who(t: &Texts, details: &Details) -> Option<String> {
    match (details.who.as_str(), details.structure.as_str()) {
        ("", "") => None,
        ("", one) | (one, "") => Some(one.to_owned()),
        (name, structure) => {
            let both = t.with("journal-who").arg("name", name);
            Some(both.arg("structure", structure).to_string())
        }
    }
}

/// What papers were shown for: a purpose of the catalogue, or the person's own words.
fn purpose(t: &Texts, purpose: &str) -> Option<String> {
    if purpose.is_empty() {
        return None;
    }
    let words = if catalogue::is_purpose(purpose) {
        t.say(&format!("purpose-{purpose}"))
    } else {
        purpose.to_owned()
    };
    Some(t.with("journal-purpose").arg("purpose", words).to_string())
}

#[expect(clippy::too_many_lines, reason = "one line for each event")]
const fn key(event: Event) -> &'static str {
    match event {
        Event::VaultOpened => "journal-vault-opened",
        Event::SignedIn => "journal-signed-in",
        Event::TriesRefused => "journal-tries-refused",
        Event::SlotErased => "journal-slot-erased",
        Event::SlotAdded => "journal-slot-added",
        Event::SlotRemoved => "journal-slot-removed",
        Event::SecretChanged => "journal-secret-changed",
        Event::SignedOutEverywhere => "journal-signed-out-everywhere",
        Event::ScreenClosed => "journal-screen-closed",
        Event::PaperAdded => "journal-paper-added",
        Event::PaperRefiled => "journal-paper-refiled",
        Event::PaperLooked => "journal-paper-looked",
        Event::PaperRemoved => "journal-paper-removed",
        Event::PaperRestored => "journal-paper-restored",
        Event::PaperDestroyed => "journal-paper-destroyed",
        Event::PaperChecked => "journal-paper-checked",
        Event::JournalTaken => "journal-taken",
        Event::ShareGiven => "journal-share-given",
        Event::ShareOpened => "journal-share-opened",
        Event::ShareLooked => "journal-share-looked",
        Event::ShareCopied => "journal-share-copied",
        Event::ShareRefused => "journal-share-refused",
        Event::ShareStopped => "journal-share-stopped",
        Event::ShareStoppedByTries => "journal-share-stopped-by-tries",
        Event::ShareDeclined => "journal-share-declined",
        Event::InvitationGiven => "journal-invitation-given",
        Event::InvitationStopped => "journal-invitation-stopped",
        Event::InvitationOver => "journal-invitation-over",
        Event::PhonePaired => "journal-phone-paired",
        Event::PhoneEnded => "journal-phone-ended",
        Event::PaperDeposited => "journal-paper-deposited",
        Event::DepositUndone => "journal-deposit-undone",
        Event::DepositAccepted => "journal-deposit-accepted",
        Event::DepositRefused => "journal-deposit-refused",
        Event::MediatorInvited => "journal-mediator-invited",
        Event::MediationBegun => "journal-mediation-begun",
        Event::MediationByNumber => "journal-mediation-by-number",
        Event::MediationEnded => "journal-mediation-ended",
        Event::MediationStopped => "journal-mediation-stopped",
        Event::NumberAccepted => "journal-number-accepted",
        Event::NumberRefused => "journal-number-refused",
        Event::NumberDrawn => "journal-number-drawn",
        Event::DamageFound => "journal-damage-found",
        Event::Restored => "journal-restored",
        Event::WentBack => "journal-went-back",
        Event::NoticeRead => "journal-notice-read",
        Event::PersonJoined => "journal-person-joined",
        Event::PersonInvited => "journal-person-invited",
        Event::PersonInvitationStopped => "journal-person-invitation-stopped",
        Event::RoleGiven => "journal-role-given",
        Event::RoleChanged => "journal-role-changed",
        Event::ColleagueClosed => "journal-colleague-closed",
        Event::AccountClosed => "journal-account-closed",
        Event::HelpOpened => "journal-help-opened",
        Event::HelpStopped => "journal-help-stopped",
        Event::HelpConfirmed => "journal-help-confirmed",
        Event::StructureInvited => "journal-structure-invited",
        Event::StructureVerified => "journal-structure-verified",
        Event::StructureSuspended => "journal-structure-suspended",
        Event::StructureResumed => "journal-structure-resumed",
        Event::RequestRead => "journal-request-read",
        Event::RequestRefused => "journal-request-refused",
        Event::ShareExtended => "journal-share-extended",
        Event::CopyAsked => "journal-copy-asked",
        Event::CopyGiven => "journal-copy-given",
        Event::CopyRefused => "journal-copy-refused",
        Event::AppointmentEnded => "journal-appointment-ended",
        Event::ShareLate => "journal-share-late",
        Event::InvitationLate => "journal-invitation-late",
        Event::ProofRefused => "journal-proof-refused",
        Event::ColleagueJoined => "journal-colleague-joined",
        Event::UnusualWork => "journal-unusual-work",
        Event::RequestMade => "journal-request-made",
        Event::RequestAnswered => "journal-request-answered",
        Event::AppointmentClosed => "journal-appointment-closed",
        Event::OpeningHelped => "journal-opening-helped",
        Event::CodeSeen => "journal-code-seen",
        Event::CodeUnseen => "journal-code-unseen",
        Event::HelpReplaced => "journal-help-replaced",
        Event::CodesWanted => "journal-codes-wanted",
        Event::CodesUnwanted => "journal-codes-unwanted",
        Event::CodeAppAdded => "journal-code-app-added",
        Event::CodeAppChanged => "journal-code-app-changed",
        Event::ControlRegained => "journal-control-regained",
        Event::ClosingAsked => "journal-closing-asked",
        Event::ClosingStopped => "journal-closing-stopped",
        Event::VaultClosed => "journal-vault-closed",
        Event::TakenOut => "journal-taken-out",
        Event::PaperBrought => "journal-paper-brought",
        Event::GuardiansAgreed => "journal-guardians-agreed",
        Event::GuardiansStopped => "journal-guardians-stopped",
        Event::RecoveryConfirmed => "journal-recovery-confirmed",
        Event::RecoveryReady => "journal-recovery-ready",
        Event::RecoveryRefused => "journal-recovery-refused",
        Event::RecoveryVetoed => "journal-recovery-vetoed",
        Event::Recovered => "journal-recovered",
        Event::GuardianNamed => "journal-guardian-named",
        Event::GuardianRemoved => "journal-guardian-removed",
        Event::SeatPassed => "journal-seat-passed",
        Event::SeatMade => "journal-seat-made",
        Event::RecoveryHelped => "journal-recovery-helped",
        Event::RecoveryTold => "journal-recovery-told",
        Event::NoticesBegun => "journal-notices-begun",
        Event::NoticesStopped => "journal-notices-stopped",
        Event::SettingChanged => "journal-setting-changed",
    }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
