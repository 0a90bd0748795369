//! The person shows papers: agrees, sees who may look, gives the link again.
//!
//! Giving: the consent and its journal entry first, then the grants, which lie in another place. A
//! crash between leaves a consent that opens nothing and is listed nowhere. Stopping is in `stop`.

mod active;
mod renew;

pub use active::{ActiveShare, active, one};
pub use renew::renew;

use super::change::Change;
use super::grant::{Grant, Place};
use super::open::Open;
use super::open_vault;
use super::record::Record;
use super::session::Session;
use super::{Abri, Outcome, Problem, ways_in};
use crate::catalogue;
use crate::crypto::codes::{Code, SPOKEN_DIGITS};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::grants::{self as sealing, Stretched};
use crate::crypto::lookups::{self, Kind};
use crate::crypto::secrets::Secret;
use crate::crypto::{crockford, envelope, random};
use crate::domain::ids::{ConsentId, DocumentId};
use crate::domain::journal::{Details, Event};
use crate::domain::share::{MOST_PAPERS, Mode, Openings, Recipient, State, Terms, Until};
use crate::domain::text::line;
use crate::domain::time::Moment;
use crate::store::consents::{self, ConsentRow};
use crate::store::documents::{self, DocumentRow};
use crate::store::grants::{self, GrantRow};
use zeroize::Zeroizing;

/// What a purpose in one's own words may be long, in characters.
const PURPOSE_WORDS: usize = 80;

/// What the person agrees to.
pub struct NewShare {
    /// Drawn when the question is asked, so that an answer sent twice counts once.
    pub id: ConsentId,
    /// Which papers, in their order.
    pub papers: Vec<DocumentId>,
    /// To whom.
    pub recipient: Recipient,
    /// Key of a purpose in the catalogue.
    pub purpose: String,
    /// In the person's words, when the purpose is `autre`.
    pub purpose_words: String,
    /// Until when.
    pub until: Until,
    /// Looking only, or also keeping a copy.
    pub mode: Mode,
    /// Once, or as often as needed.
    pub openings: Openings,
    /// Whether a code is said aloud.
    pub spoken: bool,
    /// The sentence that was on the screen.
    pub sentence: String,
    /// In which language.
    pub language: String,
}

/// The receipt of a consent: what was agreed to, word for word.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Receipt {
    /// To whom, what for, until when.
    pub terms: Terms,
    /// Which papers, as they were called then.
    pub papers: Vec<ReceiptPaper>,
    /// The sentence agreed to.
    pub sentence: String,
    /// Its language.
    pub language: String,
    /// Whether a code had to be said.
    pub spoken: bool,
}

/// One paper of a receipt.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct ReceiptPaper {
    /// The paper's id, in text.
    pub document: String,
    /// Its version.
    pub version: u32,
    /// What it was called.
    pub title: String,
    /// Its kind in the catalogue.
    pub kind: String,
}

/// What opens a share: shown to the person again as long as it lives.
pub struct Link {
    /// Stands behind `#` in the address, and can be typed: groups of four characters.
    pub text: Zeroizing<String>,
    /// The code to be said aloud.
    pub spoken: Option<Zeroizing<String>>,
}

/// A consent about to be given.
pub(super) struct Giving<'a> {
    /// Its number.
    pub(super) id: ConsentId,
    /// Which papers, in their order.
    pub(super) papers: Vec<DocumentId>,
    /// What is agreed to.
    pub(super) terms: Terms,
    /// What opens it.
    pub(super) secret: &'a Secret,
    /// The code to be said aloud, if there is one.
    pub(super) code: Option<&'a Code>,
    /// Whether the person can give the secret again; what is shown to one professional alone is known to nobody else.
    pub(super) has_link: bool,
    /// The sentence that was on the screen.
    pub(super) sentence: String,
    /// In which language.
    pub(super) language: String,
    /// What the journal calls it.
    pub(super) event: Event,
    /// The consent whose place it takes.
    pub(super) instead_of: Option<ConsentId>,
}

/// A consent that was given, whose grants are not stored yet.
pub(super) struct Agreed {
    /// What was agreed to.
    pub(super) receipt: Receipt,
    /// What opens each paper.
    pub(super) grants: Vec<GrantRow>,
}

/// Shows papers. An answer sent twice is a `Conflict`.
pub async fn agree(abri: &Abri, session: &Session, new: NewShare) -> Outcome<()> {
    let terms = terms(&new, abri.now())?;
    let secret = random::secret();
    let code = new.spoken.then(Code::spoken);
    let giving = Giving {
        id: new.id,
        papers: new.papers,
        terms,
        secret: &secret,
        code: code.as_ref(),
        has_link: true,
        sentence: new.sentence,
        language: new.language,
        event: Event::ShareGiven,
        instead_of: None,
    };
    let agreed = give(abri, session, giving).await?;
    let mut tx = abri.store.ephemeral.begin().await?;
    for grant in &agreed.grants {
        grants::add(&mut tx, grant).await?;
    }
    Ok(tx.commit().await?)
}

/// Writes a consent and tells it. Its grants are for the caller to store: before that, it opens nothing.
pub(super) async fn give(abri: &Abri, session: &Session, giving: Giving<'_>) -> Outcome<Agreed> {
    let open = &session.open;
    let permit = ways_in::leave(open)?;
    let papers = papers(abri, open, &giving.papers).await?;
    let secrets = (giving.secret, giving.code);
    let person = open_vault::profile(session)?.name;
    let grants = seal_grants(abri, open, &giving.terms, &papers, secrets, person.as_str()).await?;
    let receipt = Receipt {
        terms: giving.terms,
        papers: papers.iter().map(receipt_paper).collect(),
        sentence: giving.sentence,
        language: giving.language,
        spoken: giving.code.is_some(),
    };
    let mut change = Change::begin(abri, open, &permit).await?;
    for (row, _) in &papers {
        // Removed meanwhile: nothing is shown that the person did not just choose.
        let kept = documents::version(change.tx(), open.vault, row.id, row.version).await?;
        kept.filter(|row| row.removed_at.is_none())
            .ok_or(Problem::Field("show-papers-gone"))?;
    }
    let share = lookups::id(Kind::Share, giving.secret.expose());
    let mut row = consent(open, giving.id, share, &receipt, secrets);
    if !giving.has_link {
        row.link = None;
    }
    if let Some(old) = giving.instead_of {
        let now = change.now();
        let (vault, generation) = (open.vault, open.generation);
        if !consents::withdraw(change.tx(), vault, old, generation, now).await? {
            return Err(Problem::NotFound);
        }
    }
    consents::add(change.tx(), &row).await?;
    change
        .tell(giving.event, &told(giving.id, &receipt))
        .await?;
    change.commit().await?;
    Ok(Agreed { receipt, grants })
}

fn terms(new: &NewShare, now: Moment) -> Outcome<Terms> {
    let words = match new.purpose.as_str() {
        "autre" => line(&new.purpose_words, PURPOSE_WORDS)
            .map_err(|_| Problem::Field("show-purpose-words-missing"))?,
        key if catalogue::is_purpose(key) => String::new(),
        _ => return Err(Problem::Field("show-purpose-missing")),
    };
    let until = new
        .until
        .end(now)
        .map_err(|_| Problem::Field("show-until-refused"))?;
    Ok(Terms {
        recipient: new.recipient.clone(),
        purpose: new.purpose.clone(),
        purpose_words: words,
        from: now.millis(),
        until: until.millis(),
        mode: new.mode,
        openings: new.openings,
        professional: None,
    })
}

/// The newest version of each chosen paper, in the order chosen.
async fn papers(
    abri: &Abri,
    open: &Open,
    chosen: &[DocumentId],
) -> Outcome<Vec<(DocumentRow, Record)>> {
    if chosen.is_empty() {
        return Err(Problem::Field("show-papers-missing"));
    }
    if chosen.len() > MOST_PAPERS {
        return Err(Problem::Field("show-papers-many"));
    }
    let mut tx = abri.store.durable.read().await?;
    let mut found: Vec<(DocumentRow, Record)> = Vec::with_capacity(chosen.len());
    for id in chosen {
        if found.iter().any(|(row, _)| row.id == *id) {
            continue;
        }
        let versions = documents::versions(&mut tx, open.vault, *id).await?;
        let row = versions
            .into_iter()
            .next_back()
            .filter(|row| row.removed_at.is_none())
            .ok_or(Problem::Field("show-papers-gone"))?;
        let record = Record::open(open, row.id, row.version, &row.record)?;
        if record
            .facts
            .origin
            .as_ref()
            .is_some_and(|origin| !origin.answered)
        {
            return Err(Problem::Field("show-papers-unanswered"));
        }
        found.push((row, record));
    }
    Ok(found)
}

fn receipt_paper((row, record): &(DocumentRow, Record)) -> ReceiptPaper {
    ReceiptPaper {
        document: row.id.to_string(),
        version: row.version,
        title: record.facts.title.as_str().to_owned(),
        kind: record.facts.kind.clone(),
    }
}

async fn seal_grants(
    abri: &Abri,
    open: &Open,
    terms: &Terms,
    papers: &[(DocumentRow, Record)],
    (secret, code): (&Secret, Option<&Code>),
    person: &str,
) -> Outcome<Vec<GrantRow>> {
    let spoken = code.map(|code| (code, abri.argon.code_parameters()));
    let stretched: Stretched = sealing::stretch(&abri.argon, secret, spoken)
        .await
        .map_err(|_| Problem::Busy)?;
    let epoch = abri.coming_day_key(terms.end()).await?;
    let kek = sealing::kek(secret, &stretched, &epoch);
    let share = lookups::id(Kind::Share, secret.expose());
    let count = u32::try_from(papers.len()).unwrap_or(u32::MAX);
    let seal = |(position, (row, record)): (u32, &(DocumentRow, Record))| {
        let place = Place {
            share,
            position,
            vault: open.vault,
            document: row.id,
            version: row.version,
        };
        let grant = Grant::of(record, person, count, terms);
        GrantRow {
            share,
            position,
            vault_id: open.vault,
            document_id: row.id,
            version: row.version,
            until: terms.end(),
            envelope: grant.seal(&kek, &place, spoken.map(|(_, parameters)| parameters)),
        }
    };
    Ok((0..).zip(papers).map(seal).collect())
}

fn consent(
    open: &Open,
    id: ConsentId,
    share: [u8; 32],
    receipt: &Receipt,
    (secret, code): (&Secret, Option<&Code>),
) -> ConsentRow {
    // Strings and numbers alone: nothing in it can fail to serialise.
    let record = Zeroizing::new(serde_json::to_vec(receipt).unwrap_or_default());
    let mut link = Zeroizing::new(secret.expose().to_vec());
    link.extend_from_slice(code.map_or("", Code::expose).as_bytes());
    let terms = &receipt.terms;
    ConsentRow {
        vault_id: open.vault,
        id,
        generation: open.generation,
        lookup: share,
        record: envelope::seal(
            &open.keys.wrap,
            &context(open, Purpose::Receipt, id),
            &record,
        ),
        link: Some(envelope::seal(
            &open.keys.wrap,
            &context(open, Purpose::Link, id),
            &link,
        )),
        mode: terms.mode,
        given_at: Moment::from_millis(terms.from),
        until: terms.end(),
        withdrawn_at: None,
        openings_left: match terms.openings {
            Openings::Once => Some(1),
            Openings::Unlimited => None,
        },
        wrong_codes: 0,
    }
}

const fn context(open: &Open, purpose: Purpose, id: ConsentId) -> Context {
    open.context(purpose).object(id.as_bytes())
}

/// What the journal says that papers were shown for: the key, or the person's own words.
pub(super) fn purpose(terms: &Terms) -> String {
    match terms.purpose_words.as_str() {
        "" => terms.purpose.clone(),
        words => words.to_owned(),
    }
}

/// What the journal says of a consent.
pub(super) fn told(id: ConsentId, receipt: &Receipt) -> Details {
    let terms = &receipt.terms;
    Details {
        who: terms.recipient.name.clone(),
        structure: terms.recipient.structure.clone(),
        consent: id.to_string(),
        purpose: purpose(terms),
        count: u32::try_from(receipt.papers.len()).unwrap_or(u32::MAX),
        until: terms.until,
        ..Details::default()
    }
}

/// The receipt of a consent of this vault, live or not.
pub fn receipt(open: &Open, row: &ConsentRow) -> Outcome<Receipt> {
    let json = envelope::open(
        &open.keys.wrap,
        &context(open, Purpose::Receipt, row.id),
        &row.record,
    )?;
    serde_json::from_slice(&json).map_err(|_| Problem::Damaged("receipt"))
}

/// What a consent's columns say of it.
pub(super) fn state_of(row: &ConsentRow, now: Moment) -> State {
    let tried_out = row.wrong_codes >= crate::domain::share::WRONG_CODES;
    let withdrawn = row.withdrawn_at.or(tried_out.then_some(now));
    State::of(row.until, withdrawn, row.openings_left.map(i64::from), now)
}

/// What opens a live share.
pub async fn link(abri: &Abri, open: &Open, id: ConsentId) -> Outcome<Link> {
    let row = live(abri, open, id).await?;
    let (secret, code) = secrets(open, &row)?;
    Ok(Link {
        text: crockford::rescue_code(&secret),
        spoken: code.map(|code| Zeroizing::new(code.expose().to_owned())),
    })
}

/// The consent, while it stands.
pub(super) async fn live(abri: &Abri, open: &Open, id: ConsentId) -> Outcome<ConsentRow> {
    let mut tx = abri.store.durable.read().await?;
    let row = consents::find(&mut tx, open.vault, id).await?;
    row.filter(|row| state_of(row, abri.now()).is_active())
        .ok_or(Problem::NotFound)
}

/// The secret of a share and its spoken code.
pub(super) fn secrets(open: &Open, row: &ConsentRow) -> Outcome<(Secret, Option<Code>)> {
    let sealed = row.link.as_deref().ok_or(Problem::NotFound)?;
    let link = envelope::open(
        &open.keys.wrap,
        &context(open, Purpose::Link, row.id),
        sealed,
    )?;
    read_secrets(&link)
}

/// Reads `secret[16] ‖ digits`.
pub(super) fn read_secrets(link: &[u8]) -> Outcome<(Secret, Option<Code>)> {
    const DAMAGED: Problem = Problem::Damaged("link");
    let (secret, digits) = link.split_at_checked(Secret::LEN).ok_or(DAMAGED)?;
    let digits = std::str::from_utf8(digits).map_err(|_| DAMAGED)?;
    let secret = Secret::from_slice(secret).ok_or(DAMAGED)?;
    let code = match digits {
        "" => None,
        digits => Some(Code::parse(digits, SPOKEN_DIGITS).ok_or(DAMAGED)?),
    };
    Ok((secret, code))
}

/// A new number for a consent.
pub fn draw_id() -> ConsentId {
    ConsentId::from_bytes(random::bytes())
}
