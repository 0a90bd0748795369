//! "Qui a vu mes papiers ?": everything that happened, in plain sentences, to read, print and keep.

mod pictures;
pub(in crate::web) mod words;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;

use super::app::Shared;
use super::finish::Answer;
use super::gate::Signed;
use super::headers;
use super::page::{Leave, Page, Place, html};
use super::picto::Picto;
use crate::actions::look_back::{self, LookBack};
use crate::actions::{take_journal, tell_reading};
use crate::domain::slot::SESSION_AT_MOST;
use crate::domain::time::Moment;
use crate::i18n::Texts;
use words::{Day, by_day, tell, tell_all};

/// Which page is asked for.
#[derive(serde::Deserialize)]
pub struct Asked {
    /// The entries before this number; the newest ones without it.
    avant: Option<u64>,
}

/// In which form the list is kept.
#[derive(serde::Deserialize)]
pub struct Kept {
    #[serde(default)]
    forme: Form,
}

#[derive(Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    /// Sentences, for people.
    #[default]
    Lire,
    /// Lines of JSON, for the verifier.
    Verifier,
}

#[derive(Template)]
#[template(path = "journal.html")]
struct Journal<'a> {
    t: &'a Texts,
    page: &'a Page,
    days: Vec<Day>,
    seen: &'a LookBack,
    mark: String,
    last_visit: Option<String>,
    /// Before when the vault was found at an earlier state than the one that was logged.
    went_back: Option<String>,
    newest: bool,
    made: String,
}

#[derive(Template)]
#[template(path = "journal-kept.html")]
struct Paper<'a> {
    t: &'a Texts,
    page: &'a Page,
    days: Vec<Day>,
    made: String,
}

/// `GET /qui-a-vu`
pub async fn show(State(app): State<Shared>, signed: Signed, Query(asked): Query<Asked>) -> Answer {
    let Signed { session, visit } = signed;
    let since = session.until - SESSION_AT_MOST;
    let seen = look_back::page(&app.abri, &session.open, asked.avant, since).await?;
    let (t, now) = (&visit.t, app.abri.now());
    let last_visit = seen.last_visit.as_ref().map(|visit| {
        t.rich("journal-last-visit")
            .arg("when", t.day_time(visit.at))
            .arg("number", visit.number.to_string())
            .to_string()
    });
    Ok(html(&Journal {
        t,
        page: &visit.page.clone().at(Place::Seen),
        days: by_day(t, now, tell_all(t, &seen.entries).into_iter()),
        mark: mark(&seen.head.hash),
        last_visit,
        went_back: session
            .notes
            .went_back_at
            .map(|at| t.day_time(Moment::from_millis(at))),
        newest: asked.avant.is_none(),
        made: t.day_time(now),
        seen: &seen,
    }))
}

/// `GET /qui-a-vu/telecharger`
pub async fn keep(State(app): State<Shared>, signed: Signed, Query(kept): Query<Kept>) -> Answer {
    let Signed { session, visit } = signed;
    let (t, now) = (&visit.t, app.abri.now());
    tell_reading::journal_taken(&app.abri, &session).await?;
    Ok(match kept.forme {
        Form::Verifier => {
            let lines = take_journal::lines(&app.abri, &session.open).await?;
            file(
                lines.into_response(),
                "application/x-ndjson",
                "qui-a-vu.jsonl",
            )
        }
        Form::Lire => {
            let entries = take_journal::entries(&app.abri, &session.open).await?;
            let paper = Paper {
                t,
                page: &visit.page,
                days: by_day(t, now, entries.iter().map(|entry| tell(t, entry))),
                made: t.day_time(now),
            };
            file(html(&paper), "text/html; charset=utf-8", "qui-a-vu.html")
        }
    })
}

/// The first sixteen digits of a hash, in groups: enough to tell two lists apart.
fn mark(hash: &[u8; 32]) -> String {
    let digits = HEXLOWER.encode(&hash[..8]);
    let groups: Vec<&str> = (0..16).step_by(4).map(|at| &digits[at..at + 4]).collect();
    groups.join(" ")
}

/// A file to keep, never shown inside our own pages.
fn file(mut response: Response, kind: &'static str, name: &'static str) -> Response {
    let into = response.headers_mut();
    into.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let disposition = format!("attachment; filename=\"{name}\"");
    if let Ok(value) = disposition.parse() {
        into.insert(header::CONTENT_DISPOSITION, value);
    }
    headers::attachment(into);
    response
}
