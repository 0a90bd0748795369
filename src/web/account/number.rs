//! The deposit number: what it is, whether it lets mediators in, another one.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use zeroize::Zeroizing;

use crate::actions::deposits::{self, DepositNumber};
use crate::actions::session::Session;
use crate::actions::{Abri, Outcome};
use crate::domain::deposit::NumberState;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;

#[derive(Template)]
#[template(path = "account-number.html")]
struct NumberPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    number: Option<DepositNumber>,
}

impl NumberPage<'_> {
    fn accepts(&self) -> bool {
        let number = self.number.as_ref();
        number.is_some_and(|number| number.state == NumberState::Accepted)
    }

    /// The key of the sentence that says how it stands.
    fn stands(&self) -> &'static str {
        match self.number.as_ref().map(|number| number.state) {
            Some(NumberState::Accepted) => "number-accepted",
            Some(NumberState::Printed) => "number-printed",
            Some(NumberState::Refused) | None => "number-refused",
        }
    }
}

/// `GET /compte/numero`
pub async fn show(State(app): State<Shared>, signed: Signed) -> Answer {
    Ok(html(&NumberPage {
        t: &signed.visit.t,
        page: &signed.visit.page.clone().at(Place::Account),
        number: deposits::number(&app.abri, &signed.session.open).await?,
    }))
}

/// `POST /compte/numero/accepter`
pub async fn accept(State(app): State<Shared>, signed: Signed) -> Answer {
    let (abri, session) = (app.abri.clone(), signed.session);
    app.carry(async move { deposits::accept_number(&abri, &session.open).await })
        .await?;
    Ok(back())
}

/// `POST /compte/numero/refuser`
pub async fn refuse(State(app): State<Shared>, signed: Signed) -> Answer {
    let (abri, session) = (app.abri.clone(), signed.session);
    app.carry(async move { deposits::refuse_number(&abri, &session.open).await })
        .await?;
    Ok(back())
}

/// `POST /compte/numero/nouveau`
pub async fn renew(State(app): State<Shared>, signed: Signed) -> Answer {
    let (abri, session) = (app.abri.clone(), signed.session);
    app.carry(async move { deposits::renew_number(&abri, &session.open).await })
        .await?;
    Ok(back())
}

fn back() -> Response {
    Redirect::to("/compte/numero").into_response()
}

/// The number as it is printed on the card, unless the person does not want it to be used.
pub(super) async fn printed(abri: &Abri, session: &Session) -> Outcome<Option<Zeroizing<String>>> {
    let number = deposits::number(abri, &session.open).await?;
    let wanted = number.filter(|number| number.state != NumberState::Refused);
    Ok(wanted.map(|number| number.text))
}
