//! Vaults that acts opened, with a way into each: whoever comes in has its seal and its chain verified.

use super::flow::between;
use super::told::Papers;
use crate::server::Person;

/// How somebody comes in.
enum Way {
    /// With the phone that this browser is, and its code.
    Phone(Person, String),
    /// With a card and its code.
    Card(String, String),
    /// Nobody knows while it is being changed.
    Changing,
}

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

    /// The way in is being changed, or replaced.
    pub fn changes(&mut self) {
        self.way = Way::Changing;
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
        match (&self.life, &self.way) {
            (Life::Closing, _) | (_, Way::Changing) => false,
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
                self.way = Way::Changing;
                false
            }
        }
    }
}

impl Way {
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
            Self::Changing => return None,
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
