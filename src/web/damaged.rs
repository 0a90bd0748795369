//! The page of a paper that does not read back as it was put in: for the person, and for whoever it is shown to.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::page::{Leave, Page, Place, html_with};
use super::picto::Picto;
use crate::domain::ids::DocumentId;
use crate::i18n::Texts;

#[derive(Template)]
#[template(path = "damaged.html")]
struct Damaged<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// The paper, where it is the person's own.
    own: Option<String>,
}

/// For the person whose paper it is.
pub fn own(t: &Texts, page: &Page, id: DocumentId) -> Response {
    let page = &page.clone().at(Place::Papers);
    let own = Some(id.to_string());
    html_with(StatusCode::INTERNAL_SERVER_ERROR, &Damaged { t, page, own })
}

/// For a reader.
pub fn shown(t: &Texts, page: &Page) -> Response {
    let own = None;
    html_with(StatusCode::INTERNAL_SERVER_ERROR, &Damaged { t, page, own })
}
