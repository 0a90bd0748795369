//! What everybody sees and may do at a moment, as text.
//!
//! Keys that begin with `told ` are where a change would be said; with `over `, what has ended.

use std::collections::BTreeMap;

use abri::actions::appointments::{asked, look, waits};
use abri::actions::change::Change;
use abri::actions::check::{self, Depth};
use abri::actions::checkpoints::read::goes_on_from;
use abri::actions::deposits::{self, mediations};
use abri::actions::look_back::{self, Known};
use abri::actions::open::Open;
use abri::actions::papers::{self, Paper};
use abri::actions::people::join;
use abri::actions::read_shown;
use abri::actions::session::{self, Session};
use abri::actions::sign_in::{Way, sign_in};
use abri::actions::uploads::{Arrived, put_in};
use abri::actions::{
    Outcome, Problem, agreements, open_vault, reading, short_code, show, take_journal, ways_in,
};
use abri::domain::access::{may_keep, may_keep_account, may_read};
use abri::domain::slot::{Place, SlotKind};
use abri::domain::time::Moment;
use futures_util::TryStreamExt;

use super::change::Where;
use super::text::{json, listed, said, sum};
use super::work::at_work;
use super::world::{HERE, NAME, World};
use crate::given::unnamed;
use crate::once::once;

/// What is seen, or that nothing is, by what it is.
pub type Seen = BTreeMap<String, Result<String, String>>;

impl World {
    /// Looks at everything that a change in this place could be seen in; where it is told, at nothing more than what has
    /// ended.
    pub async fn sees(&self, at: Where) -> Seen {
        let mut seen = Seen::new();
        self.told(&mut seen).await;
        self.over(&mut seen).await;
        let help = matches!(at, Where::Nowhere | Where::Help);
        if help {
            self.help_over(&mut seen).await;
        }
        let told = |(what, seen): (&String, &Result<String, String>)| {
            what.starts_with("told ") && seen.as_deref() != Ok("")
        };
        if at != Where::Nowhere && seen.iter().any(told) {
            return seen;
        }
        self.person(&mut seen).await;
        self.messages(&mut seen).await;
        self.readers(&mut seen).await;
        self.professionals(&mut seen).await;
        if matches!(at, Where::Nowhere | Where::Ways) {
            self.ways(&mut seen).await;
        }
        // Last: they take in what waits, and make a card that ends the rest.
        self.others(&mut seen).await;
        if help {
            self.help(&mut seen).await;
        }
        seen
    }

    async fn told(&self, seen: &mut Seen) {
        let abri = &self.service.abri;
        let mut note = |what: &str, outcome| seen.insert(format!("told {what}"), outcome);
        let report = check::check(abri, Depth::Bytes).await;
        note(
            "check",
            said(report, |report| {
                let all: Vec<_> = report.findings.iter().map(ToString::to_string).collect();
                all.join("; ")
            }),
        );
        let kept = goes_on_from(abri, &self.noted).await;
        note(
            "noted",
            said(kept, |kept| {
                kept.err().map_or_else(String::new, |flaw| flaw.to_string())
            }),
        );
        let [nadia, worker, paul] = [&self.nadia, &self.worker, &self.paul].map(|one| &one.session);
        for (who, session) in [
            ("mariam", &self.mariam),
            ("yacine", &self.yacine),
            ("nadia", nadia),
            ("worker", worker),
            ("paul", paul),
        ] {
            let open = &session.open;
            let permit = may_keep_account(open.owner(), open.vault).unwrap();
            let sealed = Change::begin(abri, open, &permit).await;
            note(&format!("seal {who}"), said(sealed, |_| String::new()));
        }
        for session in [&self.mariam, &self.yacine, nadia, worker, paul] {
            self.told_in_journal(&session.open, seen).await;
        }
    }

    /// What the person of a journal reads of it: that its end is cut, or an entry not as it was written.
    async fn told_in_journal(&self, open: &Open, seen: &mut Seen) {
        let (abri, whose) = (&self.service.abri, open.vault);
        let mut note = |what: String, outcome| seen.insert(format!("told {what}"), outcome);
        let entries = take_journal::entries(abri, open).await;
        let damaged = |entry: &look_back::Entry| matches!(entry.known, Known::Damaged);
        let first = |entries: Vec<look_back::Entry>| match entries.iter().find(|one| damaged(one)) {
            None => String::new(),
            Some(entry) => format!("entry {}", entry.number),
        };
        note(format!("entries {whose}"), said(entries, first));
        let page = look_back::page(abri, open, None, Moment::from_millis(0)).await;
        let broken = |page: look_back::LookBack| {
            let at = page.broken.map(|number| number.to_string());
            at.unwrap_or_default()
        };
        note(format!("page {whose}"), said(page, broken));
    }

    #[expect(clippy::too_many_lines, reason = "one look after the other")]
    async fn person(&self, seen: &mut Seen) {
        let abri = &self.service.abri;
        for (who, session) in [("mariam", &self.mariam), ("yacine", &self.yacine)] {
            let open = &session.open;
            let mut note = |what: &str, outcome| seen.insert(format!("{who} {what}"), outcome);
            let again = session::resume(abri, session.cookie().duplicate()).await;
            let profile = again.and_then(|session| {
                Ok((
                    open_vault::profile(&session)?,
                    json(&session.notes),
                    session,
                ))
            });
            note(
                "session",
                said(profile, |(profile, notes, session)| {
                    let vault = &session.vault;
                    let until = (session.place, session.until, session.idle_until);
                    format!(
                        "{} {notes} {until:?} {:?} {:?} {:?}",
                        json(&profile),
                        vault.closes_at,
                        vault.bytes_used,
                        (vault.opened_at, vault.visited_at, vault.notice_at)
                    )
                }),
            );
            let all = papers::all(abri, open).await;
            if let Ok(all) = &all {
                for paper in all {
                    let title = paper.current.record.facts.title.as_str();
                    let read = self.reads(session, paper).await;
                    note(&format!("reads {title}"), said(read, |text| text));
                }
            }
            note("papers", said(all, |all| listed(&all)));
            let ways = ways_in::all(abri, open).await;
            note(
                "ways in",
                said(ways, |ways| {
                    let one = |row: &abri::store::slots::SlotRow| {
                        let when = (row.confirmed_at, row.created_at, row.used_at, row.helped_at);
                        format!("{} {:?} {when:?}", row.kind.as_str(), row.failures)
                    };
                    ways.iter().map(one).collect::<Vec<_>>().join("; ")
                }),
            );
            note(
                "safe",
                said(ways_in::is_safe(abri, open).await, |safe| safe.to_string()),
            );
            let active = show::active(abri, open).await;
            note(
                "shows",
                said(active, |all| {
                    let one = |share: &show::ActiveShare| {
                        let when = (share.from, share.until, share.state, share.opened);
                        let papers = (0..share.papers).map(|at| format!("; {} {at}", share.id));
                        let papers: String = papers.collect();
                        format!("{} {} {when:?}{papers}", share.id, json(&share.receipt))
                    };
                    all.iter().map(one).collect::<Vec<_>>().join("; ")
                }),
            );
            let agreed = agreements::all(abri, open).await;
            note(
                "agreed to",
                said(agreed, |all| {
                    let one = |agreed: &agreements::Agreed| {
                        format!(
                            "{} {:?}",
                            agreed.id,
                            (agreed.from, agreed.until, agreed.standing)
                        )
                    };
                    all.iter().map(one).collect::<Vec<_>>().join("; ")
                }),
            );
            let page = look_back::page(abri, open, None, Moment::from_millis(0)).await;
            note(
                "journal",
                said(page, |page| {
                    let one = |entry: &look_back::Entry| {
                        let known = match &entry.known {
                            Known::All(details) => json(details),
                            Known::Erased => "erased".into(),
                            Known::Damaged => "damaged".into(),
                        };
                        format!("{} {:?} {} {known}", entry.number, entry.at, entry.code)
                    };
                    page.entries.iter().map(one).collect::<Vec<_>>().join("; ")
                }),
            );
        }
        let card = ways_in::find(abri, &self.mariam.open, &self.card.0).await;
        let card = card.and_then(|row| ways_in::card_number(&self.mariam.open, &row));
        seen.insert("mariam card".into(), said(card, |card| card.to_string()));
        let link = show::link(abri, &self.mariam.open, self.share).await;
        seen.insert(
            "mariam link".into(),
            said(link, |link| link.text.to_string()),
        );
    }

    /// Reads a paper of one's own: its file and the picture of each page.
    async fn reads(&self, session: &Session, paper: &Paper) -> Outcome<String> {
        let abri = &self.service.abri;
        let open = &session.open;
        let record = &paper.current.record;
        let (facts, mut text) = (&record.facts, String::new());
        let read = may_read(open.owner(), open.vault).ok_or(Problem::NotFound)?;
        for picture in &facts.pages {
            let key = &record.pictures_key;
            let bytes = reading::picture(abri, &read, key, &facts.pictures_file, picture).await?;
            text.push_str(&sum(&bytes));
        }
        let keep = may_keep(open.owner(), open.vault).ok_or(Problem::NotFound)?;
        let still = || async { true };
        let file =
            reading::original(abri, &keep, &record.key, &facts.file, facts.bytes, still).await?;
        let pieces: Vec<_> = file.try_collect().await?;
        text.push_str(&sum(&pieces.concat()));
        Ok(text)
    }

    async fn over(&self, seen: &mut Seen) {
        let abri = &self.service.abri;
        let ended = &self.ended;
        let mut note = |what: &str, outcome: Outcome<()>| {
            seen.insert(format!("over {what}"), said(outcome, |()| String::new()))
        };
        let mariam = &self.mariam.open;
        let cookie = ended.session.duplicate();
        note("session", session::resume(abri, cookie).await.map(drop));
        note(
            "share",
            read_shown::open(abri, &ended.share).await.map(drop),
        );
        note("once", read_shown::open(abri, &ended.spent).await.map(drop));
        let cookie = ended.viewing.duplicate();
        note("viewing", read_shown::resume(abri, cookie).await.map(drop));
        let reader = crate::given::claire();
        note(
            "short code",
            short_code::ask(abri, &ended.code, &reader, HERE)
                .await
                .map(drop),
        );
        note("link", deposits::resume(abri, &ended.link).await.map(drop));
        let paper = papers::find(abri, mariam, ended.paper).await;
        note("paper", paper.map(drop));
        let theirs = papers::find(abri, &self.yacine.open, self.papers[0]).await;
        note("paper of another", theirs.map(drop));
        let worker = self.worker.goes_on(&self.service).await;
        let shown = match &worker {
            Ok(worker) => look(abri, worker, ended.appointment).await.map(drop),
            Err(_) => Err(Problem::NotFound),
        };
        note("appointment", shown);
        let gone = ended.colleague.goes_on(&self.service).await;
        note("colleague", gone.map(drop));
        note(
            "invitation",
            join::look(abri, &ended.invitation).await.map(drop),
        );
        let paul = self.paul.goes_on(&self.service).await;
        let begun = match paul {
            Ok(session) => deposits::begin_mediation(abri, &session, &ended.number, HERE).await,
            Err(problem) => Err(problem),
        };
        note("number", begun);
    }

    async fn ways(&self, seen: &mut Seen) {
        let abri = &self.service.abri;
        let held = |kind, secret: &abri::crypto::secrets::Secret, code: &str| {
            Way::held(kind, secret.duplicate(), code).unwrap()
        };
        let (_, secret, code) = &self.card;
        let (old, old_code) = &self.ended.phone;
        let ways = [
            (
                "enters by phone",
                held(SlotKind::Device, &self.phone, &self.code),
            ),
            ("enters by card", held(SlotKind::Card, secret, code)),
            ("enters by words", Way::words(NAME, &self.words).unwrap()),
            ("over phone", held(SlotKind::Device, old, old_code)),
            ("enters nadia", self.nadia.way()),
            ("enters worker", self.worker.way()),
            ("enters paul", self.paul.way()),
            ("over way of a colleague", self.ended.colleague.way()),
            // Last: it takes the card's place.
            ("enters by rescue code", Way::Rescue(once(&self.rescue))),
        ];
        for (what, way) in ways {
            let entered = sign_in(abri, way, Place::Own, HERE).await;
            seen.insert(
                what.into(),
                said(entered, |session| {
                    let working = at_work(&session);
                    format!(
                        "{} {} {working}",
                        session.open.vault,
                        json(&session.notes.scope)
                    )
                }),
            );
        }
    }

    async fn others(&self, seen: &mut Seen) {
        let abri = &self.service.abri;
        let open = &self.mariam.open;
        let number = deposits::number(abri, open).await;
        let mut note = |what: &str, outcome| seen.insert(format!("mariam {what}"), outcome);
        note(
            "number",
            said(number, |number| {
                number.map_or_else(String::new, |one| format!("{} {:?}", *one.text, one.state))
            }),
        );
        let links = deposits::active(abri, open).await;
        note(
            "links",
            said(links, |links| {
                let one = |one: &deposits::ActiveInvitation| {
                    let when = (
                        one.mediator,
                        one.given,
                        one.until,
                        one.papers,
                        one.left,
                        one.arrived,
                    );
                    format!("{} {} {when:?} {}", one.id, one.name, *one.link.text)
                };
                links.iter().map(one).collect::<Vec<_>>().join("; ")
            }),
        );
        let active = mediations(abri, open).await;
        note(
            "mediations",
            said(active, |all| {
                let one = |one: &deposits::ActiveMediation| {
                    // A name that is not read is not there.
                    let who = [&one.who.name, &one.who.structure];
                    let who: String = who.map(|who| format!("{who}; ")).concat();
                    format!("{who}{:?}", (one.begun, one.until, one.arrived))
                };
                all.iter().map(one).collect::<Vec<_>>().join("; ")
            }),
        );
        let waiting = waits(abri, open).await;
        note(
            "is asked",
            said(waiting, |waits| {
                let one = |one: &abri::actions::appointments::Pending| {
                    format!("{} {} {}", one.id, one.name, one.structure)
                };
                let mut all: Vec<_> = waits.pending.iter().map(one).collect();
                all.sort();
                format!("{}; live {}", all.join("; "), waits.live)
            }),
        );
        let request = asked(abri, open, self.asked).await;
        note(
            "request",
            said(request, |one| {
                format!("{:?} {} {:?}", one.state, json(&one.request), one.until)
            }),
        );
        let upload = put_in(abri, open, self.upload, unnamed(), false).await;
        note(
            "upload",
            match upload {
                Ok(Arrived::Twice { .. }) => Ok(String::new()),
                other => said(other.map(drop), |()| "something else".into()),
            },
        );
        let shows = self.deposits.shows(abri, open).await;
        note(
            "deposits",
            if shows.is_empty() {
                Ok(String::new())
            } else {
                Err(format!("{shows:?}"))
            },
        );
        let all = papers::all(abri, open).await;
        note("papers then", said(all, |all| listed(&all)));
    }
}
