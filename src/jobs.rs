//! What happens by itself: once at the start, then every few minutes.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::actions::backup::{restore, taken_back};
use crate::actions::check::{self, Daily, Report};
use crate::actions::checkpoints::append;
use crate::actions::people::alarms;
use crate::actions::{Abri, Outcome, Problem, keep_days, notices, refused_tries, sweep, tidy};
use crate::crypto::random;
use crate::domain::notices::Message;
use crate::domain::time::Moment;
use crate::i18n::Lang;

const EVERY: Duration = Duration::from_mins(5);
/// What is new is told to people sooner.
const SENT_EVERY: Duration = Duration::from_secs(15);

/// What is done by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Keys of days made, and destroyed when their day is over.
    Days,
    /// What ended swept away.
    Sweep,
    /// Refused tries told to those whom they concern.
    RefusedTries,
    /// Unusual numbers told to managers.
    Alarms,
    /// What a crash left finished or undone.
    Tidy,
    /// The heads of journals put into the log.
    Checkpoints,
    /// An eighth of the papers compared with their objects, once a day.
    Check,
    /// That something is new told to people who asked for it.
    Messages,
}

impl Job {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Days,
        Self::Sweep,
        Self::RefusedTries,
        Self::Alarms,
        Self::Tidy,
        Self::Checkpoints,
        Self::Check,
        Self::Messages,
    ];

    /// What figures call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Sweep => "sweep",
            Self::RefusedTries => "refused_tries",
            Self::Alarms => "alarms",
            Self::Tidy => "tidy",
            Self::Checkpoints => "checkpoints",
            Self::Check => "check",
            Self::Messages => "messages",
        }
    }
}

/// How each job went since the start.
#[derive(Debug, Default)]
pub struct Record {
    went: [Went; Job::ALL.len()],
    findings: AtomicU64,
    unsent: AtomicU64,
}

#[derive(Debug, Default)]
struct Went {
    /// Milliseconds since 1970; 0 before the first time.
    well_at: AtomicI64,
    failures: AtomicU64,
}

impl Record {
    /// When a job went well last.
    pub fn well_at(&self, job: Job) -> Option<Moment> {
        let at = self.went[job as usize].well_at.load(Ordering::Relaxed);
        (at > 0).then(|| Moment::from_millis(at))
    }

    /// How often a job failed.
    pub fn failures(&self, job: Job) -> u64 {
        self.went[job as usize].failures.load(Ordering::Relaxed)
    }

    /// What the daily checks found.
    pub fn findings(&self) -> u64 {
        self.findings.load(Ordering::Relaxed)
    }

    /// Messages that the relay or the hook did not take, each time one was tried.
    pub fn unsent(&self) -> u64 {
        self.unsent.load(Ordering::Relaxed)
    }

    fn note<T>(&self, job: Job, abri: &Abri, done: Outcome<T>) -> Outcome<T> {
        let went = &self.went[job as usize];
        if done.is_ok() {
            went.well_at.store(abri.now().millis(), Ordering::Relaxed);
        } else {
            went.failures.fetch_add(1, Ordering::Relaxed);
        }
        done
    }
}

/// The running jobs.
pub struct Jobs {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Jobs {
    /// Lets the round that is under way finish.
    pub async fn stop(self) {
        self.stop.cancel();
        // A job that broke off has said so in the log.
        let _ = self.task.await;
    }
}

/// One round before the first request: ended days lose their keys before anybody can ask.
pub async fn prepare(abri: &Abri) -> Outcome<Record> {
    let record = Record::default();
    check::objects_are_there(abri).await?;
    if restore::finish(abri).await?.is_some() {
        tracing::warn!("a restore that had broken off was finished");
    }
    if let Some((replayed, ended)) = taken_back::put_right(abri).await? {
        tracing::error!(
            ended,
            papers = replayed.papers,
            slots = replayed.slots,
            "the tables are at an earlier state than the log of checkpoints: what was running is ended, and everybody is told"
        );
    }
    match round(abri, &record, &random::bytes()).await {
        Err(Problem::Damaged("clock")) => {
            tracing::error!(
                "the clock is more than 48 hours ahead of the last known moment: no key was destroyed"
            );
            Ok(record)
        }
        done => done.map(|()| record),
    }
}

/// Starts the rounds, which go on with the record.
pub fn start(abri: Arc<Abri>, record: Arc<Record>) -> Jobs {
    let stop = CancellationToken::new();
    let stopped = stop.clone();
    let holder = random::bytes();
    let task = tokio::spawn(async move {
        let rounds = every(&stopped, EVERY, || round_and_log(&abri, &record, &holder));
        // Beside the rounds: reading many papers takes longer than five minutes.
        let goes_on = || !stopped.is_cancelled();
        let checks = every(&stopped, EVERY, || {
            daily_check(&abri, &record, &holder, goes_on)
        });
        // A relay that does not answer keeps nothing else waiting.
        let messages = every(&stopped, SENT_EVERY, || send(&abri, &record, &holder));
        tokio::join!(rounds, checks, messages);
    });
    Jobs { stop, task }
}

async fn every<F: Future<Output = Outcome<()>>>(
    stopped: &CancellationToken,
    pause: Duration,
    job: impl Fn() -> F,
) {
    while stopped
        .run_until_cancelled(tokio::time::sleep(pause))
        .await
        .is_some()
    {
        if let Err(problem) = job().await {
            tracing::error!(%problem, "a job failed; it is tried again");
        }
    }
}

async fn round(abri: &Abri, record: &Record, holder: &[u8; 16]) -> Outcome<()> {
    let days = keep_days::keep_days(abri, holder).await;
    // By a clock that is not believed nothing ends.
    record.note(Job::Days, abri, days)?;
    // One that fails, for one vault, keeps no other from being done.
    let swept = record.note(Job::Sweep, abri, sweep::sweep(abri).await);
    let told = record.note(Job::RefusedTries, abri, refused_tries::tell(abri).await);
    let alarmed = record.note(Job::Alarms, abri, alarms::tell(abri).await);
    let tidied = record.note(Job::Tidy, abri, tidy::tidy(abri).await);
    swept.map(drop)?;
    told.map(drop)?;
    alarmed.map(drop)?;
    tidied.map(drop)
}

/// Not before the first request: a log that has much to catch up with keeps nobody waiting.
async fn round_and_log(abri: &Abri, record: &Record, holder: &[u8; 16]) -> Outcome<()> {
    let done = round(abri, record, holder).await;
    // What the round itself told is logged with the rest.
    let appended = append::append(abri, holder).await;
    if let Err(problem) = record.note(Job::Checkpoints, abri, appended) {
        // It does not hide what the round itself has to say: a bucket refuses whose clock has leapt.
        tracing::error!(%problem, "a job failed; it is tried again");
    }
    done
}

async fn send(abri: &Abri, record: &Record, holder: &[u8; 16]) -> Outcome<()> {
    let sent = notices::send(abri, holder, news).await;
    let round = record.note(Job::Messages, abri, sent)?;
    let unsent = u64::from(round.later + round.dropped);
    record.unsent.fetch_add(unsent, Ordering::Relaxed);
    Ok(())
}

/// That something is new, in the language of a tag; not what, nor where.
fn news(language: &str) -> Message {
    let lang = Lang::from_tag(language, true).unwrap_or_default();
    Message {
        subject: lang.say("notices-message-subject"),
        text: lang.say("notices-message-text"),
    }
}

/// The daily check, if it is due. One that is left to another time is none that went well. A stop does not wait for it: many
/// papers take longer to read than a service is given to end.
pub async fn daily_check(
    abri: &Abri,
    record: &Record,
    holder: &[u8; 16],
    goes_on: impl Fn() -> bool,
) -> Outcome<()> {
    let report = match check::daily(abri, holder, goes_on).await {
        Ok(Daily::NotNow) => return Ok(()),
        Ok(Daily::Before) => Report::default(),
        Ok(Daily::Read(report)) => report,
        Err(problem) => return record.note(Job::Check, abri, Err(problem)),
    };
    record.note(Job::Check, abri, Ok(()))?;
    let found = report.findings.len() as u64;
    record.findings.fetch_add(found, Ordering::Relaxed);
    for finding in &report.findings {
        tracing::error!(%finding, "the daily check found a problem");
    }
    Ok(())
}
