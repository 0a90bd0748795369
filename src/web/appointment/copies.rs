//! Copies: asked for here, agreed to on the person's phone, kept as one ZIP or one PDF.

use axum::Form;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use futures_util::future::BoxFuture;

use super::{address, id, papers};
use crate::actions::copies::{self, Originals, Papers};
use crate::actions::read_shown::{self, Looking};
use crate::actions::{Problem, appointments};
use crate::domain::appointment::CopyAsk;
use crate::domain::document::PrintedDate;
use crate::web::app::Shared;
use crate::web::attachment::attachment;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;

/// How a copy is wanted.
#[derive(serde::Deserialize)]
pub struct Wanted {
    #[serde(default)]
    format: String,
    /// The paper that was looked at, and still is afterwards.
    papier: Option<usize>,
}

/// `POST /pro/rendez-vous/{id}/copie`
pub async fn ask(
    State(app): State<Shared>,
    at: AtWork,
    Path(text): Path<String>,
    Form(wanted): Form<Wanted>,
) -> Answer {
    let id = id(&text)?;
    let format = CopyAsk::from_text(&wanted.format).ok_or(Problem::NotFound)?;
    let (abri, session) = (app.abri.clone(), at.session);
    let asked = app
        .carry(async move { appointments::ask_copy(&abri, &session, id, format).await })
        .await;
    match asked {
        Ok(()) | Err(Problem::NotFound) => {
            let looked = wanted.papier;
            let looked = looked.map_or_else(String::new, |number| format!("/papiers/{number}"));
            Ok(Redirect::to(&format!("{}{looked}", address(id))).into_response())
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /pro/rendez-vous/{id}/garder`: in the form that was agreed to. Each paper is told as copied once the copy can be
/// made, before its first byte leaves.
pub async fn keep(State(app): State<Shared>, at: AtWork, Path(text): Path<String>) -> Answer {
    let id = id(&text)?;
    let mine = appointments::one(&app.abri, &at.session, id).await?;
    let agreed = mine.given.as_ref().and_then(|given| given.copy);
    let format = agreed.ok_or(Problem::NotFound)?;
    let looking = appointments::look(&app.abri, &at.session, id).await?;
    let permit = looking.may_keep_all(app.abri.now())?;
    let t = &at.visit.t;
    let still = still(&app, &looking);
    let name = t.with("appointment-copy-name").arg("name", &looking.person);
    let name = name.to_string();
    let made = match format.limit() {
        None => {
            let mut originals = Originals::default();
            for paper in &looking.papers {
                originals.add(&paper.grant)?;
            }
            let day = PrintedDate::of(t.zone().day(app.abri.now()));
            let zip = copies::zip(&app.abri, &permit, originals, day, still).await;
            zip.map(|stream| {
                attachment(
                    Body::from_stream(stream),
                    ("application/zip", None),
                    &name,
                    "zip",
                )
            })
        }
        Some(limit) => {
            let mut bound = Papers::default();
            for paper in &looking.papers {
                bound.add_shown(&paper.grant);
            }
            let pdf = copies::one_pdf(&app.abri, &permit, bound, limit, still).await;
            pdf.map(|(length, stream)| {
                let body = Body::from_stream(stream);
                let sort = ("application/pdf", Some(length));
                attachment(body, sort, &name, "pdf")
            })
        }
    };
    match made {
        Ok(response) => {
            let abri = app.abri.clone();
            app.carry(async move { read_shown::tell_kept(&abri, &looking).await })
                .await?;
            Ok(response)
        }
        Err(Problem::Field(key)) => Ok(papers::page(&app, &at, &mine, &looking, None, Some(key))),
        Err(problem) => Err(problem.into()),
    }
}

/// What is asked while bytes are on their way: every paper is still shown.
fn still(
    app: &Shared,
    looking: &Looking,
) -> impl Fn() -> BoxFuture<'static, bool> + Send + 'static {
    let abri = app.abri.clone();
    let watches: Vec<_> = looking
        .papers
        .iter()
        .map(|paper| looking.watch(paper))
        .collect();
    move || {
        let (abri, watches) = (abri.clone(), watches.clone());
        Box::pin(async move {
            for watch in &watches {
                if read_shown::still(&abri, watch).await.is_err() {
                    return false;
                }
            }
            true
        })
    }
}
