//! The sweep of whoever may put papers in: every route of the service's own table, before and after the right
//! ends; and what they can get at of another who has the same link.

use std::fmt::Write as _;

use abri::web::routes::Policy;
use reqwest::{Method, StatusCode};

use crate::people::{come_in, cookie, papers};
use crate::server::Person;
use crate::setups::Setup;
use crate::viewers::{Sweep, answer};

const DEPOSITOR: &str = "__Host-d";
const VERSION: &str = "1.0.0";

/// A page of its own for each word.
pub fn paper(word: &str) -> Vec<u8> {
    let text = format!("BT /F1 20 Tf 40 700 Td ({word}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>\nstream\n{text}\nendstream", text.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = String::new();
    for (number, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        writeln!(file, "{} 0 obj\n{object}\nendobj", number + 1).unwrap();
    }
    let at = file.len();
    write!(file, "xref\n0 6\n0000000000 65535 f \n{table}").unwrap();
    writeln!(
        file,
        "trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{at}\n%%EOF"
    )
    .unwrap();
    file.into_bytes()
}

/// Comes in with a link or a code; the cookie, as it is sent.
pub async fn enter(anybody: &Person, typed: &str) -> Option<String> {
    let answer = anybody.another().form("/d", &[("lien", typed)]).await;
    cookie(&answer, DEPOSITOR).map(|value| format!("{DEPOSITOR}={value}"))
}

/// Attack: another page brings its own link, and papers would go there from then on.
pub async fn asks_before_going_elsewhere(anybody: &Person, held: &str, other: &str) -> u32 {
    let brought = |fields: &[(&str, &str)]| {
        let request = anybody.another().ask(Method::POST, "/d");
        request
            .header("cookie", held.to_owned())
            .form(&fields.to_vec())
    };
    let asked = brought(&[("lien", other)]).send().await.unwrap();
    assert_eq!(asked.status(), 200);
    assert!(cookie(&asked, DEPOSITOR).is_none(), "nothing is replaced");
    let yes = [("lien", other), ("changer", "oui")];
    let changed = brought(&yes).send().await.unwrap();
    assert!(cookie(&changed, DEPOSITOR).is_some());
    2
}

/// Puts a paper in by the form without script.
pub async fn put_in(anybody: &Person, cookie: &str, bytes: Vec<u8>) -> reqwest::Response {
    let file = reqwest::multipart::Part::bytes(bytes).file_name("x.pdf");
    let form = reqwest::multipart::Form::new()
        .text("quoi", "rib")
        .part("papier", file);
    let request = anybody.ask(Method::POST, "/d/photo");
    let request = request.header("cookie", cookie).multipart(form);
    request.send().await.unwrap()
}

/// The papers of which a page lists receipts.
fn receipts(page: &str) -> Vec<String> {
    let parts = page.split("/d/recu/").skip(1);
    parts
        .filter_map(|rest| rest.get(..32))
        .map(str::to_owned)
        .collect()
}

/// Sweeps; how many answers were looked at.
pub async fn sweep(setup: &Setup) -> u32 {
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let owner = come_in(&anybody, said, 0).await;
    let theirs = papers(&owner).await.pop().unwrap();
    let sweep = Sweep {
        lost: answer(&anybody, &Method::GET, "/nothing", "").await,
        anybody,
        theirs,
    };
    let anybody = &sweep.anybody;
    let (given, link) = invite(&owner).await;
    let first = enter(anybody, &link).await.unwrap();
    let second = enter(anybody, &link).await.unwrap();

    // Each has receipts of their own, whatever the other does.
    let put = put_in(anybody, &first, paper("premier")).await;
    assert_eq!(put.status(), StatusCode::SEE_OTHER);
    let receipt = sweep.get("/d/recu", &first).await;
    let own = receipts(&receipt.1);
    assert_eq!((receipt.0, own.len()), (StatusCode::OK, 1));
    assert!(receipts(&sweep.get("/d/recu", &second).await.1).is_empty());
    let upload = begin(anybody, &first).await;
    let mut cells = 4;
    let (_, other) = invite(&owner).await;
    cells += asks_before_going_elsewhere(anybody, &first, &other).await;
    for (cookie, id) in [(&second, &own[0]), (&first, &sweep.theirs)] {
        let path = format!("/d/recu/{id}/annuler");
        assert_eq!(
            answer(anybody, &Method::POST, &path, cookie).await,
            sweep.lost,
            "{path}"
        );
        cells += 1;
    }
    for method in [Method::HEAD, Method::PATCH, Method::DELETE] {
        let others = request(anybody, method.clone(), &upload, &second).await;
        assert_eq!(others, StatusCode::NOT_FOUND, "{method}");
        // Nor is it an upload of the person's.
        let path = upload.trim_start_matches("/d");
        assert_ne!(request(&owner, method, path, "").await, StatusCode::OK);
        cells += 2;
    }
    assert_eq!(
        request(anybody, Method::HEAD, &upload, &first).await,
        StatusCode::OK
    );

    // Whatever they look at tells nothing of the vault.
    for path in ["/d", "/d/photo", "/d/recu", "/d/ferme"] {
        let (status, page) = sweep.get(path, &first).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        for document in said["documents"].as_array().unwrap() {
            assert!(
                !page.contains(document["sha256"].as_str().unwrap()),
                "{path}"
            );
        }
        assert!(
            !page.contains(&sweep.theirs) && !page.contains("Claire Morel"),
            "{path}"
        );
        cells += 1;
    }
    cells += sweep.every_route(&first, Policy::Depositor).await;

    // The person takes it in; the one who put it in can take it back, and it is away.
    assert!(papers(&owner).await.contains(&own[0]));
    let undo = format!("/d/recu/{}/annuler", own[0]);
    let undone = answer(anybody, &Method::POST, &undo, &first).await;
    assert_eq!(
        undone,
        (StatusCode::SEE_OTHER, "/d/recu?annule=1".to_owned())
    );
    assert!(!papers(&owner).await.contains(&own[0]));
    cells += 2 + forged(&sweep, &first).await;

    // Stopped: on the next request, everything is as if it had never been.
    let form: [(&str, &str); 0] = [];
    let stopped = owner.form(&format!("{given}/arreter"), &form).await;
    assert_eq!(stopped.status(), StatusCode::SEE_OTHER);
    for cookie in [&first, &second] {
        cells += sweep.every_route(cookie, Policy::Beneficiary).await;
    }
    let before = said["deposits"][1]["link"].as_str().unwrap();
    let never = "0000-0000-0000-0000-0000-0000-0000";
    for old in [link.as_str(), before, never] {
        let gone = anybody.another().form("/d", &[("lien", old)]).await;
        assert_eq!(gone.status(), StatusCode::NOT_FOUND, "{old}");
        assert_eq!(gone.text().await.unwrap(), sweep.lost.1, "{old}");
        cells += 1;
    }
    cells
}

/// Halves of cookies, changed cookies, and cookies of others.
async fn forged(sweep: &Sweep, right: &str) -> u32 {
    let value = right.split_once('=').unwrap().1;
    let (secret, own) = value.split_at(32);
    let mut cells = 0;
    for value in [
        format!("{}{own}", "0".repeat(32)),
        format!("{own}{secret}"),
        secret.to_owned(),
        format!("{value}00"),
        value.to_uppercase(),
        String::new(),
    ] {
        let cookie = format!("{DEPOSITOR}={value}");
        for path in ["/d/photo", "/d/recu"] {
            assert_eq!(
                sweep.get(path, &cookie).await,
                sweep.lost,
                "{path} with {value}"
            );
            cells += 1;
        }
    }
    // The cookie of a depositor is no other cookie, under whatever name.
    for (path, name) in [
        ("/papiers", "__Host-abri"),
        ("/p/papiers", "__Host-vu"),
        ("/m/attente", "__Host-m"),
    ] {
        for value in [value, secret, own] {
            let (status, _) = sweep.get(path, &format!("{name}={value}")).await;
            assert!(!status.is_success(), "{path}");
            cells += 1;
        }
    }
    cells
}

/// The person gives a link; its page, and what opens it.
async fn invite(owner: &Person) -> (String, String) {
    let asked = [("nom", "Lou Petit"), ("jours", "1"), ("papiers", "5")];
    let page = owner.form("/depots/nouveau", &asked).await.text().await;
    let page = page.unwrap();
    let hidden = |name: &str| {
        let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1);
        rest.unwrap().split('"').next().unwrap().to_owned()
    };
    let (number, said) = (hidden("numero"), hidden("phrase"));
    let agreed = [("numero", number.as_str()), ("phrase", said.as_str())];
    let agreed = [&asked[..], &agreed[..]].concat();
    let given = owner.form("/depots/nouveau", &agreed).await;
    assert_eq!(given.status(), StatusCode::SEE_OTHER);
    let path = given.headers()["location"].to_str().unwrap().to_owned();
    let page = owner.get(&path).await.text().await.unwrap();
    let link = page.split("<p class=\"mono\" dir=\"ltr\">").nth(1).unwrap();
    (path, link.split('<').next().unwrap().to_owned())
}

async fn begin(anybody: &Person, cookie: &str) -> String {
    let request = anybody.ask(Method::POST, "/d/envois");
    let request = request.header("cookie", cookie);
    let request = request.header("tus-resumable", VERSION);
    let answer = request.header("upload-length", "10").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    answer.headers()["location"].to_str().unwrap().to_owned()
}

async fn request(person: &Person, method: Method, path: &str, cookie: &str) -> StatusCode {
    let mut request = person
        .ask(method, path)
        .header("tus-resumable", VERSION)
        .header("upload-offset", "0")
        .header("content-type", "application/offset+octet-stream");
    if !cookie.is_empty() {
        request = request.header("cookie", cookie);
    }
    request.send().await.unwrap().status()
}
