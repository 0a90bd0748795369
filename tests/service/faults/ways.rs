//! Vaults that acts opened, with a way into each: whoever comes in has its seal and its chain verified.

use super::flow::between;
use super::told::Papers;
use super::vaults::{card_number, digits};
use crate::server::Person;

/// How somebody comes in.
enum Way {
    /// With the phone that this browser is, and its code.
    Phone(Person, String),
    /// With a card and its code.
    Card(String, String),
    /// A way in is being changed in this browser, and this was the code of its phone: the session shows what is good now,
    /// if it is anything else.
    Redrawn(Person, String),
    /// What a helper saw is being replaced in this browser: the card and the code that they saw.
    Replaced(Person, (String, String)),
    /// Something that opens once is being used up in this browser, by this form: it opens again, until the code that follows
    /// is noted.
    Once(Person, Form),
    /// Nobody knows.
    Unknown,
}

/// A path, and what is sent there.
type Form = (&'static str, Vec<(&'static str, String)>);

/// How far its life has come.
enum Life {
    Open,
    /// Somebody has asked to close it, and had no answer yet.
    Closing,
    Closed,
}

/// A vault that was said to be open.
pub struct Vault {
    way: Way,
    life: Life,
    pub papers: Papers,
}

impl Vault {
    /// Opened in this browser, which its owner keeps, with this code.
    pub fn on(phone: &Person, code: &str) -> Self {
        Self::by(Way::Phone(phone.same(), code.to_owned()))
    }

    /// Opened elsewhere, with this card and its code.
    pub fn with(card: &str, code: &str) -> Self {
        Self::by(Way::Card(card.to_owned(), code.to_owned()))
    }

    fn by(way: Way) -> Self {
        Self {
            way,
            life: Life::Open,
            papers: Papers::default(),
        }
    }

    /// The code of this phone is being changed, or every way in replaced, by whoever is inside.
    pub fn changes(&mut self, phone: &Person, code: &str) {
        self.way = Way::Redrawn(phone.same(), code.to_owned());
    }

    /// Whoever came in with this card replaces what a helper saw.
    pub fn replaces(&mut self, phone: &Person, card: &str, code: &str) {
        self.way = Way::Replaced(phone.same(), (card.to_owned(), code.to_owned()));
    }

    /// Somebody outside uses up in this browser what opens once.
    pub fn opens_once(
        &mut self,
        browser: &Person,
        path: &'static str,
        typed: &[(&'static str, &str)],
    ) {
        let typed = typed
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        self.way = Way::Once(browser.same(), (path, typed.collect()));
    }

    /// Nobody can say how it is opened: by another clock the session is over that would show it.
    pub fn is_unknown(&mut self) {
        self.way = Way::Unknown;
    }

    /// It has become this browser, with this code.
    pub fn by_phone(&mut self, phone: &Person, code: &str) {
        self.way = Way::Phone(phone.same(), code.to_owned());
    }

    /// It has become this card, with this code.
    pub fn by_card(&mut self, card: &str, code: &str) {
        self.way = Way::Card(card.to_owned(), code.to_owned());
    }

    /// Its end is asked for.
    pub fn closes(&mut self) {
        self.life = Life::Closing;
    }

    /// Its end was certified.
    pub fn is_closed(&mut self) {
        self.life = Life::Closed;
    }

    pub fn is_closing(&self) -> bool {
        matches!(self.life, Life::Closing)
    }

    /// Whoever opened it comes in and finds every paper; into one that was said to be closed nobody does. Whether
    /// somebody came in.
    pub async fn holds(&mut self, anybody: &Person) -> bool {
        if matches!(self.life, Life::Open) {
            self.way.settles(&self.papers).await;
        }
        match (&self.life, &self.way) {
            (Life::Closing, _) | (_, Way::Unknown) => false,
            (Life::Open, way) => {
                let person = way.comes_in(anybody).await;
                let person = person.expect("nobody comes back into a vault");
                self.papers.hold(&person).await;
                true
            }
            (Life::Closed, way) => {
                let person = way.comes_in(anybody).await;
                assert!(person.is_none(), "a closed vault opens");
                // Nothing is left of it that anybody could come back to.
                self.way = Way::Unknown;
                false
            }
        }
    }
}

impl Way {
    /// What was being changed when something failed: whoever did it finds a way into their vault all the same.
    async fn settles(&mut self, papers: &Papers) {
        match self {
            Self::Phone(..) | Self::Card(..) | Self::Unknown => {}
            Self::Redrawn(phone, code) => {
                let shown = redrawn(phone).await;
                *self = shown.unwrap_or_else(|| Self::Phone(phone.same(), code.clone()));
            }
            Self::Replaced(phone, (card, code)) => {
                let to = leads(&phone.get("/renouveler").await);
                *self = match to {
                    None => Self::Card(card.clone(), code.clone()),
                    Some(to) => {
                        let code = code_at(phone, &to).await.expect("the code is shown");
                        Self::Phone(phone.same(), code)
                    }
                };
            }
            Self::Once(browser, (path, typed)) => {
                *self = if let Some(card) = card_of(browser).await {
                    card
                } else {
                    let typed: Vec<_> = typed
                        .iter()
                        .map(|(name, value)| (*name, &**value))
                        .collect();
                    let to = leads(&browser.form(path, &typed).await);
                    assert!(to.is_some(), "{path} opens no more");
                    papers.hold(browser).await;
                    let card = card_of(browser).await;
                    drop(card.expect("the new card is shown"));
                    // What was looked at may be a copy: only there is this card good.
                    Self::Unknown
                };
            }
        }
    }

    async fn comes_in(&self, anybody: &Person) -> Option<Person> {
        let (person, path, number, code) = match self {
            Self::Phone(phone, code) => {
                // Whoever is signed in is not asked.
                phone.form("/sortir", &[]).await;
                let page = phone.get("/entrer").await.text().await.unwrap();
                let tag = between(&page, "/entrer/telephone/", "\"")?;
                (phone.same(), format!("/entrer/telephone/{tag}"), None, code)
            }
            Self::Card(number, code) => {
                let path = "/entrer/carte/code".to_owned();
                (anybody.another(), path, Some(number), code)
            }
            _ => unreachable!("it is settled"),
        };
        let mut fields = vec![("code", code.as_str()), ("place", "own")];
        fields.extend(number.map(|number| ("number", number.as_str())));
        let answer = person.form(&path, &fields).await;
        if answer.status() != 303 {
            return None;
        }
        let home = answer.headers()["location"].to_str().unwrap();
        // Closed, and not erased yet.
        if home == "/entrer" {
            return None;
        }
        assert_eq!(person.get(home).await.status(), 200, "{home}");
        Some(person)
    }
}

/// What the session of this browser shows of a way in that was just made or changed.
async fn redrawn(phone: &Person) -> Option<Way> {
    let answer = phone.get("/compte").await;
    assert_eq!(answer.status(), 200, "the session is lost");
    if let Some(card) = card_of(phone).await {
        return Some(card);
    }
    let page = answer.text().await.unwrap();
    let way = between(&page, "href=\"/compte/code/", "\"")?;
    let code = code_at(phone, &format!("/compte/code/{way}")).await?;
    Some(Way::Phone(phone.same(), code))
}

/// The card that is shown with its code.
async fn card_of(person: &Person) -> Option<Way> {
    let page = person.get("/compte/carte").await.text().await.unwrap();
    let number = card_number(&page)?;
    let way = between(&page, "href=\"/compte/code/", "\"")?;
    let code = code_at(person, &format!("/compte/code/{way}")).await?;
    Some(Way::Card(number, code))
}

async fn code_at(person: &Person, path: &str) -> Option<String> {
    let page = person.get(path).await.text().await.unwrap();
    Some(digits(&between(&page, "<b class=\"large\">", "</b>")?))
}

/// Where an answer leads; nowhere, if it is a page.
fn leads(answer: &reqwest::Response) -> Option<String> {
    let to = answer.headers().get("location")?;
    Some(to.to_str().unwrap().to_owned())
}
