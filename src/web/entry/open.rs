//! `/ouvrir`: whose phone, the information, a name, a picture; only the last answer opens the vault.
//! What was answered travels in the form; there is no secret in it.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;

use super::{AGAIN, Wrong, at_step, devices, tried, welcomed};
use crate::actions::open_vault::{self, Given, NewVault, Notice};
use crate::config::Opening;
use crate::domain::person::{CallName, NameError};
use crate::domain::slot;
use crate::i18n::Texts;
use crate::web::account::token;
use crate::web::app::Shared;
use crate::web::cookies;
use crate::web::finish::Answer;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;
use crate::web::visit::Visit;

/// Steps of opening a vault: whose phone, information, name, card, rescue code.
pub const STEPS: u8 = 5;

/// What was answered so far.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Answers {
    /// The question just answered.
    step: String,
    /// The structure's code, while it is typed.
    code: String,
    /// What proves that it was typed.
    admission: String,
    place: String,
    /// Which notice the page showed that was answered with `given`.
    notice: String,
    given: String,
    name: String,
    picture: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Question {
    Code,
    Place,
    Notice,
    Name,
    Picture,
}

#[derive(Template)]
#[template(path = "open.html")]
struct OpenPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    question: Question,
    answers: &'a Answers,
    wrong: Option<Wrong>,
    pictures: &'a [(Picto, &'static str)],
    /// Of the notice, if that is what the page shows.
    version: &'static str,
}

/// `GET /ouvrir`
pub async fn show(State(app): State<Shared>, visit: Visit) -> Response {
    let first = match app.site.opening {
        Opening::Anyone => Question::Place,
        Opening::StructureCode(_) => Question::Code,
    };
    ask(&visit, first, &Answers::default(), None)
}

/// `POST /ouvrir`: the next question, or the vault.
pub async fn answer(
    State(app): State<Shared>,
    visit: Visit,
    Form(mut answers): Form<Answers>,
) -> Answer {
    if answers.step == "code" {
        let admission =
            async { open_vault::admission(&app.abri, &app.site.opening, &answers.code) };
        match tried(&app, visit.source, admission).await {
            Ok(admission) => answers.admission = admission,
            Err(problem) => {
                let wrong = Wrong::of(&visit.t, problem, "open-code-wrong")?;
                return Ok(ask(&visit, Question::Code, &answers, Some(wrong)));
            }
        }
        return Ok(ask(&visit, Question::Place, &answers, None));
    }
    if !open_vault::is_admitted(&app.abri, &app.site.opening, &answers.admission) {
        return Ok(ask(&visit, Question::Code, &answers, None));
    }
    let Some(place) = slot::Place::from_text(&answers.place) else {
        return Ok(ask(&visit, Question::Place, &answers, None));
    };
    let Some(given) = informed(&answers.notice, &answers.given) else {
        return Ok(ask(&visit, Question::Notice, &answers, None));
    };
    let name = match CallName::parse(&answers.name) {
        Ok(name) => name,
        Err(error) => {
            let key = match error {
                NameError::Nir => "enter-identifier-nir",
                NameError::Unfit => "open-name-wrong",
            };
            let wrong = (answers.step == "name").then(|| Wrong::field(&visit.t, key));
            return Ok(ask(&visit, Question::Name, &answers, wrong));
        }
    };
    if place == slot::Place::Own && answers.picture.is_empty() {
        return Ok(ask(&visit, Question::Picture, &answers, None));
    }
    let new = NewVault {
        name,
        place,
        notice: notice(&visit, given),
    };
    let (abri, most) = (app.abri.clone(), app.site.vaults_per_source);
    let source = visit.source.network().to_string();
    let (session, device) = app
        .carry(async move { open_vault::open_vault_from(&abri, &source, most, new).await })
        .await?;
    let next = match &device {
        Some(_) => format!(
            "/compte/code/{}?suite=ouvrir",
            token(&session.notes.slot_id)
        ),
        None => "/compte/carte?suite=ouvrir".to_owned(),
    };
    let mut response = welcomed(&session, &next);
    if let Some(secret) = &device {
        let cookie = devices::cookie(secret, &answers.picture);
        cookies::put(response.headers_mut(), &cookie);
    }
    Ok(response)
}

/// What was given, for the record.
pub fn notice(visit: &Visit, given: Given) -> Notice {
    Notice {
        version: super::NOTICE.to_owned(),
        language: visit.t.lang().tag().to_owned(),
        given,
    }
}

/// How the notice of today was given: on screen or aloud. Anything else is no answer, and neither is one
/// to a notice that changed while the page was open.
pub fn informed(version: &str, given: &str) -> Option<Given> {
    if version != super::NOTICE {
        return None;
    }
    match given {
        "screen" => Some(Given::Screen),
        "aloud" => Some(Given::Aloud),
        _ => None,
    }
}

fn ask(visit: &Visit, question: Question, answers: &Answers, wrong: Option<Wrong>) -> Response {
    let step = match question {
        Question::Code | Question::Place => 1,
        Question::Notice => 2,
        Question::Name | Question::Picture => 3,
    };
    let status = if wrong.is_some() {
        AGAIN
    } else {
        axum::http::StatusCode::OK
    };
    let page = at_step(visit, step);
    html_with(
        status,
        &OpenPage {
            t: &visit.t,
            page: &page,
            question,
            answers,
            wrong,
            pictures: &devices::PICTURES,
            version: super::NOTICE,
        },
    )
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    /// Every text of the notice, in the order of the file.
    #[test]
    fn another_notice_has_another_version() {
        let file = include_str!("../../i18n/fr/open.ftl");
        let lines = file.lines().filter(|line| line.starts_with("open-notice-"));
        let mut hash = Sha256::new();
        lines.for_each(|line| hash.update(line));
        let digest = data_encoding::HEXLOWER.encode(&hash.finalize());
        assert_eq!(
            (super::super::NOTICE, &digest[..12]),
            ("2026-11-24", "cb800c1f69a4"),
            "the notice changed: give it a new version, so that people are shown it again"
        );
    }
}
