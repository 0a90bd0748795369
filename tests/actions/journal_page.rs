//! The page itself, through the router, over a vault in which a lot happened.

use std::path::PathBuf;
use std::sync::Arc;

use abri::actions::change::{Change, LockedChange};
use abri::actions::session::Session;
use abri::catalogue::Procedures;
use abri::config::{Opening, Origin};
use abri::domain::access::may_write;
use abri::domain::journal::{Details, Event};
use abri::domain::slot::SlotKind;
use abri::domain::time::Span;
use abri::i18n::Zone;
use abri::web::{App, Help, Site, cookies, router};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::given::vault;
use crate::support::Service;

/// Everything that can happen, by the person or while they are away.
async fn eventful(service: &Service) -> Session {
    let abri = &service.abri;
    let session = vault(abri).await;
    let details = Details {
        who: "Claire Morel".into(),
        structure: "Association Le Porche".into(),
        title: "Fiche de paie octobre".into(),
        slot: Some(SlotKind::Card),
        count: 4,
        until: abri.now().millis() + Span::hours(6).as_millis(),
        ..Details::default()
    };
    for (at, event) in Event::ALL.into_iter().enumerate() {
        // All of them within one session.
        service.pass(Span::seconds(15));
        let told = if at % 5 == 4 {
            &Details::default()
        } else {
            &details
        };
        if event.code().starts_with("share_") {
            let mut change = LockedChange::begin(abri, session.open.vault).await.unwrap();
            change.tell(event, told).await.unwrap();
            change.commit().await.unwrap();
        } else {
            let permit = may_write(session.open.owner(), session.open.vault).unwrap();
            let mut change = Change::begin(abri, &session.open, &permit).await.unwrap();
            change.tell(event, told).await.unwrap();
            change.commit().await.unwrap();
        }
    }
    session
}

pub fn app(service: Service) -> (Arc<App>, tempfile::TempDir) {
    let (abri, folder) = service.into_parts();
    let help = Help {
        name: "Association Le Porche".into(),
        phone: "01 99 00 12 34".into(),
        place: "8 rue du Pont, 99000 Valmer".into(),
        hours: String::new(),
    };
    let site = Site {
        origin: Origin::parse("https://abri.example.org").unwrap(),
        help: Arc::new(help),
        neutral: "https://neutral.example/".into(),
        zone: Zone::named("Europe/Paris").unwrap(),
        opening: Opening::Anyone,
        tries_per_source: 30,
        vaults_per_source: 30,
        file_bytes: 1 << 20,
        form_bytes: 1 << 16,
        procedures: Procedures::default(),
        pseudo: true,
    };
    let abri = Arc::new(abri);
    (
        Arc::new(App {
            abri,
            site,
            left: tokio_util::task::TaskTracker::new(),
        }),
        folder,
    )
}

pub async fn get(app: &Arc<App>, session: Option<&Session>, path: &str) -> (StatusCode, String) {
    let mut request = Request::get(path).header(header::HOST, "abri.example.org");
    if let Some(session) = session {
        let value = cookies::write_secret(session.cookie());
        request = request.header(header::COOKIE, format!("{}={value}", cookies::SESSION));
    }
    let answer = router(app.clone())
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let (parts, body) = answer.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (parts.status, String::from_utf8(body.to_vec()).unwrap())
}

/// For people and browsers to look at.
fn write(name: &str, html: &str) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&folder).unwrap();
    for asset in ["abri.css", "abri.svg", "listen.js", "leave.js", "print.js"] {
        let address = folder.join(abri::web::assets::address(asset).trim_start_matches('/'));
        std::fs::create_dir_all(address.parent().unwrap()).unwrap();
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src/web/assets/");
        std::fs::copy(format!("{source}{asset}"), address).unwrap();
    }
    std::fs::write(folder.join(name), html).unwrap();
}

#[tokio::test]
async fn the_page_tells_everything_and_stays_light() {
    let service = Service::open().await;
    let session = eventful(&service).await;
    let (app, _folder) = app(service);
    let (status, html) = get(&app, Some(&session), "/qui-a-vu").await;
    write("journal-fr.html", &html);
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("Une autre personne") || html.contains("une autre personne"));
    assert!(!html.contains("journal-"), "a text is missing");
    // With the style (8 KB packed) and three small scripts: far below 50 KB.
    assert!(html.len() < 30_000, "{} bytes", html.len());
    let (_, kept) = get(&app, Some(&session), "/qui-a-vu/telecharger?forme=lire").await;
    // The page has the newest ones, what is kept has all.
    assert!(kept.contains("Claire Morel (Association Le Porche)</b> a regardé"));
    assert!(kept.contains("<h1>"));
    let (_, lines) = get(&app, Some(&session), "/qui-a-vu/telecharger?forme=verifier").await;
    assert!(abri::actions::verify_journal::taken(&lines, None, None).is_ok());
}

#[tokio::test]
async fn attack_without_a_session_there_is_no_list() {
    let service = Service::open().await;
    eventful(&service).await;
    let (app, _folder) = app(service);
    for path in ["/qui-a-vu", "/qui-a-vu?avant=3", "/qui-a-vu/telecharger"] {
        let (status, body) = get(&app, None, path).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(body, "");
    }
}

#[tokio::test]
async fn a_changed_list_says_so() {
    let service = Service::open().await;
    let session = eventful(&service).await;
    service
        .meddle(
            "abri.sqlite",
            "UPDATE journal SET code = 'notice_read' \
             WHERE number = (SELECT MAX(number) - 30 FROM journal)",
        )
        .await;
    let (app, _folder) = app(service);
    let (_, html) = get(&app, Some(&session), "/qui-a-vu").await;
    write("journal-broken-fr.html", &html);
    assert!(html.contains("Cette liste a été changée"));
    assert!(!html.contains("Rien ne manque"));
}
