//! What a configuration may not say: the program does not start, and tells why in a sentence.

use std::fs;

use crate::house::House;

/// 32 bytes that look drawn, in base64.
const GOOD: &str = "3q2+78r+ur4BI0VniavN7/7cuph2VDIQ8OHSw7Sllpc=";

/// Runs `serve`, which must refuse; gives what it said.
fn refused(house: &House) -> String {
    let output = house.run(&["serve"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{told}");
    assert!(output.stdout.is_empty());
    assert!(!told.contains("panicked"), "{told}");
    told.trim_end().to_owned()
}

#[test]
fn a_secret_that_protects_nothing_is_refused_by_name() {
    let zeros = "0".repeat(64);
    for name in ["pepper", "lookup", "recipients"] {
        let house = House::new();
        let file = house.file("secrets").join(name).display().to_string();
        let mut told = Vec::new();
        for (text, mode) in [
            (zeros.as_str(), 0o600),
            (&GOOD[..40], 0o600),
            ("changeme", 0o600),
            ("", 0o600),
            (GOOD, 0o640),
            (GOOD, 0o604),
            (GOOD, 0o660),
        ] {
            house.secret(name, text, mode);
            told.push(refused(&house));
            assert!(text.is_empty() || !told.concat().contains(text));
        }
        fs::remove_file(&file).unwrap();
        told.push(refused(&house));
        for sentence in told {
            assert!(sentence.contains(&file), "{sentence}");
            assert_eq!(sentence.lines().count(), 1, "{sentence}");
        }
    }
}

#[test]
fn a_secret_used_twice_is_refused_by_name() {
    let house = House::new();
    let [pepper, lookup] = ["pepper", "lookup"].map(|name| house.file("secrets").join(name));
    fs::copy(&pepper, &lookup).unwrap();
    let told = refused(&house);
    for file in [pepper, lookup] {
        assert!(told.contains(file.to_str().unwrap()), "{told}");
    }
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn a_secret_that_is_not_named_is_refused() {
    let house = House::new();
    house.write(&house.text().replace("pepper = '", "lookup_old = '"));
    assert!(refused(&house).contains("lookup_old"), "an unknown setting");
    let text = house.text();
    let (before, after) = text.split_once("secrets = ").unwrap();
    let (_, after) = after.split_once('\n').unwrap();
    house.write(&format!("{before}{after}"));
    let told = refused(&house);
    for name in ["pepper", "lookup", "recipients"] {
        assert!(
            told.contains(&format!("secrets.{name}: is missing")),
            "{told}"
        );
    }
}

#[test]
fn an_unknown_setting_is_refused() {
    for wrong in ["limits.conections = 7", "pasword = 'hunter2'"] {
        let house = House::new();
        house.write(&format!("{}{wrong}\n", house.text()));
        let told = refused(&house);
        let name = wrong.split_once(" = ").unwrap().0;
        assert!(told.contains(name.trim_start_matches("limits.")), "{told}");
        assert!(!told.contains("hunter2"), "{told}");
    }
}

#[test]
fn config_check_lists_every_problem_at_once() {
    let house = House::new();
    house.secret("lookup", GOOD, 0o644);
    house.secret("recipients", "short", 0o600);
    let text = house
        .text()
        .replace("https://localhost", "http://localhost")
        .replace("phone = '01 99 00 00 00'", "hours = 'le matin'");
    house.write(&format!(
        "{text}time_zone = 'Pariss'\nlimits.connections = 0\n"
    ));
    let output = house.run(&["config", "check"]);
    assert!(!output.status.success());
    let told = String::from_utf8(output.stderr).unwrap();
    for setting in [
        "url",
        "secrets.lookup",
        "secrets.recipients",
        "time_zone",
        "limits.connections",
        "help",
    ] {
        let line = format!("{setting}: ");
        assert!(told.lines().any(|told| told.starts_with(&line)), "{told}");
    }
    assert_eq!(told.lines().count(), 6, "{told}");
}

#[test]
fn lists_of_the_operator_that_cannot_stand_are_refused() {
    let house = House::new();
    let file = house.file("checklists.toml");
    let named = format!("checklists = '{}'\n", file.display());
    house.write(&format!("{named}{}", house.text()));
    let list = "[[procedure]]\nkey = 'fsl'\nconfidence = 'prior'\nsource = 'Valmer'\nlaw = 'administration'\n";
    for (text, wrong) in [
        (None, "cannot be read"),
        (Some("need = [{ any = ['carte'] }]"), "`carte`"),
        (Some("questions = ['chien']"), "chien"),
    ] {
        if let Some(text) = text {
            fs::write(&file, format!("{list}{text}\n")).unwrap();
        }
        for told in [
            refused(&house),
            String::from_utf8(house.run(&["config", "check"]).stderr).unwrap(),
        ] {
            assert!(told.contains(file.to_str().unwrap()), "{told}");
            assert!(told.contains(wrong), "{told}");
        }
    }
    fs::write(&file, format!("{list}need = [{{ any = ['bail'] }}]\n")).unwrap();
    assert!(house.run(&["config", "check"]).status.success());
}

#[test]
fn config_check_is_content_with_a_good_one() {
    let house = House::new();
    let output = house.run(&["config", "check"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(told.contains("no problem found"), "{told}");
}

#[test]
fn a_configuration_that_is_not_there_is_named() {
    let house = House::new();
    fs::remove_file(house.file("abri.toml")).unwrap();
    assert!(refused(&house).contains("abri.toml cannot be read"));
}

#[test]
fn an_address_in_use_is_named() {
    let house = House::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    house.write(&house.text().replace("127.0.0.1:0", &address));
    let told = refused(&house);
    assert!(told.contains(&address), "{told}");
}
