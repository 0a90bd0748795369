//! Text messages by the operator's hook: one HTTPS request for each (docs/notices.md has the format).

use reqwest::redirect::Policy;
use zeroize::Zeroizing;

use super::{Failure, PATIENCE, Unusable};
use crate::domain::notices::{Address, Message};

/// The operator's hook.
pub struct SmsSettings {
    /// Its address, `https://…`; `http://…` for this machine alone.
    pub url: String,
    /// What it knows Abri by.
    pub secret: Zeroizing<String>,
    /// Beginnings of numbers that are written to, such as `+33`.
    pub prefixes: Vec<String>,
}

pub(super) struct Sms {
    client: reqwest::Client,
    settings: SmsSettings,
}

#[derive(serde::Serialize)]
struct Body<'a> {
    to: &'a str,
    text: &'a str,
}

impl Sms {
    pub(super) fn new(settings: SmsSettings) -> Result<Self, Unusable> {
        let client = reqwest::Client::builder()
            // What is sent goes to the address that the operator wrote, and nowhere else.
            .redirect(Policy::none())
            .no_proxy()
            .timeout(PATIENCE)
            .build()
            .map_err(|_| Unusable("the hook's client cannot be made".to_owned()))?;
        Ok(Self { client, settings })
    }

    pub(super) fn reaches(&self, address: &Address) -> bool {
        let mut prefixes = self.settings.prefixes.iter();
        prefixes.any(|prefix| address.as_str().starts_with(prefix))
    }

    pub(super) async fn send(&self, to: &Address, message: &Message) -> Result<(), Failure> {
        if !self.reaches(to) {
            return Err(Failure::NotOffered);
        }
        let body = Body {
            to: to.as_str(),
            text: &message.text,
        };
        let request = self
            .client
            .post(&self.settings.url)
            .bearer_auth(self.settings.secret.as_str())
            .json(&body);
        let answer = request.send().await.map_err(|_| Failure::Away)?;
        if answer.status().is_success() {
            Ok(())
        } else {
            Err(Failure::Refused(answer.status().as_u16()))
        }
    }
}
