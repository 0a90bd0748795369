//! What managers do about colleagues: one who lost everything is helped back in by two of them, and one sits beside those
//! who may help people back in.

use super::codes::joins;
use super::flow::{Flow, MARK, between, hidden};
use crate::server::Person;

/// A mediator is helped back in: taken back once, then confirmed by another manager.
pub async fn helped(flow: &Flow<'_>) -> Option<()> {
    let first = joins(flow, &flow.people.manager, "manager").await?.person;
    let second = joins(flow, &first, "manager").await?.person;
    let lost = joins(flow, &first, "mediator").await?;
    let page = flow.page(&first, "/pro/structure", &[]).await?;
    let (before, _) = page.split_once(&format!("<bdi>{}</bdi>", lost.name))?;
    let id = before.rsplit("/pro/structure/membre/").next()?.get(..32)?;
    let path = format!("/pro/structure/membre/{id}/aider");
    flow.form(&first, &path, &[], &["help_opened"]).await?;
    let stop = format!("{path}/arreter");
    flow.form(&first, &stop, &[], &["help_stopped"]).await?;
    flow.form(&first, &path, &[], &["help_opened"]).await?;
    let yes = format!("{path}/confirmer");
    let to = flow.form(&second, &yes, &[], &["help_confirmed"]).await?;
    let page = flow.page(&second, &to, &[]).await?;
    let secret = between(&page, "/rejoindre#", "<")?;
    let (again, name) = (flow.people.anybody.another(), flow.name());
    let fields = [("lien", secret.as_str()), ("nom", &name), ("cle", "desk")];
    flow.form(&again, "/rejoindre/compte", &fields, &["person_joined"])
        .await
        .map(drop)
}

/// Where managers name who sits there.
const SEATS: &str = "/pro/structure/secours";

/// A mediator sits beside the social worker, who hands them the key; then no more.
pub async fn seats(flow: &Flow<'_>) -> Option<()> {
    let manager = joins(flow, &flow.people.manager, "manager").await?.person;
    let beside = joins(flow, &manager, "mediator").await?;
    unseated(flow, &manager).await?;
    let page = flow.page(&manager, SEATS, &[]).await?;
    let (before, _) = page.split_once(&format!("\">{}</option>", beside.name))?;
    let id = before.get(before.len() - 32..)?;
    let name = [("place", "1"), ("personne", id)];
    let path = format!("{SEATS}/nommer");
    flow.form(&manager, &path, &name, &["guardian_named"])
        .await?;
    let (worker, who) = (&flow.people.worker, [("personne", id)]);
    flow.form(worker, "/pro/secours/passer", &who, &["seat_passed"])
        .await?;
    let path = format!("{SEATS}/retirer");
    flow.form(&manager, &path, &who, &["guardian_removed"])
        .await
        .map(drop)
}

/// Whom a fault left there makes room: five sit in one at most.
async fn unseated(flow: &Flow<'_>, manager: &Person) -> Option<()> {
    let page = flow.page(manager, SEATS, &[]).await?;
    for one in page.split("<li><p><b><bdi>").skip(1) {
        if one.starts_with(MARK) {
            let id = hidden(one, "personne")?;
            let path = format!("{SEATS}/retirer");
            flow.form(manager, &path, &[("personne", &id)], &[]).await?;
        }
    }
    Some(())
}
