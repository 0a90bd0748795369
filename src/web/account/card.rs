//! The access card: as it will be printed, on its sheet, and shown to be in the person's hand.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use zeroize::Zeroizing;

use super::{Asked, Suite, Typed, confirm, number as deposit, only, token, unproved};
use crate::actions::{Problem, open_vault, ways_in};
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

#[derive(Template)]
#[template(path = "account-card.html")]
struct CardPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    suite: Suite,
    name: String,
    made: String,
    today: String,
    square: Square,
    /// The number in two lines.
    number: (Zeroizing<String>, Zeroizing<String>),
    /// Where to type the number.
    address: String,
    /// What a mediator types to put papers in.
    deposit: Option<Zeroizing<String>>,
    next: String,
}

#[derive(Template)]
#[template(path = "account-card-none.html")]
struct NoCard<'a> {
    t: &'a Texts,
    page: &'a Page,
    suite: Suite,
    replaces: bool,
}

#[derive(Template)]
#[template(path = "account-check.html")]
pub(super) struct Check<'a> {
    pub(super) t: &'a Texts,
    pub(super) page: &'a Page,
    pub(super) suite: Suite,
    pub(super) rescue: bool,
    pub(super) wrong: Option<Wrong>,
}

/// `GET /compte/carte`
pub async fn show(State(app): State<Shared>, signed: Signed, Query(asked): Query<Asked>) -> Answer {
    let session = &signed.session;
    let t = &signed.visit.t;
    let page = asked.suite.page(&signed.visit, 4);
    let Some(id) = only(&app, session, SlotKind::Card).await? else {
        return Ok(html(&NoCard {
            t,
            page: &page,
            suite: asked.suite,
            replaces: false,
        }));
    };
    let row = ways_in::find(&app.abri, &session.open, &id).await?;
    let number = ways_in::card_number(&session.open, &row)?;
    let plain: Zeroizing<String> = number.replace('-', "").into();
    let origin = app.site.origin.as_str();
    let next = if session.drawn_for(&id).is_some() {
        asked.suite.to(&format!("/compte/code/{}", token(&id)))
    } else if row.confirmed_at.is_none() || asked.suite.goes_on() {
        asked.suite.to("/compte/carte/verifier")
    } else {
        "/compte".to_owned()
    };
    Ok(html(&CardPage {
        t,
        page: &page,
        suite: asked.suite,
        name: open_vault::profile(session)?.name.as_str().to_owned(),
        made: t.date(t.zone().day(row.created_at)),
        today: t.day(app.abri.now()),
        square: Square::of(&Zeroizing::new(format!(
            "{origin}/carte#{}",
            plain.as_str()
        ))),
        number: two_lines(&number),
        address: format!("{}/carte", app.site.origin.authority()),
        deposit: deposit::printed(&app.abri, session).await?,
        next,
    }))
}

/// Seven groups as four and three.
pub(in crate::web) fn two_lines(number: &str) -> (Zeroizing<String>, Zeroizing<String>) {
    let half = number
        .match_indices('-')
        .nth(3)
        .map_or(number.len(), |(at, _)| at);
    let (first, rest) = number.split_at_checked(half).unwrap_or((number, ""));
    let second = rest.trim_start_matches('-');
    (first.to_owned().into(), second.to_owned().into())
}

/// `GET /compte/carte/faire`: before an old card stops working.
pub async fn ask(State(app): State<Shared>, signed: Signed, Query(asked): Query<Asked>) -> Answer {
    let back = asked.suite.to("/compte/carte/faire");
    if let Some(answer) = unproved(&app, &signed.session, &back) {
        return Ok(answer);
    }
    let page = asked.suite.page(&signed.visit, 4);
    let replaces = only(&app, &signed.session, SlotKind::Card).await?.is_some();
    Ok(html(&NoCard {
        t: &signed.visit.t,
        page: &page,
        suite: asked.suite,
        replaces,
    }))
}

/// `POST /compte/carte/faire`
pub async fn make(State(app): State<Shared>, signed: Signed, Form(form): Form<Typed>) -> Answer {
    let back = form.suite.to("/compte/carte/faire");
    if let Some(answer) = unproved(&app, &signed.session, &back) {
        return Ok(answer);
    }
    let (abri, mut session) = (app.abri.clone(), signed.session);
    app.carry(async move { ways_in::make_card(&abri, &mut session).await })
        .await?;
    Ok(Redirect::to(&form.suite.to("/compte/carte")).into_response())
}

/// `GET /compte/carte/verifier`
pub async fn check(signed: Signed, Query(asked): Query<Asked>) -> Response {
    check_page(&signed, asked.suite, None)
}

/// `POST /compte/carte/verifier`: the end of the number, read on the printed card.
pub async fn checked(State(app): State<Shared>, signed: Signed, Form(form): Form<Typed>) -> Answer {
    let id = only(&app, &signed.session, SlotKind::Card).await?;
    let id = id.ok_or(Problem::NotFound)?;
    let (signed, wrong) = confirm(&app, signed, id, form.typed, "account-check-wrong").await?;
    if wrong.is_some() {
        return Ok(check_page(&signed, form.suite, wrong));
    }
    let next = if form.suite.goes_on() {
        form.suite.to("/compte/secours")
    } else {
        "/compte".to_owned()
    };
    Ok(Redirect::to(&next).into_response())
}

fn check_page(signed: &Signed, suite: Suite, wrong: Option<Wrong>) -> Response {
    let page = suite.page(&signed.visit, 4);
    html_with(
        status(wrong.as_ref()),
        &Check {
            t: &signed.visit.t,
            page: &page,
            suite,
            rescue: false,
            wrong,
        },
    )
}
