//! "Personnes de secours": two professionals who, together, can help the person back in; agreed to beforehand, ended
//! by one press.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::actions::guardians::agreement;
use crate::actions::{Problem, prove};
use crate::domain::ids::StructureId;
use crate::domain::recovery::CivilIdentity;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::civil::{Choices, Structures, Typed};
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::picto::Picto;

/// Where it is done.
const HERE: &str = "/compte/personnes";

/// What stands, in words.
struct Standing {
    structure: String,
    name: String,
    born: String,
    since: String,
    /// Whether the two can still help.
    stands: bool,
}

#[derive(Template)]
#[template(path = "account-guardians.html")]
struct GuardiansPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    standing: Option<Standing>,
    /// Whether there is nothing to agree to.
    stands: bool,
    /// Whether a secret was typed a short while ago.
    fresh: bool,
    choices: Choices,
    typed: &'a Typed,
    wrong: Option<Wrong>,
}

#[derive(Template)]
#[template(path = "account-guardians-agree.html")]
struct AgreePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    structure: &'a str,
    id: String,
    born: String,
    typed: &'a Typed,
    said: String,
    french: Option<String>,
}

/// What was typed, and whether the sentence was agreed to.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Answered {
    #[serde(flatten)]
    typed: Typed,
    accord: String,
}

/// `GET /compte/personnes`
pub async fn show(State(app): State<Shared>, signed: Signed) -> Answer {
    page(&app, &signed, &Typed::default(), None).await
}

/// `POST /compte/personnes`: first the sentence, then the agreement.
pub async fn agree(
    State(app): State<Shared>,
    signed: Signed,
    Form(answered): Form<Answered>,
) -> Answer {
    if !prove::is_fresh(&app.abri, &signed.session) {
        let to = format!("/compte/preuve?vers={HERE}");
        return Ok(Redirect::to(&to).into_response());
    }
    let Answered { typed, accord } = answered;
    let structures = Structures::open(&app.abri).await?;
    let now = app.abri.now();
    let read = structures
        .chosen(&typed)
        .and_then(|(structure, name)| Ok((structure, name, typed.identity(now)?)));
    let (structure, name, identity) = match read {
        Ok(read) => read,
        Err(problem) => return again(&app, &signed, &typed, problem).await,
    };
    if accord.is_empty() {
        return Ok(sentence(&signed, &typed, (structure, name), &identity));
    }
    let Signed { session, visit } = signed;
    let abri = app.abri.clone();
    let (session, agreed) = app
        .carry(async move {
            let agreed = agreement::agree(&abri, &session, structure, identity).await;
            Ok((session, agreed))
        })
        .await?;
    match agreed {
        Ok(()) => Ok(Redirect::to(HERE).into_response()),
        Err(problem) => again(&app, &Signed { session, visit }, &typed, problem).await,
    }
}

/// The sentence that is agreed to, and the French one beside it while this language is not reviewed.
fn sentence(
    signed: &Signed,
    typed: &Typed,
    (id, name): (StructureId, &str),
    identity: &CivilIdentity,
) -> Response {
    let t = &signed.visit.t;
    let say = |t: &Texts| t.with("guardians-said").arg("structure", name).to_string();
    html(&AgreePage {
        t,
        page: &signed.visit.page.clone().at(Place::Account),
        structure: name,
        id: id.to_string(),
        born: t.date(identity.born.day()),
        typed,
        said: say(t),
        french: t.counting().as_ref().map(say),
    })
}

/// The form once more, with why.
async fn again(app: &App, signed: &Signed, typed: &Typed, problem: Problem) -> Answer {
    let wrong = Wrong::of(&signed.visit.t, problem, "guardians-name-wrong")?;
    page(app, signed, typed, Some(wrong)).await
}

/// `POST /compte/personnes/arreter`: one press.
pub async fn stop(State(app): State<Shared>, signed: Signed) -> Answer {
    let (abri, session) = (app.abri.clone(), signed.session);
    app.carry(async move { agreement::stop(&abri, &session).await })
        .await?;
    Ok(Redirect::to(HERE).into_response())
}

async fn page(app: &App, signed: &Signed, typed: &Typed, wrong: Option<Wrong>) -> Answer {
    let t = &signed.visit.t;
    let mine = agreement::mine(&app.abri, &signed.session).await?;
    let standing = mine.map(|mine| Standing {
        structure: mine.structure,
        born: t.date(mine.who.born.day()),
        name: mine.who.name,
        since: t.date(t.zone().day(mine.since)),
        stands: mine.stands,
    });
    Ok(html_with(
        status(wrong.as_ref()),
        &GuardiansPage {
            t,
            page: &signed.visit.page.clone().at(Place::Account),
            stands: standing.as_ref().is_some_and(|one| one.stands),
            standing,
            fresh: prove::is_fresh(&app.abri, &signed.session),
            choices: Structures::open(&app.abri).await?.choices(typed),
            typed,
            wrong,
        },
    ))
}
