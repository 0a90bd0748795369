//! Style, scripts and the icon: inside the binary, at addresses named after their content.

use std::io::Write;
use std::sync::{LazyLock, OnceLock};

use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderValue, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// Name, type and content of every asset. A script stands after those that it imports.
const FILES: &[(&str, &str, &str)] = &[
    ("abri.css", CSS, include_str!("assets/abri.css")),
    ("abri.svg", SVG, include_str!("assets/abri.svg")),
    ("listen.js", SCRIPT, include_str!("assets/listen.js")),
    ("leave.js", SCRIPT, include_str!("assets/leave.js")),
    ("names.js", SCRIPT, include_str!("assets/names.js")),
    ("clock.js", SCRIPT, include_str!("assets/clock.js")),
    ("bind.js", SCRIPT, include_str!("assets/bind.js")),
    ("reduce.js", SCRIPT, include_str!("assets/reduce.js")),
    (
        "straighten.js",
        SCRIPT,
        include_str!("assets/straighten.js"),
    ),
    ("corners.js", SCRIPT, include_str!("assets/corners.js")),
    ("send.js", SCRIPT, include_str!("assets/send.js")),
    ("deliver.js", SCRIPT, include_str!("assets/deliver.js")),
    ("drafts.js", SCRIPT, include_str!("assets/drafts.js")),
    ("guess.js", SCRIPT, include_str!("assets/guess.js")),
    ("paper.js", SCRIPT, include_str!("assets/paper.js")),
    ("teller.js", SCRIPT, include_str!("assets/teller.js")),
    ("camera.js", SCRIPT, include_str!("assets/camera.js")),
    ("add.js", SCRIPT, include_str!("assets/add.js")),
    ("print.js", SCRIPT, include_str!("assets/print.js")),
    ("again.js", SCRIPT, include_str!("assets/again.js")),
    ("questions.js", SCRIPT, include_str!("assets/questions.js")),
    ("waiting.js", SCRIPT, include_str!("assets/waiting.js")),
    ("now.js", SCRIPT, include_str!("assets/now.js")),
    ("asked.js", SCRIPT, include_str!("assets/asked.js")),
    ("meeting.js", SCRIPT, include_str!("assets/meeting.js")),
    ("link.js", SCRIPT, include_str!("assets/link.js")),
    ("looking.js", SCRIPT, include_str!("assets/looking.js")),
    ("hold.js", SCRIPT, include_str!("assets/hold.js")),
    ("passkey.js", SCRIPT, include_str!("assets/passkey.js")),
    ("fresh.js", SCRIPT, include_str!("assets/fresh.js")),
    ("phone.js", SCRIPT, include_str!("assets/phone.js")),
    ("keypad.js", SCRIPT, include_str!("assets/keypad.js")),
];

struct Asset {
    name: &'static str,
    address: String,
    kind: &'static str,
    content: String,
    /// The same packed with gzip, once somebody asked for it.
    packed: OnceLock<Vec<u8>>,
}

impl Asset {
    /// Packed with gzip; empty if that did not work, and then it is sent as it is.
    fn packed(&self) -> &[u8] {
        self.packed
            .get_or_init(|| pack(&self.content).unwrap_or_default())
    }
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let mut all: Vec<Asset> = Vec::new();
    for &(name, kind, content) in FILES {
        let content = resolved(&slim(content), &all);
        let digest = Sha256::digest(content.as_bytes());
        let hash = HEXLOWER.encode(digest.get(..8).unwrap_or_default());
        all.push(Asset {
            name,
            address: format!("/a/{hash}/{name}"),
            kind,
            content,
            packed: OnceLock::new(),
        });
    }
    all
});

/// Style or script without its comments and indentation: a slow phone needs neither. Lines stay lines, and what stands
/// behind something on its line stays too.
fn slim(content: &str) -> String {
    let (mut kept, mut in_comment) = (String::with_capacity(content.len()), false);
    for line in content.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        if in_comment || (begins && (line.ends_with("*/") || !line.contains("*/"))) {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// A script whose imports (`"./name.js"`) stand at their addresses.
fn resolved(content: &str, before: &[Asset]) -> String {
    before.iter().fold(content.to_owned(), |text, asset| {
        text.replace(
            &format!("\"./{}\"", asset.name),
            &format!("\"{}\"", asset.address),
        )
    })
}

fn pack(content: &str) -> std::io::Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(content.as_bytes())?;
    packer.finish()
}

/// The address of an asset, `/a/<hash>/<name>`; `/a/` alone for a name that does not exist, which
/// the tests of this file keep out of templates.
pub fn address(name: &str) -> &'static str {
    ASSETS
        .iter()
        .find(|asset| asset.name == name)
        .map_or("/a/", |asset| asset.address.as_str())
}

/// `GET /a/{hash}/{name}`: kept for a year, since another content has another address.
pub async fn serve(Path((hash, name)): Path<(String, String)>, asked: HeaderMap) -> Response {
    let wanted = format!("/a/{hash}/{name}");
    let Some(asset) = ASSETS.iter().find(|asset| asset.address == wanted) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    let unpacks = asked
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    let packed = if unpacks { asset.packed() } else { &[] };
    if !packed.is_empty() {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        return (headers, packed).into_response();
    }
    (headers, asset.content.as_str()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_named_by_a_template_exists() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/web/templates");
        for entry in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            for part in text.split("page.asset(\"").skip(1) {
                let name = part.split('"').next().unwrap();
                assert_ne!(address(name), "/a/", "no asset {name}");
            }
        }
    }

    #[test]
    fn every_import_stands_at_an_address() {
        for asset in ASSETS.iter() {
            assert!(!asset.content.contains("\"./"), "{}", asset.name);
        }
    }

    #[test]
    fn style_and_scripts_keep_to_the_oldest_browsers_and_stay_small() {
        for asset in ASSETS.iter() {
            let newer: &[&str] = if asset.kind == CSS {
                // Chrome 87, Firefox 78 and Safari 13 do not know these.
                &[
                    ":is(",
                    ":where(",
                    ":has(",
                    "inset:",
                    "aspect-ratio",
                    "@container",
                    "@layer",
                    "margin-inline:",
                    "padding-inline:",
                    " gap:",
                    "url(",
                ]
            } else {
                &["?.", "??", "||=", ".at(", "innerHTML", "eval("]
            };
            for word in newer {
                assert!(!asset.content.contains(word), "{}: {word}", asset.name);
            }
            assert!(!asset.packed().is_empty() && asset.packed().len() < 12_000);
        }
    }

    /// A block left open takes every rule after it with it, and no browser says so.
    #[test]
    fn the_style_closes_what_it_opens() {
        let style = FILES.iter().find(|(name, ..)| *name == "abri.css").unwrap();
        let mut open = 0;
        for (number, line) in (1..).zip(style.2.lines()) {
            for letter in line.chars() {
                open += match letter {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                // A rule in a query, and no deeper.
                assert!((0..=2).contains(&open), "line {number}");
            }
        }
        assert_eq!(open, 0);
    }

    #[test]
    fn comments_and_indentation_stay_at_home() {
        let text = "/* One\n   two. */\n.a {\n  b: c; /* kept */\n}\n// Three.\n  /** Four. */\n\n/* e */ .f {}\n";
        assert_eq!(slim(text), ".a {\nb: c; /* kept */\n}\n/* e */ .f {}\n");
        for (name, _, content) in FILES {
            // A text over several lines would lose its indentation.
            let odd = |line: &str| line.matches('`').count() % 2 == 1;
            assert!(!content.lines().any(odd), "{name}");
        }
    }

    #[tokio::test]
    async fn packed_for_who_unpacks_and_kept_for_a_year() {
        let mut parts = address("abri.css").split('/').skip(2).map(str::to_owned);
        let path = (parts.next().unwrap(), parts.next().unwrap());
        let plain = serve(Path(path.clone()), HeaderMap::new()).await;
        assert!(!plain.headers().contains_key(CONTENT_ENCODING));
        let mut asked = HeaderMap::new();
        asked.insert(ACCEPT_ENCODING, HeaderValue::from_static("br, gzip"));
        let packed = serve(Path(path), asked).await;
        assert_eq!(packed.headers()[CONTENT_ENCODING], "gzip");
        assert!(
            packed.headers()[CACHE_CONTROL]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
    }

    #[tokio::test]
    async fn another_hash_is_not_found() {
        let (hash, name) = ("0000000000000000".to_owned(), "abri.css".to_owned());
        assert_eq!(
            serve(Path((hash, name)), HeaderMap::new()).await.status(),
            StatusCode::NOT_FOUND
        );
    }
}
