//! Messages that leave Abri: e-mail through the operator's relay, text messages through the operator's hook.
//!
//! Nothing here knows a vault. What failed is told without the address and without what the other side answered, which
//! often repeats it.

mod mail;
mod sms;

pub use mail::{Credentials, MailSettings, Security};
pub use sms::SmsSettings;

use std::time::Duration;

use crate::domain::notices::{Address, Channel, Message};

/// How long one message may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why a message was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Nobody answers, or not in time, or not with the certificate that is wanted.
    #[error("no answer")]
    Away,
    /// The other side does not take this message; its code, of SMTP (RFC 5321) or HTTP (RFC 9110).
    #[error("refused with {0}")]
    Refused(u16),
    /// The operator configured nothing for this kind of address, or not for this country.
    #[error("not offered")]
    NotOffered,
}

/// A setting that cannot be used, in words for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(pub String);

/// What the operator configured; nothing by default.
#[derive(Default)]
pub struct Notify {
    mail: Option<mail::Mail>,
    sms: Option<sms::Sms>,
}

impl Notify {
    /// Over the operator's relay and hook.
    pub fn new(mail: Option<MailSettings>, sms: Option<SmsSettings>) -> Result<Self, Unusable> {
        Ok(Self {
            mail: mail.map(mail::Mail::new).transpose()?,
            sms: sms.map(sms::Sms::new).transpose()?,
        })
    }

    /// Whether people can be written to in this way.
    pub const fn offers(&self, channel: Channel) -> bool {
        match channel {
            Channel::Mail => self.mail.is_some(),
            Channel::Sms => self.sms.is_some(),
        }
    }

    /// Whether people can be written to at all.
    pub const fn any(&self) -> bool {
        self.offers(Channel::Mail) || self.offers(Channel::Sms)
    }

    /// Whether this very address can be written to.
    pub fn reaches(&self, address: &Address) -> bool {
        match address.channel() {
            Channel::Mail => self.mail.is_some(),
            Channel::Sms => self.sms.as_ref().is_some_and(|sms| sms.reaches(address)),
        }
    }

    /// Sends a message, in ten seconds at most.
    pub async fn send(&self, to: &Address, message: &Message) -> Result<(), Failure> {
        let sending = async {
            match (to.channel(), &self.mail, &self.sms) {
                (Channel::Mail, Some(mail), _) => mail.send(to, message).await,
                (Channel::Sms, _, Some(sms)) => sms.send(to, message).await,
                _ => Err(Failure::NotOffered),
            }
        };
        tokio::time::timeout(PATIENCE, sending)
            .await
            .unwrap_or(Err(Failure::Away))
    }
}
