//! A vault opened with a mediator, over TLS: the form cannot say who helped, the helped session is good for its own
//! pages alone, and what was seen opens nothing once the person has come in alone.

use abri::actions::notice::VERSION;
use abri::web::app::routes;
use abri::web::routes::{Method, Policy};

use crate::evidence::Claim;
use crate::people::{cookie, journal};
use crate::permissions::{asked, fill};
use crate::professionals::{close, hired, signed_in, who};
use crate::server::Person;
use crate::setups::Setup;
use crate::tables::Tables;

const COMMAND: &str = "cargo test --release --test service helped";
const TOGETHER: &str = "__Host-ensemble";
const SESSION: &str = "__Host-abri";
const PHONE: &str = "__Host-tel-";

/// What is said of the name and the information.
const ANSWERS: [(&str, &str); 3] = [
    ("name", "Salif"),
    ("notice", VERSION),
    ("given", "mediator"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_vault_is_opened_together_on_sqlite_and_disk() {
    together(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vault_is_opened_together_on_postgres_and_s3() {
    together(Setup::networked().await).await;
}

async fn together(setup: Setup) {
    let claim = Claim::begin("L7", &format!("helped-{}", setup.name), COMMAND);
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let tables = Tables::of(&setup).await;
    let mediator = signed_in(&anybody, said, "mediator").await;
    uninformed(&mediator).await;
    for given in ["screen", "aloud"] {
        let form = [("name", "Awa"), ("notice", VERSION), ("given", given)];
        let answer = mediator.form("/pro/ouvrir", &form).await;
        assert!(cookie(&answer, TOGETHER).is_some(), "{given}");
        assert_eq!(newest(&tables).await, format!("{VERSION}|fr|{given}|"));
    }
    let (card, held) = counter(&mediator).await;
    // Read aloud, and by whom.
    assert_eq!(
        newest(&tables).await,
        format!("{VERSION}|fr|aloud|mediator")
    );
    assert_eq!(mediator.get("/pro").await.status(), 200, "still at work");

    // The cookie, brought again after the end; by itself, and in the place of a session of one's own.
    for name in [TOGETHER, SESSION] {
        let asked = anybody.another().ask(reqwest::Method::GET, "/ensemble/vu");
        let answer = asked.header("cookie", format!("{name}={held}"));
        let answer = answer.send().await.unwrap();
        assert_eq!(to(&answer), "/ensemble/arrete");
    }
    let person = anybody.another();
    assert_eq!(card.enters(&person).await, "/renouveler");
    let answer = person.form("/renouveler", &[("picture", "sun")]).await;
    assert!(to(&answer).starts_with("/compte/code/"), "{}", to(&answer));
    let told = journal(&person).await;
    let first = told[0]["details"].as_str().unwrap();
    let helper = who(said, "mediator");
    for named in [&helper["name"], &helper["structure"]] {
        assert!(first.contains(named.as_str().unwrap()), "{first}");
    }
    for entry in &told {
        let details = entry["details"].as_str().unwrap();
        assert!(
            !details.contains("Personne"),
            "what the form said: {details}"
        );
    }
    let answer = anybody.another();
    let unknown = [("number", card.number.as_str())];
    let answer = answer.form("/entrer/carte", &unknown).await;
    assert_eq!(answer.status(), 422, "the card that was printed");
    replaced_unheard(&anybody, &mediator).await;
    tables.close().await;
    claim.held(0.0);
}

/// The answer that brings the phone its secret is lost, and with the old card gone nothing else would open: the button
/// pressed again leads to the code, and the phone is a way in after all.
async fn replaced_unheard(anybody: &Person, mediator: &Person) {
    let (card, _) = counter(mediator).await;
    let fields = [
        ("number", card.number.as_str()),
        ("code", card.code.as_str()),
        ("place", "own"),
    ];
    let answer = anybody.another().form("/entrer/carte/code", &fields).await;
    let held = format!("{SESSION}={}", cookie(&answer, SESSION).unwrap());
    let press = async || {
        let button = anybody.another().ask(reqwest::Method::POST, "/renouveler");
        let button = button.header("cookie", &held).form(&[("picture", "boat")]);
        to(&button.send().await.unwrap())
    };
    let (first, again) = (press().await, press().await);
    assert_eq!(first, again);
    let page = anybody.another().ask(reqwest::Method::GET, &again);
    let page = page.header("cookie", &held).send().await.unwrap();
    let name = |cookie: reqwest::cookie::Cookie<'_>| cookie.name().to_owned();
    let mut brought = page.cookies().map(name);
    let phone = brought.find(|name| name.starts_with(PHONE)).unwrap();
    drop(brought);
    let brought = format!("{phone}={}", cookie(&page, &phone).unwrap());
    let code = shown(&page.text().await.unwrap());

    // Whoever has the cookie already gets no other one.
    let both = anybody.another().ask(reqwest::Method::GET, &again);
    let both = both.header("cookie", format!("{held}; {brought}"));
    assert_eq!(both.send().await.unwrap().cookies().count(), 0);

    let tag = phone.trim_start_matches(PHONE);
    let door = format!("/entrer/telephone/{tag}");
    let enters = anybody.another().ask(reqwest::Method::POST, &door);
    let enters = enters
        .header("cookie", &brought)
        .form(&[("code", code.as_str())]);
    assert_eq!(to(&enters.send().await.unwrap()), "/papiers");
}

/// Attack: without the information, or for another text of it, no vault is opened with anybody.
async fn uninformed(mediator: &Person) {
    for form in [
        vec![("name", "Salif")],
        vec![("name", "Salif"), ("given", "mediator")],
        vec![
            ("name", "Salif"),
            ("given", "mediator"),
            ("notice", "2020-01-01"),
        ],
        vec![("name", "Salif"), ("given", "someone"), ("notice", VERSION)],
        vec![("name", " "), ("given", "mediator"), ("notice", VERSION)],
    ] {
        let answer = mediator.form("/pro/ouvrir", &form).await;
        assert_eq!(answer.status(), 200, "{form:?}");
        assert_eq!(cookie(&answer, TOGETHER), None, "{form:?}");
    }
    // A person alone cannot say that a mediator read it.
    let form = [ANSWERS.as_slice(), &[("place", "shared")]].concat();
    let answer = mediator.another().form("/ouvrir", &form).await;
    assert_eq!(cookie(&answer, SESSION), None);
}

/// How the newest vault's information was given.
async fn newest(tables: &Tables) -> String {
    const GIVEN: &str = "SELECT notice_version || '|' || notice_language || '|' || notice_given \
        || '|' || COALESCE(notice_by, '') FROM vaults ORDER BY opened_at";
    tables.text(GIVEN).await.pop().unwrap()
}

/// What a person leaves the counter with.
struct Card {
    number: String,
    code: String,
}

impl Card {
    /// Comes in with it; where they are led.
    async fn enters(&self, person: &Person) -> String {
        let fields = [
            ("number", self.number.as_str()),
            ("code", self.code.as_str()),
            ("place", "own"),
        ];
        to(&person.form("/entrer/carte/code", &fields).await)
    }
}

/// The whole opening, the code seen once; the card, and what the cookie held. The form tries to say who helps.
async fn counter(mediator: &Person) -> (Card, String) {
    let forged = [
        ("who", "Personne"),
        ("helper", "Personne"),
        ("structure", "Personne"),
        ("vault", "00000000000000000000000000000000"),
        ("aide", "Personne"),
    ];
    let form = [ANSWERS.as_slice(), &forged].concat();
    let answer = mediator.form("/pro/ouvrir", &form).await;
    assert_eq!(to(&answer), "/ensemble");
    let line = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/"] {
        assert!(line.contains(part), "{line}");
    }
    assert!(
        !line.contains("Max-Age") && !line.contains("Expires"),
        "{line}"
    );
    assert_eq!(answer.headers().get_all("set-cookie").iter().count(), 1);
    let held = cookie(&answer, TOGETHER).unwrap();

    noted(mediator, &forged).await;
    let page = mediator.get("/ensemble/carte").await;
    assert_eq!(page.headers()["cache-control"], "no-store");
    let page = page.text().await.unwrap();
    let number = number(&page);
    let end = [&[("typed", &number[number.len() - 4..])], forged.as_slice()].concat();
    let answer = mediator.form("/ensemble/carte/verifier", &end).await;
    assert_eq!(to(&answer), "/ensemble/vu");
    let yes = [&[("vu", "oui")], forged.as_slice()].concat();
    let answer = mediator.form("/ensemble/vu", &yes).await;
    assert_eq!(to(&answer), "/ensemble");
    let code = noted(mediator, &forged).await;
    // Neither yes nor no is no answer.
    let answer = mediator.form("/ensemble/vu", &[("vu", "peut-être")]).await;
    assert_eq!(to(&answer), "/ensemble/vu");
    let no = [&[("vu", "non")], forged.as_slice()].concat();
    let answer = mediator.form("/ensemble/vu", &no).await;
    assert_eq!(to(&answer), "/ensemble/fini");
    assert_eq!(answer.headers()["clear-site-data"], "\"cache\"");
    assert_eq!(answer.headers().get_all("set-cookie").iter().count(), 1);
    (Card { number, code }, held)
}

/// Types the code of the page back; the code.
async fn noted(mediator: &Person, forged: &[(&str, &str)]) -> String {
    let page = mediator.get("/ensemble/code").await.text().await.unwrap();
    let code = shown(&page);
    let form = [&[("typed", code.as_str())], forged].concat();
    let answer = mediator.form("/ensemble/code", &form).await;
    assert_eq!(to(&answer), "/ensemble/carte");
    code
}

/// The code of a page.
fn shown(page: &str) -> String {
    let shown = page.split("<b class=\"large\">").nth(1).unwrap();
    let shown = shown.split("</b>").next().unwrap();
    let code: String = shown.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(code.len(), 6, "{shown}");
    code
}

fn number(page: &str) -> String {
    let shown = page.split("<b class=\"long\" dir=\"ltr\">").nth(1).unwrap();
    let shown = shown.split("</b>").next().unwrap();
    shown.replace("<br>", "-")
}

fn to(answer: &reqwest::Response) -> String {
    let to = answer.headers().get("location");
    to.map_or_else(String::new, |to| to.to_str().unwrap().to_owned())
}

/// Every route by a helped session, alone and in the place of a session of one's own; and by whoever came in with
/// what a helper saw. Nothing is open to either but their own few pages.
pub async fn sweep(setup: &Setup) -> u32 {
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let mediator = signed_in(&anybody, said, "mediator").await;
    let answer = mediator.form("/pro/ouvrir", &ANSWERS).await;
    let helped = cookie(&answer, TOGETHER).unwrap();
    let mut cells = every_route(&anybody, &format!("{TOGETHER}={helped}"), None).await;
    cells += every_route(&anybody, &format!("{SESSION}={helped}"), None).await;
    let (card, _) = counter(&mediator).await;
    let fields = [
        ("number", card.number.as_str()),
        ("code", card.code.as_str()),
        ("place", "shared"),
    ];
    let answer = anybody.another().form("/entrer/carte/code", &fields).await;
    let inside = cookie(&answer, SESSION).unwrap();
    let renew = Some("/renouveler");
    cells += every_route(&anybody, &format!("{SESSION}={inside}"), renew).await;
    cells += every_route(&anybody, &format!("{TOGETHER}={inside}"), None).await;
    // Of a mediator: their own session is no helped one.
    let answer = crate::professionals::enters(&anybody.another(), said, "mediator").await;
    let own = cookie(&answer, SESSION).unwrap();
    cells + every_route(&anybody, &format!("{TOGETHER}={own}"), None).await
}

/// Every route with this cookie; `home` is where whoever is in is led, if they are.
async fn every_route(anybody: &Person, held: &str, home: Option<&str>) -> u32 {
    let is_helped = held.starts_with(TOGETHER);
    let mut cells = 0;
    for route in routes().table() {
        // What ends it or changes it; the stories go there.
        let ends = ["/quitter", "/ensemble/arreter", "/renouveler/sortir"];
        if ends.contains(&route.path) || (route.path, route.method) == ("/renouveler", Method::Post)
        {
            continue;
        }
        let path = fill(route.path);
        let request = anybody.another().ask(asked(route.method), &path);
        let answer = request.header("cookie", held).send().await.unwrap();
        let status = answer.status().as_u16();
        let to = to(&answer);
        let cell = format!("{:?} {path} with {held}: {status} {to}", route.method);
        assert_ne!(status, 500, "{cell}");
        match route.policy {
            Policy::Anyone => {}
            Policy::SignedOut => match home {
                Some(home) => assert_eq!((status, to.as_str()), (303, home), "{cell}"),
                None => assert!(!to.starts_with("/papiers"), "{cell}"),
            },
            Policy::Beneficiary => {
                let door = home.unwrap_or("/entrer");
                assert_eq!((status, to.as_str()), (303, door), "{cell}");
            }
            Policy::Professional(_) | Policy::Mediator if home.is_some() => {
                assert_eq!(status, 404, "{cell}");
            }
            Policy::Professional(_) | Policy::Mediator => {
                assert_eq!((status, to.as_str()), (303, "/pro/entrer"), "{cell}");
            }
            Policy::Renewing if home.is_some() => assert_eq!(status, 200, "{cell}"),
            Policy::Renewing => assert_eq!((status, to.as_str()), (303, "/entrer"), "{cell}"),
            Policy::Helped if is_helped && !to.is_empty() => {
                assert!(to.starts_with("/ensemble"), "{cell}");
            }
            Policy::Helped if is_helped => {
                assert!(matches!(status, 200 | 404 | 422 | 403), "{cell}");
            }
            Policy::Helped => {
                assert_eq!((status, to.as_str()), (303, "/ensemble/arrete"), "{cell}");
            }
            Policy::Viewer | Policy::Asker | Policy::Depositor => {
                assert_eq!(status, 404, "{cell}");
            }
            Policy::Guichet => {
                assert_eq!((status, to.as_str()), (303, "/guichet/fini"), "{cell}");
            }
        }
        cells += 1;
    }
    cells
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_mediator_deactivated_in_the_middle_is_out_on_both_nodes() {
    let setup = Setup::networked().await;
    let other = setup.second_node().unwrap();
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let manager = signed_in(&anybody, said, "manager").await;
    let mediator = hired(&manager, "mediator", "Camille").await;
    let answer = mediator.form("/pro/ouvrir", &ANSWERS).await;
    let held = format!("{TOGETHER}={}", cookie(&answer, TOGETHER).unwrap());
    let ask = async |person: &Person| {
        let asked = person.ask(reqwest::Method::GET, "/ensemble/code");
        let answer = asked.header("cookie", &held).send().await.unwrap();
        (answer.status().as_u16(), to(&answer))
    };
    let (here, there) = (anybody.another(), other.person());
    assert_eq!(ask(&here).await, (200, String::new()));
    assert_eq!(ask(&there).await, (200, String::new()));
    close(&manager, "Camille").await;
    let out = (303, "/ensemble/arrete".to_owned());
    assert_eq!(ask(&here).await, out);
    assert_eq!(ask(&there).await, out);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_social_worker_or_manager_opens_no_vault_with_anybody() {
    let setup = Setup::embedded();
    let (said, anybody) = (setup.server.said(), setup.server.person());
    for role in ["social_worker", "manager"] {
        let person = signed_in(&anybody, said, role).await;
        assert_eq!(person.get("/pro/ouvrir").await.status(), 404, "{role}");
        let answer = person.form("/pro/ouvrir", &ANSWERS).await;
        assert_eq!(answer.status(), 404, "{role}");
        assert_eq!(cookie(&answer, TOGETHER), None, "{role}");
    }
}
