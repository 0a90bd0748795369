//! Messages to somebody when something is new.

use super::flow::Flow;
use super::vaults::{Fresh, fresh, proves};
use crate::relay::digits;

/// Somebody asks for text messages, and for no more of them.
pub async fn notices(flow: &Flow<'_>) -> Option<()> {
    let Fresh { person, code, .. } = fresh(flow).await?;
    let path = "/compte/prevenir";
    proves(flow, &person, &code, path).await?;
    let to = flow.phone();
    flow.form(&person, path, &[("typed", &to)], &[]).await?;
    let taken = flow.people.hook.taken();
    let sent = taken.iter().rev().find(|sent| sent["to"] == to.as_str())?;
    let number = digits(sent["text"].as_str()?)?;
    let confirm = format!("{path}/numero");
    let typed = [("typed", number.as_str())];
    flow.form(&person, &confirm, &typed, &["notices_begun"])
        .await?;
    let stop = format!("{path}/arreter");
    flow.form(&person, &stop, &[], &["notices_stopped"])
        .await
        .map(drop)
}
