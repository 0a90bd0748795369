//! Sending papers: the form, the files as they arrive, and what became of them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawForm, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use futures_util::TryStreamExt;

use crate::actions::deposits::{self, Depositor, NewDeposit, Put};
use crate::actions::{Outcome, Problem, uploads};
use crate::catalogue;
use crate::domain::document::{Through, Title};
use crate::domain::ids::UploadId;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::finish::Answer;
use crate::web::gate::Depositing;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::papers::add::{AT_ONCE, Offered, REASONS, cut, offered, reason};
use crate::web::papers::values;
use crate::web::parts::{Part, Parts};
use crate::web::picto::Picto;
use crate::web::uploads::Sender as _;

/// Nobody has said what it is.
const UNKNOWN: &str = "autre";
/// Longer than any code of the catalogue.
const KIND_BYTES: usize = 100;
/// Nothing more can be put in.
const OVER: &str = "deposit-refused-over";
const NONE: &str = "papers-refused-none";
const FULL: &str = "papers-refused-full";

#[derive(Template)]
#[template(path = "deposit-send.html")]
struct Ask<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// Whether this is a phone beside the computer of the person.
    phone: bool,
    /// For whom; empty for a phone.
    person: &'a str,
    left: u32,
    until: String,
    size: String,
    /// Whether something was sent already.
    sent: bool,
    refused: &'a [String],
    kinds: Vec<Offered>,
}

/// The same for a mediator, pile after pile.
#[derive(Template)]
#[template(path = "mediator-send.html")]
struct Pile<'a> {
    t: &'a Texts,
    page: &'a Page,
    person: &'a str,
    left: u32,
    until: String,
    size: String,
    /// How many papers they put in so far.
    count: usize,
    /// Whether one has just arrived.
    kept: bool,
    refused: &'a [String],
    kinds: Vec<Offered>,
}

/// `GET /d/photo`, `GET /pro/deposer/photo`
pub async fn ask(State(app): State<Shared>, one: Depositing, RawQuery(query): RawQuery) -> Answer {
    let kept = values(query.as_deref(), "range").next().is_some();
    form(&app, &one, &[], kept).await
}

async fn form(app: &App, one: &Depositing, refused: &[&'static str], kept: bool) -> Answer {
    let Depositing { depositor, visit } = one;
    let t = &visit.t;
    let count = deposits::receipts(&app.abri, depositor).await?.len();
    let sentences: Vec<_> = refused.iter().map(|why| sentence(t, app, why)).collect();
    let status = match refused.first() {
        None => StatusCode::OK,
        Some(&"papers-refused-large") => StatusCode::PAYLOAD_TOO_LARGE,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    if depositor.at_work().is_some() {
        let pile = Pile {
            t,
            page: &visit.page,
            person: depositor.greeting(),
            left: depositor.left(),
            until: t.until(depositor.until(), app.abri.now()),
            size: app.site.file_size(t),
            count,
            kept: kept && count > 0,
            refused: &sentences,
            kinds: offered(t, app),
        };
        return Ok(html_with(status, &pile));
    }
    Ok(html_with(
        status,
        &Ask {
            t,
            page: &visit.page,
            phone: depositor.through() == Through::Phone,
            person: depositor.greeting(),
            left: depositor.left(),
            until: t.until(depositor.until(), app.abri.now()),
            size: app.site.file_size(t),
            sent: count > 0,
            refused: &sentences,
            kinds: offered(t, app),
        },
    ))
}

/// Why a file is not kept, to somebody whose vault it is not.
pub(super) fn sentence(t: &Texts, app: &App, why: &str) -> String {
    let key = match why {
        FULL => "deposit-refused-full",
        other => other,
    };
    t.with(key).arg("size", app.site.file_size(t)).to_string()
}

/// What became of everything that was sent, as it stands in an address.
#[derive(Default)]
pub(super) struct Sent {
    kept: usize,
    /// Why files are not kept, as keys of sentences.
    pub(super) refused: Vec<&'static str>,
    /// Files that wait for a yes: the same depositor sent them already.
    pub(super) twice: Vec<UploadId>,
    /// What they are said to be.
    pub(super) kind: String,
}

impl Sent {
    fn of(kind: &str) -> Self {
        let known = if catalogue::is_kind(kind) {
            kind
        } else {
            UNKNOWN
        };
        Self {
            kind: known.to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn read(query: Option<&str>) -> Self {
        let key = |why: &str| {
            let known = REASONS.into_iter().chain([OVER]);
            known
                .into_iter()
                .find(|key| key.rsplit('-').next() == Some(why))
        };
        Self {
            refused: values(query, "refus")
                .filter_map(key)
                .take(AT_ONCE)
                .collect(),
            twice: values(query, "deux")
                .filter_map(|id| id.parse().ok())
                .take(AT_ONCE)
                .collect(),
            ..Self::of(values(query, "quoi").next().unwrap_or_default())
        }
    }

    fn query(&self) -> String {
        let mut parts = Vec::new();
        for why in &self.refused {
            parts.push(format!(
                "refus={}",
                why.rsplit('-').next().unwrap_or_default()
            ));
        }
        for id in &self.twice {
            parts.push(format!("deux={id}"));
        }
        if !self.twice.is_empty() {
            parts.push(format!("quoi={}", self.kind));
        }
        parts.join("&")
    }

    /// Notes what became of one file; `Err` for what concerns the whole request.
    fn add(&mut self, put: Outcome<Put>) -> Outcome<()> {
        match put {
            Ok(Put::Kept(_)) => self.kept += 1,
            Ok(Put::Twice { upload }) => self.twice.push(upload),
            Err(Problem::NotFound) => self.refused.push(OVER),
            Err(problem) => self.refused.push(reason(&problem).ok_or(problem)?),
        }
        Ok(())
    }

    /// The page that follows.
    async fn answer(mut self, app: &App, one: &Depositing) -> Answer {
        let nothing = self.kept == 0 && self.twice.is_empty();
        if nothing && self.refused.is_empty() {
            self.refused.push(NONE);
        }
        if nothing {
            return form(app, one, &self.refused, false).await;
        }
        let base = one.base();
        let to = match self.query() {
            // A mediator has more of them in hand.
            query if query.is_empty() && one.depositor.at_work().is_some() => {
                format!("{base}/photo?range=1")
            }
            query if query.is_empty() => format!("{base}/recu"),
            query => format!("{base}/recu?{query}"),
        };
        Ok(Redirect::to(&to).into_response())
    }
}

/// `POST /d/photo`, `POST /pro/deposer/photo`: the form without script. What the papers are stands before them.
pub async fn take(State(app): State<Shared>, one: Depositing, mut parts: Parts) -> Answer {
    let mut sent = Sent::of("");
    let mut files = 0;
    loop {
        let mut part = match parts.next().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(error) => {
                sent.refused.extend(reason(&cut(&error)));
                break;
            }
        };
        if part.name() == Some("quoi") {
            let kind = part.text(KIND_BYTES).await;
            sent.kind = Sent::of(&kind).kind;
            continue;
        }
        if !part.is_file() || files >= AT_ONCE {
            part.drain().await;
            continue;
        }
        files += 1;
        let put = receive(&app, &one.depositor, &one.visit.t, &mut part, &sent.kind).await;
        if put.is_err() {
            part.drain().await;
        }
        sent.add(put)?;
    }
    sent.answer(&app, &one).await
}

async fn receive(
    app: &App,
    depositor: &Depositor,
    t: &Texts,
    part: &mut Part<'_>,
    kind: &str,
) -> Outcome<Put> {
    let bytes = part.map_err(|error| cut(&error));
    let (most, new) = (app.site.file_bytes, new(t, kind)?);
    deposits::receive_and_put(&app.abri, depositor, bytes, most, new).await
}

/// It is called after what it is said to be, until the person calls it otherwise.
fn new(t: &Texts, kind: &str) -> Outcome<NewDeposit> {
    let words = if kind == UNKNOWN {
        kinds::unnamed(t)
    } else {
        kinds::title_of(t, kind)
    };
    let title = Title::parse(&words).map_err(|_| Problem::Field("papers-name-wrong"))?;
    Ok(NewDeposit {
        title,
        kind: kind.to_owned(),
    })
}

/// `POST /d/arrives`, `POST /pro/deposer/arrives`: whole uploads are put in, each on its own. With `encore`, even those that this depositor
/// sent already; with `laisser`, they are given up instead.
pub async fn arrived(State(app): State<Shared>, one: Depositing, RawForm(form): RawForm) -> Answer {
    let text = std::str::from_utf8(&form).ok();
    let said = |name| values(text, name).next();
    let mut sent = Sent::of(said("quoi").unwrap_or_default());
    let (again, leave) = (said("encore").is_some(), said("laisser").is_some());
    sent.refused = Sent::read(text).refused;
    let one = Arc::new(one);
    let ids = values(text, "envoi").filter_map(|id| id.parse().ok());
    for id in ids.take(AT_ONCE) {
        if leave {
            let (abri, from) = (app.abri.clone(), one.clone());
            let leaving = async move { uploads::leave(&abri, &from.authority(), id).await };
            app.carry(leaving).await?;
            continue;
        }
        let (abri, from) = (app.abri.clone(), one.clone());
        let new = new(&one.visit.t, &sent.kind)?;
        let put = async move { deposits::put_in(&abri, &from.depositor, id, new, again).await };
        let put = match app.carry(put).await {
            // Another request is at it: our script asks again for its answer.
            Err(Problem::Conflict) => return Err(Problem::Busy.into()),
            put => put,
        };
        sent.add(put)?;
    }
    if leave {
        let to: Response = Redirect::to(&format!("{}/recu", one.base())).into_response();
        return Ok(to);
    }
    sent.answer(&app, &one).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_an_address_full_of_names_makes_no_large_page() {
        let all = ["deux=00112233445566778899aabbccddeeff&refus=type"; 1000].join("&");
        let sent = Sent::read(Some(&all));
        assert_eq!([sent.twice.len(), sent.refused.len()], [AT_ONCE; 2]);
    }
}
