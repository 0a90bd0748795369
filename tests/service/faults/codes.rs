//! A colleague who has just joined, and the application of codes that their structure wants.

use super::flow::{Flow, between};
use crate::factors::now;
use crate::one_time::code;
use crate::server::Person;

/// Somebody who has just joined and has everything that their structure wants of them.
pub struct Newcomer {
    pub person: Person,
    /// What colleagues call them.
    pub name: String,
    words: String,
    /// What their application took.
    letters: String,
}

/// Somebody joins, adds an application, and puts another in its place.
pub async fn codes(flow: &Flow<'_>) -> Option<()> {
    let newcomer = joins(flow, &flow.people.manager, "mediator").await?;
    let person = &newcomer.person;
    // That of this half minute was taken when it was added.
    let next = code(&newcomer.letters, now() + 30_000);
    let again = [("words", newcomer.words.as_str()), ("code", &next)];
    taken(flow, person, &again, "code_app_changed")
        .await
        .map(drop)
}

/// A manager invites somebody, who joins, notes their words and adds an application.
pub async fn joins(flow: &Flow<'_>, manager: &Person, role: &str) -> Option<Newcomer> {
    let role = [("role", role)];
    let path = "/pro/structure/inviter";
    let to = flow.form(manager, path, &role, &["person_invited"]).await?;
    let page = flow.page(manager, &to, &[]).await?;
    let secret = between(&page, "/rejoindre#", "<")?;
    let (person, name) = (flow.people.anybody.another(), flow.name());
    let fields = [("lien", secret.as_str()), ("nom", &name), ("cle", "desk")];
    flow.form(&person, "/rejoindre/compte", &fields, &["person_joined"])
        .await?;
    let page = flow.page(&person, "/pro/compte/mots", &[]).await?;
    let shown = page.split("<li><b>").skip(1);
    let words: Vec<_> = shown.filter_map(|word| word.split('<').next()).collect();
    let words = words.join(" ");
    let proof = [("words", words.as_str())];
    flow.form(&person, "/pro/compte/mots", &proof, &[]).await?;
    let letters = taken(flow, &person, &proof, "code_app_added").await?;
    Some(Newcomer {
        person,
        name,
        words,
        letters,
    })
}

/// An application takes what is shown, and gives its first code.
async fn taken(
    flow: &Flow<'_>,
    person: &Person,
    proof: &[(&str, &str)],
    entry: &'static str,
) -> Option<String> {
    let path = "/pro/compte/application";
    flow.form(person, path, proof, &[]).await?;
    let page = flow.page(person, path, &[]).await?;
    let shown = between(&page, "<b class=\"long\" dir=\"ltr\">", "</b>")?;
    let letters: String = shown.replace("<br>", "").split_whitespace().collect();
    let typed = code(&letters, now());
    let check = "/pro/compte/application/verifier";
    flow.form(person, check, &[("code", &typed)], &[entry])
        .await?;
    Some(letters)
}
