use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;

const SAMPLE: &str = include_str!("../../deploy/abri.toml");

/// A folder with everything that a small configuration names, and that configuration.
struct House {
    folder: TempDir,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (number, name) in (1..).zip(["pepper", "lookup", "recipients"]) {
            let bytes = std::array::from_fn(|i| u8::try_from(i * 7 % 251).unwrap() ^ number);
            make_secret(&folder.path().join(name), &bytes).unwrap();
        }
        Self { folder }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str, mode: u32) {
        let _ = std::fs::remove_file(self.file(name));
        std::fs::write(self.file(name), text).unwrap();
        std::fs::set_permissions(self.file(name), std::fs::Permissions::from_mode(mode)).unwrap();
    }

    fn text(&self) -> String {
        let at = self.folder.path().display();
        format!(
            "url = 'https://localhost:8443'\ndata = '{at}'\n\
             certificate.self_made = true\n\
             database.url = 'sqlite://{at}/abri.sqlite'\n\
             objects.url = '{at}/objects'\nepochs.url = '{at}/epochs'\n\
             secrets = {{ pepper = '{at}/pepper', lookup = '{at}/lookup', recipients = '{at}/recipients' }}\n\
             help = {{ name = 'Accueil', phone = '115' }}\n"
        )
    }

    fn problems(&self, change: impl Fn(String) -> String) -> String {
        Config::parse(&change(self.text()), &[])
            .unwrap_err()
            .to_string()
    }
}

#[test]
fn a_small_configuration_is_enough_and_has_careful_values() {
    let house = House::new();
    let config = Config::parse(&house.text(), &[]).unwrap();
    assert_eq!(config.url.as_str(), "https://localhost:8443");
    assert_eq!(config.limits.file_bytes(), 25_000_000);
    assert_eq!(config.quotas.vault_bytes(), 500_000_000);
    assert_eq!(config.time_zone.iana_name(), Some("Europe/Paris"));
    assert!(matches!(config.opening, Opening::Anyone));
    assert!(
        matches!(&config.ephemeral, Database::Sqlite(path) if *path == house.file("ephemeral.sqlite"))
    );
    assert!(!config.pseudo_language);
}

#[test]
fn quotas_of_work_are_numbers_that_can_be_kept() {
    let house = House::new();
    let with = |line: &str| format!("{}\n[work]\n{line}\n", house.text());
    let config = Config::parse(&with("asked = 90"), &[]).unwrap();
    assert_eq!((config.work.asked, config.work.opened), (90, 40));
    for line in ["asked = 0", "copied = 10001", "refused = 5", "named = 1"] {
        assert!(Config::parse(&with(line), &[]).is_err(), "{line}");
    }
}

#[test]
fn the_sample_is_whole_and_tells_the_usual_values() {
    // Everything it names lies in /etc/abri; here those files are in a folder of this test.
    let house = House::new();
    house.write("key.pem", "key", 0o600);
    let at = house.folder.path().display().to_string();
    let text = SAMPLE
        .replace("/etc/abri/secrets", &at)
        .replace("/etc/abri/tls", &at);
    let config = Config::parse(&text, &[]).unwrap();
    assert_eq!(
        format!("{:?}", config.limits),
        format!("{:?}", Limits::default())
    );
    assert_eq!(
        format!("{:?}", config.quotas),
        format!("{:?}", Quotas::default())
    );
    assert_eq!(config.work, DayQuotas::default());
    assert_eq!(
        format!("{:?}", config.worker),
        format!("{:?}", Worker::default())
    );
    // None of them is left out: a name in what `Debug` writes is one that can be set.
    let all = format!("{:?} {:?} {:?}", config.limits, config.quotas, config.work);
    let names = all
        .split(['{', ','])
        .filter_map(|part| part.split_once(": "));
    let mut told = 0;
    for name in names.map(|(name, _)| name.trim()) {
        let said = |before: &str| SAMPLE.contains(&format!("\n{before}{name} = "));
        assert!(said("") || said("# "), "{name} is not in it");
        told += 1;
    }
    assert!(told > 12, "{told} names");
}

#[test]
fn every_setting_of_the_sample_that_is_commented_out_is_known() {
    let commented = SAMPLE.lines().filter_map(|line| line.strip_prefix("# "));
    let mut section = String::new();
    let mut known = 0;
    for line in SAMPLE.lines() {
        let heading = line.strip_prefix("# ").unwrap_or(line);
        if let Some(name) = heading
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            section = format!("{name}.");
        }
        if let Some(setting) = line.strip_prefix("# ").filter(|rest| is_setting(rest)) {
            environment::apply(&format!("{section}{setting}"), &[]).unwrap();
            known += 1;
        }
    }
    assert_eq!(known, commented.filter(|line| is_setting(line)).count());
    assert!(known >= 7, "{known}");
}

fn is_setting(line: &str) -> bool {
    line.split_once(" = ")
        .is_some_and(|(name, _)| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
}

#[test]
fn the_environment_goes_over_the_file() {
    let house = House::new();
    let with = |variables: &[(&str, &str)]| {
        let variables: Vec<_> = variables
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect();
        Config::parse(&house.text(), &variables)
    };
    let config = with(&[
        ("ABRI_URL", "https://127.0.0.1"),
        ("ABRI_LISTEN", "127.0.0.1:0"),
        ("ABRI_HELP__PHONE", "3919"),
        ("ABRI_LIMITS__PAGES", "50"),
        ("ABRI_PSEUDO_LANGUAGE", "true"),
        ("ABRI_TRUSTED_PROXIES", "['10.0.0.1']"),
    ])
    .unwrap();
    assert_eq!(config.url.as_str(), "https://127.0.0.1");
    assert_eq!(config.listen.port(), 0);
    assert_eq!(config.help.phone, "3919");
    assert_eq!(config.limits.pages, 50);
    assert!(config.pseudo_language);
    assert_eq!(config.trusted_proxies.len(), 1);

    for (name, value) in [
        ("ABRI_LIMIT__PAGES", "50"),
        ("ABRI_LIMITS__PAGES", "many"),
        ("ABRI_URL__HOST", "x"),
    ] {
        let problems = with(&[(name, value)]).unwrap_err();
        assert!(problems.to_string().starts_with(name), "{problems}");
        assert!(
            !problems.to_string().contains("many"),
            "a value may be a secret"
        );
    }
}

#[test]
fn unknown_settings_are_refused_without_showing_values() {
    let house = House::new();
    for wrong in [
        "limits.page = 7",
        "pasword = 'hunter2'",
        "worker.landlock = true",
    ] {
        let told = house.problems(|text| format!("{text}{wrong}\n"));
        assert!(told.contains("unknown field"), "{told}");
        assert!(!told.contains("hunter2"), "{told}");
    }
}

#[test]
fn every_problem_is_told_at_once() {
    let told = Config::parse(
        "limits.pages = 0\ntime_zone = 'Paris'\nurl = 'http://x'\n",
        &[],
    )
    .unwrap_err();
    let settings: Vec<_> = told
        .each()
        .iter()
        .map(|problem| problem.setting.as_str())
        .collect();
    for setting in [
        "url",
        "data",
        "certificate",
        "database",
        "objects",
        "epochs",
        "secrets.pepper",
        "secrets.lookup",
        "secrets.recipients",
        "time_zone",
        "limits.pages",
        "help.name",
        "help",
    ] {
        assert!(settings.contains(&setting), "{setting} in {settings:?}");
    }
}

#[test]
fn a_secret_that_is_missing_made_up_or_shared_is_refused_by_name() {
    let good = BASE64_32;
    let cases: [(&str, u32, &str); 12] = [
        ("", 0o600, "is empty"),
        ("changeme", 0o600, "must hold 32 random bytes"),
        (
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            0o600,
            "default value",
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000000",
            0o600,
            "default value",
        ),
        (
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            0o600,
            "default value",
        ),
        (
            "Y2hhbmdlLW1lLWNoYW5nZS1tZQ==",
            0o600,
            "must hold 32 random bytes",
        ),
        (
            "cGVwcGVycGVwcGVycGVwcGVycGVwcGVycGVwcGVycGU=",
            0o600,
            "default value",
        ),
        (&good[..40], 0o600, "must hold 32 random bytes"),
        (good, 0o640, "other users"),
        (good, 0o604, "other users"),
        (good, 0o644, "other users"),
        (good, 0o620, "other users"),
    ];
    for name in ["pepper", "lookup", "recipients"] {
        let house = House::new();
        let setting = format!("secrets.{name}: {}", house.file(name).display());
        for (text, mode, why) in cases {
            house.write(name, text, mode);
            let told = house.problems(|text| text);
            assert!(
                told.starts_with(&setting) && told.contains(why) && told.lines().count() == 1,
                "{told}"
            );
            assert!(text.is_empty() || !told.contains(text), "{told}");
        }
        std::fs::remove_file(house.file(name)).unwrap();
        let told = house.problems(|text| text);
        assert!(
            told.starts_with(&setting) && told.contains("is missing"),
            "{told}"
        );
        house.write(name, good, 0o600);
        Config::parse(&house.text(), &[]).unwrap();
    }
}

const BASE64_32: &str = "3q2+78r+ur4BI0VniavN7/7cuph2VDIQ8OHSw7Sllpc=";

#[test]
fn the_same_secret_twice_is_refused() {
    for [one, other] in [
        ["pepper", "lookup"],
        ["lookup", "recipients"],
        ["recipients", "pepper"],
    ] {
        let house = House::new();
        std::fs::copy(house.file(one), house.file(other)).unwrap();
        let told = house.problems(|text| text);
        assert!(
            told.contains("the same bytes") && told.lines().count() == 1,
            "{told}"
        );
        for name in [one, other] {
            assert!(
                told.contains(&house.file(name).display().to_string()),
                "{told}"
            );
        }
    }
}

#[test]
fn a_made_secret_is_its_owners_alone_and_never_replaced() {
    let house = House::new();
    let mode = std::fs::metadata(house.file("pepper"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(make_secret(&house.file("pepper"), &[7; 32]).is_err());
}

#[test]
fn places_that_would_share_a_backup_are_refused() {
    let house = House::new();
    let told = house.problems(|text| text.replace("/epochs'", "/objects/epochs'"));
    assert!(
        told.starts_with("epochs: must live at an address of its own"),
        "{told}"
    );
    let at = house.folder.path().display().to_string();
    let told =
        house.problems(|text| format!("{text}database.ephemeral = 'sqlite://{at}/abri.sqlite'\n"));
    assert!(told.contains("a SQLite file of its own"), "{told}");
}

#[test]
fn a_self_made_certificate_is_for_localhost() {
    let house = House::new();
    let told =
        house.problems(|text| text.replace("https://localhost:8443", "https://abri.example.org"));
    assert!(
        told.starts_with("certificate: a self-made certificate is for localhost only"),
        "{told}"
    );
}

#[test]
fn ordered_certificates_want_an_authority_its_terms_and_plain_names() {
    let house = House::new();
    let ordered = |acme: &str| {
        let acme = format!("certificate.acme = {{ {acme} }}");
        move |text: String| text.replace("certificate.self_made = true", &acme)
    };
    let told = house.problems(ordered(
        "directory = 'http://ca.test', names = ['*.abri.test']",
    ));
    for wrong in ["directory", "terms_agreed", "names"] {
        assert!(
            told.contains(&format!("certificate.acme.{wrong}: ")),
            "{told}"
        );
    }
    let both = ordered("directory = 'https://ca.test' }\ncertificate.self_made = true\n#");
    assert!(house.problems(both).contains("certificate: give both"));
}

#[test]
fn the_key_of_a_certificate_is_a_secret_too() {
    let house = House::new();
    house.write("key.pem", "key", 0o644);
    let key = house.file("key.pem").display().to_string();
    let files = format!("certificate = {{ chain = '/chain.pem', key = '{key}' }}");
    let told = house.problems(|text| text.replace("certificate.self_made = true", &files));
    assert!(
        told.contains(&key) && told.contains("other users"),
        "{told}"
    );
}

#[test]
fn passwords_come_from_files_and_are_never_printed() {
    let house = House::new();
    house.write("password", "p@ss/word:1\n", 0o600);
    house.write(
        "codes",
        "# les codes\nTILLEUL-42 Accueil des Tilleuls\n",
        0o600,
    );
    house.write("s3", "s3cr3tkey\n", 0o600);
    let at = house.folder.path().display().to_string();
    let text = house
        .text()
        .replace(
            &format!("sqlite://{at}/abri.sqlite"),
            "postgres://abri@db.example.org/abri?sslmode=verify-full",
        )
        .replace(
            &format!("objects.url = '{at}/objects'"),
            "objects.url = 's3://bucket'",
        )
        + &format!(
            "database.password_file = '{at}/password'\nobjects.endpoint = 'https://s3.example.org'\n\
             objects.access_key_file = '{at}/s3'\nobjects.secret_key_file = '{at}/s3'\n\
             opening = {{ who = 'structure_code', codes_file = '{at}/codes' }}\n"
        );
    let config = Config::parse(&text, &[]).unwrap();
    assert_eq!(
        config.database.url().expose(),
        "postgres://abri:p%40ss%2Fword%3A1@db.example.org/abri?sslmode=verify-full"
    );
    assert_eq!(
        config.ephemeral.url().expose(),
        config.database.url().expose()
    );
    let Opening::StructureCode(codes) = &config.opening else {
        panic!("codes")
    };
    assert_eq!(
        (codes[0].code.expose(), codes[0].structure.as_str()),
        ("TILLEUL-42", "Accueil des Tilleuls")
    );
    let shown = format!("{config:?}");
    for secret in ["p@ss", "p%40ss", "s3cr3tkey", "TILLEUL-42", BASE64_32] {
        assert!(!shown.contains(secret), "{secret}");
    }
    house.write("codes", "court Accueil\n", 0o600);
    assert!(
        Config::parse(&text, &[])
            .unwrap_err()
            .to_string()
            .contains("8 characters")
    );
}
