//! Coming in at the desk: the card and its code, or an identifier and words. The code of the appointment travels in the
//! form; it is taken once the vault is open.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use zeroize::Zeroizing;

use crate::actions::sign_in::{self, Way, sign_in_to_answer};
use crate::actions::{Outcome, Problem, appointments, session, session::Session};
use crate::domain::slot::SlotKind;
use crate::i18n::Texts;
use crate::web::answering::Door;
use crate::web::app::{App, Shared};
use crate::web::cookies;
use crate::web::entry::enter::{refused, status};
use crate::web::entry::{Wrong, tried};
use crate::web::finish::Answer;
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::picto::Picto;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "guichet-enter.html")]
struct Enter<'a> {
    t: &'a Texts,
    page: &'a Page,
    typed: &'a Typed,
    /// The code of the appointment, where it is one.
    meeting: Option<Zeroizing<String>>,
    /// Whether words were tried.
    words: bool,
    wrong: Option<Wrong>,
}

#[derive(Template)]
#[template(path = "guichet-over.html")]
struct Over<'a> {
    t: &'a Texts,
    page: &'a Page,
}

/// What was typed.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The code of the appointment.
    rdv: String,
    number: String,
    code: String,
    identifier: String,
    words: String,
}

/// `GET /guichet`
pub async fn ask(visit: Visit) -> Response {
    page(&visit, &Typed::default(), false, None)
}

/// `POST /guichet`: opened from the professional's page, which brings the code.
pub async fn begin(visit: Visit, Form(typed): Form<Typed>) -> Response {
    page(&visit, &typed, false, None)
}

/// `POST /guichet/carte`
pub async fn by_card(State(app): State<Shared>, visit: Visit, Form(typed): Form<Typed>) -> Answer {
    // A scanner at the desk types the whole address of the card.
    let number = typed.number.rsplit('#').next().unwrap_or_default();
    let way = sign_in::number_typed(number)
        .and_then(|secret| Way::held(SlotKind::Card, secret, &typed.code));
    enter(&app, &visit, &typed, way, false).await
}

/// `POST /guichet/mots`
pub async fn by_words(State(app): State<Shared>, visit: Visit, Form(typed): Form<Typed>) -> Answer {
    let way = Way::words(&typed.identifier, &typed.words);
    enter(&app, &visit, &typed, way, true).await
}

async fn enter(
    app: &Shared,
    visit: &Visit,
    typed: &Typed,
    way: Outcome<Way>,
    words: bool,
) -> Answer {
    let t = &visit.t;
    let Some(meeting) = appointments::code_typed(&typed.rdv) else {
        let wrong = Wrong::field(t, "agreement-code-wrong");
        return Ok(page(visit, typed, words, Some(wrong)));
    };
    let source = visit.source.network().to_string();
    let (abri, network) = (app.abri.clone(), source.clone());
    let opening = async {
        let way = way?;
        app.carry(async move { sign_in_to_answer(&abri, way, &network).await })
            .await
    };
    let session = match tried(app, visit.source, opening).await {
        Ok(session) => session,
        Err(problem) => {
            let said = if words {
                "enter-words-wrong"
            } else {
                "enter-code-wrong"
            };
            return match refused(visit, problem, said) {
                Ok(wrong) => Ok(page(visit, typed, words, Some(wrong))),
                Err(answer) => answer,
            };
        }
    };
    taken(app, visit, session, meeting, source).await
}

/// Takes the code for whoever came in. One that opens nothing leaves nobody signed in.
async fn taken(
    app: &App,
    visit: &Visit,
    session: Session,
    meeting: Zeroizing<String>,
    source: String,
) -> Answer {
    let abri = app.abri.clone();
    let (session, taken) = app
        .carry(async move {
            let taken = appointments::take(&abri, &session.open, &meeting, &source).await;
            if taken.is_err() {
                session::end(&abri, session.cookie()).await?;
            }
            Ok((session, taken))
        })
        .await?;
    match taken {
        Ok(id) => {
            let mut response = Redirect::to(&Door::Window.address(id)).into_response();
            let secret = cookies::write_secret(session.cookie());
            let cookie = cookies::make(cookies::WINDOW, secret);
            cookies::put(response.headers_mut(), &cookie);
            Ok(response)
        }
        Err(Problem::NotFound) => {
            let empty = Typed::default();
            let wrong = Wrong::field(&visit.t, "agreement-code-wrong");
            Ok(page(visit, &empty, false, Some(wrong)))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `GET /guichet/fini`
pub async fn over(visit: Visit) -> Response {
    html(&Over {
        t: &visit.t,
        page: &visit.page.clone().at_window(),
    })
}

fn page(visit: &Visit, typed: &Typed, words: bool, wrong: Option<Wrong>) -> Response {
    html_with(
        status(wrong.as_ref()),
        &Enter {
            t: &visit.t,
            page: &visit.page.clone().at_window(),
            typed,
            meeting: appointments::code_typed(&typed.rdv),
            words,
            wrong,
        },
    )
}
