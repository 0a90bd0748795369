//! What stands between a stranger and a person, over TLS: limits per source, answers that tell nothing,
//! and words of its own for a paper that is damaged.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use abri::actions::notice::VERSION;
use abri::crypto::crockford;
use abri::crypto::secrets::Secret;
use reqwest::StatusCode;

use crate::house::{House, ORIGIN, Serving, run};
use crate::people::{come_in, journal, papers};
use crate::s3::files_under;
use crate::server::{Person, Server};

/// The last question of opening a vault on a shared computer, answered.
async fn open_vault(server: &Serving) -> (StatusCode, String) {
    let answers = [
        ("place", "shared"),
        ("notice", VERSION),
        ("given", "screen"),
        ("name", "Mariam"),
    ];
    let request = server.client().post(server.url("/ouvrir"));
    let answer = request.header("host", "localhost").header("origin", ORIGIN);
    let answer = answer.form(&answers).send().await.unwrap();
    (answer.status(), answer.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_one_source_opens_only_so_many_vaults_and_a_restart_forgets_nothing() {
    let house = House::new();
    house.write(&format!(
        "{}[limits]\nvaults_per_source = 2\n",
        house.text()
    ));
    let server = house.serve();
    for _ in 0..2 {
        assert_eq!(open_vault(&server).await.0, StatusCode::SEE_OTHER);
    }
    let refused = |(status, page): (StatusCode, String)| {
        assert_eq!(status, StatusCode::TOO_MANY_REQUESTS, "{page}");
        assert!(
            page.contains("Beaucoup de coffres ont été ouverts ici."),
            "{page}"
        );
        assert!(page.contains("Accueil des Tilleuls"), "who helps: {page}");
    };
    refused(open_vault(&server).await);
    server.stop();
    let server = house.serve();
    refused(open_vault(&server).await);
    server.stop();
}

/// A demonstration whose sources are refused after two wrong tries.
fn strict(folder: &Path) -> Server {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abri"));
    command
        .arg("demo")
        .env("ABRI_LIMITS__TRIES_PER_SOURCE", "2");
    Server::start(command, folder)
}

/// Brings a link and a spoken code, as Claire.
async fn bring(person: &Person, link: &str, code: &str) -> reqwest::Response {
    let fields = [
        ("lien", link),
        ("nom", "Claire Morel"),
        ("structure", "Le Porche"),
        ("code", code),
    ];
    person.form("/p/ouvrir", &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_spoken_codes_are_guessed_no_further_from_one_source_nor_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let server = strict(folder.path());
    let shares = server.said()["shares"].as_array().unwrap().clone();
    let spoken = shares.iter().find(|share| share["code"] != "").unwrap();
    let [link, code] = ["link", "code"].map(|key| spoken[key].as_str().unwrap());
    let wrong = if code.starts_with('1') {
        "2222"
    } else {
        "1111"
    };
    let claire = server.person();
    // The right one costs nothing, however often.
    for _ in 0..3 {
        let opened = bring(&claire.another(), link, code).await;
        assert_eq!(opened.status(), StatusCode::SEE_OTHER);
    }
    for _ in 0..2 {
        assert_eq!(bring(&claire, link, wrong).await.status(), StatusCode::OK);
    }
    let slowed = bring(&claire.another(), link, code).await;
    assert_eq!(slowed.status(), StatusCode::TOO_MANY_REQUESTS);
    server.stop();
    let server = strict(folder.path());
    let slowed = bring(&server.person(), link, code).await;
    assert_eq!(slowed.status(), StatusCode::TOO_MANY_REQUESTS);
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_known_and_an_unknown_identifier_are_answered_alike() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let people = server.said()["people"].as_array().unwrap().clone();
    let known = people
        .iter()
        .filter_map(|one| one["identifier"].as_str())
        .find(|known| !known.is_empty())
        .unwrap();
    let unknown = "personne@example.org";
    let stranger = server.person();
    let mut told = Vec::new();
    for identifier in [known, unknown] {
        let fields = [
            ("identifier", identifier),
            ("words", "quinze lettres au moins"),
        ];
        let answer = stranger.form("/entrer/mots", &fields).await;
        let mut headers = answer.headers().clone();
        headers.remove("date");
        headers.remove("content-length");
        let status = answer.status();
        let page = answer.text().await.unwrap();
        assert!(page.contains(identifier), "the field keeps what was typed");
        told.push((
            status,
            format!("{headers:?}"),
            page.replace(identifier, "…"),
        ));
    }
    assert_eq!(told[0], told[1]);
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_is_somebodys_is_proposed_as_their_own_with_the_rescue_code() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let rescue = server.said()["people"][0]["rescue"]
        .as_str()
        .unwrap()
        .to_owned();
    let checked = |place: &str| format!("value=\"{place}\" checked");
    let stranger = server.person();
    let asked = stranger
        .form("/entrer/secours", &[("number", &rescue)])
        .await;
    assert!(asked.text().await.unwrap().contains(&checked("shared")));

    let phone = stranger.another();
    let answers = [
        ("place", "own"),
        ("notice", VERSION),
        ("given", "screen"),
        ("name", "Mariam"),
        ("picture", "boat"),
    ];
    assert_eq!(
        phone.form("/ouvrir", &answers).await.status(),
        StatusCode::SEE_OTHER
    );
    phone.form("/sortir", &[]).await;
    let asked = phone.form("/entrer/secours", &[("number", &rescue)]).await;
    let page = asked.text().await.unwrap();
    assert!(page.contains(&checked("own")), "{page}");
    let entered = [("number", rescue.as_str()), ("place", "own")];
    // A browser that would not find its way back after a lost answer is asked once more; the code is still good.
    let hasty = stranger.another().form("/entrer/secours", &entered).await;
    assert_eq!(hasty.status(), StatusCode::OK);
    assert!(
        hasty
            .cookies()
            .any(|cookie| cookie.name() == "__Host-retour")
    );
    let entered = phone.form("/entrer/secours", &entered).await;
    assert_eq!(entered.headers()["location"], "/compte/carte?suite=secours");
    phone.form("/sortir", &[]).await;
    let doors = phone.get("/entrer").await.text().await.unwrap();
    assert!(doors.contains("Bateau"), "its key is still there");
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_paper_has_words_of_its_own_for_its_owner_and_for_a_reader() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let said = server.said().clone();
    let owner = come_in(&server.person(), &said, 0).await;
    let id = papers(&owner).await.remove(0);
    let objects = said["paths"]["objects"].as_str().unwrap();
    for file in files_under(Path::new(objects)) {
        let mut bytes = std::fs::read(&file).unwrap();
        // Behind the header of the age file, where the first page begins.
        for byte in bytes.iter_mut().skip(300) {
            *byte ^= 1;
        }
        std::fs::write(&file, bytes).unwrap();
    }
    for path in [
        format!("/papiers/{id}"),
        format!("/papiers/{id}/1/original"),
    ] {
        let answer = owner.get(&path).await;
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let page = answer.text().await.unwrap();
        for part in [
            "Ce papier est abîmé",
            "Vos autres papiers sont là.",
            "Association Le Porche",
            &format!("/papiers/ajouter?pour={id}"),
        ] {
            assert!(page.contains(part), "{path}: {part}\n{page}");
        }
    }
    let journal = owner.get("/qui-a-vu").await.text().await.unwrap();
    assert!(journal.contains("abîmé"), "{journal}");

    let shares = said["shares"].as_array().unwrap();
    let spoken = shares.iter().find(|share| share["code"] != "").unwrap();
    let [link, code] = ["link", "code"].map(|key| spoken[key].as_str().unwrap());
    let reader = server.person();
    assert_eq!(
        bring(&reader, link, code).await.status(),
        StatusCode::SEE_OTHER
    );
    for path in ["/p/papiers/0", "/p/papiers/0/original"] {
        let answer = reader.get(path).await;
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let page = answer.text().await.unwrap();
        for part in [
            "Ce papier est abîmé",
            "Les autres papiers montrés sont là.",
            "Association Le Porche",
        ] {
            assert!(page.contains(part), "{path}: {part}\n{page}");
        }
    }
    let list = reader.get("/p/papiers").await;
    assert_eq!(list.status(), StatusCode::OK, "the list is still there");
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_of_papers_that_is_not_mounted_damages_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let said = server.said().clone();
    let owner = come_in(&server.person(), &said, 0).await;
    let original = format!("/papiers/{}/1/original", papers(&owner).await.remove(0));
    let objects = Path::new(said["paths"]["objects"].as_str().unwrap());
    let elsewhere = folder.path().join("elsewhere");
    std::fs::rename(objects, &elsewhere).unwrap();
    // What a folder is on which nothing is mounted.
    std::fs::create_dir(objects).unwrap();
    let away = owner.get(&original).await;
    assert_eq!(away.status(), StatusCode::SERVICE_UNAVAILABLE);
    std::fs::remove_dir(objects).unwrap();
    std::fs::rename(&elsewhere, objects).unwrap();
    assert_eq!(owner.get(&original).await.status(), StatusCode::OK);
    let journal = owner.get("/qui-a-vu").await.text().await.unwrap();
    assert!(!journal.contains("abîmé"), "{journal}");
    server.stop();
    std::fs::rename(objects, &elsewhere).unwrap();
    // Nor does it start on one, and put new papers beneath what comes back.
    let config = folder.path().join("demo.toml").display().to_string();
    let refused = run(&["serve", "--config", &config]);
    assert!(!refused.status.success());
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("is its disk mounted"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_right_secret_is_not_even_tried_where_too_many_were_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let (said, anybody) = (server.said(), server.person());
    let owner = come_in(&anybody, said, 0).await;
    let before = journal(&owner).await.len();
    let stranger = anybody.another();
    let tries = async |number: &str| {
        let fields = [("number", number), ("place", "own")];
        stranger.form("/entrer/secours", &fields).await.status()
    };
    let unknown = crockford::rescue_code(&Secret::take(&mut [7; 16]));
    let mut refused = tries(&unknown).await;
    for _ in 0..40 {
        refused = tries(&unknown).await;
    }
    assert_eq!(refused, StatusCode::TOO_MANY_REQUESTS);
    let rescue = said["people"][0]["rescue"].as_str().unwrap();
    assert_eq!(tries(rescue).await, refused);
    // What had begun all the same would have used the code up by then, and ended the card.
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(journal(&owner).await.len(), before, "it was tried");
}
