//! A mediator puts papers in for somebody who is with them: for an hour, with the code that the person has just
//! given, or with their deposit number.
//!
//! It hangs on the session of the mediator: what it needs is sealed under that session's secret, so that it ends
//! with the session, and nobody else's has anything of it. The person's journal tells its beginning before the row
//! exists that makes it work.

use super::depositor::{Depositor, Given, Mediator};
use super::{code, invite, mediations, number};
use crate::actions::change::LockedChange;
use crate::actions::people::{self, counts, names};
use crate::actions::session::Session;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::lookups::{self, Kind};
use crate::crypto::secrets::Secret;
use crate::crypto::{crockford, deposits as keys, random, sessions as sealing};
use crate::domain::access;
use crate::domain::deposit::{MEDIATION, MEDIATION_PAPERS, NUMBER_A_DAY};
use crate::domain::document::Through;
use crate::domain::ids::{InvitationId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::quota::What;
use crate::domain::time::{Moment, Span};
use crate::store::DurableTx;
use crate::store::deposit_numbers::NumberRow;
use crate::store::invitations::{self, InvitationRow};
use crate::store::mediations::{self as rows, MediationRow};
use crate::store::throttle;
use zeroize::Zeroizing;

const DAMAGED: Problem = Problem::Damaged("mediation");
const MINUTES: Span = Span::minutes(10);

/// What is counted: under which name, for how long, how many at most.
struct Counted {
    key: [u8; 32],
    window: Span,
    most: u64,
}

/// Where what was typed leads.
struct Found {
    vault: VaultId,
    generation: u32,
    right: [u8; 16],
    until: Moment,
    /// The secret behind the code; none for a number.
    secret: Option<Secret>,
    /// The number, where it was one.
    number: Option<NumberRow>,
}

/// Reads what the person said or showed: a code or a deposit number. Over, used, unknown, switched off, one's own:
/// `NotFound` alike. `source` is a network address in text; `TooManyTries` after too many wrong ones from it or by
/// this mediator, `TooMuch` after the deposits of a day.
pub async fn begin_mediation(
    abri: &Abri,
    session: &Session,
    typed: &str,
    source: &str,
) -> Outcome<()> {
    let working = session.working.as_ref().ok_or(Problem::NotFound)?;
    if !access::mediates(&working.member) {
        return Err(Problem::NotFound);
    }
    // Before a code is used up for nothing.
    counts::must_have_room(abri, working.member.vault, What::Deposits).await?;
    let me = working.member.vault.as_bytes();
    let counted = |what, whom: &[u8], window, most| Counted {
        key: abri.keys.throttle_id(what, whom),
        window,
        most,
    };
    // Counted before it is tried, so that many at once gain nothing; what was right is given back.
    let tries = [
        counted("mediation", source.as_bytes(), MINUTES, 20),
        counted("mediation-by", me, MINUTES, 10),
        counted("mediation-day", me, Span::DAY, 50),
    ];
    count(abri, &tries).await?;
    let done = admit(abri, session, typed).await;
    if !matches!(done, Err(Problem::NotFound)) {
        give_back(abri, &tries).await?;
    }
    done
}

async fn count(abri: &Abri, all: &[Counted]) -> Outcome<()> {
    let now = abri.now();
    let mut tx = abri.store.ephemeral.begin().await?;
    let mut over = None;
    for one in all {
        if throttle::count(&mut tx, &one.key, now, one.window).await? > one.most {
            over = Some(one.window);
        }
    }
    tx.commit().await?;
    over.map_or(Ok(()), |wait| Err(Problem::TooManyTries { wait }))
}

async fn give_back(abri: &Abri, all: &[Counted]) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    for one in all {
        throttle::give_back(&mut tx, &one.key, abri.now()).await?;
    }
    Ok(tx.commit().await?)
}

async fn admit(abri: &Abri, session: &Session, typed: &str) -> Outcome<()> {
    let found = if let Some(code) = crockford::parse_short_code(typed) {
        by_code(abri, &code).await?
    } else {
        let number = crockford::parse_deposit_number(typed).ok_or(Problem::NotFound)?;
        by_number(abri, &number).await?
    };
    // One at a time: whoever begins another has finished with the one before.
    end(abri, session.cookie(), Some(&found.right)).await?;
    tell(abri, session, &found).await
}

async fn by_code(abri: &Abri, typed: &str) -> Outcome<Found> {
    let secret = code::take(abri, &abri.keys.mediator_code_id(typed), typed).await?;
    let row = invitation(abri, &secret).await?;
    Ok(Found {
        vault: row.vault_id,
        generation: row.generation,
        right: *row.id.as_bytes(),
        until: row.until,
        secret: Some(secret),
        number: None,
    })
}

async fn by_number(abri: &Abri, typed: &str) -> Outcome<Found> {
    let number = number::find(abri, typed).await?;
    let (vault, generation) = (number.vault_id, number.generation);
    let key = abri.keys.throttle_id("mediation-number", vault.as_bytes());
    let mut tx = abri.store.ephemeral.begin().await?;
    let today = throttle::count(&mut tx, &key, abri.now(), Span::DAY).await?;
    tx.commit().await?;
    if today > NUMBER_A_DAY {
        return Err(Problem::NotFound);
    }
    Ok(Found {
        vault,
        generation,
        right: random::bytes(),
        until: abri.now() + MEDIATION,
        secret: None,
        number: Some(number),
    })
}

/// The leave behind the secret of a code; `NotFound` once it is over or stopped.
async fn invitation(abri: &Abri, secret: &Secret) -> Outcome<InvitationRow> {
    let lookup = lookups::id(Kind::MediatorInvitation, secret.expose());
    let mut tx = abri.store.durable.look().await?;
    let row = invitations::find_by_lookup(&mut tx, &lookup).await?;
    row.filter(|row| row.is_live(abri.now()))
        .ok_or(Problem::NotFound)
}

/// In the person's journal before anything can be put in. Under the vault's lock until both are there: whoever stops the
/// number meanwhile comes before, and it is refused, or after, and finds what to end.
async fn tell(abri: &Abri, session: &Session, found: &Found) -> Outcome<()> {
    let mediator = said(session)?;
    let id = own_id(session.cookie());
    let day = abri.coming_day_key(found.until).await?;
    let mut change = LockedChange::begin(abri, found.vault).await?;
    if change.vault().generation != found.generation {
        return Err(Problem::NotFound);
    }
    if let Some(number) = &found.number
        && !number::leads(abri, change.tx(), number).await?
    {
        return Err(Problem::NotFound);
    }
    must_mediate(abri, change.tx(), session, found.vault).await?;
    counts::spend(abri, change.tx(), session.open.vault, What::Deposits).await?;
    let event = match found.secret {
        Some(_) => Event::MediationBegun,
        None => Event::MediationByNumber,
    };
    let details = Details {
        who: mediator.name.clone(),
        structure: mediator.structure.clone(),
        consent: InvitationId::from_bytes(found.right).to_string(),
        count: MEDIATION_PAPERS,
        until: found.until.millis(),
        ..Details::default()
    };
    change.tell(event, &details).await?;
    let mut row = MediationRow {
        id,
        vault_id: found.vault,
        generation: found.generation,
        right_id: found.right,
        key: Vec::new(),
        who: Vec::new(),
        arrived: 0,
        begun_at: change.now(),
        until: found.until,
    };
    let secret = found.secret.as_ref().map(Secret::expose);
    let secret = secret.map_or(&[][..], |secret| &secret[..]);
    row.key = sealing::seal(session.cookie(), &day, &context(&row), secret);
    row.who = mediations::seal(&change, &row, &mediator);
    let mut tx = abri.store.ephemeral.begin().await?;
    rows::add(&mut tx, &row).await?;
    tx.commit().await?;
    let told = change.commit().await;
    if told.is_err() {
        let mut tx = abri.store.ephemeral.begin().await?;
        rows::delete(&mut tx, &row.id).await?;
        tx.commit().await?;
    }
    told
}

/// Who the mediator is, in words.
fn said(session: &Session) -> Outcome<mediations::Who> {
    let working = session.working.as_ref().ok_or(Problem::NotFound)?;
    Ok(mediations::Who {
        name: names::own(session)?.name.as_str().to_owned(),
        structure: working.structure.clone(),
    })
}

/// Looks once more, inside the transaction that acts, whether a mediator at work acts.
pub(super) async fn must_mediate(
    abri: &Abri,
    tx: &mut DurableTx,
    session: &Session,
    into: VaultId,
) -> Outcome<()> {
    let open = &session.open;
    let working = people::working(abri, tx, open.vault, open.generation).await?;
    // Somebody who works at a structure has a vault without papers.
    if people::is_professional(tx, into).await? {
        return Err(Problem::NotFound);
    }
    let leave = working.and_then(|working| access::may_mediate(&working.member, into));
    leave.map(drop).ok_or(Problem::NotFound)
}

/// The deposit that this session has under way; `NotFound` once it is over, stopped, or was never there.
pub async fn resume_mediation(abri: &Abri, session: Session) -> Outcome<Depositor> {
    let now = abri.now();
    let cookie = session.cookie();
    let mut tx = abri.store.ephemeral.look().await?;
    let row = rows::find(&mut tx, &own_id(cookie), now).await?;
    drop(tx);
    let row = row.ok_or(Problem::NotFound)?;
    let working = session.working.as_ref().ok_or(Problem::NotFound)?;
    access::may_mediate(&working.member, row.vault_id).ok_or(Problem::NotFound)?;
    let day = abri.day_key(row.until).await?.ok_or(Problem::NotFound)?;
    let secret = sealing::open(cookie, &day, &context(&row), &row.key)?;
    let right = Secret::from_slice(&row.right_id).ok_or(DAMAGED)?;
    let mine = MEDIATION_PAPERS.saturating_sub(row.arrived);
    let nobody = Given {
        person: String::new(),
        name: String::new(),
    };
    let (through, left, given, origin) = if secret.is_empty() {
        (Through::Number, mine, nobody, None)
    } else {
        let secret = Secret::from_slice(&secret).ok_or(DAMAGED)?;
        let invitation = invitation(abri, &secret).await?;
        let sealed = invitation.key.as_deref().ok_or(Problem::NotFound)?;
        let place = invite::right(&invitation);
        let (origin, given) = place.open_key(abri, &secret, sealed).await?;
        let left = mine.min(invitation.papers_left);
        (Through::Mediator, left, given, Some(origin))
    };
    let who = said(&session)?;
    Ok(Depositor {
        vault: row.vault_id,
        generation: row.generation,
        through,
        right: row.right_id,
        lookup: row.id,
        until: row.until,
        left,
        given,
        origin,
        own: lookups::id(
            Kind::Depositor,
            &Zeroizing::new([&cookie.expose()[..], &row.right_id].concat()),
        ),
        key: keys::depositor_key(cookie, &right),
        mediator: Some(Box::new(Mediator { session, who })),
    })
}

/// The mediator is done, or signs out: what the person agreed to is over as well. Nothing under way is no error.
pub async fn end_mediation(abri: &Abri, cookie: &Secret) -> Outcome<()> {
    end(abri, cookie, None).await
}

/// The same, but for the leave that goes on by this right.
async fn end(abri: &Abri, cookie: &Secret, going_on: Option<&[u8; 16]>) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    let row = rows::delete(&mut tx, &own_id(cookie)).await?;
    if let Some(row) = &row {
        mediations::take_uploads(&mut tx, row).await?;
    }
    tx.commit().await?;
    match row {
        Some(row) => {
            let last = going_on != Some(&row.right_id) && !mediations::any(abri, &row).await?;
            mediations::tell_end(abri, &row, last).await
        }
        None => Ok(()),
    }
}

fn own_id(cookie: &Secret) -> [u8; 32] {
    lookups::id(Kind::Mediation, cookie.expose())
}

/// All of the row that must not be another: its vault and its right.
fn context(row: &MediationRow) -> Context {
    Context::new(Purpose::Mediation, row.vault_id, row.generation).object(&row.right_id)
}
