//! "Mon compte": the ways in, their codes, the card and the sheet, leaving.

pub mod back;
pub mod card;
pub mod close;
pub mod code;
pub mod guardians;
pub mod number;
pub mod out;
pub mod phone;
pub mod prove;
pub mod regain;
pub mod rescue;
pub mod screens;
pub mod told;
pub mod ways;
pub mod words;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use data_encoding::HEXLOWER;

use super::app::{App, Shared};
use super::cookies;
use super::entry::{NOTICE, Wrong, open};
use super::finish::{Answer, Refused};
use super::gate::Signed;
use super::page::{Leave, Page, Place, html};
use super::papers::words::risk;
use super::picto::Picto;
use super::routes::{Limit, Policy, Routes};
use super::visit::Visit;
use crate::actions::session::{self, Session};
use crate::actions::{Outcome, Problem, notice, notices, open_vault, prove as proof, ways_in};
use crate::domain::slot::{self, SlotKind};
use crate::domain::time::Moment;
use crate::i18n::{Lang, Texts};

/// The routes of these pages.
pub fn routes() -> Routes<Shared> {
    const WHO: Policy = Policy::Beneficiary;
    const FORM: Limit = Limit::Form;
    Routes::new()
        .get("/compte", WHO, show)
        .post("/compte/sortir-partout", WHO, FORM, sign_out_everywhere)
        .get("/compte/ecrans", WHO, screens::show)
        .post("/compte/ecrans", WHO, FORM, screens::close)
        .post("/compte/langue", WHO, FORM, language)
        .get("/compte/information", WHO, information)
        .post("/compte/information", WHO, FORM, informed)
        .get("/compte/preuve", WHO, prove::show)
        .post("/compte/preuve", WHO, FORM, prove::answer)
        .get("/compte/code/{way}", WHO, code::show)
        .post("/compte/code/{way}", WHO, FORM, code::note)
        .get("/compte/carte", WHO, card::show)
        .get("/compte/carte/faire", WHO, card::ask)
        .post("/compte/carte/faire", WHO, FORM, card::make)
        .get("/compte/carte/verifier", WHO, card::check)
        .post("/compte/carte/verifier", WHO, FORM, card::checked)
        .get("/compte/numero", WHO, number::show)
        .post("/compte/numero/accepter", WHO, FORM, number::accept)
        .post("/compte/numero/refuser", WHO, FORM, number::refuse)
        .post("/compte/numero/nouveau", WHO, FORM, number::renew)
        .get("/compte/prevenir", WHO, told::show)
        .post("/compte/prevenir", WHO, FORM, told::ask)
        .post("/compte/prevenir/numero", WHO, FORM, told::confirm)
        .post("/compte/prevenir/arreter", WHO, FORM, told::stop)
        .get("/compte/secours", WHO, rescue::show)
        .post("/compte/secours", WHO, FORM, rescue::make)
        .get("/compte/secours/verifier", WHO, rescue::check)
        .post("/compte/secours/verifier", WHO, FORM, rescue::checked)
        .get("/compte/mots", WHO, words::show)
        .post("/compte/mots", WHO, FORM, words::choose)
        .get("/compte/mots/noter", WHO, words::note)
        .post("/compte/mots/noter", WHO, FORM, words::noted)
        .get("/compte/telephone", WHO, phone::show)
        .post("/compte/telephone", WHO, FORM, phone::add)
        .get("/compte/fermer", WHO, close::ask)
        .post("/compte/fermer", WHO, FORM, close::close)
        .post("/compte/fermer/garder", WHO, FORM, close::keep)
        .get("/compte/reprendre", WHO, regain::ask)
        .post("/compte/reprendre", WHO, FORM, regain::regain)
        .get("/compte/reprendre/fait", WHO, regain::done)
        .get("/compte/personnes", WHO, guardians::show)
        .post("/compte/personnes", WHO, FORM, guardians::agree)
        .post("/compte/personnes/arreter", WHO, FORM, guardians::stop)
        .get("/compte/recuperer", WHO, out::show)
        .post("/compte/recuperer", WHO, FORM, out::take)
        .post("/compte/recuperer/mots", WHO, FORM, out::words)
        .get("/compte/remettre", WHO, back::show)
        .post("/compte/remettre", WHO, Limit::Archive, back::take)
        .get("/compte/entree/{way}", WHO, ways::show)
        .post("/compte/entree/{way}/code", WHO, FORM, ways::change_code)
        .post("/compte/entree/{way}/retirer", WHO, FORM, ways::remove)
}

/// Which way through these pages the person is on: asked with, and handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(from = "String")]
pub enum Suite {
    /// None: back to the account.
    #[default]
    None,
    /// Opening a vault: numbered steps, ending at the papers.
    Ouvrir,
    /// After a rescue code, or in the place of what a helper saw: a new card and a new sheet, ending at the
    /// papers.
    Secours,
    /// Signing in, with a notice to read first.
    Entrer,
}

impl From<String> for Suite {
    fn from(word: String) -> Self {
        let known = [Self::Ouvrir, Self::Secours, Self::Entrer];
        known
            .into_iter()
            .find(|suite| suite.word() == word)
            .unwrap_or_default()
    }
}

impl Suite {
    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Ouvrir => "ouvrir",
            Self::Secours => "secours",
            Self::Entrer => "entrer",
        }
    }

    /// Whether the card and the sheet follow one another.
    pub const fn goes_on(self) -> bool {
        matches!(self, Self::Ouvrir | Self::Secours)
    }

    /// An address that stays on the way.
    pub fn to(self, path: &str) -> String {
        if self == Self::None {
            path.to_owned()
        } else {
            format!("{path}?suite={}", self.word())
        }
    }

    /// The page as it looks on the way: numbered while a vault is opened, else with the menu.
    fn page(self, visit: &Visit, step: u8) -> Page {
        let page = visit.page.clone();
        match self {
            Self::Ouvrir => page.at_step(step, open::STEPS),
            _ => page.at(Place::Account),
        }
    }
}

/// The way asked for in an address.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    suite: Suite,
}

/// The way and what was typed.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Typed {
    suite: Suite,
    typed: String,
}

/// A way in as pages show it.
pub struct WayLine {
    /// Its name in addresses.
    pub(in crate::web) token: String,
    pub(in crate::web) kind: SlotKind,
    pub(in crate::web) name: String,
    pub(in crate::web) made: String,
    pub(in crate::web) used: Option<String>,
    /// The way that was used to come in.
    pub(in crate::web) current: bool,
    /// What was drawn and is not yet noted.
    pub(in crate::web) to_note: bool,
}

impl WayLine {
    pub(in crate::web) const fn picto(&self) -> Picto {
        Picto::of_way(self.kind)
    }
}

#[derive(Template)]
#[template(path = "account.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what the page shows or not, each by itself"
)]
struct Account<'a> {
    t: &'a Texts,
    page: &'a Page,
    name: String,
    ways: Vec<WayLine>,
    risk: Option<String>,
    can_add_phone: bool,
    has_card: bool,
    has_rescue: bool,
    has_words: bool,
    /// Whether messages can be asked for, or stopped.
    can_be_told: bool,
    last_visit: String,
}

#[derive(Template)]
#[template(path = "account-notice.html")]
struct NoticePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    changed: bool,
    given_at: String,
    version: &'static str,
}

/// The first 64 bits of an id: enough to tell the few ways in, or screens, of one vault apart.
pub fn token(id: &[u8; 32]) -> String {
    HEXLOWER.encode(&id[..8])
}

/// The id and kind of the way with that token.
pub async fn way(app: &App, session: &Session, wanted: &str) -> Outcome<([u8; 32], SlotKind)> {
    let all = ways_in::all(&app.abri, &session.open).await?;
    let found = all.iter().find(|row| token(&row.id) == wanted);
    found.map(|row| (row.id, row.kind)).ok_or(Problem::NotFound)
}

/// The id of the only way of that kind, if there is one.
pub async fn only(app: &App, session: &Session, kind: SlotKind) -> Outcome<Option<[u8; 32]>> {
    let all = ways_in::all(&app.abri, &session.open).await?;
    Ok(all.iter().find(|row| row.kind == kind).map(|row| row.id))
}

/// Sends whoever has not typed a secret lately to do so, and back here.
fn unproved(app: &App, session: &Session, back: &str) -> Option<Response> {
    if proof::is_proved(&app.abri, session) {
        return None;
    }
    Some(Redirect::to(&format!("/compte/preuve?vers={}", back.replace('?', "%3F"))).into_response())
}

/// Notes that the person holds what was drawn, the end of which they typed back; else why not, in
/// the sentence `key`.
async fn confirm(
    app: &App,
    signed: Signed,
    id: [u8; 32],
    typed: String,
    key: &'static str,
) -> Result<(Signed, Option<Wrong>), Refused> {
    let Signed { mut session, visit } = signed;
    let abri = app.abri.clone();
    let (session, noted) = app
        .carry(async move {
            let noted = ways_in::confirm(&abri, &mut session, &id, &typed).await;
            Ok((session, noted))
        })
        .await?;
    let wrong = match noted {
        Ok(()) => None,
        Err(problem) => Some(Wrong::of(&visit.t, problem, key)?),
    };
    Ok((Signed { session, visit }, wrong))
}

/// The lines of all ways in.
pub async fn lines(app: &App, session: &Session, t: &Texts) -> Outcome<Vec<WayLine>> {
    let date = |moment: Moment| t.date(t.zone().day(moment));
    let mut all = ways_in::all(&app.abri, &session.open).await?;
    all.sort_by_key(|row| (row.kind as u8, row.created_at));
    Ok(all
        .iter()
        .map(|row| WayLine {
            token: token(&row.id),
            kind: row.kind,
            name: super::entry::way_name(t, row.kind),
            made: date(row.created_at),
            used: row.used_at.map(date),
            current: row.id == session.notes.slot_id,
            to_note: session.drawn_for(&row.id).is_some(),
        })
        .collect())
}

/// `GET /compte`
pub async fn show(State(app): State<Shared>, signed: Signed) -> Answer {
    let ways = lines(&app, &signed.session, &signed.visit.t).await?;
    let has = |kind| ways.iter().any(|way| way.kind == kind);
    let session = &signed.session;
    let t = &signed.visit.t;
    let page = signed.visit.page.clone().at(Place::Account);
    Ok(html(&Account {
        t,
        page: &page,
        name: open_vault::profile(session)?.name.as_str().to_owned(),
        risk: risk(
            t,
            ways_in::is_safe(&app.abri, &session.open).await?,
            session.place,
        ),
        can_add_phone: session.place == slot::Place::Own && session.notes.slot != SlotKind::Device,
        has_card: has(SlotKind::Card),
        has_rescue: has(SlotKind::Rescue),
        has_words: has(SlotKind::Phrase),
        can_be_told: notices::mine(&app.abri, session).await?.any(),
        last_visit: t.day_time(session.vault.visited_at),
        ways,
    }))
}

/// `POST /compte/sortir-partout`
pub async fn sign_out_everywhere(State(app): State<Shared>, signed: Signed) -> Answer {
    let abri = app.abri.clone();
    let session = signed.session;
    app.carry(async move { session::end_all(&abri, &session).await })
        .await?;
    let mut response = Redirect::to("/entrer").into_response();
    cookies::put(response.headers_mut(), &cookies::forget(cookies::SESSION));
    Ok(response)
}

/// The language chosen.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Language {
    langue: String,
}

/// `POST /compte/langue`
pub async fn language(State(app): State<Shared>, Form(chosen): Form<Language>) -> Response {
    speak(&app, &chosen, "/compte")
}

/// Remembers the language, and leads back.
pub fn speak(app: &App, chosen: &Language, back: &str) -> Response {
    let mut response = Redirect::to(back).into_response();
    if let Some(lang) = Lang::from_tag(&chosen.langue, app.site.pseudo) {
        let cookie = cookies::make(cookies::LANGUAGE, lang.tag().to_owned());
        cookies::put(response.headers_mut(), &cookie);
    }
    response
}

/// `GET /compte/information`: the notice, again or because it changed.
pub async fn information(signed: Signed, Query(asked): Query<Asked>) -> Response {
    let vault = &signed.session.vault;
    let t = &signed.visit.t;
    let page = asked.suite.page(&signed.visit, 2);
    html(&NoticePage {
        t,
        page: &page,
        changed: vault.notice_version != NOTICE,
        given_at: t.day(vault.notice_at),
        version: NOTICE,
    })
}

/// Which notice was given, and how.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Given {
    notice: String,
    given: String,
}

/// `POST /compte/information`
pub async fn informed(
    State(app): State<Shared>,
    signed: Signed,
    Form(answer): Form<Given>,
) -> Answer {
    let Some(given) = open::informed(&answer.notice, &answer.given) else {
        return Ok(Redirect::to("/compte/information").into_response());
    };
    let changed = signed.session.vault.notice_version != NOTICE;
    let read = open::notice(&signed.visit, given);
    let (abri, session) = (app.abri.clone(), signed.session);
    app.carry(async move { notice::read(&abri, &session, &read).await })
        .await?;
    Ok(Redirect::to(if changed { "/papiers" } else { "/compte" }).into_response())
}
