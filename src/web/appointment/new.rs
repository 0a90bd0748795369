//! A new appointment: which procedure or which papers, its questions, for how long.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::address;
use crate::actions::appointments::{self, NewRequest};
use crate::actions::{Abri, Outcome, Problem, session::Session};
use crate::catalogue::{self, Group};
use crate::domain::appointment::Lasting;
use crate::domain::checklist::Question;
use crate::domain::ids::AppointmentId;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::entry::AGAIN;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::picto::Picto;
use crate::web::procedures::question;
use crate::web::purposes;

/// What stands in place of a procedure where kinds are ticked.
const PAPERS: &str = "papiers";

#[derive(Template)]
#[template(path = "appointment-new.html")]
struct Choose<'a> {
    t: &'a Texts,
    page: &'a Page,
    procedures: Vec<(&'a str, Picto, String)>,
}

/// A question that the professional answers for the person.
struct Asked {
    key: &'static str,
    text: String,
    yes: Option<bool>,
}

/// A shelf of kinds to tick.
struct Shelf {
    name: String,
    kinds: Vec<(&'static str, String, bool)>,
}

#[derive(Template)]
#[template(path = "appointment-ask.html")]
struct Ask<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// The name of the procedure; empty where papers are ticked.
    name: String,
    picto: Picto,
    /// What the form sends as its procedure.
    chosen: &'a str,
    questions: Vec<Asked>,
    shelves: Vec<Shelf>,
    purposes: Vec<(&'static str, String, bool)>,
    lasting: Vec<(&'static str, String, bool)>,
    wrong: Option<String>,
}

/// What was typed and ticked.
#[derive(Default)]
struct Typed {
    procedure: String,
    purpose: String,
    answers: Vec<(Question, bool)>,
    kinds: Vec<String>,
    lasting: Option<Lasting>,
}

impl Typed {
    fn read(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "pour" => typed.procedure = value,
                "demarche" => typed.purpose = value,
                "genre" => typed.kinds.push(value),
                "duree" => typed.lasting = Lasting::from_text(&value),
                name => {
                    let asked = Question::ALL.iter().find(|one| one.key() == name);
                    let yes = match value.as_str() {
                        "oui" => Some(true),
                        "non" => Some(false),
                        _ => None,
                    };
                    typed.answers.extend(asked.copied().zip(yes));
                }
            }
        }
        typed
    }

    fn ticks(&self) -> bool {
        self.procedure == PAPERS
    }

    fn request(&self, app: &App) -> Result<NewRequest, Problem> {
        let ticks = self.ticks();
        if ticks && self.kinds.is_empty() {
            return Err(Problem::Field("appointment-kinds"));
        }
        if !ticks && app.site.procedures.get(&self.procedure).is_none() {
            return Err(Problem::Field("appointment-purpose"));
        }
        let answers = self.answers.iter();
        Ok(NewRequest {
            purpose: if ticks {
                &self.purpose
            } else {
                &self.procedure
            }
            .clone(),
            answers: answers
                .map(|(one, yes)| (one.key().to_owned(), *yes))
                .collect(),
            kinds: if ticks {
                self.kinds.clone()
            } else {
                Vec::new()
            },
            lasting: self.lasting.unwrap_or_default(),
        })
    }
}

/// What is chosen by a link.
#[derive(serde::Deserialize)]
pub struct Chosen {
    #[serde(default)]
    pour: String,
}

/// `GET /pro/rendez-vous/nouveau`
pub async fn show(State(app): State<Shared>, at: AtWork, Query(chosen): Query<Chosen>) -> Answer {
    let t = &at.visit.t;
    let known = app.site.procedures.get(&chosen.pour).is_some();
    if known || chosen.pour == PAPERS {
        let typed = Typed {
            procedure: chosen.pour,
            ..Typed::default()
        };
        return Ok(page(&app, &at, &typed, None));
    }
    let all = app.site.procedures.all().iter().map(|procedure| {
        let key = procedure.key.as_str();
        (key, purposes::picto(key), purposes::name(t, key))
    });
    Ok(html(&Choose {
        t,
        page: &at.visit.page.clone().at(Place::Desk),
        procedures: all.collect(),
    }))
}

/// `POST /pro/rendez-vous`
pub async fn ask(
    State(app): State<Shared>,
    at: AtWork,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let typed = Typed::read(fields);
    let new = match typed.request(&app) {
        Ok(new) => new,
        Err(Problem::Field(key)) => return Ok(page(&app, &at, &typed, Some(key))),
        Err(problem) => return Err(problem.into()),
    };
    let AtWork {
        session,
        working,
        visit,
    } = at;
    let abri = app.abri.clone();
    // Handed back, for the page that is shown again.
    let (session, asked) = app
        .carry(async move {
            let asked = make(&abri, &session, new).await;
            Ok((session, asked))
        })
        .await?;
    match asked {
        Ok(id) => Ok(Redirect::to(&address(id)).into_response()),
        Err(Problem::Field(key)) => {
            let at = AtWork {
                session,
                working,
                visit,
            };
            Ok(page(&app, &at, &typed, Some(key)))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn make(abri: &Abri, session: &Session, new: NewRequest) -> Outcome<AppointmentId> {
    appointments::ask(abri, session, new).await
}

fn page(app: &App, at: &AtWork, typed: &Typed, wrong: Option<&str>) -> Response {
    let t = &at.visit.t;
    let procedure = app.site.procedures.get(&typed.procedure);
    let asked = |one: &Question| {
        let (key, _) = question(*one);
        let given = typed.answers.iter().find(|(answered, _)| answered == one);
        Asked {
            key: one.key(),
            text: t.say(key),
            yes: given.map(|(_, yes)| *yes),
        }
    };
    let chosen = typed.lasting.unwrap_or_default();
    let span = |one: Lasting| (one.as_str(), t.span(one.span()), one == chosen);
    let named = procedure.map_or_else(String::new, |known| purposes::name(t, &known.key));
    let status = if wrong.is_some() {
        AGAIN
    } else {
        StatusCode::OK
    };
    html_with(
        status,
        &Ask {
            t,
            page: &at.visit.page.clone().at(Place::Desk),
            name: named,
            picto: purposes::picto(&typed.procedure),
            chosen: &typed.procedure,
            questions: procedure.map_or_else(Vec::new, |known| {
                known.questions.iter().map(asked).collect()
            }),
            shelves: if typed.ticks() {
                shelves(t, &typed.kinds)
            } else {
                Vec::new()
            },
            purposes: if typed.ticks() {
                all_purposes(t, &typed.purpose)
            } else {
                Vec::new()
            },
            lasting: Lasting::ALL.into_iter().map(span).collect(),
            wrong: wrong.map(|key| t.say(key)),
        },
    )
}

fn all_purposes(t: &Texts, chosen: &str) -> Vec<(&'static str, String, bool)> {
    let all = catalogue::purposes().iter();
    all.map(|one| {
        let key = one.key.as_str();
        (key, purposes::name(t, key), key == chosen)
    })
    .collect()
}

fn shelves(t: &Texts, ticked: &[String]) -> Vec<Shelf> {
    const ALL: [(Group, &str); 7] = [
        (Group::Identity, "appointment-shelf-identity"),
        (Group::Family, "appointment-shelf-family"),
        (Group::Health, "appointment-shelf-health"),
        (Group::Income, "appointment-shelf-income"),
        (Group::Bank, "appointment-shelf-bank"),
        (Group::Home, "appointment-shelf-home"),
        (Group::Other, "appointment-shelf-other"),
    ];
    let shelf = |(group, name): (Group, &str)| {
        let on_it = catalogue::kinds().iter().filter(|kind| kind.group == group);
        Shelf {
            name: t.say(name),
            kinds: on_it
                .map(|kind| {
                    let ticked = ticked.contains(&kind.key);
                    (kind.key.as_str(), kinds::name(t, &kind.key), ticked)
                })
                .collect(),
        }
    };
    ALL.into_iter().map(shelf).collect()
}
