//! Somebody joins a structure: an invitation becomes an account, once, in one transaction.

use super::{NOTICE, invitation, names, published};
use crate::actions::change::Change;
use crate::actions::open::Open;
use crate::actions::open_vault::{Notice, Profile, vault_row};
use crate::actions::people::desk;
use crate::actions::people::roster::called;
use crate::actions::session::{self, Session};
use crate::actions::structures::tell_others;
use crate::actions::{Abri, Outcome, Problem, drawn};
use crate::crypto::random;
use crate::crypto::secrets::Secret;
use crate::crypto::server_keys::Owner;
use crate::crypto::words::Phrase;
use crate::domain::access::Whose;
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::domain::person::CallName;
use crate::domain::slot::{Place, SlotKind};
use crate::domain::structure::{Function, Role};
use crate::domain::time::Moment;
use crate::store::person_invitations::{self, PersonInvitationRow};
use crate::store::vaults::Given;
use crate::store::{people, slots, structures};

/// What an invitation says before anything is made with it.
pub struct Invitation {
    /// The name of the structure that invites.
    pub structure: String,
    /// As what.
    pub role: Role,
    /// Its end.
    pub until: Moment,
}

/// What somebody says of themselves when they join.
pub struct NewColleague {
    /// The name that colleagues know them by.
    pub name: CallName,
    /// What they do.
    pub function: Function,
    /// Where the second factor rests: [`SlotKind::Desk`], this computer, or [`SlotKind::DeskCard`].
    pub kind: SlotKind,
    /// Language tag of the pages.
    pub language: String,
}

/// Looks at an invitation without using it. One that was used, was taken back or has ended is like one
/// that never was.
pub async fn look(abri: &Abri, secret: &Secret) -> Outcome<Invitation> {
    let row = standing(abri, secret).await?;
    let mut tx = abri.store.durable.read().await?;
    let structure = structures::read(&mut tx, row.structure_id).await?;
    Ok(Invitation {
        structure: structure.ok_or(Problem::NotFound)?.name,
        role: row.role,
        until: row.until,
    })
}

/// Makes the account. The secret is that of this computer, for its cookie; the five words that were
/// drawn wait in the session until they are typed back.
pub async fn join(
    abri: &Abri,
    secret: &Secret,
    new: NewColleague,
) -> Outcome<(Session, Option<Secret>)> {
    // The first way in is one whose secret is drawn here; a passkey is added to it.
    if !matches!(new.kind, SlotKind::Desk | SlotKind::DeskCard) {
        return Err(Problem::NotFound);
    }
    let invitation = standing(abri, secret).await?;
    let vault = VaultId::from_bytes(random::bytes());
    let open = Open::new(vault, 1, random::key(), Whose::Professional);
    let (words, phrase) = Phrase::draw();
    let held = random::secret();
    let slot = desk::make(abri, &open, new.kind, (&held, &phrase)).await?;
    let profile = Profile {
        discreet: false,
        name: new.name,
        language: new.language.clone(),
        function: new.function,
    };
    let notice = Notice {
        version: NOTICE.to_owned(),
        language: new.language,
        given: Given::Screen,
    };

    let row = vault_row(abri, &open, &profile, &notice);
    let mut change = Change::first(abri, &open, row).await?;
    let now = change.now();
    if !person_invitations::spend(change.tx(), &invitation.id, now).await? {
        return Err(Problem::WrongSecret { left: None });
    }
    let (structure, role) = (invitation.structure_id, invitation.role);
    let key = open.keys.signing_key();
    let published = published(&key, structure, role);
    let generation = open.generation;
    let mac = abri
        .keys
        .recipient_mac(Owner::Member, vault, generation, &published);
    people::add(change.tx(), (vault, structure), role, &key, &mac, now).await?;
    slots::add(change.tx(), &slot).await?;
    let details = Details {
        role: Some(role),
        ..Details::default()
    };
    change.tell(Event::PersonJoined, &details).await?;
    let details = Details {
        slot: Some(new.kind),
        ..Details::default()
    };
    change.tell(Event::SlotAdded, &details).await?;
    change.commit().await?;

    let drawn = drawn::with(&slot, &words);
    let place = match new.kind {
        SlotKind::Desk => Place::Own,
        _ => Place::Shared,
    };
    let session = session::begin(abri, open, place, new.kind, slot.id, vec![drawn]).await?;
    names::pass_on(abri, &session).await;
    tell_managers_of(abri, &session).await;
    Ok((session, (new.kind == SlotKind::Desk).then_some(held)))
}

/// The account is made, and must not be lost over this: whoever cannot be told sees it in their list.
async fn tell_managers_of(abri: &Abri, session: &Session) {
    let Some(working) = &session.working else {
        return;
    };
    let member = working.member;
    let details = Details {
        person: called(session).unwrap_or_default(),
        role: Some(member.role),
        ..Details::default()
    };
    let (structure, me) = (member.structure, member.vault);
    let event = Event::ColleagueJoined;
    if let Err(problem) = tell_others(abri, structure, &[me], event, &details).await {
        tracing::error!(%problem, "managers were not told that somebody joined");
    }
}

async fn standing(abri: &Abri, secret: &Secret) -> Outcome<PersonInvitationRow> {
    let mut tx = abri.store.durable.read().await?;
    let row = person_invitations::standing(&mut tx, &invitation::id(secret), abri.now()).await?;
    let row = row.ok_or(Problem::WrongSecret { left: None })?;
    if !invitation::is_ours(abri, &row) {
        return Err(Problem::Damaged("invitation"));
    }
    Ok(row)
}
