//! One question a page, from "for what?" to "do you agree?".

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::draft::{Draft, Step, bounds};
use crate::actions::papers::{self, Paper};
use crate::actions::{Problem, show};
use crate::catalogue;
use crate::domain::share::Mode;
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::answering::{Card, initials};
use crate::web::app::{App, Shared};
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::papers::waits;
use crate::web::papers::words::{Line, line, titles};
use crate::web::picto::Picto;
use crate::web::purposes;

struct Purpose {
    key: &'static str,
    picto: Picto,
    name: String,
}

struct Choice {
    line: Line,
    chosen: bool,
    /// Whether nobody may demand it for this purpose.
    undue: bool,
}

#[derive(Template)]
#[template(path = "show-ask.html")]
struct Ask<'a> {
    t: &'a Texts,
    page: &'a Page,
    step: Step,
    before: Option<Step>,
    draft: &'a Draft,
    hidden: Vec<(&'static str, &'a str)>,
    wrong: Option<String>,
    purposes: Vec<Purpose>,
    choices: Vec<Choice>,
    appointment: String,
    tonight: String,
    week: String,
    bounds: (String, String),
}

#[derive(Template)]
#[template(path = "show-agree.html")]
struct Agree<'a> {
    t: &'a Texts,
    page: &'a Page,
    hidden: Vec<(&'static str, &'a str)>,
    number: String,
    card: Card,
    /// The names of those that nobody may demand for it.
    undue: String,
    mode: Mode,
    how: String,
    once: bool,
    spoken: bool,
    said: String,
    /// The same in French, which counts while this language is not reviewed.
    french: Option<String>,
}

/// `GET /montrer`, also from the page of one paper and from the list of a procedure.
pub async fn begin(
    State(app): State<Shared>,
    signed: Signed,
    Query(fields): Query<Vec<(String, String)>>,
) -> Answer {
    let asked = Draft::read(&fields);
    let mut draft = Draft::default();
    if !asked.papers.is_empty() {
        let all = papers::all(&app.abri, &signed.session.open).await?;
        for id in asked.papers {
            let named = |paper: &&Paper| paper.is_kept() && paper.id.to_string() == id;
            let paper = all.iter().find(named).ok_or(Problem::NotFound)?;
            // Another person's paper is never ticked beforehand.
            if !catalogue::kind(&paper.current.record.facts.kind).third_party {
                draft.papers.push(id);
            }
        }
    }
    let known = app.site.procedures.get(&asked.purpose).is_some();
    let step = if known { Step::What } else { Step::Why };
    if known {
        draft.purpose = asked.purpose;
    }
    ask(&app, &signed, &draft, step, None).await
}

/// `POST /montrer`: takes the answer of one page and asks the next question.
pub async fn next(
    State(app): State<Shared>,
    signed: Signed,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let field = |wanted: &str| {
        let found = fields.iter().rev().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.as_str())
    };
    let draft = Draft::read(&fields);
    if let Some(step) = field("vers").and_then(Step::named) {
        return ask(&app, &signed, &draft, step, None).await;
    }
    let step = field("etape")
        .and_then(Step::named)
        .ok_or(Problem::NotFound)?;
    let now = app.abri.now();
    if let Err(problem) = draft.check(step, signed.visit.t.zone(), now) {
        return again(&app, &signed, &draft, step, problem).await;
    }
    let next = match step {
        Step::Why if draft.purpose == "autre" => Step::WhyWords,
        Step::Why | Step::WhyWords => Step::What,
        Step::What => Step::Who,
        Step::Who => Step::Until,
        Step::Until => Step::How,
        Step::How => Step::Code,
        Step::Code => Step::Agree,
        Step::Agree => return give(&app, signed, draft, now).await,
    };
    ask(&app, &signed, &draft, next, None).await
}

async fn again(app: &App, signed: &Signed, draft: &Draft, step: Step, problem: Problem) -> Answer {
    match problem {
        Problem::Field(key) => {
            let wrong = signed.visit.t.say(key);
            ask(app, signed, draft, step, Some(wrong)).await
        }
        other => Err(other.into()),
    }
}

/// The person agreed.
async fn give(app: &App, signed: Signed, draft: Draft, now: Moment) -> Answer {
    let t = &signed.visit.t;
    let mut new = match draft.whole(t, now) {
        Ok(new) => new,
        Err(problem) => return again(app, &signed, &draft, Step::Agree, problem).await,
    };
    let end = draft.end(t.zone(), now)?;
    if draft.sentence != draft.said(t, end, new.papers.len()) {
        // What was on the page is no longer what would be given: asked again.
        return ask(app, &signed, &draft, Step::Agree, None).await;
    }
    new.sentence = t.agreed(|t| draft.said(t, end, new.papers.len()));
    let id = new.id;
    let (abri, session) = (app.abri.clone(), signed.session);
    let given = app
        .carry(async move { show::agree(&abri, &session, new).await })
        .await;
    match given {
        // Sent twice: the first one counts.
        Ok(()) | Err(Problem::Conflict) => {
            Ok(Redirect::to(&format!("/montrer/{id}")).into_response())
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn ask(
    app: &App,
    signed: &Signed,
    draft: &Draft,
    step: Step,
    wrong: Option<String>,
) -> Answer {
    let t = &signed.visit.t;
    let now = app.abri.now();
    let page = signed.visit.page.clone().at(Place::Papers);
    let page = page.at_step(step.number(), Step::ALL);
    let choices = if matches!(step, Step::What | Step::Agree) {
        let all = papers::all(&app.abri, &signed.session.open).await?;
        let kept = all.iter().filter(|paper| paper.is_kept());
        // What the person has not said that they keep is shown to nobody.
        let kept = kept.filter(|paper| waits(paper).is_none());
        let procedure = app.site.procedures.get(&draft.purpose);
        let never = procedure.map_or(&[][..], |procedure| &procedure.never);
        kept.map(|paper| choice(t, paper, draft, never, now))
            .collect()
    } else {
        Vec::new()
    };
    if step == Step::Agree {
        return agreement(t, &page, draft, choices, now);
    }
    let offered = match step {
        Step::Why => catalogue::purposes(),
        _ => &[],
    };
    let end = |until: &str| {
        let draft = Draft {
            until: until.into(),
            ..Draft::default()
        };
        draft.end(t.zone(), now).map_or(now, |end| end)
    };
    Ok(html(&Ask {
        t,
        page: &page,
        step,
        before: step.before(),
        draft,
        hidden: draft.hidden(step),
        wrong,
        purposes: offered.iter().map(|of| purpose(t, &of.key)).collect(),
        choices,
        appointment: t.until(end("rendez-vous"), now),
        tonight: t.until(end("jour"), now),
        week: t.until(end("semaine"), now),
        bounds: bounds(t.zone(), now),
    }))
}

/// What somebody may do, in words.
const fn how(mode: Mode) -> &'static str {
    match mode {
        Mode::View => "show-how-view",
        Mode::Marked => "show-how-marked",
        Mode::Copy => "show-how-copy",
    }
}

fn purpose(t: &Texts, key: &'static str) -> Purpose {
    Purpose {
        key,
        picto: purposes::picto(key),
        name: purposes::name(t, key),
    }
}

fn choice(t: &Texts, paper: &Paper, draft: &Draft, never: &[String], now: Moment) -> Choice {
    let line = line(t, paper, now);
    Choice {
        undue: never.contains(&paper.current.record.facts.kind),
        chosen: draft.papers.contains(&line.id),
        line,
    }
}

fn agreement(
    t: &Texts,
    page: &Page,
    draft: &Draft,
    mut papers: Vec<Choice>,
    now: Moment,
) -> Answer {
    papers.retain(|paper| paper.chosen);
    let end = draft.end(t.zone(), now)?;
    let (mode, openings) = draft.how()?;
    let lines: Vec<_> = papers.iter().map(|paper| &paper.line).collect();
    let undue = papers.iter().filter(|paper| paper.undue);
    let undue: Vec<_> = undue.map(|paper| paper.line.title.as_str()).collect();
    let fan = papers.iter().take(3);
    let response: Response = html(&Agree {
        t,
        page,
        hidden: draft.hidden(Step::Agree),
        number: show::draw_id().to_string(),
        card: Card {
            initials: initials(&draft.name),
            name: draft.name.clone(),
            structure: draft.structure.clone(),
            fan: fan.map(|paper| paper.line.picture.clone()).collect(),
            papers: papers.len(),
            titles: t.list(&titles(&lines)),
            purpose: draft.purpose_text(t),
            picto: purposes::picto(&draft.purpose),
            span: t
                .with("show-until-end")
                .arg("end", t.until(end, now))
                .to_string(),
        },
        undue: t.list(&undue),
        mode,
        how: t.say(how(mode)),
        once: openings.counter().is_some(),
        spoken: draft.spoken == "oui",
        said: draft.said(t, end, draft.documents()?.len()),
        french: t.counting().map(|t| draft.said(&t, end, papers.len())),
    });
    Ok(response)
}
