//! E-mail by SMTP (RFC 5321) to the operator's relay, always over TLS: from the first byte, or by STARTTLS (RFC 3207)
//! without falling back.

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message as Letter};
use lettre::transport::smtp::authentication::Credentials as Login;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use zeroize::Zeroizing;

use super::{Failure, PATIENCE, Unusable};
use crate::domain::notices::{Address, Message};

/// How the connection is closed to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte; usually port 465.
    Tls,
    /// STARTTLS, without which nothing is sent; usually port 587.
    StartTls,
}

/// Who Abri is to the relay.
pub struct Credentials {
    /// Its name there.
    pub user: String,
    /// Its password.
    pub password: Zeroizing<String>,
}

/// The operator's relay.
pub struct MailSettings {
    /// Its name, which its certificate must have.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is closed.
    pub security: Security,
    /// Where it wants to know who sends.
    pub credentials: Option<Credentials>,
    /// The address that messages come from.
    pub from: Address,
    /// A certificate authority in PEM, beside those of the system.
    pub authority: Option<Vec<u8>>,
}

pub(super) struct Mail {
    relay: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mail {
    pub(super) fn new(settings: MailSettings) -> Result<Self, Unusable> {
        let mut tls = TlsParameters::builder(settings.host.clone());
        if let Some(pem) = &settings.authority {
            let certificate = Certificate::from_pem(pem)
                .map_err(|_| Unusable("`authority` holds no certificate in PEM".to_owned()))?;
            tls = tls.add_root_certificate(certificate);
        }
        let tls = tls.build().map_err(|_| {
            Unusable("no certificate can be checked; look at `authority`".to_owned())
        })?;
        let tls = match settings.security {
            Security::Tls => Tls::Wrapper(tls),
            Security::StartTls => Tls::Required(tls),
        };
        // The name is dangerous without `tls`, which stands below.
        let mut relay = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(settings.host)
            .port(settings.port)
            .tls(tls)
            .timeout(Some(PATIENCE));
        if let Some(Credentials { user, password }) = settings.credentials {
            relay = relay.credentials(Login::new(user, password.as_str().to_owned()));
        }
        let from = settings
            .from
            .as_str()
            .parse()
            .map(|from| Mailbox::new(None, from));
        Ok(Self {
            relay: relay.build(),
            from: from.map_err(|_| Unusable("`from` is no e-mail address".to_owned()))?,
        })
    }

    pub(super) async fn send(&self, to: &Address, message: &Message) -> Result<(), Failure> {
        let to = to.as_str().parse().map_err(|_| Failure::NotOffered)?;
        let letter = Letter::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(message.subject.clone())
            .header(ContentType::TEXT_PLAIN)
            .body(message.text.clone())
            .map_err(|_| Failure::NotOffered)?;
        // The error itself often repeats the address.
        match self.relay.send(letter).await {
            Ok(_) => Ok(()),
            Err(error) => Err(error
                .status()
                .map_or(Failure::Away, |code| Failure::Refused(code.into()))),
        }
    }
}
