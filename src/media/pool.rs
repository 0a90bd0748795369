//! The server's side: as many workers at once as there are cores, a short queue, and no trust in answers.

use std::ffi::OsString;
use std::future::Future;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::{Instant, timeout};

use super::frames::{self, Tag};
use super::lanes::{Lane, PAGES_TO_A_FILE, Places};
use super::load::Tally;
use super::sandbox::Locked;
use super::{Bounds, Kind, Order, Problem, Refusal, Task, Verdict, render};
use crate::domain::document::FileType;
use crate::domain::ids::VaultId;

/// The largest cleaned image that is believed, in bytes.
const MOST_KEPT: usize = 256 << 20;

/// Bytes on their way to a worker, in the kernel: with its usual 64 KiB, each piece waits for the worker's turn.
const WIDE: usize = 1 << 20;

/// Copies held at once for each worker: they stay until they are sent, and most of that is waiting.
const HELD: usize = 4;

/// How workers are run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The program: this very one.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// How many workers at once.
    pub count: usize,
    /// How many files may wait for one; the next is turned away.
    pub waiting: usize,
    /// Bounds on each.
    pub bounds: Bounds,
}

impl Default for Settings {
    /// One worker for each core, sixteen files waiting for each.
    fn default() -> Self {
        let count = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            program: PathBuf::from("/proc/self/exe"),
            arguments: vec!["worker".into()],
            count,
            waiting: count * 16,
            bounds: Bounds::default(),
        }
    }
}

/// Workers for untrusted files.
#[derive(Debug)]
pub struct Workers {
    pub(super) settings: Settings,
    pub(super) examining: Lane,
    pub(super) marking: Lane,
    holding: Lane,
    pub(super) tally: Arc<Tally>,
}

/// Leave to hold one copy in memory, made of many pages, until it is sent.
#[derive(Debug)]
pub struct Holding {
    _places: Places,
}

impl Workers {
    /// A pool with nothing running yet.
    pub fn new(settings: Settings) -> Self {
        Self {
            examining: Lane::new(settings.count, settings.waiting),
            marking: Lane::new(settings.count, settings.waiting * PAGES_TO_A_FILE),
            holding: Lane::new(settings.count * HELD, settings.waiting),
            tally: Arc::default(),
            settings,
        }
    }

    /// Waits for room to hold a copy, behind others of the same vault and then behind all; `Busy` when too many
    /// wait.
    pub async fn holding(&self, vault: VaultId) -> Result<Holding, Problem> {
        Ok(Holding {
            _places: self.holding.place_of(vault).await?,
        })
    }

    /// Hands a file of this vault to a worker, piece by piece as it is read, and waits for what it is.
    ///
    /// `source` must be quick (storage, not a telephone): it holds a worker, and its time counts.
    pub async fn check(
        &self,
        vault: VaultId,
        source: impl AsyncRead + Unpin,
    ) -> Result<Checking, Problem> {
        let places = self.examining.place_of(vault).await?;
        let bounds = self.settings.bounds;
        let order = Order {
            bounds,
            task: Task::Examine,
        };
        let mut worker = Worker::start(self, &order, places).await?;
        worker.feed(source, bounds.file_bytes).await?;
        let (tag, body) = worker.answer().await?;
        let (Tag::Verdict, Ok(verdict)) = (tag, frames::json::<render::Verdict>(&body)) else {
            return Err(Refusal::WorkerDied.into());
        };
        Checking::new(worker, verdict, bounds.content.pages).map_err(Problem::from)
    }
}

/// The next result of a check.
#[derive(Debug)]
pub enum Piece {
    /// The next bytes of the image to keep; a PDF has none and is kept as it was received.
    Kept(Bytes),
    /// The picture of a page, in order.
    Picture {
        /// Page number, from 0.
        index: u32,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// The JPEG file.
        jpeg: Bytes,
    },
    /// The first page, small, as JPEG.
    Thumbnail(Bytes),
}

/// A check under way; dropping it kills its worker.
#[derive(Debug)]
pub struct Checking {
    worker: Worker,
    verdict: Verdict,
    kept: usize,
    pictures: u32,
    thumbnail: bool,
    done: bool,
}

impl Checking {
    fn new(worker: Worker, told: render::Verdict, most_pages: u32) -> Result<Self, Refusal> {
        let kept = match (told.kind, told.kept) {
            (Kind::Pdf, Kind::Pdf) => FileType::Pdf,
            (Kind::Jpeg | Kind::Png | Kind::Webp, Kind::Jpeg) => FileType::Jpeg,
            (Kind::Png | Kind::Webp, Kind::Png) => FileType::Png,
            _ => return Err(Refusal::WorkerDied),
        };
        if told.pages == 0 || told.pages > most_pages || (kept != FileType::Pdf && told.pages > 1) {
            return Err(Refusal::WorkerDied);
        }
        Ok(Self {
            worker,
            verdict: Verdict {
                received: told.kind,
                kept,
                pages: told.pages,
                active: told.active,
            },
            kept: 0,
            pictures: 0,
            thumbnail: false,
            done: false,
        })
    }

    /// What the file is.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// The next result; `None` once all were given. Until then a refusal may still come.
    pub async fn next(&mut self) -> Result<Option<Piece>, Problem> {
        if self.done {
            return Ok(None);
        }
        let (tag, body) = self.worker.answer().await?;
        Ok(self.believe(tag, Bytes::from(body))?)
    }

    /// Takes an answer only if it makes sense at this point: the worker may have been taken over.
    fn believe(&mut self, tag: Tag, body: Bytes) -> Result<Option<Piece>, Refusal> {
        let image = self.verdict.kept != FileType::Pdf;
        match tag {
            Tag::Kept => {
                let first = self.kept == 0;
                self.kept += body.len();
                sensible(image && self.pictures == 0 && self.kept <= MOST_KEPT)?;
                sensible(!first || begins(self.verdict.kept, &body))?;
                Ok(Some(Piece::Kept(body)))
            }
            Tag::Picture => {
                sensible(self.pictures < self.verdict.pages && (!image || self.kept > 0))?;
                let (width, height, jpeg) = picture(&body).ok_or(Refusal::WorkerDied)?;
                let index = self.pictures;
                self.pictures += 1;
                Ok(Some(Piece::Picture {
                    index,
                    width,
                    height,
                    jpeg,
                }))
            }
            Tag::Thumbnail => {
                sensible(!self.thumbnail && begins(FileType::Jpeg, &body))?;
                self.thumbnail = true;
                Ok(Some(Piece::Thumbnail(body)))
            }
            Tag::Done => {
                sensible(self.thumbnail && self.pictures == self.verdict.pages)?;
                self.done = true;
                Ok(None)
            }
            _ => Err(Refusal::WorkerDied),
        }
    }
}

fn sensible(answer: bool) -> Result<(), Refusal> {
    if answer {
        Ok(())
    } else {
        Err(Refusal::WorkerDied)
    }
}

/// Width, height and JPEG file of a picture's frame.
pub(super) fn picture(body: &Bytes) -> Option<(u32, u32, Bytes)> {
    let side = |at: usize| {
        let bytes = body.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes)).filter(|side| *side > 0)
    };
    let (width, height) = (side(0)?, side(4)?);
    let jpeg = body.slice(8..);
    begins(FileType::Jpeg, &jpeg).then_some((width, height, jpeg))
}

fn begins(kind: FileType, bytes: &[u8]) -> bool {
    let mark: &[u8] = match kind {
        FileType::Pdf => b"%PDF-",
        FileType::Jpeg => &[0xff, 0xd8, 0xff],
        FileType::Png => b"\x89PNG\r\n\x1a\n",
    };
    bytes.starts_with(mark)
}

/// One process, its pipes, its place in the pool, and the time left to it.
#[derive(Debug)]
pub(super) struct Worker {
    child: Child,
    to: Option<ChildStdin>,
    from: ChildStdout,
    left: Duration,
    tally: Arc<Tally>,
    _places: Places,
}

impl Worker {
    /// Starts a worker and waits until it says that it is locked down.
    pub(super) async fn start(
        workers: &Workers,
        order: &Order,
        places: Places,
    ) -> Result<Self, Problem> {
        let settings = &workers.settings;
        workers.tally.start();
        let unfit = |error: &dyn std::fmt::Display| Problem::NoWorker(error.to_string());
        let mut child = Command::new(&settings.program)
            .args(&settings.arguments)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| unfit(&error))?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(unfit(&"no pipes"));
        };
        // Where the kernel gives no more room, a file only takes more turns.
        let _ = rustix::pipe::fcntl_setpipe_size(&to, WIDE);
        let mut worker = Self {
            child,
            to: Some(to),
            from,
            left: Duration::from_secs(order.bounds.seconds.into()),
            tally: workers.tally.clone(),
            _places: places,
        };
        let told = serde_json::to_vec(order).map_err(|error| unfit(&error))?;
        worker.send(Tag::Order, &told).await?;
        let locked = match worker.receive().await? {
            Some((Tag::Locked, body)) => frames::json::<Locked>(&body).ok(),
            _ => None,
        };
        match locked {
            Some(locked) if locked.landlock || !order.bounds.require_landlock => Ok(worker),
            _ => Err(unfit(&"it cannot lock itself down")),
        }
    }

    pub(super) async fn feed(
        &mut self,
        mut source: impl AsyncRead + Unpin,
        most: u64,
    ) -> Result<(), Problem> {
        let mut buffer = vec![0; frames::CHUNK];
        let mut total = 0;
        loop {
            let read = self.within(source.read(&mut buffer)).await?;
            let read = read.map_err(Problem::Source)?;
            total += read as u64;
            if total > most {
                return Err(Refusal::TooHeavy.into());
            }
            // The empty frame ends the file.
            self.send(Tag::File, &buffer[..read]).await?;
            if read == 0 {
                // Nothing more goes to it.
                self.to = None;
                return Ok(());
            }
        }
    }

    /// Writes a frame. A worker that no longer reads is dead or dying: its last answer will tell.
    async fn send(&mut self, tag: Tag, bytes: &[u8]) -> Result<(), Refusal> {
        let Some(mut to) = self.to.take() else {
            return Ok(());
        };
        if self
            .within(frames::send(&mut to, tag, bytes))
            .await?
            .is_ok()
        {
            self.to = Some(to);
        }
        Ok(())
    }

    /// The next answer; a refusal, or the end of the worker, is an error.
    pub(super) async fn answer(&mut self) -> Result<(Tag, Vec<u8>), Refusal> {
        let answer = self.awaited().await;
        if let Err(refusal) = &answer {
            self.tally.note(*refusal);
        }
        answer
    }

    async fn awaited(&mut self) -> Result<(Tag, Vec<u8>), Refusal> {
        match self.receive().await? {
            Some((Tag::Refused, body)) => {
                Err(frames::json::<render::Refusal>(&body)
                    .map_or(Refusal::WorkerDied, Refusal::from))
            }
            Some(answer) => Ok(answer),
            None => Err(self.cause_of_death().await?),
        }
    }

    /// The next frame; `None` if there is none, or one that makes no sense.
    async fn receive(&mut self) -> Result<Option<(Tag, Vec<u8>)>, Refusal> {
        let since = Instant::now();
        let frame = timeout(self.left, frames::receive(&mut self.from)).await;
        self.left = self.left.saturating_sub(since.elapsed());
        Ok(frame.map_err(|_| Refusal::TookTooLong)?.ok())
    }

    async fn cause_of_death(&mut self) -> Result<Refusal, Refusal> {
        // It may be alive and talking nonsense.
        let _ = self.child.start_kill();
        let left = self.left;
        let ended: io::Result<_> = timeout(left, self.child.wait())
            .await
            .map_err(|_| Refusal::TookTooLong)?;
        match ended {
            Ok(status) if status.signal() == Some(libc::SIGXCPU) => Ok(Refusal::TookTooLong),
            _ => Ok(Refusal::WorkerDied),
        }
    }

    /// Waits, within the time that is left for the worker as a whole.
    async fn within<T>(&mut self, work: impl Future<Output = T>) -> Result<T, Refusal> {
        let since = Instant::now();
        let done = timeout(self.left, work).await;
        self.left = self.left.saturating_sub(since.elapsed());
        done.map_err(|_| Refusal::TookTooLong)
    }
}
