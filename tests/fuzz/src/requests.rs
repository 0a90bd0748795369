//! Whole requests: paths, queries, cookies, forms, parts of forms, offsets of uploads, in front of every route.
//!
//! The input is a request as HTTP/1 writes it. Nothing of it may panic, nor be answered as a fault of ours.

use std::sync::{Arc, OnceLock};

use abri::actions::open_vault::{Given, NewVault, Notice, open_vault};
use abri::config::Config;
use abri::domain::person::CallName;
use abri::domain::slot::Place;
use abri::domain::time::Clock;
use abri::media::{Settings, Workers};
use abri::serve::compose;
use abri::web::app::router;
use abri::web::cookies;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode, Uri, header};
use tokio::runtime::Runtime;
use tower::ServiceExt;

struct House {
    runtime: Runtime,
    router: Router,
    cookie: String,
    _folder: tempfile::TempDir,
}

fn house() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(|| {
        let folder = tempfile::tempdir_in("/dev/shm").unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let (router, cookie) = runtime.block_on(open(folder.path()));
        House {
            runtime,
            router,
            cookie,
            _folder: folder,
        }
    })
}

async fn open(folder: &std::path::Path) -> (Router, String) {
    let at = folder.display();
    std::fs::create_dir(folder.join("secrets")).unwrap();
    for (name, first) in [("pepper", 1_u8), ("lookup", 2), ("recipients", 3)] {
        // No secret: but a service starts with nothing that looks made up.
        let bytes = std::array::from_fn(|i| u8::try_from(i * 7).unwrap() ^ first);
        abri::config::make_secret(&folder.join("secrets").join(name), &bytes).unwrap();
    }
    let config = format!(
        "url = 'https://localhost'\nlisten = '127.0.0.1:0'\ndata = '{at}/data'\ncertificate.self_made = true\n\
         database.url = 'sqlite://{at}/abri.sqlite'\nobjects.url = '{at}/objects'\nepochs.url = '{at}/epochs'\n\
         secrets = {{ pepper = '{at}/secrets/pepper', lookup = '{at}/secrets/lookup', recipients = '{at}/secrets/recipients' }}\n\
         help = {{ name = 'Accueil', phone = '01 99 00 00 00' }}\n"
    );
    let config = Config::parse(&config, &[]).unwrap();
    let mut abri = compose::open(&config, Clock::system()).await.unwrap();
    abri::jobs::prepare(&abri).await.unwrap();
    // What a file is, is another program's work: here there is none.
    abri.workers = Workers::new(Settings {
        program: "/bin/false".into(),
        ..Settings::default()
    });
    let new = NewVault {
        name: CallName::parse("Mariam").unwrap(),
        place: Place::Own,
        notice: Notice {
            version: "1".into(),
            language: "fr".into(),
            given: Given::Screen,
        },
    };
    let (session, _) = open_vault(&abri, new).await.unwrap();
    let cookie = format!(
        "{}={}",
        cookies::SESSION,
        cookies::write_secret(session.cookie())
    );
    let procedures = compose::procedures(&config).unwrap();
    let app = compose::app(Arc::new(abri), procedures, &config);
    (router(Arc::new(app)), cookie)
}

/// Reads the input; `None` where HTTP itself would refuse it.
fn request(bytes: &[u8], cookie: Option<&str>) -> Option<Request<Body>> {
    let end = bytes
        .windows(2)
        .position(|two| two == b"\n\n")
        .unwrap_or(bytes.len());
    let (head, body) = (&bytes[..end], bytes.get(end + 2..).unwrap_or_default());
    let mut lines = head.split(|byte| *byte == b'\n');
    let mut first = lines.next()?.splitn(2, |byte| *byte == b' ');
    let method = match first.next()? {
        b"G" => Method::GET,
        b"P" => Method::POST,
        b"A" => Method::PATCH,
        other => Method::from_bytes(other).ok()?,
    };
    let mut request = Request::new(Body::from(body.to_vec()));
    *request.method_mut() = method;
    *request.uri_mut() = Uri::try_from(first.next()?).ok()?;
    let headers = request.headers_mut();
    headers.insert(header::HOST, HeaderValue::from_static("localhost"));
    headers.insert(
        header::ORIGIN,
        HeaderValue::from_static("https://localhost"),
    );
    headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/x-www-form-urlencoded"),
    );
    if let Some(cookie) = cookie {
        headers.insert(header::COOKIE, HeaderValue::from_str(cookie).ok()?);
    }
    for line in lines {
        let mut parts = line.splitn(2, |byte| *byte == b':');
        let name = HeaderName::from_bytes(parts.next()?).ok()?;
        headers.insert(
            name,
            HeaderValue::from_bytes(parts.next()?.trim_ascii()).ok()?,
        );
    }
    Some(request)
}

fn answered(bytes: &[u8], inside: bool) {
    let house = house();
    let cookie = inside.then_some(house.cookie.as_str());
    if let Some(request) = request(bytes, cookie) {
        let said = format!("{} {}", request.method(), request.uri());
        let answer = house
            .runtime
            .block_on(house.router.clone().oneshot(request))
            .unwrap();
        assert_ne!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "{said}");
    }
}

/// From somebody without a cookie.
pub fn anybody(bytes: &[u8]) {
    answered(bytes, false);
}

/// From somebody who is in.
pub fn inside(bytes: &[u8]) {
    answered(bytes, true);
}
