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
const LOOK: Duration = Duration::from_secs(30);
/// The same for keys that are new: while several files are replaced, some are still those of before.
const LOOK_AT_NEW: Duration = Duration::from_secs(1);

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
    /// Keys that `read` tells, asked again every half minute. What it says is wrong is logged, so it must hold no key.
    pub fn renewed(read: impl Fn() -> Result<Keys, String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(Source {
            read: Box::new(read),
            kept: Mutex::default(),
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
    kept: Mutex<Option<Kept>>,
}

/// Keys that could be read, and when they are looked at again.
struct Kept {
    keys: Arc<AwsCredential>,
    until: Instant,
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Source")
    }
}

impl Source {
    /// The keys to use now; `None` if none could be read yet.
    ///
    /// Reading stays on the thread that asks: a few bytes, twice a minute.
    fn at(&self, now: Instant) -> Option<Arc<AwsCredential>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let before = match kept.as_ref() {
            Some(kept) if now < kept.until => return Some(kept.keys.clone()),
            before => before.map(|kept| kept.keys.clone()),
        };
        let (keys, wait) = match (self.read)() {
            Ok(read) => {
                let keys = Arc::new(credential(&read));
                let known = before.as_ref() == Some(&keys);
                (keys, if known { LOOK } else { LOOK_AT_NEW })
            }
            Err(problem) => {
                tracing::warn!(%problem, "keys of an object store cannot be read; those of before go on being used");
                (before?, LOOK)
            }
        };
        *kept = Some(Kept {
            keys: keys.clone(),
            until: now + wait,
        });
        Some(keys)
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
    fn other_keys_are_used_once_it_is_time_to_look() {
        let held = Held::new(Ok(keys("a", "b", None)));
        assert_eq!(held.used(Duration::ZERO).as_deref(), Some("a b -"));
        assert_eq!(held.used(LOOK_AT_NEW).as_deref(), Some("a b -"));
        held.tell(Ok(keys("c", "d", Some("e"))));
        assert_eq!(held.used(LOOK).as_deref(), Some("a b -"));
        assert_eq!(held.used(LOOK_AT_NEW + LOOK).as_deref(), Some("c d e"));
    }

    #[test]
    fn keys_of_which_half_were_replaced_last_a_second() {
        let held = Held::new(Ok(keys("a", "b", None)));
        held.used(Duration::ZERO);
        held.tell(Ok(keys("c", "b", None)));
        assert_eq!(held.used(LOOK).as_deref(), Some("c b -"));
        held.tell(Ok(keys("c", "d", None)));
        assert_eq!(held.used(LOOK + LOOK_AT_NEW).as_deref(), Some("c d -"));
    }

    #[test]
    fn keys_that_cannot_be_read_leave_those_of_before() {
        let held = Held::new(Ok(keys("a", "b", None)));
        held.used(Duration::ZERO);
        held.tell(Err("/keys is empty".to_owned()));
        assert_eq!(held.used(LOOK).as_deref(), Some("a b -"));
        held.tell(Ok(keys("c", "d", None)));
        assert_eq!(held.used(LOOK + LOOK).as_deref(), Some("c d -"));
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
        assert_eq!(held.used(Duration::ZERO).as_deref(), Some("a b -"));
    }

    #[test]
    fn credentials_are_never_printed() {
        let shown = format!("{:?}", Credentials::fixed("access", "s3cr3t"));
        assert_eq!(shown, "Credentials(Source)");
    }
}
