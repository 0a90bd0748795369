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

/// The ids of the papers on a person's home page.
pub async fn papers(person: &Person) -> Vec<String> {
    let home = person.get("/papiers").await.text().await.unwrap();
    let mut ids: Vec<String> = home
        .split("href=\"/papiers/")
        .skip(1)
        .filter_map(|rest| rest.get(..32))
        .filter(|id| id.bytes().all(|b| b.is_ascii_hexdigit()))
        .map(str::to_owned)
        .collect();
    ids.dedup();
    ids
}
