//! Journals that were taken out, the marks noted of them, and the log of checkpoints.

use abri::actions::verify_journal::{self, LogKey, Mark};
use abri::crypto::checkpoints::{Line, Said, Verifier};
use abri::crypto::log_piece::{self, Piece};
use abri::crypto::log_proof;
use abri::crypto::merkle::{self, Tree};
use abri::crypto::secrets::Key;
use abri::crypto::server_keys::ServerKeys;
use abri::domain::time::Moment;

use crate::head_name::HeadName;

fn keys() -> ServerKeys {
    let key = |byte| Key::take(&mut [byte; 32]);
    ServerKeys::new(key(1), key(2), key(3))
}

/// A list, as somebody hands it in.
pub fn taken(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    drop(verify_journal::taken(text, None, None));
    // The first line holds; whatever comes after it is the input.
    let first = r#"{"format":"abri-journal-1","vault":"01010101010101010101010101010101","entries":1,"head":"00"}"#;
    drop(verify_journal::taken(
        &format!("{first}\n{text}"),
        None,
        None,
    ));
    let mark: Mark = "1:00000000".parse().unwrap();
    drop(verify_journal::taken(
        &format!("{first}\n{text}"),
        Some(&mark),
        None,
    ));
}

/// Marks, and keys of a log.
pub fn mark(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        drop(text.parse::<Mark>());
        drop(text.parse::<LogKey>());
        if let Ok(verifier) = text.parse::<Verifier>() {
            assert_eq!(verifier.text(), text.trim());
        }
    }
}

/// Proofs that a line is in a log; nobody but the log makes one.
pub fn proof(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let signer = keys().checkpoint_signer();
    assert!(log_proof::proven(signer.verifier(), text).is_none());
    // With a note of the log, which holds: the input is what should be shown to be in it.
    let mut tree = Tree::default();
    for number in 0..5_u8 {
        tree.push(merkle::leaf(&[number]));
    }
    let whole = format!("c2sp.org/tlog-proof@v1\n{text}\n\n{}", signer.sign(&tree));
    assert!(log_proof::proven(signer.verifier(), &whole).is_none());
}

/// Lines of the log, and signed notes.
pub fn checkpoint(bytes: &[u8]) {
    if let Some(line) = Line::from_bytes(bytes) {
        assert_eq!(line.to_bytes(), bytes);
    }
    let signer = keys().checkpoint_signer();
    if let Ok(text) = std::str::from_utf8(bytes) {
        assert!(signer.verifier().read(text).is_none());
        let note = signer.sign(&Tree::default());
        let (said, signature) = note.split_once("\n\n").unwrap();
        if text != said {
            assert!(
                signer
                    .verifier()
                    .read(&format!("{text}\n\n{signature}"))
                    .is_none()
            );
        }
        let size = signer
            .verifier()
            .read(&format!("{said}\n\n{text}"))
            .map(|(size, _)| size);
        assert!(size.is_none_or(|size| size == 0));
    }
}

/// Pieces of the log: what was not written by it is none, whatever stands behind a note that it signed.
pub fn piece(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let signers = keys().checkpoint_signers();
    assert!(Piece::read(&signers, 0, 0, text).is_none());
    let line = Line {
        at: Moment::from_millis(0),
        said: Said::Restored,
    };
    let mut tree = Tree::default();
    tree.push(line.leaf());
    let note = keys().checkpoint_signer().sign(&tree);
    let written = log_piece::text(&note, &[line], &tree);
    for changed in [
        format!("{note}\n{text}"),
        format!("{text}{written}"),
        format!("{written}{text}"),
    ] {
        if let Some(read) = Piece::read(&signers, 0, 0, &changed) {
            assert_eq!(
                log_piece::text(&read.note, &read.lines, &read.tree),
                written
            );
        }
    }
}

/// Trees: each path that is given leads to the root, no other place or size does, and any path ends.
pub fn tree(bytes: &[u8]) {
    let Some((numbers, rest)) = bytes.split_first_chunk::<16>() else {
        return;
    };
    let number = |at: usize| u64::from_be_bytes(numbers[at..at + 8].try_into().unwrap());
    let path: Vec<[u8; 32]> = rest.as_chunks().0.to_vec();
    let leaf = merkle::leaf(bytes);
    let _ = merkle::root_of(leaf, number(0), number(8), &path);
    let (before, count) = (numbers[0] % 20, usize::from(numbers[1] % 20) + 1);
    let mut tree = Tree::default();
    for number in 0..before {
        tree.push(merkle::leaf(&[number]));
    }
    let leaves: Vec<_> = (0..count)
        .map(|number| merkle::leaf(&[numbers[2], u8::try_from(number).unwrap()]))
        .collect();
    let paths = merkle::paths(&tree, &leaves);
    for leaf in &leaves {
        tree.push(*leaf);
    }
    for ((place, leaf), path) in (u64::from(before)..).zip(&leaves).zip(&paths) {
        assert_eq!(
            merkle::root_of(*leaf, place, tree.size(), path),
            Some(tree.root())
        );
        let other = number(8);
        if other != place {
            assert_ne!(
                merkle::root_of(*leaf, other, tree.size(), path),
                Some(tree.root())
            );
        }
    }
    assert_eq!(
        Tree::from_parts(tree.size(), tree.edge().to_vec()),
        Some(tree)
    );
}

/// Names of logged heads: what is read is written the same.
pub fn head_name(bytes: &[u8]) {
    if let Ok(name) = std::str::from_utf8(bytes)
        && let Some(head) = HeadName::read(name)
    {
        assert_eq!(head.write(), name);
    }
}
