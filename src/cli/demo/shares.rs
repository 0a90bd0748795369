//! What the people of the demonstration show: one share of each sort, made anew at each start.

use std::time::Duration;

use crate::actions::session::Session;
use crate::actions::show::{self, NewShare};
use crate::actions::{Abri, Outcome, Problem, papers, short_code, stop};
use crate::config::Origin;
use crate::crypto::random;
use crate::domain::ids::{ConsentId, DocumentId};
use crate::domain::share::{Mode, Openings, Recipient, Until};
use crate::domain::time::{Moment, Span};

/// A share, as the list says it.
#[derive(serde::Serialize)]
pub(super) struct Shown {
    /// What the recipient opens.
    pub link: String,
    /// For a computer without a camera; empty when none was made.
    pub short_code: String,
    /// The spoken code; empty when there is none.
    pub code: String,
    /// Its end, milliseconds UTC.
    pub until: i64,
    /// `open`, `single_opening`, `ending`, `stopped` or `expired`.
    pub state: &'static str,
    /// `view` or `copy`.
    pub mode: &'static str,
    /// The titles of its papers.
    pub documents: Vec<String>,
}

/// What one share is to be.
struct Wanted {
    state: &'static str,
    until: Until,
    mode: Mode,
    openings: Openings,
    spoken: bool,
    short_code: bool,
}

/// One share of each sort, by the first person. Returns once the expired one has expired.
pub(super) async fn of(abri: &Abri, session: &Session, origin: &Origin) -> Outcome<Vec<Shown>> {
    let week = |state, mode, spoken, short_code| Wanted {
        state,
        until: Until::Week,
        mode,
        openings: Openings::Unlimited,
        spoken,
        short_code,
    };
    let ends = |state, span| Wanted {
        until: Until::Date(abri.now() + span),
        ..week(state, Mode::View, false, false)
    };
    let mut shown = Vec::new();
    // What ends at once comes first: the others are made meanwhile.
    let expiring = Span::seconds(2);
    shown.push(make(abri, session, origin, ends("expired", expiring)).await?);
    let expired = abri.now() + expiring;
    shown.push(make(abri, session, origin, week("open", Mode::View, false, true)).await?);
    shown.push(make(abri, session, origin, week("open", Mode::Copy, true, false)).await?);
    let single = Wanted {
        openings: Openings::Once,
        ..week("single_opening", Mode::View, false, false)
    };
    shown.push(make(abri, session, origin, single).await?);
    shown.push(
        make(
            abri,
            session,
            origin,
            week("stopped", Mode::View, false, false),
        )
        .await?,
    );
    let marked = week("open", Mode::Marked, false, false);
    shown.push(make(abri, session, origin, marked).await?);
    wait_until(abri, expired).await;
    shown.push(make(abri, session, origin, ends("ending", Span::minutes(1))).await?);
    Ok(shown)
}

async fn wait_until(abri: &Abri, moment: Moment) {
    let left = moment.left_at(abri.now()).as_millis();
    tokio::time::sleep(Duration::from_millis(left.unsigned_abs())).await;
}

async fn make(abri: &Abri, session: &Session, origin: &Origin, wanted: Wanted) -> Outcome<Shown> {
    let papers: Vec<(DocumentId, String)> = papers::all(abri, &session.open)
        .await?
        .into_iter()
        // What somebody put in waits for a yes.
        .filter(|paper| paper.current.record.facts.origin.is_none())
        .take(2)
        .map(|paper| {
            (
                paper.id,
                paper.current.record.facts.title.as_str().to_owned(),
            )
        })
        .collect();
    let id = ConsentId::from_bytes(random::bytes());
    let new = NewShare {
        id,
        papers: papers.iter().map(|(id, _)| *id).collect(),
        recipient: Recipient::parse("Claire Morel", "Association Le Porche")
            .map_err(|_| Problem::Field("show-name"))?,
        purpose: "rsa".to_owned(),
        purpose_words: String::new(),
        until: wanted.until,
        mode: wanted.mode,
        openings: wanted.openings,
        spoken: wanted.spoken,
        sentence: "Je montre 2 papiers à Claire Morel. C’est pour demander le RSA.".to_owned(),
        language: "fr".to_owned(),
    };
    show::agree(abri, session, new).await?;
    let active = show::one(abri, &session.open, id).await?;
    let link = show::link(abri, &session.open, id).await?;
    let short_code = if wanted.short_code {
        short_code::offer(abri, &session.open, id).await?.code
    } else {
        String::new()
    };
    if wanted.state == "stopped" {
        stop::stop(abri, &session.open, id).await?;
    }
    Ok(Shown {
        link: format!("{origin}/p#{}", *link.text),
        short_code,
        code: link.spoken.map(|code| code.to_string()).unwrap_or_default(),
        until: active.until.millis(),
        state: wanted.state,
        mode: wanted.mode.as_str(),
        documents: papers.into_iter().map(|(_, title)| title).collect(),
    })
}
