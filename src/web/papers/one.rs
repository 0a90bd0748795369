//! One paper: its pages, its name, what can be done with it.

use askama::Template;
use axum::extract::{Form, Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

use super::{file, id, pictures, values, words};
use crate::actions::papers::{self, Paper};
use crate::actions::refile::Refiled;
use crate::actions::{Problem, tell_reading};
use crate::catalogue::{self, Kind};
use crate::domain::document::Title;
use crate::domain::ids::DocumentId;
use crate::domain::text::looks_like_nir;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::damaged;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;
use crate::web::procedures;

#[derive(Template)]
#[template(path = "papers-one.html")]
struct One<'a> {
    t: &'a Texts,
    page: &'a Page,
    paper: words::Line,
    kind: String,
    added: String,
    /// Who put it in, where that was not the person; and whether it waits for them to say that they keep it.
    by: Option<(String, bool)>,
    /// The version being looked at, its pages, and the page from 1.
    version: u32,
    pages: usize,
    at: usize,
    large: bool,
    active: bool,
    /// What an anti-virus left in doubt, and what to do.
    doubt: Option<(&'static str, &'static str)>,
    /// The key of the words that lead to its date, where it has one.
    date: Option<&'static str>,
    /// The key of how long it is worth keeping.
    keep: Option<&'static str>,
    earlier: Vec<(u32, String)>,
    /// A name that was typed and not taken, and why.
    typed: Option<(&'a str, Naming)>,
}

/// Why a name is not taken as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    Wrong,
    Nir,
}

/// `GET /papiers/{id}`, with `?page=`, `?grand=1` and `?version=`.
pub async fn show(
    State(app): State<Shared>,
    signed: Signed,
    Path(path): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let id = id(&path)?;
    let query = query.as_deref();
    let paper = papers::find_kept(&app.abri, &signed.session.open, id).await?;
    // Told once for the paper, not for each page that is turned.
    if values(query, "page").next().is_none() {
        tell_reading::looked(&app.abri, &signed.session, &[&paper]).await?;
    }
    page_of(&app, &signed, &paper, query, None).await
}

async fn page_of(
    app: &App,
    signed: &Signed,
    paper: &Paper,
    query: Option<&str>,
    typed: Option<(&str, Naming)>,
) -> Answer {
    let t = &signed.visit.t;
    let number = |name| {
        values(query, name)
            .next()
            .and_then(|value| value.parse().ok())
    };
    let wanted = values(query, "version")
        .next()
        .and_then(|value| value.parse().ok());
    let version = match wanted {
        Some(wanted) => paper.version(wanted).ok_or(Problem::NotFound)?,
        None => &paper.current,
    };
    let facts = &version.record.facts;
    let at: usize = number("page").unwrap_or(1);
    let index = at.checked_sub(1).ok_or(Problem::NotFound)?;
    let picture = facts.pages.get(index).ok_or(Problem::NotFound)?;
    // A picture that does not come would say nothing of why.
    if !pictures::is_whole(app, &signed.session, paper, version, picture).await? {
        return Ok(damaged::own(t, &signed.visit.page, paper.id));
    }
    let earlier = paper
        .earlier
        .iter()
        .map(|version| (version.number, t.day(version.added)));
    let kind = &paper.current.record.facts.kind;
    let status = if typed.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(html_with(
        status,
        &One {
            t,
            page: &signed.visit.page.clone().at(Place::Papers),
            paper: words::line(t, paper, app.abri.now()),
            kind: kinds::name(t, kind),
            added: t.day(version.added),
            by: words::put_in_by(t, paper).map(|by| (by, words::waits(paper).is_some())),
            version: version.number,
            pages: facts.pages.len(),
            at,
            large: number("grand") == Some(1),
            active: facts.active,
            doubt: facts.doubt.map(words::doubt),
            date: date_of(catalogue::kind(kind)),
            keep: catalogue::kind(kind).keep.map(procedures::keep),
            earlier: earlier.collect(),
            typed,
        },
    ))
}

const fn date_of(kind: &Kind) -> Option<&'static str> {
    match kind.dated {
        Some(_) => Some("papers-date-change"),
        None if kind.ends => Some("papers-end-change"),
        None => None,
    }
}

/// A name, and whether the person keeps it against the warning.
#[derive(serde::Deserialize)]
pub struct Named {
    #[serde(default)]
    name: String,
    #[serde(default)]
    anyway: String,
}

/// `POST /papiers/{id}/nom`
pub async fn rename(
    State(app): State<Shared>,
    signed: Signed,
    Path(path): Path<String>,
    Form(named): Form<Named>,
) -> Answer {
    let id: DocumentId = id(&path)?;
    let paper = papers::find_kept(&app.abri, &signed.session.open, id).await?;
    let Ok(title) = Title::parse(&named.name) else {
        let typed = Some((named.name.as_str(), Naming::Wrong));
        return page_of(&app, &signed, &paper, None, typed).await;
    };
    if named.anyway.is_empty() && looks_like_nir(title.as_str()) {
        let typed = Some((named.name.as_str(), Naming::Nir));
        return page_of(&app, &signed, &paper, None, typed).await;
    }
    let new = Refiled {
        title: Some(title),
        ..Refiled::default()
    };
    file::write(&app, signed, id, new).await?;
    Ok(Redirect::to(&format!("/papiers/{id}?page=1")).into_response())
}
