//! What is sent of a paper: its page pictures, and the kept file where a copy may be kept.

use std::fmt::Write as _;

use std::fmt;

use askama::filters::HtmlSafe;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::looking::number;
use crate::actions::{Problem, read_shown, reading};
use crate::web::app::Shared;
use crate::web::damaged;
use crate::web::finish::Answer;
use crate::web::gate::Viewing;
use crate::web::headers;

/// `GET /p/papiers/{position}/page/{n}`: one page, as a picture.
pub async fn picture(
    State(app): State<Shared>,
    viewing: Viewing,
    Path((position, page)): Path<(String, String)>,
) -> Answer {
    let (position, page) = (number(&position)?, number(&page)?);
    let abri = app.abri.clone();
    let picture = app
        .carry(async move {
            let looking = &viewing.looking;
            let paper = looking.paper(position)?;
            let facts = &paper.grant.facts;
            let place = usize::try_from(page).ok().and_then(|n| n.checked_sub(1));
            let picture = place
                .and_then(|place| facts.pages.get(place))
                .ok_or(Problem::NotFound)?;
            let permit = read_shown::look(&abri, looking, paper).await?;
            let key = &paper.grant.pictures_key;
            reading::picture(&abri, &permit, key, &facts.pictures_file, picture).await
        })
        .await?;
    let mut response = Response::new(Body::from(bytes::Bytes::from_owner(picture)));
    let jpeg = HeaderValue::from_static("image/jpeg");
    response.headers_mut().insert(CONTENT_TYPE, jpeg);
    Ok(response)
}

/// `GET /p/papiers/{position}/original`: the kept file, to keep; never shown in a page.
pub async fn original(
    State(app): State<Shared>,
    viewing: Viewing,
    Path(position): Path<String>,
) -> Answer {
    let position = number(&position)?;
    let abri = app.abri.clone();
    let (viewing, permit) = app
        .carry(async move {
            let paper = viewing.looking.paper(position)?;
            let permit = read_shown::keep(&abri, &viewing.looking, paper).await?;
            Ok((viewing, permit))
        })
        .await?;
    let paper = viewing.looking.paper(position)?;
    let (grant, facts) = (&paper.grant, &paper.grant.facts);
    let (Some(key), Some(file)) = (&grant.key, &facts.file) else {
        return Err(Problem::NotFound.into());
    };
    let watch = viewing.looking.watch(paper);
    let asked = app.abri.clone();
    let still = move || {
        let abri = asked.clone();
        async move { read_shown::still(&abri, &watch).await.is_ok() }
    };
    let read = reading::original(&app.abri, &permit, key, file, facts.bytes, still).await;
    let stream = match read {
        Err(Problem::Damaged(_)) => {
            read_shown::damaged(&app.abri, &viewing.looking, paper, &file.object).await?;
            let visit = &viewing.visit;
            return Ok(damaged::shown(&visit.t, &visit.page));
        }
        read => read?,
    };
    let mut response = Body::from_stream(stream).into_response();
    let headers = response.headers_mut();
    headers::attachment(headers);
    let kind = HeaderValue::from_static(facts.file_type.media_type());
    headers.insert(CONTENT_TYPE, kind);
    headers.insert(CONTENT_LENGTH, facts.bytes.into());
    let named = attachment(facts.title.as_str(), facts.file_type.extension());
    if let Ok(named) = HeaderValue::from_str(&named) {
        headers.insert(CONTENT_DISPOSITION, named);
    }
    Ok(response)
}

/// The name under which a copy is kept (RFC 6266); what no file system likes is left out.
fn attachment(title: &str, extension: &str) -> String {
    let mut name = String::new();
    for byte in title.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' => name.push(byte.into()),
            b'/' | b'\\' | b':' | b'*' | b'?' | b'"' | b'<' | b'>' | b'|' | b'.' => {
                name.push('_');
            }
            _ => {
                let _ = write!(name, "%{byte:02X}");
            }
        }
    }
    format!("attachment; filename=\"papier.{extension}\"; filename*=UTF-8''{name}.{extension}")
}

/// The words across a page, drawn over its picture.
pub(super) struct Mark {
    page: usize,
    words: String,
    width: usize,
}

impl Mark {
    pub(super) fn new(page: usize, words: &str) -> Self {
        let width = words.chars().count() * 9 + 60;
        let mut escaped = String::with_capacity(words.len());
        for c in words.to_uppercase().chars() {
            match c {
                '&' | '<' | '>' | '"' | '\'' => {
                    let _ = write!(escaped, "&#{};", u32::from(c));
                }
                c => escaped.push(c),
            }
        }
        Self {
            page,
            words: escaped,
            width,
        }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { page, words, width } = self;
        let half = width / 2;
        write!(
            f,
            "<svg aria-hidden=\"true\"><defs><pattern id=\"m{page}\" width=\"{width}\" \
             height=\"150\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(-27)\">\
             <g fill=\"#0f5652\" fill-opacity=\".26\" font-size=\"14\" font-weight=\"700\">\
             <text x=\"0\" y=\"50\">{words}</text><text x=\"-{half}\" y=\"125\">{words}</text>\
             <text x=\"{half}\" y=\"125\">{words}</text></g></pattern></defs>\
             <rect width=\"100%\" height=\"100%\" fill=\"url(#m{page})\"/></svg>"
        )
    }
}

/// Words are escaped one character at a time; the rest is ours.
impl HtmlSafe for Mark {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_names_stay_inside_the_header_and_the_drawing() {
        let named = attachment("../a\"b;\r\nX: é", "pdf");
        assert!(named.is_ascii() && !named.contains('\r') && !named.contains('/'));
        assert!(
            named.ends_with("''___a_b%3B%0D%0AX_%20%C3%A9.pdf"),
            "{named}"
        );
        let mark = Mark::new(1, "</text><script>&").to_string();
        assert!(!mark.to_lowercase().contains("<script"), "{mark}");
    }
}
