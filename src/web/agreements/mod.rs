//! `/accords`: everything the person agreed to, live first, each with its receipt.

mod receipt;

use askama::Template;
use axum::extract::{Query, State};

use super::app::Shared;
use super::finish::Answer;
use super::gate::Signed;
use super::page::{Leave, Page, Place, html};
use super::picto::Picto;
use super::purposes;
use super::routes::{Policy, Routes};
use crate::actions::agreements::{self, Agreed, Standing, What};
use crate::domain::time::Moment;
use crate::i18n::Texts;

/// Agreements that are over, on one page.
const A_PAGE: usize = 40;

/// The routes of these pages.
pub fn routes() -> Routes<Shared> {
    Routes::new()
        .naming(["/accords", "/accords/noms"], list)
        .get("/accords/{id}", Policy::Beneficiary, receipt::show)
}

/// One agreement in the list.
struct Line {
    id: String,
    /// Under which address it can be stopped; empty when it is over.
    stop: String,
    who: String,
    structure: String,
    /// "Montrer 4 papiers, pour : Logement social".
    what: String,
    /// From when, or since when it is over.
    when: String,
    picto: Picto,
}

/// The agreements of one month.
struct Month {
    heading: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "agreements.html")]
struct List<'a> {
    t: &'a Texts,
    page: &'a Page,
    live: Vec<Line>,
    months: Vec<Month>,
    /// Numbers of the pages with newer and older ones.
    newer: Option<usize>,
    older: Option<usize>,
}

/// Which page is asked for.
#[derive(serde::Deserialize)]
pub struct Asked {
    /// 1 is the first, and what is meant without it.
    #[serde(default)]
    page: usize,
}

/// `GET /accords`
async fn list(State(app): State<Shared>, signed: Signed, Query(asked): Query<Asked>) -> Answer {
    let (t, now) = (&signed.visit.t, app.abri.now());
    let all = agreements::all(&app.abri, &signed.session.open).await?;
    let (live, over): (Vec<Agreed>, Vec<Agreed>) = all
        .into_iter()
        .partition(|one| one.standing == Standing::Live);
    let number = asked.page.clamp(1, over.len().div_ceil(A_PAGE).max(1));
    let mut months: Vec<Month> = Vec::new();
    for one in over.iter().skip((number - 1) * A_PAGE).take(A_PAGE) {
        let heading = t.month(t.zone().day(one.from));
        let row = line(t, one, now);
        match months.last_mut() {
            Some(month) if month.heading == heading => month.lines.push(row),
            _ => months.push(Month {
                heading,
                lines: vec![row],
            }),
        }
    }
    Ok(html(&List {
        t,
        page: &signed.visit.page.clone().at(Place::Seen),
        live: live.iter().map(|one| line(t, one, now)).collect(),
        months,
        newer: (number > 1).then(|| number - 1),
        older: (over.len() > number * A_PAGE).then_some(number + 1),
    }))
}

fn line(t: &Texts, one: &Agreed, now: Moment) -> Line {
    let (who, structure) = to_whom(t, one);
    let door = match one.what {
        What::Shown(_) => "montrer",
        What::PutIn(_) => "depots",
    };
    let (stop, when) = match one.standing {
        Standing::Live => (
            format!("/{door}/{}/arreter", one.id),
            said(t, "consent-until", t.until(one.until, now)),
        ),
        Standing::Stopped(at) => (String::new(), said(t, "consent-stopped", t.day_time(at))),
        Standing::Over => (
            String::new(),
            said(t, "consent-over", t.day_time(one.until)),
        ),
    };
    Line {
        id: one.id.clone(),
        stop,
        who,
        structure,
        what: what(t, one),
        when,
        picto: match one.what {
            What::Shown(_) => Picto::Hand,
            What::PutIn(_) => Picto::Deposit,
        },
    }
}

fn said(t: &Texts, key: &str, when: String) -> String {
    t.with(key).arg("when", when).to_string()
}

/// The name, and the structure if it is known.
fn to_whom(t: &Texts, one: &Agreed) -> (String, String) {
    match &one.what {
        What::Shown(receipt) => {
            let to = &receipt.terms.recipient;
            (to.name.clone(), to.structure.clone())
        }
        // Who it was says the journal: they came after the person had agreed.
        What::PutIn(agreed) if agreed.mediator => (t.say("mediator-one"), String::new()),
        What::PutIn(agreed) => (agreed.name.clone(), String::new()),
    }
}

fn what(t: &Texts, one: &Agreed) -> String {
    let papers = |count: usize| t.with("papers-count").arg("count", count).to_string();
    match &one.what {
        What::Shown(receipt) => t
            .with("consent-shown")
            .arg("papers", papers(receipt.papers.len()))
            .arg("purpose", purposes::of(t, &receipt.terms))
            .to_string(),
        What::PutIn(agreed) => t
            .with("consent-put-in")
            .arg("papers", papers(agreed.papers as usize))
            .to_string(),
    }
}
