//! Mediators from outside: what the person says opens a deposit for one of them, and for nobody else; whatever they
//! ask for, they read nothing; stopped is stopped on the next request.

use abri::web::app::routes;
use abri::web::routes::{Method, Policy};
use reqwest::StatusCode;

use crate::depositors::paper;
use crate::people::{come_in, journal, papers};
use crate::permissions::{asked, fill};
use crate::professionals::{hired, signed_in};
use crate::server::Person;
use crate::setups::Setup;

const OVER: &str = "/pro/deposer?fini=1";

#[tokio::test(flavor = "multi_thread")]
async fn a_deposit_of_a_mediator_from_outside_on_sqlite_and_disk() {
    from_outside(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deposit_of_a_mediator_from_outside_on_postgres_and_s3() {
    from_outside(Setup::networked().await).await;
}

async fn from_outside(setup: Setup) {
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let owner = come_in(&anybody, said, 0).await;
    let before = papers(&owner).await;
    let (given, code) = invites(&owner).await;

    // With the code: nobody, the person themselves, a social worker, a manager. It is not used up by them.
    let manager = signed_in(&anybody, said, "manager").await;
    let social = signed_in(&anybody, said, "social_worker").await;
    let refused = begins(&anybody.another(), &code).await;
    assert_eq!(refused, (303, "/pro/entrer".to_owned()));
    for person in [&owner, &manager, &social] {
        assert_eq!(begins(person, &code).await.0, 404);
    }
    let by_link = anybody.another().form("/d", &[("lien", &code)]).await;
    assert_eq!(by_link.status(), 404);
    let paul = signed_in(&anybody, said, "mediator").await;
    let nora = hired(&manager, "mediator", "Nora").await;
    assert_eq!(
        begins(&paul, &code).await,
        (303, "/pro/deposer/photo".to_owned())
    );
    assert_eq!(begins(&nora, &code).await.0, 404, "used up");
    let mut cells = 6;

    // A paper, and what is said of it: a number, no word of what it is.
    let put = put_in(&paul, paper("premier")).await;
    assert_eq!(put, (303, "/pro/deposer/photo?range=1".to_owned()));
    let receipts = page(&paul, "/pro/deposer/recu").await;
    let mut own = receipts.split("/pro/deposer/recu/").skip(1);
    let own = own.next().unwrap()[..32].to_owned();
    assert!(!receipts.contains("RIB"), "no word of what it is");
    let upload = upload(&paul).await;
    for path in ["/pro/deposer", "/pro/deposer/photo", "/pro/deposer/recu"] {
        let seen = page(&paul, path).await;
        for id in &before {
            assert!(!seen.contains(id), "{path}");
        }
        for document in said["documents"].as_array().unwrap() {
            assert!(
                !seen.contains(document["sha256"].as_str().unwrap()),
                "{path}"
            );
        }
        cells += 1;
    }
    // Every other route is closed to them as to any professional.
    for route in routes().table() {
        let closed = matches!(
            route.policy,
            Policy::Beneficiary | Policy::Viewer | Policy::Asker | Policy::Depositor
        );
        if closed {
            let answer = paul
                .ask(asked(route.method), &fill(route.path))
                .send()
                .await;
            assert_eq!(
                answer.unwrap().status(),
                404,
                "{:?} {}",
                route.method,
                route.path
            );
            cells += 1;
        }
    }
    // Nothing of it is another mediator's, a social worker's, a manager's, the person's or anybody's.
    for path in ["/pro/deposer/envois", "/d/envois", "/envois"] {
        for person in [&nora, &social, &manager, &owner, &anybody.another()] {
            let asked = person.ask(reqwest::Method::HEAD, &format!("{path}/{upload}"));
            let answer = asked.header("tus-resumable", "1.0.0").send().await.unwrap();
            assert_ne!(answer.status(), StatusCode::OK, "{path}");
            cells += 1;
        }
    }
    cells += strangers(&nora, &own, (404, Some(OVER))).await;
    cells += strangers(&social, &own, (404, None)).await;
    cells += strangers(&owner, &own, (404, None)).await;

    // The person has it, kept, with the mediator's name in the journal.
    let after = papers(&owner).await;
    assert!(after.contains(&own) && after.len() == before.len() + 1);
    let told = codes(&owner).await;
    for code in ["mediator_invited", "mediation_begun", "paper_deposited"] {
        assert!(told.iter().any(|one| one == code), "{code}");
    }
    let seen = page(&owner, "/qui-a-vu").await;
    assert!(seen.contains("Paul Ferrand") && seen.contains("Accueil des Tilleuls"));
    assert!(
        page(&owner, &format!("/papiers/{own}"))
            .await
            .contains("Paul Ferrand")
    );

    // Stopped by the person: on the next request it is over.
    let form: [(&str, &str); 0] = [];
    let stopped = owner.form(&format!("{given}/arreter"), &form).await;
    assert_eq!(stopped.status(), StatusCode::SEE_OTHER);
    cells += strangers(&paul, &own, (404, Some(OVER))).await;
    assert_eq!(put_in(&paul, paper("second")).await.0, 404);
    cells += by_number(&owner, &paul, said).await;
    assert!(cells > 150, "{cells}");
}

/// The number names nobody, waits for a yes, and leads to nothing once it is off.
async fn by_number(owner: &Person, paul: &Person, said: &serde_json::Value) -> u32 {
    let number = said["people"][0]["deposit_number"].as_str().unwrap();
    let name = said["people"][0]["name"].as_str().unwrap();
    let before = waiting(owner).await;
    assert_eq!(begins(paul, number).await.0, 303);
    for path in ["/pro/deposer/photo", "/pro/deposer/recu"] {
        assert!(!page(paul, path).await.contains(name), "{path}");
    }
    assert_eq!(put_in(paul, paper("par numero")).await.0, 303);
    assert_eq!(waiting(owner).await, before + 1, "it waits for a yes");
    // Signed out, the deposit is over, whoever comes in again.
    let form: [(&str, &str); 0] = [];
    paul.form("/pro/sortir", &form).await;
    let who = said["professionals"].as_array().unwrap();
    let who = who.iter().find(|one| one["role"] == "mediator").unwrap();
    let fields = [
        ("number", who["card"].as_str().unwrap()),
        ("words", who["words"].as_str().unwrap()),
        ("place", "own"),
    ];
    let again = paul.form("/pro/entrer/carte", &fields).await;
    assert_eq!(again.status(), 303);
    let over = paul.get("/pro/deposer/photo").await;
    assert_eq!(over.headers()["location"].to_str().unwrap(), OVER);
    // Off, it is answered like one that nobody has.
    owner.form("/compte/numero/refuser", &form).await;
    let off = answered(paul, number).await;
    let unknown = abri::crypto::crockford::deposit_number();
    assert_eq!(off, answered(paul, &unknown).await);
    assert_eq!(off.0, 404);
    // And whoever goes on guessing has to wait.
    for _ in 0..9 {
        answered(paul, &unknown).await;
    }
    assert_eq!(answered(paul, &unknown).await.0, 429);
    6
}

/// Every route of a deposit under way, by somebody who has none: `post` for what is sent, and where looking leads.
async fn strangers(person: &Person, paper: &str, (post, get): (u16, Option<&str>)) -> u32 {
    let mut cells = 0;
    for route in routes()
        .table()
        .filter(|route| route.policy == Policy::Mediator)
    {
        let path = route.path.replace("{id}", paper);
        let answer = person.ask(asked(route.method), &path).send().await.unwrap();
        let status = answer.status().as_u16();
        let to = answer
            .headers()
            .get("location")
            .map(|to| to.to_str().unwrap());
        match (route.method, get) {
            (Method::Get, Some(get)) => assert_eq!((status, to), (303, Some(get)), "{path}"),
            _ => assert_eq!((status, to), (post, None), "{:?} {path}", route.method),
        }
        cells += 1;
    }
    cells
}

/// The person says yes to a mediator: the page of it, and the code.
async fn invites(owner: &Person) -> (String, String) {
    let asked = page(owner, "/depots/mediateur").await;
    let hidden = |name: &str| {
        let rest = asked.split(&format!("name=\"{name}\" value=\"")).nth(1);
        rest.unwrap().split('"').next().unwrap().to_owned()
    };
    let (number, said) = (hidden("numero"), hidden("phrase"));
    let fields = [("numero", number.as_str()), ("phrase", said.as_str())];
    let given = owner.form("/depots/mediateur", &fields).await;
    assert_eq!(given.status(), StatusCode::SEE_OTHER);
    let path = given.headers()["location"].to_str().unwrap().to_owned();
    let shown = page(owner, &path).await;
    let code = shown.split("<b dir=\"ltr\">").nth(1).unwrap();
    (path, code.split('<').next().unwrap().to_owned())
}

/// Types what the person said; the answer, and where it leads.
async fn begins(person: &Person, typed: &str) -> (u16, String) {
    let answer = person.form("/pro/deposer", &[("numero", typed)]).await;
    let to = answer.headers().get("location");
    let to = to.map_or_else(String::new, |to| to.to_str().unwrap().to_owned());
    (answer.status().as_u16(), to)
}

async fn answered(person: &Person, typed: &str) -> (u16, String) {
    let answer = person.form("/pro/deposer", &[("numero", typed)]).await;
    (answer.status().as_u16(), answer.text().await.unwrap())
}

async fn put_in(person: &Person, bytes: Vec<u8>) -> (u16, String) {
    let file = reqwest::multipart::Part::bytes(bytes).file_name("x.pdf");
    let form = reqwest::multipart::Form::new()
        .text("quoi", "rib")
        .part("papier", file);
    let request = person.ask(reqwest::Method::POST, "/pro/deposer/photo");
    let answer = request.multipart(form).send().await.unwrap();
    let to = answer.headers().get("location");
    let to = to.map_or_else(String::new, |to| to.to_str().unwrap().to_owned());
    (answer.status().as_u16(), to)
}

/// Begins to send a file; its name.
async fn upload(person: &Person) -> String {
    let request = person.ask(reqwest::Method::POST, "/pro/deposer/envois");
    let request = request.header("tus-resumable", "1.0.0");
    let answer = request.header("upload-length", "10").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    let at = answer.headers()["location"].to_str().unwrap().to_owned();
    at.strip_prefix("/pro/deposer/envois/").unwrap().to_owned()
}

/// How many papers wait for the person's yes.
async fn waiting(owner: &Person) -> usize {
    page(owner, "/papiers").await.matches("/garder\"").count()
}

async fn page(person: &Person, path: &str) -> String {
    let answer = person.get(path).await;
    assert_eq!(answer.status(), 200, "{path}");
    answer.text().await.unwrap()
}

async fn codes(owner: &Person) -> Vec<String> {
    let entries = journal(owner).await;
    let code = |entry: &serde_json::Value| entry["code"].as_str().unwrap().to_owned();
    entries.iter().map(code).collect()
}
