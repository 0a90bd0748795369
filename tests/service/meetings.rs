//! Appointments from outside: one whose request and answer meet on two nodes, with one killed in between; and every
//! route by everybody whom an appointment is not for.

use abri::web::app::routes;
use abri::web::routes::Policy;

use crate::evidence::Claim;
use crate::people::{come_in, cookie, journal};
use crate::permissions::{asked, fill};
use crate::professionals::{close, command, hired, joined, operator, signed_in};
use crate::server::Person;
use crate::setups::Setup;
use crate::steps::{agrees, asks, sends, shown, takes, value, word, worker};
use crate::viewers::answer;

const COMMAND: &str = "cargo test --release --test service meetings";
const NOBODYS: &str = "00000000000000000000000000000000";
/// What ends the session of whoever asks, and so is left out of sweeps that go on.
const LEAVES: [&str; 5] = [
    "/quitter",
    "/pro/sortir",
    "/pro/compte/sortir-partout",
    "/guichet/fin",
    "/guichet/{id}/refuser",
];
const WINDOW: &str = "__Host-guichet";

#[tokio::test(flavor = "multi_thread")]
async fn an_appointment_outlives_a_killed_server_on_sqlite_and_disk() {
    let setup = Setup::embedded();
    let claim = Claim::begin("two-nodes", setup.name, COMMAND);
    let asked = asks(&worker(&setup.server.person(), setup.server.said()).await).await;
    let setup = setup.killed_and_started_again();
    answered(&setup.server.person(), setup.server.said(), &asked).await;
    claim.held(0.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appointment_asked_on_one_node_and_answered_on_another() {
    let mut setup = Setup::networked().await;
    let claim = Claim::begin("two-nodes", setup.name, COMMAND);
    let other = setup.second_node().unwrap();
    let asked = asks(&worker(&setup.server.person(), setup.server.said()).await).await;
    // The node that was asked is gone before anybody answers.
    rustix::process::kill_process(setup.server.pid(), rustix::process::Signal::KILL).unwrap();
    setup.server = other;
    answered(&setup.server.person(), setup.server.said(), &asked).await;
    claim.held(0.0);
}

/// The person reads and agrees, the professional looks, a copy is asked for and given, the professional ends it.
async fn answered(anybody: &Person, said: &serde_json::Value, (id, code): &(String, String)) {
    let person = come_in(anybody, said, 0).await;
    let worker = worker(anybody, said).await;
    let home = format!("/pro/rendez-vous/{id}");
    assert_eq!(word(&worker, &home).await, "offered");
    let before = journal(&person).await.len();
    let place = takes(&person, code).await;
    assert_eq!(word(&worker, &home).await, "read");
    agrees(&person, &place).await;
    assert_eq!(word(&worker, &home).await, "given");
    // Nothing is seen before it is opened, and looking opens nothing.
    let page = format!("{home}/papiers/0/page/1");
    assert_eq!(worker.get(&page).await.status(), 404);
    let opened = worker.form(&format!("{home}/ouvrir"), &[]).await;
    assert_eq!(opened.headers()["location"], format!("{home}/papiers/0"));
    assert_eq!(worker.get(&format!("{home}/papiers/0")).await.status(), 200);
    let picture = worker.get(&page).await;
    assert_eq!(picture.headers()["content-type"], "image/jpeg");
    assert_eq!(picture.headers()["cache-control"], "no-store");

    let keeps = async || {
        worker
            .form(&format!("{home}/garder"), &[("format", "zip")])
            .await
    };
    assert_eq!(keeps().await.status(), 404);
    assert_eq!(asks_copy(&worker, &home, "pdf-10").await, "copy-asked");
    let question = person
        .get("/rendez-vous/questions")
        .await
        .text()
        .await
        .unwrap();
    assert!(question.contains(&place), "{question}");
    let page = person.get(&place).await.text().await.unwrap();
    let yes = [
        ("numero", value(&page, "numero")),
        ("phrase", value(&page, "phrase")),
        ("reponse", "oui".to_owned()),
    ];
    sends(&person, &format!("{place}/copie"), &yes).await;
    assert_eq!(word(&worker, &home).await, "copy-given");
    // In the form that was agreed to, whatever the form says.
    let kept = keeps().await;
    assert_eq!(kept.headers()["content-type"], "application/pdf");
    assert!(kept.bytes().await.unwrap().starts_with(b"%PDF-"));
    // Longer is to look: the sentence says nothing of the copy, and no question that waits is answered by it.
    asks_copy(&worker, &home, "zip").await;
    longer(&person, &place).await;
    assert_eq!(word(&worker, &home).await, "opened");
    assert_eq!(keeps().await.status(), 404);

    let done = worker.form(&format!("{home}/terminer"), &[]).await;
    assert_eq!(done.status(), 303);
    assert_eq!(word(&worker, &home).await, "ended");
    let page = worker.get(&format!("{home}/papiers/0/page/1")).await;
    assert_eq!(page.status(), 404);
    let over = person.get(&place).await;
    assert_eq!(over.headers()["location"], "/papiers?rendez-vous=fini");
    let entries = journal(&person).await;
    let codes: Vec<_> = entries[before..]
        .iter()
        .map(|entry| entry["code"].as_str().unwrap().to_owned())
        .collect();
    let told = [
        "request_read",
        "share_given",
        "share_opened",
        "share_looked",
        "copy_asked",
        "copy_given",
        "share_copied",
        "copy_asked",
        "share_extended",
        "appointment_ended",
    ];
    assert_eq!(codes, told);
}

/// Where the person stops what they show.
async fn stop_form(person: &Person, place: &str) -> String {
    let page = person.get(place).await.text().await.unwrap();
    let action = page.split("action=\"/montrer/").nth(1).unwrap();
    format!("/montrer/{}", action.split('"').next().unwrap())
}

async fn asks_copy(worker: &Person, home: &str, format: &str) -> String {
    let asked = worker
        .form(&format!("{home}/copie"), &[("format", format)])
        .await;
    assert_eq!(asked.status(), 303);
    word(worker, home).await
}

async fn longer(person: &Person, place: &str) {
    let more = format!("{place}/encore");
    let page = person.get(&more).await.text().await.unwrap();
    let fields = [
        ("numero", value(&page, "numero")),
        ("phrase", value(&page, "phrase")),
    ];
    sends(person, &more, &fields).await;
}

/// Attack: everybody whom an appointment is not for asks for each of its pages by its id, while papers are shown. The
/// answer is that for an id of nobody's.
#[tokio::test(flavor = "multi_thread")]
async fn attack_an_appointment_is_for_its_two_people_alone() {
    let setup = Setup::embedded();
    let claim = Claim::begin("cells", "meetings-sqlite-disk", COMMAND);
    sweep(&setup, claim).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_an_appointment_is_for_its_two_people_alone_on_postgres_and_s3() {
    let setup = Setup::networked().await;
    let claim = Claim::begin("cells", "meetings-postgres-s3", COMMAND);
    sweep(&setup, claim).await;
}

async fn sweep(setup: &Setup, claim: Claim) {
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let manager = signed_in(&anybody, said, "manager").await;
    let own = hired(&manager, "social_worker", "Camille").await;
    let person = come_in(&anybody, said, 0).await;
    let (id, code) = asks(&own).await;
    let place = takes(&person, &code).await;
    agrees(&person, &place).await;
    let home = format!("/pro/rendez-vous/{id}");
    own.form(&format!("{home}/ouvrir"), &[]).await;
    let mut cells = 0;

    // Signed out: what an expired session is.
    let out = signed_in(&anybody, said, "social_worker").await;
    assert_eq!(out.form("/pro/sortir", &[]).await.status(), 303);
    let another = {
        let made = command(setup, &["structure", "create", "Une autre"]);
        let structure = made[0].strip_prefix("structure ").unwrap();
        command(setup, &["structure", "verify", structure]);
        let manager = joined(&anybody, made[1].split('#').nth(1).unwrap(), "Samir").await;
        hired(&manager, "social_worker", "Lina").await
    };
    let others = [
        ("a colleague", worker(&anybody, said).await),
        ("a social worker of another structure", another),
        ("a manager", signed_in(&anybody, said, "manager").await),
        ("a mediator", signed_in(&anybody, said, "mediator").await),
        ("another person", come_in(&anybody, said, 1).await),
        ("a session that ended", out),
        ("nobody", anybody.another()),
    ];
    for (actor, other) in &others {
        cells += not_for(other, actor, &id).await;
    }
    // Its own two people still have it.
    assert_eq!(word(&own, &home).await, "opened");
    assert_eq!(person.get(&place).await.status(), 200);

    cells += windows(&anybody, said, &own).await;

    // Revoked by the person: its professional has no more than anybody.
    let stop = stop_form(&person, &place).await;
    assert_eq!(person.form(&stop, &[]).await.status(), 303);
    cells += nothing_shown(&own, &home).await;
    cells += not_for(
        &come_in(&anybody, said, 1).await,
        "another person, after",
        &id,
    )
    .await;

    // Closed and suspended, each with papers shown until that moment.
    let (home, place) = shown(&own, &person).await;
    close(&manager, "Camille").await;
    cells += shut(&own, &home).await;
    assert_eq!(
        person.get(&place).await.status(),
        303,
        "ended for the person too"
    );
    let demo = worker(&anybody, said).await;
    let (home, place) = shown(&demo, &person).await;
    let stop = stop_form(&person, &place).await;
    operator(setup, "suspend", said);
    cells += shut(&demo, &home).await;
    operator(setup, "resume", said);
    let demo = worker(&anybody, said).await;
    let page = demo.get(&format!("{home}/papiers/0/page/1")).await;
    assert_eq!(page.status(), 200, "its time is not over");
    // Stopped while the structure was suspended: that holds when it is at work again.
    operator(setup, "suspend", said);
    assert_eq!(person.form(&stop, &[]).await.status(), 303);
    operator(setup, "resume", said);
    let demo = worker(&anybody, said).await;
    cells += nothing_shown(&demo, &home).await;
    // The only paper is taken out of the vault: nothing is left to look at, and its page is the receipt.
    let (id, code) = asks(&demo).await;
    let place = takes(&person, &code).await;
    let paper = value(&person.get(&place).await.text().await.unwrap(), "papier");
    agrees(&person, &place).await;
    let home = format!("/pro/rendez-vous/{id}");
    assert_eq!(
        demo.form(&format!("{home}/ouvrir"), &[]).await.status(),
        303
    );
    let removed = person.form(&format!("/papiers/{paper}/retirer"), &[]).await;
    assert_eq!(removed.status(), 303);
    let page = demo.get(&home).await;
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().contains("class=\"facts\""));
    assert!(cells >= 1000, "{cells} cells");
    claim.held(f64::from(cells));
}

/// Every route of an appointment by somebody whom it is not for: with its id, and with nobody's.
async fn not_for(other: &Person, actor: &str, id: &str) -> u32 {
    let mut cells = 0;
    let table = routes();
    let of_appointments =
        |path: &str| path.contains("rendez-vous/{id}") || path.contains("guichet/{id}");
    for route in table.table().filter(|route| of_appointments(route.path)) {
        let mut seen = Vec::new();
        for value in [id, NOBODYS] {
            let path = fill(route.path).replace(NOBODYS, value);
            let mut request = other.ask(asked(route.method), &path);
            if route.method == abri::web::routes::Method::Post {
                request =
                    request.form(&[("format", "zip"), ("reponse", "oui"), ("etape", "accord")]);
            }
            let answer = request.send().await.unwrap();
            let to = answer.headers().get("location").cloned();
            let to = to.map(|to| to.to_str().unwrap().replace(value, ""));
            let status = answer.status();
            assert!(
                !status.is_success(),
                "{:?} {path} by {actor}: {status}",
                route.method
            );
            assert_ne!(status, 500, "{:?} {path} by {actor}", route.method);
            seen.push((status, to, answer.text().await.unwrap().replace(value, "")));
            cells += 1;
        }
        assert_eq!(
            seen[0], seen[1],
            "{:?} {} by {actor}",
            route.method, route.path
        );
    }
    cells
}

/// Attack: the session of the window at the desk opens nothing but the answer, under no name; and no other session
/// opens the window.
async fn windows(anybody: &Person, said: &serde_json::Value, own: &Person) -> u32 {
    let (_, code) = asks(own).await;
    let desk = anybody.another();
    let who = &said["people"][0];
    let fields = [
        ("rdv", code.as_str()),
        ("number", who["card"].as_str().unwrap()),
        ("code", who["code"].as_str().unwrap()),
    ];
    let entered = desk.form("/guichet/carte", &fields).await;
    assert_eq!(entered.status(), 303, "{}", entered.text().await.unwrap());
    let line = entered.headers()["set-cookie"].to_str().unwrap().to_owned();
    for part in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
        assert!(line.contains(part), "{line}");
    }
    let place = entered.headers()["location"].to_str().unwrap().to_owned();
    let secret = cookie(&entered, WINDOW).expect("comes in");
    let session = {
        let owner = anybody.another();
        let fields = [fields[1], fields[2], ("place", "own")];
        let entered = owner.form("/entrer/carte/code", &fields).await;
        cookie(&entered, "__Host-abri").expect("comes in")
    };
    let mut cells = 0;
    let table = routes();
    // The window's secret as every other cookie, and a whole session's as the window's.
    let held = [
        format!("{WINDOW}={secret}"),
        format!("__Host-abri={secret}"),
        format!("__Host-vu={secret}"),
        format!("__Host-m={secret}"),
        format!("{WINDOW}={session}"),
    ];
    for (number, cookie) in held.iter().enumerate() {
        for route in table.table().filter(|route| !LEAVES.contains(&route.path)) {
            let path = fill(route.path);
            let method = asked(route.method);
            let (status, to) = answer(anybody, &method, &path, cookie).await;
            let cell = format!("{method} {path} with cookie {number}: {status}");
            assert_ne!(status, 500, "{cell}");
            let leads = |to: &str| (303, to.to_owned());
            let seen = (status.as_u16(), to.clone());
            match route.policy {
                Policy::Anyone | Policy::SignedOut => {}
                Policy::Beneficiary | Policy::Renewing => {
                    assert_eq!(seen, leads("/entrer"), "{cell}");
                }
                Policy::Professional(_) | Policy::Mediator => {
                    assert_eq!(seen, leads("/pro/entrer"), "{cell}");
                }
                Policy::Helped => assert_eq!(seen, leads("/ensemble/arrete"), "{cell}"),
                Policy::Viewer | Policy::Asker | Policy::Depositor => {
                    assert_eq!(status, 404, "{cell}");
                }
                // With its own cookie: nobody's appointment is over, nobody's picture is not there, and a form that
                // says nothing is refused before anything is looked for.
                Policy::Guichet if number == 0 => {
                    assert!(matches!(status.as_u16(), 303 | 403 | 404), "{cell}");
                }
                Policy::Guichet => assert_eq!(seen, leads("/guichet/fini"), "{cell}"),
            }
            cells += 1;
        }
    }
    // What it is for is there, until "J'ai fini"; the browser is told to keep nothing and to forget the cookie.
    let page = desk.get(&place).await;
    assert_eq!(page.status(), 200);
    assert_eq!(page.headers()["cache-control"], "no-store");
    // Left without a word, the page goes by itself with the session.
    let refresh = page.headers()["refresh"].to_str().unwrap();
    let (seconds, to) = refresh.split_once(";url=").unwrap();
    assert!(
        (1..=300).contains(&seconds.parse::<u32>().unwrap()),
        "{refresh}"
    );
    assert_eq!(to, "/guichet/fini");
    let done = desk.form("/guichet/fin", &[]).await;
    assert_eq!(done.headers()["location"], "/guichet/fini");
    assert_eq!(done.headers()["clear-site-data"], "\"cache\"");
    let held = format!("{WINDOW}={secret}");
    let after = answer(anybody, &reqwest::Method::GET, &place, &held).await;
    assert_eq!((after.0.as_u16(), after.1.as_str()), (303, "/guichet/fini"));
    cells + 1
}

/// What was stopped gives nothing to its own professional either.
async fn nothing_shown(own: &Person, home: &str) -> u32 {
    assert_eq!(word(own, home).await, "ended");
    let mut cells = 0;
    let answer = own.get(&format!("{home}/papiers/0/page/1")).await;
    assert_eq!(answer.status(), 404);
    cells += 1;
    for path in ["ouvrir", "copie", "terminer"] {
        let answer = own
            .form(&format!("{home}/{path}"), &[("format", "zip")])
            .await;
        assert_eq!(answer.headers()["location"], home, "{path}");
        cells += 1;
    }
    let zip = [("format", "zip")];
    assert_eq!(
        own.form(&format!("{home}/garder"), &zip).await.status(),
        404
    );
    cells + 1
}

/// Out at the next request: every route of an appointment leads to where professionals come in.
async fn shut(out: &Person, home: &str) -> u32 {
    let mut cells = 0;
    let id = home.rsplit('/').next().unwrap();
    let table = routes();
    for route in table
        .table()
        .filter(|route| route.path.starts_with("/pro/rendez-vous"))
    {
        let path = fill(route.path).replace(NOBODYS, id);
        let answer = out.ask(asked(route.method), &path).send().await.unwrap();
        assert_eq!(answer.status(), 303, "{path}");
        assert_eq!(answer.headers()["location"], "/pro/entrer", "{path}");
        cells += 1;
    }
    cells
}
