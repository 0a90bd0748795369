//! `/pro/compte/application`: the application of codes, where a structure wants one.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use zeroize::Zeroizing;

use super::words::Typed;
use super::wrong_words;
use crate::actions::people::code_app::{self, Standing};
use crate::actions::people::desk;
use crate::actions::session::Session;
use crate::actions::{Outcome, Problem};
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::percent;
use crate::web::picto::Picto;
use crate::web::qr::Square;

/// What pages say of somebody's application.
pub(super) struct AppLine {
    standing: Standing,
    made: Option<String>,
}

impl AppLine {
    pub(super) async fn of(app: &App, session: &Session, t: &Texts) -> Outcome<Self> {
        let standing = code_app::standing(&app.abri, session).await?;
        let made = match standing {
            Standing::Added(made) => Some(t.date(t.zone().day(made))),
            Standing::Unwanted | Standing::Missing => None,
        };
        Ok(Self { standing, made })
    }

    /// Whether a code is asked for.
    pub(super) const fn asks(&self) -> bool {
        matches!(self.standing, Standing::Added(_))
    }

    pub(super) const fn is_missing(&self) -> bool {
        matches!(self.standing, Standing::Missing)
    }

    pub(super) fn made(&self) -> Option<&str> {
        self.made.as_deref()
    }
}

/// What an application takes, until its first code is typed.
struct Shown {
    square: Square,
    /// In two lines.
    letters: (Zeroizing<String>, Zeroizing<String>),
}

#[derive(Template)]
#[template(path = "pro-app.html")]
struct AppPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    line: AppLine,
    new: Option<Shown>,
    wrong: Option<Wrong>,
}

/// `GET /pro/compte/application`
pub async fn show(State(app): State<Shared>, at: AtWork) -> Answer {
    page(&app, &at, None).await
}

/// `POST /pro/compte/application`: the words, and a code of an older application; what a new one takes is drawn.
pub async fn begin(State(app): State<Shared>, mut at: AtWork, Form(form): Form<Typed>) -> Answer {
    let abri = app.abri.clone();
    let (at, begun) = app
        .carry(async move {
            let begun = match desk::words_typed(&form.words) {
                Ok(words) => code_app::begin(&abri, &mut at.session, &words, &form.code).await,
                Err(problem) => Err(problem),
            };
            Ok((at, begun))
        })
        .await?;
    match begun {
        Ok(()) => Ok(Redirect::to("/pro/compte/application").into_response()),
        Err(problem) => {
            let wrong = wrong_words(&at.visit.t, problem)?;
            page(&app, &at, Some(wrong)).await
        }
    }
}

/// `POST /pro/compte/application/verifier`: the first code of a new application.
pub async fn confirm(State(app): State<Shared>, mut at: AtWork, Form(form): Form<Typed>) -> Answer {
    let abri = app.abri.clone();
    let (at, confirmed) = app
        .carry(async move {
            let confirmed = code_app::confirm(&abri, &mut at.session, &form.code).await;
            Ok((at, confirmed))
        })
        .await?;
    match confirmed {
        Ok(()) => Ok(Redirect::to("/pro/compte").into_response()),
        Err(problem) => {
            let wrong = Wrong::of(&at.visit.t, problem, "app-code-wrong")?;
            page(&app, &at, Some(wrong)).await
        }
    }
}

async fn page(app: &App, at: &AtWork, wrong: Option<Wrong>) -> Answer {
    let t = &at.visit.t;
    let line = AppLine::of(app, &at.session, t).await?;
    if line.standing == Standing::Unwanted {
        return Err(Problem::NotFound.into());
    }
    let new = code_app::to_add(&at.session).map(|letters| Shown {
        square: Square::of(&address(&at.working.structure, letters)),
        letters: two_lines(letters),
    });
    let page = at.visit.page.clone().at(Place::DeskAccount);
    Ok(html_with(
        status(wrong.as_ref()),
        &AppPage {
            t,
            page: &page,
            line,
            new,
            wrong,
        },
    ))
}

/// What applications read in the square (Key URI format): named by the structure, by nobody's name. It is in the
/// square alone, never the address of anything.
fn address(structure: &str, letters: &str) -> Zeroizing<String> {
    let name = percent::part(structure);
    Zeroizing::new(format!(
        "otpauth://totp/Abri:{name}?secret={letters}&issuer=Abri&algorithm=SHA1&digits=6&period=30"
    ))
}

/// Groups of four, sixteen letters on a line.
fn two_lines(letters: &str) -> (Zeroizing<String>, Zeroizing<String>) {
    let (mut first, mut second) = (Zeroizing::new(String::new()), Zeroizing::new(String::new()));
    for (at, letter) in letters.chars().enumerate() {
        let line = if at < 16 { &mut first } else { &mut second };
        if at % 4 == 0 && at % 16 != 0 {
            line.push(' ');
        }
        line.push(letter);
    }
    (first, second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_reads_the_structure_and_the_secret() {
        let address = address("Le Porche d’été", "ABCD");
        assert_eq!(
            address.as_str(),
            "otpauth://totp/Abri:Le%20Porche%20d%E2%80%99%C3%A9t%C3%A9?secret=ABCD&issuer=Abri\
             &algorithm=SHA1&digits=6&period=30"
        );
        let (first, second) = two_lines("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
        assert_eq!(
            (first.as_str(), second.as_str()),
            ("ABCD EFGH IJKL MNOP", "QRST UVWX YZ23 4567")
        );
    }
}
