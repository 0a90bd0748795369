//! What people do to a vault: ways in, settings, opening and closing it, and everything taken out and brought back.

use abri::actions::notice::VERSION;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, Response};

use super::flow::{Flow, between, hidden};
use super::ways::Vault;
use crate::server::Person;

/// Somebody comes in once more, and types their code again for what is behind it.
async fn inside(flow: &Flow<'_>, to: &str) -> Option<Person> {
    let owner = flow.people.anybody.another();
    let card = flow.people.card();
    let (_, code) = card[1];
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
    let asked = ["closing_asked"];
    let page = closes(flow, &owner, "plus-tard", &asked).await?;
    page.text().await.ok()?;
    flow.form(&owner, "/compte/fermer/garder", &[], &["closing_stopped"])
        .await
        .map(drop)
}

/// A vault that somebody has just opened.
pub struct Fresh {
    /// Their browser, which is their way in.
    pub person: Person,
    pub code: String,
    /// What stands for their way in in addresses.
    pub way: String,
    /// Its number among those that are come back into.
    pub vault: usize,
}

/// Somebody opens a vault of their own.
pub async fn fresh(flow: &Flow<'_>) -> Option<Fresh> {
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
    let code = shown(flow, &person, &way).await?;
    let vault = flow.opened(Vault::on(&person, &code));
    notes(flow, &person, &way, &code).await?;
    Some(Fresh {
        person,
        code,
        way,
        vault,
    })
}

/// The code of a way in, as the page shows it on which it is noted.
pub async fn shown(flow: &Flow<'_>, person: &Person, way: &str) -> Option<String> {
    let page = flow
        .page(person, &format!("/compte/code/{way}"), &[])
        .await?;
    Some(digits(&between(&page, "<b class=\"large\">", "</b>")?))
}

/// Types that code back.
async fn notes(flow: &Flow<'_>, person: &Person, way: &str, code: &str) -> Option<()> {
    let path = format!("/compte/code/{way}");
    flow.form(person, &path, &[("typed", code)], &[])
        .await
        .map(drop)
}

/// The number of a new card, and its code: the only way into this vault.
pub async fn new_card(flow: &Flow<'_>, person: &Person, vault: usize) -> Option<()> {
    let page = flow.page(person, "/compte/carte", &[]).await?;
    let number = card_number(&page)?;
    let card = between(&page, "href=\"/compte/code/", "\"")?;
    let code = shown(flow, person, &card).await?;
    flow.of(vault, |vault| vault.by_card(&number, &code));
    Some(())
}

/// As it is typed: a page shows it in two lines.
pub fn card_number(page: &str) -> Option<String> {
    let number = between(page, "<b class=\"long\" dir=\"ltr\">", "</b>")?;
    Some(number.replace("<br>", "-"))
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
    let Fresh {
        person,
        code,
        vault,
        ..
    } = fresh(flow).await?;
    proves(flow, &person, &code, "/compte/fermer").await?;
    flow.of(vault, Vault::closes);
    let certificate = closes(flow, &person, "maintenant", &[]).await?;
    flow.of(vault, Vault::is_closed);
    certificate.text().await.ok()?;
    flow.done("vault_closed");
    Some(())
}

/// The code of a new vault is changed, a card made, used on another screen and taken away, and every session ended.
pub async fn ways(flow: &Flow<'_>) -> Option<()> {
    let Fresh {
        person,
        code,
        way,
        vault,
    } = fresh(flow).await?;
    proves(flow, &person, &code, "/compte").await?;
    let change = format!("/compte/entree/{way}/code");
    flow.changes(vault, |vault| vault.changes(&person, &code));
    flow.form(&person, &change, &[], &["secret_changed"])
        .await?;
    let code = shown(flow, &person, &way).await?;
    flow.of(vault, |vault| vault.by_phone(&person, &code));
    notes(flow, &person, &way, &code).await?;
    flow.form(&person, "/compte/carte/faire", &[], &["slot_added"])
        .await?;
    let page = flow.page(&person, "/compte", &[]).await?;
    let card = between(&page, "href=\"/compte/code/", "\"")?;
    let code = shown(flow, &person, &card).await?;
    let number = flow.page(&person, "/compte/carte", &[]).await?;
    let number = card_number(&number)?;
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
    let Fresh {
        person,
        code,
        vault,
        ..
    } = fresh(flow).await?;
    let path = "/compte/reprendre";
    proves(flow, &person, &code, path).await?;
    flow.changes(vault, |vault| vault.changes(&person, &code));
    flow.form(&person, path, &[], &["control_regained"]).await?;
    new_card(flow, &person, vault).await
}

/// A rescue code is made in a new vault, and brought back in another browser: it opens once, and leads to a new card.
pub async fn rescued(flow: &Flow<'_>) -> Option<()> {
    let Fresh {
        person,
        code,
        vault,
        ..
    } = fresh(flow).await?;
    let path = "/compte/secours";
    proves(flow, &person, &code, path).await?;
    flow.form(&person, path, &[], &["slot_added"]).await?;
    let number = card_number(&flow.page(&person, path, &[]).await?)?;
    let browser = flow.people.anybody.another();
    let (path, own) = ("/entrer/secours", ("place", "own"));
    let typed = [("number", number.as_str()), own];
    flow.asks(&browser, path, &typed[..1]).await?;
    flow.changes(vault, |vault| vault.opens_once(&browser, path, &typed));
    flow.form(&browser, path, &typed, &["slot_added"]).await?;
    new_card(flow, &browser, vault).await
}

/// Everything is taken out of a new vault, destroyed there, and brought back.
pub async fn archive(flow: &Flow<'_>) -> Option<()> {
    let Fresh {
        person,
        code,
        vault,
        ..
    } = fresh(flow).await?;
    let (path, bytes) = ("/papiers/ajouter", flow.a_pdf());
    let to = flow
        .file(&person, path, bytes.clone(), "paper_added")
        .await?;
    let id = to.split('/').nth(2)?;
    flow.of(vault, |vault| vault.papers.keep(id, bytes.clone()));
    proves(flow, &person, &code, "/compte/recuperer").await?;
    let take = person.ask(Method::POST, "/compte/recuperer");
    let taken = flow
        .send(take.form(&[("words", "")]), &["taken_out"])
        .await?;
    let archive = taken.bytes().await.ok()?;
    flow.of(vault, |vault| vault.papers.leaves(id, true));
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
    if let Some(id) = between(&page, "href=\"/papiers/", "\"") {
        flow.done("paper_brought");
        flow.of(vault, |vault| vault.papers.keep(&id, bytes));
    }
    Some(())
}

/// The certificate is the answer: said once it begins.
async fn closes(
    flow: &Flow<'_>,
    person: &Person,
    when: &str,
    entries: &[&'static str],
) -> Option<Response> {
    let asked = person.ask(Method::POST, "/compte/fermer");
    let answer = flow.send(asked.form(&[("quand", when)]), entries).await?;
    assert_eq!(answer.status(), 200);
    Some(answer)
}
