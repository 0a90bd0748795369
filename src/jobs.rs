//! What happens by itself: once at the start, then every few minutes.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::actions::backup::{restore, taken_back};
use crate::actions::checkpoints::append;
use crate::actions::people::alarms;
use crate::actions::{
    Abri, Outcome, Problem, check, keep_days, notices, refused_tries, sweep, tidy,
};
use crate::crypto::random;
use crate::domain::notices::Message;
use crate::i18n::Lang;

const EVERY: Duration = Duration::from_mins(5);
/// What is new is told to people sooner.
const SENT_EVERY: Duration = Duration::from_secs(15);

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
pub async fn prepare(abri: &Abri) -> Outcome<()> {
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
    match round(abri, &random::bytes()).await {
        Err(Problem::Damaged("clock")) => {
            tracing::error!(
                "the clock is more than 48 hours ahead of the last known moment: no key was destroyed"
            );
            Ok(())
        }
        done => done,
    }
}

/// Starts the rounds.
pub fn start(abri: Arc<Abri>) -> Jobs {
    let stop = CancellationToken::new();
    let stopped = stop.clone();
    let holder = random::bytes();
    let task = tokio::spawn(async move {
        let rounds = every(&stopped, EVERY, || round_and_log(&abri, &holder));
        // Beside the rounds: reading many papers takes longer than five minutes.
        let checks = every(&stopped, EVERY, || daily_check(&abri, &holder));
        // A relay that does not answer keeps nothing else waiting.
        let messages = every(&stopped, SENT_EVERY, || send(&abri, &holder));
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

async fn round(abri: &Abri, holder: &[u8; 16]) -> Outcome<()> {
    keep_days::keep_days(abri, holder).await?;
    sweep::sweep(abri).await?;
    refused_tries::tell(abri).await?;
    alarms::tell(abri).await?;
    tidy::tidy(abri).await.map(drop)
}

/// Not before the first request: a log that has much to catch up with keeps nobody waiting.
async fn round_and_log(abri: &Abri, holder: &[u8; 16]) -> Outcome<()> {
    let done = round(abri, holder).await;
    // What the round itself told is logged with the rest.
    append::append(abri, holder).await?;
    done
}

async fn send(abri: &Abri, holder: &[u8; 16]) -> Outcome<()> {
    notices::send(abri, holder, news).await.map(drop)
}

/// That something is new, in the language of a tag; not what, nor where.
fn news(language: &str) -> Message {
    let lang = Lang::from_tag(language, true).unwrap_or_default();
    Message {
        subject: lang.say("notices-message-subject"),
        text: lang.say("notices-message-text"),
    }
}

async fn daily_check(abri: &Abri, holder: &[u8; 16]) -> Outcome<()> {
    let Some(report) = check::daily(abri, holder).await? else {
        return Ok(());
    };
    for finding in &report.findings {
        tracing::error!(%finding, "the daily check found a problem");
    }
    Ok(())
}
