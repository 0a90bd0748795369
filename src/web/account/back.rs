//! "Remettre des papiers": an archive comes in, and the page that answers grows while its papers are kept. Nobody waits
//! before a blank screen, and no proxy takes a long answer for a dead one.

use std::convert::Infallible;
use std::time::Duration;

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use futures_util::{TryStreamExt, stream};
use tokio::sync::mpsc;

use crate::actions::bring_back::{self, Archive, Became, Came};
use crate::actions::{Outcome, Problem};
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::papers::add;
use crate::web::parts::Parts;
use crate::web::picto::Picto;

/// Stands in a page where it grows; no text of ours holds it.
const HERE: &str = "<!--lines-->";
const AFTER: &str = "<!--after-->";
/// Sent while a paper takes its time.
const ALIVE: Duration = Duration::from_secs(4);

#[derive(Template)]
#[template(path = "account-back.html")]
struct BackPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// The key of what was wrong, if something was.
    wrong: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "account-back-done.html")]
struct DonePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    files: usize,
}

#[derive(Template)]
#[template(path = "account-back-line.html")]
struct CameLine {
    title: String,
    kept: Option<String>,
    why: String,
}

#[derive(Template)]
#[template(path = "account-back-end.html")]
struct End<'a> {
    t: &'a Texts,
    kept: usize,
    already: usize,
    refused: usize,
    /// Whether it broke off before the end.
    broken: bool,
}

/// `GET /compte/remettre`
pub async fn show(signed: Signed) -> Response {
    form(&signed, None)
}

fn form(signed: &Signed, wrong: Option<&'static str>) -> Response {
    let status = match wrong {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    html_with(
        status,
        &BackPage {
            t: &signed.visit.t,
            page: &signed.visit.page.clone().at(Place::Account),
            wrong,
        },
    )
}

/// `POST /compte/remettre`: the archive.
pub async fn take(State(app): State<Shared>, signed: Signed, mut sent: Parts) -> Answer {
    let archive = match arrived(&app, &signed, &mut sent).await {
        Ok(archive) => archive,
        Err(problem) => {
            let Some(key) = add::reason(&problem) else {
                return Err(problem.into());
            };
            return Ok(form(&signed, Some(key)));
        }
    };
    let page = DonePage {
        t: &signed.visit.t,
        page: &signed.visit.page.clone().at(Place::Account),
        files: archive.files(),
    };
    let whole = html_with(StatusCode::OK, &page);
    let (parts, body) = whole.into_parts();
    let text = axum::body::to_bytes(body, usize::MAX).await;
    let text = text.map_err(|_| Problem::Unavailable("a page could not be written".to_owned()))?;
    let text = String::from_utf8_lossy(&text).into_owned();
    let (head, rest) = text.split_once(HERE).unwrap_or((&text, ""));
    let (between, foot) = rest.split_once(AFTER).unwrap_or((rest, ""));
    let growing = Growing {
        t: signed.visit.t.clone(),
        app: app.clone(),
        said: keep(&app, signed, archive),
        between: between.to_owned(),
        foot: foot.to_owned(),
        counts: [0; 3],
        over: false,
    };
    let grows = stream::unfold(
        (Some(head.to_owned()), growing),
        |(head, mut growing)| async move {
            let piece = match head {
                Some(head) => head,
                None => growing.next().await?,
            };
            Some((Ok::<_, Infallible>(Bytes::from(piece)), (None, growing)))
        },
    );
    let mut response = Response::from_parts(parts, Body::from_stream(grows));
    // Its length is not that of the page that it began as.
    response
        .headers_mut()
        .remove(axum::http::header::CONTENT_LENGTH);
    Ok(response)
}

/// The first file of the form; the rest is read and thrown away, since a browser that is cut off shows no answer.
async fn arrived(app: &Shared, signed: &Signed, sent: &mut Parts) -> Outcome<Archive> {
    let most = app
        .abri
        .quotas
        .vault_bytes()
        .saturating_add(bring_back::BESIDE);
    while let Some(mut part) = sent.next().await.map_err(|error| add::cut(&error))? {
        if !part.is_file() {
            part.drain().await;
            continue;
        }
        let bytes = (&mut part).map_err(|error| add::cut(&error));
        let archive = bring_back::receive(&app.abri, &signed.session, bytes, most).await;
        if archive.is_err() {
            part.drain().await;
        }
        return archive;
    }
    Err(Problem::Field("papers-refused-none"))
}

/// What the action says while it runs; `None` at its end, if it came to one.
type Said = mpsc::Receiver<Option<Came>>;

/// Keeps everything, whether or not anybody still watches.
fn keep(app: &Shared, signed: Signed, archive: Archive) -> Said {
    let (say, said) = mpsc::channel(archive.files() + 1);
    let (abri, most) = (app.abri.clone(), app.site.file_bytes);
    let app = app.clone();
    tokio::spawn(async move {
        let session = signed.session;
        let kept = app.carry(async move {
            let told = say.clone();
            // There is room for all of them; whoever has gone hears nothing.
            let hear = |came| drop(told.try_send(Some(came)));
            bring_back::bring_back(&abri, &session, archive, most, hear).await?;
            drop(say.try_send(None));
            Ok(())
        });
        if let Err(problem) = kept.await {
            tracing::error!(%problem, "an archive could not be brought back whole");
        }
    });
    said
}

struct Growing {
    t: Texts,
    app: Shared,
    said: Said,
    between: String,
    foot: String,
    /// Kept, there already, refused.
    counts: [usize; 3],
    over: bool,
}

impl Growing {
    async fn next(&mut self) -> Option<String> {
        if self.over {
            return None;
        }
        let came = match tokio::time::timeout(ALIVE, self.said.recv()).await {
            Err(_) => return Some("\n".to_owned()),
            Ok(Some(Some(came))) => came,
            Ok(end) => {
                self.over = true;
                let [kept, already, refused] = self.counts;
                let end = End {
                    t: &self.t,
                    kept,
                    already,
                    refused,
                    broken: end.is_none(),
                };
                let said = end.render().unwrap_or_default();
                return Some([&self.between, said.as_str(), &self.foot].concat());
            }
        };
        let (count, kept, why) = match came.became {
            Became::Kept(id) => (0, Some(id), self.t.say("back-kept")),
            Became::Already(id) => (1, Some(id), self.t.say("back-already")),
            Became::Refused(key) => (2, None, self.why(key)),
        };
        self.counts[count] += 1;
        let line = CameLine {
            title: kinds::title(&self.t, &came.title),
            kept: kept.map(|id| id.to_string()),
            why,
        };
        Some(line.render().unwrap_or_default())
    }

    fn why(&self, key: &str) -> String {
        let size = self.app.site.file_size(&self.t);
        self.t.with(key).arg("size", size).to_string()
    }
}
