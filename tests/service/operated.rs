//! Journey 12: the operator's guide (`deploy/README.md`), the commands in its blocks as they stand there, from an empty
//! machine to a restore on another one, kept there or in PostgreSQL and buckets; and nothing of anybody's in whatever the
//! operator gets to see.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::Command;

use crate::evidence::Claim;
use crate::kills::Serving;
use crate::people::{a_photo, papers};
use crate::professionals::{hired, joined};
use crate::server::{Person, free_port};
use crate::{postgres, s3};

const COMMAND: &str = "cargo test --release --test service operated";
const GUIDE: &str = include_str!("../../deploy/README.md");
/// What a timer does each day.
const DAILY: &str = include_str!("../../deploy/systemd/abri-daily.service");
/// What the guide needs of a machine where nobody is root: the same words, without other users.
const ROOTLESS: &[(&str, &str)] = &[
    ("sudo", "shift 2; exec \"$@\""),
    ("chown", "exit 0"),
    (
        "install",
        "for word; do shift; case \"$word\" in -g|-o) skip=1;; *) [ \"$skip\" ] || set -- \"$@\" \"$word\"; skip=;; esac; done; \
         exec /usr/bin/install \"$@\"",
    ),
];
/// What only the person knows.
const NAME: &str = "Mariama Canari";
const TITLE: &str = "Bulletin Canari de mars";

/// Where a machine keeps everything.
enum Kept {
    /// As the example has it: SQLite and folders.
    Here,
    /// A database and two buckets.
    Elsewhere { database: String, store: s3::Server },
}

impl Kept {
    async fn elsewhere() -> Self {
        Self::Elsewhere {
            database: postgres::database(),
            store: s3::Server::start().await,
        }
    }
}

/// A machine of the operator's: its `/etc`, `/var` and programs lie in one folder.
struct Machine {
    kept: Kept,
    root: tempfile::TempDir,
    port: u16,
    metrics: u16,
    /// Everything that the commands said.
    said: String,
}

impl Machine {
    fn new(kept: Kept) -> Self {
        let root = tempfile::tempdir().unwrap();
        for folder in ["bin", "etc", "var/lib", "var/backups"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        for (name, script) in ROOTLESS {
            let file = root.path().join("bin").join(name);
            fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o700)).unwrap();
        }
        symlink(env!("CARGO_BIN_EXE_abri"), root.path().join("bin/abri")).unwrap();
        Self {
            port: free_port(),
            metrics: free_port(),
            said: String::new(),
            root,
            kept,
        }
    }

    /// A path of the guide, as it lies here.
    fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path.trim_start_matches('/'))
    }

    /// Runs commands of the guide from the folder of its sources; what they said. It must end with that code.
    fn runs(&mut self, commands: &str, code: i32) -> String {
        let root = self.root.path().display().to_string();
        let here = |text: &str| {
            text.replace("/etc/abri", &format!("{root}/etc/abri"))
                .replace("/var/", &format!("{root}/var/"))
        };
        let path = std::env::join_paths([self.at("bin"), "/usr/bin".into(), "/bin".into()]);
        let done = Command::new("sh")
            .args(["-euc", &here(commands)])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_clear()
            .env("PATH", path.unwrap())
            .output()
            .unwrap();
        let said = String::from_utf8(done.stdout).unwrap();
        let told = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(code), "{commands}\n{said}{told}");
        self.said += &said;
        self.said += &told;
        said
    }

    /// What the guide leaves to the operator's editor: a name, a certificate, who helps, the figures.
    fn is_configured(&mut self) {
        let file = self.at("/etc/abri/abri.toml");
        let mut text = fs::read_to_string(&file).unwrap();
        let port = self.port;
        for (shown, own) in [
            (
                "url = \"https://abri.example.org\"",
                format!("url = \"https://localhost:{port}\""),
            ),
            (
                "listen = \"0.0.0.0:8443\"",
                format!("listen = \"127.0.0.1:{port}\""),
            ),
            (
                "least_free_disk_megabytes = 1000",
                "least_free_disk_megabytes = 1".to_owned(),
            ),
        ] {
            assert!(text.contains(shown), "the example has no line {shown}");
            text = text.replace(shown, &own);
        }
        let root = self.root.path().display().to_string();
        text = text.replace("/etc/abri", &format!("{root}/etc/abri"));
        text = text.replace("/var/lib", &format!("{root}/var/lib"));
        text = without(&text, "[metrics]");
        let figures = format!("[metrics]\nlisten = \"127.0.0.1:{}\"\n", self.metrics);
        text = [text.as_str(), "\n", &figures].concat();
        if let Kept::Elsewhere { database, store } = &self.kept {
            text = self.keeps_elsewhere(&text, database, store);
        }
        fs::write(&file, text).unwrap();
    }

    /// The three places are those of this database and this store, their keys in files.
    fn keeps_elsewhere(&self, text: &str, database: &str, store: &s3::Server) -> String {
        let secret = |name: &str, key: &str| {
            let file = self.at("/etc/abri/secrets").join(name);
            fs::write(&file, key).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
            file.display().to_string()
        };
        let keys = format!(
            "access_key_file = \"{}\"\nsecret_key_file = \"{}\"",
            secret("objects-access", s3::ACCESS_KEY),
            secret("objects-secret", s3::SECRET_KEY)
        );
        let bucket = |section: &str| {
            let address = store.bucket(section);
            let (bucket, place) = address.split_once("?endpoint=").unwrap();
            let (endpoint, region) = place.split_once("&region=").unwrap();
            format!(
                "[{section}]\nurl = \"{bucket}\"\nendpoint = \"{endpoint}\"\nregion = \"{region}\"\n{keys}\n"
            )
        };
        let text = ["[database]", "[objects]", "[epochs]"]
            .iter()
            .fold(text.to_owned(), |text, section| without(&text, section));
        let tables = format!("[database]\nurl = \"{database}\"\n");
        [text, tables, bucket("objects"), bucket("epochs")].join("\n")
    }

    fn has_a_certificate(&self) {
        let tls = self.at("/etc/abri/tls");
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        fs::write(tls.join("chain.pem"), made.cert.pem()).unwrap();
        fs::write(tls.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
        let private = fs::Permissions::from_mode(0o600);
        fs::set_permissions(tls.join("key.pem"), private).unwrap();
    }

    /// As the unit starts it.
    fn serves(&self) -> Serving {
        let log = fs::File::options()
            .create(true)
            .append(true)
            .open(self.at("log"));
        let child = Command::new(self.at("bin/abri"))
            .env_clear()
            .args(["serve", "--config"])
            .arg(self.at("/etc/abri/abri.toml"))
            .stderr(log.unwrap())
            .spawn();
        Serving(child.unwrap()).listening(self.port)
    }

    fn person(&self) -> Person {
        let certificate = fs::read(self.at("/etc/abri/tls/chain.pem")).unwrap();
        Person::new(&certificate, &format!("https://localhost:{}", self.port))
    }
}

/// A text without a section and what stands under it.
fn without(text: &str, section: &str) -> String {
    let Some((before, rest)) = text.split_once(&format!("\n{section}\n")) else {
        return text.to_owned();
    };
    let after = rest.find("\n[").map_or("", |next| &rest[next..]);
    format!("{before}\n{after}")
}

/// The commands under a heading or point of the guide: the first of its blocks that holds this.
fn block(holds: &str) -> String {
    let blocks = GUIDE.split("```sh\n").skip(1);
    let mut texts = blocks.map(|rest| rest.split("```").next().unwrap());
    let found = texts.find(|text| text.contains(holds));
    found
        .unwrap_or_else(|| panic!("no commands with {holds}"))
        .to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guide_is_followed_from_an_empty_machine_to_a_restore() {
    followed("sqlite-disk", Kept::Here, Kept::Here).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guide_is_followed_to_a_restore_on_postgres_and_s3() {
    let (first, other) = (Kept::elsewhere().await, Kept::elsewhere().await);
    followed("postgres-s3", first, other).await;
}

async fn followed(setup: &str, first: Kept, empty: Kept) {
    let claim = Claim::begin("journey-12", setup, COMMAND);
    let mut machine = Machine::new(first);
    installs(&mut machine);
    let serving = machine.serves();
    let anybody = machine.person();
    let structure = verifies(&mut machine, &anybody).await;
    let (rescue, paper, bytes) = opens(&anybody).await;

    machine.runs(&block("abri backup"), 0);
    for line in DAILY.lines() {
        if let Some((how, command)) = line.split_once("=/usr/local/bin/") {
            assert!(["ExecStart", "ExecStopPost"].contains(&how));
            machine.runs(command, 0);
        }
    }
    reads_all(&mut machine);
    machine.runs(&block("abri journal checkpoint"), 0);
    machine.runs(&block("abri check --full"), 0);
    let figures = format!("http://127.0.0.1:{}/metrics", machine.metrics);
    let figures = reqwest::get(&figures).await.unwrap().text().await.unwrap();
    assert!(figures.contains("abri_"), "{figures}");
    machine.said += &figures;
    let out_and_in = block("abri structure suspend").replace(" ID ", &format!(" {structure} "));
    machine.runs(&out_and_in, 0);

    // Another start is what a new version is: the tables are looked at, and all is there.
    drop(serving);
    let serving = machine.serves();
    machine.runs(&block("abri check --config"), 0);
    drop(serving);
    let in_a_file = machine.at("/var/lib/abri/abri.sqlite").exists();
    assert_eq!(in_a_file, setup == "sqlite-disk");

    let mut other = restores(&machine, empty);
    let serving = other.serves();
    let person = other.person();
    let number = [("number", rescue.as_str()), ("place", "shared")];
    person.form("/entrer/secours", &number[..1]).await;
    let inside = person.form("/entrer/secours", &number).await;
    assert_eq!(inside.status(), 303, "{}", inside.text().await.unwrap());
    let again = person.get(&format!("/papiers/{paper}/1/original")).await;
    assert!(again.bytes().await.unwrap()[..] == bytes[..]);
    other.runs(&block("abri check --full"), 0);
    drop(serving);

    for machine in [&machine, &other] {
        let log = fs::read_to_string(machine.at("log")).unwrap();
        let seen = [machine.said.as_str(), &log].concat();
        for own in [NAME, TITLE, &rescue, &paper] {
            assert!(!seen.contains(own), "{own} in\n{seen}");
        }
    }
    claim.held(0.0);
}

/// The disk of the backups alters a paper: the monthly backup copies it anew, and says so.
fn reads_all(machine: &mut Machine) {
    let objects = machine.at("/var/backups/abri/objects/d");
    let object = s3::files_under(&objects).remove(0);
    let whole = fs::read(&object).unwrap();
    let mut altered = whole.clone();
    *altered.last_mut().unwrap() ^= 1;
    fs::write(&object, altered).unwrap();
    let monthly = block("abri backup --read-all");
    machine.runs(&monthly, 3);
    assert!(machine.said.contains("1 copied anew"), "{}", machine.said);
    assert!(fs::read(&object).unwrap() == whole);
    machine.runs(&monthly, 0);
}

/// Points 3 to 7 of the first steps.
fn installs(machine: &mut Machine) {
    machine.runs(&block("abri secrets make"), 0);
    machine.has_a_certificate();
    machine.is_configured();
    machine.runs(&block("abri config check"), 0);
    machine.runs(&block("abri check --config"), 0);
}

/// A structure is created and verified, and its first manager invites a colleague; its id.
async fn verifies(machine: &mut Machine, anybody: &Person) -> String {
    let commands = block("abri structure create");
    let mut commands = commands.lines();
    let said = machine.runs(commands.next().unwrap(), 0);
    let hexadecimal = |word: &&str| word.len() == 32 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let id = said
        .split_whitespace()
        .find(hexadecimal)
        .unwrap()
        .to_owned();
    let secret = said.split("/rejoindre#").nth(1).unwrap();
    let secret = secret.split_whitespace().next().unwrap();
    let fields = [("lien", secret), ("nom", "Camille"), ("cle", "desk")];
    let early = anybody.another().form("/rejoindre/compte", &fields).await;
    assert_ne!(early.status(), 303, "before it was verified");
    let verify = commands
        .next()
        .unwrap()
        .replace("verify ID", &format!("verify {id}"));
    machine.runs(&verify, 0);
    let manager = joined(anybody, secret, "Camille").await;
    let mediator = hired(&manager, "mediator", "Dominique").await;
    assert_eq!(mediator.get("/pro/deposer").await.status(), 200);
    let listed = machine.runs(commands.next().unwrap(), 0);
    assert!(
        listed.contains(&id) && listed.contains("Le Porche"),
        "{listed}"
    );
    assert!(!listed.contains("Camille"), "{listed}");
    id
}

/// Somebody opens a vault, notes a rescue code, and puts a paper in; the number, the paper's id and its bytes.
async fn opens(anybody: &Person) -> (String, String, Vec<u8>) {
    let person = anybody.another();
    let answers = [
        ("place", "own"),
        ("notice", abri::actions::notice::VERSION),
        ("given", "screen"),
        ("name", NAME),
        ("picture", "sun"),
    ];
    let opened = person.form("/ouvrir", &answers).await;
    assert_eq!(opened.status(), 303);
    let noting = opened.headers()["location"].to_str().unwrap();
    let page = person.get(noting).await.text().await.unwrap();
    let shown = page.split("<b class=\"large\">").nth(1).unwrap();
    let shown = shown.split("</b>").next().unwrap();
    let code: String = shown.chars().filter(char::is_ascii_digit).collect();
    let typed = [("vers", "/compte/secours"), ("typed", code.as_str())];
    let proved = person.form("/compte/preuve", &typed).await;
    assert_eq!(proved.status(), 303);
    let made = person.form("/compte/secours", &[]).await;
    assert_eq!(made.status(), 303, "{}", made.text().await.unwrap());
    let page = person.get("/compte/secours").await.text().await.unwrap();
    let shown = page.split("<b class=\"long\" dir=\"ltr\">").nth(1).unwrap();
    let rescue = shown.split("</b>").next().unwrap().replace("<br>", "-");

    let file = reqwest::multipart::Part::bytes(a_photo()).file_name("canari.png");
    let form = reqwest::multipart::Form::new().part("papier", file);
    let put = person.ask(reqwest::Method::POST, "/papiers/ajouter");
    let put = put.multipart(form).send().await.unwrap();
    assert_eq!(put.status(), 303);
    let paper = papers(&person).await.remove(0);
    let named = person
        .form(&format!("/papiers/{paper}/nom"), &[("name", TITLE)])
        .await;
    assert_eq!(named.status(), 303);
    let original = person.get(&format!("/papiers/{paper}/1/original")).await;
    let bytes = original.bytes().await.unwrap().to_vec();
    (rescue, paper, bytes)
}

/// Another machine: installed anew, with the secrets that were kept apart and the backup that was carried there.
fn restores(first: &Machine, kept: Kept) -> Machine {
    let mut other = Machine::new(kept);
    other.runs(&block("abri secrets make"), 0);
    for secret in ["pepper", "lookup", "recipients"] {
        let file = format!("/etc/abri/secrets/{secret}");
        fs::copy(first.at(&file), other.at(&file)).unwrap();
    }
    other.has_a_certificate();
    other.is_configured();
    let carried = Command::new("cp")
        .arg("-a")
        .arg(first.at("/var/backups/abri"))
        .arg(other.at("/var/backups"))
        .status();
    assert!(carried.unwrap().success());
    other.runs(&block("abri restore"), 0);
    other
}
