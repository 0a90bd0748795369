//! Who signs the log of checkpoints, as the operator configures it.

use crate::{abri, check, configure};

#[test]
fn the_log_of_checkpoints_has_a_key_of_its_own_and_another_one_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    configure(folder);
    let say = |command: &[&str]| abri(folder, &[command, &["--config", "abri.toml"]].concat());
    let signer = || {
        let (_, said) = say(&["secrets", "names"]);
        let mut lines = said.lines().map(ToOwned::to_owned);
        lines.find(|line| line.starts_with("checkpoint ")).unwrap()
    };
    let first = signer();
    let public = first.strip_prefix("checkpoint ").unwrap();
    let file = folder.join("abri.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let configured = |before: &str, key: &str| {
        let own = folder.join(key);
        let more = format!("[secrets]\ncheckpoint = {own:?}\ncheckpoint_before = [{before:?}]");
        std::fs::write(&file, text.replace("[secrets]", &more)).unwrap();
        say(&["config", "check"])
    };
    let (code, said) = configured(public, "next/pepper");
    assert!(code == 1 && said.contains("secrets.checkpoint: "), "{said}");
    let (code, said) = configured(public, "secrets/recipients");
    assert!(code == 1 && said.contains("the same bytes"), "{said}");
    assert_eq!(abri(folder, &["secrets", "make", "next"]).0, 0);
    let (code, said) = configured("abri/somebody", "next/pepper");
    assert!(
        code == 1 && said.contains("secrets.checkpoint_before: a key of a log is written"),
        "{said}"
    );
    let (code, said) = configured(public, "next/pepper");
    assert_eq!(code, 0, "{said}");
    assert_ne!(signer(), first);
    let (code, said) = check(folder);
    assert_eq!(code, 0, "{said}");
}
