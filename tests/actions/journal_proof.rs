//! The journal that is taken out holds the proof that an entry of it was logged: whoever writes the list anew, or brings
//! another proof, is told so without the service.

use abri::actions::checkpoints::append::append;
use abri::actions::session::Session;
use abri::actions::verify_journal::{Flaw, LogKey, Sound, taken};
use abri::actions::{Abri, take_journal};
use abri::crypto::journal::{Entry, Head, commitment, link};
use abri::crypto::secrets::Key;
use abri::crypto::server_keys::ServerKeys;
use abri::domain::time::{Moment, Span};
use data_encoding::HEXLOWER;
use serde_json::Value;

use crate::given::{paper, vault};
use crate::mutations::objects;
use crate::mutations::setups::{postgres_and_s3, sqlite_and_disk};
use crate::support::Service;

const HOLDER: [u8; 16] = [9; 16];

async fn logs(service: &Service) {
    assert!(append(&service.abri, &HOLDER).await.unwrap() > 0);
    service.pass(Span::minutes(5));
}

/// A list as a person takes it away, to be tampered with.
#[derive(Clone)]
struct List(Vec<Value>);

impl List {
    async fn of(abri: &Abri, session: &Session) -> Self {
        let text = take_journal::lines(abri, &session.open).await.unwrap();
        Self(
            text.lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect(),
        )
    }

    fn verify(&self, key: Option<&str>) -> Result<Sound, Flaw> {
        let lines: Vec<_> = self.0.iter().map(Value::to_string).collect();
        let key: Option<LogKey> = key.map(|key| key.parse().unwrap());
        taken(&lines.join("\n"), None, key.as_ref())
    }

    fn logged(&mut self) -> &mut Value {
        &mut self.0[0]["logged"]
    }

    fn proof(&self) -> &str {
        self.0[0]["logged"]["proof"].as_str().unwrap()
    }

    fn key(&self) -> String {
        self.0[0]["logged"]["key"].as_str().unwrap().to_owned()
    }

    fn with_proof(&self, proof: &str) -> Self {
        let mut other = self.clone();
        other.logged()["proof"] = proof.into();
        other
    }

    /// The same list from the entry `from` on with other details, all hashes made again; the entries after `until` are gone.
    fn written_anew(&self, from: usize, until: usize) -> Self {
        let mut list = self.clone();
        list.0.truncate(until + 1);
        let vault = list.0[0]["vault"].as_str().unwrap().parse().unwrap();
        let bytes = |value: &Value| -> [u8; 32] {
            let hex = value.as_str().unwrap().as_bytes();
            HEXLOWER.decode(hex).unwrap().try_into().unwrap()
        };
        let mut hash = match from {
            1 => Head::EMPTY.hash,
            _ => bytes(&list.0[from - 1]["hash"]),
        };
        for line in &mut list.0[from..] {
            line["details"] = "{}".into();
            let made = commitment(&bytes(&line["salt"]), b"{}");
            let code = line["code"].as_str().unwrap().to_owned();
            let entry = Entry {
                number: line["number"].as_u64().unwrap(),
                at: Moment::from_millis(line["at"].as_i64().unwrap()),
                code: &code,
                commitment: made,
            };
            hash = link(vault, &entry, &hash);
            line["commitment"] = HEXLOWER.encode(&made).into();
            line["hash"] = HEXLOWER.encode(&hash).into();
        }
        list.0[0]["entries"] = until.into();
        list.0[0]["head"] = HEXLOWER.encode(&hash).into();
        list
    }
}

async fn proofs(service: Service) {
    let abri = &service.abri;
    let (mariam, yacine) = (vault(abri).await, vault(abri).await);
    let before = List::of(abri, &mariam).await;
    assert_eq!(
        before.verify(None).unwrap().logged,
        None,
        "nothing is logged yet"
    );
    paper(abri, &mariam.open, "Bail").await;
    logs(&service).await;
    let early = List::of(abri, &mariam).await;
    for title in ["Avis", "Contrat"] {
        paper(abri, &mariam.open, title).await;
    }
    paper(abri, &yacine.open, "Avis").await;
    logs(&service).await;
    let logged_of_yacine = List::of(abri, &yacine).await;
    paper(abri, &mariam.open, "Facture").await;
    let list = List::of(abri, &mariam).await;
    let key = list.key();
    let all = list.0.len() - 1;
    let sound = list.verify(Some(&key)).unwrap();
    let in_log = sound.logged.unwrap();
    assert_eq!(sound.entries, in_log.number + 1, "one since");
    assert_eq!(in_log.key, key);
    assert_eq!(early.verify(Some(&key)).unwrap().entries, in_log.number - 2);
    let logged = usize::try_from(in_log.number).unwrap();
    let not_the_logged = |number| Err(Flaw::NotTheLogged { number });

    // Written anew up to its end, so that its own hashes hold.
    let anew = list.written_anew(2, all);
    assert_eq!(anew.verify(None), not_the_logged(in_log.number));
    // Cut before the entry that was logged.
    let cut = list.written_anew(logged - 1, logged - 1);
    let expected = in_log.number;
    let flaw = Flaw::Cut {
        last: expected - 1,
        expected,
    };
    assert_eq!(cut.verify(None), Err(flaw));
    // A stale head: what the older proof does not reach can be written anew, and no more than that is claimed.
    let stale = anew.with_proof(early.proof());
    let early_number = early.verify(None).unwrap().logged.unwrap().number;
    assert_eq!(stale.verify(None), not_the_logged(early_number));
    let later = list.written_anew(all, all).with_proof(early.proof());
    assert_eq!(
        later.verify(None).unwrap().logged.unwrap().number,
        early_number
    );
    // The proof of another vault.
    let other = list.with_proof(logged_of_yacine.proof());
    let theirs = logged_of_yacine
        .verify(None)
        .unwrap()
        .logged
        .unwrap()
        .number;
    assert_eq!(other.verify(None), not_the_logged(theirs));
    forgeries(&list, &early, in_log.lines);

    // What is written down of the log is spoilt: the list comes without a proof, not with a false one.
    for (name, bytes) in objects::all(abri).await {
        if name.starts_with("checkpoints/heads/") {
            let mut spoilt = bytes.clone();
            spoilt[bytes.len() / 3] ^= 1;
            objects::write(abri, &name, Some(&spoilt)).await;
        }
    }
    assert_eq!(
        List::of(abri, &mariam).await.verify(None).unwrap().logged,
        None
    );
}

/// Of a list whose newest logged entry is proven in a log of so many lines: no other checkpoint and no other key will do.
fn forgeries(list: &List, early: &List, lines: u64) {
    let key = list.key();
    let forged = Err(Flaw::Forged);
    // A forged checkpoint: by another key under this one's name, of another size, without its signature.
    let another = || Key::take(&mut [5; 32]);
    let another = ServerKeys::new(another(), another(), another()).checkpoint_signer();
    let name = key.split('+').next().unwrap();
    let renamed = early.proof().split_once("\n\n").unwrap().0.to_owned();
    let mut tree = abri::crypto::merkle::Tree::default();
    tree.push([1; 32]);
    let note = another.sign(&tree).replace(another.verifier().name(), name);
    assert_eq!(
        list.with_proof(&format!("{renamed}\n\n{note}"))
            .verify(None),
        forged
    );
    let (ours, note) = list.proof().split_once("\n\n").unwrap();
    let size = note.lines().nth(1).unwrap();
    let larger = note.replacen(&format!("\n{size}\n"), &format!("\n{}\n", lines + 1), 1);
    assert_eq!(
        list.with_proof(&format!("{ours}\n\n{larger}")).verify(None),
        forged
    );
    let (text, _) = note.split_once("\n\n").unwrap();
    assert_eq!(
        list.with_proof(&format!("{ours}\n\n{text}\n\n"))
            .verify(None),
        forged
    );
    // Whoever signs with a key of their own says so, and is refused by whoever knows the key.
    let mut own = list.clone();
    own.logged()["key"] = another.verifier().text().into();
    assert_eq!(own.verify(None), forged);
    let log = another.verifier().name().to_owned();
    assert_eq!(own.verify(Some(&key)), Err(Flaw::AnotherLog { log }));
    // Cut out: a part of it, or all of it.
    let mut part = list.clone();
    part.logged().as_object_mut().unwrap().remove("proof");
    assert_eq!(part.verify(None), Err(Flaw::NotAJournal));
    assert_eq!(list.with_proof("").verify(None), forged);
    let mut without = list.clone();
    without.0[0].as_object_mut().unwrap().remove("logged");
    assert_eq!(without.verify(Some(&key)), Err(Flaw::Unproven));
    assert_eq!(without.verify(None).unwrap().logged, None);
}

#[tokio::test]
async fn attack_a_forged_stale_foreign_or_missing_proof_is_named_on_sqlite_and_disk() {
    let (service, _) = sqlite_and_disk().await;
    proofs(service).await;
}

#[tokio::test]
async fn attack_a_forged_stale_foreign_or_missing_proof_is_named_on_postgres_and_s3() {
    let (_server, service, _) = postgres_and_s3().await;
    proofs(service).await;
}
