//! "Un médiateur est avec moi": one sentence to agree to, then a code to say.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::actions::session::Session;
use crate::actions::short_code::Offered;
use crate::actions::{Abri, Outcome, Problem, deposits, session};
use crate::domain::deposit::{MEDIATION, MEDIATION_PAPERS};
use crate::domain::ids::InvitationId;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;

/// The answer.
#[derive(serde::Deserialize)]
pub struct Agreed {
    #[serde(default)]
    numero: String,
    #[serde(default)]
    phrase: String,
}

#[derive(Template)]
#[template(path = "mediator-agree.html")]
struct Agree<'a> {
    t: &'a Texts,
    page: &'a Page,
    number: String,
    papers: String,
    span: String,
    said: String,
    /// The same in French, where that counts.
    french: Option<String>,
}

fn papers(t: &Texts) -> String {
    t.with("papers-count")
        .arg("count", MEDIATION_PAPERS)
        .to_string()
}

fn said(t: &Texts) -> String {
    t.with("mediator-said")
        .arg("papers", papers(t))
        .arg("span", t.span(MEDIATION))
        .to_string()
}

/// `GET /depots/mediateur`
pub async fn ask(signed: Signed) -> Response {
    page(&signed)
}

fn page(signed: &Signed) -> Response {
    let t = &signed.visit.t;
    html(&Agree {
        t,
        page: &signed.visit.page.clone().at(Place::Papers),
        number: deposits::draw_id().to_string(),
        papers: papers(t),
        span: t.span(MEDIATION),
        said: said(t),
        french: t.counting().map(|t| said(&t)),
    })
}

/// `POST /depots/mediateur`
pub async fn agree(State(app): State<Shared>, signed: Signed, Form(form): Form<Agreed>) -> Answer {
    let t = &signed.visit.t;
    let sentence = said(t);
    if form.phrase != sentence {
        return Ok(page(&signed));
    }
    let id: InvitationId = form.numero.parse().map_err(|_| Problem::NotFound)?;
    let words = (t.agreed(said), t.lang().tag().to_owned());
    let (abri, mut session) = (app.abri.clone(), signed.session);
    let given = app
        .carry(async move {
            let offered = deposits::invite_mediator(&abri, &session, id, words).await?;
            keep(&abri, &mut session, id, offered).await
        })
        .await;
    match given {
        // Sent twice: the first one counts.
        Ok(()) | Err(Problem::Conflict) => {
            Ok(Redirect::to(&format!("/depots/{id}")).into_response())
        }
        Err(problem) => Err(problem.into()),
    }
}

/// A code waits in the session to be shown.
pub(super) async fn keep(
    abri: &Abri,
    session: &mut Session,
    id: InvitationId,
    offered: Offered,
) -> Outcome<()> {
    let now = abri.now().millis();
    session.notes.offered.retain(|old| old.until > now);
    session.notes.offered.push(session::Offered {
        consent: id.to_string(),
        code: offered.code,
        until: offered.until.millis(),
    });
    session::save(abri, session).await
}
