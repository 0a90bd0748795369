//! A short code on a computer without a camera: typed, answered by the person, looked at.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::actions::Problem;
use crate::actions::short_code::{self, Answered};
use crate::domain::share::Recipient;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::cookies;
use crate::web::finish::Answer;
use crate::web::gate::Asker;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "reader-short.html")]
struct CodePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    asked: &'a Asked,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "reader-wait.html")]
struct WaitPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    answered: Answered,
    until: String,
}

/// What is typed.
#[derive(Default, serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    code: String,
    #[serde(default)]
    nom: String,
    #[serde(default)]
    structure: String,
}

/// `GET /m`
pub async fn ask_code(visit: Visit) -> Response {
    code_page(&visit, &Asked::default(), None)
}

fn code_page(visit: &Visit, asked: &Asked, wrong: Option<&str>) -> Response {
    html(&CodePage {
        t: &visit.t,
        page: &visit.page,
        asked,
        wrong: wrong.map(|key| visit.t.say(key)),
    })
}

/// `POST /m`
pub async fn take_code(
    State(app): State<Shared>,
    visit: Visit,
    Form(asked): Form<Asked>,
) -> Answer {
    let Ok(reader) = Recipient::parse(&asked.nom, &asked.structure) else {
        return Ok(code_page(&visit, &asked, Some("reader-who-missing")));
    };
    let (abri, code) = (app.abri.clone(), asked.code.clone());
    let source = visit.source.network().to_string();
    let taken = app
        .carry(async move { short_code::ask(&abri, &code, &reader, &source).await })
        .await;
    match taken {
        Ok((secret, id)) => {
            let mut response = Redirect::to("/m/attente").into_response();
            let value = cookies::write_asker(&secret, &id);
            let cookie = cookies::make(cookies::ASKER, value);
            cookies::put(response.headers_mut(), &cookie);
            Ok(response)
        }
        Err(Problem::NotFound) => Ok(code_page(&visit, &asked, Some("reader-short-wrong"))),
        Err(problem) => Err(problem.into()),
    }
}

/// `GET /m/attente`: loads itself again until the person has answered.
pub async fn wait(asker: Asker) -> Answer {
    let t = &asker.visit.t;
    Ok(html(&WaitPage {
        t,
        page: &asker.visit.page,
        answered: asker.waiting.answered(),
        until: t.time(asker.waiting.until()),
    }))
}

/// `POST /m/regarder`: after the yes, by a person; once.
pub async fn look(State(app): State<Shared>, asker: Asker) -> Answer {
    let abri = app.abri.clone();
    let looking = app
        .carry(async move { short_code::take(&abri, &asker.waiting).await })
        .await?;
    let mut response = Redirect::to("/p/papiers").into_response();
    let headers = response.headers_mut();
    let value = cookies::write_secret(looking.cookie().ok_or(Problem::NotFound)?);
    cookies::put(headers, &cookies::make(cookies::VIEWING, value));
    cookies::put(headers, &cookies::forget(cookies::ASKER));
    Ok(response)
}
