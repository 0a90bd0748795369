//! A secret is asked again before another is changed.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{Signed, token};
use crate::actions::{Outcome, Problem, prove};
use crate::domain::slot::SlotKind;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::cookies;
use crate::web::entry::enter::{refused, status};
use crate::web::entry::{Wrong, tried, way_name};
use crate::web::finish::Answer;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;

/// What is asked with, and answered.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Where to go on: a page of the account.
    vers: String,
    /// The way in whose secret is typed.
    avec: String,
    typed: String,
}

struct Way {
    token: String,
    id: [u8; 32],
    kind: SlotKind,
    name: String,
}

#[derive(Template)]
#[template(path = "account-prove.html")]
struct ProvePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    back: &'a str,
    chosen: &'a Way,
    others: Vec<&'a Way>,
    wrong: Option<Wrong>,
}

/// `GET /compte/preuve`
pub async fn show(State(app): State<Shared>, signed: Signed, Query(asked): Query<Asked>) -> Answer {
    let ways = ways(&app, &signed).await?;
    Ok(page(&signed, &ways, &asked, None)?)
}

/// `POST /compte/preuve`
pub async fn answer(State(app): State<Shared>, signed: Signed, Form(asked): Form<Asked>) -> Answer {
    let ways = ways(&app, &signed).await?;
    let id = chosen(&ways, &asked.avec)?.id;
    let Signed { mut session, visit } = signed;
    let (abri, typed) = (app.abri.clone(), asked.typed.clone());
    let action = app.carry(async move {
        let proved = prove::prove(&abri, &mut session, &id, &typed).await;
        Ok((session, proved))
    });
    let mut kept = None;
    let proved = tried(&app, visit.source, async {
        let (session, proved) = action.await?;
        kept = Some(session);
        proved
    })
    .await;
    match (proved, kept) {
        (Ok(()), Some(session)) => {
            let mut response = Redirect::to(back(&asked.vers)).into_response();
            cookies::signed_in(response.headers_mut(), session.cookie());
            Ok(response)
        }
        (Ok(()), None) => Err(Problem::SignInAgain.into()),
        (Err(problem), Some(session)) => {
            let signed = Signed { session, visit };
            match refused(&signed.visit, problem, "enter-proof-wrong") {
                Ok(wrong) => Ok(page(&signed, &ways, &asked, Some(wrong))?),
                Err(answer) => answer,
            }
        }
        (Err(problem), None) => Err(problem.into()),
    }
}

async fn ways(app: &App, signed: &Signed) -> Outcome<Vec<Way>> {
    let askable = prove::askable(&app.abri, &signed.session).await?;
    Ok(askable
        .iter()
        .map(|row| Way {
            token: token(&row.id),
            id: row.id,
            kind: row.kind,
            name: way_name(&signed.visit.t, row.kind),
        })
        .collect())
}

fn chosen<'a>(ways: &'a [Way], token: &str) -> Outcome<&'a Way> {
    ways.iter()
        .find(|way| way.token == token)
        .or_else(|| ways.first())
        .ok_or(Problem::NotFound)
}

/// Only pages of the account, in plain characters.
fn back(path: &str) -> &str {
    let plain = path
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '?' | '='));
    if path.starts_with("/compte/") && plain {
        path
    } else {
        "/compte"
    }
}

fn page(signed: &Signed, ways: &[Way], asked: &Asked, wrong: Option<Wrong>) -> Outcome<Response> {
    let chosen = chosen(ways, &asked.avec)?;
    let others = ways.iter().filter(|way| way.token != chosen.token);
    let page = signed.visit.page.clone().at(Place::Account);
    Ok(html_with(
        status(wrong.as_ref()),
        &ProvePage {
            t: &signed.visit.t,
            page: &page,
            back: back(&asked.vers),
            chosen,
            others: others.collect(),
            wrong,
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::back;

    #[test]
    fn attack_one_is_never_led_elsewhere() {
        assert_eq!(
            back("/compte/carte?suite=ouvrir"),
            "/compte/carte?suite=ouvrir"
        );
        for path in [
            "https://evil.example",
            "//evil.example",
            "/compte/../x",
            "/compte\\x",
            "",
        ] {
            assert_eq!(back(path), "/compte", "{path}");
        }
    }
}
