//! What the self-review tried against a running service (docs/attack-review.md), kept as tests.

use reqwest::{Method, StatusCode, header};

use crate::people::{a_photo, come_in, depositor, invited, papers};
use crate::server::Server;
use crate::setups::Setup;
use crate::tables::Tables;

#[tokio::test(flavor = "multi_thread")]
async fn attack_nothing_that_is_sent_writes_a_line_of_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let person = come_in(&server.person(), server.said(), 0).await;
    let forged = "\n2026-11-24T12:00:00Z ERROR abri: forged\r\n\u{1b}[31mforged";
    let coded = "%0a2026-11-24T12:00:00Z%20ERROR%20abri:%20forged%0d%0a%1b[31mforged";
    for path in [
        format!("/{coded}"),
        format!("/papiers/{coded}"),
        format!("/p?{coded}"),
        format!("/papiers?q={coded}"),
    ] {
        person.get(&path).await;
    }
    for path in [
        "/entrer/carte/code",
        "/entrer/mots",
        "/p/ouvrir",
        "/d",
        "/langue",
        "/compte/langue",
    ] {
        let fields = [
            "number",
            "code",
            "lien",
            "nom",
            "langue",
            "identifier",
            "words",
        ]
        .map(|name| (name, forged));
        person.form(path, &fields).await;
        person.another().form(path, &fields).await;
    }
    for name in [header::USER_AGENT, header::REFERER, header::ACCEPT_LANGUAGE] {
        let answer = person
            .ask(Method::GET, "/papiers")
            .header(name, "\u{1b}[31mforged\tforged")
            .send()
            .await;
        drop(answer);
    }
    let part = reqwest::multipart::Part::bytes(a_photo()).file_name("forged\r\nforged.png");
    let form = reqwest::multipart::Form::new()
        .text("titre", forged)
        .part("papier", part);
    drop(
        person
            .ask(Method::POST, "/papiers/ajouter")
            .multipart(form)
            .send()
            .await,
    );
    let log = server.stop();
    assert!(!log.contains("forged") && !log.contains('\u{1b}'), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_errors_say_nothing_of_the_inside() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let person = come_in(&server.person(), server.said(), 0).await;
    let place = folder.path().display().to_string();
    let mut answers = Vec::new();
    for path in [
        "/papiers/'",
        "/papiers/%00",
        "/papiers/-1",
        "/papiers?tri=%27%20OR%201=1--",
        "/envois/x",
        "/absent",
        "/p/pages/999999999999",
    ] {
        answers.push(person.get(path).await);
    }
    for (kind, body) in [
        ("application/json", "{"),
        ("multipart/form-data", "x"),
        (
            "multipart/form-data; boundary=x",
            "--x\r\ncontent-disposition: form-data; name=\"papier\"; filename=\"a\"\r\n\r\n",
        ),
        ("application/x-www-form-urlencoded", "%ff%fe=%"),
        ("text/plain", "x"),
    ] {
        for path in ["/papiers/ajouter", "/compte/langue", "/entrer/carte/code"] {
            let request = person
                .ask(Method::POST, path)
                .header(header::CONTENT_TYPE, kind)
                .body(body);
            answers.push(request.send().await.unwrap());
        }
    }
    for answer in answers {
        let (status, address) = (answer.status(), answer.url().to_string());
        assert!(!status.is_server_error(), "{address}: {status}");
        let body = answer.text().await.unwrap();
        for inside in [
            "panicked",
            ".rs:",
            "sqlx",
            "serde",
            "SELECT",
            "sqlite",
            "axum",
            "Failed to",
            place.as_str(),
        ] {
            assert!(!body.contains(inside), "{address}: {inside} in {body}");
        }
    }
    // Nothing of it was a fault of ours either: such a one has a reference in the log.
    let log = server.stop();
    assert!(
        !log.contains("request failed") && !log.contains("panicked"),
        "{log}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_methods_that_nobody_needs_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let person = come_in(&server.person(), server.said(), 0).await;
    for method in [
        "TRACE", "TRACK", "CONNECT", "PUT", "PROPFIND", "DEBUG", "get",
    ] {
        for path in ["/", "/papiers", "/absent"] {
            let request = person.ask(Method::from_bytes(method.as_bytes()).unwrap(), path);
            // The client itself may refuse to send some.
            let Ok(answer) = request.header("x-told", "told").send().await else {
                continue;
            };
            assert!(
                answer.status().is_client_error(),
                "{method} {path}: {}",
                answer.status()
            );
            assert!(
                !answer.text().await.unwrap().contains("told"),
                "{method} {path}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_field_given_twice_is_no_second_answer() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let person = server.person();
    let who = &server.said()["people"][0];
    let (card, code) = (who["card"].as_str().unwrap(), who["code"].as_str().unwrap());
    for twice in [
        [
            ("number", card),
            ("code", code),
            ("place", "own"),
            ("code", "000000"),
        ],
        [
            ("number", card),
            ("code", "000000"),
            ("place", "own"),
            ("code", code),
        ],
        [
            ("number", "x"),
            ("number", card),
            ("code", code),
            ("place", "own"),
        ],
    ] {
        let answer = person.another().form("/entrer/carte/code", &twice).await;
        assert_ne!(answer.status(), StatusCode::SEE_OTHER, "{twice:?}");
        assert!(
            answer.headers().get(header::SET_COOKIE).is_none(),
            "{twice:?}"
        );
    }
    // In the address instead of the form: not read.
    let address = format!("/entrer/carte/code?number={card}&code={code}&place=own");
    let answer = person.form(&address, &[]).await;
    assert_ne!(answer.status(), StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_nobody_reaches_across_vaults_by_an_id() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let stranger = server.person();
    let (one, other) = (
        come_in(&stranger, server.said(), 0).await,
        come_in(&stranger, server.said(), 1).await,
    );
    let theirs = papers(&one).await;
    let link = invited(&one).await;
    let gone = other.get("/papiers/00000000000000000000000000000000").await;
    let (status, nothing) = (gone.status(), gone.text().await.unwrap());
    assert_eq!(status, 404);
    for id in &theirs {
        for end in [
            "",
            "/1/page/1",
            "/1/original",
            "/1/miniature",
            "/photocopie",
            "/quoi",
            "/range",
            "/verifier",
        ] {
            let answer = other.get(&format!("/papiers/{id}{end}")).await;
            assert_eq!(answer.status(), 404, "{id}{end}");
            assert_eq!(answer.text().await.unwrap(), nothing, "{id}{end}");
        }
        for end in ["/retirer", "/detruire", "/nom", "/verifier", "/remettre"] {
            let answer = other
                .form(&format!("/papiers/{id}{end}"), &[("titre", "pris")])
                .await;
            assert!(
                answer.status().is_client_error(),
                "{id}{end}: {}",
                answer.status()
            );
        }
    }
    // Stopping what has ended already is no error, and what is somebody else's has one answer with it: nothing happens.
    assert_eq!(other.get(&format!("/depots/{link}")).await.status(), 404);
    let told = other.form(&format!("/depots/{link}/arreter"), &[]).await;
    assert_eq!(told.headers()[header::LOCATION], "/papiers");
    assert_eq!(invited(&one).await, link);
    let still = depositor(&stranger, server.said())
        .await
        .0
        .get("/d/photo")
        .await;
    assert_eq!(still.status(), 200);
    assert_eq!(papers(&one).await, theirs);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_session_ends_when_the_operator_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let one = come_in(&server.person(), server.said(), 0).await;
    let other = come_in(&server.person(), server.said(), 1).await;
    assert_eq!(one.get("/papiers").await.status(), 200);
    let config = folder.path().join("demo.toml").display().to_string();
    let done = crate::house::run(&["sessions", "end", "--config", &config]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(
        done.status.success() && said.contains(" sessions ended"),
        "{said}"
    );
    for person in [&one, &other] {
        assert_ne!(person.get("/papiers").await.status(), 200);
    }
    // Nothing else ended: the card opens as before.
    let again = come_in(&server.person(), server.said(), 0).await;
    assert_eq!(again.get("/papiers").await.status(), 200);
}

/// What breaks inside is told to nobody outside: the page has a reference, which stands in the log with the reason.
#[tokio::test(flavor = "multi_thread")]
async fn attack_a_fault_of_our_own_says_a_reference_and_no_more() {
    let setup = Setup::embedded();
    let person = come_in(&setup.server.person(), setup.server.said(), 0).await;
    let tables = Tables::of(&setup).await;
    tables
        .meddle("ALTER TABLE documents RENAME TO lost_documents")
        .await;
    let answer = person.get("/papiers").await;
    tables.close().await;
    assert_eq!(answer.status(), 500);
    let page = answer.text().await.unwrap();
    let (_, shown) = page.split_once("<b dir=\"ltr\">").unwrap();
    let reference = shown.split('<').next().unwrap();
    assert_eq!(reference.len(), 9, "{page}");
    let log = setup.server.log();
    let line = log.lines().find(|line| line.contains(reference));
    assert!(
        line.is_some_and(|line| line.contains("the database failed")),
        "{log}"
    );
    for inside in ["documents", "no such table", "SQL", "sql", "src/", ".rs"] {
        assert!(!page.contains(inside), "{inside} in {page}");
    }
}

/// Somebody presses it because of who comes in: an error page is no neutral page.
#[tokio::test(flavor = "multi_thread")]
async fn the_quick_exit_leaves_although_the_tables_fail() {
    let setup = Setup::embedded();
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let session = come_in(&anybody, said, 0).await;
    let tables = Tables::of(&setup).await;
    for sql in [
        "ALTER TABLE ephemeral.sessions RENAME TO lost_sessions",
        "ALTER TABLE ephemeral.viewings RENAME TO lost_viewings",
    ] {
        tables.meddle(sql).await;
    }
    let viewing = format!("__Host-vu={}", "0".repeat(32));
    let looking = anybody.another();
    let nothing: [(&str, &str); 0] = [];
    for left in [
        session.ask(Method::POST, "/quitter"),
        looking
            .ask(Method::POST, "/quitter")
            .header("cookie", viewing),
    ] {
        let left = left.form(&nothing).send().await.unwrap();
        assert_eq!(left.status(), 200);
        assert!(left.headers().contains_key("refresh"));
        for name in ["__Host-abri", "__Host-vu"] {
            let mut brought = left.cookies();
            assert!(brought.any(|cookie| cookie.name() == name && cookie.value().is_empty()));
        }
    }
    tables.close().await;
}

/// The most memory that a process had, in bytes.
fn peak(pid: rustix::process::Pid) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", pid.as_raw_nonzero())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.unwrap().trim().trim_end_matches(" kB");
    kilobytes.parse::<u64>().unwrap() * 1024
}

/// What begins so, and goes on with nothing that belongs to a form, a hundred megabytes long.
fn endless(beginning: &'static str) -> reqwest::Body {
    let beginning = bytes::Bytes::from_static(beginning.as_bytes());
    let piece = bytes::Bytes::from(vec![b'a'; 64 * 1024]);
    let pieces = std::iter::once(beginning).chain(std::iter::repeat_n(piece, 1600));
    reqwest::Body::wrap_stream(futures_util::stream::iter(
        pieces.map(Ok::<_, std::io::Error>),
    ))
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_form_whose_parts_never_begin_or_never_end_is_not_kept_in_memory() {
    const MOST: u64 = 24 * 1024 * 1024;
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let person = come_in(&server.person(), server.said(), 0).await;
    let (depositor, _) = depositor(&server.person(), server.said()).await;
    let before = peak(server.pid());
    let head = "--x\r\ncontent-disposition: form-data; name=\"papier\"; filename=\"";
    let kind = "--x\r\ncontent-disposition: form-data; name=\"quoi\"\r\n\r\n";
    for (who, path, beginning) in [
        (&person, "/papiers/ajouter", ""),
        (&person, "/papiers/ajouter", head),
        (&person, "/compte/remettre", ""),
        (&person, "/compte/remettre", head),
        (&depositor, "/d/photo", ""),
        (&depositor, "/d/photo", head),
        (&depositor, "/d/photo", kind),
    ] {
        let request = who
            .ask(Method::POST, path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(endless(beginning));
        // Refused with a page, or cut when what is thrown away has its end too.
        if let Ok(answer) = request.send().await {
            assert!(
                !answer.status().is_server_error(),
                "{path}: {}",
                answer.status()
            );
        }
        let grown = peak(server.pid()).saturating_sub(before);
        assert!(grown < MOST, "{path} {beginning:?}: {grown} bytes more");
    }
    // What is a form is taken as before.
    let answer = crate::people::put_in(&depositor, a_photo()).await;
    assert_eq!(answer.unwrap().status(), StatusCode::SEE_OTHER);
}
