//! The rescue code: on a sheet of its own, shown once, never printed again.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use zeroize::Zeroizing;

use super::card::{Check, two_lines};
use super::{Asked, Suite, Typed, confirm, only, unproved};
use crate::actions::{Problem, ways_in};
use crate::domain::slot::SlotKind;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::picto::Picto;
use crate::web::qr::Square;

/// What the sheet holds.
struct Sheet {
    square: Square,
    /// The code in two lines.
    code: (Zeroizing<String>, Zeroizing<String>),
    /// Where to type it.
    address: String,
    today: String,
}

#[derive(Template)]
#[template(path = "account-rescue.html")]
struct RescuePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    suite: Suite,
    /// The sheet, until the person showed that they hold it.
    sheet: Option<Sheet>,
    /// There is one already, which is never shown again.
    made: bool,
}

/// `GET /compte/secours`
pub async fn show(State(app): State<Shared>, signed: Signed, Query(asked): Query<Asked>) -> Answer {
    let session = &signed.session;
    let t = &signed.visit.t;
    let id = only(&app, session, SlotKind::Rescue).await?;
    let drawn = id.as_ref().and_then(|id| session.drawn_for(id));
    let origin = app.site.origin.as_str();
    let sheet = drawn.map(|code| {
        let plain: Zeroizing<String> = code.replace('-', "").into();
        Sheet {
            square: Square::of(&Zeroizing::new(format!(
                "{origin}/secours#{}",
                plain.as_str()
            ))),
            code: two_lines(code),
            address: format!("{}/secours", app.site.origin.authority()),
            today: t.day(app.abri.now()),
        }
    });
    let page = asked.suite.page(&signed.visit, 5);
    Ok(html(&RescuePage {
        t,
        page: &page,
        suite: asked.suite,
        sheet,
        made: id.is_some(),
    }))
}

/// `POST /compte/secours`: makes one; an older one stops working.
pub async fn make(State(app): State<Shared>, signed: Signed, Form(form): Form<Typed>) -> Answer {
    let back = form.suite.to("/compte/secours");
    if let Some(answer) = unproved(&app, &signed.session, &back) {
        return Ok(answer);
    }
    let (abri, mut session) = (app.abri.clone(), signed.session);
    app.carry(async move { ways_in::make_rescue_code(&abri, &mut session).await })
        .await?;
    Ok(Redirect::to(&back).into_response())
}

/// `GET /compte/secours/verifier`
pub async fn check(signed: Signed, Query(asked): Query<Asked>) -> Response {
    check_page(&signed, asked.suite, None)
}

/// `POST /compte/secours/verifier`: the end of the code, read on the sheet.
pub async fn checked(State(app): State<Shared>, signed: Signed, Form(form): Form<Typed>) -> Answer {
    let id = only(&app, &signed.session, SlotKind::Rescue).await?;
    let id = id.ok_or(Problem::NotFound)?;
    let (signed, wrong) = confirm(&app, signed, id, form.typed, "account-check-wrong").await?;
    if wrong.is_some() {
        return Ok(check_page(&signed, form.suite, wrong));
    }
    let next = match form.suite {
        Suite::Ouvrir => "/compte/mots?suite=ouvrir",
        Suite::Secours => "/papiers",
        _ => "/compte",
    };
    Ok(Redirect::to(next).into_response())
}

fn check_page(signed: &Signed, suite: Suite, wrong: Option<Wrong>) -> Response {
    let page = suite.page(&signed.visit, 5);
    html_with(
        status(wrong.as_ref()),
        &Check {
            t: &signed.visit.t,
            page: &page,
            suite,
            rescue: true,
            wrong,
        },
    )
}
