//! Two who help somebody back in: what is agreed to, who sits where, and cases on their way.

use abri::actions::guardians::{agreement, hand_over, seats};
use abri::actions::recover::{ask, case, confirm, finish, veto};
use abri::actions::session::Session;
use abri::domain::ids::{RecoveryId, StructureId};
use abri::domain::recovery::{Manner, Seat};
use abri::domain::slot::Place;

use super::sees::Seen;
use super::text::{json, said};
use super::world::{HERE, World};
use crate::guardians::{Case, identity, types};
use crate::once::once;
use crate::people::Colleague;
use crate::support::Service;

/// Cases: one waits for the second professional, one for its card, one was vetoed, and one is of somebody who agreed no more.
pub struct Helped {
    one: Case,
    both: Case,
    vetoed: Case,
    vetoed_id: RecoveryId,
    stopped: Case,
}

/// Who takes part.
pub struct Cast<'a> {
    pub structure: StructureId,
    pub nadia: &'a Colleague,
    pub worker: &'a Colleague,
    pub paul: &'a Colleague,
    pub mariam: &'a mut Session,
    pub yacine: &'a mut Session,
    /// The codes of their phones.
    pub codes: [&'a str; 2],
}

impl Helped {
    /// What is agreed to and begun.
    pub async fn begin(service: &Service, cast: &mut Cast<'_>) -> Self {
        let abri = &service.abri;
        let manager = &cast.nadia.session;
        let sits = [
            (Seat::First, cast.worker),
            (Seat::Second, cast.paul),
            (Seat::First, cast.nadia),
        ];
        for (seat, who) in sits {
            seats::name(abri, manager, seat, who.id()).await.unwrap();
        }
        types(abri, cast.mariam, cast.codes[0]).await;
        types(abri, cast.yacine, cast.codes[1]).await;
        for (session, name) in [(&*cast.mariam, "Mariam"), (&*cast.yacine, "Yacine")] {
            let who = identity(service, name);
            let agreed = agreement::agree(abri, session, cast.structure, who).await;
            agreed.unwrap();
        }
        let asks = async |name, manner| {
            let new = ask::NewCase {
                structure: cast.structure,
                who: identity(service, name),
                manner,
            };
            let slip = ask::ask(abri, new, HERE).await.unwrap();
            let words = case::look(abri, &slip).await.unwrap().words.to_string();
            Case { slip, words }
        };
        let confirms = async |who: &Colleague, case: &Case| {
            let done = confirm::confirm(abri, &who.session, &case.words).await;
            done.unwrap();
        };
        let vetoed = asks("Mariam", Manner::FromAfar).await;
        confirms(cast.worker, &vetoed).await;
        let pending = veto::against(abri, &cast.mariam.open).await.unwrap();
        let vetoed_id = pending[0].id;
        let stopped = asks("Yacine", Manner::InPresence).await;
        let one = asks("Mariam", Manner::FromAfar).await;
        let both = asks("Mariam", Manner::InPresence).await;
        for (who, case) in [
            (cast.worker, &one),
            (cast.worker, &both),
            (cast.paul, &both),
        ] {
            confirms(who, case).await;
        }
        Self {
            one,
            both,
            vetoed,
            vetoed_id,
            stopped,
        }
    }

    /// What is refused and stopped of it.
    pub async fn end(&self, service: &Service, cast: &Cast<'_>) {
        let abri = &service.abri;
        veto::veto(abri, cast.mariam, self.vetoed_id).await.unwrap();
        agreement::stop(abri, cast.yacine).await.unwrap();
    }
}

impl World {
    pub async fn help_over(&self, seen: &mut Seen) {
        let abri = &self.service.abri;
        let mut note = |what: &str, outcome| seen.insert(format!("over {what}"), outcome);
        let vetoed = &self.helped.vetoed;
        let confirmed = confirm::confirm(abri, &self.paul.session, &vetoed.words).await;
        note("vetoed case", said(confirmed, |_| String::new()));
        let card = finish::finish(abri, &once(&vetoed.slip), Place::Shared).await;
        note("card of a vetoed case", said(card, |_| String::new()));
        let words = &self.helped.stopped.words;
        let stopped = confirm::confirm(abri, &self.worker.session, words).await;
        note("stopped agreement", said(stopped, |_| String::new()));
    }

    pub async fn help(&self, seen: &mut Seen) {
        let abri = &self.service.abri;
        let mut note = |what: &str, outcome| seen.insert(format!("help {what}"), outcome);
        for (who, session) in [("mariam", &self.mariam), ("yacine", &self.yacine)] {
            let mine = agreement::mine(abri, session).await;
            note(
                &format!("agreed by {who}"),
                said(mine, |mine| {
                    mine.map_or_else(String::new, |one| {
                        let who = json(&one.who);
                        let stands = if one.stands { "; stands" } else { "" };
                        format!("{} {who} {:?}{stands}", one.structure, one.since)
                    })
                }),
            );
            let pending = veto::against(abri, &session.open).await;
            note(
                &format!("pending of {who}"),
                said(pending, |all| {
                    let one = |one: &veto::Pending| {
                        let how = one.manner.as_str();
                        format!(
                            "{} {how} {} {} {:?}",
                            one.id, one.by, one.structure, one.ready
                        )
                    };
                    let mut all: Vec<_> = all.iter().map(one).collect();
                    all.sort();
                    all.join("; ")
                }),
            );
        }
        let places = seats::of_manager(abri, &self.nadia.session).await;
        note(
            "seats",
            said(places, |places| {
                let mut all = Vec::new();
                for place in &places {
                    for one in &place.guardians {
                        let who = (one.person, &one.name, one.holds);
                        all.push(format!("{} {who:?}", place.seat.number()));
                    }
                }
                all.sort();
                all.join("; ")
            }),
        );
        let own = hand_over::own(abri, &self.worker.session).await;
        note(
            "own seat",
            said(own, |own| {
                own.map_or_else(String::new, |own| {
                    let holds = if own.holds { "; holds" } else { "" };
                    let waits = own
                        .waiting
                        .iter()
                        .map(|one| format!("; waits {}", one.name));
                    format!("{}{holds}{}", own.seat.number(), waits.collect::<String>())
                })
            }),
        );
        for (what, slip) in [
            ("one", &self.helped.one.slip),
            ("both", &self.helped.both.slip),
        ] {
            let looked = case::look(abri, slip).await;
            note(
                &format!("case of {what}"),
                said(looked, |case| {
                    let how = (case.manner.as_str(), case.stage, case.until);
                    format!("{} {} {how:?}", *case.words, case.structure)
                }),
            );
        }
        // Last: a card that is made ends everything else.
        let second = confirm::confirm(abri, &self.paul.session, &self.helped.one.words).await;
        note(
            "second confirms",
            said(second, |stage| format!("{stage:?}")),
        );
        let card = finish::finish(abri, &once(&self.helped.both.slip), Place::Shared).await;
        note("card", said(card, |session| session.open.vault.to_string()));
    }
}
