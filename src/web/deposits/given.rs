//! What was given: the square, the link, the code to type, the sheet; and what came.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::active::{self, Line};
use super::answer::adopt;
use super::mediator;
use crate::actions::{Problem, deposits, open_vault};
use crate::domain::ids::InvitationId;
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::percent;
use crate::web::picto::Picto;
use crate::web::qr::Square;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "deposit-given.html")]
struct Given<'a> {
    t: &'a Texts,
    /// French, for what is handed over.
    fr: &'a Texts,
    page: &'a Page,
    deposit: &'a Line,
    /// The same in French.
    sheet: &'a Line,
    square: Square,
    link: String,
    message: String,
    /// A code to type instead, and until when it is good.
    code: Option<(String, String)>,
    address: String,
    person: &'a str,
    today: String,
}

/// The same for a mediator who is with the person: a code to say, then who came.
#[derive(Template)]
#[template(path = "mediator-given.html")]
struct WithMediator<'a> {
    t: &'a Texts,
    page: &'a Page,
    deposit: &'a Line,
    /// Whether a mediator is at it.
    came: bool,
    /// Whether another code can be drawn: not where they came with a number.
    by_code: bool,
    code: Option<(String, String)>,
}

fn read(id: &str) -> Result<InvitationId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}

/// `GET /depots/{id}`
pub async fn show(State(app): State<Shared>, signed: Signed, Path(id): Path<String>) -> Answer {
    let id = read(&id)?;
    let Signed { session, visit } = signed;
    let session = adopt(&app, session).await?;
    let (abri, t, now) = (&app.abri, &visit.t, app.abri.now());
    let mediations = deposits::mediations(abri, &session.open).await?;
    let mut came = mediations.iter().filter(|one| one.right == id);
    let one = match deposits::one(abri, &session.open, id).await {
        Err(Problem::NotFound) => {
            let one = came.next().ok_or(Problem::NotFound)?;
            let deposit = active::at_work(t, one, now);
            return Ok(with_mediator(&visit, &deposit, true, false, None));
        }
        found => found?,
    };
    let url = format!("{}/d#{}", app.site.origin.as_str(), &*one.link.text);
    let mut offered = session.notes.offered.iter().rev();
    let offered = offered
        .find(|offered| offered.consent == id.to_string() && offered.until > now.millis())
        .map(|offered| {
            let until = t.time(Moment::from_millis(offered.until));
            (offered.code.clone(), until)
        });
    let deposit = active::line(t, &one, &mediations, now);
    if one.mediator {
        let came = came.next().is_some();
        return Ok(with_mediator(&visit, &deposit, came, true, offered));
    }
    let person = open_vault::profile(&session)?.name;
    // What is handed over is read by people in France.
    let fr = &t.french();
    let sheet = active::line(fr, &one, &mediations, now);
    let message = fr
        .with("deposit-message")
        .arg("until", &sheet.until)
        .arg("link", &url)
        .to_string();
    Ok(html(&Given {
        t,
        page: &visit.page.clone().at(Place::Papers),
        square: Square::of(&url),
        link: url,
        message: percent::part(&message).to_string(),
        code: offered,
        address: format!("{}/d", app.site.origin.authority()),
        person: person.as_str(),
        today: fr.day(now),
        deposit: &deposit,
        fr,
        sheet: &sheet,
    }))
}

fn with_mediator(
    visit: &Visit,
    deposit: &Line,
    came: bool,
    by_code: bool,
    code: Option<(String, String)>,
) -> Response {
    html(&WithMediator {
        t: &visit.t,
        page: &visit.page.clone().at(Place::Papers),
        deposit,
        came,
        by_code,
        // Used up: what came by it is what counts now.
        code: code.filter(|_| !came),
    })
}

/// `POST /depots/{id}/code`: draws a code to type; it waits in the session to be shown.
pub async fn code(State(app): State<Shared>, signed: Signed, Path(id): Path<String>) -> Answer {
    let id = read(&id)?;
    let (abri, mut session) = (app.abri.clone(), signed.session);
    app.carry(async move {
        let offered = deposits::offer_code(&abri, &session.open, id).await?;
        mediator::keep(&abri, &mut session, id, offered).await
    })
    .await?;
    Ok(Redirect::to(&format!("/depots/{id}#code")).into_response())
}
