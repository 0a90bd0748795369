//! `/carte` and `/secours`: what the person holds in their hand, scanned or typed. The scanned secret
//! is behind the `#`: it never travels before somebody presses the button.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use zeroize::Zeroizing;

use super::enter::{enter, place, refused, status, usual_place};
use super::{Wrong, tried, welcomed};
use crate::actions::Problem;
use crate::actions::sign_in::{self, Way};
use crate::crypto::random;
use crate::domain::slot::{self, SlotKind};
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::cookies::{self, BROWSER};
use crate::web::finish::Answer;
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::picto::Picto;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "enter-hold.html")]
struct Hold<'a> {
    t: &'a Texts,
    page: &'a Page,
    rescue: bool,
    wrong: Option<Wrong>,
}

#[derive(Template)]
#[template(path = "enter-rescue.html")]
struct RescuePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    number: &'a str,
    own: bool,
}

#[derive(Template)]
#[template(path = "enter-card.html")]
struct Card<'a> {
    t: &'a Texts,
    page: &'a Page,
    number: &'a str,
    own: bool,
    wrong: Option<Wrong>,
}

/// What was typed.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Typed {
    number: String,
    code: String,
    place: String,
}

/// `GET /carte`: neutral, and never redirected, since a redirect would keep what is behind the `#`.
pub async fn card(visit: Visit) -> Response {
    hold_page(&visit, false, None)
}

/// `GET /secours`
pub async fn rescue(visit: Visit) -> Response {
    hold_page(&visit, true, None)
}

/// `POST /entrer/carte`: the card is read; its code is asked.
pub async fn read_card(
    State(app): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    Form(mut typed): Form<Typed>,
) -> Answer {
    typed.place = usual_place(&headers);
    let known = async {
        let secret = sign_in::number_typed(&typed.number)?;
        if sign_in::is_known(&app.abri, SlotKind::Card, &secret).await? {
            Ok(())
        } else {
            Err(Problem::WrongSecret { left: None })
        }
    };
    match tried(&app, visit.source, known).await {
        Ok(()) => Ok(card_page(&visit, &typed, None)),
        Err(problem) => {
            let wrong = Wrong::of(&visit.t, problem, "enter-card-unknown")?;
            Ok(hold_page(&visit, false, Some(wrong)))
        }
    }
}

/// `POST /entrer/carte/code`
pub async fn by_card(State(app): State<Shared>, visit: Visit, Form(typed): Form<Typed>) -> Answer {
    let way = sign_in::number_typed(&typed.number)
        .and_then(|secret| Way::held(SlotKind::Card, secret, &typed.code));
    match enter(&app, &visit, way, place(&typed.place)).await {
        Ok(session) => Ok(welcomed(&session, "/papiers")),
        Err(problem) => match refused(&visit, problem, "enter-code-wrong") {
            Ok(wrong) => Ok(card_page(&visit, &typed, Some(wrong))),
            Err(answer) => answer,
        },
    }
}

/// `POST /entrer/secours`: the code is read, and whose screen this is is asked; then it leads straight
/// to the new card.
pub async fn by_rescue(
    State(app): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Answer {
    let brought = cookies::secret(&headers, BROWSER);
    let is_first = brought.is_none() || typed.place.is_empty();
    let browser = brought.unwrap_or_else(random::secret);
    let kept = cookies::make(BROWSER, cookies::write_secret(&browser));
    let way = Way::rescue(&typed.number, browser);
    // Without the cookie a lost answer would be lost for good: it is there first.
    if way.is_ok() && is_first {
        let mut asked = html(&RescuePage {
            t: &visit.t,
            page: &visit.page,
            number: &plain(&typed.number),
            own: place(&usual_place(&headers)) == slot::Place::Own,
        });
        cookies::put(asked.headers_mut(), &kept);
        return Ok(asked);
    }
    match enter(&app, &visit, way, place(&typed.place)).await {
        Ok(session) => {
            let mut response = welcomed(&session, "/compte/carte?suite=secours");
            cookies::put(response.headers_mut(), &cookies::forget(BROWSER));
            Ok(response)
        }
        Err(problem) => {
            let wrong = Wrong::of(&visit.t, problem, "enter-rescue-wrong")?;
            Ok(hold_page(&visit, true, Some(wrong)))
        }
    }
}

fn hold_page(visit: &Visit, rescue: bool, wrong: Option<Wrong>) -> Response {
    html_with(
        status(wrong.as_ref()),
        &Hold {
            t: &visit.t,
            page: &visit.page,
            rescue,
            wrong,
        },
    )
}

fn card_page(visit: &Visit, typed: &Typed, wrong: Option<Wrong>) -> Response {
    html_with(
        status(wrong.as_ref()),
        &Card {
            t: &visit.t,
            page: &visit.page,
            number: &plain(&typed.number),
            own: place(&typed.place) == slot::Place::Own,
            wrong,
        },
    )
}

/// A number without what does not count in it.
fn plain(number: &str) -> Zeroizing<String> {
    let kept = number.chars().filter(|c| c.is_alphanumeric());
    kept.collect::<String>().into()
}
