//! "J’ai tout perdu": two professionals help the person back in. A case is asked for, its slip is held, and the new
//! card is made once both have made sure of the person.
//!
//! The slip is a secret: it opens nothing before that, and the vault afterwards. It is behind the `#` of a square,
//! typed, or in a cookie that ends with the browser.

use askama::Template;
use axum::Form;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use zeroize::Zeroizing;

use super::enter::{place, status, usual_place};
use super::{Wrong, tried};
use crate::actions::once::Once;
use crate::actions::recover::ask::{self, NewCase};
use crate::actions::recover::case::{self, Case};
use crate::actions::recover::finish;
use crate::actions::session::Session;
use crate::actions::{Outcome, Problem, sign_in};
use crate::crypto::random;
use crate::crypto::secrets::Secret;
use crate::domain::recovery::{Manner, Stage};
use crate::domain::slot;
use crate::i18n::Texts;
use crate::web::account::card::two_lines;
use crate::web::app::{App, Shared};
use crate::web::civil::{Choices, Structures, Typed};
use crate::web::cookies::{self, BROWSER, SLIP};
use crate::web::finish::{Answer, Refused};
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::papers::values;
use crate::web::picto::Picto;
use crate::web::qr::Square;
use crate::web::visit::Visit;

/// Where a case is followed.
const FOLLOWED: &str = "/entrer/perdu/suite";
/// Where the code of a slip is typed, or scanned: never redirected, since a redirect would keep what is behind the `#`.
const TYPED: &str = "/entrer/perdu/code";

#[derive(Template)]
#[template(path = "lost.html")]
struct Lost<'a> {
    t: &'a Texts,
    page: &'a Page,
    choices: Choices,
    typed: &'a Typed,
    manner: Option<Manner>,
    /// Whether a case was just given up here.
    stopped: bool,
    wrong: Option<Wrong>,
}

#[derive(Template)]
#[template(path = "lost-slip.html")]
struct Slip<'a> {
    t: &'a Texts,
    page: &'a Page,
    structure: &'a str,
    words: &'a str,
    /// The code in two lines.
    code: (Zeroizing<String>, Zeroizing<String>),
    square: Square,
    /// Where the code is typed.
    address: String,
    manner: Manner,
    until: String,
    today: String,
}

#[derive(Template)]
#[template(path = "lost-code.html")]
struct CodePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    wrong: Option<Wrong>,
}

#[derive(Template)]
#[template(path = "lost-stage.html")]
struct StagePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    structure: &'a str,
    words: &'a str,
    stage: Stage,
    /// How many of the two have made sure of the person.
    done: usize,
    manner: Manner,
    until: String,
    /// When the wait is over.
    ready: String,
    own: bool,
    wrong: Option<Wrong>,
}

/// What is asked for.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(flatten)]
    typed: Typed,
    comment: String,
}

/// The code of a slip.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Read {
    number: String,
}

/// Whose screen it is.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Here {
    place: String,
}

/// `GET /entrer/perdu`
pub async fn show(State(app): State<Shared>, visit: Visit, RawQuery(query): RawQuery) -> Answer {
    let stopped = values(query.as_deref(), "arrete").next().is_some();
    ask_page(&app, &visit, &Asked::default(), stopped, None).await
}

/// `POST /entrer/perdu`
pub async fn begin(State(app): State<Shared>, visit: Visit, Form(asked): Form<Asked>) -> Answer {
    match begun(&app, &visit, &asked).await {
        Ok(secret) => Ok(held("/entrer/perdu/bon", &secret)),
        Err(problem) => {
            let wrong = Wrong::of(&visit.t, problem, "guardians-name-wrong")?;
            ask_page(&app, &visit, &asked, false, Some(wrong)).await
        }
    }
}

async fn begun(app: &App, visit: &Visit, asked: &Asked) -> Outcome<Secret> {
    let structures = Structures::open(&app.abri).await?;
    let (structure, _) = structures.chosen(&asked.typed)?;
    let who = asked.typed.identity(app.abri.now())?;
    let manner = Manner::from_text(&asked.comment);
    let manner = manner.ok_or(Problem::Field("lost-manner-choose"))?;
    let (abri, source) = (app.abri.clone(), visit.source.network().to_string());
    let new = NewCase {
        structure,
        who,
        manner,
    };
    app.carry(async move { ask::ask(&abri, new, &source).await })
        .await
}

/// `GET /entrer/perdu/bon`
pub async fn slip(State(app): State<Shared>, visit: Visit, headers: HeaderMap) -> Answer {
    let Some(secret) = cookies::secret(&headers, SLIP) else {
        return Ok(Redirect::to(TYPED).into_response());
    };
    let case = match case::look(&app.abri, &secret).await {
        Ok(case) => case,
        Err(problem) => return over(&visit, problem),
    };
    let (t, origin) = (&visit.t, app.site.origin.as_str());
    let plain: Zeroizing<String> = case.code.replace('-', "").into();
    let link = Zeroizing::new(format!("{origin}{TYPED}#{}", plain.as_str()));
    Ok(html(&Slip {
        t,
        page: &visit.page,
        structure: &case.structure,
        words: &case.words,
        code: two_lines(&case.code),
        square: Square::of(&link),
        address: format!("{}{TYPED}", app.site.origin.authority()),
        manner: case.manner,
        until: t.day_time(case.until),
        today: t.day(app.abri.now()),
    }))
}

/// `GET /entrer/perdu/code`
pub async fn code(visit: Visit) -> Response {
    code_page(&visit, None)
}

/// `POST /entrer/perdu/code`: this browser holds the slip from now on.
pub async fn read(State(app): State<Shared>, visit: Visit, Form(read): Form<Read>) -> Answer {
    let known = async {
        let secret = sign_in::number_typed(&read.number)?;
        case::look(&app.abri, &secret).await?;
        Ok(secret)
    };
    match tried(&app, visit.source, known).await {
        Ok(secret) => Ok(held(FOLLOWED, &secret)),
        Err(problem) => {
            let wrong = Wrong::of(&visit.t, problem, "lost-code-over")?;
            Ok(code_page(&visit, Some(wrong)))
        }
    }
}

/// `GET /entrer/perdu/suite`: how far it is.
pub async fn follow(State(app): State<Shared>, visit: Visit, headers: HeaderMap) -> Answer {
    let Some(brought) = cookies::secret(&headers, SLIP) else {
        return Ok(Redirect::to(TYPED).into_response());
    };
    let case = case::look(&app.abri, &brought).await;
    let browser = cookies::secret(&headers, BROWSER);
    let known = browser.is_some();
    let browser = browser.unwrap_or_else(random::secret);
    match case {
        Ok(case) => {
            let mut page = stage_page(&visit, &headers, &case, None);
            if !known {
                let kept = cookies::make(BROWSER, cookies::write_secret(&browser));
                cookies::put(page.headers_mut(), &kept);
            }
            Ok(page)
        }
        // The answer that the card was made may have been lost on its way.
        Err(problem) => match (Once { brought, browser }).again(&app.abri).await {
            Ok(session) => Ok(is_back(&session)),
            Err(_) => over(&visit, problem),
        },
    }
}

fn is_back(session: &Session) -> Response {
    let mut response = Redirect::to("/compte/reprendre/fait").into_response();
    cookies::signed_in(response.headers_mut(), session.cookie());
    for over in [SLIP, BROWSER] {
        cookies::put(response.headers_mut(), &cookies::forget(over));
    }
    response
}

/// `POST /entrer/perdu/carte`: the vault opens, with everything that opened it before gone.
pub async fn come_in(
    State(app): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    Form(here): Form<Here>,
) -> Answer {
    let Some(secret) = cookies::secret(&headers, SLIP) else {
        return Ok(Redirect::to(TYPED).into_response());
    };
    // Without the cookie a lost answer would be lost for good: it is there first.
    let Some(browser) = cookies::secret(&headers, BROWSER) else {
        return Ok(Redirect::to(FOLLOWED).into_response());
    };
    let (abri, place) = (app.abri.clone(), place(&here.place));
    let once = Once {
        brought: secret.duplicate(),
        browser,
    };
    let finished = app
        .carry(async move { finish::finish(&abri, &once, place).await })
        .await;
    match finished {
        Ok(session) => Ok(is_back(&session)),
        Err(problem @ Problem::Field(_)) => match case::look(&app.abri, &secret).await {
            Ok(case) => {
                let wrong = Wrong::of(&visit.t, problem, "lost-code-over")?;
                Ok(stage_page(&visit, &headers, &case, Some(wrong)))
            }
            Err(problem) => over(&visit, problem),
        },
        Err(problem) => over(&visit, problem),
    }
}

/// `POST /entrer/perdu/arreter`: whoever holds the slip gives the case up.
pub async fn give_up(State(app): State<Shared>, headers: HeaderMap) -> Answer {
    if let Some(secret) = cookies::secret(&headers, SLIP) {
        let abri = app.abri.clone();
        match app
            .carry(async move { case::give_up(&abri, &secret).await })
            .await
        {
            // Ended already: nothing is left of it either way.
            Ok(()) | Err(Problem::WrongSecret { .. }) => {}
            Err(problem) => return Err(problem.into()),
        }
    }
    Ok(forgotten("/entrer/perdu?arrete=1"))
}

/// `POST /entrer/perdu/fini`: this browser forgets the slip; the case goes on.
pub async fn forget() -> Response {
    forgotten("/entrer")
}

/// Goes on with the slip in this browser.
fn held(to: &str, secret: &Secret) -> Response {
    let mut response = Redirect::to(to).into_response();
    let cookie = cookies::make(SLIP, cookies::write_secret(secret));
    cookies::put(response.headers_mut(), &cookie);
    response
}

fn forgotten(to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    cookies::put(response.headers_mut(), &cookies::forget(SLIP));
    response
}

/// A slip that is over is forgotten; another one can be typed.
fn over(visit: &Visit, problem: Problem) -> Answer {
    match Wrong::of(&visit.t, problem, "lost-code-over") {
        Ok(wrong) => {
            let mut response = code_page(visit, Some(wrong));
            cookies::put(response.headers_mut(), &cookies::forget(SLIP));
            Ok(response)
        }
        Err(Refused(problem)) => Err(problem.into()),
    }
}

async fn ask_page(
    app: &App,
    visit: &Visit,
    asked: &Asked,
    stopped: bool,
    wrong: Option<Wrong>,
) -> Answer {
    Ok(html_with(
        status(wrong.as_ref()),
        &Lost {
            t: &visit.t,
            page: &visit.page,
            choices: Structures::open(&app.abri).await?.choices(&asked.typed),
            typed: &asked.typed,
            manner: Manner::from_text(&asked.comment),
            stopped,
            wrong,
        },
    ))
}

fn code_page(visit: &Visit, wrong: Option<Wrong>) -> Response {
    html_with(
        status(wrong.as_ref()),
        &CodePage {
            t: &visit.t,
            page: &visit.page,
            wrong,
        },
    )
}

fn stage_page(visit: &Visit, headers: &HeaderMap, case: &Case, wrong: Option<Wrong>) -> Response {
    let t = &visit.t;
    let (done, ready) = match case.stage {
        Stage::Waiting => (0, String::new()),
        Stage::One(_) => (1, String::new()),
        Stage::Delayed(ready) => (2, t.day_time(ready)),
        Stage::Ready => (2, String::new()),
    };
    html_with(
        status(wrong.as_ref()),
        &StagePage {
            t,
            page: &visit.page,
            structure: &case.structure,
            words: &case.words,
            stage: case.stage,
            done,
            manner: case.manner,
            until: t.day_time(case.until),
            ready,
            own: place(&usual_place(headers)) == slot::Place::Own,
            wrong,
        },
    )
}
