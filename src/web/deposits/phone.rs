//! A phone as the scanner of this computer: the square, how it stands, and what arrives.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use futures_util::stream;

use super::answer::adopt;
use crate::actions::deposits::{self, Pairing};
use crate::actions::session::{self, Session};
use crate::actions::{Outcome, Problem, papers};
use crate::crypto::secrets::Secret;
use crate::domain::deposit::PAIRING;
use crate::domain::ids::{DocumentId, PairingId};
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::clock::Ring;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::papers::words::{Line, line};
use crate::web::papers::{queue, unnamed};
use crate::web::picto::Picto;
use crate::web::qr::Square;
use crate::web::visit::Visit;

/// How often a stream looks.
const TICK: Duration = Duration::from_secs(1);
/// Looks of one stream; the browser then asks for another, and a server that stops need not wait long.
const TICKS: u32 = 20;
/// How soon the browser asks for the next one.
const AGAIN: Duration = Duration::from_millis(200);
/// What the page is told when the phone can send nothing more.
const OVER: &str = "over";

#[derive(Template)]
#[template(path = "phone-scan.html")]
struct Scan<'a> {
    t: &'a Texts,
    page: &'a Page,
    id: String,
    ring: Ring,
    square: Square,
    link: String,
    held: bool,
    papers: &'a [Line],
    /// The same words as in [`word`]: the script asks for the page again when they change.
    word: String,
}

#[derive(Template)]
#[template(path = "phone-over.html")]
struct Over<'a> {
    t: &'a Texts,
    page: &'a Page,
}

fn read(id: &str) -> Outcome<PairingId> {
    id.parse().map_err(|_| Problem::NotFound)
}

/// `POST /papiers/telephone`
pub async fn begin(State(app): State<Shared>, signed: Signed) -> Answer {
    let (abri, session) = (app.abri.clone(), signed.session);
    let id = app
        .carry(async move { deposits::pair(&abri, &session).await })
        .await?;
    Ok(Redirect::to(&format!("/papiers/telephone/{id}")).into_response())
}

/// `GET /papiers/telephone/{id}`. One that is over, somebody else's or none is one page.
pub async fn show(State(app): State<Shared>, signed: Signed, Path(id): Path<String>) -> Answer {
    let Signed { session, visit } = signed;
    let session = adopt(&app, session).await?;
    let found = async {
        let id = read(&id)?;
        let pairing = deposits::pairing(&app.abri, &session.open, id).await?;
        Ok((id, pairing))
    };
    match found.await {
        Ok((id, pairing)) => scan(&app, &session, &visit, id, &pairing).await,
        Err(Problem::NotFound) => Ok(html_with(
            StatusCode::NOT_FOUND,
            &Over {
                t: &visit.t,
                page: &visit.page.clone().at(Place::Papers),
            },
        )),
        Err(problem) => Err(problem.into()),
    }
}

async fn scan(
    app: &App,
    session: &Session,
    visit: &Visit,
    id: PairingId,
    pairing: &Pairing,
) -> Answer {
    let (t, now) = (&visit.t, app.abri.now());
    let all = papers::all(&app.abri, &session.open).await?;
    let arrived = pairing.arrived.iter().rev();
    let arrived = arrived.filter_map(|id| all.iter().find(|paper| paper.id == *id));
    let lines: Vec<_> = arrived.map(|paper| line(t, paper, now)).collect();
    let link = format!("{}/d#{}", app.site.origin.as_str(), &*pairing.link.text);
    Ok(html(&Scan {
        t,
        page: &visit.page.clone().at(Place::Papers),
        id: id.to_string(),
        ring: Ring::new(t, pairing.until - PAIRING, pairing.until, now),
        square: Square::of(&link),
        link,
        held: pairing.held,
        papers: &lines,
        word: word(pairing),
    }))
}

/// How a pairing stands, for the page's script.
fn word(pairing: &Pairing) -> String {
    let held = if pairing.held { "held" } else { "waiting" };
    format!("{held} {}", pairing.arrived.len())
}

async fn look(app: &App, session: Session, id: PairingId) -> Outcome<String> {
    let session = adopt(app, session).await?;
    match deposits::pairing(&app.abri, &session.open, id).await {
        Ok(pairing) => Ok(word(&pairing)),
        Err(Problem::NotFound) => Ok(OVER.to_owned()),
        Err(problem) => Err(problem),
    }
}

/// `GET /papiers/telephone/{id}/etat`: for browsers and networks that let no stream through.
pub async fn state(State(app): State<Shared>, signed: Signed, Path(id): Path<String>) -> Answer {
    match look(&app, signed.session, read(&id)?).await? {
        over if over == OVER => Err(Problem::NotFound.into()),
        word => Ok(word.into_response()),
    }
}

/// What a stream knows from one look to the next.
struct Watching {
    app: Shared,
    cookie: Secret,
    id: PairingId,
    said: String,
    ticks: u32,
}

/// `GET /papiers/telephone/{id}/flux`: the same words, each time they change.
pub async fn stream(State(app): State<Shared>, signed: Signed, Path(id): Path<String>) -> Answer {
    let id = read(&id)?;
    // Whatever is over or somebody else's is refused as everywhere, before a stream begins.
    deposits::pairing(&app.abri, &signed.session.open, id).await?;
    let watching = Watching {
        app,
        cookie: signed.session.cookie().duplicate(),
        id,
        said: String::new(),
        ticks: 0,
    };
    let events = stream::unfold(watching, |mut watching| async move {
        let word = watching.next().await?;
        let event = Event::default().retry(AGAIN).data(word);
        Some((Ok::<_, Infallible>(event), watching))
    });
    let stream: Response = Sse::new(events)
        .keep_alive(KeepAlive::new().interval(10 * TICK))
        .into_response();
    Ok(stream)
}

impl Watching {
    /// The next word; `None` ends the stream, and the browser asks again.
    async fn next(&mut self) -> Option<String> {
        while self.said != OVER && self.ticks < TICKS {
            if self.ticks > 0 {
                tokio::time::sleep(TICK).await;
            }
            self.ticks += 1;
            // Each time anew: whoever signs out elsewhere ends this too.
            let session = session::resume(&self.app.abri, self.cookie.duplicate()).await;
            let word = match session {
                Ok(session) => look(&self.app, session, self.id).await.ok()?,
                Err(Problem::SignInAgain) => OVER.to_owned(),
                Err(_) => return None,
            };
            if word != self.said {
                self.said.clone_from(&word);
                return Some(word);
            }
        }
        None
    }
}

/// `POST /papiers/telephone/{id}/fin`: also sent by the page as it goes away. What has no name yet is asked
/// for next.
pub async fn end(State(app): State<Shared>, signed: Signed, Path(id): Path<String>) -> Answer {
    let id = read(&id)?;
    let session = adopt(&app, signed.session).await?;
    let arrived = match deposits::pairing(&app.abri, &session.open, id).await {
        Ok(pairing) => pairing.arrived,
        Err(Problem::NotFound) => Vec::new(),
        Err(problem) => return Err(problem.into()),
    };
    let all = papers::all(&app.abri, &session.open).await?;
    let waiting: Vec<DocumentId> = arrived
        .into_iter()
        .filter(|id| all.iter().any(|paper| paper.id == *id && unnamed(paper)))
        .collect();
    let (abri, session) = (app.abri.clone(), Arc::new(session));
    app.carry(async move { deposits::end(&abri, &session.open, id).await })
        .await?;
    let to = match waiting.split_first() {
        Some((first, rest)) => format!("/papiers/{first}/quoi{}", queue(rest)),
        None => "/papiers".to_owned(),
    };
    Ok(Redirect::to(&to).into_response())
}
