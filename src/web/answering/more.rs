//! More of what is shown already: for longer, or with a copy. Each is agreed to by a sentence of its own.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};

use super::agree::who;
use super::{Door, id};
use crate::actions::appointments::{self, Agreeing, Answer as Given, Asked};
use crate::actions::{Problem, show};
use crate::domain::appointment::{CopyAsk, Request, State as Standing};
use crate::domain::ids::{AppointmentId, ConsentId};
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::purposes;

#[derive(Template)]
#[template(path = "agreement-longer.html")]
struct Longer<'a> {
    t: &'a Texts,
    page: &'a Page,
    address: &'a str,
    number: String,
    said: String,
    /// The same in French, while nobody has reviewed this language.
    french: Option<String>,
    until: String,
}

/// What a page sent.
#[derive(serde::Deserialize)]
pub struct Sent {
    #[serde(default)]
    numero: String,
    #[serde(default)]
    phrase: String,
    #[serde(default)]
    reponse: String,
}

/// The sentence of an agreement to a copy.
pub(super) fn copy_sentence(t: &Texts, request: &Request, copy: CopyAsk, papers: usize) -> String {
    let form = match copy.limit() {
        None => t.say("agreement-copy-zip"),
        Some(limit) => t
            .with("agreement-copy-pdf")
            .arg("size", t.size(limit))
            .to_string(),
    };
    t.with("agreement-copy-said")
        .arg("papers", t.with("papers-count").arg("count", papers))
        .arg("who", who(t, request))
        .arg("form", form)
        .to_string()
}

fn longer_sentence(t: &Texts, request: &Request, papers: usize) -> String {
    t.with("agreement-longer-said")
        .arg("papers", t.with("papers-count").arg("count", papers))
        .arg("who", who(t, request))
        .arg("span", t.span(request.lasting.span()))
        .arg("purpose", purposes::name(t, &request.purpose))
        .to_string()
}

/// What is shown, and how many papers of it are still there.
async fn shown(app: &App, signed: &Signed, id: AppointmentId) -> Result<(Asked, usize), Problem> {
    let (abri, open) = (&app.abri, &signed.session.open);
    let asked = appointments::asked(abri, open, id).await?;
    let consent = asked.consent.filter(|_| asked.state == Standing::Given);
    let active = show::one(abri, open, consent.ok_or(Problem::NotFound)?).await?;
    Ok((asked, active.papers))
}

/// `GET /rendez-vous/{id}/encore`
pub async fn ask(State(app): State<Shared>, signed: Signed, Path(text): Path<String>) -> Answer {
    let id = id(&text)?;
    let (asked, papers) = match shown(&app, &signed, id).await {
        Err(Problem::NotFound) => return Ok(Redirect::to(Door::Own.over()).into_response()),
        shown => shown?,
    };
    let t = &signed.visit.t;
    Ok(html(&Longer {
        t,
        page: &signed.visit.page.clone().at(Place::Papers),
        address: &Door::Own.address(id),
        number: show::draw_id().to_string(),
        said: longer_sentence(t, &asked.request, papers),
        french: t
            .counting()
            .map(|t| longer_sentence(&t, &asked.request, papers)),
        until: t.time(app.abri.now() + asked.request.lasting.span()),
    }))
}

/// `POST /rendez-vous/{id}/encore`
pub async fn extend(
    State(app): State<Shared>,
    signed: Signed,
    Path(text): Path<String>,
    Form(sent): Form<Sent>,
) -> Answer {
    let id = id(&text)?;
    let (asked, papers) = match shown(&app, &signed, id).await {
        Err(Problem::NotFound) => return Ok(Redirect::to(Door::Own.over()).into_response()),
        shown => shown?,
    };
    let say = move |t: &Texts| longer_sentence(t, &asked.request, papers);
    agree(&app, signed, id, (sent, say), Agreeing::Extend).await
}

/// `POST /rendez-vous/{id}/copie`: yes or no.
pub async fn copy(
    State(app): State<Shared>,
    signed: Signed,
    Path(text): Path<String>,
    Form(sent): Form<Sent>,
) -> Answer {
    let id = id(&text)?;
    let (asked, papers) = match shown(&app, &signed, id).await {
        Err(Problem::NotFound) => return Ok(Redirect::to(Door::Own.over()).into_response()),
        shown => shown?,
    };
    let Some(copy) = asked.copy else {
        return Ok(Redirect::to(&Door::Own.address(id)).into_response());
    };
    if sent.reponse == "oui" {
        let say = move |t: &Texts| copy_sentence(t, &asked.request, copy, papers);
        return agree(&app, signed, id, (sent, say), Agreeing::Copy).await;
    }
    let (abri, session) = (app.abri.clone(), signed.session);
    let refused = app
        .carry(async move { appointments::refuse_copy(&abri, &session.open, id).await })
        .await;
    match refused {
        Ok(()) | Err(Problem::NotFound) => Ok(Redirect::to(&Door::Own.address(id)).into_response()),
        Err(problem) => Err(problem.into()),
    }
}

/// Agrees to the sentence that was on the page; to another one, the page is shown again.
async fn agree(
    app: &Shared,
    signed: Signed,
    id: AppointmentId,
    (sent, say): (Sent, impl Fn(&Texts) -> String + Send),
    what: Agreeing,
) -> Answer {
    let to = Redirect::to(&Door::Own.address(id));
    let Ok(number) = sent.numero.parse::<ConsentId>() else {
        return Err(Problem::NotFound.into());
    };
    let t = &signed.visit.t;
    if sent.phrase != say(t) {
        return Ok(to.into_response());
    }
    let answer = Given {
        id: number,
        what,
        sentence: t.agreed(say),
        language: t.lang().tag().to_owned(),
    };
    let (abri, session) = (app.abri.clone(), signed.session);
    let agreed = app
        .carry(async move { appointments::agree(&abri, &session, id, answer).await })
        .await;
    match agreed {
        // Sent twice: the first one counts.
        Ok(()) | Err(Problem::Conflict) => Ok(to.into_response()),
        Err(Problem::NotFound) => Ok(Redirect::to(Door::Own.over()).into_response()),
        Err(problem) => Err(problem.into()),
    }
}
