//! A person opens a vault for the first time: no e-mail, no telephone number, no civil name.

use super::change::Change;
use super::open::Open;
use super::session::{self, Session};
use super::ways_in::{Made, make_held};
use super::{Abri, Outcome, Problem, deposits};
use crate::config::{Opening, StructureCode};
use crate::crypto::context::Purpose;
use crate::crypto::secrets::Secret;
use crate::crypto::server_keys::Owner;
use crate::crypto::{envelope, random};
use crate::domain::access::Whose;
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::domain::person::CallName;
use crate::domain::slot::{Place, SlotKind};
use crate::domain::structure::Function;
use crate::domain::time::{Day, Span};
pub use crate::store::vaults::Given;
use crate::store::vaults::VaultRow;
use crate::store::{slots, throttle};
use data_encoding::HEXLOWER;
use zeroize::Zeroizing;

const HOUR: Span = Span::hours(1);

/// What is asked before a vault is opened.
pub struct NewVault {
    /// The name to be called by.
    pub name: CallName,
    /// Whose screen this is.
    pub place: Place,
    /// The information given beforehand.
    pub notice: Notice,
}

/// The information that was given, as it must be provable (CPCE art. R55-1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Which text.
    pub version: String,
    /// In which language.
    pub language: String,
    /// On screen, or read aloud.
    pub given: Given,
}

/// What the vault knows of its person.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Profile {
    /// The name to be called by.
    pub name: CallName,
    /// Language tag of the pages (BCP 47).
    pub language: String,
    /// What a professional does, in their own words; a beneficiary has none.
    #[serde(default, skip_serializing_if = "is_none")]
    pub function: Function,
    /// Whether their pages name neither them, nor papers, nor others, until they ask: somebody may look over their shoulder.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub discreet: bool,
}

fn is_none(function: &Function) -> bool {
    *function == Function::default()
}

/// Opens the vault. On the person's own phone its first way in is this phone, on a shared computer
/// an access card; the code that was drawn waits in the session. The secret is that of the phone,
/// for its cookie.
pub async fn open_vault(abri: &Abri, new: NewVault) -> Outcome<(Session, Option<Secret>)> {
    let vault = VaultId::from_bytes(random::bytes());
    let open = Open::new(vault, 1, random::key(), Whose::Beneficiary);
    let kind = match new.place {
        Place::Own => SlotKind::Device,
        Place::Shared => SlotKind::Card,
    };
    let secret = random::secret();
    let Made { row, drawn } = make_held(abri, &open, kind, &secret).await?;
    let slot_id = row.id;

    let profile = Profile {
        name: new.name,
        language: new.notice.language.clone(),
        function: Function::default(),
        discreet: false,
    };
    let first = vault_row(abri, &open, &profile, &new.notice);
    let mut change = Change::first(abri, &open, first).await?;
    change.tell(Event::VaultOpened, &Details::default()).await?;
    slots::add(change.tx(), &row).await?;
    if kind == SlotKind::Card {
        deposits::with_card(abri, &open, change.tx()).await?;
    }
    change
        .tell(Event::SlotAdded, &Details::of_way(kind))
        .await?;
    change.commit().await?;

    let session = session::begin(abri, open, new.place, kind, slot_id, vec![drawn]).await?;
    Ok((session, (kind == SlotKind::Device).then_some(secret)))
}

/// The same for somebody who comes from `source`, a network address in text: `TooManyVaults` once `most`
/// were opened from there within an hour. The hour begins with the first of them, whoever is refused.
pub async fn open_vault_from(
    abri: &Abri,
    source: &str,
    most: u32,
    new: NewVault,
) -> Outcome<(Session, Option<Secret>)> {
    let key = abri.keys.throttle_id("vaults", source.as_bytes());
    let mut tx = abri.store.ephemeral.begin().await?;
    let count = throttle::count(&mut tx, &key, abri.now(), HOUR).await?;
    tx.commit().await?;
    if count > u64::from(most) {
        return Err(Problem::TooManyVaults { wait: HOUR });
    }
    let opened = open_vault(abri, new).await;
    if opened.is_err() {
        let mut tx = abri.store.ephemeral.begin().await?;
        throttle::give_back(&mut tx, &key, abri.now()).await?;
        tx.commit().await?;
    }
    opened
}

/// Whether anybody may open a vault, or what proves that a structure's code was typed.
///
/// The proof stands in the pages between the code and the end; it says nothing of the code and is
/// good that day and the next.
pub fn admission(abri: &Abri, opening: &Opening, code: &str) -> Outcome<String> {
    let Opening::StructureCode(codes) = opening else {
        return Ok(String::new());
    };
    let mut given = None;
    for one in codes {
        if same_code(abri, one.code.expose(), code) {
            given = Some(one);
        }
    }
    let given = given.ok_or(Problem::WrongSecret { left: None })?;
    Ok(proof(abri, given, abri.now().day()))
}

/// Whether a proof of [`admission`] is good.
pub fn is_admitted(abri: &Abri, opening: &Opening, shown: &str) -> bool {
    let Opening::StructureCode(codes) = opening else {
        return true;
    };
    let today = abri.now().day();
    codes.iter().any(|code| {
        [today, today.plus(-1)]
            .into_iter()
            .any(|day| same(abri, &proof(abri, code, day), shown))
    })
}

fn proof(abri: &Abri, code: &StructureCode, day: Day) -> String {
    let what = Zeroizing::new(format!("{}\0{}", code.code.expose(), day.number()));
    HEXLOWER.encode(&abri.keys.throttle_id("opening", what.as_bytes()))
}

fn same_code(abri: &Abri, known: &str, typed: &str) -> bool {
    let plain = |text: &str| {
        let kept = text.chars().filter(|c| c.is_alphanumeric());
        Zeroizing::new(kept.flat_map(char::to_lowercase).collect::<String>())
    };
    same(abri, &plain(known), &plain(typed))
}

/// Compares keyed hashes, so that the time it takes says nothing.
fn same(abri: &Abri, a: &str, b: &str) -> bool {
    let hash = |text: &str| abri.keys.throttle_id("compare", text.as_bytes());
    hash(a) == hash(b)
}

/// The row of a vault that is made now.
pub(super) fn vault_row(abri: &Abri, open: &Open, profile: &Profile, notice: &Notice) -> VaultRow {
    let now = abri.now();
    let recipient = open.keys.inbox().recipient().to_bytes();
    VaultRow {
        id: open.vault,
        generation: open.generation,
        sequence: 0,
        seal: vec![0; 32],
        sealed_number: 0,
        journal_number: 0,
        journal_hash: [0; 32],
        profile: seal_profile(open, profile),
        inbox_mac: abri
            .keys
            .recipient_mac(Owner::Inbox, open.vault, open.generation, &recipient),
        inbox_recipient: recipient,
        bytes_used: 0,
        notice_version: notice.version.clone(),
        notice_language: notice.language.clone(),
        notice_given: notice.given,
        notice_at: now,
        opened_at: now,
        visited_at: now,
        closes_at: None,
        closes_mac: None,
    }
}

pub(super) fn seal_profile(open: &Open, profile: &Profile) -> Vec<u8> {
    // Two strings: nothing in it can fail to serialise.
    let json = Zeroizing::new(serde_json::to_vec(profile).unwrap_or_default());
    envelope::seal(&open.keys.meta, &open.context(Purpose::Profile), &json)
}

/// What an open vault knows of its person.
pub fn profile(session: &Session) -> Outcome<Profile> {
    read(&session.open, &session.vault.profile)
}

/// What stands sealed in a vault's row.
pub(super) fn read(open: &Open, sealed: &[u8]) -> Outcome<Profile> {
    let json = envelope::open(&open.keys.meta, &open.context(Purpose::Profile), sealed)?;
    serde_json::from_slice(&json).map_err(|_| Problem::Damaged("profile"))
}
