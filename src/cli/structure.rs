//! `abri structure`: organisations of social work, and who manages them.
//!
//! What a machine may want (ids, links, lists) goes to standard output, the explanations beside it.

use std::io::Write;
use std::path::PathBuf;

use super::{Failure, say, service};
use crate::actions::people::help;
use crate::actions::structures::{codes, create, invite, list, open};
use crate::actions::{Abri, Problem};
use crate::config::Config;
use crate::crypto::crockford;
use crate::crypto::secrets::Secret;
use crate::domain::ids::{HelpId, StructureId};
use crate::domain::structure::{Role, StructureName};
use crate::domain::time::Moment;
use crate::i18n::Texts;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Write a structure down; gives its id and a link for its first manager, good for seven days.
    Create {
        /// Its name, as people read it: 80 characters at most.
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// You made sure that the structure is what it says: from now on people can work there.
    Verify {
        #[command(flatten)]
        which: Which,
    },
    /// Nobody works there from now on, on any node, until it is resumed.
    Suspend {
        #[command(flatten)]
        which: Which,
    },
    /// People work there again.
    Resume {
        #[command(flatten)]
        which: Which,
    },
    /// Every structure: id, state, how many in each role, name. Nobody's name.
    List {
        #[command(flatten)]
        place: Place,
    },
    /// A link by which somebody joins: a manager, where none is left. Good for seven days, once.
    Invite {
        #[command(flatten)]
        which: Which,
        /// `manager`, `mediator` or `social_worker`.
        #[arg(long, default_value = "manager")]
        role: Role,
    },
    /// Whether its professionals need a code of an application (RFC 6238) before they add a computer, a card or a
    /// passkey; tells what is so, or changes it.
    #[command(
        after_help = "It never opens an account. Each professional adds an application at their next sign-in, and adds \
                      nothing else before. One who lost it is helped back in by two people, with a new account."
    )]
    Totp {
        #[command(flatten)]
        which: Which,
        /// `on` or `off`; without it, nothing is changed.
        wish: Option<Wish>,
    },
    /// Colleagues whom a manager wants to help back in; with --confirm, yours is the second yes.
    #[command(
        after_help = "Make sure first that the manager and the colleague both ask for it: the old account is closed, \
                      and the link makes a new one within the hour."
    )]
    Help {
        #[command(flatten)]
        which: Which,
        /// The number that the manager reads on the colleague's page: eight digits and letters at least.
        #[arg(long)]
        confirm: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Wish {
    On,
    Off,
}

#[derive(clap::Args)]
pub(super) struct Place {
    /// The configuration file.
    #[arg(long)]
    config: PathBuf,
}

#[derive(clap::Args)]
pub(super) struct Which {
    /// The structure, as `abri structure list` names it.
    id: StructureId,
    #[command(flatten)]
    place: Place,
}

pub(super) fn run(command: &Command) -> Result<(), Failure> {
    let place = match command {
        Command::Create { place, .. } | Command::List { place } => place,
        Command::Verify { which }
        | Command::Suspend { which }
        | Command::Resume { which }
        | Command::Invite { which, .. }
        | Command::Totp { which, .. }
        | Command::Help { which, .. } => &which.place,
    };
    service::with(&place.config, |config, abri| async move {
        act(command, &config, &abri).await
    })
}

async fn act(command: &Command, config: &Config, abri: &Abri) -> Result<(), Failure> {
    match command {
        Command::Create { name, .. } => {
            let name = StructureName::parse(name)
                .map_err(|error| format!("the name cannot be that: {error}"))?;
            let (id, secret) = create::create(abri, &name).await?;
            tell(&format!("structure {id}"));
            tell_link(config, &secret);
            say(&format!(
                "The link is for the first manager: once, within seven days, and only after you have made sure of \
                 the structure and run\n  abri structure verify {id} --config …"
            ));
        }
        Command::Verify { which } => {
            done(open::verify(abri, which.id).await, "verified already")?;
            say("People can work there from now on.");
        }
        Command::Suspend { which } => {
            done(open::suspend(abri, which.id).await, "suspended already")?;
            say("Nobody works there from now on.");
        }
        Command::Resume { which } => {
            done(open::resume(abri, which.id).await, "not suspended")?;
            say("People work there again.");
        }
        Command::List { .. } => {
            for one in list::list(abri).await? {
                let counts = one.counts.iter();
                let counts = counts.map(|(role, count)| format!("{}={count}", role.as_str()));
                let counts = counts.collect::<Vec<_>>().join(" ");
                let state = one.state.as_str();
                // What the tables hold may hold more than a terminal should read.
                let name = StructureName::parse(&one.name);
                let name = name.as_ref().map_or("?", StructureName::as_str);
                tell(&format!("{} {state} {counts} {name}", one.id));
            }
        }
        Command::Invite { which, role } => {
            let secret = done(
                invite::invite(abri, which.id, *role).await,
                "full: twenty invitations wait there",
            )?;
            tell_link(config, &secret);
            say("Good once, within seven days. The structure's managers are told.");
        }
        Command::Totp { which, wish: None } => {
            let wanted = done(codes::wanted(abri, which.id).await, "")?;
            tell(if wanted { "totp on" } else { "totp off" });
        }
        Command::Totp {
            which,
            wish: Some(Wish::On),
        } => {
            done(codes::want(abri, which.id).await, "on already")?;
            say("From now on a code of an application is needed to add a way in.");
        }
        Command::Totp {
            which,
            wish: Some(Wish::Off),
        } => {
            done(codes::want_none(abri, which.id).await, "off already")?;
            say("Nobody is asked for a code any more.");
        }
        Command::Help {
            which,
            confirm: None,
        } => {
            for case in help::cases(abri, which.id).await? {
                tell(&format!(
                    "{} {} opened={} until={}",
                    case.id,
                    case.role.as_str(),
                    stamp(case.opened),
                    stamp(case.until)
                ));
            }
        }
        Command::Help {
            which,
            confirm: Some(case),
        } => {
            let case = named(&help::cases(abri, which.id).await?, case)?;
            let confirmed = help::confirm_as_operator(abri, case).await;
            let confirmed = confirmed.map_err(|problem| match problem {
                Problem::NotFound => Problem::Conflict,
                other => other,
            });
            let secret = done(confirmed, "over")?;
            tell_link(config, &secret);
            say(
                "Good once, within the hour. The old account is closed; the structure's managers are told.",
            );
        }
    }
    Ok(())
}

/// The one open case whose id begins like that.
fn named(cases: &[help::Case], number: &str) -> Result<HelpId, Failure> {
    let mut found = cases
        .iter()
        .filter(|case| number.len() >= 8 && case.id.to_string().starts_with(number));
    match (found.next(), found.next()) {
        (Some(case), None) => Ok(case.id),
        _ => Err(
            "there is no such case at that structure; give eight digits and letters at least"
                .into(),
        ),
    }
}

fn done<T>(outcome: Result<T, Problem>, already: &str) -> Result<T, Failure> {
    outcome.map_err(|problem| match problem {
        Problem::NotFound => "there is no such structure".into(),
        Problem::Field("team-invite-many") => {
            "twenty invitations wait at that structure; withdraw one first".into()
        }
        Problem::Conflict | Problem::Field(_) => format!("it is {already}").into(),
        other => other.into(),
    })
}

fn stamp(moment: Moment) -> String {
    Texts::stamp(moment)
}

fn tell_link(config: &Config, secret: &Secret) {
    tell(&format!("link {}", join_link(config.url.as_str(), secret)));
}

/// The link by which somebody joins; the secret stands behind the `#`, which browsers do not send.
pub(super) fn join_link(origin: &str, secret: &Secret) -> String {
    let number = crockford::rescue_code(secret).replace('-', "");
    format!("{origin}/rejoindre#{number}")
}

fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    // A closed standard output leaves nobody to tell.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
