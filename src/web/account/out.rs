//! "Récupérer tous mes papiers": how many and how heavy, then one archive. On a shared computer, closed by words first.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::body::Body;
use axum::extract::State;

use super::unproved;
use crate::actions::take_out::{self, Index, JOURNAL, Parcel, Survey};
use crate::actions::{Outcome, Problem};
use crate::domain::document::PrintedDate;
use crate::domain::slot;
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::attachment::attachment;
use crate::web::finish::{Answer, Refused};
use crate::web::gate::Signed;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::percent;
use crate::web::picto::Picto;

const HERE: &str = "/compte/recuperer";

#[derive(Template)]
#[template(path = "account-out.html")]
struct OutPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    files: usize,
    size: String,
    /// Names of what could not be read.
    left_out: Vec<String>,
    /// Whether other people use this computer.
    shared: bool,
}

#[derive(Template)]
#[template(path = "account-out-words.html")]
struct WordsPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    words: &'a str,
}

/// One file, as the page inside the archive names it.
struct Line {
    title: String,
    kind: String,
    /// The address inside the archive.
    href: String,
    facts: String,
}

#[derive(Template)]
#[template(path = "out-index.html")]
struct IndexPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    made: String,
    lines: Vec<Line>,
    left_out: Vec<String>,
    /// Where they are told that something is new.
    told_at: Option<String>,
    journal: &'static str,
}

/// `GET /compte/recuperer`
pub async fn show(State(app): State<Shared>, signed: Signed) -> Answer {
    if let Some(answer) = unproved(&app, &signed.session, HERE) {
        return Ok(answer);
    }
    let survey = take_out::survey(&app.abri, &signed.session).await?;
    let t = &signed.visit.t;
    Ok(html(&OutPage {
        t,
        page: &signed.visit.page.clone().at(Place::Account),
        files: survey.files(),
        size: t.size(survey.bytes),
        left_out: left_out(t, &survey.index),
        shared: signed.session.place == slot::Place::Shared,
    }))
}

/// `POST /compte/recuperer/mots`: five words, shown this once and kept nowhere.
pub async fn words(State(app): State<Shared>, signed: Signed) -> Answer {
    if let Some(answer) = unproved(&app, &signed.session, HERE) {
        return Ok(answer);
    }
    Ok(html(&WordsPage {
        t: &signed.visit.t,
        page: &signed.visit.page.clone().at(Place::Account),
        words: &take_out::draw(),
    }))
}

/// What closes the archive.
#[derive(serde::Deserialize, zeroize::ZeroizeOnDrop)]
pub struct Wanted {
    /// The words that were shown; none for an archive that anybody opens.
    #[serde(default)]
    words: String,
}

/// `POST /compte/recuperer`: the archive.
pub async fn take(State(app): State<Shared>, signed: Signed, Form(wanted): Form<Wanted>) -> Answer {
    if let Some(answer) = unproved(&app, &signed.session, HERE) {
        return Ok(answer);
    }
    let survey = take_out::survey(&app.abri, &signed.session).await?;
    let t = &signed.visit.t;
    let page = index(&signed, &survey)?;
    let day = PrintedDate::of(t.zone().day(app.abri.now()));
    let name = t.with("out-file").arg("day", day.to_string()).to_string();
    let (abri, session) = (app.abri.clone(), Arc::new(signed.session));
    let parcel = app
        .carry(async move { take_out::take_out(&abri, session, survey, page, day).await })
        .await?;
    if wanted.words.is_empty() {
        return Ok(given(parcel, "application/zip", &name, "zip"));
    }
    let parcel = take_out::under_words(parcel, &wanted.words).await?;
    Ok(given(parcel, "application/octet-stream", &name, "zip.age"))
}

fn given(parcel: Parcel, kind: &'static str, name: &str, ending: &str) -> axum::response::Response {
    let sort = (kind, Some(parcel.length));
    attachment(Body::from_stream(parcel.stream), sort, name, ending)
}

fn left_out(t: &Texts, index: &Index) -> Vec<String> {
    let titles = index.left_out.iter().map(|out| kinds::title(t, &out.title));
    titles.collect()
}

/// The page inside the archive.
fn index(signed: &Signed, survey: &Survey) -> Result<String, Refused> {
    let t = &signed.visit.t;
    let date = |millis| t.date(t.zone().day(Moment::from_millis(millis)));
    let versions = survey.index.papers.iter().flat_map(|paper| &paper.versions);
    let lines = versions.map(|version| {
        let facts = t.with("out-index-facts").arg("date", date(version.put_in));
        Line {
            title: kinds::title(t, &version.title),
            kind: kinds::name(t, &version.kind),
            href: percent::path(&version.file).to_string(),
            facts: facts.arg("size", t.size(version.length)).to_string(),
        }
    });
    let page = IndexPage {
        t,
        page: &signed.visit.page,
        made: t.day_time(Moment::from_millis(survey.index.made_at)),
        lines: lines.collect(),
        left_out: left_out(t, &survey.index),
        told_at: survey.index.told_at.clone(),
        journal: JOURNAL,
    };
    let rendered: Outcome<String> = page
        .render()
        .map_err(|_| Problem::Unavailable("a page could not be written".to_owned()));
    Ok(rendered?)
}
