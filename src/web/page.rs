//! What every page has, and how a template becomes an answer.

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::domain::structure::Role;
use crate::i18n::Lang;

/// Who can be asked, on every lock and error page; from the settings, shown as they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Help {
    /// The structure's name.
    pub name: String,
    /// A telephone number, written as it is read out; empty if none.
    pub phone: String,
    /// Where to go; empty if nowhere.
    pub place: String,
    /// When someone is there; empty if not told.
    pub hours: String,
}

impl Help {
    /// The number for a `tel:` link: digits and `+` only.
    pub fn dial(&self) -> String {
        self.phone
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect()
    }
}

/// The three places of a person in their vault, and those of a professional at their desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Mes papiers.
    Papers,
    /// Qui a vu mes papiers ?
    Seen,
    /// Mon compte.
    Account,
    /// Accueil, of a professional.
    Desk,
    /// Ma structure, of a manager.
    Team,
    /// Mon compte, of a professional.
    DeskAccount,
}

/// What the button at the top right does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leave {
    /// Ends the session, clears, and goes to a neutral page.
    #[default]
    Fast,
    /// Closes what a professional was reading.
    Close,
    /// Ends putting papers in for somebody.
    Finish,
    /// Ends answering in a window at the desk.
    Window,
    /// Ends what is begun with a helper, on their screen.
    Together,
}

/// What every page has. Built with [`Page::new`] and the `with_` methods.
#[derive(Debug, Clone)]
pub struct Page {
    /// Language of the page.
    pub lang: Lang,
    /// The menu of a signed-in person, and where in it this page is.
    pub place: Option<Place>,
    /// The role of a professional, whose menu is another.
    pub desk: Option<Role>,
    /// Step of a wizard: this one, and how many there are.
    pub step: Option<(u8, u8)>,
    /// The button at the top right.
    pub leave: Leave,
    /// Where the quick exit goes; an address outside Abri.
    pub neutral: Arc<str>,
    /// Who can be asked.
    pub help: Arc<Help>,
    /// Where signing out is sent to.
    pub out: &'static str,
    /// On a shared computer: what is left of the session, in words.
    pub time_left: Option<String>,
    /// Whether the pseudo-language of the tests is offered.
    pub pseudo: bool,
    /// What professionals wait for from whoever is signed in.
    pub waits: Waits,
    /// Who asks to come back into the vault of whoever is signed in.
    pub asking: Vec<Asking>,
    /// Whether somebody may look over the shoulder of whoever is signed in.
    pub discreet: bool,
    /// Where the names on this page are hidden again, if they are shown for once.
    pub hide: Option<String>,
}

/// What professionals wait for from whoever is signed in.
#[derive(Debug, Clone, Default)]
pub struct Waits {
    /// Each of them.
    pub questions: Vec<Question>,
    /// Whether there is an appointment at all, so that one could come while the page is open.
    pub listens: bool,
}

/// Somebody asks to come back into the vault, and a professional has confirmed that it is its person.
#[derive(Debug, Clone)]
pub struct Asking {
    /// The case.
    pub id: String,
    /// The professional.
    pub by: String,
    /// Their structure.
    pub structure: String,
    /// Whether nobody was seen: then the person can say no.
    pub afar: bool,
    /// When the vault opens unless the person says no, once two have confirmed.
    pub ready: Option<String>,
}

/// Somebody who waits for a word.
#[derive(Debug, Clone)]
pub struct Question {
    /// Where it is answered.
    pub to: String,
    /// Who.
    pub who: String,
    /// Their structure.
    pub structure: String,
    /// Whether they ask for a copy of what they see.
    pub copy: bool,
}

impl Page {
    /// A page outside any vault.
    pub fn new(lang: Lang, help: Arc<Help>, neutral: Arc<str>) -> Self {
        Self {
            lang,
            place: None,
            desk: None,
            step: None,
            leave: Leave::Fast,
            neutral,
            help,
            out: "/sortir",
            time_left: None,
            pseudo: false,
            waits: Waits::default(),
            asking: Vec::new(),
            discreet: false,
            hide: None,
        }
    }

    /// Whether this page names neither papers nor people.
    pub const fn hides(&self) -> bool {
        self.discreet && self.hide.is_none()
    }

    /// In the menu of a signed-in person.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// With the menu of a professional.
    #[must_use]
    pub fn at_desk(mut self, role: Role) -> Self {
        self.desk = Some(role);
        self.out = "/pro/sortir";
        self
    }

    /// For whoever must replace a way in before anything else.
    #[must_use]
    pub fn renewing(mut self) -> Self {
        self.out = "/renouveler/sortir";
        self
    }

    /// On the screen of a helper: nothing leads anywhere but to its end.
    #[must_use]
    pub fn together(mut self) -> Self {
        self.leave = Leave::Together;
        self.time_left = None;
        self
    }

    /// Where the mark at the top leads.
    pub const fn home(&self) -> &'static str {
        match (self.leave, self.desk, self.place) {
            (Leave::Together, ..) => "/ensemble",
            (_, Some(_), _) => "/pro",
            (_, None, Some(_)) => "/papiers",
            (_, None, None) => "/",
        }
    }

    /// Whether vaults are opened with people here.
    pub fn mediates(&self) -> bool {
        self.desk == Some(Role::Mediator)
    }

    /// Whether the menu leads to a structure.
    pub fn manages(&self) -> bool {
        self.desk == Some(Role::Manager)
    }

    /// As step `step` of `total`.
    #[must_use]
    pub fn at_step(mut self, step: u8, total: u8) -> Self {
        self.step = Some((step, total));
        self
    }

    /// With the button that closes instead of the quick exit.
    #[must_use]
    pub fn closing(mut self) -> Self {
        self.leave = Leave::Close;
        self
    }

    /// In a window at the desk, with the button that ends it.
    #[must_use]
    pub fn at_window(mut self) -> Self {
        self.leave = Leave::Window;
        self.out = "/guichet/fin";
        self
    }

    /// With the button that ends putting papers in.
    #[must_use]
    pub fn finishing(mut self) -> Self {
        self.leave = Leave::Finish;
        self
    }

    /// With what is left of a session on a shared computer ("12 minutes").
    #[must_use]
    pub fn with_time_left(mut self, left: String) -> Self {
        self.time_left = Some(left);
        self
    }

    /// Whether `place` is where this page is, as the value of `aria-current`.
    pub fn current(&self, place: Place) -> bool {
        self.place == Some(place)
    }

    /// The languages to choose from.
    pub fn languages(&self) -> &'static [Lang] {
        Lang::offered(self.pseudo)
    }

    /// The address of an asset, named after its content.
    pub fn asset(&self, name: &str) -> &'static str {
        super::assets::address(name)
    }
}

/// A page with status 200.
pub fn html(template: &impl Template) -> Response {
    html_with(StatusCode::OK, template)
}

/// A page with another status.
pub fn html_with(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => (status, Html(text)).into_response(),
        // Writing to a String does not fail, and no template of ours returns an error of its own.
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
