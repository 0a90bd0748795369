//! `/pro/compte/ecrans`: where a professional's account is open, and closing it on one of these screens.

use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect};

use super::wrong_words;
use crate::actions::people::desk;
use crate::web::account::screens::{Asked, Chosen, shown};
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::Place;

/// `GET /pro/compte/ecrans`
pub async fn show(State(app): State<Shared>, at: AtWork, Query(asked): Query<Asked>) -> Answer {
    let page = at.visit.page.clone().at(Place::DeskAccount);
    Ok(shown(&app, &at.session, (&at.visit.t, &page), Ok(&asked)).await?)
}

/// `POST /pro/compte/ecrans`
pub async fn close(State(app): State<Shared>, at: AtWork, Form(chosen): Form<Chosen>) -> Answer {
    let back = Redirect::to("/pro/compte/ecrans?fait=1").into_response();
    let Some(id) = chosen.find(&app, &at.session).await? else {
        return Ok(back);
    };
    let abri = app.abri.clone();
    let (at, closed) = app
        .carry(async move {
            let closed = match desk::words_typed(&chosen.words) {
                Ok(words) => desk::close_screen(&abri, &at.session, &id, &words).await,
                Err(problem) => Err(problem),
            };
            Ok((at, closed))
        })
        .await?;
    match closed {
        Ok(()) => Ok(back),
        Err(problem) => {
            let wrong = wrong_words(&at.visit.t, problem)?;
            let page = at.visit.page.clone().at(Place::DeskAccount);
            Ok(shown(&app, &at.session, (&at.visit.t, &page), Err(wrong)).await?)
        }
    }
}
