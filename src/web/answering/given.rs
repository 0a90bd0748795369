//! What is shown in an appointment, as the person sees it: its clock, its receipt, stopping it.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};

use super::{Answering, Door, more};
use crate::actions::appointments::Asked;
use crate::actions::{Problem, open_vault, show};
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::show::{Line, lines};

/// A copy that is asked for.
struct Copy {
    number: String,
    said: String,
    /// The same in French, while nobody has reviewed this language.
    french: Option<String>,
}

#[derive(Template)]
#[template(path = "agreement-given.html")]
struct Given<'a> {
    t: &'a Texts,
    page: &'a Page,
    address: &'a str,
    window: bool,
    /// What is shown, as it stands in lists.
    one: &'a Line,
    copy: Option<Copy>,
    person: &'a str,
    from: String,
    papers: Vec<(String, String)>,
    /// What was agreed to, and the same in French below it where that counts.
    sentence: Vec<&'a str>,
    number: String,
    today: String,
}

/// The page of what is shown.
pub(super) async fn page(app: &Shared, at: &Answering, asked: &Asked) -> Answer {
    let (abri, open, t) = (&app.abri, &at.session.open, &at.visit.t);
    let consent = asked.consent.ok_or(Problem::NotFound)?;
    let active = match show::one(abri, open, consent).await {
        Err(Problem::NotFound) => return Ok(Redirect::to(at.door.over()).into_response()),
        active => active?,
    };
    let now = abri.now();
    let one = lines(t, std::slice::from_ref(&active), now);
    let one = one.first().ok_or(Problem::NotFound)?;
    let receipt = &active.receipt;
    let person = open_vault::profile(&at.session)?.name;
    let papers = receipt.papers.iter();
    let mut number = consent.to_string().to_uppercase();
    number.truncate(8);
    let page = match at.door {
        Door::Own => at.visit.page.clone().at(Place::Papers),
        Door::Window => at.visit.page.clone(),
    };
    let copy = asked.copy.map(|copy| Copy {
        number: show::draw_id().to_string(),
        said: more::copy_sentence(t, &asked.request, copy, one.papers),
        french: t
            .counting()
            .map(|t| more::copy_sentence(&t, &asked.request, copy, one.papers)),
    });
    Ok(html(&Given {
        t,
        page: &page,
        address: &at.door.address(asked.id),
        window: at.door == Door::Window,
        one,
        copy,
        person: person.as_str(),
        from: t.day_time(Moment::from_millis(receipt.terms.from)),
        papers: papers
            .map(|paper| (kinds::title(t, &paper.title), kinds::name(t, &paper.kind)))
            .collect(),
        sentence: receipt.sentence.lines().collect(),
        number,
        today: t.day(now),
    }))
}

#[derive(Template)]
#[template(path = "agreement-waits.html")]
struct Questions<'a> {
    t: &'a Texts,
    page: &'a Page,
}

/// `GET /rendez-vous/questions`: what waits for this person now, as it stands on their pages; those ask for it while
/// they are open.
pub async fn questions(State(app): State<Shared>, signed: Signed) -> Answer {
    let mut page = signed.visit.page.clone();
    page.waits = super::waits(&app, &signed.session, "").await?;
    Ok(html(&Questions {
        t: &signed.visit.t,
        page: &page,
    }))
}
