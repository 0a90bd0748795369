//! What people do with somebody beside them: a vault opened with a mediator, two who may help, and a way back in.

use abri::actions::notice::VERSION;

use super::flow::{Flow, between, hidden};
use super::vaults::{digits, fresh, proves};
use crate::server::Person;

/// A person agrees to two professionals who may help, and no more.
pub async fn guardians(flow: &Flow<'_>) -> Option<()> {
    let (person, code, _) = fresh(flow).await?;
    let path = "/compte/personnes";
    proves(flow, &person, &code, path).await?;
    let who = [
        ("nom", "Personne Inventee"),
        ("jour", "17"),
        ("mois", "8"),
        ("annee", "1994"),
    ];
    let page = flow.asks(&person, path, &who).await?;
    let structure = hidden(&page, "structure")?;
    let more = [("structure", structure.as_str()), ("accord", "oui")];
    let yes = [who.as_slice(), &more].concat();
    flow.form(&person, path, &yes, &["guardians_agreed"])
        .await?;
    let stop = "/compte/personnes/arreter";
    flow.form(&person, stop, &[], &["guardians_stopped"])
        .await
        .map(drop)
}

/// Somebody says that they lost everything: one of the two makes sure of them, the other refuses.
pub async fn recovery(flow: &Flow<'_>) -> Option<()> {
    let person = flow.people.anybody.another();
    let who = [
        ("nom", "Gebru Tesfay"),
        ("jour", "17"),
        ("mois", "8"),
        ("annee", "1994"),
        ("comment", "presence"),
    ];
    flow.form(&person, "/entrer/perdu", &who, &[]).await?;
    let page = flow.page(&person, "/entrer/perdu/bon", &[]).await?;
    let (_, shown) = page.split_once("said-aloud\"")?;
    let words = between(shown, "<b>", "</b>")?;
    let ticked = [
        ("mots", words.as_str()),
        ("piece", "1"),
        ("visage", "1"),
        ("lus", "1"),
    ];
    let (first, second) = (&flow.people.worker, &flow.people.mediator);
    let entry = ["recovery_confirmed"];
    flow.form(first, "/pro/secours/confirmer", &ticked, &entry)
        .await?;
    flow.done("recovery_helped");
    let entry = ["recovery_refused"];
    flow.form(second, "/pro/secours/refuser", &ticked, &entry)
        .await
        .map(drop)
}

/// A mediator opens a vault with somebody and sees the code; of the next one they say that they have not.
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
    let number = between(&page, "<b class=\"long\" dir=\"ltr\">", "</b>")?;
    let end = number.get(number.len() - 4..)?;
    let path = "/ensemble/carte/verifier";
    flow.form(mediator, path, &[("typed", end)], &[]).await?;
    let (path, yes, no) = ("/ensemble/vu", [("vu", "oui")], [("vu", "non")]);
    flow.form(mediator, path, &yes, &["code_seen"]).await?;
    noted(flow, mediator).await?;
    flow.form(mediator, path, &no, &["code_unseen"])
        .await
        .map(drop)
}

/// Types the code back that stands on the helper's screen.
async fn noted(flow: &Flow<'_>, mediator: &Person) -> Option<()> {
    let page = flow.page(mediator, "/ensemble/code", &[]).await?;
    let shown = between(&page, "<b class=\"large\">", "</b>")?;
    let typed = digits(&shown);
    flow.form(mediator, "/ensemble/code", &[("typed", &typed)], &[])
        .await
        .map(drop)
}
