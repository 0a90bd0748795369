//! Every sealed value at rest says how it is sealed: version and suite of an envelope, or the header of
//! an age file. The columns are those of the schema, so one that is added is looked at.

use std::collections::BTreeSet;

use crate::evidence::Claim;
use crate::factors::with_app;
use crate::people::{a_photo, come_in, cookie, depositor, invited, open_link, put_in};
use crate::professionals::signed_in;
use crate::server::Person;
use crate::setups::Setup;
use crate::steps::{asks, shown, worker};
use crate::tables::Tables;

const COMMAND: &str = "cargo test --release --test service every_sealed_value";
/// Version 1, suite 1: all that there is.
const ENVELOPE: [u8; 2] = [1, 1];
const AGE: &[u8] = b"age-encryption.org/v1\n-> mlkem768x25519 ";
/// Bytes that an envelope adds to what it holds.
const OVERHEAD: usize = 74;

/// How the values of a column are sealed.
enum Sealed {
    Envelope,
    /// An envelope behind the parameters of the spoken code, whose length comes first.
    Behind,
    /// To a public key: an age file.
    File,
    /// An envelope, or an age file until the vault is next open.
    Either,
}

const COLUMNS: &[(&str, &str, Sealed)] = &[
    ("vaults", "profile", Sealed::Envelope),
    ("slots", "envelope", Sealed::Envelope),
    ("slots", "secret", Sealed::Envelope),
    ("documents", "record", Sealed::Envelope),
    ("journal", "payload", Sealed::Either),
    ("consents", "record", Sealed::Envelope),
    ("consents", "link", Sealed::Envelope),
    ("sessions", "value", Sealed::Envelope),
    ("grants", "envelope", Sealed::Behind),
    ("viewings", "envelope", Sealed::Envelope),
    ("requests", "ask", Sealed::File),
    ("requests", "key", Sealed::Envelope),
    ("requests", "answer", Sealed::File),
    ("uploads", "key", Sealed::Envelope),
    ("invitations", "record", Sealed::Envelope),
    ("invitations", "link", Sealed::Envelope),
    ("invitations", "key", Sealed::Envelope),
    ("deposits", "sealed", Sealed::File),
    ("deposits", "receipt", Sealed::Envelope),
    ("pairings", "link", Sealed::Envelope),
    ("pairings", "key", Sealed::Envelope),
    ("deposit_codes", "envelope", Sealed::Envelope),
    ("deposit_numbers", "sealed", Sealed::Envelope),
    ("mediations", "key", Sealed::Envelope),
    ("mediations", "who", Sealed::File),
    ("member_names", "sealed", Sealed::File),
    ("code_apps", "secret", Sealed::Envelope),
    ("appointments", "request", Sealed::Envelope),
    ("appointments", "own", Sealed::Envelope),
    ("appointments", "answer", Sealed::Envelope),
    ("appointments", "copy", Sealed::Envelope),
    ("appointments", "receipt", Sealed::Envelope),
    ("guardians", "key", Sealed::File),
    ("guardians", "called", Sealed::File),
    ("guardianships", "first", Sealed::File),
    ("guardianships", "second", Sealed::File),
    ("guardianships", "record", Sealed::Envelope),
    ("recoveries", "who_first", Sealed::Envelope),
    ("recoveries", "who_second", Sealed::Envelope),
    ("recoveries", "layer", Sealed::Envelope),
    ("recoveries", "key", Sealed::Envelope),
    ("recoveries", "told", Sealed::File),
];
/// Columns of bytes that seal nothing: ids, hashes, salts, keys to look something up, public recipients.
const CLEAR: &[(&str, &str)] = &[
    ("vaults", "id"),
    ("vaults", "seal"),
    ("vaults", "journal_hash"),
    ("vaults", "inbox_recipient"),
    ("vaults", "inbox_mac"),
    ("vaults", "closes_mac"),
    ("slots", "id"),
    ("slots", "vault_id"),
    ("slots", "salt"),
    ("slots", "pepper"),
    ("documents", "vault_id"),
    ("documents", "id"),
    ("documents", "digest"),
    ("documents", "pictures_digest"),
    ("documents", "removed_mac"),
    ("destroyed", "vault_id"),
    ("destroyed", "id"),
    ("intents", "id"),
    ("intents", "vault_id"),
    ("journal", "vault_id"),
    ("journal", "commitment"),
    ("journal", "hash"),
    ("consents", "vault_id"),
    ("consents", "id"),
    ("consents", "lookup"),
    ("sessions", "id"),
    ("sessions", "vault_id"),
    ("grants", "share"),
    ("grants", "vault_id"),
    ("grants", "document_id"),
    ("viewings", "id"),
    ("viewings", "share"),
    ("requests", "id"),
    ("requests", "vault_id"),
    ("requests", "share"),
    ("requests", "asked_by"),
    ("throttle", "key"),
    ("refusals", "slot"),
    ("leases", "holder"),
    ("uploads", "id"),
    ("uploads", "vault_id"),
    ("uploads", "right_id"),
    ("upload_parts", "upload_id"),
    ("deposit_numbers", "vault_id"),
    ("deposit_numbers", "id"),
    ("deposit_numbers", "mac"),
    ("mediations", "id"),
    ("mediations", "vault_id"),
    ("mediations", "right_id"),
    ("invitations", "vault_id"),
    ("invitations", "id"),
    ("invitations", "lookup"),
    ("deposits", "vault_id"),
    ("deposits", "id"),
    ("deposits", "right_id"),
    ("deposits", "depositor"),
    ("deposits", "digest"),
    ("deposits", "pictures_digest"),
    ("pairings", "id"),
    ("pairings", "vault_id"),
    ("pairings", "right_id"),
    ("pairings", "held_by"),
    ("deposit_codes", "id"),
    ("deposit_codes", "vault_id"),
    ("deposit_codes", "right_id"),
    ("structures", "id"),
    ("people", "vault_id"),
    ("people", "structure_id"),
    ("people", "signing_key"),
    ("people", "mac"),
    ("person_invitations", "id"),
    ("person_invitations", "structure_id"),
    ("person_invitations", "invited_by"),
    ("person_invitations", "mac"),
    ("help_cases", "id"),
    ("help_cases", "person"),
    ("help_cases", "structure_id"),
    ("help_cases", "opened_by"),
    ("code_apps", "vault_id"),
    ("notices", "vault_id"),
    ("outbox", "vault_id"),
    ("certificates", "id"),
    ("member_names", "reader"),
    ("member_names", "person"),
    ("appointments", "id"),
    ("appointments", "code_id"),
    ("appointments", "professional"),
    ("appointments", "structure_id"),
    ("appointments", "person"),
    ("appointments", "consent"),
    ("appointments", "share"),
    ("work_counts", "professional"),
    ("work_alarms", "manager"),
    ("work_alarms", "professional"),
    ("tries_told", "slot"),
    ("seats", "structure_id"),
    ("seats", "recipient"),
    ("seats", "mac"),
    ("guardians", "structure_id"),
    ("guardians", "person"),
    ("guardianships", "vault_id"),
    ("guardianships", "id"),
    ("guardianships", "structure_id"),
    ("guardianships", "lookup"),
    ("recoveries", "id"),
    ("recoveries", "slip"),
    ("recoveries", "words"),
    ("recoveries", "structure_id"),
    ("recoveries", "recipient"),
    ("recoveries", "lookup"),
    ("recoveries", "vault_id"),
    ("recoveries", "agreement"),
    ("recoveries", "first_by"),
    ("recoveries", "mac"),
];

/// Sealed columns that are empty where nobody is written to and no certificate is ordered:
/// `tests/actions/notices/attacks.rs` and `tests/certificates/orders.rs` look at them.
const ELSEWHERE: &[(&str, &str)] = &[("notices", "sealed"), ("certificates", "sealed")];

#[tokio::test(flavor = "multi_thread")]
async fn every_sealed_value_says_how_on_sqlite_and_disk() {
    inventory(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sealed_value_says_how_on_postgres_and_s3() {
    inventory(Setup::networked().await).await;
}

async fn inventory(setup: Setup) {
    let claim = Claim::begin("L10", setup.name, COMMAND);
    populate(&setup).await;
    let tables = Tables::of(&setup).await;
    let stored: BTreeSet<_> = tables.byte_columns().await.into_iter().collect();
    let name = |table: &str, column: &str| (table.to_owned(), column.to_owned());
    let sealed = COLUMNS.iter().map(|(table, column, _)| name(table, column));
    let clear = CLEAR
        .iter()
        .chain(ELSEWHERE)
        .map(|(table, column)| name(table, column));
    let known: BTreeSet<_> = sealed.chain(clear).collect();
    assert_eq!(stored, known, "every column of bytes has its line above");

    for (table, column, how) in COLUMNS {
        let values = tables.bytes(table, column, "1 = 1").await;
        assert!(!values.is_empty(), "{table}.{column}: nothing to look at");
        for value in values {
            let envelope = |value: &[u8]| value.len() >= OVERHEAD && value[..2] == ENVELOPE;
            let file = |value: &[u8]| value.starts_with(AGE);
            let right = match how {
                Sealed::Envelope => envelope(&value),
                Sealed::Behind => envelope(&value[1 + usize::from(value[0])..]),
                Sealed::File => file(&value),
                Sealed::Either => envelope(&value) || file(&value),
            };
            assert!(right, "{table}.{column}: {:02x?}", &value[..2]);
        }
    }
    tables.close().await;
    claim.held(0.0);
}

/// Asks for help as the person of the demonstration who agreed to it; the four words.
async fn lost(like: &Person) -> String {
    let person = like.another();
    let who = [
        ("nom", "Gebru Tesfay"),
        ("jour", "17"),
        ("mois", "8"),
        ("annee", "1994"),
        ("comment", "presence"),
    ];
    let asked = person.form("/entrer/perdu", &who).await;
    assert_eq!(asked.status(), 303);
    let page = person.get("/entrer/perdu/bon").await.text().await.unwrap();
    let words = page
        .split("said-aloud\" lang=\"fr\" dir=\"ltr\"><b>")
        .nth(1);
    words.unwrap().split("</b>").next().unwrap().to_owned()
}

/// A professional of one of the two places has made sure of them.
async fn confirms(professional: &Person, words: &str) {
    let ticked = [
        ("mots", words),
        ("piece", "1"),
        ("visage", "1"),
        ("lus", "1"),
    ];
    let said = professional.form("/pro/secours/confirmer", &ticked).await;
    assert_eq!(said.status(), 303);
}

/// Somebody looks, two computers ask, one is answered, papers are put in: no sealed column is empty.
async fn populate(setup: &Setup) {
    with_app(setup).await;
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let owner = come_in(&anybody, said, 0).await;
    let share = &said["shares"][1];
    let link = share["link"].as_str().unwrap();
    assert!(open_link(&anybody, link, &[]).await.is_some());
    let ask = [
        ("code", share["short_code"].as_str().unwrap()),
        ("nom", "Claire Morel"),
    ];
    let asked = anybody.another().form("/m", &ask).await;
    let asked = cookie(&asked, "__Host-m").unwrap();
    let announced = owner.ask(reqwest::Method::POST, "/envois");
    let announced = announced.header("tus-resumable", "1.0.0");
    let announced = announced.header("upload-length", "10").send().await;
    assert_eq!(announced.unwrap().status(), 201);
    let given = invited(&owner).await;
    let mediator = signed_in(&anybody, said, "mediator").await;
    let number = said["people"][0]["deposit_number"].as_str().unwrap();
    let begun = mediator.form("/pro/deposer", &[("numero", number)]).await;
    assert_eq!(begun.status(), 303);
    let yes = [("demande", &asked[32..]), ("reponse", "oui")];
    assert_eq!(owner.form("/montrer/repondre", &yes).await.status(), 303);
    // An appointment that waits for its person, and one with papers shown of which a copy is asked.
    let own = worker(&anybody, said).await;
    asks(&own).await;
    let (home, _) = shown(&own, &owner).await;
    let copy = own
        .form(&format!("{home}/copie"), &[("format", "zip")])
        .await;
    assert_eq!(copy.status(), 303);
    // Somebody who lost everything, of whom one of the two made sure; and the same with both.
    let other = signed_in(&anybody, said, "mediator").await;
    for both in [false, true] {
        let words = lost(&anybody).await;
        confirms(&own, &words).await;
        if both {
            confirms(&other, &words).await;
        }
    }
    // A link of which a code was drawn, a phone beside the computer, and a paper that waits: put in after the
    // person's last page, which would take it in.
    let code = owner.form(&format!("/depots/{given}/code"), &[]).await;
    assert_eq!(code.status(), 303);
    assert_eq!(owner.form("/papiers/telephone", &[]).await.status(), 303);
    let (depositor, _) = depositor(&anybody, said).await;
    let put = put_in(&depositor, a_photo()).await;
    assert!(put.is_some_and(|put| put.status().is_success() || put.status() == 303));
}
