//! Each kind of damage to a backup: what is lost is told by name, the rest comes back; what cannot be trusted is refused
//! before anything is touched, and the good backup is then taken back by the same empty service.

use std::path::{Path, PathBuf};

use abri::actions::Problem;
use abri::actions::backup::restore::{Restored, restore};
use abri::actions::backup::{Lost, Why, backup, backup_and_read_all};
use abri::actions::check::{self, Depth};
use abri::actions::tombstones::{self, Kind};
use abri::crypto::secrets::Key;
use abri::crypto::server_keys::ServerKeys;
use tempfile::TempDir;

use super::{KEEP, all_bytes, on_disk};
use crate::given::paper;
use crate::keep_safe::Mariam;
use crate::support::Service;

/// A backup of one person with three papers, called `evening`, and its objects' files.
async fn backed_up() -> (TempDir, Vec<PathBuf>) {
    let from = on_disk(tempfile::tempdir().unwrap(), None).await;
    let mariam = Mariam::at(&from).await;
    for title in ["Un", "Deux", "Trois"] {
        paper(&from.abri, &mariam.session.open, title).await;
    }
    let kept = tempfile::tempdir().unwrap();
    backup(&from.abri, kept.path(), "evening", KEEP)
        .await
        .unwrap();
    let mut objects: Vec<PathBuf> = crate::s3::files_under(&kept.path().join("objects/d"))
        .into_iter()
        .map(PathBuf::from)
        .collect();
    objects.sort();
    assert_eq!(objects.len(), 3);
    (kept, objects)
}

async fn empty() -> Service {
    on_disk(tempfile::tempdir().unwrap(), None).await
}

async fn give_back(to: &Service, folder: &Path) -> Result<Restored, Problem> {
    restore(&to.abri, folder, Some("evening"), false).await
}

fn name_of(object: &Path) -> String {
    let file = object.file_name().unwrap().to_str().unwrap();
    format!("d/{file}")
}

#[tokio::test]
async fn each_damage_to_an_object_is_told_by_its_name_and_the_rest_comes_back() {
    type Damage = fn(&Path);
    let damages: [(Damage, Why); 4] = [
        (|object| std::fs::remove_file(object).unwrap(), Why::Missing),
        (
            |object| {
                let bytes = std::fs::read(object).unwrap();
                std::fs::write(object, &bytes[..bytes.len() - 1]).unwrap();
            },
            Why::Length,
        ),
        (|object| std::fs::write(object, b"").unwrap(), Why::Length),
        (
            |object| {
                let mut bytes = std::fs::read(object).unwrap();
                *bytes.last_mut().unwrap() ^= 1;
                std::fs::write(object, bytes).unwrap();
            },
            Why::Altered,
        ),
    ];
    for (number, (damage, why)) in damages.into_iter().enumerate() {
        let (kept, objects) = backed_up().await;
        damage(&objects[1]);
        let to = empty().await;
        let restored = give_back(&to, kept.path()).await.unwrap();
        let lost: Vec<_> = restored
            .lost
            .iter()
            .map(|lost| (&lost.object, lost.why))
            .collect();
        assert_eq!(lost, [(&name_of(&objects[1]), why)], "damage {number}");
        // The check goes on saying so, of that object alone.
        let report = check::check(&to.abri, Depth::Bytes).await.unwrap();
        assert_eq!(report.findings.len(), 1, "{:?}", report.findings);
        assert!(report.findings[0].to_string().contains(&lost[0].0[..]));
    }
}

#[tokio::test]
async fn a_file_that_no_row_names_is_not_brought_back() {
    let (kept, objects) = backed_up().await;
    std::fs::copy(
        &objects[0],
        kept.path()
            .join("objects/d/00112233445566778899aabbccddeeff"),
    )
    .unwrap();
    let to = empty().await;
    let restored = give_back(&to, kept.path()).await.unwrap();
    assert_eq!((restored.copied, restored.lost.len()), (6, 0));
    let report = check::check(&to.abri, Depth::Bytes).await.unwrap();
    assert_eq!(report.findings, []);
}

/// Refused whole: nothing of it is in the service afterwards, and the backup as it was is then taken back.
async fn refused(damage: impl Fn(&Path), says: &str) {
    let (kept, _) = backed_up().await;
    let evening = kept.path().join("evening");
    let good = all_bytes(&evening);
    damage(&evening);
    let to = empty().await;
    let problem = give_back(&to, kept.path()).await.unwrap_err();
    assert!(problem.to_string().contains(says), "{problem}");
    for (path, bytes) in good {
        std::fs::write(path, bytes).unwrap();
    }
    let restored = give_back(&to, kept.path()).await.unwrap();
    assert_eq!((restored.copied, restored.lost.len()), (6, 0));
}

fn edit(file: &Path, edit: impl Fn(String) -> String) {
    let text = std::fs::read_to_string(file).unwrap();
    std::fs::write(file, edit(text)).unwrap();
}

#[tokio::test]
async fn attack_rows_that_are_not_those_of_the_backup_are_refused_before_anything_is_touched() {
    let tables = |folder: &Path| folder.join("tables.jsonl");
    // Cut in the middle of a row, cut between rows, gone, with a row twice.
    refused(
        |folder| edit(&tables(folder), |text| text[..text.len() / 2].to_owned()),
        "rows of the backup",
    )
    .await;
    refused(
        |folder| {
            edit(&tables(folder), |text| {
                let first = text.find('\n').unwrap() + 1;
                text[first..].to_owned()
            });
        },
        "rows of the backup",
    )
    .await;
    refused(
        |folder| std::fs::remove_file(tables(folder)).unwrap(),
        "cannot be read",
    )
    .await;
    refused(
        |folder| {
            edit(&tables(folder), |text| {
                format!("{text}{}\n", text.lines().next().unwrap())
            });
        },
        "rows of the backup",
    )
    .await;
}

#[tokio::test]
async fn a_backup_without_its_manifest_is_none() {
    let manifest = |folder: &Path| folder.join("manifest.json");
    refused(
        |folder| std::fs::remove_file(manifest(folder)).unwrap(),
        "cannot be read",
    )
    .await;
    refused(
        |folder| edit(&manifest(folder), |text| text[..text.len() / 2].to_owned()),
        "manifest of the backup",
    )
    .await;
}

#[tokio::test]
async fn a_backup_of_a_newer_version_is_refused_with_what_to_do() {
    refused(
        |folder| {
            edit(&folder.join("manifest.json"), |text| {
                text.replace("abri-backup-1", "abri-backup-2")
            });
        },
        "newer Abri",
    )
    .await;
}

#[tokio::test]
async fn attack_other_secrets_take_nothing_back_and_are_named() {
    for (which, other) in [
        ("pepper", ServerKeys::new(key(9), key(2), key(3))),
        ("lookup", ServerKeys::new(key(1), key(9), key(3))),
        ("recipients", ServerKeys::new(key(1), key(2), key(9))),
    ] {
        let (kept, _) = backed_up().await;
        let mut to = empty().await;
        let own = std::mem::replace(&mut to.abri.keys, other);
        let problem = give_back(&to, kept.path()).await.unwrap_err().to_string();
        assert!(problem.contains("not those of this backup"), "{problem}");
        let others =
            ["pepper", "lookup", "recipients"].map(|one| problem.contains(&format!("{one} ")));
        assert_eq!(
            others,
            ["pepper", "lookup", "recipients"].map(|one| one == which),
            "{problem}"
        );
        // Nothing was touched: the right secrets take it back into the same empty place.
        to.abri.keys = own;
        let restored = give_back(&to, kept.path()).await.unwrap();
        assert_eq!((restored.copied, restored.lost.len()), (6, 0));
    }
}

/// A backup from before its secrets had names: the recipients key at least is looked at, before anything is touched.
#[tokio::test]
async fn attack_another_recipients_key_takes_no_older_backup_back() {
    let (kept, _) = backed_up().await;
    let manifest = kept.path().join("evening/manifest.json");
    edit(&manifest, |text| {
        let mut whole: serde_json::Value = serde_json::from_str(&text).unwrap();
        whole
            .as_object_mut()
            .unwrap()
            .retain(|key, _| key != "secrets" && key != "migration");
        whole.to_string()
    });
    let mut to = empty().await;
    let own = std::mem::replace(&mut to.abri.keys, ServerKeys::new(key(1), key(2), key(9)));
    let problem = give_back(&to, kept.path()).await.unwrap_err().to_string();
    assert!(problem.contains("not those of this backup"), "{problem}");
    to.abri.keys = own;
    assert_eq!(give_back(&to, kept.path()).await.unwrap().copied, 6);
}

/// Objects that survived are read, not believed: what is damaged among them is taken from the backup.
#[tokio::test]
async fn a_damaged_survivor_is_replaced_from_the_backup() {
    let (kept, objects) = backed_up().await;
    let to = empty().await;
    for (number, object) in objects.iter().enumerate() {
        let mut bytes = std::fs::read(object).unwrap();
        match number {
            0 => *bytes.last_mut().unwrap() ^= 1,
            1 => bytes.truncate(10),
            _ => {}
        }
        to.abri
            .objects
            .put(&name_of(object), bytes.into())
            .await
            .unwrap();
    }
    let restored = restore(&to.abri, kept.path(), Some("evening"), true)
        .await
        .unwrap();
    // Three files survived, one of them whole; the pictures of all three did not.
    assert_eq!(
        (restored.kept, restored.copied, restored.lost.len()),
        (1, 5, 0)
    );
    let report = check::check(&to.abri, Depth::Bytes).await.unwrap();
    assert_eq!(report.findings, []);
}

/// A disk alters what was copied long ago: a backup that only counts bytes believes it, one that reads all copies it anew,
/// unless the service has lost it too.
#[tokio::test]
async fn what_a_disk_altered_in_a_backup_is_copied_anew_by_one_that_reads_all() {
    let from = on_disk(tempfile::tempdir().unwrap(), None).await;
    let mariam = Mariam::at(&from).await;
    for title in ["Un", "Deux", "Trois"] {
        paper(&from.abri, &mariam.session.open, title).await;
    }
    let kept = tempfile::tempdir().unwrap();
    let abri = &from.abri;
    backup(abri, kept.path(), "monday", KEEP).await.unwrap();
    let mut objects = crate::s3::files_under(&kept.path().join("objects/d"));
    objects.sort();
    for object in &objects[..2] {
        let mut bytes = std::fs::read(object).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(object, bytes).unwrap();
    }
    let gone = name_of(Path::new(&objects[1]));
    abri.objects.delete(&gone).await.unwrap();

    let taken = backup(abri, kept.path(), "tuesday", KEEP).await.unwrap();
    assert_eq!((taken.kept, taken.mended, taken.lost.len()), (6, 0, 0));
    // A sector that its disk does not give back.
    std::fs::remove_file(&objects[2]).unwrap();
    std::os::unix::fs::symlink(&objects[2], &objects[2]).unwrap();
    let taken = backup_and_read_all(abri, kept.path(), "wednesday", KEEP)
        .await
        .unwrap();
    // One altered and one that cannot be read; the third, altered too, is nowhere else any more.
    assert_eq!((taken.copied, taken.kept, taken.mended), (0, 3, 2));
    let lost = Lost {
        object: gone,
        why: Why::Altered,
    };
    assert_eq!(taken.lost, [lost]);
    let to = empty().await;
    let restored = restore(&to.abri, kept.path(), Some("wednesday"), false)
        .await
        .unwrap();
    assert_eq!((restored.copied, restored.lost.len()), (5, 1));
}

/// What a backup that cannot be read names is not known: nothing of it is removed, and it is not passed over.
#[tokio::test]
async fn a_backup_that_cannot_be_read_keeps_its_objects_and_is_not_passed_over() {
    let from = on_disk(tempfile::tempdir().unwrap(), None).await;
    let mariam = Mariam::at(&from).await;
    paper(&from.abri, &mariam.session.open, "Un").await;
    let kept = tempfile::tempdir().unwrap();
    backup(&from.abri, kept.path(), "old", KEEP).await.unwrap();
    std::fs::create_dir(kept.path().join("later")).unwrap();
    std::fs::write(
        kept.path().join("later/manifest.json"),
        r#"{"format":"abri-backup-7"}"#,
    )
    .unwrap();
    let objects = crate::s3::files_under(&kept.path().join("objects/d"));
    // Erased since: without the backup that cannot be read, its file would go with the old one.
    let object = name_of(Path::new(&objects[0]));
    tombstones::write(&from.abri, Kind::Object, object.as_bytes())
        .await
        .unwrap();
    tombstones::replay(&from.abri).await.unwrap();
    from.pass(abri::domain::time::Span::days(31));
    let taken = backup(&from.abri, kept.path(), "new", KEEP).await.unwrap();
    assert_eq!(taken.removed, 1);
    assert_eq!(
        crate::s3::files_under(&kept.path().join("objects/d")),
        objects
    );
    let to = empty().await;
    let problem = restore(&to.abri, kept.path(), None, false)
        .await
        .unwrap_err();
    assert!(problem.to_string().contains("--name"), "{problem}");
    assert!(
        restore(&to.abri, kept.path(), Some("new"), false)
            .await
            .is_ok()
    );
}

fn key(byte: u8) -> Key {
    Key::take(&mut [byte; 32])
}
