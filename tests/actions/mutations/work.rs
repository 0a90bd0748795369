//! What professionals see and may do.

use abri::actions::appointments::{look, one, today};
use abri::actions::deposits::resume_mediation;
use abri::actions::people::{counts, join, names, roster};
use abri::actions::session::Session;
use abri::actions::{Problem, open_vault};

use super::sees::Seen;
use super::text::{json, said, shown};
use super::world::World;

impl World {
    pub async fn professionals(&self, seen: &mut Seen) {
        let abri = &self.service.abri;
        let mut note = |what: &str, outcome| seen.insert(format!("pro {what}"), outcome);
        let worker = self.worker.goes_on(&self.service).await;
        if let Ok(worker) = &worker {
            let all = today(abri, worker).await;
            note(
                "today",
                said(all, |all| {
                    all.iter().map(mine).collect::<Vec<_>>().join("; ")
                }),
            );
            let shown_now = one(abri, worker, self.shown).await;
            note("receipt", said(shown_now, |one| mine(&one)));
            let looking = look(abri, worker, self.shown).await;
            note("looks", said(looking, |looking| shown(&looking)));
        }
        let profile = match &worker {
            Ok(session) => open_vault::profile(session),
            Err(_) => Err(Problem::SignInAgain),
        };
        note("worker profile", said(profile, |own| json(&own)));
        note("worker", said(worker, |session| at_work(&session)));
        for (who, one) in [("nadia", &self.nadia), ("paul", &self.paul)] {
            let session = one.goes_on(&self.service).await;
            let profile = session.and_then(|session| open_vault::profile(&session));
            note(&format!("profile {who}"), said(profile, |own| json(&own)));
        }
        let nadia = self.nadia.goes_on(&self.service).await;
        if let Ok(nadia) = &nadia {
            let all = roster::roster(abri, nadia).await;
            note(
                "roster",
                said(all, |all| {
                    // What is not read is not there: each thing by itself.
                    let one = |one: &roster::Colleague| {
                        let who = one.member.vault;
                        let name = one.name.as_ref().map(json);
                        let help = one.help.as_ref().map(|case| (case.opened_at, case.until));
                        let name = name.map(|name| format!("{who} is {name}"));
                        let help = help.map(|help| format!("{who} is helped {help:?}"));
                        let at_work = format!("{:?} {:?}", one.member, (one.joined, one.visited));
                        let all = [Some(at_work), name, help].into_iter().flatten();
                        all.collect::<Vec<_>>().join("; ")
                    };
                    let open = |row: &abri::store::person_invitations::PersonInvitationRow| {
                        format!("{:?}", (row.role, row.made_at, row.until))
                    };
                    let mut text: Vec<_> = all.colleagues.iter().map(one).collect();
                    text.extend(all.invitations.iter().map(open));
                    text.sort();
                    format!("{}; closed {}", text.join("; "), all.closed)
                }),
            );
            let numbers = counts::of_team(abri, nadia).await;
            note(
                "numbers",
                said(numbers, |all| {
                    let mut all: Vec<_> = all
                        .iter()
                        .map(|(who, all)| format!("{who} {all:?}"))
                        .collect();
                    all.sort();
                    all.join("; ")
                }),
            );
            let known = names::known(abri, &nadia.open).await;
            note(
                "names",
                said(known, |known| {
                    let mut all: Vec<_> = known
                        .iter()
                        .map(|(who, name)| format!("{who} {}", json(name)))
                        .collect();
                    all.sort();
                    all.join("; ")
                }),
            );
        }
        note("nadia", said(nadia, |session| at_work(&session)));
        let paul = self.paul.goes_on(&self.service).await;
        let paul = match paul {
            Ok(session) => resume_mediation(abri, session).await,
            Err(problem) => Err(problem),
        };
        note(
            "paul",
            said(paul, |one| format!("{} {}", one.greeting(), one.left())),
        );
        let invitation = join::look(abri, &self.invitation).await;
        note(
            "invitation",
            said(invitation, |one| {
                format!("{} {:?} {:?}", one.structure, one.role, one.until)
            }),
        );
    }
}

fn mine(one: &abri::actions::appointments::Mine) -> String {
    let given = one.given.as_ref().map(json);
    let code = one.code.as_ref().map(|code| code.to_string());
    let when = (one.asked, one.until, one.opened);
    format!(
        "{} {:?} {} {code:?} {when:?} {:?} {given:?}",
        one.id,
        one.state,
        json(&one.request),
        one.copy
    )
}

pub fn at_work(session: &Session) -> String {
    session.working.as_ref().map_or_else(
        || format!("{:?}", session.until),
        |working| format!("{:?} {:?}", working.member, session.until),
    )
}
