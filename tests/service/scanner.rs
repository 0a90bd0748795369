//! A phone as the scanner of a computer, from outside: the words of the stream, as they come.

use reqwest::{Method, StatusCode};

use crate::depositors::{enter, paper, put_in};
use crate::people::{come_in, papers};
use crate::server::{Person, Server};
use crate::setups::Setup;

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_phone_is_one_and_ends_with_the_page_on_sqlite_and_disk() {
    beside(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_phone_is_one_and_ends_with_the_page_on_postgres_and_s3() {
    beside(Setup::networked().await).await;
}

async fn beside(setup: Setup) {
    let (said, anybody) = (setup.server.said(), setup.server.person());
    // The phone comes to another node, where there is one.
    let node = setup.second_node();
    let away = node
        .as_ref()
        .map_or_else(|| anybody.another(), Server::person);
    let owner = come_in(&anybody, said, 1).await;
    let before = papers(&owner).await;

    let (place, link) = begin(&owner).await;
    let mut stream = Stream::open(&owner, &place).await;
    assert_eq!(stream.word().await, "waiting 0");
    let phone = enter(&away, &link).await.unwrap();
    assert_eq!(stream.word().await, "held 0");
    assert_eq!(enter(&away, &link).await, None, "another phone");
    let put = put_in(&away, &phone, paper("du telephone")).await;
    assert_eq!(put.status(), StatusCode::SEE_OTHER);
    assert_eq!(stream.word().await, "held 1");
    let state = owner.get(&format!("{place}/etat")).await;
    assert_eq!(state.text().await.unwrap(), "held 1");
    let after = papers(&owner).await;
    assert_eq!(after.len(), before.len() + 1);

    // Nobody else's, not even with its number.
    let other = come_in(&anybody, said, 0).await;
    for rest in ["", "/etat", "/flux"] {
        let path = format!("{place}{rest}");
        assert_eq!(
            other.get(&path).await.status(),
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let form: [(&str, &str); 0] = [];
    other.form(&format!("{place}/fin"), &form).await;
    assert!(looks(&away, &phone).await, "others end nothing");

    // The page goes: what it sends then has no body.
    let gone = owner.ask(Method::POST, &format!("{place}/fin"));
    assert_eq!(gone.send().await.unwrap().status(), StatusCode::SEE_OTHER);
    assert_eq!(stream.word().await, "over");
    assert!(!looks(&away, &phone).await);
    assert_eq!(enter(&away, &link).await, None);
    let put = put_in(&away, &phone, paper("trop tard")).await;
    assert_eq!(put.status(), StatusCode::NOT_FOUND);

    // Another one ends the one before; so does leaving the vault, on every page.
    let (place, link) = begin(&owner).await;
    let phone = enter(&away, &link).await.unwrap();
    let mut stream = Stream::open(&owner, &place).await;
    assert_eq!(stream.word().await, "held 0");
    let (_, another) = begin(&owner).await;
    assert_eq!(stream.word().await, "over");
    assert!(!looks(&away, &phone).await);
    let phone = enter(&away, &another).await.unwrap();
    assert!(looks(&away, &phone).await);
    assert_eq!(papers(&owner).await, after);
}

async fn looks(away: &Person, phone: &str) -> bool {
    let page = away.ask(Method::GET, "/d/photo").header("cookie", phone);
    page.send().await.unwrap().status() == StatusCode::OK
}

/// Begins; its place, and the link in its square.
async fn begin(owner: &Person) -> (String, String) {
    let form: [(&str, &str); 0] = [];
    let begun = owner.form("/papiers/telephone", &form).await;
    let place = begun.headers()["location"].to_str().unwrap().to_owned();
    let page = owner.get(&place).await.text().await.unwrap();
    let link = page.split("class=\"mono\" dir=\"ltr\">").nth(1).unwrap();
    let link = link.split('<').next().unwrap();
    (place, link.to_owned())
}

/// Server-sent events under way.
struct Stream {
    answer: reqwest::Response,
    text: String,
}

impl Stream {
    async fn open(owner: &Person, place: &str) -> Self {
        let answer = owner.get(&format!("{place}/flux")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        assert_eq!(answer.headers()["cache-control"], "no-cache");
        Self {
            answer,
            text: String::new(),
        }
    }

    /// The next word that is told.
    async fn word(&mut self) -> String {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let data = event.lines().find_map(|line| line.strip_prefix("data: "));
                let word = data.map(str::to_owned);
                let rest = rest.to_owned();
                self.text = rest;
                if let Some(word) = word {
                    return word;
                }
                continue;
            }
            let piece = self
                .answer
                .chunk()
                .await
                .unwrap()
                .expect("the stream goes on");
            self.text += std::str::from_utf8(&piece).unwrap();
        }
    }
}
