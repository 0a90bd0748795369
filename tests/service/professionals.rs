//! Professionals from outside: every route by every role and state, and out at once on both nodes.

use abri::web::app::routes;
use abri::web::routes::{Method, Policy, Route};

use crate::evidence::Claim;
use crate::house::run;
use crate::people::{come_in, papers};
use crate::permissions::{asked, fill};
use crate::server::{Person, Server};
use crate::setups::Setup;

const COMMAND: &str = "cargo test --release --test service professionals";
const ROLES: [&str; 3] = ["manager", "social_worker", "mediator"];
/// What ends the session of whoever asks.
const LEAVES: [&str; 3] = ["/quitter", "/pro/sortir", "/pro/compte/sortir-partout"];

/// Where a professional stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Works,
    Closed,
    Suspended,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_by_every_professional_on_sqlite_and_disk() {
    every_route(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_by_every_professional_on_postgres_and_s3() {
    every_route(Setup::networked().await).await;
}

async fn every_route(setup: Setup) {
    let claim = Claim::begin("cells", &format!("professionals-{}", setup.name), COMMAND);
    let law = Claim::begin("L23", &format!("routes-{}", setup.name), COMMAND);
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let mut cells = 0;
    for role in ROLES {
        let person = signed_in(&anybody, said, role).await;
        cells += sweep(&person, role, State::Works).await;
    }
    cells += beneficiary(&come_in(&anybody, said, 0).await).await;
    cells += elsewhere(&setup).await;

    // A closed account of each role, with the session it had.
    let manager = signed_in(&anybody, said, "manager").await;
    for role in ROLES {
        let colleague = hired(&manager, role, "Camille").await;
        assert_eq!(colleague.get("/pro").await.status(), 200);
        close(&manager, "Camille").await;
        cells += sweep(&colleague, role, State::Closed).await;
    }
    // The operator stops the structure: whoever is in is out, and comes in no more.
    let inside = [
        signed_in(&anybody, said, "manager").await,
        signed_in(&anybody, said, "social_worker").await,
        signed_in(&anybody, said, "mediator").await,
    ];
    operator(&setup, "suspend", said);
    for (person, role) in inside.iter().zip(ROLES) {
        cells += sweep(person, role, State::Suspended).await;
    }
    let refused = enters(&anybody.another(), said, "manager").await;
    assert_eq!(refused.status(), 422);
    operator(&setup, "resume", said);
    signed_in(&anybody, said, "manager").await;
    assert!(cells >= 1000, "{cells} cells");
    claim.held(f64::from(cells));
    law.held(0.0);
}

/// Every route by somebody who works, or worked, at a structure.
async fn sweep(person: &Person, role: &str, state: State) -> u32 {
    let mut cells = 0;
    for route in routes()
        .table()
        .filter(|route| !LEAVES.contains(&route.path))
    {
        let path = fill(route.path);
        let method = asked(route.method);
        let answer = person.ask(method, &path).send().await.unwrap();
        let status = answer.status().as_u16();
        let to = answer.headers().get("location");
        let to = to.map(|to| to.to_str().unwrap().to_owned());
        let cell = format!(
            "{:?} {path} by {role}, {state:?}: {status} {to:?}",
            route.method
        );
        assert!(status != 500, "{cell}");
        match (state, route.policy) {
            (_, Policy::Anyone) => {}
            // Their own home, or the page for whoever is not in.
            (State::Works, Policy::SignedOut) => {
                assert_eq!((status, to.as_deref()), (303, Some("/pro")), "{cell}");
            }
            (_, Policy::SignedOut) => assert_ne!(to.as_deref(), Some("/pro"), "{cell}"),
            (State::Works, Policy::Professional(roles)) => {
                let own = roles.iter().any(|one| one.as_str() == role);
                let there = !route.path.contains('{');
                if own && there && route.method == Method::Get {
                    assert!(matches!(status, 200 | 404), "{cell}");
                } else if !own {
                    assert_eq!((status, to), (404, None), "{cell}");
                }
            }
            (_, Policy::Helped) => {
                let over = Some("/ensemble/arrete");
                assert_eq!((status, to.as_deref()), (303, over), "{cell}");
            }
            // Nothing is under way: the page that says so, or nothing at all.
            (State::Works, Policy::Mediator) => {
                let over = Some("/pro/deposer?fini=1");
                if role == "mediator" && route.method == Method::Get {
                    assert_eq!((status, to.as_deref()), (303, over), "{cell}");
                } else {
                    assert_eq!((status, to), (404, None), "{cell}");
                }
            }
            (_, Policy::Professional(_) | Policy::Mediator) => {
                assert_eq!(
                    (status, to.as_deref()),
                    (303, Some("/pro/entrer")),
                    "{cell}"
                );
            }
            // No vault with papers, however asked.
            (State::Works, Policy::Beneficiary | Policy::Renewing)
            | (_, Policy::Viewer | Policy::Asker | Policy::Depositor) => {
                assert_eq!((status, to), (404, None), "{cell}");
            }
            (_, Policy::Guichet) => {
                let over = Some("/guichet/fini");
                assert_eq!((status, to.as_deref()), (303, over), "{cell}");
            }
            (_, Policy::Beneficiary | Policy::Renewing) => {
                assert_eq!((status, to.as_deref()), (303, Some("/entrer")), "{cell}");
            }
        }
        cells += 1;
    }
    cells
}

/// Attack: a person with a vault reaches no page of professionals; the answer is that for what is not there.
async fn beneficiary(person: &Person) -> u32 {
    let lost = person.get("/nothing-here").await.text().await.unwrap();
    let mut cells = 0;
    for route in professional() {
        let path = fill(route.path);
        let answer = person.ask(asked(route.method), &path).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{:?} {path}", route.method);
        if route.method != Method::Head {
            assert_eq!(answer.text().await.unwrap(), lost, "{path}");
        }
        cells += 1;
    }
    assert_eq!(person.get("/papiers").await.status(), 200, "still theirs");
    cells
}

/// Attack: the manager of another structure asks for colleagues and invitations by their ids.
async fn elsewhere(setup: &Setup) -> u32 {
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let own = signed_in(&anybody, said, "manager").await;
    let id = members(&own).await.remove(0);
    let invitation = invite(&own, "mediator").await.0;
    let made = command(setup, &["structure", "create", "Une autre"]);
    let structure = made[0].strip_prefix("structure ").unwrap();
    command(setup, &["structure", "verify", structure]);
    let secret = made[1].split('#').nth(1).unwrap();
    let other = joined(&anybody, secret, "Samir").await;
    assert_eq!(members(&other).await.len(), 1);
    let mut cells = 0;
    for route in professional().filter(|route| route.path.contains('{')) {
        let theirs = if route.path.contains("{id}") {
            &id
        } else {
            &invitation
        };
        let mut seen = Vec::new();
        for value in [theirs.as_str(), "00000000000000000000000000000000"] {
            let path = route.path.replace("{id}", value).replace("{way}", value);
            let mut request = other.ask(asked(route.method), &path);
            if route.method == Method::Post {
                request = request.form(&[("role", "manager"), ("words", "x")]);
            }
            let answer = request.send().await.unwrap();
            let status = answer.status();
            assert_eq!(status, 404, "{:?} {path}", route.method);
            seen.push(answer.text().await.unwrap().replace(value, ""));
        }
        assert_eq!(seen[0], seen[1], "{}", route.path);
        cells += 1;
    }
    assert!(members(&own).await.contains(&id), "nothing was changed");
    cells
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_deactivated_professional_is_out_at_once_on_both_nodes() {
    let setup = Setup::networked().await;
    let claim = Claim::begin("L23", "two-nodes", COMMAND);
    let other = setup.second_node().unwrap();
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let manager = signed_in(&anybody, said, "manager").await;
    let (_, secret) = invite(&manager, "social_worker").await;
    let (here, cookie) = joins(&anybody, &secret, "Camille").await;
    // The same session on the other node.
    let there = other.person();
    let home = async || {
        let here = here.get("/pro").await.status();
        let asked = there
            .ask(reqwest::Method::GET, "/pro")
            .header("cookie", &cookie);
        (here, asked.send().await.unwrap().status())
    };
    assert_eq!(
        home().await,
        (reqwest::StatusCode::OK, reqwest::StatusCode::OK)
    );
    close(&manager, "Camille").await;
    let out = reqwest::StatusCode::SEE_OTHER;
    assert_eq!(home().await, (out, out));
    claim.held(0.0);
}

fn professional() -> impl Iterator<Item = Route> {
    let all: Vec<_> = routes().table().copied().collect();
    let own = all.into_iter();
    own.filter(|route| matches!(route.policy, Policy::Professional(_) | Policy::Mediator))
}

/// Who works in this role at the invented structure.
pub fn who<'a>(said: &'a serde_json::Value, role: &str) -> &'a serde_json::Value {
    let all = said["professionals"].as_array().unwrap();
    all.iter().find(|one| one["role"] == role).unwrap()
}

pub async fn enters(person: &Person, said: &serde_json::Value, role: &str) -> reqwest::Response {
    let who = who(said, role);
    let fields = [
        ("number", who["card"].as_str().unwrap()),
        ("words", who["words"].as_str().unwrap()),
        ("place", "own"),
    ];
    person.form("/pro/entrer/carte", &fields).await
}

/// Comes in by their own card, in a browser of its own.
pub async fn signed_in(like: &Person, said: &serde_json::Value, role: &str) -> Person {
    let person = like.another();
    let answer = enters(&person, said, role).await;
    assert_eq!(answer.status(), 303, "{}", answer.text().await.unwrap());
    person
}

/// Makes an invitation; what its page is named by, and the secret of its link.
async fn invite(manager: &Person, role: &str) -> (String, String) {
    let answer = manager
        .form("/pro/structure/inviter", &[("role", role)])
        .await;
    assert_eq!(answer.status(), 303);
    let to = answer.headers()["location"].to_str().unwrap().to_owned();
    let page = manager.get(&to).await.text().await.unwrap();
    let secret = page.split("/rejoindre#").nth(1).unwrap();
    let secret = secret.split('<').next().unwrap().to_owned();
    (to.rsplit('/').next().unwrap().to_owned(), secret)
}

/// Joins in a browser of its own; what its session cookie holds, as a header.
async fn joins(like: &Person, secret: &str, name: &str) -> (Person, String) {
    let person = like.another();
    let fields = [("lien", secret), ("nom", name), ("cle", "desk")];
    let answer = person.form("/rejoindre/compte", &fields).await;
    assert_eq!(answer.status(), 303, "{}", answer.text().await.unwrap());
    let cookie = crate::people::cookie(&answer, "__Host-abri").unwrap();
    (person, format!("__Host-abri={cookie}"))
}

pub async fn joined(like: &Person, secret: &str, name: &str) -> Person {
    joins(like, secret, name).await.0
}

pub async fn hired(manager: &Person, role: &str, name: &str) -> Person {
    let (_, secret) = invite(manager, role).await;
    joined(manager, &secret, name).await
}

/// The ids of the colleagues on the page of a structure.
async fn members(manager: &Person) -> Vec<String> {
    let page = manager.get("/pro/structure").await.text().await.unwrap();
    let all = page.split("/pro/structure/membre/").skip(1);
    all.map(|rest| rest[..32].to_owned()).collect()
}

/// Closes the account of the colleague of that name.
pub async fn close(manager: &Person, name: &str) {
    let page = manager.get("/pro/structure").await.text().await.unwrap();
    let before = page.split(&format!("<bdi>{name}</bdi>")).next().unwrap();
    let id = &before.rsplit("/pro/structure/membre/").next().unwrap()[..32];
    let answer = manager
        .form(&format!("/pro/structure/membre/{id}/fermer"), &[])
        .await;
    assert_eq!(answer.status(), 303);
}

/// The lines that a command of the operator says.
pub fn command(setup: &Setup, command: &[&str]) -> Vec<String> {
    let config = setup.stores.folder.path().join("demo.toml");
    let config = ["--config", config.to_str().unwrap()];
    let done = run(&[command, &config].concat());
    assert!(done.status.success(), "{done:?}");
    let said = String::from_utf8(done.stdout).unwrap();
    said.lines().map(str::to_owned).collect()
}

pub fn operator(setup: &Setup, what: &str, said: &serde_json::Value) {
    let id = who(said, "manager")["structure_id"].as_str().unwrap();
    command(setup, &["structure", what, id]);
}

/// Attack: papers of a person are not among anything that a professional is answered.
#[tokio::test(flavor = "multi_thread")]
async fn attack_ids_of_papers_give_a_professional_nothing() {
    let setup = Setup::embedded();
    let server: &Server = &setup.server;
    let (said, anybody) = (server.said(), server.person());
    let owner = come_in(&anybody, said, 0).await;
    let id = papers(&owner).await.remove(0);
    for role in ROLES {
        let person = signed_in(&anybody, said, role).await;
        let lost = person.get("/nothing-here").await.text().await.unwrap();
        for path in [
            format!("/papiers/{id}"),
            format!("/papiers/{id}/1/original"),
            format!("/papiers/{id}/1/page/1"),
            format!("/papiers/{id}/1/miniature"),
        ] {
            let answer = person.get(&path).await;
            assert_eq!(answer.status(), 404, "{path}");
            assert_eq!(answer.text().await.unwrap(), lost, "{path}");
        }
    }
}
