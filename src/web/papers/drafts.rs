//! Photographs that are not sent yet: the keys under which the person's own phone keeps them.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use crate::actions::draft_keys::draft_keys;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;

/// `GET /papiers/brouillon`: `{"keys":[{"day":…,"key":"…"}]}`, the key for new ones first.
pub async fn keys(State(app): State<Shared>, signed: Signed) -> Answer {
    let keys = draft_keys(&app.abri, &signed.session).await?;
    // Numbers and base64: nothing to escape.
    let keys: Vec<_> = keys
        .iter()
        .map(|one| format!(r#"{{"day":{},"key":"{}"}}"#, one.day, one.key.as_str()))
        .collect();
    let body = format!(r#"{{"keys":[{}]}}"#, keys.join(","));
    Ok(([(CONTENT_TYPE, "application/json")], body).into_response())
}
