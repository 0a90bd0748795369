//! Messages that something is new, from outside: the real program, a real relay, a hook.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::canaries::stolen;
use crate::hook::{Hook, SECRET};
use crate::house::House;
use crate::people::{a_photo, come_in, depositor, put_in};
use crate::relay::{PASSWORD, Relay, USER, digits};
use crate::server::Person;
use crate::setups::Setup;

const MAIL: &str = "canari-7f3c@example.org";
const PHONE: &str = "+33698765432";
/// What is due is looked for every fifteen seconds; this machine may be loaded.
const SOON: Duration = Duration::from_mins(2);

/// `abri serve` over what the demonstration left; killed when dropped.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

async fn until(what: &str, is: impl Fn() -> bool) {
    let end = Instant::now() + SOON;
    while !is() {
        assert!(Instant::now() < end, "{what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Types an address; says whether a number was sent.
async fn asks(person: &Person, code: &str, address: &str) -> bool {
    let typed = [("vers", "/compte/prevenir"), ("typed", code)];
    let proved = person.form("/compte/preuve", &typed).await;
    assert_eq!(proved.headers()["location"], "/compte/prevenir");
    let asked = person.form("/compte/prevenir", &[("typed", address)]).await;
    asked.status() == 303
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_go_out_beside_the_requests_and_tell_nothing() {
    let setup = Setup::embedded();
    let (said, anybody) = (setup.server.said().clone(), setup.server.person());
    let code = |number: usize| said["people"][number]["code"].as_str().unwrap().to_owned();
    let owner = come_in(&anybody, &said, 0).await;
    // Nothing is configured: nothing is offered.
    let account = owner.get("/compte").await.text().await.unwrap();
    assert!(!account.contains("/compte/prevenir"));
    assert_eq!(owner.get("/compte/prevenir").await.status(), 404);
    drop(setup.server.stop());

    let (relay, hook) = (Relay::start(), Hook::start().await);
    let folder = setup.stores.folder.path();
    let secret = |name: &str, text: &str| {
        let file = folder.join("secrets").join(name);
        fs::write(&file, text).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        file.display().to_string()
    };
    let config = folder.join("demo.toml");
    let text = format!(
        "{}\n[notices.mail]\nhost = 'localhost'\nport = {}\nfrom = 'messages@example.net'\nuser = '{USER}'\n\
         password_file = '{}'\nauthority = '{}'\n[notices.sms]\nurl = '{}'\nsecret_file = '{}'\n",
        fs::read_to_string(&config).unwrap(),
        relay.port,
        secret("mail", PASSWORD),
        relay.authority().display(),
        hook.url,
        secret("sms", SECRET),
    );
    fs::write(&config, text).unwrap();
    let log = folder.join("log");
    let serving = Command::new(env!("CARGO_BIN_EXE_abri"))
        .args(["serve", "--config"])
        .arg(&config)
        .stdout(Stdio::null())
        .stderr(fs::File::create(&log).unwrap())
        .spawn();
    let serving = Serving(serving.unwrap());
    until("it does not listen", || {
        fs::read_to_string(&log).unwrap().contains("listening")
    })
    .await;

    // One by e-mail, one by text message.
    let owner = come_in(&anybody, &said, 0).await;
    assert!(!asks(&owner, &code(0), "pas une adresse").await);
    assert!(asks(&owner, &code(0), MAIL).await);
    let number = relay.number();
    let known = [("typed", number.as_str())];
    let wrong = owner
        .form("/compte/prevenir/numero", &[("typed", "1")])
        .await;
    assert_eq!(wrong.status(), 422);
    let confirmed = owner.form("/compte/prevenir/numero", &known).await;
    assert_eq!(confirmed.status(), 303);
    let page = owner.get("/compte/prevenir").await.text().await.unwrap();
    assert!(page.contains(MAIL));
    let other = come_in(&anybody, &said, 1).await;
    assert!(asks(&other, &code(1), PHONE).await);
    let text = hook.taken()[0]["text"].as_str().unwrap().to_owned();
    let number = digits(&text).unwrap();
    let known = [("typed", number.as_str())];
    let confirmed = other.form("/compte/prevenir/numero", &known).await;
    assert_eq!(confirmed.status(), 303);

    // Somebody puts a paper in; the other adds a way in.
    let (somebody, _) = depositor(&anybody, &said).await;
    let put = put_in(&somebody, a_photo()).await.unwrap();
    assert!(put.status().is_success() || put.status() == 303);
    let form: [(&str, &str); 0] = [];
    assert_eq!(other.form("/compte/secours", &form).await.status(), 303);
    until("no letter", || relay.letters().len() == 2).await;
    until("no text message", || hook.taken().len() == 2).await;
    let letter = relay.letters().pop().unwrap();
    assert_eq!(letter.to, [MAIL]);
    assert!(letter.text.contains("Il y a du nouveau pour vous."));
    let origin = said["url"].as_str().unwrap();
    for told in ["Abri", "abri", "localhost", "papier", "coffre", origin] {
        assert!(!letter.raw.contains(told), "{told} in {}", letter.raw);
    }

    // Neither tables nor log tell an address.
    let canaries = ["canari-7f3c", &PHONE[1..], &PHONE[3..]].map(str::to_owned);
    let hits = stolen(&setup.stores, &canaries).await;
    assert!(hits.is_empty(), "{hits:#?}");
    let log = fs::read_to_string(&log).unwrap();
    assert!(canaries.iter().all(|canary| !log.contains(canary)));
    let stop = owner.form("/compte/prevenir/arreter", &form).await;
    assert_eq!(stop.status(), 303);
    drop(serving);
}

#[test]
fn a_configuration_for_messages_that_cannot_work_says_why() {
    let house = House::new();
    let text = house.text();
    let told = |more: &str| {
        house.write(&format!("{text}\n{more}"));
        let output = house.run(&["config", "check"]);
        let told =
            String::from_utf8(output.stderr).unwrap() + &String::from_utf8_lossy(&output.stdout);
        assert!(!output.status.success(), "{more}: {told}");
        assert!(!told.contains("panicked"), "{told}");
        told
    };
    let mail =
        told("[notices.mail]\nhost = 'smtp example'\nfrom = 'Abri <a@b.fr>'\nuser = 'abri'\n");
    for setting in ["notices.mail.host", "notices.mail.from", "password_file"] {
        assert!(mail.contains(setting), "{setting}: {mail}");
    }
    let sms = told("[notices.sms]\nurl = 'http://hook.example.org/'\nprefixes = ['0033']\n");
    for setting in [
        "notices.sms.url",
        "notices.sms.secret_file",
        "notices.sms.prefixes",
    ] {
        assert!(sms.contains(setting), "{setting}: {sms}");
    }
    let clear = told(
        "[notices.mail]\nhost = 'smtp.example.org'\nfrom = 'a@example.org'\nsecurity = 'none'\n",
    );
    assert!(
        clear.contains("none") || clear.contains("security"),
        "{clear}"
    );
}
