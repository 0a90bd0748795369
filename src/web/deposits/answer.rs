//! What waits comes into the vault, and the person says whether they keep it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};

use crate::actions::session::Session;
use crate::actions::{Outcome, Problem, deposits, papers};
use crate::domain::ids::DocumentId;
use crate::web::app::{App, Shared};
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::papers::unnamed;

/// Takes in what was put in while the vault was closed, to its end even when the browser goes away. Where nothing can be
/// written now it goes on waiting: a disk that only reads hides no page.
pub async fn adopt(app: &App, session: Session) -> Outcome<Session> {
    use Problem::{Away, Busy, Conflict, NoRoom, Unavailable};
    let abri = app.abri.clone();
    app.carry(async move {
        match deposits::adopt(&abri, &session.open).await {
            Err(problem @ (Away(_) | Busy | Conflict | NoRoom | Unavailable(_))) => {
                tracing::error!(%problem, "what was put in waits: it could not be taken in");
            }
            taken => drop(taken?),
        }
        Ok(session)
    })
    .await
}

/// `POST /papiers/{id}/garder`: what it is, is asked next if nobody has said so.
pub async fn keep(State(app): State<Shared>, signed: Signed, Path(path): Path<String>) -> Answer {
    let id = read(&path)?;
    let (abri, session) = (app.abri.clone(), Arc::new(signed.session));
    let open = session.clone();
    app.carry(async move { deposits::accept(&abri, &open.open, id).await })
        .await?;
    let paper = papers::find_kept(&app.abri, &session.open, id).await?;
    let to = if unnamed(&paper) {
        format!("/papiers/{id}/quoi")
    } else {
        "/papiers".to_owned()
    };
    Ok(Redirect::to(&to).into_response())
}

/// `POST /papiers/{id}/refuser`: it rests among the removed ones.
pub async fn refuse(State(app): State<Shared>, signed: Signed, Path(path): Path<String>) -> Answer {
    let id = read(&path)?;
    let (abri, session) = (app.abri.clone(), signed.session);
    app.carry(async move { deposits::refuse(&abri, &session.open, id).await })
        .await?;
    Ok(Redirect::to("/papiers?retire=1").into_response())
}

fn read(path: &str) -> Outcome<DocumentId> {
    path.parse().map_err(|_| Problem::NotFound)
}
