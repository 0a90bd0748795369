//! What people do with somebody beside them: a vault opened with a mediator, two who may help, and a way back in.

use abri::actions::notice::VERSION;
use reqwest::Method;

use super::flow::{Flow, between, hidden};
use super::vaults::{Fresh, card_number, digits, fresh, new_card, proves, shown};
use super::ways::Vault;
use crate::server::Person;

/// Who somebody says they are, as both forms ask for it.
type Who = [(&'static str, String); 4];

/// A person agrees to two professionals who may help, and no more.
pub async fn guardians(flow: &Flow<'_>) -> Option<()> {
    let (person, ..) = agreed(flow).await?;
    let stop = "/compte/personnes/arreter";
    flow.form(&person, stop, &[], &["guardians_stopped"])
        .await
        .map(drop)
}

/// Somebody agrees to the two; their browser, who they are, and the number of their vault.
async fn agreed(flow: &Flow<'_>) -> Option<(Person, Who, usize)> {
    let Fresh {
        person,
        code,
        vault,
        ..
    } = fresh(flow).await?;
    let path = "/compte/personnes";
    proves(flow, &person, &code, path).await?;
    let who = [
        ("nom", flow.name()),
        ("jour", "17".to_owned()),
        ("mois", "8".to_owned()),
        ("annee", "1994".to_owned()),
    ];
    let mut fields = lent(&who);
    let page = flow.asks(&person, path, &fields).await?;
    let structure = hidden(&page, "structure")?;
    fields.extend([("structure", structure.as_str()), ("accord", "oui")]);
    flow.form(&person, path, &fields, &["guardians_agreed"])
        .await?;
    Some((person, who, vault))
}

fn lent(who: &Who) -> Vec<(&str, &str)> {
    who.iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

/// Says in a new browser that everything is lost; it holds the slip, and these are its four words.
async fn lost(flow: &Flow<'_>, who: &Who, manner: &str) -> Option<(Person, String)> {
    let person = flow.elsewhere();
    let mut fields = lent(who);
    fields.push(("comment", manner));
    flow.form(&person, "/entrer/perdu", &fields, &[]).await?;
    let page = flow.page(&person, "/entrer/perdu/bon", &[]).await?;
    let (_, shown) = page.split_once("said-aloud\"")?;
    Some((person, between(shown, "<b>", "</b>")?))
}

/// One of the two makes sure of who read these words out.
async fn confirms(
    flow: &Flow<'_>,
    guardian: &Person,
    words: &str,
    entry: &'static str,
) -> Option<()> {
    let ticked = [
        ("mots", words),
        ("piece", "1"),
        ("visage", "1"),
        ("lus", "1"),
    ];
    flow.form(guardian, "/pro/secours/confirmer", &ticked, &[entry])
        .await?;
    flow.done("recovery_helped");
    Some(())
}

/// Somebody says that they lost everything: one of the two makes sure of them, the other refuses.
pub async fn recovery(flow: &Flow<'_>) -> Option<()> {
    let (_, who, _) = agreed(flow).await?;
    let (_, words) = lost(flow, &who, "presence").await?;
    let (first, second) = (&flow.people.worker, &flow.people.mediator);
    confirms(flow, first, &words, "recovery_confirmed").await?;
    let entry = ["recovery_refused"];
    flow.form(second, "/pro/secours/refuser", &[("mots", &words)], &entry)
        .await
        .map(drop)
}

/// From afar it is stopped by whoever has the vault open; both have seen the person, and they are back in.
pub async fn back(flow: &Flow<'_>) -> Option<()> {
    let (person, who, vault) = agreed(flow).await?;
    let (first, second) = (&flow.people.worker, &flow.people.mediator);
    let (_, words) = lost(flow, &who, "afar").await?;
    confirms(flow, first, &words, "recovery_confirmed").await?;
    flow.done("recovery_told");
    // The notice stands on what a browser asks for as a page.
    let home = person.ask(Method::GET, "/papiers");
    let home = home.header("accept", "text/html");
    let page = flow.send(home, &[]).await?.text().await.ok()?;
    let asked = hidden(&page, "demande")?;
    let no = [("demande", asked.as_str())];
    let entry = ["recovery_vetoed"];
    flow.form(&person, "/secours/refuser", &no, &entry).await?;
    let (again, words) = lost(flow, &who, "presence").await?;
    confirms(flow, first, &words, "recovery_confirmed").await?;
    confirms(flow, second, &words, "recovery_ready").await?;
    let here = [("place", "own")];
    flow.page(&again, "/entrer/perdu/suite", &[]).await?;
    let path = "/entrer/perdu/carte";
    flow.changes(vault, |vault| vault.opens_once(&again, path, &here));
    flow.form(&again, path, &here, &["recovered"]).await?;
    new_card(flow, &again, vault).await
}

/// A mediator opens a vault with somebody and sees the code; of the next one they say that they have not. The person
/// comes in with it, and everything that was seen is replaced.
pub async fn helped(flow: &Flow<'_>) -> Option<()> {
    let mediator = &flow.people.mediator;
    let name = flow.name();
    let answers = [
        ("name", name.as_str()),
        ("notice", VERSION),
        ("given", "mediator"),
    ];
    flow.form(mediator, "/pro/ouvrir", &answers, &[]).await?;
    // The person's own journal tells it for certain, the mediator's when nothing fails.
    flow.done("opening_helped");
    noted(flow, mediator).await?;
    let page = flow.page(mediator, "/ensemble/carte", &[]).await?;
    let number = card_number(&page)?;
    let end = number.get(number.len() - 4..)?;
    let path = "/ensemble/carte/verifier";
    flow.form(mediator, path, &[("typed", end)], &[]).await?;
    let (path, yes, no) = ("/ensemble/vu", [("vu", "oui")], [("vu", "non")]);
    flow.form(mediator, path, &yes, &["code_seen"]).await?;
    let code = noted(flow, mediator).await?;
    flow.form(mediator, path, &no, &["code_unseen"]).await?;
    let person = flow.people.anybody.another();
    let vault = flow.opened(Vault::with(&number, &code));
    let card = [("number", &*number), ("code", &*code), ("place", "own")];
    flow.form(&person, "/entrer/carte/code", &card, &["signed_in"])
        .await?;
    let picture = [("picture", "sun")];
    flow.changes(vault, |vault| vault.replaces(&person, &number, &code));
    let to = flow
        .form(&person, "/renouveler", &picture, &["help_replaced"])
        .await?;
    let way = to.rsplit('/').next()?.split('?').next()?;
    let code = shown(flow, &person, way).await?;
    flow.of(vault, |vault| vault.by_phone(&person, &code));
    Some(())
}

/// Types the code back that stands on the helper's screen; the code.
async fn noted(flow: &Flow<'_>, mediator: &Person) -> Option<String> {
    let page = flow.page(mediator, "/ensemble/code", &[]).await?;
    let shown = between(&page, "<b class=\"large\">", "</b>")?;
    let typed = digits(&shown);
    flow.form(mediator, "/ensemble/code", &[("typed", &typed)], &[])
        .await?;
    Some(typed)
}
