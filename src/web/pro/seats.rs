//! `/pro/structure/secours`: who sits in the two places of "personnes de secours", for managers.

use std::collections::HashSet;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};

use super::team::name;
use crate::actions::Problem;
use crate::actions::guardians::seats;
use crate::actions::people::roster;
use crate::domain::recovery::Seat;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;

/// Where it is done.
const HERE: &str = "/pro/structure/secours";

/// One of the two places.
struct SeatLine {
    number: u32,
    guardians: Vec<Guardian>,
    /// Of those, how many can act.
    holders: usize,
}

/// Somebody who sits there.
struct Guardian {
    id: String,
    name: String,
    oneself: bool,
    holds: bool,
    /// Nobody else of this place could act.
    last: bool,
}

/// Somebody who could.
struct Colleague {
    id: String,
    name: String,
}

#[derive(Template)]
#[template(path = "pro-seats.html")]
struct SeatsPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    places: Vec<SeatLine>,
    free: Vec<Colleague>,
    /// Whether both places can act.
    ready: bool,
    wrong: Option<Wrong>,
}

/// A colleague, and a place.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Chosen {
    place: String,
    personne: String,
}

/// `GET /pro/structure/secours`
pub async fn show(State(app): State<Shared>, at: AtWork) -> Answer {
    page(&app, &at, None).await
}

/// `POST /pro/structure/secours/nommer`
pub async fn name_one(State(app): State<Shared>, at: AtWork, Form(chosen): Form<Chosen>) -> Answer {
    let read = || {
        let seat = Seat::from_number(chosen.place.parse().ok()?)?;
        Some((seat, chosen.personne.parse().ok()?))
    };
    let Some((seat, person)) = read() else {
        return again(&app, &at, Problem::Field("seats-choose")).await;
    };
    let abri = app.abri.clone();
    let (at, named) = app
        .carry(async move {
            let named = seats::name(&abri, &at.session, seat, person).await;
            Ok((at, named))
        })
        .await?;
    match named {
        Ok(()) => Ok(Redirect::to(HERE).into_response()),
        Err(problem) => again(&app, &at, problem).await,
    }
}

/// `POST /pro/structure/secours/retirer`
pub async fn remove(State(app): State<Shared>, at: AtWork, Form(chosen): Form<Chosen>) -> Answer {
    let person = chosen.personne.parse().map_err(|_| Problem::NotFound)?;
    let (abri, session) = (app.abri.clone(), at.session);
    app.carry(async move { seats::remove(&abri, &session, person).await })
        .await?;
    Ok(Redirect::to(HERE).into_response())
}

async fn again(app: &App, at: &AtWork, problem: Problem) -> Answer {
    let wrong = Wrong::of(&at.visit.t, problem, "seats-choose")?;
    page(app, at, Some(wrong)).await
}

async fn page(app: &App, at: &AtWork, wrong: Option<Wrong>) -> Answer {
    let t = &at.visit.t;
    let found = seats::of_manager(&app.abri, &at.session).await?;
    let roster = roster::roster(&app.abri, &at.session).await?;
    let seated: HashSet<_> = found
        .iter()
        .flat_map(|place| place.guardians.iter().map(|one| one.person))
        .collect();
    let free = roster.colleagues.iter();
    let free = free.filter(|one| !seated.contains(&one.member.vault));
    let free = free.map(|one| Colleague {
        id: one.member.vault.to_string(),
        name: name(t, one.name.as_ref()),
    });
    let places: Vec<_> = found.into_iter().map(|place| in_words(t, place)).collect();
    Ok(html_with(
        status(wrong.as_ref()),
        &SeatsPage {
            t,
            page: &at.visit.page.clone().at(Place::Team),
            ready: places.iter().all(|place| place.holders > 0),
            places,
            free: free.collect(),
            wrong,
        },
    ))
}

fn in_words(t: &Texts, place: seats::Place) -> SeatLine {
    let holders = place.guardians.iter().filter(|one| one.holds).count();
    let guardians = place.guardians.into_iter().map(|one| Guardian {
        id: one.person.to_string(),
        name: one.name.unwrap_or_else(|| t.say("team-name-unknown")),
        oneself: one.me,
        holds: one.holds,
        last: one.holds && holders == 1,
    });
    SeatLine {
        number: place.seat.number(),
        guardians: guardians.collect(),
        holders,
    }
}
