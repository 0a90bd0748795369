//! The answer: one plain sentence to agree to, or no.

use askama::Template;
use axum::response::{IntoResponse, Redirect};

use super::ask::{Ticks, of, page as ask_page, seen};
use super::{Answering, Card, Door, initials};
use crate::actions::appointments::{self, Agreeing, Answer as Given, Asked};
use crate::actions::papers::{self, Paper};
use crate::actions::{Problem, show};
use crate::domain::appointment::{Request, State};
use crate::domain::ids::{ConsentId, DocumentId};
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::papers::words::{line, titles};
use crate::web::picto::Picto;
use crate::web::procedures::own;
use crate::web::purposes;

#[derive(Template)]
#[template(path = "agreement-agree.html")]
struct Agree<'a> {
    t: &'a Texts,
    page: &'a Page,
    address: &'a str,
    card: Card,
    /// The ticked papers, which travel along.
    ticked: Vec<String>,
    number: String,
    said: String,
    /// The same in French, while nobody has reviewed this language.
    french: Option<String>,
    /// The names of those that nobody may demand for it.
    undue: String,
}

/// What a page sent.
#[derive(Default)]
struct Sent {
    papers: Vec<String>,
    agrees: bool,
    back: bool,
    number: String,
    sentence: String,
}

impl Sent {
    fn read(fields: Vec<(String, String)>) -> Self {
        let mut sent = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "papier" => sent.papers.push(value),
                "etape" => sent.agrees = value == "accord",
                "vers" => sent.back = value == "papiers",
                "numero" => sent.number = value,
                "phrase" => sent.sentence = value,
                _ => {}
            }
        }
        sent
    }

    fn documents(&self) -> Vec<DocumentId> {
        let all = self.papers.iter();
        all.filter_map(|id| id.parse().ok()).collect()
    }
}

/// The sentence of an agreement to show papers.
fn sentence(t: &Texts, request: &Request, papers: usize) -> String {
    t.with("agreement-said")
        .arg("papers", t.with("papers-count").arg("count", papers))
        .arg("who", who(t, request))
        .arg("span", t.span(request.lasting.span()))
        .arg("purpose", purposes::name(t, &request.purpose))
        .to_string()
}

/// A professional with their structure, inside a sentence.
pub(super) fn who(t: &Texts, request: &Request) -> String {
    t.with("agreement-who")
        .arg("name", &request.name)
        .arg("structure", &request.structure)
        .to_string()
}

/// The ticks, then the agreement to them.
pub(in crate::web) async fn reply(
    app: &Shared,
    at: Answering,
    text: &str,
    fields: Vec<(String, String)>,
) -> Answer {
    let asked = match of(app, &at, text).await {
        Err(Problem::NotFound) => return Ok(Redirect::to(at.door.over()).into_response()),
        asked => asked?,
    };
    let to = at.door.address(asked.id);
    if asked.state == State::Given {
        return Ok(Redirect::to(&to).into_response());
    }
    let sent = Sent::read(fields);
    if sent.back {
        return ask_page(app, &at, &asked, Ticks::These(sent.papers), None).await;
    }
    let all = papers::all(&app.abri, &at.session.open).await?;
    let chosen = sent.documents();
    let kept: Vec<&Paper> = own(&all);
    let kept = kept.into_iter().filter(|paper| chosen.contains(&paper.id));
    let kept: Vec<_> = kept.collect();
    if kept.is_empty() {
        let wrong = Some("show-papers-missing");
        return ask_page(app, &at, &asked, Ticks::These(sent.papers), wrong).await;
    }
    let said = sentence(&at.visit.t, &asked.request, kept.len());
    let number = sent.number.parse::<ConsentId>();
    let (true, true, Ok(number)) = (sent.agrees, sent.sentence == said, number) else {
        // The first time, or what was on the page is no longer what would be given: asked again.
        return Ok(question(app, &at, &asked, &kept));
    };
    let answer = Given {
        id: number,
        what: Agreeing::Show(kept.iter().map(|paper| paper.id).collect()),
        sentence: at
            .visit
            .t
            .agreed(|t| sentence(t, &asked.request, kept.len())),
        language: at.visit.t.lang().tag().to_owned(),
    };
    let Answering {
        session,
        visit,
        door,
    } = at;
    let (abri, id) = (app.abri.clone(), asked.id);
    let (session, agreed) = app
        .carry(async move {
            let agreed = appointments::agree(&abri, &session, id, answer).await;
            Ok((session, agreed))
        })
        .await?;
    match agreed {
        // Sent twice: the first one counts.
        Ok(()) | Err(Problem::Conflict) => Ok(Redirect::to(&to).into_response()),
        Err(Problem::NotFound) => Ok(Redirect::to(door.over()).into_response()),
        Err(Problem::Field(key)) => {
            let at = Answering {
                session,
                visit,
                door,
            };
            ask_page(app, &at, &asked, Ticks::These(sent.papers), Some(key)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

fn question(
    app: &Shared,
    at: &Answering,
    asked: &Asked,
    papers: &[&Paper],
) -> axum::response::Response {
    let t = &at.visit.t;
    let now = app.abri.now();
    let request = &asked.request;
    let never = app.site.procedures.get(&request.purpose);
    let never = never.map_or(&[][..], |known| &known.never);
    let undue = papers
        .iter()
        .filter(|paper| never.contains(&paper.current.record.facts.kind));
    let title = |paper: &&Paper| kinds::title(t, paper.current.record.facts.title.as_str());
    let undue: Vec<_> = undue.map(title).collect();
    let lines: Vec<_> = papers.iter().map(|paper| line(t, paper, now)).collect();
    let lines: Vec<_> = lines.iter().collect();
    let fan = papers.iter().take(3);
    let span = request.lasting.span();
    let page = match at.door {
        Door::Own => at.visit.page.clone().at(Place::Papers),
        Door::Window => at.visit.page.clone(),
    };
    html(&Agree {
        t,
        page: &page,
        address: &at.door.address(asked.id),
        card: Card {
            initials: initials(&request.name),
            name: request.name.clone(),
            structure: request.structure.clone(),
            fan: fan
                .map(|paper| seen(at.door, line(t, paper, now)).picture)
                .collect(),
            papers: papers.len(),
            titles: t.list(&titles(&lines)),
            purpose: purposes::name(t, &request.purpose),
            picto: purposes::picto(&request.purpose),
            span: t
                .with("agreement-span")
                .arg("span", t.span(span))
                .arg("until", t.time(now + span))
                .to_string(),
        },
        ticked: papers.iter().map(|paper| paper.id.to_string()).collect(),
        number: show::draw_id().to_string(),
        said: sentence(t, request, papers.len()),
        french: t.counting().map(|t| sentence(&t, request, papers.len())),
        undue: t.list(&undue),
    })
}

/// Says no. What was answered already, or is over, is as good as refused.
pub(in crate::web) async fn refuse(app: &Shared, at: Answering, text: &str) -> Answer {
    let id = super::id(text)?;
    let (abri, door) = (app.abri.clone(), at.door);
    let refused = app
        .carry(async move { appointments::refuse(&abri, &at.session.open, id).await })
        .await;
    match (refused, door) {
        (Ok(()), Door::Own) => Ok(Redirect::to("/papiers?rendez-vous=non").into_response()),
        (Ok(()) | Err(Problem::NotFound), _) => Ok(Redirect::to(door.over()).into_response()),
        (Err(problem), _) => Err(problem.into()),
    }
}
