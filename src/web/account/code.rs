//! A six-digit code that was just drawn: shown large, typed back, forgotten here.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

use super::{Asked, Suite, Typed, only, token, way};
use crate::actions::ways_in;
use crate::domain::slot::SlotKind;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::cookies;
use crate::web::entry::enter::status;
use crate::web::entry::{Wrong, devices};
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;

#[derive(Template)]
#[template(path = "account-code.html")]
struct CodePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    suite: Suite,
    token: String,
    card: bool,
    /// The digits in two groups; `None` once they were noted.
    digits: Option<(&'a str, &'a str)>,
    wrong: Option<Wrong>,
}

/// `GET /compte/code/{way}`: gives this phone its cookie once more, if the one that came with the code is not there.
pub async fn show(
    State(app): State<Shared>,
    signed: Signed,
    headers: HeaderMap,
    Path(wanted): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (id, kind) = way(&app, &signed.session, &wanted).await?;
    let mut shown = page(&signed, asked.suite, (&id, kind), None);
    if let Some(secret) = ways_in::this_phone(&app.abri, &signed.session).await?
        && devices::all(&headers).iter().all(|it| it.secret != secret)
    {
        let (picture, _) = devices::PICTURES[0];
        cookies::put(
            shown.headers_mut(),
            &devices::cookie(&secret, picture.key()),
        );
    }
    Ok(shown)
}

/// `POST /compte/code/{way}`
pub async fn note(
    State(app): State<Shared>,
    signed: Signed,
    Path(wanted): Path<String>,
    Form(form): Form<Typed>,
) -> Answer {
    let (id, kind) = way(&app, &signed.session, &wanted).await?;
    let Signed { mut session, visit } = signed;
    let abri = app.abri.clone();
    let typed = form.typed;
    let (session, noted) = app
        .carry(async move {
            let noted = ways_in::note_code(&abri, &mut session, &id, &typed).await;
            Ok((session, noted))
        })
        .await?;
    let mut signed = Signed { session, visit };
    if let Err(problem) = noted {
        let wrong = Wrong::of(&signed.visit.t, problem, "account-code-wrong")?;
        return Ok(page(&signed, form.suite, (&id, kind), Some(wrong)));
    }
    let card = only(&app, &signed.session, SlotKind::Card).await?;
    let next = match (form.suite.goes_on(), kind, card) {
        (true, SlotKind::Card, _) => form.suite.to("/compte/carte/verifier"),
        (true, _, None) => {
            let abri = app.abri.clone();
            app.carry(async move { ways_in::make_card(&abri, &mut signed.session).await })
                .await?;
            form.suite.to("/compte/carte")
        }
        (true, _, Some(_)) => form.suite.to("/compte/carte"),
        (false, ..) => "/compte".to_owned(),
    };
    Ok(Redirect::to(&next).into_response())
}

fn page(
    signed: &Signed,
    suite: Suite,
    (id, kind): (&[u8; 32], SlotKind),
    wrong: Option<Wrong>,
) -> Response {
    let card = kind == SlotKind::Card;
    let drawn = signed.session.drawn_for(id);
    let page = suite.page(&signed.visit, if card { 4 } else { 3 });
    html_with(
        status(wrong.as_ref()),
        &CodePage {
            t: &signed.visit.t,
            page: &page,
            suite,
            token: token(id),
            card,
            digits: drawn.and_then(|digits| digits.split_at_checked(3)),
            wrong,
        },
    )
}
