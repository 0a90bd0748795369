//! A depositor puts a paper in: received and looked at like any other, then one transaction with the paper counted,
//! the row sealed to the inbox, the room and the journal. The keys of the paper are dropped with it.

use bytes::Bytes;
use futures_util::Stream;

use super::depositor::Depositor;
use super::mediate;
use super::sealed;
use super::undo::{self, Receipt};
use crate::actions::add_paper::take_room;
use crate::actions::change::LockedChange;
use crate::actions::objects::{self, Begun};
use crate::actions::receive::{self, Received, Said, bytes_of};
use crate::actions::uploads;
use crate::actions::{Abri, Outcome, Problem, notices};
use crate::domain::document::{Through, Title};
use crate::domain::ids::{DocumentId, InvitationId, UploadId};
use crate::domain::journal::{Details, Event};
use crate::domain::notices::Why;
use crate::domain::time::Moment;
use crate::store::deposits::{self, DepositRow};
use crate::store::{DurableTx, invitations, mediations, pairings};

/// What is said of a paper that somebody puts in.
pub struct NewDeposit {
    /// What it is called until the person calls it otherwise.
    pub title: Title,
    /// Its kind in the catalogue.
    pub kind: String,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It is put in as this paper.
    Kept(DocumentId),
    /// The same depositor put the same bytes in already: they are asked first, and it waits as this upload.
    Twice {
        /// What waits.
        upload: UploadId,
    },
}

/// Puts a whole upload in; with `again` even if they did so already. Asked once more, for want of an answer,
/// it is still one paper. `NotFound` when the right is over or no paper is left, `Conflict` while another request
/// does the same.
pub async fn put_in(
    abri: &Abri,
    depositor: &Depositor,
    id: UploadId,
    new: NewDeposit,
    again: bool,
) -> Outcome<Put> {
    let paper = DocumentId::from_bytes(*id.as_bytes());
    let authority = depositor.authority();
    let (row, key) = match uploads::find(abri, &authority, id).await {
        Err(Problem::NotFound) => return put_before(abri, depositor, paper).await,
        found => found?,
    };
    if depositor.left == 0 {
        return Err(Problem::NotFound);
    }
    if row.received != row.length {
        return Err(Problem::Field("papers-refused-cut"));
    }
    let become_one = async {
        match put_before(abri, depositor, paper).await {
            Err(Problem::NotFound) => {}
            put => return Ok((put?, true)),
        }
        let bytes = Box::pin(uploads::read(abri, &authority, &row, key).await?);
        let received = receive::receive(abri, depositor.vault, bytes, row.length).await?;
        let (received, twice) = compared(abri, depositor, received, again).await?;
        if twice {
            receive::give_up(abri, received).await;
            return Ok((Put::Twice { upload: id }, false));
        }
        let kept = keep(abri, depositor, received.of_upload(id), new).await?;
        Ok((Put::Kept(kept), true))
    };
    uploads::alone(abri, (depositor.vault, id), become_one).await
}

/// Two requests for the same upload, or one whose answer was lost.
async fn put_before(abri: &Abri, depositor: &Depositor, paper: DocumentId) -> Outcome<Put> {
    let mut tx = abri.store.durable.look().await?;
    let row = deposits::find(&mut tx, depositor.vault, paper).await?;
    let own = row.filter(|row| row.right_id == depositor.right && row.depositor == depositor.own);
    own.map(|row| Put::Kept(row.id)).ok_or(Problem::NotFound)
}

/// Puts in what comes in one go, `most` bytes at most; what the depositor put in already is put aside as a whole
/// upload, and they are asked.
pub async fn receive_and_put<S>(
    abri: &Abri,
    depositor: &Depositor,
    bytes: S,
    most: u64,
    new: NewDeposit,
) -> Outcome<Put>
where
    S: Stream<Item = Outcome<Bytes>> + Unpin + Send,
{
    if depositor.left == 0 {
        return Err(Problem::NotFound);
    }
    let received = receive::receive(abri, depositor.vault, bytes, most).await?;
    let (received, twice) = compared(abri, depositor, received, false).await?;
    if twice {
        let moved = uploads::move_over(abri, &depositor.authority(), &received, most).await;
        receive::give_up(abri, received).await;
        return Ok(Put::Twice { upload: moved? });
    }
    keep(abri, depositor, received, new).await.map(Put::Kept)
}

/// Compared with their own papers alone: they learn nothing of what the vault holds.
/// An error leaves nothing of what was received.
async fn compared(
    abri: &Abri,
    depositor: &Depositor,
    received: Received,
    again: bool,
) -> Outcome<(Received, bool)> {
    if again {
        return Ok((received, false));
    }
    match undo::own(abri, depositor).await {
        Ok(before) => {
            let digest = received.digest();
            let twice = before.iter().any(|(_, receipt)| receipt.digest == digest);
            Ok((received, twice))
        }
        Err(problem) => {
            receive::give_up(abri, received).await;
            Err(problem)
        }
    }
}

async fn keep(
    abri: &Abri,
    depositor: &Depositor,
    received: Received,
    new: NewDeposit,
) -> Outcome<DocumentId> {
    let begun = received.begun();
    match Box::pin(prepare(abri, depositor, received, new)).await {
        Ok((change, id, left)) => {
            // Should this fail without a word of whether it lasted, the intents know: they end with it.
            change.commit().await?;
            objects::undo(abri, &[left]).await;
            // What comes by a phone of theirs, or from a mediator, waits for no answer.
            if matches!(depositor.through, Through::Link | Through::Number) {
                notices::owe(abri, depositor.vault, Why::Waits).await;
            }
            Ok(id)
        }
        Err(problem) => {
            objects::undo(abri, &begun).await;
            Err(problem)
        }
    }
}

/// Everything but the last step; also the object to delete after it.
async fn prepare(
    abri: &Abri,
    depositor: &Depositor,
    received: Received,
    new: NewDeposit,
) -> Outcome<(LockedChange, DocumentId, Begun)> {
    let (id, bytes) = (received.paper(), received.length());
    let said = Said {
        title: new.title,
        kind: new.kind,
        ends: None,
    };
    let ready = receive::look(abri, depositor.vault, received, said).await?;
    let facts = &ready.record.facts;
    let receipt = Receipt {
        kind: facts.kind.clone(),
        pages: u32::try_from(facts.pages.len()).unwrap_or(u32::MAX),
        bytes,
        digest: facts.received.clone(),
    };
    spend_of_passing(abri, depositor).await?;
    let kept = in_one(abri, depositor, id, &ready, &receipt).await;
    if kept.is_err() {
        give_back_to_passing(abri, depositor).await;
    }
    Ok((kept?, id, ready.left))
}

async fn in_one(
    abri: &Abri,
    depositor: &Depositor,
    id: DocumentId,
    ready: &receive::Ready,
    receipt: &Receipt,
) -> Outcome<LockedChange> {
    let mut change = LockedChange::begin(abri, depositor.vault).await?;
    let now = change.now();
    ready.end_intents(change.tx()).await?;
    if change.vault().generation != depositor.generation {
        return Err(Problem::NotFound);
    }
    if matches!(depositor.through, Through::Link | Through::Mediator) {
        spend_of_link(change.tx(), depositor, now).await?;
    }
    if let Some(mediator) = &depositor.mediator {
        mediate::must_mediate(abri, change.tx(), &mediator.session, depositor.vault).await?;
    }
    let facts = &ready.record.facts;
    let place = sealed::place(depositor.vault, depositor.generation, id);
    let message = sealed::message(depositor, id, &ready.record);
    let row = DepositRow {
        vault_id: depositor.vault,
        id,
        generation: depositor.generation,
        right_id: depositor.right,
        depositor: depositor.own,
        sealed: Some(change.seal_for(&place, &message)),
        object: facts.file.object.clone(),
        length: facts.file.length,
        digest: bytes_of(&facts.file)?,
        pictures: facts.pictures_file.object.clone(),
        pictures_length: facts.pictures_file.length,
        pictures_digest: bytes_of(&facts.pictures_file)?,
        receipt: receipt.seal(depositor, id),
        deposited_at: now,
        adopted_at: None,
        answered_at: None,
    };
    deposits::add(change.tx(), &row).await?;
    let more = row.length + row.pictures_length;
    let vault = (depositor.vault, depositor.generation);
    take_room(abri, change.tx(), vault, more).await?;
    let who = depositor.who();
    let details = Details {
        who: who.name,
        structure: who.structure,
        document: id.to_string(),
        version: 1,
        title: facts.title.as_str().to_owned(),
        consent: InvitationId::from_bytes(depositor.right).to_string(),
        digest: facts.digest.clone(),
        ..Details::default()
    };
    change.tell(Event::PaperDeposited, &details).await?;
    Ok(change)
}

/// One statement decides, however many papers come at the same moment.
async fn spend_of_link(tx: &mut DurableTx, depositor: &Depositor, now: Moment) -> Outcome<()> {
    let id = InvitationId::from_bytes(depositor.right);
    let (vault, generation) = (depositor.vault, depositor.generation);
    if invitations::spend_paper(tx, vault, id, generation, now).await? {
        Ok(())
    } else {
        Err(Problem::NotFound)
    }
}

/// A pairing and a mediation pass, and lie in the other database: counted first, given back should the rest fail.
async fn spend_of_passing(abri: &Abri, depositor: &Depositor) -> Outcome<()> {
    let (id, now) = (&depositor.lookup, abri.now());
    let mut tx = abri.store.ephemeral.begin().await?;
    let spent = match depositor.through {
        Through::Link => true,
        // No right that anybody holds.
        Through::Archive => false,
        Through::Phone => pairings::spend_paper(&mut tx, id, &depositor.own, now).await?,
        Through::Mediator | Through::Number => {
            mediations::spend_paper(&mut tx, id, &depositor.right, now).await?
        }
    };
    if !spent {
        return Err(Problem::NotFound);
    }
    Ok(tx.commit().await?)
}

async fn give_back_to_passing(abri: &Abri, depositor: &Depositor) {
    let id = &depositor.lookup;
    let given = async {
        let mut tx = abri.store.ephemeral.begin().await?;
        match depositor.through {
            Through::Link | Through::Archive => {}
            Through::Phone => pairings::give_paper(&mut tx, id).await?,
            Through::Mediator | Through::Number => {
                mediations::give_paper(&mut tx, id, &depositor.right).await?;
            }
        }
        tx.commit().await
    };
    if let Err(error) = given.await {
        tracing::warn!(%error, "a paper stays counted that was not put in");
    }
}
