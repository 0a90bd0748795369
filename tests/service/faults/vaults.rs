//! What people do to a vault: ways in, settings, opening and closing it, and everything taken out and brought back.

use abri::actions::notice::VERSION;
use reqwest::Method;
use reqwest::multipart::{Form, Part};

use super::flow::{Flow, between, hidden};
use crate::server::Person;

/// Somebody comes in once more, and types their code again for what is behind it.
async fn inside(flow: &Flow<'_>, to: &str) -> Option<Person> {
    let owner = flow.people.anybody.another();
    let who = &flow.people.said["people"][0];
    let code = who["code"].as_str().unwrap();
    let card = [
        ("number", who["card"].as_str().unwrap()),
        ("code", code),
        ("place", "own"),
    ];
    flow.form(&owner, "/entrer/carte/code", &card, &["signed_in"])
        .await?;
    proves(flow, &owner, code, to).await?;
    Some(owner)
}

/// What a person changes about their vault.
pub async fn account(flow: &Flow<'_>) -> Option<()> {
    let owner = inside(flow, "/compte/secours").await?;
    for wanted in ["oui", "non"] {
        let fields = [("discret", wanted)];
        flow.form(&owner, "/compte/discret", &fields, &["setting_changed"])
            .await?;
    }
    let fields = [("notice", VERSION), ("given", "screen")];
    flow.form(&owner, "/compte/information", &fields, &["notice_read"])
        .await?;
    let path = "/qui-a-vu/telecharger?forme=lire";
    flow.page(&owner, path, &["journal_taken"]).await?;
    flow.form(&owner, "/compte/secours", &[], &["slot_added"])
        .await
        .map(drop)
}

/// A vault is asked to close, and kept.
pub async fn closing(flow: &Flow<'_>) -> Option<()> {
    let owner = inside(flow, "/compte/fermer").await?;
    closes(flow, &owner, "plus-tard", &["closing_asked"]).await?;
    flow.form(&owner, "/compte/fermer/garder", &[], &["closing_stopped"])
        .await
        .map(drop)
}

/// Somebody opens a vault of their own; their browser, their code, and what stands for their way in in addresses.
pub async fn fresh(flow: &Flow<'_>) -> Option<(Person, String, String)> {
    let person = flow.people.anybody.another();
    let name = flow.name();
    let answers = [
        ("place", "own"),
        ("notice", VERSION),
        ("given", "screen"),
        ("name", name.as_str()),
        ("picture", "sun"),
    ];
    let to = flow.form(&person, "/ouvrir", &answers, &[]).await?;
    flow.done("vault_opened");
    let way = to.rsplit('/').next()?.split('?').next()?.to_owned();
    let code = noted(flow, &person, &way).await?;
    Some((person, code, way))
}

/// Types the code of a page back; the code.
async fn noted(flow: &Flow<'_>, person: &Person, way: &str) -> Option<String> {
    let path = format!("/compte/code/{way}");
    let page = flow.page(person, &path, &[]).await?;
    let shown = between(&page, "<b class=\"large\">", "</b>")?;
    let code = digits(&shown);
    flow.form(person, &path, &[("typed", &code)], &[]).await?;
    Some(code)
}

/// A code as it is typed: pages show it in two halves.
pub fn digits(shown: &str) -> String {
    shown.chars().filter(char::is_ascii_digit).collect()
}

/// Types the code once more, for what is behind it.
pub async fn proves(flow: &Flow<'_>, person: &Person, code: &str, to: &str) -> Option<()> {
    let typed = [("vers", to), ("typed", code)];
    flow.form(person, "/compte/preuve", &typed, &[])
        .await
        .map(drop)
}

/// A vault is opened and closed at once: its journal goes with it.
pub async fn opening(flow: &Flow<'_>) -> Option<()> {
    let (person, code, _) = fresh(flow).await?;
    proves(flow, &person, &code, "/compte/fermer").await?;
    closes(flow, &person, "maintenant", &[]).await?;
    flow.done("vault_closed");
    Some(())
}

/// The code of a new vault is changed, a card made, used on another screen and taken away, and every session ended.
pub async fn ways(flow: &Flow<'_>) -> Option<()> {
    let (person, code, way) = fresh(flow).await?;
    proves(flow, &person, &code, "/compte").await?;
    let change = format!("/compte/entree/{way}/code");
    flow.form(&person, &change, &[], &["secret_changed"])
        .await?;
    noted(flow, &person, &way).await?;
    flow.form(&person, "/compte/carte/faire", &[], &["slot_added"])
        .await?;
    let page = flow.page(&person, "/compte", &[]).await?;
    let card = between(&page, "href=\"/compte/code/", "\"")?;
    let code = flow
        .page(&person, &format!("/compte/code/{card}"), &[])
        .await?;
    let code = digits(&between(&code, "<b class=\"large\">", "</b>")?);
    let number = flow.page(&person, "/compte/carte", &[]).await?;
    let number = between(&number, "<b class=\"long\" dir=\"ltr\">", "</b>")?;
    let number = number.replace("<br>", "");
    let fields = [("number", &*number), ("code", &*code), ("place", "own")];
    let elsewhere = flow.people.anybody.another();
    flow.form(&elsewhere, "/entrer/carte/code", &fields, &["signed_in"])
        .await?;
    let screens = "/compte/ecrans";
    let page = flow.page(&person, screens, &[]).await?;
    let other = hidden(&page, "ecran")?;
    flow.form(&person, screens, &[("ecran", &other)], &["screen_closed"])
        .await?;
    let remove = format!("/compte/entree/{card}/retirer");
    flow.form(&person, &remove, &[], &["slot_removed"]).await?;
    let end = "/compte/sortir-partout";
    flow.form(&person, end, &[], &["signed_out_everywhere"])
        .await
        .map(drop)
}

/// Control of a new vault is regained: another key, and a new card.
pub async fn regain(flow: &Flow<'_>) -> Option<()> {
    let (person, code, _) = fresh(flow).await?;
    let path = "/compte/reprendre";
    proves(flow, &person, &code, path).await?;
    flow.form(&person, path, &[], &["control_regained"])
        .await
        .map(drop)
}

/// Everything is taken out of a new vault, destroyed there, and brought back.
pub async fn archive(flow: &Flow<'_>) -> Option<()> {
    let (person, code, _) = fresh(flow).await?;
    let path = "/papiers/ajouter";
    let to = flow
        .file(&person, path, flow.a_pdf(), "paper_added")
        .await?;
    let id = to.split('/').nth(2)?;
    proves(flow, &person, &code, "/compte/recuperer").await?;
    let take = person.ask(Method::POST, "/compte/recuperer");
    let taken = flow
        .send(take.form(&[("words", "")]), &["taken_out"])
        .await?;
    let archive = taken.bytes().await.ok()?;
    for (how, entry) in [
        ("retirer", "paper_removed"),
        ("detruire", "paper_destroyed"),
    ] {
        let path = format!("/papiers/{id}/{how}");
        flow.form(&person, &path, &[], &[entry]).await?;
    }
    let file = Part::stream(archive).file_name("papiers.zip");
    let back = person.ask(Method::POST, "/compte/remettre");
    let back = back.multipart(Form::new().part("archive", file));
    let page = flow.send(back, &[]).await?.text().await.ok()?;
    if page.contains("/papiers/") {
        flow.done("paper_brought");
    }
    Some(())
}

/// The certificate is the answer.
async fn closes(
    flow: &Flow<'_>,
    person: &Person,
    when: &str,
    entries: &[&'static str],
) -> Option<()> {
    let asked = person.ask(Method::POST, "/compte/fermer");
    let answer = flow.send(asked.form(&[("quand", when)]), entries).await?;
    assert_eq!(answer.status(), 200);
    answer.text().await.ok().map(drop)
}
