//! Writes the pages that need no vault, and a page of every component, into `target/pages/`:
//! looked at by people and by the browser tests.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;
use std::sync::Arc;

use abri::domain::ids::DocumentId;
use abri::domain::time::{Moment, Span};
use abri::i18n::{Lang, Texts, Zone};
use abri::web::page::{Help, Leave, Page, Place};
use abri::web::picto::Picto;
use abri::web::problem::{self, Trouble};
use abri::web::{Ring, damaged};
use askama::Template;
use http_body_util::BodyExt;

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery<'a> {
    t: &'a Texts,
    page: &'a Page,
    rings: &'a [Ring],
}

#[derive(Template)]
#[template(path = "sheet.html")]
struct Sheet<'a> {
    t: &'a Texts,
    page: &'a Page,
}

fn now() -> Moment {
    Moment::from_millis(1_795_527_000_000)
}

fn texts(lang: Lang) -> Texts {
    Texts::new(lang, Zone::named("Europe/Paris").unwrap())
}

fn page(lang: Lang) -> Page {
    let help = Help {
        name: "Association Le Porche".into(),
        phone: "01 99 00 12 34".into(),
        place: "8 rue du Pont, 99000 Valmer".into(),
        hours: "du lundi au vendredi, de 9 h à 17 h".into(),
    };
    Page::new(lang, Arc::new(help), Arc::from("https://neutral.example/"))
}

fn write(name: &str, html: &str) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&folder).unwrap();
    // Assets keep their addresses; the folder is served as it is.
    for asset in [
        "abri.css",
        "abri.svg",
        "listen.js",
        "leave.js",
        "clock.js",
        "print.js",
    ] {
        let address = folder.join(abri::web::assets::address(asset).trim_start_matches('/'));
        std::fs::create_dir_all(address.parent().unwrap()).unwrap();
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src/web/assets/");
        std::fs::copy(format!("{source}{asset}"), address).unwrap();
    }
    std::fs::write(folder.join(name), html).unwrap();
}

async fn body(answer: axum::response::Response) -> String {
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Nothing that the policy of the pages would refuse, nothing that a blocker would hide.
fn check(name: &str, html: &str) {
    assert!(!html.contains(" style="), "{name}: style attribute");
    assert!(!html.contains(" onclick="), "{name}: inline script");
    for part in html.split("<script").skip(1) {
        assert!(
            part.starts_with(" type=\"module\" src=\"/a/"),
            "{name}: inline script"
        );
    }
    for part in html
        .split("class=\"")
        .skip(1)
        .chain(html.split(" id=\"").skip(1))
    {
        for class in part.split('"').next().unwrap().split(' ') {
            let hidden = [
                "share", "ad", "banner", "partage", "pub", "social", "popup", "cookie",
            ];
            assert!(!hidden.contains(&class), "{name}: class {class}");
        }
    }
}

#[tokio::test]
async fn pages_of_trouble() {
    for lang in [Lang::Fr, Lang::Qps] {
        let (t, mut page) = (texts(lang), page(lang));
        let tag = lang.tag();
        page.pseudo = lang == Lang::Qps;
        let mut pages = Vec::new();
        for (name, trouble) in [
            ("gone", Trouble::Gone),
            (
                "broken",
                Trouble::Broken {
                    reference: "4F7-K2M".into(),
                },
            ),
            ("busy", Trouble::Busy),
            ("full", Trouble::Full),
            (
                "slow",
                Trouble::Slow {
                    left: t.span(Span::minutes(10)),
                },
            ),
            (
                "vaults",
                Trouble::ManyVaults {
                    left: t.span(Span::hours(1)),
                },
            ),
            (
                "large",
                Trouble::TooLarge {
                    size: t.size(25_000_000),
                },
            ),
            ("stale", Trouble::StaleForm),
            ("offline", Trouble::Offline),
        ] {
            pages.push((name, body(problem::answer(&t, &page, &trouble)).await));
        }
        let id = DocumentId::from_bytes([7; 16]);
        pages.push(("damaged", body(damaged::own(&t, &page, id)).await));
        pages.push(("damaged-shown", body(damaged::shown(&t, &page)).await));
        for (name, html) in pages {
            check(name, &html);
            assert!(html.len() < 20_000, "{name}: {} bytes", html.len());
            write(&format!("{name}-{tag}.html"), &html);
        }
    }
}

#[test]
fn every_component() {
    for lang in [Lang::Fr, Lang::Qps] {
        let t = texts(lang);
        let page = page(lang)
            .at(Place::Papers)
            .at_step(2, 4)
            .with_time_left(t.span(Span::minutes(12)));
        let ring =
            |whole: Span, left: Span| Ring::new(&t, now(), now() + whole, now() + whole - left);
        let hour = Span::hours(1);
        let rings = [
            ring(hour, Span::minutes(32)),
            ring(hour, Span::minutes(8)),
            ring(hour, Span::millis(0)),
            ring(Span::hours(10), Span::hours(5)),
            ring(Span::days(7), Span::days(3)),
        ];
        let html = Gallery {
            t: &t,
            page: &page,
            rings: &rings,
        }
        .render()
        .unwrap();
        check("gallery", &html);
        write(&format!("gallery-{}.html", lang.tag()), &html);
        let html = Sheet { t: &t, page: &page }.render().unwrap();
        check("sheet", &html);
        write(&format!("sheet-{}.html", lang.tag()), &html);
    }
}
