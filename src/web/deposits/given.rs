//! What was given: the square, the link, the code to type, the sheet; and what came.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};

use super::active::{self, Line};
use super::answer::adopt;
use crate::actions::{Problem, deposits, open_vault, session};
use crate::domain::ids::InvitationId;
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::qr::Square;
use crate::web::show::percent;

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

fn read(id: &str) -> Result<InvitationId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}

/// `GET /depots/{id}`
pub async fn show(State(app): State<Shared>, signed: Signed, Path(id): Path<String>) -> Answer {
    let id = read(&id)?;
    let Signed { session, visit } = signed;
    let session = adopt(&app, session).await?;
    let (abri, t, now) = (&app.abri, &visit.t, app.abri.now());
    let one = deposits::one(abri, &session.open, id).await?;
    let url = format!("{}/d#{}", app.site.origin.as_str(), &*one.link.text);
    let mut offered = session.notes.offered.iter().rev();
    let offered = offered
        .find(|offered| offered.consent == id.to_string() && offered.until > now.millis())
        .map(|offered| {
            let until = t.time(Moment::from_millis(offered.until));
            (offered.code.clone(), until)
        });
    let person = open_vault::profile(&session)?.name;
    let deposit = active::line(t, &one, now);
    // What is handed over is read by people in France.
    let fr = &t.french();
    let sheet = active::line(fr, &one, now);
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
        message: percent(&message),
        code: offered,
        address: format!("{}/d", app.site.origin.authority()),
        person: person.as_str(),
        today: fr.day(now),
        deposit: &deposit,
        fr,
        sheet: &sheet,
    }))
}

/// `POST /depots/{id}/code`: draws a code to type; it waits in the session to be shown.
pub async fn code(State(app): State<Shared>, signed: Signed, Path(id): Path<String>) -> Answer {
    let id = read(&id)?;
    let (abri, mut session) = (app.abri.clone(), signed.session);
    app.carry(async move {
        let offered = deposits::offer_code(&abri, &session.open, id).await?;
        let now = abri.now().millis();
        session.notes.offered.retain(|old| old.until > now);
        session.notes.offered.push(session::Offered {
            consent: id.to_string(),
            code: offered.code,
            until: offered.until.millis(),
        });
        session::save(&abri, &session).await
    })
    .await?;
    Ok(Redirect::to(&format!("/depots/{id}#code")).into_response())
}
