//! Every route by every kind of actor. The routes are those of the service's own table: one that is
//! added is swept from that moment on.

use abri::web::app::routes;
use abri::web::routes::{Method, Policy};

use crate::evidence::Claim;
use crate::people::{come_in, papers};
use crate::server::Person;
use crate::setups::Setup;
use crate::{depositors, helped, viewers};

const COMMAND: &str = "cargo test --release --test service permissions";
/// An id of the right form that belongs to nobody.
const NOBODYS: &str = "00000000000000000000000000000000";

#[tokio::test(flavor = "multi_thread")]
async fn every_route_by_every_actor_on_sqlite_and_disk() {
    sweep(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_by_every_actor_on_postgres_and_s3() {
    sweep(Setup::networked().await).await;
}

async fn sweep(setup: Setup) {
    let claim = Claim::begin("cells", setup.name, COMMAND);
    let law = Claim::begin("L3", setup.name, COMMAND);
    // First: whoever brings too many wrong links has to wait.
    let mut cells = depositors::sweep(&setup).await;
    let actors = [
        ("nobody", None),
        ("a forged session", Some("__Host-abri")),
        ("a forged viewing", Some("__Host-vu")),
        ("a forged right to put papers in", Some("__Host-d")),
        ("a forged window at the desk", Some("__Host-guichet")),
        ("a forged helped session", Some("__Host-ensemble")),
        ("a forged slip", Some("__Host-secours")),
    ];
    for (actor, cookie) in actors {
        let person = setup.server.person();
        for route in routes().table() {
            let path = fill(route.path);
            let mut request = person.ask(asked(route.method), &path);
            if let Some(name) = cookie {
                request = request.header("cookie", format!("{name}={}", forged(name)));
            }
            let answer = request.send().await.unwrap();
            let status = answer.status().as_u16();
            let to = answer
                .headers()
                .get("location")
                .map(|to| to.to_str().unwrap().to_owned());
            let cell = format!("{:?} {path} by {actor}: {status} {to:?}", route.method);
            assert_ne!(status, 500, "{cell}");
            match route.policy {
                Policy::Anyone | Policy::SignedOut => {}
                // Led to sign in, in the same way whatever was asked for.
                Policy::Beneficiary | Policy::Renewing => {
                    assert_eq!((status, to.as_deref()), (303, Some("/entrer")), "{cell}");
                }
                Policy::Helped => {
                    let over = Some("/ensemble/arrete");
                    assert_eq!((status, to.as_deref()), (303, over), "{cell}");
                }
                Policy::Professional(_) | Policy::Mediator => {
                    let door = Some("/pro/entrer");
                    assert_eq!((status, to.as_deref()), (303, door), "{cell}");
                }
                Policy::Viewer | Policy::Asker | Policy::Depositor => {
                    assert_eq!((status, to), (404, None), "{cell}");
                }
                Policy::Guichet => {
                    let over = Some("/guichet/fini");
                    assert_eq!((status, to.as_deref()), (303, over), "{cell}");
                }
            }
            cells += 1;
        }
        cells += unknown(&person).await;
    }
    cells += another_person(&setup).await;
    cells += viewers::sweep(&setup).await;
    cells += helped::sweep(&setup).await;
    claim.held(f64::from(cells));
    law.held(0.0);
}

/// A value of the right form for a cookie: a right to put papers in is two secrets long.
fn forged(name: &str) -> String {
    NOBODYS.repeat(if name == "__Host-d" { 2 } else { 1 })
}

/// Attack: a second person, signed in, asks for the papers and shares of the first by their ids. The
/// answer is that for what does not exist.
async fn another_person(setup: &Setup) -> u32 {
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let theirs = papers(&come_in(&anybody, said, 0).await).await;
    let theirs = theirs.first().expect("the first person has papers");
    let second = come_in(&anybody, said, 1).await;
    let mut cells = 0;
    for route in routes().table().filter(|route| route.path.contains("{id}")) {
        let mut seen = Vec::new();
        for id in [theirs, NOBODYS] {
            let method = asked(route.method);
            let path = fill(route.path).replace(NOBODYS, id);
            let fields = [
                ("nom", "x"),
                ("title", "x"),
                ("kind", "autre"),
                ("code", "x"),
            ];
            let mut request = second
                .ask(method.clone(), &path)
                .header("tus-resumable", "1.0.0");
            if method == reqwest::Method::POST {
                request = request.form(&fields);
            }
            let answer = request.send().await.unwrap();
            let status = answer.status();
            seen.push((status, answer.text().await.unwrap().replace(id, "")));
        }
        assert!(
            !seen[0].0.is_success(),
            "{:?} {}: {}",
            route.method,
            route.path,
            seen[0].0
        );
        assert_eq!(seen[0], seen[1], "{:?} {}", route.method, route.path);
        cells += 1;
    }
    // Nothing of it was changed either.
    let after = papers(&come_in(&anybody, said, 0).await).await;
    assert!(after.contains(theirs));
    cells
}

/// Whatever does not exist is one page, whoever asks and however.
async fn unknown(person: &Person) -> u32 {
    let lost = person.get("/nothing-here").await;
    assert_eq!(lost.status(), 404);
    let page = lost.text().await.unwrap();
    for (method, path) in [
        (reqwest::Method::POST, "/nothing-here"),
        (reqwest::Method::DELETE, "/papiers"),
        (reqwest::Method::PUT, "/"),
    ] {
        let answer = person.ask(method, path).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
        assert_eq!(answer.text().await.unwrap(), page, "{path}");
    }
    // No folder is served, and nothing that is for operators.
    for path in [
        "/.git/HEAD",
        "/.env",
        "/a/",
        "/metrics",
        "/docs",
        "/server-status",
    ] {
        let answer = person.get(path).await;
        assert_eq!(answer.status(), 404, "{path}");
        assert_eq!(answer.text().await.unwrap(), page, "{path}");
    }
    10
}

/// The method as a client says it.
pub const fn asked(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Head => reqwest::Method::HEAD,
        Method::Options => reqwest::Method::OPTIONS,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
    }
}

/// A path with every parameter filled in.
pub fn fill(path: &str) -> String {
    let filled = path.split('/').map(|part| match part.strip_prefix('{') {
        Some("n}" | "page}" | "version}" | "position}") => "1",
        Some(_) => NOBODYS,
        None => part,
    });
    filled.collect::<Vec<_>>().join("/")
}
