//! Opening a link. The page of a link says nothing of what is behind it, and looking at it, by a
//! person or by a program that previews links, neither spends nor tells anything.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};

use crate::actions::Problem;
use crate::actions::read_shown::{self, Opening};
use crate::domain::share::Recipient;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::cookies;
use crate::web::entry::tried;
use crate::web::finish::Answer;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "reader-link.html")]
struct LinkPage<'a> {
    t: &'a Texts,
    page: &'a Page,
}

#[derive(Template)]
#[template(path = "reader-who.html")]
struct WhoPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    link: &'a str,
    name: &'a str,
    structure: &'a str,
    spoken: bool,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "reader-closed.html")]
struct ClosedPage<'a> {
    t: &'a Texts,
    page: &'a Page,
}

/// `GET /p`: the same for everybody; the secret stays in the browser.
pub async fn ask_link(visit: Visit) -> Response {
    html(&LinkPage {
        t: &visit.t,
        page: &visit.page,
    })
}

/// The link, and who opens it.
#[derive(serde::Deserialize)]
pub struct Brought {
    #[serde(default)]
    lien: String,
    #[serde(default)]
    nom: String,
    #[serde(default)]
    structure: String,
    #[serde(default)]
    code: String,
}

/// `POST /p`: after a person pressed the button. Spends nothing yet.
pub async fn take_link(
    State(app): State<Shared>,
    visit: Visit,
    Form(brought): Form<Brought>,
) -> Answer {
    let secret = read_shown::parse_link(&brought.lien).ok_or(Problem::NotFound)?;
    let spoken = read_shown::peek(&app.abri, &secret).await?;
    Ok(who(&visit, &brought, spoken, None))
}

fn who(visit: &Visit, brought: &Brought, spoken: bool, wrong: Option<String>) -> Response {
    html(&WhoPage {
        t: &visit.t,
        page: &visit.page,
        link: &brought.lien,
        name: &brought.nom,
        structure: &brought.structure,
        spoken,
        wrong,
    })
}

/// `POST /p/ouvrir`
pub async fn open(State(app): State<Shared>, visit: Visit, Form(brought): Form<Brought>) -> Answer {
    let secret = read_shown::parse_link(&brought.lien).ok_or(Problem::NotFound)?;
    let Ok(reader) = Recipient::parse(&brought.nom, &brought.structure) else {
        let spoken = read_shown::peek(&app.abri, &secret).await?;
        let wrong = visit.t.say("reader-who-missing");
        return Ok(who(&visit, &brought, spoken, Some(wrong)));
    };
    let opening = Opening {
        secret,
        spoken: read_shown::parse_spoken(&brought.code),
        reader,
    };
    let abri = app.abri.clone();
    let opening = app.carry(async move { read_shown::open(&abri, &opening).await });
    let opened = tried(&app, visit.source, opening).await;
    match opened {
        Ok(looking) => {
            let mut response = Redirect::to("/p/papiers").into_response();
            let value = cookies::write_secret(looking.cookie().ok_or(Problem::NotFound)?);
            let cookie = cookies::make(cookies::VIEWING, value);
            cookies::put(response.headers_mut(), &cookie);
            Ok(response)
        }
        Err(Problem::WrongSecret { left: Some(left) }) if left > 0 => {
            let wrong = visit.t.with("reader-spoken-wrong").arg("left", left);
            Ok(who(&visit, &brought, true, Some(wrong.to_string())))
        }
        // Five wrong codes ended it: from now on it is like a link that never was.
        Err(Problem::WrongSecret { .. }) => Err(Problem::NotFound.into()),
        Err(Problem::Field(key)) => Ok(who(&visit, &brought, true, Some(visit.t.say(key)))),
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /p/fermer`
pub async fn close(State(app): State<Shared>, headers: HeaderMap) -> Answer {
    if let Some(secret) = cookies::secret(&headers, cookies::VIEWING) {
        read_shown::close(&app.abri, &secret).await?;
    }
    let mut response = Redirect::to("/p/ferme").into_response();
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static(r#""cache", "storage""#),
    );
    cookies::put(headers, &cookies::forget(cookies::VIEWING));
    Ok(response)
}

/// `GET /p/ferme`
pub async fn closed(visit: Visit) -> Response {
    html(&ClosedPage {
        t: &visit.t,
        page: &visit.page,
    })
}
