//! What was given: the square, the link, the sheet, the short code, and whoever asks with it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use data_encoding::HEXLOWER;

use super::active::{self, Line};
use crate::actions::short_code::{self, Asking};
use crate::actions::{Problem, appointments, open_vault, session, show};
use crate::domain::ids::ConsentId;
use crate::domain::share::Mode;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::percent;
use crate::web::picto::Picto;
use crate::web::qr::Square;

struct PaperLine {
    title: String,
    kind: String,
}

struct Question {
    id: String,
    name: String,
    structure: String,
}

#[derive(Template)]
#[template(path = "show-given.html")]
struct Given<'a> {
    t: &'a Texts,
    /// French, for what is handed over.
    fr: &'a Texts,
    page: &'a Page,
    share: &'a Line,
    /// The same in French.
    sheet: &'a Line,
    square: Square,
    link: String,
    message: String,
    spoken: Option<String>,
    short: Option<String>,
    short_until: String,
    address: String,
    questions: Vec<Question>,
    person: &'a str,
    today: String,
    papers: Vec<PaperLine>,
    keep: bool,
}

fn read(id: &str) -> Result<ConsentId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}

/// `GET /montrer/{id}`
pub async fn show(State(app): State<Shared>, signed: Signed, Path(id): Path<String>) -> Answer {
    let (abri, open, t) = (&app.abri, &signed.session.open, &signed.visit.t);
    let now = abri.now();
    let id = read(&id)?;
    let share = show::one(abri, open, id).await?;
    if share.receipt.terms.professional.is_some() {
        // Shown to one professional alone: there is no link to give.
        let meeting = appointments::of_consent(abri, open, id).await?;
        let to = format!("/rendez-vous/{}", meeting.ok_or(Problem::NotFound)?);
        return Ok(Redirect::to(&to).into_response());
    }
    let link = show::link(abri, open, id).await?;
    let url = format!("{}/p#{}", app.site.origin.as_str(), &*link.text);
    let offered = signed.session.notes.offered.iter().rev();
    let mut offered = offered
        .filter(|offered| offered.consent == id.to_string() && offered.until > now.millis())
        .map(|offered| (offered.code.clone(), offered.until))
        .next();
    // A code that was typed works no more: another one can be asked for.
    if let Some((code, _)) = &offered
        && !short_code::is_free(abri, code).await?
    {
        offered = None;
    }
    let pending = short_code::pending(abri, open).await?;
    let person = open_vault::profile(&signed.session)?.name;
    let receipt = &share.receipt;
    // What is handed over is read by people in France.
    let fr = &t.french();
    let papers = receipt.papers.iter().map(|paper| PaperLine {
        title: kinds::title(fr, &paper.title),
        kind: kinds::name(fr, &paper.kind),
    });
    let shown = active::line(t, &share, now);
    let sheet = active::line(fr, &share, now);
    let message = fr
        .with("show-message")
        .arg("until", &sheet.until)
        .arg("link", &url)
        .to_string();
    Ok(html(&Given {
        t,
        page: &signed.visit.page.clone().at(Place::Papers),
        square: Square::of(&url),
        link: url,
        message: percent::part(&message).to_string(),
        spoken: link.spoken.map(|code| code.to_string()),
        short_until: offered.as_ref().map_or_else(String::new, |(_, until)| {
            t.time(crate::domain::time::Moment::from_millis(*until))
        }),
        short: offered.map(|(code, _)| code),
        address: format!("{}/m", app.site.origin.authority()),
        questions: pending.iter().map(question).collect(),
        person: person.as_str(),
        today: fr.day(now),
        papers: papers.collect(),
        keep: receipt.terms.mode != Mode::View,
        share: &shown,
        fr,
        sheet: &sheet,
    }))
}

fn question(asking: &Asking) -> Question {
    Question {
        id: HEXLOWER.encode(&asking.id),
        name: asking.reader.name.clone(),
        structure: asking.reader.structure.clone(),
    }
}

/// `POST /montrer/{id}/code`: draws a short code; it waits in the session to be shown.
pub async fn short_code(
    State(app): State<Shared>,
    signed: Signed,
    Path(id): Path<String>,
) -> Answer {
    let id = read(&id)?;
    let (abri, mut session) = (app.abri.clone(), signed.session);
    app.carry(async move {
        let offered = short_code::offer(&abri, &session.open, id).await?;
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
    Ok(Redirect::to(&format!("/montrer/{id}#code")).into_response())
}

/// `GET /montrer/questions`: how many wait for an answer; the page asks it while it is open.
pub async fn questions(State(app): State<Shared>, signed: Signed) -> Answer {
    let pending = short_code::pending(&app.abri, &signed.session.open).await?;
    Ok(pending.len().to_string().into_response())
}

/// The person's answer.
#[derive(serde::Deserialize)]
pub struct Reply {
    #[serde(default)]
    demande: String,
    #[serde(default)]
    reponse: String,
}

/// `POST /montrer/repondre`. A question that is over is as good as answered.
pub async fn reply(State(app): State<Shared>, signed: Signed, Form(reply): Form<Reply>) -> Answer {
    let id: [u8; 32] = HEXLOWER
        .decode(reply.demande.as_bytes())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Problem::NotFound)?;
    let (abri, session) = (app.abri.clone(), signed.session);
    let yes = reply.reponse == "oui";
    let answered = app
        .carry(async move { short_code::answer(&abri, &session.open, &id, yes).await })
        .await;
    match answered {
        Ok(()) | Err(Problem::NotFound) => Ok(Redirect::to("/montrer/actifs").into_response()),
        Err(problem) => Err(problem.into()),
    }
}

/// Whether a code is said with the new link.
#[derive(serde::Deserialize)]
pub struct Renewed {
    #[serde(default)]
    code: String,
}

/// `POST /montrer/{id}/nouveau`: another link; who looked with the old one is shut out.
pub async fn renew(
    State(app): State<Shared>,
    signed: Signed,
    Path(id): Path<String>,
    Form(renewed): Form<Renewed>,
) -> Answer {
    let old = read(&id)?;
    let id = show::draw_id();
    let spoken = renewed.code == "oui";
    let (abri, session) = (app.abri.clone(), signed.session);
    app.carry(async move { show::renew(&abri, &session, old, id, spoken).await })
        .await?;
    Ok(Redirect::to(&format!("/montrer/{id}")).into_response())
}
