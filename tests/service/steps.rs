//! The steps of an appointment, as the forms of its pages.

use crate::professionals::signed_in;
use crate::server::Person;

/// An appointment with papers shown and opened; where it stands for each of the two.
pub async fn shown(own: &Person, person: &Person) -> (String, String) {
    let (id, code) = asks(own).await;
    let place = takes(person, &code).await;
    agrees(person, &place).await;
    let home = format!("/pro/rendez-vous/{id}");
    assert_eq!(own.form(&format!("{home}/ouvrir"), &[]).await.status(), 303);
    assert_eq!(
        own.get(&format!("{home}/papiers/0/page/1")).await.status(),
        200
    );
    (home, place)
}

/// The social worker of the demonstration, signed in.
pub async fn worker(like: &Person, said: &serde_json::Value) -> Person {
    signed_in(like, said, "social_worker").await
}

/// Asks for the papers of a procedure; the appointment and its code.
pub async fn asks(own: &Person) -> (String, String) {
    let fields = [("pour", "rsa"), ("famille", "oui"), ("duree", "120")];
    let answer = own.form("/pro/rendez-vous", &fields).await;
    assert_eq!(answer.status(), 303, "{}", answer.text().await.unwrap());
    let to = answer.headers()["location"].to_str().unwrap().to_owned();
    let page = own.get(&to).await.text().await.unwrap();
    let code = page.split("data-code>").nth(1).unwrap();
    let id = to.rsplit('/').next().unwrap().to_owned();
    (id, code[..7].to_owned())
}

/// Types the code; where the request stands.
pub async fn takes(person: &Person, code: &str) -> String {
    let taken = person.form("/rdv", &[("code", code)]).await;
    assert_eq!(taken.status(), 303, "{}", taken.text().await.unwrap());
    taken.headers()["location"].to_str().unwrap().to_owned()
}

/// Ticks the first paper that is there and agrees to the sentence.
pub async fn agrees(person: &Person, place: &str) {
    let page = person.get(place).await.text().await.unwrap();
    let paper = value(&page, "papier");
    let page = person.form(place, &[("papier", paper.as_str())]).await;
    let page = page.text().await.unwrap();
    let fields = [
        ("etape", "accord".to_owned()),
        ("papier", paper),
        ("numero", value(&page, "numero")),
        ("phrase", value(&page, "phrase")),
    ];
    sends(person, place, &fields).await;
}

/// Sends a form that leads on.
pub async fn sends(person: &Person, path: &str, fields: &[(&str, String)]) {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let answer = person.form(path, &fields).await;
    assert_eq!(
        answer.status(),
        303,
        "{path}: {}",
        answer.text().await.unwrap()
    );
}

/// How far it is, in a word.
pub async fn word(own: &Person, home: &str) -> String {
    let answer = own.get(&format!("{home}/etat")).await;
    assert_eq!(answer.status(), 200, "{home}");
    answer.text().await.unwrap()
}

/// What the first field of this name holds.
pub fn value(page: &str, name: &str) -> String {
    let field = page.split(&format!("name=\"{name}\" value=\"")).nth(1);
    let field = field.unwrap_or_else(|| panic!("{name} in {page}"));
    field.split('"').next().unwrap().to_owned()
}
