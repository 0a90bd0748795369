//! Putting papers in: the form, the files as they arrive, what arrived.

use std::sync::Arc;

use askama::Template;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use futures_util::TryStreamExt;

use super::words::{Line, line};
use super::{ids, queue, values, words};
use crate::actions::add_paper::{self, Added, NewPaper};
use crate::actions::session::Session;
use crate::actions::{Outcome, Problem, papers};
use crate::domain::document::Title;
use crate::domain::ids::DocumentId;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::picto::Picto;

/// Files that one form brings at most; what comes after them is left aside.
const AT_ONCE: usize = 20;

#[derive(Template)]
#[template(path = "papers-add.html")]
struct Ask<'a> {
    t: &'a Texts,
    page: &'a Page,
    size: String,
    /// Id and name of the paper that gets another version.
    after: Option<(String, String)>,
    /// Why what was brought is not kept, one sentence each.
    refused: &'a [String],
}

/// `GET /papiers/ajouter`, with `?pour=` for another version of a paper.
pub async fn ask(State(app): State<Shared>, signed: Signed, RawQuery(query): RawQuery) -> Answer {
    let after = ids(query.as_deref(), "pour").pop();
    form(&app, &signed.session, &signed.visit, after, &[]).await
}

async fn form(
    app: &App,
    session: &Session,
    visit: &crate::web::visit::Visit,
    after: Option<DocumentId>,
    refused: &[&'static str],
) -> Answer {
    let t = &visit.t;
    let after = match after {
        Some(id) => {
            let paper = papers::find_kept(&app.abri, &session.open, id).await?;
            let title = paper.current.record.facts.title.as_str().to_owned();
            Some((id.to_string(), title))
        }
        None => None,
    };
    let sentences: Vec<_> = refused.iter().map(|why| sentence(t, app, why)).collect();
    let page = visit.page.clone().at(Place::Papers).at_step(1, 3);
    let status = match refused.first() {
        None => StatusCode::OK,
        Some(&LARGE) => StatusCode::PAYLOAD_TOO_LARGE,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(html_with(
        status,
        &Ask {
            t,
            page: &page,
            size: app.site.file_size(t),
            after,
            refused: &sentences,
        },
    ))
}

/// `POST /papiers/ajouter`: each file is kept or refused on its own, the one after the other.
pub async fn take(
    State(app): State<Shared>,
    signed: Signed,
    RawQuery(query): RawQuery,
    mut form_data: Multipart,
) -> Answer {
    let after = ids(query.as_deref(), "pour").pop();
    let session = Arc::new(signed.session);
    let mut kept = Vec::new();
    let mut refused = Vec::new();
    loop {
        let mut field = match form_data.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) => {
                refused.push(reason(&cut(&error)).unwrap_or(CUT));
                break;
            }
        };
        // An input in which nothing was chosen comes as a file without a name.
        if field.file_name().is_none_or(str::is_empty) || kept.len() + refused.len() >= AT_ONCE {
            drain(&mut field).await;
            continue;
        }
        let (after, t) = (after, &signed.visit.t);
        match one(&app, &session, t, &mut field, after).await {
            Ok(added) => kept.push(added.id),
            Err(problem) => match reason(&problem) {
                // The rest is read and thrown away: a browser that is cut off shows no answer.
                Some(why) => {
                    refused.push(why);
                    drain(&mut field).await;
                }
                None => return Err(problem.into()),
            },
        }
    }
    if kept.is_empty() && refused.is_empty() {
        refused.push("papers-refused-none");
    }
    match kept.as_slice() {
        [] => form(&app, &session, &signed.visit, after, &refused).await,
        [id] if after.is_some() => Ok(Redirect::to(&format!("/papiers/{id}/fin")).into_response()),
        [id] if refused.is_empty() => {
            Ok(Redirect::to(&format!("/papiers/{id}/quoi")).into_response())
        }
        _ => Ok(to_arrived(&kept, &refused)),
    }
}

async fn drain(field: &mut Field<'_>) {
    while let Ok(Some(_)) = field.chunk().await {}
}

fn to_arrived(kept: &[DocumentId], refused: &[&'static str]) -> Response {
    let mut address = format!("/papiers/arrives{}", queue(kept));
    for why in refused {
        let why = why.trim_start_matches("papers-refused-");
        address.push_str("&refus=");
        address.push_str(why);
    }
    Redirect::to(&address).into_response()
}

async fn one(
    app: &Shared,
    session: &Arc<Session>,
    t: &Texts,
    field: &mut Field<'_>,
    after: Option<DocumentId>,
) -> Outcome<Added> {
    let new = new_paper(app, session, t, after).await?;
    let bytes = field.map_err(|error| cut(&error));
    let most = app.site.file_bytes;
    let received = add_paper::receive(&app.abri, &session.open, bytes, most).await?;
    let (abri, session) = (app.abri.clone(), session.clone());
    let keep = async move { add_paper::keep(&abri, &session.open, received, new).await };
    app.carry(keep).await
}

/// Until the person says what it is; another version is what the one before it was.
async fn new_paper(
    app: &App,
    session: &Session,
    t: &Texts,
    after: Option<DocumentId>,
) -> Outcome<NewPaper> {
    if let Some(id) = after {
        let paper = papers::find_kept(&app.abri, &session.open, id).await?;
        let facts = &paper.current.record.facts;
        return Ok(NewPaper {
            title: facts.title.clone(),
            kind: facts.kind.clone(),
            ends: None,
            after,
        });
    }
    let title = Title::parse(&words::unnamed(t));
    Ok(NewPaper {
        title: title.map_err(|_| Problem::Field("papers-name-wrong"))?,
        kind: "autre".to_owned(),
        ends: None,
        after: None,
    })
}

const LARGE: &str = "papers-refused-large";
const CUT: &str = "papers-refused-cut";

/// Why a file is not kept, as the key of a sentence; `None` for what concerns the whole request.
fn reason(problem: &Problem) -> Option<&'static str> {
    Some(match problem {
        Problem::FileTooLarge => LARGE,
        Problem::VaultFull => "papers-refused-full",
        Problem::NoRoom => "papers-refused-room",
        Problem::Busy => "papers-refused-busy",
        Problem::Field(key) => key,
        _ => return None,
    })
}

fn cut(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::FileTooLarge
    } else {
        Problem::Field(CUT)
    }
}

fn sentence(t: &Texts, app: &App, why: &str) -> String {
    t.with(why).arg("size", app.site.file_size(t)).to_string()
}

/// The reasons that an address may hold.
const REASONS: [&str; 15] = [
    "papers-refused-type",
    "papers-refused-heic",
    "papers-refused-virus",
    "papers-refused-unchecked",
    "papers-refused-broken",
    "papers-refused-locked",
    "papers-refused-pages",
    "papers-refused-pixels",
    "papers-refused-slow",
    LARGE,
    "papers-refused-full",
    "papers-refused-room",
    "papers-refused-empty",
    CUT,
    "papers-refused-busy",
];

#[derive(Template)]
#[template(path = "papers-arrived.html")]
struct Arrived<'a> {
    t: &'a Texts,
    page: &'a Page,
    papers: &'a [Line],
    refused: &'a [String],
    next: &'a str,
}

/// `GET /papiers/arrives`: what is kept and what is not, when several came.
pub async fn arrived(
    State(app): State<Shared>,
    signed: Signed,
    RawQuery(query): RawQuery,
) -> Answer {
    let t = &signed.visit.t;
    let query = query.as_deref();
    let wanted = ids(query, "suite");
    let all = papers::all(&app.abri, &signed.session.open).await?;
    let mut lines = Vec::new();
    for id in &wanted {
        let found = all.iter().find(|paper| paper.id == *id && paper.is_kept());
        lines.push(line(t, found.ok_or(Problem::NotFound)?, app.abri.now()));
    }
    let (first, rest) = wanted.split_first().ok_or(Problem::NotFound)?;
    let refused: Vec<_> = values(query, "refus")
        .filter_map(|why| {
            let key = format!("papers-refused-{why}");
            REASONS.into_iter().find(|known| *known == key)
        })
        .map(|key| sentence(t, &app, key))
        .collect();
    Ok(html(&Arrived {
        t,
        page: &signed.visit.page.clone().at(Place::Papers).at_step(1, 3),
        papers: &lines,
        refused: &refused,
        next: &format!("/papiers/{first}/quoi{}", queue(rest)),
    }))
}
