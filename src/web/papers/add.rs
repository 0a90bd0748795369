//! Putting papers in: the form, and the files as they arrive.

use std::sync::Arc;

use askama::Template;
use axum::extract::multipart::MultipartError;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use futures_util::TryStreamExt;

use super::arrive::Sent;
use super::file::is_taken;
use super::ids;
use crate::actions::add_paper::{self, NewPaper};
use crate::actions::session::Session;
use crate::actions::uploads::{self, Arrived};
use crate::actions::{Outcome, Problem, papers};
use crate::catalogue;
use crate::domain::document::Title;
use crate::domain::ids::DocumentId;
use crate::domain::slot;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::parts::{Part, Parts};
use crate::web::picto::Picto;

/// Files that one form brings at most; what comes after them is left aside.
pub(in crate::web) const AT_ONCE: usize = 20;

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
    /// Whether photographs that are not sent yet may stay on this device.
    own: bool,
    kinds: Vec<Offered>,
}

/// A kind as the camera's own question offers it.
pub(in crate::web) struct Offered {
    pub(in crate::web) key: &'static str,
    pub(in crate::web) picto: Picto,
    pub(in crate::web) name: String,
    pub(in crate::web) sides: u8,
    pub(in crate::web) first: bool,
}

pub(in crate::web) fn offered(t: &Texts, app: &App) -> Vec<Offered> {
    let taken = catalogue::kinds().iter().filter(|kind| is_taken(app, kind));
    let one = |kind: &'static catalogue::Kind| Offered {
        key: &kind.key,
        picto: Picto::named(&kind.picto).unwrap_or(Picto::Other),
        name: kinds::name(t, &kind.key),
        sides: kind.sides,
        first: kind.first,
    };
    taken.map(one).collect()
}

/// `GET /papiers/ajouter`, with `?pour=` for another version of a paper.
pub async fn ask(State(app): State<Shared>, signed: Signed, RawQuery(query): RawQuery) -> Answer {
    let after = ids(query.as_deref(), "pour").pop();
    form(&app, &signed.session, &signed.visit, after, &[]).await
}

pub(super) async fn form(
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
            let title = kinds::title(t, paper.current.record.facts.title.as_str());
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
            refused: &sentences,
            own: session.place == slot::Place::Own,
            kinds: if after.is_none() {
                offered(t, app)
            } else {
                Vec::new()
            },
            after,
        },
    ))
}

/// `POST /papiers/ajouter`: each file is kept or refused on its own, the one after the other.
pub async fn take(
    State(app): State<Shared>,
    signed: Signed,
    RawQuery(query): RawQuery,
    mut parts: Parts,
) -> Answer {
    let mut sent = Sent {
        after: ids(query.as_deref(), "pour").pop(),
        ..Sent::default()
    };
    let (visit, session) = (signed.visit, Arc::new(signed.session));
    let mut files = 0;
    loop {
        let mut part = match parts.next().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(error) => {
                sent.refused.push(reason(&cut(&error)).unwrap_or(CUT));
                break;
            }
        };
        if !part.is_file() || files >= AT_ONCE {
            part.drain().await;
            continue;
        }
        files += 1;
        let arrived = one(&app, &session, &visit.t, &mut part, sent.after).await;
        if arrived
            .as_ref()
            .is_err_and(|problem| reason(problem).is_some())
        {
            part.drain().await;
        }
        sent.add(arrived)?;
    }
    if files == 0 && sent.refused.is_empty() {
        sent.refused.push("papers-refused-none");
    }
    sent.answer(&app, &session, &visit).await
}

async fn one(
    app: &Shared,
    session: &Arc<Session>,
    t: &Texts,
    part: &mut Part<'_>,
    after: Option<DocumentId>,
) -> Outcome<Arrived> {
    let new = new_paper(app, session, t, after).await?;
    let bytes = part.map_err(|error| cut(&error));
    let most = app.site.file_bytes;
    let received = add_paper::receive(&app.abri, &session.open, bytes, most).await?;
    let (abri, session) = (app.abri.clone(), session.clone());
    let keep = async move { uploads::keep_or_ask(&abri, &session.open, received, new, most).await };
    app.carry(keep).await
}

/// Until the person says what it is; another version is what the one before it was.
pub(super) async fn new_paper(
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
    let title = Title::parse(&kinds::unnamed(t));
    Ok(NewPaper {
        title: title.map_err(|_| Problem::Field("papers-name-wrong"))?,
        kind: "autre".to_owned(),
        ends: None,
        after: None,
    })
}

const LARGE: &str = "papers-refused-large";
pub(super) const CUT: &str = "papers-refused-cut";

/// Why a file is not kept, as the key of a sentence; `None` for what concerns the whole request.
pub(in crate::web) fn reason(problem: &Problem) -> Option<&'static str> {
    Some(match problem {
        Problem::FileTooLarge => LARGE,
        Problem::VaultFull => "papers-refused-full",
        Problem::NoRoom => "papers-refused-room",
        Problem::Busy => "papers-refused-busy",
        Problem::KindRefused => "papers-refused-health",
        Problem::Field(key) => key,
        _ => return None,
    })
}

pub(in crate::web) fn cut(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::FileTooLarge
    } else {
        Problem::Field(CUT)
    }
}

pub(super) fn sentence(t: &Texts, app: &App, why: &str) -> String {
    t.with(why).arg("size", app.site.file_size(t)).to_string()
}

/// The reasons that an address may hold.
pub(in crate::web) const REASONS: [&str; 16] = [
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
    "papers-refused-health",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// A later version of a health paper, where the operator refuses them since.
    #[test]
    fn a_kind_that_is_refused_has_its_sentence() {
        let why = reason(&Problem::KindRefused).unwrap();
        assert!(REASONS.contains(&why));
    }
}
