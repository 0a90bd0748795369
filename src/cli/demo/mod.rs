//! `abri demo`: a complete Abri on this machine, with invented people.

mod deposits;
mod folder;
mod guardians;
mod papers;
mod people;
mod professionals;
mod shares;

use std::cell::RefCell;
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::rc::Rc;

use super::{Failure, say};
use crate::serve;
use deposits::Invited;
use folder::{Choice, Paths};
use people::People;
use shares::Shown;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The folder; the same folder gives the same people again.
    #[arg(long, default_value = "abri-demo")]
    data: PathBuf,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8443")]
    listen: SocketAddr,
    /// Say everything in one line of JSON on standard output.
    #[arg(long)]
    json: bool,
    /// PostgreSQL instead of SQLite: `postgres://user:password@host/name`.
    #[arg(long)]
    database: Option<String>,
    /// Another place for the documents: a folder, or `s3://bucket?endpoint=…&region=…` with its keys in
    /// `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
    #[arg(long)]
    objects: Option<String>,
}

/// What is said once the demonstration listens. Fields are only ever added.
#[derive(serde::Serialize)]
struct Said<'a> {
    url: String,
    certificate: String,
    paths: &'a Paths,
    #[serde(flatten)]
    people: &'a People,
    shares: &'a [Shown],
    deposits: &'a [Invited],
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    super::log::to_standard_error("info")?;
    let runtime = super::runtime::new()?;
    runtime.block_on(start(arguments))
}

async fn start(arguments: &Arguments) -> Result<(), Failure> {
    let listener = serve::bind(arguments.listen).await?;
    let address = listener.local_addr()?;
    let choice = Choice {
        folder: &arguments.data,
        database: arguments.database.as_deref(),
        objects: arguments.objects.as_deref(),
    };
    let (config, paths) = folder::prepare(&choice, address)?;
    let made = Rc::new(RefCell::new((People::default(), Vec::new(), Vec::new())));
    let first = {
        let (made, folder, origin) = (made.clone(), config.data.clone(), config.url.clone());
        async move |abri: std::sync::Arc<crate::actions::Abri>| {
            let (people, sessions) = people::of(&abri, &folder).await?;
            let (shown, invited) = match sessions.first() {
                Some(session) => (
                    shares::of(&abri, session, &origin).await?,
                    deposits::of(&abri, session, &origin).await?,
                ),
                None => (Vec::new(), Vec::new()),
            };
            *made.borrow_mut() = (people, shown, invited);
            Ok(())
        }
    };
    let listening = |_| {
        let (people, shares, deposits) = &*made.borrow();
        let said = Said {
            url: config.url.to_string(),
            certificate: config.data.join("localhost.pem").display().to_string(),
            paths: &paths,
            people,
            shares,
            deposits,
        };
        if arguments.json {
            tell_programs(&said);
        } else {
            tell_people(&said);
        }
    };
    serve::start(&config, listener, first, listening).await?;
    Ok(())
}

fn tell_programs(said: &Said<'_>) {
    let mut out = std::io::stdout().lock();
    // A closed standard output leaves nobody to tell.
    let _ = serde_json::to_writer(&mut out, said).map_err(std::io::Error::from);
    let _ = writeln!(out).and_then(|()| out.flush());
}

fn tell_people(said: &Said<'_>) {
    say(&format!(
        "\nAbri is at {}  (the certificate is self-made: your browser will warn)\n",
        said.url
    ));
    say("Invented people, and how to come in as each:");
    for person in &said.people.people {
        say(&format!("\n  {} ({})", person.name, person.role));
        say(&format!(
            "    card         {}   code {}",
            person.card, person.code
        ));
        if !person.identifier.is_empty() {
            say(&format!(
                "    identifier   {}   words: {}",
                person.identifier, person.words
            ));
        }
        say(&format!("    rescue code  {}", person.rescue));
        if let Some(agreed) = &person.agreed {
            say(&format!(
                "    lost all?    {} {}   (at /entrer/perdu, with two of {})",
                agreed.name, agreed.born, agreed.structure
            ));
        }
        say(&format!(
            "    deposit no.  {}   (for a mediator, at /pro/deposer)",
            person.deposit_number
        ));
    }
    say(
        "\nWho works at the invented structure (come in at /pro/carte; a social worker makes appointments):",
    );
    for one in &said.people.professionals {
        say(&format!(
            "\n  {} ({}, {})",
            one.name,
            one.role.as_str(),
            one.structure
        ));
        say(&format!("    card         {}", one.card));
        say(&format!("    words        {}", one.words));
        if let Some(seat) = one.seat {
            say(&format!(
                "    helps back in whoever lost everything, from place {seat} (at /pro/secours)"
            ));
        }
    }
    say("\nWhat the first of the people shows:");
    for share in said.shares {
        let code = if share.code.is_empty() {
            String::new()
        } else {
            format!("  spoken code {}", share.code)
        };
        let short = if share.short_code.is_empty() {
            String::new()
        } else {
            format!("  short code {}", share.short_code)
        };
        say(&format!(
            "  {:<15} {:<5} {}{code}{short}",
            share.state, share.mode, share.link
        ));
    }
    say("\nWho puts papers in for them:");
    for one in said.deposits {
        say(&format!(
            "  {:<15} {:<12} {}",
            one.state, one.name, one.link
        ));
    }
    say("\nCtrl-C ends it.");
}
