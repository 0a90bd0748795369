//! A photocopy: papers as a PDF of A4 sheets, a card's front and back at their real size on one of them.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Query, RawQuery, State};
use axum::response::{IntoResponse, Redirect};

use super::ids;
use crate::actions::copies::{self, Papers};
use crate::actions::papers::{self, Paper};
use crate::actions::{Problem, session, tell_reading};
use crate::catalogue;
use crate::domain::access;
use crate::domain::ids::DocumentId;
use crate::domain::mark::Mark;
use crate::domain::text::line;
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::attachment::attachment;
use crate::web::finish::Answer;
use crate::web::gate::Signed;

/// What it is for may be this long, in characters.
const WORDS: usize = 80;

/// What is to stand across the pages.
#[derive(serde::Deserialize)]
pub struct Asked {
    filigrane: Option<String>,
}

/// The kept papers among these, and how they lie on sheets.
pub(super) fn bound<'a>(all: &'a [Paper], wanted: &[DocumentId]) -> (Vec<&'a Paper>, Papers) {
    let mut bound = Papers::default();
    let chosen: Vec<_> = all
        .iter()
        .filter(|paper| paper.is_kept() && wanted.contains(&paper.id))
        .collect();
    for paper in &chosen {
        let record = &paper.current.record;
        let facts = &record.facts;
        let kind = catalogue::kind(&facts.kind);
        bound.add(
            &record.pictures_key,
            &facts.pictures_file,
            &facts.pages,
            kind,
        );
    }
    (chosen, bound)
}

/// `GET /imprimer/photocopie?papier=…&papier=…`, with `&filigrane=` for words across the pages.
pub async fn give(
    State(app): State<Shared>,
    signed: Signed,
    RawQuery(query): RawQuery,
    Query(asked): Query<Asked>,
) -> Answer {
    let open = &signed.session.open;
    let wanted = ids(query.as_deref(), "papier");
    let all = papers::all(&app.abri, open).await?;
    let (chosen, bound) = bound(&all, &wanted);
    if chosen.is_empty() {
        return Ok(Redirect::to("/imprimer?rien=1").into_response());
    }
    let mark = match asked.filigrane.as_deref() {
        None => None,
        // Whoever is given a photocopy reads French, and its letters can be drawn.
        Some(words) => Some(mark(&signed.visit.t.french(), words, app.abri.now())?),
    };
    let permit = access::may_read(open.owner(), open.vault).ok_or(Problem::NotFound)?;
    // Whoever signs out elsewhere stops what is still being sent.
    let (abri, cookie) = (
        app.abri.clone(),
        Arc::new(signed.session.cookie().duplicate()),
    );
    let still = move || {
        let (abri, cookie) = (abri.clone(), cookie.clone());
        async move { session::resume(&abri, cookie.duplicate()).await.is_ok() }
    };
    let stream = copies::photocopy(&app.abri, &permit, bound, mark, still).await?;
    tell_reading::looked(&app.abri, &signed.session, &chosen).await?;
    let body = Body::from_stream(stream);
    Ok(attachment(
        body,
        ("application/pdf", None),
        "photocopie",
        "pdf",
    ))
}

/// What the photocopy is for, if that was said, and its date.
fn mark(t: &Texts, words: &str, now: Moment) -> Result<Mark, Problem> {
    let day = t.date(t.zone().day(now));
    let made = t.with("papers-mark-date").arg("date", day).to_string();
    let mut all = Vec::new();
    if !words.trim().is_empty() {
        all.push(line(words, WORDS).map_err(|_| Problem::Field("papers-mark-wrong"))?);
    }
    all.push(made);
    Ok(Mark {
        words: all,
        reference: t.say("papers-mark"),
    })
}
