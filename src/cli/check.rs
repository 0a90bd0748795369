//! `abri check`: is everything there, and as it was?

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Failure, PROBLEMS, say, service};
use crate::actions::check::{self, Depth};
use crate::actions::checkpoints::read as checkpoints;
use crate::actions::{peppers, places, standing};
use crate::serve::certificates;
use crate::serve::sandbox::{self, Sandbox};

#[derive(clap::Args)]
#[command(
    after_help = "Ends with 0 when all is well, 3 when something is not, 1 when it could not be looked at."
)]
pub(super) struct Arguments {
    /// The configuration file.
    #[arg(long)]
    config: PathBuf,
    /// Also read every byte of every object and compare its digest.
    #[arg(long)]
    full: bool,
    /// A checkpoint that was kept elsewhere (`abri journal checkpoint`): the log must go on from it.
    #[arg(long)]
    checkpoint: Option<PathBuf>,
}

const PLACES: &str = "places: on this machine, none is open to other users and the keys of days are apart; \
                      buckets, snapshots and images cannot be seen from here";

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let depth = if arguments.full {
        Depth::Bytes
    } else {
        Depth::Lengths
    };
    let noted = arguments.checkpoint.as_deref().map(read).transpose()?;
    service::with(&arguments.config, |config, abri| async move {
        let mut problems = Vec::new();
        let mut state = Vec::new();
        problems.extend(places::check(&config).iter().map(ToString::to_string));
        if problems.is_empty() {
            state.push(PLACES.to_owned());
        }
        match sandbox::look(&config.worker).await {
            Ok(Sandbox::Whole) => state.push(Sandbox::Whole.to_string()),
            Ok(less @ Sandbox::WithoutLandlock) => state.push(format!("warning: {less}")),
            Err(unlocked) => problems.push(unlocked.to_string()),
        }
        if let Some(standing) = certificates::standing(&config, &abri).await? {
            problems.extend(standing.problem);
            state.extend(standing.line);
        }
        state.push(standing::clock(&abri).await?.to_string());
        let room = standing::room(&abri).await?;
        state.push(if room.is_short() {
            format!("warning: {room}")
        } else {
            room.to_string()
        });
        if let Some(note) = noted
            && let Err(flaw) = checkpoints::goes_on_from(&abri, &note).await?
        {
            problems.push(format!("log of checkpoints: {flaw}"));
        }
        let peppers = peppers::count(&abri).await?;
        if peppers.none_opens() {
            problems.push(peppers.to_string());
        } else if peppers.absent > 0 {
            state.push(format!("warning: {peppers}"));
        } else if peppers.has_other {
            state.push(peppers.to_string());
        }
        let report = check::check(&abri, depth).await?;
        problems.extend(report.findings.iter().map(ToString::to_string));
        for line in problems.iter().chain(&state) {
            say(line);
        }
        say(&format!(
            "{} vaults, {} objects ({}), {} journal entries looked at",
            report.vaults,
            report.objects,
            match depth {
                Depth::Lengths => "presence and length; --full reads every byte",
                Depth::Bytes => "every byte",
            },
            report.entries
        ));
        say(&format!(
            "{} lines in the log of checkpoints, {} of them of journals that went back (each person was told)",
            report.logged, report.went_back
        ));
        say(
            "seals of vaults cannot be verified while they are locked: each is at its owner's next visit",
        );
        say(&match problems.len() {
            0 => "no problem found".to_owned(),
            1 => "1 problem found".to_owned(),
            count => format!("{count} problems found"),
        });
        Ok(if problems.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(PROBLEMS)
        })
    })
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| format!("{} cannot be read ({error})", path.display()).into())
}
