//! Mariam is told by text messages that something is new.

use abri::actions::notices::{self, Mine};
use abri::actions::session::Session;

use super::sees::Seen;
use super::text::said;
use super::world::{HOLDER, World};
use crate::hook::Hook;
use crate::notices::{asks, news, sms, types};
use crate::relay::digits;
use crate::support::Service;

/// From now on the operator has a hook.
pub async fn offered(service: &mut Service) -> Hook {
    let hook = Hook::start().await;
    service.abri.notify = sms(&hook);
    hook
}

/// She types her number, and back what was sent there.
pub async fn asked_for(service: &Service, hook: &Hook, session: &mut Session, code: &str) {
    let abri = &service.abri;
    types(abri, session, code).await;
    asks(abri, session, "06 98 76 54 32").await.unwrap();
    let number = digits(hook.taken()[0]["text"].as_str().unwrap()).unwrap();
    notices::confirm(abri, session, &number).await.unwrap();
}

impl World {
    pub async fn messages(&self, seen: &mut Seen) {
        let mine = notices::mine(&self.service.abri, &self.mariam).await;
        let words = |mine: Mine| match mine.address {
            Some(address) => format!("{} {}", address.as_str(), mine.paused),
            None => String::new(),
        };
        seen.insert("mariam messages".into(), said(mine, words));
        let before = self.hook.taken().len();
        let round = notices::send(&self.service.abri, &HOLDER, news).await;
        let sent = self.hook.taken().split_off(before);
        let sent: Vec<_> = sent.iter().map(ToString::to_string).collect();
        seen.insert("messages sent".into(), said(round, |_| sent.join("; ")));
    }
}
