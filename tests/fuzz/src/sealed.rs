//! Sealed values: what was not sealed does not open, what was opens, and what was changed does not.

use abri::actions::grant::{Grant, spoken};
use abri::crypto::argon::Parameters;
use abri::crypto::context::{Context, Purpose};
use abri::crypto::hybrid::Identity;
use abri::crypto::secrets::{Key, Secret};
use abri::crypto::slots::{self, Place, Slot};
use abri::crypto::{appointments, envelope as envelopes, guardians, inbox as inboxes};
use abri::domain::appointment::Request;
use abri::domain::ids::{DocumentId, VaultId};
use abri::domain::time::Moment;
use abri::store::grants::GrantRow;

fn key() -> Key {
    Key::take(&mut [7; 32])
}

fn place() -> Context {
    Context::new(Purpose::Record, VaultId::from_bytes([1; 16]), 1)
}

/// One byte of `sealed` is changed, as the first three bytes say; `None` when that changes nothing.
fn changed<'a>(bytes: &'a [u8], seal: impl Fn(&[u8]) -> Vec<u8>) -> Option<(Vec<u8>, &'a [u8])> {
    let ([high, low, flip], text) = bytes.split_first_chunk()?;
    let mut sealed = seal(text);
    let at = usize::from(u16::from_be_bytes([*high, *low])) % sealed.len();
    sealed[at] ^= flip;
    (*flip != 0).then_some((sealed, text))
}

/// Envelopes.
pub fn envelope(bytes: &[u8]) {
    assert!(envelopes::open(&key(), &place(), bytes).is_err());
    let sealed = envelopes::seal(&key(), &place(), bytes);
    assert_eq!(
        &envelopes::open(&key(), &place(), &sealed).unwrap()[..],
        bytes
    );
    if let Some((sealed, _)) = changed(bytes, |text| envelopes::seal(&key(), &place(), text)) {
        assert!(envelopes::open(&key(), &place(), &sealed).is_err());
    }
}

/// Messages to a locked vault.
pub fn inbox(bytes: &[u8]) {
    let identity = Identity::from_seed(&key());
    assert!(inboxes::open(&identity, &place(), bytes).is_err());
    let seal = |text: &[u8]| inboxes::seal(&identity.recipient(), &place(), text);
    if let Some((sealed, text)) = changed(bytes, seal)
        && let Ok(opened) = inboxes::open(&identity, &place(), &sealed)
    {
        // The header of an age file is text: an end of line or a letter that is read the same may pass, other words may not.
        assert_eq!(&opened[..], text);
    }
}

/// What an appointment keeps for somebody until the end of a day, and what is asked as it is signed in there.
pub fn appointment(bytes: &[u8]) {
    let (identity, day) = (Identity::from_seed(&key()), Key::take(&mut [9; 32]));
    assert!(appointments::open(&identity, &day, &place(), bytes).is_err());
    let seal = |text: &[u8]| appointments::seal(&identity.recipient(), &day, &place(), text);
    let opened = appointments::open(&identity, &day, &place(), &seal(bytes)).unwrap();
    assert_eq!(&opened[..], bytes);
    // An envelope is around it: unlike an inbox's message, not one changed bit passes.
    if let Some((sealed, _)) = changed(bytes, seal) {
        assert!(appointments::open(&identity, &day, &place(), &sealed).is_err());
    }
    if let Ok(request) = serde_json::from_slice::<Request>(&opened) {
        let again = serde_json::to_vec(&request).unwrap();
        assert!(serde_json::from_slice::<Request>(&again).unwrap() == request);
        request.end();
        drop(request.answers());
        drop(request.list(None));
    }
}

/// What two seats open together, and what a case holds: the moment in front of the vault key.
pub fn guardian(bytes: &[u8]) {
    let (one, two) = (
        Identity::from_seed(&key()),
        Identity::from_seed(&Key::take(&mut [8; 32])),
    );
    let day = Key::take(&mut [9; 32]);
    assert!(guardians::open_outer(&one, &place(), bytes).is_err());
    assert!(guardians::open_key(&one, &day, &place(), bytes).is_err());
    assert!(guardians::layer(&day, &place(), bytes).is_err());
    // Whoever writes the tables knows the recipients of seats and can seal what they like to them.
    let layer = inboxes::seal(&two.recipient(), &place(), bytes);
    let outer = inboxes::seal(&one.recipient(), &place(), &layer);
    let kept = guardians::open_outer(&one, &place(), &outer).unwrap();
    let inner = guardians::open_inner(&two, &place(), &kept);
    assert_eq!(inner.is_ok(), bytes.len() == Key::LEN);
    let case = guardians::seal_for_day(&one.recipient(), &day, &place(), bytes);
    let opened = guardians::open_key(&one, &day, &place(), &case);
    assert_eq!(opened.is_ok(), bytes.len() == 8 + Key::LEN);
}

/// Slots.
pub fn slot(bytes: &[u8]) {
    let secret = Secret::take(&mut [3; 16]);
    let place = Place {
        vault: VaultId::from_bytes([1; 16]),
        generation: 1,
    };
    let made = slots::make_rescue(&secret, place, &key());
    let slot = Slot {
        envelope: bytes.to_vec(),
        ..made
    };
    assert!(slots::open_rescue(&secret, place, &slot).is_err());
}

/// Grants: the row, with how its spoken code is stretched before the envelope.
pub fn grant(bytes: &[u8]) {
    let row = GrantRow {
        share: [1; 32],
        position: 0,
        vault_id: VaultId::from_bytes([1; 16]),
        document_id: DocumentId::from_bytes([2; 16]),
        version: 1,
        until: Moment::from_millis(1_795_521_600_000),
        envelope: bytes.to_vec(),
    };
    drop(spoken(&row));
    assert!(Grant::open(&key(), &row).is_err());
}

/// Stored costs of Argon2id: what is read is between floor and ceiling, and written the same.
pub fn cost(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(parameters) = text.parse::<Parameters>()
    {
        assert_eq!(parameters.to_string(), text);
    }
}
