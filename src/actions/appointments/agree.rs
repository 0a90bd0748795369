//! The person agrees: to show papers, to show them for longer, or to let a copy be kept. Each is a consent of its own,
//! with a secret of its own, which takes the place of the one before.

use super::asked::of_person;
use super::mine::Given;
use super::request::{keep_for_person, open_by_person};
use super::{DAMAGED, inbox_of, place, professional};
use crate::actions::session::Session;
use crate::actions::show::{self, Giving};
use crate::actions::{Abri, Outcome, Problem, open_vault, stop};
use crate::crypto::appointments as sealing;
use crate::crypto::context::Purpose;
use crate::crypto::lookups::{self, Kind};
use crate::crypto::random;
use crate::domain::appointment::State;
use crate::domain::ids::{AppointmentId, ConsentId, DocumentId};
use crate::domain::journal::Event;
use crate::domain::share::{Mode, Openings, Recipient, Terms};
use crate::domain::time::Moment;
use crate::store::appointments::{self, Answered};
use crate::store::grants;
use zeroize::Zeroizing;

/// To what.
pub enum Agreeing {
    /// To show these papers, for as long as was asked.
    Show(Vec<DocumentId>),
    /// To show the same ones for as long again, from now.
    Extend,
    /// To let a copy of them be kept, until the same end.
    Copy,
}

/// What the person answers.
pub struct Answer {
    /// Drawn when the question is asked, so that an answer sent twice counts once.
    pub id: ConsentId,
    /// To what.
    pub what: Agreeing,
    /// The sentence that was on the screen.
    pub sentence: String,
    /// In which language.
    pub language: String,
}

/// Agrees. An answer sent twice is a `Conflict`; over, ended or refused meanwhile: `NotFound`.
pub async fn agree(
    abri: &Abri,
    session: &Session,
    id: AppointmentId,
    answer: Answer,
) -> Outcome<()> {
    let open = &session.open;
    let now = abri.now();
    let (row, asked) = of_person(abri, open, id).await?;
    let longer = now + asked.request.lasting.span();
    // The sentence of more time says nothing of copies: whoever wants one asks again.
    let (papers, until, copy, event) = match (answer.what, asked.state) {
        (Agreeing::Show(papers), State::Read) => (papers, longer, None, Event::ShareGiven),
        (Agreeing::Extend, State::Given) => {
            let papers = shown(abri, session, row.consent).await?;
            (papers, longer.max(row.until), None, Event::ShareExtended)
        }
        (Agreeing::Copy, State::Given) if asked.copy.is_some() => {
            let papers = shown(abri, session, row.consent).await?;
            (papers, row.until, asked.copy, Event::CopyGiven)
        }
        _ => return Err(Problem::NotFound),
    };
    let mode = if copy.is_some() {
        Mode::Copy
    } else {
        Mode::View
    };
    let day = abri.coming_day_key(until).await?;
    let old_day = abri.day_key(row.until).await?.ok_or(Problem::NotFound)?;
    let signed = open_by_person(open, &row, &old_day)?;
    let person = open_vault::profile(session)?.name.as_str().to_owned();
    let mut tx = abri.store.durable.read().await?;
    let (_, ask) = professional(abri, &mut tx, &row).await?;
    let (theirs, to) = inbox_of(abri, &mut tx, row.professional).await?;
    drop(tx);
    let terms = Terms {
        recipient: Recipient::parse(&asked.request.name, &asked.request.structure)
            .map_err(|_| DAMAGED)?,
        purpose: asked.request.purpose.clone(),
        purpose_words: String::new(),
        from: now.millis(),
        until: until.millis(),
        mode,
        openings: Openings::Unlimited,
        professional: Some(ask.named()),
    };
    let secret = random::secret();
    let giving = Giving {
        id: answer.id,
        papers,
        terms,
        secret: &secret,
        code: None,
        has_link: false,
        sentence: answer.sentence,
        language: answer.language,
        event,
        instead_of: row.consent.filter(|_| asked.state == State::Given),
    };
    let given = show::give(abri, session, giving).await?;

    let receipt = Given {
        request: asked.request,
        person,
        kinds: given
            .receipt
            .papers
            .iter()
            .map(|paper| paper.kind.clone())
            .collect(),
        from: now.millis(),
        until: until.millis(),
        consent: answer.id.to_string(),
        copy,
    };
    // Strings and numbers alone: nothing in it can fail to serialise.
    let json = Zeroizing::new(serde_json::to_vec(&receipt).unwrap_or_default());
    let at = |purpose| place(purpose, (theirs.id, theirs.generation), id);
    let share = lookups::id(Kind::Share, secret.expose());
    let new = Answered {
        consent: answer.id,
        share: &share,
        answer: &sealing::seal(&to, &day, &at(Purpose::AppointmentAnswer), secret.expose()),
        receipt: &sealing::seal(&to, &day, &at(Purpose::AppointmentReceipt), &json),
        request: &keep_for_person(open, id, &day, &signed),
        until,
    };
    let kept = kept(abri, (id, session), event, &new, row.share, &given.grants).await;
    let why = match kept {
        Ok(true) => return Ok(()),
        Ok(false) => Problem::NotFound,
        Err(problem) => problem,
    };
    // Ended meanwhile, or not to be written: what was agreed to opens nothing, and is taken back; what it was to replace
    // is withdrawn already.
    if let Some(old) = &row.share {
        stop::take_keys(abri, old).await?;
    }
    match stop::stop(abri, open, answer.id).await {
        Ok(()) | Err(Problem::NotFound) => Err(why),
        Err(problem) => Err(problem),
    }
}

/// The grants and the answer together, where the appointment still waits for it; what they replace goes.
async fn kept(
    abri: &Abri,
    (id, session): (AppointmentId, &Session),
    event: Event,
    new: &Answered<'_>,
    old: Option<[u8; 32]>,
    sealed: &[grants::GrantRow],
) -> Outcome<bool> {
    let whose = (id, session.open.vault);
    let now: Moment = abri.now();
    let mut tx = abri.store.ephemeral.begin().await?;
    let done = match (event, &old) {
        (Event::ShareGiven, _) => appointments::give(&mut tx, whose, new, now).await?,
        (Event::CopyGiven, Some(old)) => {
            appointments::give_copy(&mut tx, whose, new, old, now).await?
        }
        (_, Some(old)) => appointments::extend(&mut tx, whose, new, old, now).await?,
        (_, None) => false,
    };
    if !done {
        return Ok(false);
    }
    if let Some(old) = &old {
        grants::delete_of_share(&mut tx, old).await?;
    }
    for grant in sealed {
        grants::add(&mut tx, grant).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// What the consent shows now: removed papers are not shown again.
async fn shown(
    abri: &Abri,
    session: &Session,
    consent: Option<ConsentId>,
) -> Outcome<Vec<DocumentId>> {
    let consent = consent.ok_or(DAMAGED)?;
    let row = show::live(abri, &session.open, consent).await?;
    let mut tx = abri.store.ephemeral.look().await?;
    let grants = grants::of_share(&mut tx, &row.lookup, abri.now()).await?;
    Ok(grants.iter().map(|grant| grant.document_id).collect())
}
