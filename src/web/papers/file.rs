//! Filing a paper that has arrived: what it is, when it ends or of when it is, done.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Form, Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

use super::arrive::{Receipt, receipt};
use super::{id, ids, queue, values, words};
use crate::actions::papers::{self, Paper};
use crate::actions::refile::{Refiled, refile};
use crate::actions::{Outcome, Problem};
use crate::catalogue::{self, Dated, Kind, Sensitive};
use crate::domain::document::{HealthPapers, PrintedDate, Title};
use crate::domain::ids::DocumentId;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::picto::Picto;

#[derive(Template)]
#[template(path = "papers-kind.html")]
struct AskKind<'a> {
    t: &'a Texts,
    page: &'a Page,
    id: &'a str,
    picture: &'a str,
    kinds: &'a [(&'a str, Picto, String)],
    /// Whether every kind is offered, not the first ones alone.
    all: bool,
    waiting: usize,
    queue: &'a str,
    more: &'a str,
    /// The key of what was wrong, if something was.
    wrong: Option<&'static str>,
}

/// `GET /papiers/{id}/quoi`
pub async fn ask_kind(
    State(app): State<Shared>,
    signed: Signed,
    Path(path): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    kind_form(&app, &signed, id(&path)?, query.as_deref(), None).await
}

async fn kind_form(
    app: &App,
    signed: &Signed,
    id: DocumentId,
    query: Option<&str>,
    wrong: Option<&'static str>,
) -> Answer {
    let t = &signed.visit.t;
    let paper = papers::find_kept(&app.abri, &signed.session.open, id).await?;
    let all = values(query, "tous").next().is_some();
    let waiting = ids(query, "suite");
    let offered: Vec<_> = catalogue::kinds()
        .iter()
        .filter(|kind| (all || kind.first) && is_taken(app, kind))
        .map(|kind| {
            let picto = Picto::named(&kind.picto).unwrap_or(Picto::Other);
            (kind.key.as_str(), picto, kinds::name(t, &kind.key))
        })
        .collect();
    let after = queue(&waiting);
    let more = if after.is_empty() {
        "?tous=1"
    } else {
        "&tous=1"
    };
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(html_with(
        status,
        &AskKind {
            t,
            page: &signed.visit.page.clone().at(Place::Papers).at_step(2, 3),
            id: &id.to_string(),
            picture: &words::thumbnail(&paper),
            kinds: &offered,
            all,
            waiting: waiting.len(),
            queue: &after,
            more: &format!("{after}{more}"),
            wrong,
        },
    ))
}

pub(super) fn is_taken(app: &App, kind: &Kind) -> bool {
    kind.sensitive != Some(Sensitive::Health) || app.abri.health_papers != HealthPapers::Refuse
}

/// The chosen kind.
#[derive(serde::Deserialize)]
pub struct Chosen {
    #[serde(default)]
    kind: String,
}

/// `POST /papiers/{id}/quoi`
pub async fn take_kind(
    State(app): State<Shared>,
    signed: Signed,
    Path(path): Path<String>,
    RawQuery(query): RawQuery,
    Form(chosen): Form<Chosen>,
) -> Answer {
    let id = id(&path)?;
    let query = query.as_deref();
    let t = &signed.visit.t;
    let paper = papers::find_kept(&app.abri, &signed.session.open, id).await?;
    if !catalogue::is_kind(&chosen.kind) {
        return kind_form(&app, &signed, id, query, Some("papers-kind-unknown")).await;
    }
    let kind = catalogue::kind(&chosen.kind);
    if !is_taken(&app, kind) {
        return kind_form(&app, &signed, id, query, Some("papers-kind-health")).await;
    }
    let new = Refiled {
        title: new_title(t, &paper, &chosen.kind)?,
        ends: (!kind.ends).then_some(None),
        dated: kind.dated.is_none().then_some(None),
        kind: Some(chosen.kind),
    };
    let waiting = queue(&ids(query, "suite"));
    let step = if kind.ends || kind.dated.is_some() {
        "fin"
    } else {
        "range"
    };
    write(&app, signed, id, new).await?;
    Ok(Redirect::to(&format!("/papiers/{id}/{step}{waiting}")).into_response())
}

/// A paper is called after its kind until the person gives it a name.
fn new_title(t: &Texts, paper: &Paper, kind: &str) -> Outcome<Option<Title>> {
    let facts = &paper.current.record.facts;
    if !kinds::is_ours(facts.title.as_str(), &facts.kind) {
        return Ok(None);
    }
    Title::parse(&kinds::title_of(t, kind))
        .map(Some)
        .map_err(|_| Problem::Field("papers-name-wrong"))
}

/// Runs to its end even when the browser goes away.
pub(super) async fn write(
    app: &Shared,
    signed: Signed,
    id: DocumentId,
    new: Refiled,
) -> Outcome<()> {
    let (abri, session) = (app.abri.clone(), Arc::new(signed.session));
    app.carry(async move { refile(&abri, &session.open, id, new).await })
        .await
}

/// Which date a paper is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    End,
    Day,
    Month,
}

impl Asks {
    fn of(paper: &Paper) -> Self {
        match catalogue::kind(&paper.current.record.facts.kind).dated {
            Some(Dated::Day) => Self::Day,
            Some(Dated::Month) => Self::Month,
            None => Self::End,
        }
    }
}

#[derive(Template)]
#[template(path = "papers-end.html")]
struct AskEnd<'a> {
    t: &'a Texts,
    page: &'a Page,
    id: &'a str,
    picture: &'a str,
    title: &'a str,
    queue: &'a str,
    asks: Asks,
    typed: Typed,
    /// The key of what was wrong, if something was.
    wrong: Option<&'static str>,
}

/// `GET /papiers/{id}/fin`
pub async fn ask_end(
    State(app): State<Shared>,
    signed: Signed,
    Path(path): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let id = id(&path)?;
    let paper = papers::find_kept(&app.abri, &signed.session.open, id).await?;
    let facts = &paper.current.record.facts;
    let typed = match Asks::of(&paper) {
        Asks::End => facts.ends,
        Asks::Day | Asks::Month => facts.dated,
    };
    let typed = typed.map(Typed::of);
    let waiting = queue(&ids(query.as_deref(), "suite"));
    Ok(end_form(
        &signed,
        &paper,
        &waiting,
        typed.unwrap_or_default(),
        None,
    ))
}

fn end_form(
    signed: &Signed,
    paper: &Paper,
    queue: &str,
    typed: Typed,
    wrong: Option<&'static str>,
) -> axum::response::Response {
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    html_with(
        status,
        &AskEnd {
            t: &signed.visit.t,
            page: &signed.visit.page.clone().at(Place::Papers).at_step(3, 3),
            id: &paper.id.to_string(),
            picture: &words::thumbnail(paper),
            title: paper.current.record.facts.title.as_str(),
            queue,
            asks: Asks::of(paper),
            typed,
            wrong,
        },
    )
}

/// A date as it was typed.
#[derive(Default, serde::Deserialize)]
pub struct Typed {
    #[serde(default)]
    day: String,
    #[serde(default)]
    month: String,
    #[serde(default)]
    year: String,
    /// There when the person says that there is no date.
    #[serde(default)]
    none: String,
}

impl Typed {
    fn of(date: PrintedDate) -> Self {
        Self {
            day: date.day.to_string(),
            month: date.month.to_string(),
            year: date.year.to_string(),
            none: String::new(),
        }
    }

    /// The date, or none if the person says that there is none; else the key of what is wrong.
    fn date(&self, asks: Asks, today: PrintedDate) -> Result<Option<PrintedDate>, &'static str> {
        if !self.none.is_empty() {
            return Ok(None);
        }
        let day = if asks == Asks::Month {
            "1"
        } else {
            self.day.trim()
        };
        let text = format!("{day}/{}/{}", self.month.trim(), self.year.trim());
        let date = PrintedDate::parse(&text).ok_or("papers-end-wrong")?;
        if asks != Asks::End && date > today {
            return Err("papers-date-ahead");
        }
        Ok(Some(date))
    }
}

/// `POST /papiers/{id}/fin`
pub async fn take_end(
    State(app): State<Shared>,
    signed: Signed,
    Path(path): Path<String>,
    RawQuery(query): RawQuery,
    Form(typed): Form<Typed>,
) -> Answer {
    let id = id(&path)?;
    let waiting = queue(&ids(query.as_deref(), "suite"));
    let paper = papers::find_kept(&app.abri, &signed.session.open, id).await?;
    let asks = Asks::of(&paper);
    let today = PrintedDate::of(signed.visit.t.zone().day(app.abri.now()));
    let date = match typed.date(asks, today) {
        Ok(date) => date,
        Err(wrong) => return Ok(end_form(&signed, &paper, &waiting, typed, Some(wrong))),
    };
    let new = match asks {
        Asks::End => Refiled {
            ends: Some(date),
            ..Refiled::default()
        },
        Asks::Day | Asks::Month => Refiled {
            dated: Some(date),
            ..Refiled::default()
        },
    };
    write(&app, signed, id, new).await?;
    Ok(Redirect::to(&format!("/papiers/{id}/range{waiting}")).into_response())
}

#[derive(Template)]
#[template(path = "papers-done.html")]
struct Done<'a> {
    t: &'a Texts,
    page: &'a Page,
    paper: words::Line,
    receipt: Receipt,
    /// Whether it speaks of the person's health, and the operator asks to be careful.
    health: bool,
    next: Option<String>,
}

/// `GET /papiers/{id}/range`
pub async fn done(
    State(app): State<Shared>,
    signed: Signed,
    Path(path): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let t = &signed.visit.t;
    let paper = papers::find_kept(&app.abri, &signed.session.open, id(&path)?).await?;
    let waiting = ids(query.as_deref(), "suite");
    let next = waiting
        .split_first()
        .map(|(first, rest)| format!("/papiers/{first}/quoi{}", queue(rest)));
    let kind = catalogue::kind(&paper.current.record.facts.kind);
    let health = kind.sensitive == Some(Sensitive::Health);
    Ok(html(&Done {
        t,
        page: &signed.visit.page.clone().at(Place::Papers),
        paper: words::line(t, &paper, app.abri.now()),
        receipt: receipt(t, &paper),
        health: health && app.abri.health_papers == HealthPapers::Warn,
        next,
    }))
}
