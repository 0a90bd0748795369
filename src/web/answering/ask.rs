//! The request, read: who asks, what for, for how long; what the vault has for it, to be ticked.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{Answering, Door, given, id, initials};
use crate::actions::appointments::{self, Asked};
use crate::actions::papers::{self, Paper};
use crate::actions::{Outcome, Problem};
use crate::catalogue;
use crate::domain::appointment::State;
use crate::domain::ids::DocumentId;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::entry::AGAIN;
use crate::web::finish::Answer;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::papers::words::{Line, line};
use crate::web::picto::Picto;
use crate::web::procedures::{Rows, names, own, rows};
use crate::web::purposes;

/// A paper of the vault that the request did not ask for.
struct Other {
    line: Line,
    /// Whether nobody may demand it for this purpose.
    undue: bool,
    /// Whether it holds another person's data.
    anothers: bool,
}

#[derive(Template)]
#[template(path = "agreement-ask.html")]
struct Ask<'a> {
    t: &'a Texts,
    page: &'a Page,
    address: &'a str,
    window: bool,
    initials: String,
    name: &'a str,
    function: &'a str,
    structure: &'a str,
    purpose: String,
    picto: Picto,
    span: String,
    until: String,
    rows: Rows,
    others: Vec<Other>,
    ticked: Ticked,
    /// What may not be demanded for it, in words; empty where nothing is.
    never: String,
    /// Whether what was shown last time can be ticked with one press.
    last: bool,
    wrong: Option<String>,
}

/// The ids of what is ticked.
struct Ticked(Vec<String>);

impl Ticked {
    fn has(&self, id: &str) -> bool {
        self.0.iter().any(|ticked| ticked == id)
    }
}

/// What is ticked when the page is shown.
pub(super) enum Ticks {
    /// What the rules propose.
    Proposed,
    /// What was shown last time.
    Last,
    /// What the person ticked before.
    These(Vec<String>),
}

/// The page of an appointment: the request, or what is shown for it.
pub(in crate::web) async fn show(
    app: &Shared,
    at: Answering,
    text: &str,
    fields: &[(String, String)],
) -> Answer {
    let asked = match of(app, &at, text).await {
        Err(Problem::NotFound) => return Ok(Redirect::to(at.door.over()).into_response()),
        asked => asked?,
    };
    if asked.state == State::Given {
        return given::page(app, &at, &asked).await;
    }
    let last = fields.iter().any(|(name, _)| name == "comme");
    let ticks = if last { Ticks::Last } else { Ticks::Proposed };
    page(app, &at, &asked, ticks, None).await
}

/// One of this person's, answered or not.
pub(super) async fn of(app: &Shared, at: &Answering, text: &str) -> Outcome<Asked> {
    appointments::asked(&app.abri, &at.session.open, id(text)?).await
}

/// The request, with ticks.
pub(super) async fn page(
    app: &Shared,
    at: &Answering,
    asked: &Asked,
    ticks: Ticks,
    wrong: Option<&str>,
) -> Answer {
    let (abri, open, t) = (&app.abri, &at.session.open, &at.visit.t);
    let request = &asked.request;
    let procedure = app.site.procedures.get(&request.purpose);
    let list = request.list(procedure).ok_or(Problem::NotFound)?;
    let all = papers::all(abri, open).await?;
    let kept = own(&all);
    let now = abri.now();
    let mut rows = rows(t, &list, &request.answers(), &kept, now);
    let before = appointments::last_time(abri, open, request).await?;
    let is_last = matches!(ticks, Ticks::Last);
    let ticked = match ticks {
        Ticks::Proposed => rows.ticked.clone(),
        Ticks::Last => before.iter().map(DocumentId::to_string).collect(),
        Ticks::These(these) => these,
    };
    let listed: Vec<String> = [&rows.here, &rows.look]
        .into_iter()
        .flatten()
        .flat_map(|row| row.papers.iter().map(|paper| paper.id.clone()))
        .collect();
    let others = kept
        .iter()
        .filter(|paper| !listed.contains(&paper.id.to_string()));
    let other = |paper: &&Paper| Other {
        line: seen(at.door, line(t, paper, now)),
        undue: list.never.contains(&paper.current.record.facts.kind),
        anothers: catalogue::kind(&paper.current.record.facts.kind).third_party,
    };
    let others = others.map(other).collect();
    for row in rows.here.iter_mut().chain(&mut rows.look) {
        for paper in &mut row.papers {
            paper.picture = at.door.picture(&paper.picture);
        }
    }
    let visit = &at.visit;
    let page = match at.door {
        Door::Own => visit.page.clone().at(Place::Papers),
        Door::Window => visit.page.clone(),
    };
    let status = if wrong.is_some() {
        AGAIN
    } else {
        StatusCode::OK
    };
    let response: Response = html_with(
        status,
        &Ask {
            t,
            page: &page,
            address: &at.door.address(asked.id),
            window: at.door == Door::Window,
            initials: initials(&request.name),
            name: &request.name,
            function: &request.function,
            structure: &request.structure,
            purpose: purposes::name(t, &request.purpose),
            picto: purposes::picto(&request.purpose),
            span: t.span(request.lasting.span()),
            until: t.time(asked.until),
            never: t.list(&names(t, &list.never)),
            last: !before.is_empty() && !is_last,
            ticked: Ticked(ticked),
            others,
            rows,
            wrong: wrong.map(|key| t.say(key)),
        },
    );
    Ok(response)
}

/// A paper in a list, with its picture where this door lets it through.
pub(super) fn seen(door: Door, mut line: Line) -> Line {
    line.picture = door.picture(&line.picture);
    line
}
