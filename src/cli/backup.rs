//! `abri backup` and `abri restore`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, PROBLEMS, say, service};
use crate::actions::backup::{self, Lost, Why};
use crate::actions::{Problem, places};
use crate::domain::time::{Moment, Span};
use crate::i18n::Texts;

#[derive(clap::Args)]
#[command(
    after_help = "Sessions, running shares and the keys of days are never taken. Secrets are kept apart, by hand.\n\
    Ends with 0 when all was taken, 3 when an object was lost, copied anew with --read-all, or an older backup cannot be read, \
    1 when nothing was taken."
)]
pub(super) struct Backup {
    /// The configuration file.
    #[arg(long)]
    config: PathBuf,
    /// The folder of backups; objects copied by an earlier one are not copied again.
    folder: PathBuf,
    /// Remove backups older than this, and the objects that only they named.
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    keep_days: u16,
    /// Read what earlier backups had copied of it to its end, and copy anew what a disk has altered.
    #[arg(long)]
    read_all: bool,
}

#[derive(clap::Args)]
#[command(
    after_help = "Ends with 0 when all is back, 3 when an object was lost, 1 when nothing was restored or what follows is not done."
)]
pub(super) struct Restore {
    /// The configuration file of a service with empty tables and objects, not running.
    #[arg(long)]
    config: PathBuf,
    /// The folder of backups.
    folder: PathBuf,
    /// One backup by its name; the newest when left out.
    #[arg(long)]
    name: Option<String>,
    /// The objects survived: only those that are missing or damaged are copied.
    #[arg(long)]
    keep_objects: bool,
}

pub(super) fn take(arguments: Backup) -> Result<ExitCode, Failure> {
    service::with(&arguments.config.clone(), |config, abri| async move {
        places::may_hold_backups(&config, &arguments.folder)
            .map_err(|misplaced| misplaced.to_string())?;
        let name = Texts::stamp(abri.now()).replace([':', '.'], "-");
        let keep = Span::days(i64::from(arguments.keep_days));
        let folder = &arguments.folder;
        let taken = if arguments.read_all {
            backup::backup_and_read_all(&abri, folder, &name, keep).await?
        } else {
            backup::backup(&abri, folder, &name, keep).await?
        };
        say(&format!(
            "{}: {} rows, {} objects copied, {} there already, {} copied anew, {} old backups removed",
            arguments.folder.join(&name).display(),
            taken.rows,
            taken.copied,
            taken.kept,
            taken.mended,
            taken.removed
        ));
        for problem in &taken.unread {
            say(&format!("an older backup stays as it is: {problem}"));
        }
        let ends = told(&taken.lost);
        // What altered one object alters others, and what stays is not removed in time: the operator must know.
        Ok(if taken.mended == 0 && taken.unread.is_empty() {
            ends
        } else {
            ExitCode::from(PROBLEMS)
        })
    })
}

pub(super) fn give_back(arguments: Restore) -> Result<ExitCode, Failure> {
    service::with(&arguments.config.clone(), |_, abri| async move {
        let name = arguments.name.as_deref();
        let done =
            backup::restore::restore(&abri, &arguments.folder, name, arguments.keep_objects).await;
        let restored = done.map_err(|problem| match problem {
            Problem::Conflict => {
                "the tables or the objects are not empty; nothing was restored. A restore that broke off goes on with --keep-objects".to_owned()
            }
            Problem::Unavailable(why) => format!("nothing was restored: {why}"),
            other => format!("nothing was restored: {other}"),
        })?;
        say(&format!(
            "backup of {}: {} rows, {} objects copied, {} there already",
            Texts::stamp(Moment::from_millis(restored.made_at)),
            restored.rows,
            restored.copied,
            restored.kept
        ));
        say(&format!(
            "{} running shares ended; {} papers and {} ways in erased again",
            restored.ended, restored.replayed.papers, restored.replayed.slots
        ));
        let ends = told(&restored.lost);
        if let Some(problem) = restored.unfinished {
            return Err(format!(
                "the rows and objects are back, and what follows is not done ({problem}); the service does it when it starts"
            )
            .into());
        }
        Ok(ends)
    })
}

/// Says what was lost.
fn told(lost: &[Lost]) -> ExitCode {
    for one in lost {
        say(&format!("object {} {}", one.object, one.why));
    }
    if lost.is_empty() {
        ExitCode::SUCCESS
    } else {
        let of = |why| lost.iter().filter(|one| one.why == why).count();
        say(&format!(
            "{} objects are lost: {} missing, {} of another length, {} altered, {} unreadable",
            lost.len(),
            of(Why::Missing),
            of(Why::Length),
            of(Why::Altered),
            of(Why::Unreadable)
        ));
        ExitCode::from(PROBLEMS)
    }
}
