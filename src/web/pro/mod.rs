//! Professionals: joining a structure, coming in, their account, and who works there for its managers.

pub mod account;
pub mod app;
pub mod card;
pub mod desks;
pub mod enter;
pub mod guardian;
pub mod home;
pub mod invitation;
pub mod join;
pub mod key;
pub mod member;
pub mod screens;
pub mod seats;
pub mod team;
pub mod words;

use super::app::{App, Shared};
use super::finish::Refused;
use super::leave;
use super::routes::{Limit, Policy, Routes};
use crate::actions::people::code_app::{self, Standing};
use crate::actions::session::Session;
use crate::actions::{Outcome, Problem};
use crate::domain::structure::Role;
use crate::i18n::Texts;
use crate::web::entry::Wrong;

/// The routes of these pages.
#[expect(clippy::too_many_lines, reason = "one line for each route")]
pub fn routes() -> Routes<Shared> {
    const WORKS: Policy = Policy::Professional(Role::ALL);
    const MANAGES: Policy = Policy::Professional(Role::MANAGERS);
    const FORM: Limit = Limit::Form;
    use Policy::{Anyone, SignedOut};
    Routes::new()
        .get("/rejoindre", Anyone, join::show)
        .post("/rejoindre", SignedOut, FORM, join::look)
        .post("/rejoindre/compte", SignedOut, FORM, join::join)
        .get("/pro/entrer", SignedOut, enter::show)
        .post("/pro/entrer", SignedOut, FORM, enter::by_desk)
        .get("/pro/carte", Anyone, enter::card)
        .post("/pro/entrer/carte", SignedOut, FORM, enter::by_card)
        .get("/pro/cle", SignedOut, key::show)
        .post("/pro/entrer/cle", SignedOut, FORM, key::by_key)
        .get("/pro", WORKS, home::show)
        .post("/pro/sortir", WORKS, FORM, leave::leave_work)
        .get("/pro/compte", WORKS, account::show)
        .get("/pro/compte/journal", WORKS, account::journal)
        .post("/pro/compte/ordinateur", WORKS, FORM, account::add_desk)
        .post(
            "/pro/compte/entree/{way}/retirer",
            WORKS,
            FORM,
            account::remove,
        )
        .post(
            "/pro/compte/sortir-partout",
            WORKS,
            FORM,
            account::sign_out_everywhere,
        )
        .get("/pro/compte/ecrans", WORKS, screens::show)
        .post("/pro/compte/ecrans", WORKS, FORM, screens::close)
        .post("/pro/compte/langue", WORKS, FORM, account::language)
        .get("/pro/compte/carte", WORKS, card::show)
        .post("/pro/compte/carte", WORKS, FORM, card::make)
        .post("/pro/compte/carte/verifier", WORKS, FORM, card::checked)
        .post("/pro/compte/cle", WORKS, FORM, key::add)
        .get("/pro/compte/application", WORKS, app::show)
        .post("/pro/compte/application", WORKS, FORM, app::begin)
        .post(
            "/pro/compte/application/verifier",
            WORKS,
            FORM,
            app::confirm,
        )
        .get("/pro/compte/mots", WORKS, words::show)
        .post("/pro/compte/mots", WORKS, FORM, words::noted)
        .post("/pro/compte/mots/changer", WORKS, FORM, words::change)
        .get("/pro/secours", WORKS, guardian::show)
        .post("/pro/secours/passer", WORKS, FORM, guardian::pass_on)
        .post("/pro/secours/demande", WORKS, FORM, guardian::look)
        .post("/pro/secours/confirmer", WORKS, FORM, guardian::confirm)
        .post("/pro/secours/refuser", WORKS, FORM, guardian::refuse)
        .get("/pro/structure/secours", MANAGES, seats::show)
        .post(
            "/pro/structure/secours/nommer",
            MANAGES,
            FORM,
            seats::name_one,
        )
        .post(
            "/pro/structure/secours/retirer",
            MANAGES,
            FORM,
            seats::remove,
        )
        .get("/pro/structure", MANAGES, team::show)
        .post("/pro/structure/inviter", MANAGES, FORM, team::invite)
        .get("/pro/structure/invitation/{way}", MANAGES, invitation::show)
        .post(
            "/pro/structure/invitation/{way}/retirer",
            MANAGES,
            FORM,
            invitation::withdraw,
        )
        .get("/pro/structure/membre/{id}", MANAGES, member::show)
        .post(
            "/pro/structure/membre/{id}/role",
            MANAGES,
            FORM,
            member::set_role,
        )
        .post(
            "/pro/structure/membre/{id}/fermer",
            MANAGES,
            FORM,
            member::close,
        )
        .post(
            "/pro/structure/membre/{id}/aider",
            MANAGES,
            FORM,
            member::help,
        )
        .post(
            "/pro/structure/membre/{id}/aider/arreter",
            MANAGES,
            FORM,
            member::stop_help,
        )
        .post(
            "/pro/structure/membre/{id}/aider/confirmer",
            MANAGES,
            FORM,
            member::confirm_help,
        )
}

/// Where somebody goes who has just come in, or has noted what they had to: first to the application of codes,
/// where their structure wants one and they have none.
async fn onward(app: &App, session: &Session) -> Outcome<&'static str> {
    Ok(match code_app::standing(&app.abri, session).await? {
        Standing::Missing => "/pro/compte/application",
        Standing::Unwanted | Standing::Added(_) => "/pro",
    })
}

/// A role in words.
fn role(t: &Texts, role: Role) -> String {
    t.say(match role {
        Role::SocialWorker => "team-role-social-worker",
        Role::Mediator => "team-role-mediator",
        Role::Manager => "team-role-manager",
    })
}

/// A role as an invitation and a choice explain it.
fn role_more(t: &Texts, role: Role) -> String {
    t.say(match role {
        Role::SocialWorker => "team-role-social-worker-more",
        Role::Mediator => "team-role-mediator-more",
        Role::Manager => "team-role-manager-more",
    })
}

/// Roles to choose from: the value, its words, and what it may do.
fn roles(t: &Texts) -> Vec<(&'static str, String, String)> {
    let all = Role::ALL.iter();
    all.map(|one| (one.as_str(), role(t, *one), role_more(t, *one)))
        .collect()
}

/// The sentence of a problem with words that were typed for a change; any other goes to its page.
fn wrong_words(t: &Texts, problem: Problem) -> Result<Wrong, Refused> {
    match problem {
        Problem::WayErased { .. } => Ok(Wrong::field(t, "pro-erased")),
        other => Wrong::of(t, other, "pro-words-wrong"),
    }
}
