//! What people do that writes, through the pages of their browsers.

use reqwest::Method;

use super::flow::{Flow, between, hidden};
use super::{codes, notices, recovery, team, vaults};

/// The acts, each one or more things that a person does.
pub const ACTS: &[&str] = &[
    // First: a manager who does nothing for half an hour is signed out.
    "colleagues",
    "codes",
    "team",
    "seats",
    "papers",
    "shares",
    "deposits",
    "links",
    "phone",
    "mediations",
    "numbers",
    "appointments",
    "account",
    "closing",
    "opening",
    "ways",
    "regain",
    "rescued",
    "archive",
    "guardians",
    "recovery",
    "back",
    "helped",
    "notices",
];

/// Goes once through an act; nothing when it was cut short.
pub async fn run(act: &str, flow: &Flow<'_>) -> Option<()> {
    match act {
        "papers" => papers(flow).await,
        "shares" => shares(flow).await,
        "deposits" => deposits(flow).await,
        "links" => links(flow).await,
        "phone" => phone(flow).await,
        "mediations" => mediations(flow).await,
        "numbers" => numbers(flow).await,
        "appointments" => appointments(flow).await,
        "account" => vaults::account(flow).await,
        "closing" => vaults::closing(flow).await,
        "opening" => vaults::opening(flow).await,
        "ways" => vaults::ways(flow).await,
        "regain" => vaults::regain(flow).await,
        "rescued" => vaults::rescued(flow).await,
        "archive" => vaults::archive(flow).await,
        "guardians" => recovery::guardians(flow).await,
        "recovery" => recovery::recovery(flow).await,
        "helped" => recovery::helped(flow).await,
        "back" => recovery::back(flow).await,
        "notices" => notices::notices(flow).await,
        "team" => team::helped(flow).await,
        "seats" => team::seats(flow).await,
        "colleagues" => colleagues(flow).await,
        "codes" => codes::codes(flow).await,
        _ => unreachable!("{act}"),
    }
}

async fn papers(flow: &Flow<'_>) -> Option<()> {
    let owner = &flow.people.owner;
    for stays in [true, false] {
        let bytes = flow.a_pdf();
        let to = flow
            .file(owner, "/papiers/ajouter", bytes.clone(), "paper_added")
            .await?;
        let id = to.split('/').nth(2)?.to_owned();
        flow.kept(&id, bytes);
        let at = |what: &str| format!("/papiers/{id}/{what}");
        let name = flow.name();
        flow.form(owner, &at("nom"), &[("name", &name)], &["paper_refiled"])
            .await?;
        flow.form(owner, &at("verifier"), &[], &["paper_checked"])
            .await?;
        flow.leaves(&id, true);
        flow.form(owner, &at("retirer"), &[], &["paper_removed"])
            .await?;
        if stays {
            flow.form(owner, &at("remettre"), &[], &["paper_restored"])
                .await?;
            flow.leaves(&id, false);
            flow.page(owner, &at("1/page/1"), &["paper_looked"]).await?;
        } else {
            flow.form(owner, &at("detruire"), &[], &["paper_destroyed"])
                .await?;
        }
    }
    flow.page(owner, "/qui-a-vu/telecharger?forme=lire", &[])
        .await
        .map(drop)
}

/// A paper is shown for a week, as often as one likes; its path and its link.
pub async fn given(flow: &Flow<'_>) -> Option<(String, String)> {
    let owner = &flow.people.owner;
    let name = flow.name();
    let mut fields = vec![
        ("pourquoi", "rsa"),
        ("papier", flow.people.shown()),
        ("nom", &name),
        ("fin", "semaine"),
        ("mode", "copy"),
        ("fois", "souvent"),
        ("code", "non"),
        ("etape", "code"),
    ];
    let page = flow.asks(owner, "/montrer", &fields).await?;
    let (id, sentence) = (hidden(&page, "numero")?, hidden(&page, "phrase")?);
    fields.retain(|(name, _)| *name != "etape");
    fields.extend([
        ("etape", "accord"),
        ("numero", id.as_str()),
        ("phrase", sentence.as_str()),
    ]);
    flow.form(owner, "/montrer", &fields, &["share_given"])
        .await?;
    let path = format!("/montrer/{id}");
    let page = flow.page(owner, &path, &[]).await?;
    Some((path, between(&page, "/p#", "<")?))
}

async fn shares(flow: &Flow<'_>) -> Option<()> {
    let owner = &flow.people.owner;
    let (path, link) = given(flow).await?;
    let name = flow.name();
    let reader = flow.people.anybody.another();
    let opens = [("lien", link.as_str()), ("nom", name.as_str())];
    flow.form(&reader, "/p/ouvrir", &opens, &["share_opened"])
        .await?;
    let look = flow.page(&reader, "/p/papiers/0/page/1", &["share_looked"]);
    look.await?;
    let copy = reader.ask(Method::GET, "/p/papiers/0/original");
    flow.send(copy, &["share_copied"])
        .await?
        .bytes()
        .await
        .ok()?;
    let stop = format!("{path}/arreter");
    flow.form(owner, &stop, &[], &["share_stopped"])
        .await
        .map(drop)
}

/// Somebody puts papers in by the link that lasts, and takes them back.
async fn deposits(flow: &Flow<'_>) -> Option<()> {
    let depositor = &flow.people.depositor;
    flow.file(depositor, "/d/photo", flow.a_pdf(), "paper_deposited")
        .await?;
    // Also what nobody was answered for.
    let receipts = flow.page(depositor, "/d/recu", &[]).await?;
    for rest in receipts.split("action=\"/d/recu/").skip(1) {
        let back = format!("/d/recu/{}/annuler", rest.get(..32)?);
        flow.form(depositor, &back, &[], &["deposit_undone"])
            .await?;
    }
    Some(())
}

/// A link is given; what comes by it is kept or refused; the link is stopped.
async fn links(flow: &Flow<'_>) -> Option<()> {
    let owner = &flow.people.owner;
    let name = flow.name();
    let mut fields = vec![("nom", name.as_str()), ("jours", "1"), ("papiers", "5")];
    let page = flow.asks(owner, "/depots/nouveau", &fields).await?;
    let (number, said) = (hidden(&page, "numero")?, hidden(&page, "phrase")?);
    fields.extend([("numero", number.as_str()), ("phrase", said.as_str())]);
    let to = flow
        .form(owner, "/depots/nouveau", &fields, &["invitation_given"])
        .await?;
    let page = flow.page(owner, &to, &[]).await?;
    let link = between(&page, "/d#", "<")?;
    let somebody = flow.people.anybody.another();
    flow.form(&somebody, "/d", &[("lien", &link)], &[]).await?;
    for (answer, entry) in [
        ("garder", "deposit_accepted"),
        ("refuser", "deposit_refused"),
    ] {
        let bytes = flow.a_pdf();
        flow.file(&somebody, "/d/photo", bytes.clone(), "paper_deposited")
            .await?;
        flow.arrived(bytes);
        let home = flow.page(owner, "/papiers", &[]).await?;
        let (before, _) = home.split_once("/garder\"")?;
        let id = &before[before.len() - 32..];
        let path = format!("/papiers/{id}/{answer}");
        if answer == "refuser" {
            flow.refuses(id);
        }
        flow.form(owner, &path, &[], &[entry]).await?;
    }
    let stop = format!("/depots/{number}/arreter");
    flow.form(owner, &stop, &[], &["invitation_stopped"])
        .await
        .map(drop)
}

async fn phone(flow: &Flow<'_>) -> Option<()> {
    let owner = &flow.people.owner;
    let begun = flow.form(owner, "/papiers/telephone", &[], &[]).await?;
    let page = flow.page(owner, &begun, &[]).await?;
    let link = between(&page, "/d#", "<")?;
    // One that no phone had taken ends without a word.
    let phone = flow.people.anybody.another();
    let taken = [("lien", link.as_str())];
    flow.form(&phone, "/d", &taken, &["phone_paired"]).await?;
    let end = format!("{begun}/fin");
    flow.form(owner, &end, &[], &["phone_ended"])
        .await
        .map(drop)
}

async fn mediations(flow: &Flow<'_>) -> Option<()> {
    let (owner, mediator) = (&flow.people.owner, &flow.people.mediator);
    let page = flow.page(owner, "/depots/mediateur", &[]).await?;
    let (number, said) = (hidden(&page, "numero")?, hidden(&page, "phrase")?);
    let fields = [("numero", number.as_str()), ("phrase", said.as_str())];
    let path = "/depots/mediateur";
    let to = flow
        .form(owner, path, &fields, &["mediator_invited"])
        .await?;
    let page = flow.page(owner, &to, &[]).await?;
    let code = between(&page, "<b dir=\"ltr\">", "<")?;
    let typed = [("numero", code.as_str())];
    flow.form(mediator, "/pro/deposer", &typed, &["mediation_begun"])
        .await?;
    let (path, bytes) = ("/pro/deposer/photo", flow.a_pdf());
    flow.file(mediator, path, bytes.clone(), "paper_deposited")
        .await?;
    flow.arrived(bytes);
    flow.form(mediator, "/pro/deposer/fin", &[], &["mediation_ended"])
        .await
        .map(drop)
}

async fn numbers(flow: &Flow<'_>) -> Option<()> {
    let owner = &flow.people.owner;
    for (path, entry) in [
        ("/compte/numero/refuser", "number_refused"),
        ("/compte/numero/accepter", "number_accepted"),
        ("/compte/numero/nouveau", "number_drawn"),
    ] {
        flow.form(owner, path, &[], &[]).await?;
        flow.done(entry);
    }
    Some(())
}

async fn appointments(flow: &Flow<'_>) -> Option<()> {
    let (owner, worker) = (&flow.people.owner, &flow.people.worker);
    // A professional has twelve open at most: those that a fault left are ended.
    let home = flow.page(worker, "/pro", &[]).await?;
    for rest in home.split("\"/pro/rendez-vous/").skip(1) {
        for how in ["annuler", "terminer"] {
            let path = format!("/pro/rendez-vous/{}/{how}", rest.get(..32)?);
            worker.ask(Method::POST, &path).send().await.ok()?;
        }
    }
    let fields = [("pour", "rsa"), ("famille", "oui"), ("duree", "120")];
    let home = flow
        .form(worker, "/pro/rendez-vous", &fields, &["request_made"])
        .await?;
    let page = flow.page(worker, &home, &[]).await?;
    let code = between(&page, "data-code>", "<")?;
    let typed = [("code", code.get(..7)?)];
    let place = flow.form(owner, "/rdv", &typed, &["request_read"]).await?;
    let page = flow.page(owner, &place, &[]).await?;
    let paper = hidden(&page, "papier")?;
    let ticked = [("papier", paper.as_str())];
    let page = flow.asks(owner, &place, &ticked).await?;
    let (number, said) = (hidden(&page, "numero")?, hidden(&page, "phrase")?);
    let yes = [
        ("etape", "accord"),
        ("papier", paper.as_str()),
        ("numero", number.as_str()),
        ("phrase", said.as_str()),
    ];
    flow.form(owner, &place, &yes, &["share_given"]).await?;
    let at = |what: &str| format!("{home}/{what}");
    flow.form(worker, &at("ouvrir"), &[], &["share_opened"])
        .await?;
    flow.done("request_answered");
    flow.page(worker, &at("papiers/0/page/1"), &["share_looked"])
        .await?;
    let wanted = [("format", "pdf-10")];
    flow.form(worker, &at("copie"), &wanted, &["copy_asked"])
        .await?;
    let page = flow.page(owner, &place, &[]).await?;
    let (number, said) = (hidden(&page, "numero")?, hidden(&page, "phrase")?);
    let yes = [
        ("numero", number.as_str()),
        ("phrase", said.as_str()),
        ("reponse", "oui"),
    ];
    flow.form(owner, &format!("{place}/copie"), &yes, &["copy_given"])
        .await?;
    let kept = worker.ask(Method::POST, &at("garder"));
    let kept = kept.form(&[("format", "pdf-10")]);
    flow.send(kept, &["share_copied"])
        .await?
        .bytes()
        .await
        .ok()?;
    let more = format!("{place}/encore");
    let page = flow.page(owner, &more, &[]).await?;
    let (number, said) = (hidden(&page, "numero")?, hidden(&page, "phrase")?);
    let yes = [("numero", number.as_str()), ("phrase", said.as_str())];
    flow.form(owner, &more, &yes, &["share_extended"]).await?;
    flow.form(worker, &at("terminer"), &[], &["appointment_ended"])
        .await
        .map(drop)
}

/// Somebody is invited to a structure, joins, changes role and leaves; another invitation is withdrawn.
async fn colleagues(flow: &Flow<'_>) -> Option<()> {
    let manager = &flow.people.manager;
    let path = "/pro/structure/inviter";
    let role = [("role", "mediator")];
    let to = flow.form(manager, path, &role, &["person_invited"]).await?;
    let page = flow.page(manager, &to, &[]).await?;
    let secret = between(&page, "/rejoindre#", "<")?;
    let person = flow.people.anybody.another();
    let name = flow.name();
    let fields = [("lien", secret.as_str()), ("nom", &name), ("cle", "desk")];
    flow.form(&person, "/rejoindre/compte", &fields, &["person_joined"])
        .await?;
    flow.done("colleague_joined");
    let page = flow.page(manager, "/pro/structure", &[]).await?;
    let (before, _) = page.split_once(&format!("<bdi>{name}</bdi>"))?;
    let id = before.rsplit("/pro/structure/membre/").next()?.get(..32)?;
    let at = |what: &str| format!("/pro/structure/membre/{id}/{what}");
    let role = [("role", "social_worker")];
    flow.form(manager, &at("role"), &role, &["role_changed"])
        .await?;
    flow.done("role_given");
    flow.form(manager, &at("fermer"), &[], &["colleague_closed"])
        .await?;
    flow.done("account_closed");
    let to = flow.form(manager, path, &role, &["person_invited"]).await?;
    let withdraw = format!("{to}/retirer");
    let entry = ["person_invitation_stopped"];
    flow.form(manager, &withdraw, &[], &entry).await.map(drop)
}
