//! Printing: which papers, then their pages on A4 sheets.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect};

use super::photocopy::bound;
use super::words::{Line, line};
use super::{ids, values};
use crate::actions::{papers, tell_reading};
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;

#[derive(Template)]
#[template(path = "papers-print.html")]
struct Choose<'a> {
    t: &'a Texts,
    page: &'a Page,
    papers: &'a [Line],
    none: bool,
}

/// `GET /imprimer`
pub async fn choose(
    State(app): State<Shared>,
    signed: Signed,
    RawQuery(query): RawQuery,
) -> Answer {
    let t = &signed.visit.t;
    let all = papers::all(&app.abri, &signed.session.open).await?;
    let now = app.abri.now();
    let kept = all.iter().filter(|paper| paper.is_kept());
    let lines: Vec<_> = kept.map(|paper| line(t, paper, now)).collect();
    Ok(html(&Choose {
        t,
        page: &signed.visit.page.clone().at(Place::Papers),
        papers: &lines,
        none: values(query.as_deref(), "rien").next().is_some(),
    }))
}

#[derive(Template)]
#[template(path = "papers-sheets.html")]
struct Sheets<'a> {
    t: &'a Texts,
    page: &'a Page,
    papers: &'a [Line],
    drawn: &'a [Drawn],
    today: String,
}

/// One sheet of A4.
struct Drawn {
    /// Whether cards lie on it, at their real size.
    cards: bool,
    /// Address and description of each picture.
    pictures: Vec<(String, String)>,
}

/// `GET /imprimer/feuilles?papier=…&papier=…`
pub async fn sheets(
    State(app): State<Shared>,
    signed: Signed,
    RawQuery(query): RawQuery,
) -> Answer {
    let t = &signed.visit.t;
    let open = &signed.session.open;
    let wanted = ids(query.as_deref(), "papier");
    if wanted.is_empty() {
        return Ok(Redirect::to("/imprimer?rien=1").into_response());
    }
    let all = papers::all(&app.abri, open).await?;
    let (chosen, bound) = bound(&all, &wanted);
    let now = app.abri.now();
    let mut pages = Vec::new();
    for paper in &chosen {
        let facts = &paper.current.record.facts;
        for page in 1..=facts.pages.len() {
            let address = format!("/papiers/{}/{}/page/{page}", paper.id, paper.current.number);
            let title = kinds::title(t, facts.title.as_str());
            let words = t.with("papers-page-alt").arg("title", title);
            pages.push((address, words.arg("page", page).to_string()));
        }
    }
    let sheets = bound.sheets().into_iter().map(|sheet| Drawn {
        cards: sheet.holds_cards(),
        pictures: sheet
            .places
            .iter()
            .map(|place| pages[place.picture].clone())
            .collect(),
    });
    tell_reading::looked(&app.abri, &signed.session, &chosen).await?;
    let lines: Vec<_> = chosen.iter().map(|paper| line(t, paper, now)).collect();
    Ok(html(&Sheets {
        t,
        page: &signed.visit.page.clone().at(Place::Papers),
        papers: &lines,
        drawn: &sheets.collect::<Vec<_>>(),
        // Whoever is given the copy reads French.
        today: t.french().day(now),
    }))
}
