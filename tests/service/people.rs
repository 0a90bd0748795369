//! The invented people of the demonstration, signed in.

use crate::server::Person;

/// Signs the person of this number in by card, in a browser of its own.
pub async fn come_in(like: &Person, said: &serde_json::Value, number: usize) -> Person {
    let person = like.another();
    let who = &said["people"][number];
    let fields = [
        ("number", who["card"].as_str().unwrap()),
        ("code", who["code"].as_str().unwrap()),
        ("place", "own"),
    ];
    let answer = person.form("/entrer/carte/code", &fields).await;
    assert_eq!(answer.status(), 303, "{}", answer.text().await.unwrap());
    person
}

/// The ids of the papers on a person's home page, those that wait for an answer first.
pub async fn papers(person: &Person) -> Vec<String> {
    named(person, "href=\"/papiers/").await
}

/// The ids of those that are theirs, as the list has them.
pub async fn listed(person: &Person) -> Vec<String> {
    named(person, "class=\"paper\" href=\"/papiers/").await
}

async fn named(person: &Person, before: &str) -> Vec<String> {
    let home = person.get("/papiers").await.text().await.unwrap();
    let mut ids: Vec<String> = Vec::new();
    for rest in home.split(before).skip(1) {
        let id = rest.get(..32).unwrap_or_default();
        // One that ends soon is named twice.
        if id.len() == 32
            && id.bytes().all(|b| b.is_ascii_hexdigit())
            && !ids.iter().any(|one| one == id)
        {
            ids.push(id.to_owned());
        }
    }
    ids
}

/// The value of a cookie that an answer brings, if it does.
pub fn cookie(answer: &reqwest::Response, name: &str) -> Option<String> {
    let mut brought = answer.cookies();
    let found = brought.find(|cookie| cookie.name() == name && !cookie.value().is_empty())?;
    Some(found.value().to_owned())
}

/// What "Qui a vu mes papiers ?" holds, as the person takes it away, the oldest entry first; without the entries that say
/// so, which `told` looks at.
pub async fn journal(person: &Person) -> Vec<serde_json::Value> {
    let lines = person.get("/qui-a-vu/telecharger?forme=verifier").await;
    assert_eq!(lines.status(), 200);
    let lines = lines.text().await.unwrap();
    let entries = lines.lines().skip(1);
    let entries = entries.map(|line| serde_json::from_str(line).unwrap());
    let is_other = |entry: &serde_json::Value| entry["code"] != "journal_taken";
    entries.filter(is_other).collect()
}

/// The link that the first person has given for putting papers in.
pub async fn invited(person: &Person) -> String {
    let home = person.get("/papiers").await.text().await.unwrap();
    let at = home
        .match_indices("/depots/")
        .map(|(at, _)| &home[at + 8..]);
    let mut ids = at.filter_map(|rest| rest.get(..32));
    let id = ids.find(|id| id.bytes().all(|b| b.is_ascii_hexdigit()));
    id.unwrap().to_owned()
}

/// Somebody who came in by that link, in a browser of their own, and what their cookie holds.
pub async fn depositor(like: &Person, said: &serde_json::Value) -> (Person, String) {
    let person = like.another();
    let link = said["deposits"][0]["link"].as_str().unwrap();
    let answer = person.form("/d", &[("lien", link)]).await;
    assert_eq!(answer.status(), 303);
    let held = cookie(&answer, "__Host-d").expect("comes in");
    (person, held)
}

/// Sends a paper by a link; nothing when nobody answers.
pub async fn put_in(person: &Person, bytes: Vec<u8>) -> Option<reqwest::Response> {
    let file = reqwest::multipart::Part::bytes(bytes).file_name("photo.png");
    let form = reqwest::multipart::Form::new().text("quoi", "autre");
    let form = form.part("papier", file);
    let asked = person.ask(reqwest::Method::POST, "/d/photo");
    asked.multipart(form).send().await.ok()
}

/// A small photograph.
pub fn a_photo() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(60, 80, image::Rgb([200, 190, 180]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// Opens a link under a name, in a browser of its own; the answer, and what its viewing cookie holds.
pub async fn open_link(person: &Person, link: &str, more: &[(&str, &str)]) -> Option<String> {
    let form = [&[("lien", link), ("nom", "Claire Morel")], more].concat();
    let answer = person.another().form("/p/ouvrir", &form).await;
    cookie(&answer, "__Host-vu")
}
