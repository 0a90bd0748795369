//! The commands as an operator meets them: what they say, word for word, and how they end.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

#[path = "../support/kernel.rs"]
mod kernel;
mod signers;

use std::path::Path;
use std::process::Command;

use abri::crypto::checkpoints::{Line, Said};
use abri::crypto::journal::{Entry, Head, commitment, link};
use abri::crypto::log_proof;
use abri::crypto::merkle::{Tree, paths};
use abri::crypto::secrets::Key;
use abri::crypto::server_keys::ServerKeys;
use abri::domain::ids::VaultId;
use abri::domain::time::Moment;
use data_encoding::HEXLOWER;

const VAULT: VaultId = VaultId::from_bytes([7; 16]);

/// Runs the program; how it ended, what it said with the folder written as `DIR`, and what it wrote for machines.
fn outputs(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_abri"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    let said = said.replace(folder.to_str().unwrap(), "DIR");
    let written = String::from_utf8(done.stdout).unwrap();
    (
        done.status.code().unwrap(),
        said.trim_end().to_owned(),
        written,
    )
}

/// Of a command that writes nothing for machines: how it ended, and what it said.
fn abri(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let (code, said, written) = outputs(folder, arguments);
    assert!(written.is_empty(), "standard output is for machines");
    (code, said)
}

/// A journal of three entries, as a person takes it away.
fn journal() -> Vec<String> {
    let mut head = Head::EMPTY;
    let mut lines = vec![String::new()];
    for number in 1..=3 {
        let details = format!("{{\"title\":\"Papier {number}\"}}");
        let salt = [1; 32];
        let entry = Entry {
            number,
            at: Moment::from_millis(1_795_521_600_000),
            code: "paper_added",
            commitment: commitment(&salt, details.as_bytes()),
        };
        let hash = link(VAULT, &entry, &head.hash);
        head = Head { number, hash };
        lines.push(
            serde_json::json!({
                "number": number, "at": entry.at.millis(), "code": entry.code,
                "commitment": HEXLOWER.encode(&entry.commitment), "hash": HEXLOWER.encode(&hash),
                "salt": HEXLOWER.encode(&salt), "details": details,
            })
            .to_string(),
        );
    }
    lines[0] = serde_json::json!({
        "format": "abri-journal-1", "vault": VAULT.to_string(), "made_at": 0, "entries": 3,
        "head": HEXLOWER.encode(&head.hash),
    })
    .to_string();
    lines
}

fn verify(lines: &[String], more: &[&str]) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("list.jsonl"), lines.join("\n")).unwrap();
    let mut arguments = vec!["journal", "verify", "list.jsonl"];
    arguments.extend(more);
    abri(folder.path(), &arguments)
}

#[test]
fn a_journal_is_verified_offline() {
    let (code, said) = verify(&journal(), &[]);
    let mark = said.split("mark ").nth(1).unwrap();
    assert_eq!(
        (code, said.as_str()),
        (
            0,
            format!(
                "list.jsonl: 3 entries, nothing changed, deleted, inserted or cut off; not shown to be logged; \
                 mark {mark}"
            )
            .as_str()
        )
    );
    assert_eq!(verify(&journal(), &["--mark", mark]).0, 0);
    assert_eq!(
        verify(&journal(), &["--mark", "9:00000000"]),
        (
            3,
            "list.jsonl: the list ends with entry 3 and should end with entry 9: its end was cut off"
                .to_owned()
        )
    );
}

/// The same with the proof that its second entry was logged, by an installation whose keys are all of this byte.
fn logged(byte: u8) -> (Vec<String>, String) {
    let key = || Key::take(&mut [byte; 32]);
    let keys = ServerKeys::new(key(), key(), key());
    let mut lines = journal();
    let second: serde_json::Value = serde_json::from_str(&lines[2]).unwrap();
    let hash = HEXLOWER.decode(second["hash"].as_str().unwrap().as_bytes());
    let head = Head {
        number: 2,
        hash: hash.unwrap().try_into().unwrap(),
    };
    let line = Line {
        said: Said::Head(keys.checkpoint_id(VAULT), head),
        at: Moment::from_millis(1_795_521_600_000),
    };
    let mut tree = Tree::default();
    let paths = paths(&tree, &[line.leaf()]);
    tree.push(line.leaf());
    let signer = keys.checkpoint_signer();
    let proof = log_proof::proof(line, 0, &paths[0], &signer.sign(&tree));
    let mut first: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
    let key = signer.verifier().text();
    first["logged"] = serde_json::json!({"key": key, "proof": proof});
    lines[0] = first.to_string();
    (lines, key)
}

#[test]
fn a_journal_is_verified_with_the_key_of_the_log() {
    let (lines, key) = logged(9);
    let (code, said) = verify(&lines, &["--key", &key]);
    assert_eq!(code, 0, "{said}");
    let in_log = format!("; logged up to entry 2 (line 1 of 1 lines) by {key}; mark 3:");
    assert!(said.contains(&in_log), "{said}");
    assert_eq!(verify(&lines, &[]), (0, said), "the key inside is told");
    let (other, other_key) = logged(8);
    let log = key.split('+').next().unwrap();
    assert_eq!(
        verify(&lines, &["--key", &other_key]),
        (
            3,
            format!(
                "list.jsonl: the proof is of the log {log}, not of the one whose key was given"
            )
        )
    );
    let mut forged = lines.clone();
    forged[0] = other[0].replace(&other_key, &key);
    let wrong = "list.jsonl: the proof that an entry was logged does not hold: it was forged, damaged or cut";
    assert_eq!(verify(&forged, &[]), (3, wrong.to_owned()));
    let none = "list.jsonl: no proof comes with it that an entry was logged: it was cut out, or nothing was logged yet";
    assert_eq!(verify(&journal(), &["--key", &key]), (3, none.to_owned()));
    assert_eq!(verify(&lines, &["--key", "abri/1234"]).0, 2, "no key");
}

#[test]
fn the_first_bad_entry_is_named() {
    type Tamper = fn(&mut Vec<String>);
    let cases: [(Tamper, &str); 5] = [
        (
            |lines| lines[2] = lines[2].replace("paper_added", "paper_looked"),
            "entry 2 was changed",
        ),
        (
            |lines| lines[2] = lines[2].replace("Papier 2", "Papier 9"),
            "the details of entry 2 were changed",
        ),
        (
            |lines| drop(lines.remove(2)),
            "entry 2 is missing: something was deleted there",
        ),
        (
            |lines| lines.insert(3, lines[1].clone()),
            "entry 1 stands where entry 3 belongs: something was inserted or moved",
        ),
        (
            |lines| lines.truncate(3),
            "the list ends with entry 2 and should end with entry 3: its end was cut off",
        ),
    ];
    for (tamper, expected) in cases {
        let mut lines = journal();
        tamper(&mut lines);
        assert_eq!(verify(&lines, &[]), (3, format!("list.jsonl: {expected}")));
    }
    assert_eq!(
        verify(&["a letter".to_owned()], &[]),
        (
            3,
            "list.jsonl: this is not a journal taken from Abri (format abri-journal-1)".to_owned()
        )
    );
}

#[test]
fn a_file_that_is_not_there_is_another_matter() {
    let folder = tempfile::tempdir().unwrap();
    let (code, said) = abri(folder.path(), &["journal", "verify", "absent.jsonl"]);
    assert_eq!(code, 1);
    assert!(said.starts_with("absent.jsonl cannot be read ("), "{said}");
}

/// Writes a configuration whose places are all in this folder, each its own.
fn configure(folder: &Path) {
    assert_eq!(abri(folder, &["secrets", "make", "secrets"]).0, 0);
    let at = folder.display();
    let text = format!(
        r#"
url = "https://localhost:8443"
listen = "127.0.0.1:0"
data = "{at}/data"
[certificate]
self_made = true
[database]
url = "sqlite://{at}/tables/abri.sqlite"
[objects]
url = "{at}/objects"
[epochs]
url = "{at}/epochs"
[secrets]
pepper = "{at}/secrets/pepper"
lookup = "{at}/secrets/lookup"
recipients = "{at}/secrets/recipients"
[help]
name = "Accueil"
phone = "01 99 00 00 00"
"#
    );
    std::fs::write(folder.join("abri.toml"), text).unwrap();
}

/// What holds on a machine whose kernel has Landlock, as `abri check` says it.
const LOCKED: &str =
    "workers for untrusted files: the list of system calls, the limits and Landlock hold";
/// The same where the kernel refuses it.
const UNLOCKED: &str = "workers for untrusted files: the list of system calls and the limits hold; this kernel \
     refuses Landlock, the third lock (Linux 5.13 or later, `landlock` in its `lsm=`)";

/// What `abri check` says of a service, what varies from machine to machine in one word.
fn check(folder: &Path) -> (i32, String) {
    let (code, said) = abri(folder, &["check", "--config", "abri.toml"]);
    let line = |line: &str| match line {
        LOCKED => "LOCKS".to_owned(),
        line if line == format!("warning: {UNLOCKED}") => "LOCKS".to_owned(),
        line if line.contains("room: ") && line.ends_with("no paper is taken in") => {
            "ROOM".to_owned()
        }
        line => line.to_owned(),
    };
    (code, said.lines().map(line).collect::<Vec<_>>().join("\n"))
}

const NEW: &str = "places: on this machine, none is open to other users and the keys of days are apart; buckets, snapshots and images cannot be seen from here
LOCKS
clock: no moment is known yet; the service notes one when it starts
ROOM
0 vaults, 0 objects (presence and length; --full reads every byte), 0 journal entries looked at
0 lines in the log of checkpoints, 0 of them of journals that went back (each person was told)
seals of vaults cannot be verified while they are locked: each is at its owner's next visit
no problem found";

#[test]
fn a_new_service_is_checked_backed_up_and_restored() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    configure(folder);
    assert_eq!(check(folder), (0, NEW.to_owned()));
    let (code, said) = abri(folder, &["backup", "--config", "abri.toml", "kept"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.ends_with(
            ": 0 rows, 0 objects copied, 0 there already, 0 copied anew, 0 old backups removed"
        ),
        "{said}"
    );
    let (code, said) = abri(folder, &["restore", "--config", "abri.toml", "kept"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.ends_with(
            ": 0 rows, 0 objects copied, 0 there already\n\
             0 running shares ended; 0 papers and 0 ways in erased again"
        ),
        "{said}"
    );
    // The restore is in the log, signed; what was kept of it elsewhere is compared.
    let print = ["journal", "checkpoint", "--config", "abri.toml"];
    let (code, said, note) = outputs(folder, &print);
    assert_eq!(code, 0, "{said}");
    let lines: Vec<_> = note.lines().collect();
    assert!(lines[0].starts_with("abri/") && lines[1] == "1", "{note}");
    // Who signs it, to be published.
    let key = said.strip_prefix("signed with the key ").unwrap();
    assert!(key.starts_with(&format!("{}+", lines[0])), "{key}");
    let with = ["check", "--config", "abri.toml", "--checkpoint", "noted"];
    std::fs::write(folder.join("noted"), &note).unwrap();
    let (code, said) = abri(folder, &with);
    assert_eq!(code, 0, "{said}");
    std::fs::write(folder.join("noted"), note.replace("\n1\n", "\n2\n")).unwrap();
    let (code, said) = abri(folder, &with);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("not signed by this installation"), "{said}");
    assert_eq!(
        abri(folder, &["journal", "verify", "--config", "abri.toml"]),
        (
            0,
            "0 journals with 0 entries verified, 0 not whole; details are sealed and stay shut"
                .to_owned()
        )
    );
    assert_eq!(
        abri(folder, &["clock", "accept", "--config", "abri.toml"]),
        (
            0,
            "the clock is believed; the service destroys the keys of the days that are over at its next round"
                .to_owned()
        )
    );
}

#[test]
fn a_second_pepper_is_a_secret_as_the_first_and_what_rests_on_it_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    configure(folder);
    let say = |command: &[&str]| abri(folder, &[command, &["--config", "abri.toml"]].concat());
    let (_, alone) = say(&["secrets", "names"]);
    let file = folder.join("abri.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let next = folder.join("next/pepper");
    let second = format!("[secrets]\npepper_other = {next:?}");
    std::fs::write(&file, text.replace("[secrets]", &second)).unwrap();
    let (code, said) = say(&["config", "check"]);
    assert!(
        code == 1 && said.contains("secrets.pepper_other: "),
        "{said}"
    );
    std::fs::create_dir(folder.join("next")).unwrap();
    std::fs::copy(folder.join("secrets/pepper"), &next).unwrap();
    let (code, said) = say(&["config", "check"]);
    assert!(code == 1 && said.contains("the same bytes"), "{said}");
    std::fs::remove_dir_all(folder.join("next")).unwrap();
    assert_eq!(abri(folder, &["secrets", "make", "next"]).0, 0);
    let (code, said) = check(folder);
    let counted = "ways in: 0 under the pepper, 0 still under the other one; ";
    assert!(code == 0 && said.contains(counted), "{said}");
    let (_, both) = say(&["secrets", "names"]);
    let is_other = |line: &&str| line.starts_with("pepper_other ");
    let (others, rest): (Vec<_>, Vec<_>) = both.lines().partition(is_other);
    assert_eq!((others.len(), rest.join("\n")), (1, alone));
}

#[test]
fn attack_places_that_a_backup_would_mix_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    configure(folder);
    assert_eq!(
        abri(folder, &["backup", "--config", "abri.toml", "objects/kept"]),
        (
            1,
            "the backup and DIR/objects are one inside the other; choose another folder".to_owned()
        )
    );
    let text = std::fs::read_to_string(folder.join("abri.toml")).unwrap();
    let text = text.replace("/epochs\"", "/tables/epochs\"");
    std::fs::write(folder.join("abri.toml"), text).unwrap();
    let (code, said) = check(folder);
    assert_eq!(code, 3);
    assert!(
        said.starts_with(
            "`epochs` and DIR/tables are one inside the other: a backup of it would revive ended \
             shares; move `epochs`\n"
        ) && said.ends_with("1 problem found"),
        "{said}"
    );
}

#[test]
fn check_warns_where_the_kernel_refuses_landlock() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    configure(folder);
    for command in [&["check"][..], &["config", "check"]] {
        let arguments = [command, &["--config", "abri.toml"]].concat();
        let (code, said) = kernel::without_landlock(|| abri(folder, &arguments));
        assert_eq!(code, 0, "a warning is no problem: {said}");
        assert!(said.contains(&format!("warning: {UNLOCKED}\n")), "{said}");
    }
}

#[test]
fn attack_where_landlock_is_required_nothing_starts_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    configure(folder);
    let file = folder.join("abri.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text + "[worker]\nrequire_landlock = true\n").unwrap();
    let refused = "worker.require_landlock is true and this kernel refuses Landlock; switch it on \
                   (Linux 5.13 or later, `landlock` in its `lsm=`), or write false";
    let run = |command: &[&str]| {
        let arguments = [command, &["--config", "abri.toml"]].concat();
        kernel::without_landlock(|| abri(folder, &arguments))
    };
    assert_eq!(run(&["serve"]), (1, refused.to_owned()));
    assert_eq!(run(&["config", "check"]), (1, refused.to_owned()));
    let (code, said) = run(&["check"]);
    assert_eq!((code, said.lines().next()), (3, Some(refused)), "{said}");
}

#[test]
fn attack_the_demonstration_does_not_start_without_landlock_where_it_is_required() {
    let folder = tempfile::tempdir().unwrap();
    let done = kernel::without_landlock(|| {
        Command::new(env!("CARGO_BIN_EXE_abri"))
            .args(["demo", "--listen", "127.0.0.1:0", "--json", "--data"])
            .arg(folder.path())
            .env("ABRI_WORKER__REQUIRE_LANDLOCK", "true")
            .output()
            .unwrap()
    });
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.starts_with("worker.require_landlock is true and this kernel refuses"),
        "{said}"
    );
    assert!(done.stdout.is_empty());
}
