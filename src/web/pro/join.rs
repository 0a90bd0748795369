//! `/rejoindre`: an invitation is read, and becomes an account. Nothing is used up before that.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::{desks, role, role_more};
use crate::actions::people::join::{self, Invitation, NewColleague};
use crate::actions::{Outcome, Problem, sign_in};
use crate::crypto::secrets::Secret;
use crate::domain::person::{CallName, NameError};
use crate::domain::slot::SlotKind;
use crate::domain::structure::Function;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::cookies;
use crate::web::entry::enter::status;
use crate::web::entry::{Wrong, tried};
use crate::web::finish::Answer;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "pro-join.html")]
struct Link<'a> {
    t: &'a Texts,
    page: &'a Page,
    wrong: Option<Wrong>,
}

#[derive(Template)]
#[template(path = "pro-join-form.html")]
struct Joining<'a> {
    t: &'a Texts,
    page: &'a Page,
    invitation: &'a Invitation,
    role: String,
    role_more: String,
    until: String,
    typed: &'a Typed,
    wrong: Option<Wrong>,
}

/// What was typed.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Typed {
    lien: String,
    nom: String,
    fonction: String,
    cle: String,
}

impl Typed {
    /// The secret of the link, which may have been pasted whole.
    fn secret(&self) -> Outcome<Secret> {
        let number = self.lien.rsplit('#').next().unwrap_or_default();
        sign_in::number_typed(number).map_err(|_| Problem::WrongSecret { left: None })
    }

    fn card(&self) -> bool {
        self.cle == SlotKind::DeskCard.as_str()
    }

    fn read(&self, language: &str) -> Outcome<NewColleague> {
        let name = CallName::parse(&self.nom).map_err(|error| match error {
            NameError::Unfit => Problem::Field("join-name-wrong"),
            NameError::Nir => Problem::Field("join-nir"),
        })?;
        let function =
            Function::parse(&self.fonction).map_err(|_| Problem::Field("join-function-wrong"))?;
        Ok(NewColleague {
            name,
            function,
            kind: if self.card() {
                SlotKind::DeskCard
            } else {
                SlotKind::Desk
            },
            language: language.to_owned(),
        })
    }
}

/// `GET /rejoindre`: neutral, and never redirected, since a redirect would keep what is behind the `#`.
pub async fn show(visit: Visit) -> Response {
    link_page(&visit, None)
}

/// `POST /rejoindre`: who invites, and as what.
pub async fn look(State(app): State<Shared>, visit: Visit, Form(typed): Form<Typed>) -> Answer {
    match read(&app, &visit, &typed).await {
        Ok(invitation) => Ok(form_page(&visit, &invitation, &typed, None)),
        Err(problem) => {
            let wrong = Wrong::of(&visit.t, problem, "join-link-wrong")?;
            Ok(link_page(&visit, Some(wrong)))
        }
    }
}

/// `POST /rejoindre/compte`: the account is made.
pub async fn join(State(app): State<Shared>, visit: Visit, Form(typed): Form<Typed>) -> Answer {
    let invitation = match read(&app, &visit, &typed).await {
        Ok(invitation) => invitation,
        Err(problem) => {
            let wrong = Wrong::of(&visit.t, problem, "join-link-wrong")?;
            return Ok(link_page(&visit, Some(wrong)));
        }
    };
    let new = match typed.read(visit.page.lang.tag()) {
        Ok(new) => new,
        Err(problem) => {
            let wrong = Wrong::of(&visit.t, problem, "join-link-wrong")?;
            return Ok(form_page(&visit, &invitation, &typed, Some(wrong)));
        }
    };
    let (abri, secret) = (app.abri.clone(), typed.secret()?);
    let joined = app
        .carry(async move { join::join(&abri, &secret, new).await })
        .await;
    let (session, desk) = match joined {
        Ok(joined) => joined,
        // Somebody was faster with the same link.
        Err(problem) => {
            let wrong = Wrong::of(&visit.t, problem, "join-link-wrong")?;
            return Ok(link_page(&visit, Some(wrong)));
        }
    };
    let mut response = Redirect::to("/pro/compte/mots").into_response();
    let secret = cookies::write_secret(session.cookie());
    let headers = response.headers_mut();
    cookies::put(headers, &cookies::make(cookies::SESSION, secret));
    if let Some(desk) = desk {
        cookies::put(headers, &desks::cookie(&desk, app.abri.now()));
    }
    Ok(response)
}

async fn read(app: &App, visit: &Visit, typed: &Typed) -> Outcome<Invitation> {
    tried(app, visit.source, async {
        join::look(&app.abri, &typed.secret()?).await
    })
    .await
}

fn link_page(visit: &Visit, wrong: Option<Wrong>) -> Response {
    html_with(
        status(wrong.as_ref()),
        &Link {
            t: &visit.t,
            page: &visit.page,
            wrong,
        },
    )
}

fn form_page(
    visit: &Visit,
    invitation: &Invitation,
    typed: &Typed,
    wrong: Option<Wrong>,
) -> Response {
    let t = &visit.t;
    html_with(
        status(wrong.as_ref()),
        &Joining {
            t,
            page: &visit.page,
            invitation,
            role: role(t, invitation.role),
            role_more: role_more(t, invitation.role),
            until: t.day_time(invitation.until),
            typed,
            wrong,
        },
    )
}
