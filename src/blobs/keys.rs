//! What opens a bucket. Its keys may be short-lived: whoever renews them changes what they are read from, and the service
//! goes on with the new ones.

use std::fmt;
use std::future::ready;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use object_store::CredentialProvider;
use object_store::aws::{AwsCredential, AwsCredentialProvider};
use zeroize::Zeroizing;

/// How long keys are used before they are read again.
const LOOK: Duration = Duration::from_secs(5);
/// The same where others were read: while several files are replaced, some are still those of before. Others are used once
/// they were read twice alike.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// The keys of a bucket at one moment.
#[derive(Clone)]
pub struct Keys {
    /// Public part; visible ASCII, for it travels in a header.
    pub access_key: String,
    /// Secret part.
    pub secret_key: Zeroizing<String>,
    /// What a store gives with keys that end (its security token); visible ASCII too.
    pub session_token: Option<Zeroizing<String>>,
}

type Read = dyn Fn() -> Result<Keys, String> + Send + Sync;

/// How an S3-compatible server knows us.
#[derive(Debug, Clone)]
pub struct Credentials(Arc<Source>);

impl Credentials {
    /// Keys that `read` tells, asked again every few seconds. What it says is wrong is logged, so it must hold no key.
    pub fn renewed(read: impl Fn() -> Result<Keys, String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(Source {
            read: Box::new(read),
            state: Mutex::default(),
        }))
    }

    /// Keys that stay as they are (tests).
    pub fn fixed(access_key: &str, secret_key: &str) -> Self {
        let keys = Keys {
            access_key: access_key.to_owned(),
            secret_key: Zeroizing::new(secret_key.to_owned()),
            session_token: None,
        };
        Self::renewed(move || Ok(keys.clone()))
    }

    pub(super) fn provider(&self) -> AwsCredentialProvider {
        self.0.clone()
    }
}

struct Source {
    read: Box<Read>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Those in use, once any could be read.
    keys: Option<Arc<AwsCredential>>,
    /// Others, read once.
    others: Option<Arc<AwsCredential>>,
    /// When they are read again.
    until: Option<Instant>,
    /// What was wrong at the last look, said once.
    told: Option<String>,
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Source")
    }
}

impl Source {
    /// The keys to use now; `None` if none could be read yet.
    ///
    /// Reading stays on the thread that asks: a few bytes, every few seconds.
    fn at(&self, now: Instant) -> Option<Arc<AwsCredential>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.until.is_none_or(|until| now >= until) {
            let wait = state.look(&self.read);
            state.until = Some(now + wait);
        }
        state.keys.clone()
    }
}

impl State {
    /// Reads the keys again; how long until the next time.
    fn look(&mut self, read: &Read) -> Duration {
        let found = match read() {
            Ok(keys) => Arc::new(credential(&keys)),
            Err(problem) => {
                if self.told.as_ref() != Some(&problem) {
                    tracing::warn!(%problem, "keys of an object store cannot be read; those of before, if any, go on being used");
                    self.told = Some(problem);
                }
                return LOOK;
            }
        };
        self.told = None;
        if self.keys.as_ref() == Some(&found) {
            self.others = None;
        } else if self.keys.is_none() || self.others.as_ref() == Some(&found) {
            self.keys = Some(found);
            self.others = None;
        } else {
            self.others = Some(found);
            return LOOK_AGAIN;
        }
        LOOK
    }
}

/// In plain strings, as the crate wants them; the program's allocator wipes these too.
fn credential(keys: &Keys) -> AwsCredential {
    AwsCredential {
        key_id: keys.access_key.clone(),
        secret_key: keys.secret_key.as_str().to_owned(),
        token: keys
            .session_token
            .as_ref()
            .map(|token| token.as_str().to_owned()),
    }
}

impl CredentialProvider for Source {
    type Credential = AwsCredential;

    fn get_credential<'a, 'answer>(
        &'a self,
    ) -> BoxFuture<'answer, object_store::Result<Arc<AwsCredential>>>
    where
        'a: 'answer,
        Self: 'answer,
    {
        let found = self.at(Instant::now());
        Box::pin(ready(found.ok_or_else(|| {
            object_store::Error::Unauthenticated {
                path: String::new(),
                source: "no keys could be read".into(),
            }
        })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read, in the hand of a test, and what reads it.
    struct Held {
        told: Arc<Mutex<Result<Keys, String>>>,
        credentials: Credentials,
        begun: Instant,
    }

    impl Held {
        fn new(first: Result<Keys, String>) -> Self {
            let told = Arc::new(Mutex::new(first));
            let heard = told.clone();
            Self {
                told,
                credentials: Credentials::renewed(move || heard.lock().unwrap().clone()),
                begun: Instant::now(),
            }
        }

        fn tell(&self, keys: Result<Keys, String>) {
            *self.told.lock().unwrap() = keys;
        }

        /// What is used after that time, as one text.
        fn used(&self, after: Duration) -> Option<String> {
            let keys = self.credentials.0.at(self.begun + after)?;
            let token = keys.token.as_deref().unwrap_or("-");
            Some(format!("{} {} {token}", keys.key_id, keys.secret_key))
        }
    }

    fn keys(access_key: &str, secret_key: &str, token: Option<&str>) -> Keys {
        Keys {
            access_key: access_key.to_owned(),
            secret_key: Zeroizing::new(secret_key.to_owned()),
            session_token: token.map(|token| Zeroizing::new(token.to_owned())),
        }
    }

    #[test]
    fn other_keys_are_used_once_they_were_read_twice() {
        let held = Held::new(Ok(keys("a", "b", None)));
        assert_eq!(held.used(Duration::ZERO).as_deref(), Some("a b -"));
        held.tell(Ok(keys("c", "d", Some("e"))));
        assert_eq!(held.used(LOOK / 2).as_deref(), Some("a b -"));
        assert_eq!(held.used(LOOK).as_deref(), Some("a b -"));
        assert_eq!(held.used(LOOK + LOOK_AGAIN).as_deref(), Some("c d e"));
    }

    #[test]
    fn keys_of_which_half_were_replaced_are_not_used() {
        let held = Held::new(Ok(keys("a", "b", None)));
        held.used(Duration::ZERO);
        held.tell(Ok(keys("c", "b", None)));
        assert_eq!(held.used(LOOK).as_deref(), Some("a b -"));
        held.tell(Ok(keys("c", "d", None)));
        assert_eq!(held.used(LOOK + LOOK_AGAIN).as_deref(), Some("a b -"));
        let later = LOOK + LOOK_AGAIN + LOOK_AGAIN;
        assert_eq!(held.used(later).as_deref(), Some("c d -"));
    }

    #[test]
    fn keys_that_cannot_be_read_leave_those_of_before() {
        let held = Held::new(Ok(keys("a", "b", None)));
        held.used(Duration::ZERO);
        held.tell(Err("/keys is empty".to_owned()));
        assert_eq!(held.used(LOOK).as_deref(), Some("a b -"));
        held.tell(Ok(keys("a", "b", None)));
        assert_eq!(held.used(LOOK + LOOK).as_deref(), Some("a b -"));
    }

    #[tokio::test]
    async fn without_any_key_the_store_is_not_asked_until_there_is_one() {
        let held = Held::new(Err("/keys is missing".to_owned()));
        let refused = held.credentials.provider().get_credential().await;
        assert!(matches!(
            refused,
            Err(object_store::Error::Unauthenticated { .. })
        ));
        held.tell(Ok(keys("a", "b", None)));
        assert_eq!(held.used(LOOK + LOOK).as_deref(), Some("a b -"));
    }

    #[test]
    fn credentials_are_never_printed() {
        let shown = format!("{:?}", Credentials::fixed("access", "s3cr3t"));
        assert_eq!(shown, "Credentials(Source)");
    }
}
