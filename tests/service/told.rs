//! Every route that gives something of a paper leaves an entry in the person's journal. The routes are
//! those of the service's own table: one that is added is told, or has its reason here.

use std::collections::BTreeSet;

use abri::web::app::routes;
use abri::web::routes::{Method, Policy};

use crate::evidence::Claim;
use crate::people::{come_in, journal, open_link, papers};
use crate::server::Person;
use crate::setups::Setup;

const COMMAND: &str = "cargo test --release --test service every_route_with_content";

/// Pages and files with content, and the entry that each leaves.
const TOLD: &[(&str, &str)] = &[
    ("/papiers/{id}", "paper_looked"),
    ("/papiers/{id}/{version}/page/{page}", "paper_looked"),
    ("/papiers/{id}/{version}/original", "paper_looked"),
    ("/imprimer/feuilles", "paper_looked"),
    ("/imprimer/photocopie", "paper_looked"),
    ("/p/papiers/{position}", "share_looked"),
    ("/p/papiers/{position}/page/{n}", "share_looked"),
    ("/p/papiers/{position}/original", "share_copied"),
    ("/p/papiers/{position}/copie", "share_copied"),
];

/// What leaves none, and why. No line is added here without a reason in one sentence.
const UNTOLD: &[(&str, &str)] = &[
    (
        "/papiers",
        "names and small pictures, told with the sign-in",
    ),
    (
        "/papiers/{id}/{version}/miniature",
        "the small picture of a list, too small to read",
    ),
    ("/papiers/ajouter", "a form; what is put in is told"),
    (
        "/papiers/brouillon",
        "keys of photographs that are not sent yet",
    ),
    (
        "/papiers/arrives",
        "names of what was just put in, which is told",
    ),
    ("/papiers/{id}/quoi", "a form; the change is told"),
    ("/papiers/{id}/fin", "a form; the change is told"),
    (
        "/papiers/{id}/range",
        "the name of what was just filed, which is told",
    ),
    ("/papiers/retires", "names and small pictures of a list"),
    (
        "/papiers/detruit/{number}",
        "the certificate repeats an entry",
    ),
    (
        "/papiers/verifie/{number}",
        "the certificate repeats an entry",
    ),
    ("/imprimer", "names and small pictures to choose from"),
    ("/demarches", "names of procedures"),
    (
        "/demarches/{procedure}",
        "a question, or names and small pictures of a list",
    ),
    (
        "/demarches/{procedure}/imprimer",
        "names of papers in a list",
    ),
    ("/montrer", "names and small pictures to choose from"),
    ("/montrer/actifs", "what was agreed to, which is told"),
    ("/montrer/questions", "whether somebody asks"),
    ("/montrer/{id}", "what was agreed to, which is told"),
    ("/accords", "what was agreed to, which is told"),
    ("/accords/{id}", "what was agreed to, which is told"),
    (
        "/rendez-vous/questions",
        "whether a professional asks, which is told",
    ),
    (
        "/rendez-vous/{id}",
        "names and small pictures to choose from, or what was agreed to, which is told",
    ),
    (
        "/rendez-vous/{id}/encore",
        "a form; what is agreed to is told",
    ),
    (
        "/guichet/{id}",
        "names and small pictures to choose from, or what was agreed to, which is told",
    ),
    (
        "/guichet/papiers/{id}/{version}/miniature",
        "the small picture of a list, too small to read",
    ),
    ("/qui-a-vu", "the journal itself"),
    (
        "/qui-a-vu/telecharger",
        "the journal itself, told once a visit: below",
    ),
    ("/compte", "ways in, without their secrets"),
    (
        "/compte/ecrans",
        "on how many screens the vault is open, and until when",
    ),
    ("/compte/information", "the notice"),
    ("/compte/preuve", "a form"),
    ("/compte/code/{way}", "a code drawn for the person, once"),
    ("/compte/carte", "the card, after a typed secret"),
    ("/compte/carte/faire", "a form"),
    ("/compte/carte/verifier", "a form"),
    (
        "/compte/secours",
        "a rescue code drawn for the person, once",
    ),
    ("/compte/secours/verifier", "a form"),
    ("/compte/mots", "a form"),
    ("/compte/mots/noter", "words drawn for the person, once"),
    ("/compte/telephone", "a form"),
    (
        "/compte/recuperer",
        "how many papers and how heavy; the archive itself is told",
    ),
    (
        "/compte/remettre",
        "a form; each paper brought back is told",
    ),
    ("/compte/entree/{way}", "one way in, without its secret"),
    ("/compte/fermer", "a form"),
    (
        "/compte/personnes",
        "what was agreed to with two professionals, which is told",
    ),
    ("/secours/refuse", "a sentence; the no is told"),
    ("/compte/reprendre", "what ends and what stays"),
    ("/compte/reprendre/fait", "numbers of what ended"),
    (
        "/p/papiers",
        "names of what was opened, told as the opening",
    ),
    ("/p/etat", "whether it is still shown"),
    ("/m/attente", "whether the person answered"),
    ("/depots/nouveau", "a form; what is agreed to is told"),
    ("/depots/mediateur", "a form; what is agreed to is told"),
    ("/compte/numero", "a number that opens nothing"),
    ("/compte/discret", "how pages look"),
    (
        "/compte/prevenir",
        "the person's own address; what changes is told",
    ),
    ("/depots/{id}", "what was agreed to, which is told"),
    (
        "/papiers/telephone/{id}",
        "small pictures of what just came, which is told",
    ),
    (
        "/papiers/telephone/{id}/flux",
        "whether something came, which is told",
    ),
    (
        "/papiers/telephone/{id}/etat",
        "whether something came, which is told",
    ),
    ("/ensemble", "a sentence before the code"),
    ("/ensemble/code", "a code drawn for the person, once"),
    (
        "/ensemble/carte",
        "the card, before the vault holds a paper",
    ),
    ("/ensemble/carte/verifier", "a form"),
    ("/ensemble/vu", "a question; the answer is told"),
    ("/renouveler", "a form; what is replaced is told"),
    ("/d/photo", "a form; what is put in is told"),
    (
        "/d/recu",
        "receipts of what this depositor put in, which is told",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_route_with_content_is_told_on_sqlite_and_disk() {
    told(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_with_content_is_told_on_postgres_and_s3() {
    told(Setup::networked().await).await;
}

async fn told(setup: Setup) {
    let claim = Claim::begin("L2", setup.name, COMMAND);
    let table = routes();
    let asked: BTreeSet<_> = table
        .table()
        .filter(|route| route.method == Method::Get)
        .filter(|route| !matches!(route.policy, Policy::Anyone | Policy::SignedOut))
        // A professional has no paper: `professionals` shows that these pages give nothing of one. What a person shows
        // them in an appointment is told as `meetings` says.
        .filter(|route| !matches!(route.policy, Policy::Professional(_) | Policy::Mediator))
        .map(|route| route.path)
        .collect();
    let listed = [TOLD, UNTOLD].concat().into_iter().map(|(path, _)| path);
    assert_eq!(asked, listed.collect(), "every page has its line above");

    let (said, anybody) = (setup.server.said(), setup.server.person());
    let owner = come_in(&anybody, said, 0).await;
    let id = papers(&owner).await.remove(0);
    let shares = said["shares"].as_array().unwrap();
    for (route, event) in TOLD {
        let mode = if route.ends_with("/copie") {
            "marked"
        } else {
            "copy"
        };
        let share = shares.iter().find(|share| share["mode"] == mode).unwrap();
        let code = [("code", share["code"].as_str().unwrap())];
        let path = route
            .replace("{id}", &id)
            .replace("{position}", "0")
            .replace("{version}", "1")
            .replace("{page}", "1")
            .replace("{n}", "1")
            .replace("/feuilles", &format!("/feuilles?papier={id}"))
            .replace("/photocopie", &format!("/photocopie?papier={id}"));
        // A session or an opening of its own: what was told in another does not count.
        let (reader, cookie) = if route.starts_with("/p/") {
            let link = share["link"].as_str().unwrap();
            let viewing = open_link(&anybody, link, &code).await.unwrap();
            (anybody.another(), format!("__Host-vu={viewing}"))
        } else {
            (come_in(&anybody, said, 0).await, String::new())
        };
        let before = journal(&owner).await.len();
        look(&reader, &path, &cookie).await;
        let entries = journal(&owner).await;
        let new = &entries[before..];
        assert_eq!(new.len(), 1, "{route}: {new:?}");
        assert_eq!(new[0]["code"], *event, "{route}");
        let details = new[0]["details"].as_str().unwrap();
        let details: serde_json::Value = serde_json::from_str(details).unwrap();
        assert_ne!(details["title"], "", "{route}: {details}");
        if route.starts_with("/p/") {
            assert_eq!(details["who"], "Claire Morel", "{route}");
        }
        // Turning pages tells nothing more; a copy is told each time.
        if route.contains("/page/") {
            look(&reader, &path, &cookie).await;
            assert_eq!(journal(&owner).await.len(), before + 1, "{route}");
        }
    }
    // The journal that is kept as a file tells it itself, once a visit.
    let keeper = come_in(&anybody, said, 0).await;
    for form in ["lire", "verifier", "verifier"] {
        look(&keeper, &format!("/qui-a-vu/telecharger?forme={form}"), "").await;
    }
    let lines = keeper.get("/qui-a-vu/telecharger?forme=verifier").await;
    let lines = lines.text().await.unwrap();
    let (_, visit) = lines.rsplit_once("\"signed_in\"").unwrap();
    assert_eq!(visit.matches("\"journal_taken\"").count(), 1);
    // Nor can the entry be avoided by asking for a page of the paper first.
    let quiet = come_in(&anybody, said, 0).await;
    let before = journal(&owner).await.len();
    look(&quiet, &format!("/papiers/{id}?page=1"), "").await;
    look(&quiet, &format!("/papiers/{id}/1/page/1"), "").await;
    assert_eq!(journal(&owner).await.len(), before + 1);
    claim.held(0.0);
}

async fn look(reader: &Person, path: &str, cookie: &str) {
    let mut request = reader.ask(reqwest::Method::GET, path);
    if !cookie.is_empty() {
        request = request.header("cookie", cookie);
    }
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    // The whole of it: a file is told before its first byte, and read to its last.
    assert!(!answer.bytes().await.unwrap().is_empty(), "{path}");
}
