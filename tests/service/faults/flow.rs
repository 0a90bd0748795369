//! People in their browsers, who do something once while something may fail under it.

use std::cell::{Cell, RefCell};

use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, Response};

use crate::hook::Hook;
pub use crate::kills::work::MARK;
use crate::kills::work::Scene;
use crate::people::{come_in, depositor};
use crate::professionals::signed_in;
use crate::server::Person;
use crate::setups::Setup;

use super::told::Told;
use super::ways::Vault;

/// Everybody, signed in before the first fault and never again.
pub struct Everybody {
    /// A browser without cookies, to make others like it.
    pub anybody: Person,
    /// What the demonstration said of itself.
    pub said: serde_json::Value,
    /// The person whose vault most of it is about.
    pub owner: Person,
    pub depositor: Person,
    pub manager: Person,
    pub mediator: Person,
    pub worker: Person,
    /// What takes their text messages.
    pub hook: Hook,
    /// A paper that stays, to make others of, and its id.
    scene: Scene,
}

impl Everybody {
    pub async fn of(setup: &Setup) -> Self {
        let (said, anybody) = (setup.server.said().clone(), setup.server.person());
        let owner = come_in(&anybody, &said, 0).await;
        Self {
            depositor: depositor(&anybody, &said).await.0,
            manager: signed_in(&anybody, &said, "manager").await,
            mediator: signed_in(&anybody, &said, "mediator").await,
            worker: signed_in(&anybody, &said, "social_worker").await,
            hook: Hook::start().await,
            scene: Scene::set(setup.server.person(), &said).await,
            anybody,
            said,
            owner,
        }
    }

    /// The owner comes in once more, in another browser.
    pub async fn comes_in(&self) -> Person {
        come_in(&self.anybody, &self.said, 0).await
    }

    /// What the owner types who comes in by card.
    pub fn card(&self) -> [(&str, &str); 3] {
        let field = |name: &str| self.said["people"][0][name].as_str().unwrap();
        [
            ("number", field("card")),
            ("code", field("code")),
            ("place", "own"),
        ]
    }

    /// Everybody who has a session begins another one.
    pub async fn come_in_anew(&mut self) {
        self.owner = self.comes_in().await;
        self.manager = signed_in(&self.anybody, &self.said, "manager").await;
        self.mediator = signed_in(&self.anybody, &self.said, "mediator").await;
        self.worker = signed_in(&self.anybody, &self.said, "social_worker").await;
    }

    /// The id of the paper that stays.
    pub fn shown(&self) -> &str {
        &self.scene.shown.0
    }
}

/// One time through an act: it ends with the first request that is not answered for.
pub struct Flow<'a> {
    pub people: &'a Everybody,
    told: &'a RefCell<Told>,
    /// Unlike that of every other time.
    number: u64,
    drawn: Cell<u64>,
    /// Whether nothing is meant to fail: then what is not answered for is a failure of the test.
    calm: bool,
    /// Whether sessions may end by the clock: whoever is led to the door, or asked for their secret again, ends the act.
    adrift: bool,
}

impl<'a> Flow<'a> {
    pub fn new(people: &'a Everybody, told: &'a RefCell<Told>, number: u64, calm: bool) -> Self {
        Self {
            people,
            told,
            number,
            drawn: Cell::new(0),
            calm,
            adrift: false,
        }
    }

    /// The same while the clock jumps.
    pub fn adrift(mut self) -> Self {
        self.adrift = true;
        self
    }

    /// A name or file of its own, to be found nowhere in clear.
    pub fn name(&self) -> String {
        self.drawn.set(self.drawn.get() + 1);
        format!("{MARK} {}-{}", self.number, self.drawn.get())
    }

    /// A telephone number of its own, among those that are nobody's.
    pub fn phone(&self) -> String {
        format!("+3363998{:04}", self.number)
    }

    /// A browser that comes from another address than that of the last times: what one source may do in an hour stands in
    /// no setting.
    pub fn elsewhere(&self) -> Person {
        let [.., third, last] = self.number.to_be_bytes();
        let address = [127, 1, third, last.max(1)];
        self.people.anybody.elsewhere(address.into())
    }

    pub fn a_pdf(&self) -> Vec<u8> {
        self.people.scene.another_pdf(&self.name(), false)
    }

    /// Sends a request; its answer, if that says yes. Then these entries are in the journals for ever.
    pub async fn send(
        &self,
        request: RequestBuilder,
        entries: &[&'static str],
    ) -> Option<Response> {
        let answer = request.send().await;
        let answered =
            matches!(&answer, Ok(answer) if matches!(answer.status().as_u16(), 200 | 201 | 303));
        if let Ok(answer) = &answer {
            let mut told = self.told.borrow_mut();
            *told.statuses.entry(answer.status().as_u16()).or_default() += 1;
        }
        let to = |answer: &Response| {
            let to = answer.headers().get("location")?;
            Some(to.to_str().ok()?.to_owned())
        };
        if let Ok(answer) = &answer
            && let Some(to) = to(answer)
        {
            let ended = entries.contains(&"signed_out_everywhere");
            let doors = ["/entrer", "/pro/entrer", "/compte/preuve"];
            let at_a_door = doors.iter().any(|door| to.split('?').next() == Some(door));
            if self.adrift && !ended && at_a_door {
                return None;
            }
            assert!(
                ended || (to != "/entrer" && to != "/pro/entrer"),
                "the session is lost"
            );
        }
        assert!(answered || !self.calm, "{answer:?}");
        if !answered {
            return None;
        }
        let mut told = self.told.borrow_mut();
        for entry in entries {
            *told.entries.entry(entry).or_default() += 1;
            if self.calm {
                told.codes.insert(entry);
            }
        }
        answer.ok()
    }

    /// Sends a form; where it leads.
    pub async fn form(
        &self,
        person: &Person,
        path: &str,
        fields: &[(&str, &str)],
        entries: &[&'static str],
    ) -> Option<String> {
        let request = person.ask(Method::POST, path).form(fields);
        let answer = self.send(request, entries).await?;
        if answer.status() == 303 {
            return Some(answer.headers()["location"].to_str().unwrap().to_owned());
        }
        let page = answer.text().await.ok()?;
        assert!(!self.calm, "{path} {fields:?} asks again: {page}");
        // What it asks again for was not done, and nothing of it was said to be.
        let mut told = self.told.borrow_mut();
        for entry in entries {
            *told.entries.entry(entry).or_default() -= 1;
        }
        None
    }

    /// Sends a form that is answered by a page.
    pub async fn asks(
        &self,
        person: &Person,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Option<String> {
        let request = person.ask(Method::POST, path).form(fields);
        self.send(request, &[]).await?.text().await.ok()
    }

    /// A page, whole.
    pub async fn page(
        &self,
        person: &Person,
        path: &str,
        entries: &[&'static str],
    ) -> Option<String> {
        let request = person.ask(Method::GET, path);
        self.send(request, entries).await?.text().await.ok()
    }

    /// Sends a paper; where it leads.
    pub async fn file(
        &self,
        person: &Person,
        path: &str,
        bytes: Vec<u8>,
        entry: &'static str,
    ) -> Option<String> {
        let file = Part::bytes(bytes).file_name("fiche.pdf");
        let form = Form::new().text("quoi", "autre").part("papier", file);
        let request = person.ask(Method::POST, path).multipart(form);
        let answer = self.send(request, &[]).await?;
        // Another answer than one that leads on is a page that says why it is not kept.
        let to = answer.headers().get("location");
        let to = to.map(|to| to.to_str().unwrap().to_owned());
        let mut told = self.told.borrow_mut();
        assert!(to.is_some() || !self.calm, "{path} is refused");
        if to.is_some() {
            *told.entries.entry(entry).or_default() += 1;
            if self.calm {
                told.codes.insert(entry);
            }
        }
        to
    }

    /// What is not counted, because the journal that tells it may go, or tells it otherwise the second time.
    pub fn done(&self, entry: &'static str) {
        if self.calm {
            self.told.borrow_mut().codes.insert(entry);
        }
    }

    /// A paper of the owner's is said to be kept.
    pub fn kept(&self, id: &str, bytes: Vec<u8>) {
        self.told.borrow_mut().papers.keep(id, bytes);
    }

    /// Whether it is there is open from now on, until it is said to be back.
    pub fn leaves(&self, id: &str, leaves: bool) {
        self.told.borrow_mut().papers.leaves(id, leaves);
    }

    /// Somebody's paper for the owner is said to have arrived; nobody has said yet under which id.
    pub fn arrived(&self, bytes: Vec<u8>) {
        self.told.borrow_mut().arrived.push(bytes);
    }

    /// The owner is going to refuse this one.
    pub fn refuses(&self, id: &str) {
        self.told.borrow_mut().refuses(id);
    }

    /// What was opened is known from now on, with a way into it; its number.
    pub fn opened(&self, vault: Vault) -> usize {
        let vaults = &mut self.told.borrow_mut().vaults;
        vaults.push(vault);
        vaults.len() - 1
    }

    /// The way into the vault of this number is being changed: like this, if its sessions last.
    pub fn changes(&self, number: usize, note: impl FnOnce(&mut Vault)) {
        if self.adrift {
            self.of(number, Vault::is_unknown);
        } else {
            self.of(number, note);
        }
    }

    /// Something is noted of the vault of this number.
    pub fn of(&self, number: usize, note: impl FnOnce(&mut Vault)) {
        note(&mut self.told.borrow_mut().vaults[number]);
    }
}

/// What stands in a page between two marks, the first time.
pub fn between(page: &str, before: &str, after: &str) -> Option<String> {
    let (_, rest) = page.split_once(before)?;
    Some(rest.split_once(after)?.0.to_owned())
}

/// The value of a hidden field.
pub fn hidden(page: &str, name: &str) -> Option<String> {
    between(page, &format!("name=\"{name}\" value=\""), "\"")
}
