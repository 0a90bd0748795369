//! The certificate that Abri makes for localhost.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use abri::config::Certificate;
use abri::domain::time::{Moment, Span};
use abri::serve::tls;

use crate::house::TODAY;

#[test]
fn the_self_made_certificate_is_kept_until_it_ends() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("made").join("when missing");
    let start = |now: Moment| {
        tls::of(&Certificate::SelfMade, &folder, now).unwrap();
        let key = folder.join("localhost.key");
        let mode = fs::metadata(&key).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let chain = fs::read_to_string(folder.join("localhost.pem")).unwrap();
        (chain, fs::read_to_string(key).unwrap())
    };
    let later = |days| Moment::from_millis(TODAY.millis() + Span::days(days).as_millis());
    let first = start(TODAY);
    assert!(!first.0.contains("PRIVATE KEY"));
    assert_eq!(start(TODAY), first);
    assert_eq!(start(later(300)), first);
    let last_week = start(later(360));
    assert_ne!(last_week.0, first.0);
    assert_ne!(last_week.1, first.1, "a new key too");
    assert_ne!(start(later(3000)), last_week);
}

#[test]
fn a_half_written_pair_is_made_anew() {
    let data = tempfile::tempdir().unwrap();
    let made = tls::self_made(data.path(), TODAY).unwrap();
    let first = fs::read_to_string(&made.chain).unwrap();
    fs::remove_file(data.path().join("localhost.key")).unwrap();
    tls::of(&Certificate::SelfMade, data.path(), TODAY).unwrap();
    assert_ne!(fs::read_to_string(&made.chain).unwrap(), first);
}

#[test]
fn a_pair_that_cannot_be_read_for_a_moment_is_not_replaced() {
    let data = tempfile::tempdir().unwrap();
    let made = tls::self_made(data.path(), TODAY).unwrap();
    let key = data.path().join("localhost.key");
    let first = fs::read_to_string(&key).unwrap();
    let aside = data.path().join("aside");
    fs::rename(&made.chain, &aside).unwrap();
    // A read of it fails, whoever asks.
    fs::create_dir(&made.chain).unwrap();
    assert!(tls::of(&Certificate::SelfMade, data.path(), TODAY).is_err());
    fs::remove_dir(&made.chain).unwrap();
    fs::rename(&aside, &made.chain).unwrap();
    tls::of(&Certificate::SelfMade, data.path(), TODAY).unwrap();
    assert_eq!(fs::read_to_string(&key).unwrap(), first);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("file");
    fs::write(&file, "").unwrap();
    let told = tls::of(&Certificate::SelfMade, &file, TODAY)
        .err()
        .unwrap()
        .to_string();
    assert!(told.contains(file.to_str().unwrap()), "{told}");
}
