//! One colleague: another role, closing the account, helping back in.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::team::{Chosen, function, name};
use super::{role, roles};
use crate::actions::people::counts::{self, Number};
use crate::actions::people::{deactivate, help, roster, set_role as roles_given};
use crate::actions::{Outcome, Problem};
use crate::domain::ids::VaultId;
use crate::domain::quota::What;
use crate::i18n::Texts;
use crate::web::account::token;
use crate::web::app::{App, Shared};
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;

/// A colleague being helped back in.
struct Help {
    /// The beginning of its id: what the operator names it by.
    number: String,
    until: String,
    /// Whoever looks opened it: somebody else confirms.
    by_oneself: bool,
}

#[derive(Template)]
#[template(path = "pro-member.html")]
struct Member<'a> {
    t: &'a Texts,
    page: &'a Page,
    id: String,
    name: String,
    function: String,
    role: String,
    chosen: &'static str,
    joined: String,
    visited: String,
    oneself: bool,
    roles: Vec<(&'static str, String, String)>,
    help: Option<Help>,
    /// What is counted, today, in seven and in thirty days.
    numbers: Vec<(String, [u64; 3])>,
    /// What was unusual, and when.
    unusual: Vec<(String, String)>,
    wrong: Option<Wrong>,
}

/// `GET /pro/structure/membre/{id}`
pub async fn show(State(app): State<Shared>, at: AtWork, Path(id): Path<String>) -> Answer {
    page(&app, &at, read(&id)?, None).await
}

/// `POST /pro/structure/membre/{id}/role`
pub async fn set_role(
    State(app): State<Shared>,
    at: AtWork,
    Path(id): Path<String>,
    Form(chosen): Form<Chosen>,
) -> Answer {
    let colleague = read(&id)?;
    let role = match chosen.role() {
        Ok(role) => role,
        Err(problem) => {
            let wrong = Wrong::of(&at.visit.t, problem, "team-role-choose")?;
            return page(&app, &at, colleague, Some(wrong)).await;
        }
    };
    let (abri, session) = (app.abri.clone(), at.session);
    app.carry(async move { roles_given::set_role(&abri, &session, colleague, role).await })
        .await?;
    Ok(back_to(colleague))
}

/// `POST /pro/structure/membre/{id}/fermer`
pub async fn close(State(app): State<Shared>, at: AtWork, Path(id): Path<String>) -> Answer {
    let colleague = read(&id)?;
    let (abri, session) = (app.abri.clone(), at.session);
    app.carry(async move { deactivate::deactivate(&abri, &session, colleague).await })
        .await?;
    Ok(Redirect::to("/pro/structure").into_response())
}

/// `POST /pro/structure/membre/{id}/aider`
pub async fn help(State(app): State<Shared>, at: AtWork, Path(id): Path<String>) -> Answer {
    let colleague = read(&id)?;
    let (abri, session) = (app.abri.clone(), at.session);
    app.carry(async move { help::open(&abri, &session, colleague).await })
        .await?;
    Ok(back_to(colleague))
}

/// `POST /pro/structure/membre/{id}/aider/arreter`
pub async fn stop_help(State(app): State<Shared>, at: AtWork, Path(id): Path<String>) -> Answer {
    let colleague = read(&id)?;
    let case = case(&app, &at, colleague).await?;
    let (abri, session) = (app.abri.clone(), at.session);
    app.carry(async move { help::stop(&abri, &session, case).await })
        .await?;
    Ok(back_to(colleague))
}

/// `POST /pro/structure/membre/{id}/aider/confirmer`: a second manager.
pub async fn confirm_help(State(app): State<Shared>, at: AtWork, Path(id): Path<String>) -> Answer {
    let case = case(&app, &at, read(&id)?).await?;
    let (abri, mut session) = (app.abri.clone(), at.session);
    let invitation = app
        .carry(async move { help::confirm(&abri, &mut session, case).await })
        .await?;
    let to = format!("/pro/structure/invitation/{}", token(&invitation));
    Ok(Redirect::to(&to).into_response())
}

async fn case(app: &App, at: &AtWork, colleague: VaultId) -> Outcome<crate::domain::ids::HelpId> {
    let colleague = roster::colleague(&app.abri, &at.session, colleague).await?;
    colleague.help.map(|help| help.id).ok_or(Problem::NotFound)
}

fn read(id: &str) -> Outcome<VaultId> {
    id.parse().map_err(|_| Problem::NotFound)
}

fn back_to(colleague: VaultId) -> Response {
    Redirect::to(&format!("/pro/structure/membre/{colleague}")).into_response()
}

async fn page(app: &App, at: &AtWork, id: VaultId, wrong: Option<Wrong>) -> Answer {
    let colleague = roster::colleague(&app.abri, &at.session, id).await?;
    let all = counts::of_team(&app.abri, &at.session).await?;
    let counted = all.get(&id).map_or(&[][..], Vec::as_slice);
    let t = &at.visit.t;
    let page = at.visit.page.clone().at(Place::Team);
    let me = at.working.member.vault;
    let help = colleague.help.as_ref().map(|help| Help {
        number: help.id.to_string().chars().take(8).collect(),
        until: t.day_time(help.until),
        by_oneself: help.opened_by == me,
    });
    Ok(html_with(
        status(wrong.as_ref()),
        &Member {
            t,
            page: &page,
            id: id.to_string(),
            name: name(t, colleague.name.as_ref()),
            function: function(&colleague),
            role: role(t, colleague.member.role),
            chosen: colleague.member.role.as_str(),
            joined: t.date(t.zone().day(colleague.joined)),
            visited: t.date(t.zone().day(colleague.visited)),
            oneself: id == me,
            roles: roles(t),
            help,
            numbers: numbers(t, counted),
            unusual: unusual(t, counted),
            wrong,
        },
    ))
}

/// What somebody with that number did, in words.
const fn counted(what: What) -> &'static str {
    match what {
        What::Asked => "counts-asked",
        What::Opened => "counts-opened",
        What::Copied => "counts-copied",
        What::Refused => "counts-refused",
        What::Deposits => "counts-deposits",
        What::Helped => "counts-helped",
    }
}

fn numbers(t: &Texts, numbers: &[Number]) -> Vec<(String, [u64; 3])> {
    let done = numbers.iter().filter(|number| number.month > 0);
    done.map(|one| (t.say(counted(one.what)), [one.today, one.week, one.month]))
        .collect()
}

fn unusual(t: &Texts, numbers: &[Number]) -> Vec<(String, String)> {
    let marked = numbers.iter().filter_map(|number| {
        let (day, count) = number.unusual?;
        let when = t.with("counts-unusual-when").arg("day", t.date(day));
        let when = when.arg("count", count).to_string();
        Some((t.say(counted(number.what)), when))
    });
    marked.collect()
}
