//! The first page and the help page: for everybody, with nothing to sign in to.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;

use super::app::Shared;
use super::cookies;
use super::page::{Leave, Page, Place, html};
use super::picto::Picto;
use super::visit::Visit;
use crate::i18n::{Lang, Texts};

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome<'a> {
    t: &'a Texts,
    page: &'a Page,
}

#[derive(Template)]
#[template(path = "aide.html")]
struct Aide<'a> {
    t: &'a Texts,
    page: &'a Page,
}

/// What the first page is asked with.
#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    langue: String,
}

/// `GET /`: also takes the choice of a language, and remembers it.
pub async fn show(
    State(app): State<Shared>,
    mut visit: Visit,
    Query(asked): Query<Asked>,
) -> Response {
    let chosen = Lang::from_tag(&asked.langue, app.site.pseudo);
    if let Some(lang) = chosen {
        visit.page.lang = lang;
        visit.t = Texts::new(lang, app.site.zone.clone());
    }
    let mut response = html(&Welcome {
        t: &visit.t,
        page: &visit.page,
    });
    if let Some(lang) = chosen {
        let cookie = cookies::make(cookies::LANGUAGE, lang.tag().to_owned());
        cookies::put(response.headers_mut(), &cookie);
    }
    response
}

/// `GET /aide`
pub async fn help(visit: Visit) -> Response {
    html(&Aide {
        t: &visit.t,
        page: &visit.page,
    })
}
