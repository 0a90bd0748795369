//! Home: what is shown to whom, three buttons, the papers.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};

use super::values;
use super::words::{Line, line, put_in_by, risk, waits};
use crate::actions::{deposits as depositing, open_vault, papers, show as showing, ways_in};
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::answering;
use crate::web::app::Shared;
use crate::web::deposits;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::procedures;
use crate::web::show;

#[derive(Template)]
#[template(path = "papers-home.html")]
struct Home<'a> {
    t: &'a Texts,
    page: &'a Page,
    name: &'a str,
    /// The day on which the vault is closed, where the person asked for it.
    closes: Option<String>,
    /// What is shown now.
    shares: &'a [show::Line],
    /// Who may put papers in now.
    deposits: &'a [deposits::Line],
    /// What somebody put in, and by whom; it waits for a yes or a no.
    waiting: Vec<(Line, String)>,
    papers: &'a [Line],
    /// What would lose the papers, until there is a second way in.
    risk: Option<String>,
    /// When the vault went back to an earlier state, not long ago.
    went_back: Option<String>,
    /// What ends soon.
    reminders: Vec<procedures::Told>,
    /// Whether papers rest among the removed ones.
    removed: bool,
    /// Whether one has just been removed.
    just_removed: bool,
    /// What has just become of an appointment.
    meeting: Option<&'static str>,
}

/// `GET /papiers`
pub async fn show(
    State(app): State<Shared>,
    signed: Signed,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    if answering::waits_here(&headers) {
        // The code of an appointment that was scanned before coming in.
        return Ok(Redirect::to("/rdv").into_response());
    }
    let Signed { session, visit } = signed;
    let session = deposits::adopt(&app, session).await?;
    let open = &session.open;
    let t = &visit.t;
    let now = app.abri.now();
    let profile = open_vault::profile(&session)?;
    let all = papers::all(&app.abri, open).await?;
    let kept: Vec<_> = all.iter().filter(|paper| paper.is_kept()).collect();
    let (waiting, own): (Vec<&papers::Paper>, Vec<_>) =
        kept.iter().partition(|paper| waits(paper).is_some());
    let lines: Vec<_> = own.iter().map(|paper| line(t, paper, now)).collect();
    let waiting = waiting.into_iter().map(|paper| {
        let by = put_in_by(t, paper);
        (line(t, paper, now), by.unwrap_or_default())
    });
    let invited = depositing::active(&app.abri, open).await?;
    let mediations = depositing::mediations(&app.abri, open).await?;
    let active = showing::active(&app.abri, open).await?;
    Ok(html(&Home {
        t,
        page: &visit.page.clone().at(Place::Papers),
        name: profile.name.as_str(),
        closes: session.vault.closes_at.map(|at| t.day(at)),
        shares: &show::lines(t, &active, now),
        deposits: &deposits::lines(t, &invited, &mediations, now),
        waiting: waiting.collect(),
        papers: &lines,
        risk: risk(t, ways_in::is_safe(&app.abri, open).await?, session.place),
        went_back: session
            .notes
            .went_back_at
            .map(|at| t.day_time(Moment::from_millis(at))),
        reminders: procedures::told(t, &own, now),
        removed: kept.len() < all.len(),
        just_removed: values(query.as_deref(), "retire").next().is_some(),
        meeting: match values(query.as_deref(), "rendez-vous").next() {
            Some("non") => Some("agreement-refused"),
            Some("fini") => Some("agreement-over"),
            _ => None,
        },
    }))
}
