//! Everything that the vault keeps, sealed anew under the keys of its next generation.

use crate::actions::change::Change;
use crate::actions::open::Open;
use crate::actions::record::Record;
use crate::actions::{Abri, Outcome, deposits, show, state};
use crate::crypto::context::Purpose;
use crate::crypto::envelope;
use crate::crypto::server_keys::Owner;
use crate::domain::ids::ConsentId;
use crate::domain::journal::Event;
use crate::store::{consents, documents, invitations, journal};

/// Seals anew profile, papers, consents, invitations and journal, and publishes the next inbox. What is shown, and every
/// link for putting papers in, ends with it and is told; how many of each. Ways in and the deposit number are not kept:
/// whoever calls this makes others.
pub(super) async fn everything<'a>(
    abri: &Abri,
    change: &mut Change<'a>,
    open: &Open,
    next: &'a Open,
) -> Outcome<(u32, u32)> {
    let (vault, before) = (open.vault, open.generation);
    let now = change.now();
    // As long as the vault is of the old generation, which this statement names.
    let stopped = consents::withdraw_all(change.tx(), vault, before, now).await?;
    let over = invitations::withdraw_all(change.tx(), vault, before, now).await?;

    let profile = again(open, next, Purpose::Profile, &change.vault().profile)?;
    let recipient = next.keys.inbox().recipient().to_bytes();
    let mac = abri
        .keys
        .recipient_mac(Owner::Inbox, vault, next.generation, &recipient);
    change.renew(next, (mac, recipient), profile).await?;
    papers(change, open, next).await?;
    told(change, open, next).await?;

    let mut shares = 0;
    for mut row in consents::of_vault(change.tx(), vault).await? {
        let receipt = show::receipt(open, &row)?;
        let place = |open: &Open| open.context(Purpose::Receipt).object(row.id.as_bytes());
        let json = envelope::open(&open.keys.wrap, &place(open), &row.record)?;
        row.record = envelope::seal(&next.keys.wrap, &place(next), &json);
        row.generation = next.generation;
        consents::renew(change.tx(), before, &row).await?;
        // One that five wrong codes had stopped was told then.
        let tried_out = row.wrong_codes >= consents::CODES;
        let is_it = |id: ConsentId| id == row.id;
        if !tried_out && stopped.iter().any(|one| is_it(one.id)) {
            let details = show::told(row.id, &receipt);
            change.tell(Event::ShareStopped, &details).await?;
            shares += 1;
        }
    }
    let mut links = 0;
    for row in invitations::of_vault(change.tx(), vault).await? {
        let new = deposits::under_next(open, next, &row)?;
        invitations::renew(change.tx(), before, &new).await?;
        if over.iter().any(|one| one.id == row.id) {
            let agreed = deposits::agreement(next, &new)?;
            let details = deposits::invited(row.id, &agreed);
            change.tell(Event::InvitationStopped, &details).await?;
            links += 1;
        }
    }
    Ok((shares, links))
}

fn again(open: &Open, next: &Open, purpose: Purpose, sealed: &[u8]) -> Outcome<Vec<u8>> {
    let plain = envelope::open(&open.keys.meta, &open.context(purpose), sealed)?;
    Ok(envelope::seal(
        &next.keys.meta,
        &next.context(purpose),
        &plain,
    ))
}

async fn papers(change: &mut Change<'_>, open: &Open, next: &Open) -> Outcome<()> {
    for mut row in documents::of_vault(change.tx(), open.vault).await? {
        let record = Record::open(open, row.id, row.version, &row.record)?;
        row.record = record.seal(next, row.id, row.version);
        row.generation = next.generation;
        documents::renew(change.tx(), open.generation, &row).await?;
    }
    Ok(())
}

/// The details of the journal. What does not open was damaged before, and stays what it was.
async fn told(change: &mut Change<'_>, open: &Open, next: &Open) -> Outcome<()> {
    for row in journal::all(change.tx(), open.vault).await? {
        if let Ok(Some(payload)) = state::open_entry(open, &row) {
            let place = state::entry_context(next, row.number);
            let sealed = envelope::seal(&next.keys.journal, &place, &payload);
            journal::renew(change.tx(), open.vault, row.number, &sealed).await?;
        }
    }
    Ok(())
}
