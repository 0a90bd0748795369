//! Format v1, frozen: what these files hold must open for ever.
//!
//! `tests/golden/v1` was written once by `write_golden_files` (run with `--ignored`, which never
//! replaces a file). Values whose bytes are determined by key, salt and context are also made
//! again and compared.

use std::path::PathBuf;

use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use crate::crypto::argon::{Argon, Parameters};
use crate::crypto::codes::Code;
use crate::crypto::context::{Context, Purpose};
use crate::crypto::documents::{Buffers, Decryptor, DocumentKey, Encryptor};
use crate::crypto::envelope::{open, seal_with_salt};
use crate::crypto::hybrid::Recipient;
use crate::crypto::journal::{self, Entry, Head};
use crate::crypto::seal::{self, Kind, Leaf, State};
use crate::crypto::secrets::{Key, Secret};
use crate::crypto::server_keys::{Owner, ServerKeys};
use crate::crypto::slots::{self, Draft, Held, Place, Slot};
use crate::crypto::vault_keys::VaultKeys;
use crate::crypto::words::Phrase;
use crate::crypto::{crockford, deposits, grants, inbox, kdf, lookups, sessions};
use crate::domain::document::Through;
use crate::domain::ids::VaultId;
use crate::domain::time::Moment;

const VAULT: VaultId = VaultId::from_bytes([0x11; 16]);
const GENERATION: u32 = 1;
const PLACE: Place = Place {
    vault: VAULT,
    generation: GENERATION,
};
const PHRASE: &str = "abaisser vélo zeste école ÉTOILE";

fn key(byte: u8) -> Key {
    Key::take(&mut [byte; 32])
}

fn secret() -> Secret {
    Secret::take(&mut [0x22; 16])
}

fn vault_key() -> Key {
    key(0x33)
}

fn server() -> ServerKeys {
    ServerKeys::new(key(0x44), key(0x45), key(0x46))
}

fn argon() -> Argon {
    Argon::with_parameters(1, 4, Parameters::FLOOR, Parameters::FLOOR)
}

fn code() -> Code {
    Code::parse("012345", 6).unwrap()
}

fn context(purpose: Purpose) -> Context {
    Context::new(purpose, VAULT, GENERATION)
        .object(&[0x55; 16])
        .version(7)
}

fn hex(bytes: impl AsRef<[u8]>) -> Value {
    HEXLOWER.encode(bytes.as_ref()).into()
}

fn bytes(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().unwrap().as_bytes()).unwrap()
}

fn path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests/golden/v1", name]
        .iter()
        .collect()
}

fn golden(name: &str) -> Value {
    let text = std::fs::read_to_string(path(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn slot_value(slot: &Slot) -> Value {
    json!({
        "id": hex(slot.id),
        "envelope": hex(&slot.envelope),
        "salt": slot.salt.map(hex),
        "parameters": slot.parameters.map(|p| p.to_string()),
    })
}

fn slot_of(value: &Value) -> Slot {
    Slot {
        id: bytes(&value["id"]).try_into().unwrap(),
        envelope: bytes(&value["envelope"]),
        salt: value["salt"]
            .is_string()
            .then(|| bytes(&value["salt"]).try_into().unwrap()),
        parameters: value["parameters"]
            .as_str()
            .map(|text| text.parse().unwrap()),
        pepper: None,
    }
}

fn draft(id: [u8; 32]) -> Draft {
    Draft {
        id,
        salt: [0x66; 16],
        parameters: Parameters::FLOOR,
    }
}

fn seal_slot(kek: &Key, context: &Context) -> Vec<u8> {
    seal_with_salt(kek, context, vault_key().expose(), [0x77; 24])
}

async fn held(held: Held, purpose: Purpose) -> Slot {
    let draft = draft(lookups::id(held.lookup(), secret().expose()));
    let context = slots::context(purpose, PLACE, &draft.id);
    let (secret, code) = (secret(), code());
    let kek = slots::held_kek(
        &argon(),
        &server(),
        (&secret, (&code).into()),
        &draft,
        &context,
    )
    .await
    .unwrap();
    draft.sealed(seal_slot(&kek, &context))
}

async fn desk(held: Held, purpose: Purpose) -> Slot {
    let draft = draft(lookups::id(held.lookup(), secret().expose()));
    let context = slots::context(purpose, PLACE, &draft.id);
    let (secret, words) = (secret(), Phrase::typed(PHRASE).unwrap());
    let known = (&words).into();
    let kek = slots::held_kek(&argon(), &server(), (&secret, known), &draft, &context)
        .await
        .unwrap();
    draft.sealed(seal_slot(&kek, &context))
}

async fn phrase() -> Slot {
    let draft = draft(server().identifier_id("camille@example.org"));
    let context = slots::context(Purpose::PhraseSlot, PLACE, &draft.id);
    let phrase = Phrase::typed(PHRASE).unwrap();
    let kek = slots::phrase_kek(&argon(), &server(), &phrase, &draft, &context)
        .await
        .unwrap();
    draft.sealed(seal_slot(&kek, &context))
}

fn rescue() -> Slot {
    let id = lookups::id(lookups::Kind::Rescue, secret().expose());
    let context = slots::context(Purpose::RescueSlot, PLACE, &id);
    Slot {
        id,
        envelope: seal_slot(&slots::rescue_kek(&secret(), &context), &context),
        salt: None,
        parameters: None,
        pepper: None,
    }
}

async fn grant_kek() -> Key {
    let spoken = Code::parse("0123", 4).unwrap();
    let stretched = grants::stretch(&argon(), &secret(), Some((&spoken, Parameters::FLOOR)))
        .await
        .unwrap();
    grants::kek(&secret(), &stretched, &key(0x88))
}

fn chain() -> Vec<(Entry<'static>, [u8; 32])> {
    let mut previous = Head::EMPTY.hash;
    let codes = ["vault.opened", "document.added", "share.given"];
    (1..)
        .zip(codes)
        .map(|(number, code)| {
            let entry = Entry {
                number,
                at: Moment::from_millis(1_800_000_000_000),
                code,
                commitment: journal::commitment(&[0x99; 32], code.as_bytes()),
            };
            previous = journal::link(VAULT, &entry, &previous);
            (entry, previous)
        })
        .collect()
}

fn state() -> State {
    let leaves = vec![
        Leaf::new(Kind::Document, &[&[1; 16], b"record"]),
        Leaf::new(Kind::Slot, &[&[2; 32]]),
        Leaf::new(Kind::Consent, &[&[3; 16], b"receipt"]),
    ];
    State {
        generation: GENERATION,
        sequence: 42,
        root: seal::root(leaves),
        journal: Head {
            number: 3,
            hash: chain()[2].1,
        },
    }
}

/// Everything whose bytes follow from fixed keys and salts.
async fn determined() -> Value {
    let keys = VaultKeys::derive(&vault_key(), VAULT, GENERATION);
    let envelope = |key: &Key, purpose| {
        hex(seal_with_salt(
            key,
            &context(purpose),
            b"contenu",
            [0x77; 24],
        ))
    };
    let recipient = keys.inbox().recipient().to_bytes();
    let chain: Vec<Value> = chain()
        .iter()
        .map(|(entry, hash)| json!({ "code": entry.code, "hash": hex(hash) }))
        .collect();
    json!({
        "envelope": envelope(&keys.wrap, Purpose::Record),
        "card": slot_value(&held(Held::Card, Purpose::CardSlot).await),
        "device": slot_value(&held(Held::Device, Purpose::DeviceSlot).await),
        "phrase": slot_value(&phrase().await),
        "rescue": slot_value(&rescue()),
        "rescue_code": crockford::rescue_code(&secret()).as_str(),
        "session": envelope(&sessions::kek(&secret(), &key(0x88)), Purpose::Session),
        "grant": envelope(&grant_kek().await, Purpose::Grant),
        "inbox_recipient": keys.inbox().recipient().to_string(),
        "inbox_mac": hex(server().recipient_mac(Owner::Inbox, VAULT, GENERATION, &recipient)),
        "journal": chain,
        "seal": hex(seal::seal(&keys.seal, VAULT, &state())),
    })
}

/// The same of papers that others put in.
async fn determined_deposits() -> Value {
    let keys = VaultKeys::derive(&vault_key(), VAULT, GENERATION);
    let origin = |through| keys.origin(through, &[0x55; 16]);
    let right = sessions::kek(&secret(), &key(0x88));
    let right = seal_with_salt(
        &right,
        &context(Purpose::DepositRight),
        b"contenu",
        [0x77; 24],
    );
    let code = ("0123-ABCD", &server().code_id("0123-ABCD"));
    let code_key = deposits::code_key(&argon(), code, Parameters::FLOOR, &key(0x88))
        .await
        .unwrap();
    let own = Secret::take(&mut [0x23; 16]);
    let receipt = deposits::depositor_key(&secret(), &own);
    let place = context(Purpose::Deposit);
    json!({
        "invitation": hex(lookups::id(lookups::Kind::Invitation, secret().expose())),
        "pairing": hex(lookups::id(lookups::Kind::Pairing, secret().expose())),
        "depositor": hex(lookups::id(lookups::Kind::Depositor, own.expose())),
        "code": hex(code.1),
        "code_key": hex(code_key.expose()),
        "depositor_key": hex(receipt.expose()),
        "right": hex(right),
        "origin_link": hex(origin(Through::Link).expose()),
        "origin_phone": hex(origin(Through::Phone).expose()),
        "proof": hex(deposits::prove(&origin(Through::Link), &place, b"contenu")),
    })
}

/// The same of papers that mediators put in.
fn determined_mediators() -> Value {
    let keys = VaultKeys::derive(&vault_key(), VAULT, GENERATION);
    let number = server().number_id("7RQ2K-D4M9T");
    let mac = server().number_mac((VAULT, GENERATION), &number, "accepted");
    let signed = [&context(Purpose::Deposit).bytes()[..], b"contenu"].concat();
    json!({
        "invitation": hex(lookups::id(lookups::Kind::MediatorInvitation, secret().expose())),
        "mediation": hex(lookups::id(lookups::Kind::Mediation, secret().expose())),
        "code": hex(server().mediator_code_id("0123-ABCD")),
        "number": hex(number),
        "number_mac": hex(mac),
        "number_place": hex(context(Purpose::DepositNumber).bytes()),
        "mediation_place": hex(context(Purpose::Mediation).bytes()),
        "mediator_place": hex(context(Purpose::Mediator).bytes()),
        "origin": hex(keys.origin(Through::Mediator, &[0x55; 16]).expose()),
        "signature": hex(keys.sign(&signed)),
    })
}

/// The same of professionals.
async fn determined_people() -> Value {
    let keys = VaultKeys::derive(&vault_key(), VAULT, GENERATION);
    let member = [&keys.signing_key()[..], &[0x99; 16], b"manager"].concat();
    let join = lookups::id(lookups::Kind::Join, secret().expose());
    json!({
        "desk": slot_value(&desk(Held::Desk, Purpose::DeskSlot).await),
        "desk_card": slot_value(&desk(Held::DeskCard, Purpose::DeskCardSlot).await),
        "signing_key": hex(keys.signing_key()),
        "member_mac": hex(server().recipient_mac(Owner::Member, VAULT, GENERATION, &member)),
        "join": hex(join),
        "join_mac": hex(server().join_mac(&join, b"terms")),
        "name_place": hex(context(Purpose::MemberName).bytes()),
    })
}

/// The same of what professionals hold since.
async fn determined_factors() -> Value {
    let keys = VaultKeys::derive(&vault_key(), VAULT, GENERATION);
    // What the script makes of what a key gives.
    let mut secret = [0; 16];
    kdf::hkdf_into(&[0x5a; 32], b"", &[b"abri/v1/passkey"], &mut secret);
    let place = context(Purpose::CodeApp);
    json!({
        "passkey": slot_value(&desk(Held::Passkey, Purpose::PasskeySlot).await),
        "passkey_secret": hex(secret),
        "passkey_handle": hex(keys.passkey_handle()),
        "code_app": hex(seal_with_salt(&keys.wrap, &place, &[0x31; 20], [0x77; 24])),
    })
}

#[tokio::test]
#[ignore = "writes the golden files, once per format"]
async fn write_golden_files() {
    std::fs::create_dir_all(path("")).unwrap();
    let write = |name: &str, value: Value| {
        if !path(name).exists() {
            let text = serde_json::to_string_pretty(&value).unwrap() + "\n";
            std::fs::write(path(name), text).unwrap();
        }
    };
    write("determined.json", determined().await);
    let inbox = VaultKeys::derive(&vault_key(), VAULT, GENERATION).inbox();
    let message = inbox::seal(&inbox.recipient(), &context(Purpose::Inbox), b"contenu");
    write("inbox.json", json!({ "message": hex(message) }));
    write("deposits.json", determined_deposits().await);
    write("people.json", determined_people().await);
    write("factors.json", determined_factors().await);
    write("mediators.json", determined_mediators());
    let key = DocumentKey::from_key(key(0xaa));
    let (file, _) = Encryptor::for_document(&key, Buffers::small()).whole(b"contenu");
    write("document.json", json!({ "file": hex(file) }));
}

#[tokio::test]
async fn the_format_has_not_moved() {
    assert_eq!(determined().await, golden("determined.json"));
    assert_eq!(determined_deposits().await, golden("deposits.json"));
    assert_eq!(determined_people().await, golden("people.json"));
    assert_eq!(determined_factors().await, golden("factors.json"));
    assert_eq!(determined_mediators(), golden("mediators.json"));
}

#[tokio::test]
async fn what_was_sealed_still_opens() {
    let golden_values = golden("determined.json");
    let keys = VaultKeys::derive(&vault_key(), VAULT, GENERATION);
    let (argon, server, secret, code) = (argon(), server(), secret(), code());
    for (name, kind) in [("card", Held::Card), ("device", Held::Device)] {
        let slot = slot_of(&golden_values[name]);
        let opened = slots::open_held(&argon, &server, kind, (&secret, &code), PLACE, &slot).await;
        assert!(opened.is_ok_and(|key| key == vault_key()), "{name}");
    }
    let slot = slot_of(&golden_values["phrase"]);
    let typed = Phrase::typed(PHRASE).unwrap();
    let opened = slots::open_phrase(&argon, &server, &typed, PLACE, &slot).await;
    assert!(opened.is_ok_and(|key| key == vault_key()));
    let slot = slot_of(&golden_values["rescue"]);
    let typed = golden_values["rescue_code"].as_str().unwrap();
    let typed = crockford::parse_rescue_code(typed).unwrap();
    assert!(slots::open_rescue(&typed, PLACE, &slot).is_ok_and(|key| key == vault_key()));
    for (name, key, purpose) in [
        ("envelope", &keys.wrap, Purpose::Record),
        ("grant", &grant_kek().await, Purpose::Grant),
    ] {
        let opened = open(key, &context(purpose), &bytes(&golden_values[name])).unwrap();
        assert_eq!(&opened[..], b"contenu", "{name}");
    }
    let session = bytes(&golden_values["session"]);
    let opened = sessions::open(&secret, &key(0x88), &context(Purpose::Session), &session);
    assert_eq!(&opened.unwrap()[..], b"contenu");

    let recipient: Recipient = golden_values["inbox_recipient"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!(recipient == keys.inbox().recipient());
    let message = bytes(&golden("inbox.json")["message"]);
    let opened = inbox::open(&keys.inbox(), &context(Purpose::Inbox), &message).unwrap();
    assert_eq!(&opened[..], b"contenu");

    let mut out = Vec::new();
    let mut decryptor = Decryptor::for_document(&DocumentKey::from_key(key(0xaa)));
    let file = bytes(&golden("document.json")["file"]);
    decryptor.push(&file, &mut out).unwrap();
    decryptor.finish(&mut out).unwrap();
    assert_eq!(out, b"contenu");
    let seal = bytes(&golden_values["seal"]);
    assert!(seal::holds(&keys.seal, VAULT, &state(), &seal));
}
