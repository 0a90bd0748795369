//! One way in: its code changed, itself taken away.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{Signed, WayLine, lines, unproved, way};
use crate::actions::{Outcome, Problem, ways_in};
use crate::domain::slot::SlotKind;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;

#[derive(Template)]
#[template(path = "account-way.html")]
struct WayPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    way: WayLine,
    wrong: Option<Wrong>,
}

/// `GET /compte/entree/{way}`
pub async fn show(State(app): State<Shared>, signed: Signed, Path(wanted): Path<String>) -> Answer {
    Ok(page(&app, &signed, &wanted, None).await?)
}

/// `POST /compte/entree/{way}/code`: forgotten, or seen by somebody.
pub async fn change_code(
    State(app): State<Shared>,
    signed: Signed,
    Path(wanted): Path<String>,
) -> Answer {
    let back = format!("/compte/entree/{wanted}");
    if let Some(answer) = unproved(&app, &signed.session, &back) {
        return Ok(answer);
    }
    let (id, _) = way(&app, &signed.session, &wanted).await?;
    let (abri, mut session) = (app.abri.clone(), signed.session);
    app.carry(async move { ways_in::change_code(&abri, &mut session, &id).await })
        .await?;
    Ok(Redirect::to(&format!("/compte/code/{wanted}")).into_response())
}

/// `POST /compte/entree/{way}/retirer`
pub async fn remove(
    State(app): State<Shared>,
    signed: Signed,
    Path(wanted): Path<String>,
) -> Answer {
    let back = format!("/compte/entree/{wanted}");
    if let Some(answer) = unproved(&app, &signed.session, &back) {
        return Ok(answer);
    }
    let (id, _) = way(&app, &signed.session, &wanted).await?;
    let Signed { mut session, visit } = signed;
    let abri = app.abri.clone();
    let (session, removed) = app
        .carry(async move {
            let removed = ways_in::remove(&abri, &mut session, &id).await;
            Ok((session, removed))
        })
        .await?;
    match removed {
        Ok(()) => Ok(Redirect::to("/compte").into_response()),
        Err(Problem::Field(key)) => {
            let signed = Signed { session, visit };
            let wrong = Wrong::field(&signed.visit.t, key);
            Ok(page(&app, &signed, &wanted, Some(wrong)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn page(app: &App, signed: &Signed, wanted: &str, wrong: Option<Wrong>) -> Outcome<Response> {
    let found = lines(app, &signed.session, &signed.visit.t).await?;
    let way = found.into_iter().find(|way| way.token == wanted);
    let page = signed.visit.page.clone().at(Place::Account);
    Ok(html_with(
        status(wrong.as_ref()),
        &WayPage {
            t: &signed.visit.t,
            page: &page,
            way: way.ok_or(Problem::NotFound)?,
            wrong,
        },
    ))
}
