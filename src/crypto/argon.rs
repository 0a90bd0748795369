//! Argon2id (RFC 9106) for what people type, so that a stolen database is slow to guess.
//!
//! It is the one costly thing that a stranger can ask for. As many run at once as there are
//! cores; a few more wait; the rest are told to come back. Memory is reused and wiped.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use rustix::process::setpriority_process;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use zeroize::{Zeroize, Zeroizing};

use crate::crypto::secrets::Key;

/// Memory, passes and lanes of one derivation; written `m=65536,t=3,p=4` (m in KiB).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameters {
    memory: u32,
    passes: u32,
    lanes: u32,
}

impl Parameters {
    /// For phrases: 64 MiB, 3 passes, 4 lanes (RFC 9106, second recommendation).
    pub const PHRASE: Self = Self {
        memory: 64 * 1024,
        passes: 3,
        lanes: 4,
    };

    /// For the six digits of a card or device and the four of a share. The same cost: the
    /// digits are guarded by a 128-bit secret and a counter, and this is what is left when the
    /// secret was photographed and the database and the pepper were stolen.
    pub const CODE: Self = Self::PHRASE;

    /// The least that is accepted: 19 MiB, 2 passes, 1 lane (OWASP's minimum for Argon2id).
    pub const FLOOR: Self = Self {
        memory: 19 * 1024,
        passes: 2,
        lanes: 1,
    };

    /// The most, so that a tampered row cannot exhaust the machine.
    const CEILING: Self = Self {
        memory: 256 * 1024,
        passes: 16,
        lanes: 16,
    };

    /// Cheap ones for unit tests, below the floor on purpose.
    #[cfg(test)]
    pub(super) const TINY: Self = Self {
        memory: 32,
        passes: 1,
        lanes: 4,
    };

    /// Parameters between floor and ceiling; `None` outside. Memory in KiB.
    pub const fn new(memory: u32, passes: u32, lanes: u32) -> Option<Self> {
        let (floor, ceiling) = (Self::FLOOR, Self::CEILING);
        let fits = memory >= floor.memory
            && memory <= ceiling.memory
            && passes >= floor.passes
            && passes <= ceiling.passes
            && lanes >= floor.lanes
            && lanes <= ceiling.lanes;
        #[cfg(test)]
        let fits = fits || memory == Self::TINY.memory;
        if fits {
            Some(Self {
                memory,
                passes,
                lanes,
            })
        } else {
            None
        }
    }
}

impl fmt::Display for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "m={},t={},p={}", self.memory, self.passes, self.lanes)
    }
}

/// The text is no accepted set of parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not accepted Argon2id parameters")]
pub struct NotParameters;

impl FromStr for Parameters {
    type Err = NotParameters;

    fn from_str(text: &str) -> Result<Self, NotParameters> {
        let parse = || {
            let mut parts = text.split(',');
            let mut next = |name: &str| parts.next()?.strip_prefix(name)?.parse().ok();
            let (memory, passes, lanes) = (next("m=")?, next("t=")?, next("p=")?);
            let parameters = Self::new(memory, passes, lanes)?;
            (parameters.to_string() == text).then_some(parameters)
        };
        parse().ok_or(NotParameters)
    }
}

/// How far behind others a derivation stands (nice(2)): a core that others want goes to them nine times in ten.
const BEHIND: i32 = 10;

/// Who waits: the two queues cannot crowd each other out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    /// Holders of a card's, device's or link's secret.
    Known,
    /// Anybody with an identifier and a phrase.
    Anyone,
}

/// Too many wait already; come back in a few seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many derivations at once")]
pub struct Busy;

/// Runs derivations, never more at once than there are cores. Cheap to clone.
#[derive(Clone)]
pub struct Argon(Arc<Inner>);

struct Inner {
    cores: Arc<Semaphore>,
    known: Arc<Semaphore>,
    anyone: Arc<Semaphore>,
    memory: Mutex<Vec<Vec<Block>>>,
    keep: usize,
    /// Places in each queue.
    places: usize,
    refused: AtomicU64,
    phrase: Parameters,
    code: Parameters,
}

/// How much there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Derivations under way.
    pub running: usize,
    /// Derivations that wait for a core.
    pub waiting: usize,
    /// Turned away since the start.
    pub refused: u64,
}

/// Both permits of a derivation; they end with the work, not with whoever asked for it.
struct Admitted {
    _core: OwnedSemaphorePermit,
    _place: OwnedSemaphorePermit,
}

impl Argon {
    /// As many at once as `cores`; each queue admits `waiting` more.
    pub fn new(cores: usize, waiting: usize) -> Self {
        Self::with_parameters(cores, waiting, Parameters::PHRASE, Parameters::CODE)
    }

    /// The same with other costs for new phrases and codes (never below the floor).
    pub fn with_parameters(
        cores: usize,
        waiting: usize,
        phrase: Parameters,
        code: Parameters,
    ) -> Self {
        let cores = cores.max(1);
        let places = cores + waiting;
        let queue = || Arc::new(Semaphore::new(places));
        Self(Arc::new(Inner {
            cores: Arc::new(Semaphore::new(cores)),
            known: queue(),
            anyone: queue(),
            memory: Mutex::new(Vec::new()),
            keep: cores,
            places,
            refused: AtomicU64::new(0),
            phrase,
            code,
        }))
    }

    /// What a new phrase costs.
    pub fn phrase_parameters(&self) -> Parameters {
        self.0.phrase
    }

    /// What a new code costs.
    pub fn code_parameters(&self) -> Parameters {
        self.0.code
    }

    /// How much there is to do now.
    pub fn load(&self) -> Load {
        let inner = &*self.0;
        let admitted = |queue: &Semaphore| inner.places - queue.available_permits();
        let admitted = admitted(&inner.known) + admitted(&inner.anyone);
        let running = inner.keep - inner.cores.available_permits();
        Load {
            running,
            // The three are read one after the other.
            waiting: admitted.saturating_sub(running),
            refused: inner.refused.load(Ordering::Relaxed),
        }
    }

    /// Derives 32 bytes on a thread of its own, behind whatever else wants the processor: all cores at it make nobody's page
    /// wait. Once begun it runs to its end, whether or not the caller still waits.
    pub async fn derive(
        &self,
        queue: Queue,
        typed: &[u8],
        salt: &[u8; 16],
        parameters: Parameters,
    ) -> Result<Key, Busy> {
        let line = match queue {
            Queue::Known => &self.0.known,
            Queue::Anyone => &self.0.anyone,
        };
        let place = Arc::clone(line).try_acquire_owned().map_err(|_| {
            self.0.refused.fetch_add(1, Ordering::Relaxed);
            Busy
        })?;
        let typed = Zeroizing::new(typed.to_vec());
        let salt = *salt;
        let core = Arc::clone(&self.0.cores)
            .acquire_owned()
            .await
            .map_err(|_| Busy)?;
        let admitted = Admitted {
            _core: core,
            _place: place,
        };
        let inner = Arc::clone(&self.0);
        let (done, key) = oneshot::channel();
        let derive = move || {
            // Where it is not allowed, it only competes with the rest.
            let _ = setpriority_process(None, BEHIND);
            let key = inner.run(&typed, &salt, parameters);
            drop(admitted);
            // Nobody may wait for it any more.
            drop(done.send(key));
        };
        let thread = std::thread::Builder::new().name("argon2".to_owned());
        thread.spawn(derive).map_err(|_| Busy)?;
        key.await.map_err(|_| Busy)
    }
}

impl Inner {
    fn run(&self, typed: &[u8], salt: &[u8; 16], parameters: Parameters) -> Key {
        let params = Params::new(
            parameters.memory,
            parameters.passes,
            parameters.lanes,
            Some(Key::LEN),
        )
        .expect("parameters lie between floor and ceiling");
        let mut blocks = self.take();
        if blocks.len() < params.block_count() {
            // A fresh one rather than a grown one: growing would copy nothing of use.
            blocks = vec![Block::new(); params.block_count()];
        }
        let used = params.block_count();
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let key = Key::filled_by(|out| {
            argon
                .hash_password_into_with_memory(typed, salt, out, &mut blocks[..used])
                .expect("lengths are within Argon2's limits");
        });
        blocks[..used].iter_mut().for_each(Zeroize::zeroize);
        self.give_back(blocks);
        key
    }

    fn take(&self) -> Vec<Block> {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.pop().unwrap_or_default()
    }

    fn give_back(&self, blocks: Vec<Block>) {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.len() < self.keep {
            memory.push(blocks);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_parameters_read_back_and_weak_or_huge_ones_do_not() {
        assert_eq!(Parameters::PHRASE.to_string(), "m=65536,t=3,p=4");
        assert_eq!("m=65536,t=3,p=4".parse(), Ok(Parameters::PHRASE));
        for text in [
            "m=8,t=1,p=1",
            "m=65536,t=1,p=4",
            "m=4294967295,t=3,p=4",
            "m=65536,t=3,p=0",
            "m=65536,t=3,p=4,x",
            "m=065536,t=3,p=4",
            "t=3,m=65536,p=4",
            "",
        ] {
            assert_eq!(text.parse::<Parameters>(), Err(NotParameters), "{text}");
        }
    }

    #[tokio::test]
    async fn reused_memory_gives_what_fresh_memory_gives_and_is_wiped() {
        let parameters = Parameters::new(32 * 1024, 2, 4).unwrap();
        let params = Params::new(32 * 1024, 2, 4, Some(32)).unwrap();
        let blocks = params.block_count();
        let mut expected = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(b"abri", b"0123456789abcdef", &mut expected)
            .unwrap();
        let argon = Argon::new(1, 1);
        for _ in 0..2 {
            let key = argon
                .derive(Queue::Known, b"abri", b"0123456789abcdef", parameters)
                .await
                .unwrap();
            assert_eq!(key.expose(), &expected);
        }
        let kept = argon.0.take();
        assert_eq!(kept.len(), blocks);
        assert!(argon.0.take().is_empty(), "what is taken is nobody else's");
        let wiped = |block: &Block| block.as_ref().iter().all(|word| *word == 0);
        assert!(kept.iter().all(wiped));
    }

    /// The nice value of each thread that derives now (`proc_pid_stat(5)`, field 19).
    fn behind() -> Vec<i32> {
        let threads = std::fs::read_dir("/proc/self/task").unwrap();
        let stats = threads
            .filter_map(|thread| std::fs::read_to_string(thread.ok()?.path().join("stat")).ok());
        let deriving = stats.filter(|stat| stat.contains("(argon2)"));
        deriving
            .filter_map(|stat| {
                stat.rsplit(')')
                    .next()?
                    .split_whitespace()
                    .nth(16)?
                    .parse()
                    .ok()
            })
            .collect()
    }

    #[tokio::test]
    async fn a_derivation_stands_behind_everybody_else() {
        let argon = Argon::new(1, 1);
        let parameters = Parameters::new(128 * 1024, 4, 4).unwrap();
        let work = argon.derive(Queue::Known, b"abri", &[7; 16], parameters);
        let mut work = std::pin::pin!(work);
        let mut seen = Vec::new();
        while futures_util::poll!(work.as_mut()).is_pending() {
            seen.extend(behind());
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        assert!(seen.contains(&BEHIND), "{seen:?}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn beyond_cores_and_queue_it_says_busy_and_the_other_queue_stays_open() {
        let argon = Argon::with_parameters(1, 1, Parameters::TINY, Parameters::TINY);
        let held = Arc::clone(&argon.0.cores).acquire_owned().await.unwrap();
        let ask = |queue| {
            let argon = argon.clone();
            tokio::spawn(async move {
                argon
                    .derive(queue, b"x", &[0; 16], Parameters::TINY)
                    .await
                    .is_ok()
            })
        };
        let (one, two) = (ask(Queue::Anyone), ask(Queue::Anyone));
        while argon.0.anyone.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(!ask(Queue::Anyone).await.unwrap());
        let load = argon.load();
        assert_eq!((load.running, load.waiting, load.refused), (1, 1, 1));
        let known = ask(Queue::Known);
        drop(held);
        assert!(one.await.unwrap() && two.await.unwrap() && known.await.unwrap());
        assert_eq!(argon.0.cores.available_permits(), 1);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn permits_end_with_the_work_and_not_with_the_caller() {
        let slow = Parameters::FLOOR;
        let argon = Argon::with_parameters(1, 0, slow, slow);
        let caller = {
            let argon = argon.clone();
            tokio::spawn(async move {
                argon
                    .derive(Queue::Known, b"x", &[0; 16], slow)
                    .await
                    .is_ok()
            })
        };
        while argon.0.cores.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        caller.abort();
        // Aborted or not, whoever comes next finds the core taken until the memory is back.
        while argon.0.cores.available_permits() == 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(argon.0.memory.lock().unwrap().len(), 1);
    }
}
