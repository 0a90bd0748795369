//! What became of what was sent: papers kept, files refused, files that are there already. And the receipt.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawForm, RawQuery, State};
use axum::response::{IntoResponse, Redirect};

use super::add::{self, CUT, REASONS};
use super::words::{Line, line};
use super::{ids, queue, values};
use crate::actions::papers::{self, Paper};
use crate::actions::session::Session;
use crate::actions::uploads::{self, Arrived, Authority};
use crate::actions::{Outcome, Problem};
use crate::domain::ids::{DocumentId, UploadId};
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::visit::Visit;

/// What became of everything that was sent, as it stands in an address.
#[derive(Clone, Default)]
pub(super) struct Sent {
    /// The paper of which it is another version.
    pub(super) after: Option<DocumentId>,
    /// Papers that are kept.
    pub(super) kept: Vec<DocumentId>,
    /// Why files are not, as keys of sentences.
    pub(super) refused: Vec<&'static str>,
    /// Files that wait for a yes, each with the paper that it already is.
    pub(super) twice: Vec<(UploadId, DocumentId)>,
}

impl Sent {
    pub(super) fn read(query: Option<&str>) -> Self {
        let reason = |why: &str| {
            let key = format!("papers-refused-{why}");
            REASONS.into_iter().find(|known| *known == key)
        };
        let pair = |text: &str| {
            let (upload, paper) = text.split_once('-')?;
            Some((upload.parse().ok()?, paper.parse().ok()?))
        };
        Self {
            after: ids(query, "pour").pop(),
            kept: ids(query, "suite").into_iter().take(add::AT_ONCE).collect(),
            refused: values(query, "refus")
                .filter_map(reason)
                .take(add::AT_ONCE)
                .collect(),
            twice: values(query, "deux")
                .filter_map(pair)
                .take(add::AT_ONCE)
                .collect(),
        }
    }

    fn query(&self) -> String {
        let kept = self.kept.iter().map(|id| format!("suite={id}"));
        let refused = self.refused.iter();
        let refused =
            refused.map(|why| format!("refus={}", why.trim_start_matches("papers-refused-")));
        let twice = self.twice.iter();
        let twice = twice.map(|(upload, paper)| format!("deux={upload}-{paper}"));
        let after = self.after.iter().map(|id| format!("pour={id}"));
        let all: Vec<_> = kept.chain(refused).chain(twice).chain(after).collect();
        all.join("&")
    }

    /// Notes what became of one file; `Err` for what concerns the whole request.
    pub(super) fn add(&mut self, arrived: Outcome<Arrived>) -> Outcome<()> {
        match arrived {
            Ok(Arrived::Kept(id)) => self.kept.push(id),
            Ok(Arrived::Twice { upload, paper }) => self.twice.push((upload, paper)),
            Err(problem) => self.refused.push(add::reason(&problem).ok_or(problem)?),
        }
        Ok(())
    }

    /// The page that follows.
    pub(super) async fn answer(self, app: &App, session: &Session, visit: &Visit) -> Answer {
        let to = match self.kept.as_slice() {
            _ if !self.twice.is_empty() => format!("/papiers/arrives?{}", self.query()),
            [] if self.refused.is_empty() => "/papiers".to_owned(),
            [] => {
                return add::form(app, session, visit, self.after, &self.refused).await;
            }
            [id] if self.after.is_some() => format!("/papiers/{id}/fin"),
            [id] if self.refused.is_empty() => format!("/papiers/{id}/quoi"),
            _ => format!("/papiers/arrives?{}", self.query()),
        };
        Ok(Redirect::to(&to).into_response())
    }
}

/// The uploads that a form names, in its order.
fn uploads_of(form: &[u8]) -> Vec<UploadId> {
    let text = std::str::from_utf8(form).ok();
    values(text, "envoi")
        .filter_map(|id| id.parse().ok())
        .take(add::AT_ONCE)
        .collect()
}

/// `POST /papiers/ajouter/envois`: whole uploads become papers, each on its own. With `encore`, even those that
/// the vault has already.
pub async fn take(
    State(app): State<Shared>,
    signed: Signed,
    RawQuery(query): RawQuery,
    RawForm(form): RawForm,
) -> Answer {
    let mut sent = Sent::read(query.as_deref());
    let text = std::str::from_utf8(&form).ok();
    sent.refused.extend(Sent::read(text).refused);
    let again = values(text, "encore").next().is_some();
    let (visit, session) = (signed.visit.clone(), Arc::new(signed.session));
    for id in uploads_of(&form) {
        let new = add::new_paper(&app, &session, &visit.t, sent.after).await?;
        let (abri, open) = (app.abri.clone(), session.clone());
        let keep = async move { uploads::put_in(&abri, &open.open, id, new, again).await };
        let arrived = match app.carry(keep).await {
            // Abandoned meanwhile, or another person's.
            Err(Problem::NotFound) => Err(Problem::Field(CUT)),
            // Another request is at it: our script asks again for its answer.
            Err(Problem::Conflict) => return Err(Problem::Busy.into()),
            arrived => arrived,
        };
        sent.add(arrived)?;
    }
    if sent.kept.is_empty() && sent.refused.is_empty() && sent.twice.is_empty() {
        sent.refused.push("papers-refused-none");
    }
    sent.answer(&app, &session, &visit).await
}

/// `POST /papiers/ajouter/envois/laisser`: what is there already is not kept twice.
pub async fn leave(
    State(app): State<Shared>,
    signed: Signed,
    RawQuery(query): RawQuery,
    RawForm(form): RawForm,
) -> Answer {
    let (visit, session) = (signed.visit, Arc::new(signed.session));
    for id in uploads_of(&form) {
        let (abri, session) = (app.abri.clone(), session.clone());
        let leaving = async move { uploads::leave(&abri, &Authority::of(&session.open), id).await };
        app.carry(leaving).await?;
    }
    let sent = Sent::read(query.as_deref());
    sent.answer(&app, &session, &visit).await
}

/// A paper as a receipt names it.
pub(super) struct Receipt {
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) size: String,
    pub(super) when: String,
    pub(super) digest: String,
}

/// Enough of a digest to compare with, in groups; the whole of it is in the journal.
pub(in crate::web) fn digest_begin(digest: &str) -> String {
    let groups = (0..4).filter_map(|n| digest.get(4 * n..4 * n + 4));
    groups.collect::<Vec<_>>().join(" ")
}

pub(super) fn receipt(t: &Texts, paper: &Paper) -> Receipt {
    let facts = &paper.current.record.facts;
    Receipt {
        title: kinds::title(t, facts.title.as_str()),
        kind: kinds::name(t, &facts.kind),
        size: t.size(facts.bytes),
        when: t.day_time(paper.current.added),
        digest: digest_begin(&facts.received),
    }
}

/// A file that is there already.
struct Twin {
    upload: String,
    title: String,
    picture: String,
    /// The end of the address once this one is answered.
    rest: String,
}

#[derive(Template)]
#[template(path = "papers-arrived.html")]
struct ArrivedPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    papers: &'a [(Line, Receipt)],
    refused: &'a [String],
    twice: &'a [Twin],
    next: Option<String>,
}

/// `GET /papiers/arrives`: what is kept, what is not, and what is there already.
pub async fn arrived(
    State(app): State<Shared>,
    signed: Signed,
    RawQuery(query): RawQuery,
) -> Answer {
    let t = &signed.visit.t;
    let sent = Sent::read(query.as_deref());
    if sent.kept.is_empty() && sent.twice.is_empty() {
        return Err(Problem::NotFound.into());
    }
    let all = papers::all(&app.abri, &signed.session.open).await?;
    let find = |id: DocumentId| {
        let found = all.iter().find(|paper| paper.id == id && paper.is_kept());
        found.ok_or(Problem::NotFound)
    };
    let mut kept = Vec::new();
    for id in &sent.kept {
        let paper = find(*id)?;
        kept.push((line(t, paper, app.abri.now()), receipt(t, paper)));
    }
    let mut twice = Vec::new();
    for (upload, paper) in &sent.twice {
        let Line { title, picture, .. } = line(t, find(*paper)?, app.abri.now());
        let mut rest = sent.clone();
        rest.twice.retain(|(other, _)| other != upload);
        twice.push(Twin {
            upload: upload.to_string(),
            title,
            picture,
            rest: rest.query(),
        });
    }
    let refused = sent.refused.iter();
    let refused: Vec<_> = refused.map(|key| add::sentence(t, &app, key)).collect();
    let next = sent.kept.split_first();
    Ok(html(&ArrivedPage {
        t,
        page: &signed.visit.page.clone().at(Place::Papers).at_step(1, 3),
        papers: &kept,
        refused: &refused,
        twice: &twice,
        next: next.map(|(first, rest)| format!("/papiers/{first}/quoi{}", queue(rest))),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_an_address_full_of_names_makes_no_large_page() {
        let one = "deux=00112233445566778899aabbccddeeff-00112233445566778899aabbccddeeff";
        let kept = "suite=00112233445566778899aabbccddeeff&refus=type";
        let all = [one, kept].repeat(1000).join("&");
        let sent = Sent::read(Some(&all));
        let counts = [sent.twice.len(), sent.kept.len(), sent.refused.len()];
        assert_eq!(counts, [add::AT_ONCE; 3]);
    }
}
