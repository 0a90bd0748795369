//! The units of `deploy/systemd`, judged by systemd itself without being started.

use std::process::Command;

use crate::evidence::Claim;

/// The exposure that systemd finds, from 0 (locked up) to 10.
fn exposure(unit: &str) -> f64 {
    let done = Command::new("systemd-analyze")
        .args(["security", "--offline=yes", "--no-pager"])
        .arg(format!(
            "{}/deploy/systemd/{unit}",
            env!("CARGO_MANIFEST_DIR")
        ))
        .output()
        .unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    let level = said
        .split_once("Overall exposure level for ")
        .and_then(|(_, rest)| rest.split_whitespace().nth(1))
        .unwrap_or_else(|| panic!("{said}"));
    level.parse().unwrap()
}

const COMMAND: &str = "cargo test --release --test service units::";

#[test]
fn the_unit_of_a_small_server_is_locked_up() {
    let claim = Claim::begin("systemd-embedded", "offline", COMMAND);
    let level = exposure("abri.service");
    assert!(level <= 0.3, "{level}");
    claim.held(level);
}

#[test]
fn the_unit_with_a_network_is_locked_up_but_for_it() {
    let claim = Claim::begin("systemd-networked", "offline", COMMAND);
    let level = exposure("abri-networked.service");
    assert!(level <= 1.2, "{level}");
    claim.held(level);
}

/// What one unit forbids and the other silently would not is a difference that somebody must have meant.
#[test]
fn both_units_differ_by_the_network_alone() {
    let lines = |unit: &str| -> Vec<String> {
        let path = format!("{}/deploy/systemd/{unit}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let set = |line: &&str| !line.is_empty() && !line.starts_with('#');
        text.lines().filter(set).map(str::to_owned).collect()
    };
    let (embedded, networked) = (lines("abri.service"), lines("abri-networked.service"));
    let less: Vec<_> = embedded
        .iter()
        .filter(|line| !networked.contains(line))
        .collect();
    assert_eq!(
        less,
        [
            "After=abri.socket",
            "PrivateNetwork=yes",
            "IPAddressDeny=any",
            "RestrictAddressFamilies=AF_UNIX"
        ]
    );
}

/// What reads everything each day is held as what serves.
#[test]
fn the_unit_of_the_day_is_locked_up_as_the_service_is() {
    let level = exposure("abri-daily.service");
    assert!(level <= 1.2, "{level}");
    let lines = |unit: &str| {
        let path = format!("{}/deploy/systemd/{unit}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    let daily = lines("abri-daily.service");
    let served = lines("abri-networked.service");
    let (_, held) = served.split_once("UMask=").unwrap();
    for line in held.lines().filter(|line| !line.starts_with(['#', '['])) {
        let own = ["Environment=", "WantedBy="];
        let expected = !own.iter().any(|of| line.starts_with(of));
        assert!(
            !expected || daily.lines().any(|one| one.ends_with(line)),
            "{line}"
        );
    }
    let done = Command::new("systemd-analyze")
        .args(["calendar", "--iterations=1", "*-*-* 03:30:00"])
        .output()
        .unwrap();
    assert!(
        done.status.success() && lines("abri-daily.timer").contains("OnCalendar=*-*-* 03:30:00")
    );
}
