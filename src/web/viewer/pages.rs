//! What is sent of a paper: its page pictures with words across them; where it may be kept, a copy made of
//! these, or the kept file.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::Response;
use futures_util::future::BoxFuture;

use super::mark;
use crate::actions::copies::{self, Papers};
use crate::actions::read_shown::{Looking, Watch};
use crate::actions::{Problem, read_shown, reading};
use crate::web::app::Shared;
use crate::web::attachment::attachment;
use crate::web::damaged;
use crate::web::finish::Answer;
use crate::web::kinds;
use crate::web::visit::Visit;

/// One page, as a picture.
pub async fn picture(
    app: &Shared,
    visit: &Visit,
    looking: Looking,
    (position, page): (u32, u32),
) -> Answer {
    let abri = app.abri.clone();
    let (looking, permit) = app
        .carry(async move {
            let paper = looking.paper(position)?;
            let permit = read_shown::look(&abri, &looking, paper).await?;
            Ok((looking, permit))
        })
        .await?;
    let grant = &looking.paper(position)?.grant;
    let facts = &grant.facts;
    let place = usize::try_from(page).ok().and_then(|n| n.checked_sub(1));
    let picture = place
        .and_then(|place| facts.pages.get(place))
        .ok_or(Problem::NotFound)?;
    // Not carried to its end: nobody marks a page for a reader who has gone.
    let mark = mark(&visit.t, &looking, app.abri.now());
    let (key, file) = (&grant.pictures_key, &facts.pictures_file);
    let watch = looking.watch(looking.paper(position)?);
    let picture = reading::marked_picture(&app.abri, &permit, key, file, picture, &mark).await?;
    // It waited for its turn: what was stopped meanwhile does not leave.
    read_shown::still(&app.abri, &watch).await?;
    let mut response = Response::new(Body::from(picture));
    let jpeg = HeaderValue::from_static("image/jpeg");
    response.headers_mut().insert(CONTENT_TYPE, jpeg);
    Ok(response)
}

/// The kept file, to keep; never shown in a page.
pub async fn original(app: &Shared, visit: &Visit, looking: Looking, position: u32) -> Answer {
    let abri = app.abri.clone();
    let (looking, permit) = app
        .carry(async move {
            let paper = looking.paper(position)?;
            let permit = read_shown::keep(&abri, &looking, paper).await?;
            Ok((looking, permit))
        })
        .await?;
    let paper = looking.paper(position)?;
    let (grant, facts) = (&paper.grant, &paper.grant.facts);
    let (Some(key), Some(file)) = (&grant.key, &facts.file) else {
        return Err(Problem::NotFound.into());
    };
    let still = still(app, looking.watch(paper));
    let read = reading::original(&app.abri, &permit, key, file, facts.bytes, still).await;
    let stream = match read {
        Err(Problem::Damaged(_)) => {
            read_shown::damaged(&app.abri, &looking, paper, &file.object).await?;
            return Ok(damaged::shown(&visit.t, &visit.page));
        }
        read => read?,
    };
    let title = kinds::title(&visit.t, facts.title.as_str());
    let (body, kind) = (Body::from_stream(stream), facts.file_type);
    let sort = (kind.media_type(), Some(facts.bytes));
    Ok(attachment(body, sort, &title, kind.extension()))
}

/// A PDF of the page pictures, to keep.
pub async fn copy(app: &Shared, visit: &Visit, looking: Looking, position: u32) -> Answer {
    let abri = app.abri.clone();
    let (looking, permit) = app
        .carry(async move {
            let paper = looking.paper(position)?;
            let permit = read_shown::keep_marked(&abri, &looking, paper).await?;
            Ok((looking, permit))
        })
        .await?;
    let paper = looking.paper(position)?;
    let facts = &paper.grant.facts;
    let mut papers = Papers::default();
    papers.add_shown(&paper.grant);
    let t = &visit.t;
    let title = kinds::title(t, facts.title.as_str());
    let mark = mark(t, &looking, app.abri.now());
    let still = still(app, looking.watch(paper));
    let stream = copies::marked(&app.abri, &permit, papers, mark, still).await?;
    Ok(attachment(
        Body::from_stream(stream),
        ("application/pdf", None),
        &title,
        "pdf",
    ))
}

/// What is asked while bytes are on their way.
fn still(app: &Shared, watch: Watch) -> impl Fn() -> BoxFuture<'static, bool> + Send + 'static {
    let abri = app.abri.clone();
    move || {
        let abri = abri.clone();
        Box::pin(async move { read_shown::still(&abri, &watch).await.is_ok() })
    }
}
