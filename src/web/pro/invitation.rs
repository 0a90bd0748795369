//! One invitation: its link, as long as the manager who made it stays, and taking it back.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use zeroize::Zeroizing;

use super::{role, role_more};
use crate::actions::people::invite;
use crate::actions::people::roster::{self, PersonInvitationRow};
use crate::actions::session::Session;
use crate::actions::{Outcome, Problem};
use crate::i18n::Texts;
use crate::web::account::token;
use crate::web::app::{App, Shared};
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::qr::Square;

#[derive(Template)]
#[template(path = "pro-invitation.html")]
struct InvitationPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    structure: &'a str,
    token: &'a str,
    role: String,
    role_more: String,
    until: String,
    /// The link and its square, while they are known.
    link: Option<(Zeroizing<String>, Square)>,
}

/// `GET /pro/structure/invitation/{way}`
pub async fn show(State(app): State<Shared>, at: AtWork, Path(wanted): Path<String>) -> Answer {
    let found = find(&app, &at.session, &wanted).await?;
    let t = &at.visit.t;
    let page = at.visit.page.clone().at(Place::Team);
    let link = at.session.drawn_for(&found.id).map(|number| {
        let number = Zeroizing::new(number.replace('-', ""));
        let origin = app.site.origin.as_str();
        let link = Zeroizing::new(format!("{origin}/rejoindre#{}", number.as_str()));
        let square = Square::of(&link);
        (link, square)
    });
    Ok(html(&InvitationPage {
        t,
        page: &page,
        structure: &at.working.structure,
        token: &wanted,
        role: role(t, found.role),
        role_more: role_more(t, found.role),
        until: t.day_time(found.until),
        link,
    }))
}

/// `POST /pro/structure/invitation/{way}/retirer`
pub async fn withdraw(State(app): State<Shared>, at: AtWork, Path(wanted): Path<String>) -> Answer {
    let id = find(&app, &at.session, &wanted).await?.id;
    let (abri, mut session) = (app.abri.clone(), at.session);
    app.carry(async move { invite::withdraw(&abri, &mut session, &id).await })
        .await?;
    Ok(Redirect::to("/pro/structure").into_response())
}

async fn find(app: &App, session: &Session, wanted: &str) -> Outcome<PersonInvitationRow> {
    let roster = roster::roster(&app.abri, session).await?;
    let mut all = roster.invitations.into_iter();
    all.find(|invitation| token(&invitation.id) == wanted)
        .ok_or(Problem::NotFound)
}
