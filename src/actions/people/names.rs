//! Names of colleagues: each is sealed to the inbox of each manager, and stands nowhere in clear.
//!
//! A manager who came later gets the names from whoever knows them and signs in: each their own, a
//! manager those of all.

use std::collections::HashMap;

use crate::actions::open::Open;
use crate::actions::open_vault;
use crate::actions::session::Session;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::{hybrid, inbox};
use crate::domain::ids::VaultId;
use crate::domain::person::CallName;
use crate::domain::structure::{Function, Role};
use crate::store::member_names::{self, MemberNameRow};
use crate::store::vaults;
use zeroize::Zeroizing;

/// What a manager reads of a colleague.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Name {
    /// The name that they are called by.
    pub name: CallName,
    /// What they do, in their own words.
    #[serde(default)]
    pub function: Function,
}

/// The name of whoever is signed in.
pub fn own(session: &Session) -> Outcome<Name> {
    let profile = open_vault::profile(session)?;
    Ok(Name {
        name: profile.name,
        function: profile.function,
    })
}

/// Every name that was sealed to this manager. One that does not open is left out: it was not sealed by
/// Abri, and names are no keys.
pub async fn known(abri: &Abri, open: &Open) -> Outcome<HashMap<VaultId, Name>> {
    let mut tx = abri.store.durable.read().await?;
    let rows = member_names::of_reader(&mut tx, open.vault).await?;
    drop(tx);
    let identity = open.keys.inbox();
    let mut known = HashMap::new();
    for row in rows {
        let place = place(open.vault, open.generation, row.person);
        let name = inbox::open(&identity, &place, &row.sealed).ok();
        let name = name.and_then(|json| serde_json::from_slice(&json).ok());
        if let Some(name) = name {
            known.insert(row.person, name);
        }
    }
    Ok(known)
}

/// Seals what whoever is signed in knows for the managers who do not. What does not work now is passed on at the
/// next sign-in: what called this has happened.
pub async fn pass_on(abri: &Abri, session: &Session) {
    if let Err(problem) = sealed_on(abri, session).await {
        tracing::warn!(%problem, "names of colleagues are not passed on yet");
    }
}

async fn sealed_on(abri: &Abri, session: &Session) -> Outcome<()> {
    let Some(working) = &session.working else {
        return Ok(());
    };
    let me = working.member;
    let mut tx = abri.store.durable.read().await?;
    let missing = member_names::missing(&mut tx, me.structure).await?;
    if missing.is_empty() {
        return Ok(());
    }
    let mut names = match me.role {
        Role::Manager => known(abri, &session.open).await?,
        Role::SocialWorker | Role::Mediator => HashMap::new(),
    };
    names.insert(me.vault, own(session)?);
    let mut sealed = Vec::new();
    for one in missing {
        let (Some(name), Some(reader)) = (
            names.get(&one.person),
            vaults::read(&mut tx, one.reader).await?,
        ) else {
            continue;
        };
        if !abri.vouches_for(&reader) {
            // The check says so; the others get their names.
            continue;
        }
        let recipient = hybrid::Recipient::from_bytes(&reader.inbox_recipient)
            .map_err(|_| Problem::Damaged("inbox recipient"))?;
        // Strings alone: nothing in it can fail to serialise.
        let json = Zeroizing::new(serde_json::to_vec(name).unwrap_or_default());
        let place = place(reader.id, reader.generation, one.person);
        sealed.push(MemberNameRow {
            reader: one.reader,
            person: one.person,
            sealed: inbox::seal(&recipient, &place, &json),
        });
    }
    drop(tx);
    let mut tx = abri.store.durable.begin().await?;
    for row in &sealed {
        member_names::add(&mut tx, row).await?;
    }
    Ok(tx.commit().await?)
}

const fn place(reader: VaultId, generation: u32, person: VaultId) -> Context {
    Context::new(Purpose::MemberName, reader, generation).object(person.as_bytes())
}
