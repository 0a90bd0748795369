//! The social security number (NIR): no field asks for it, no name may be one, and a paper's name that
//! looks like one warns.

use crate::evidence::Claim;
use crate::people::{come_in, cookie, papers};
use crate::setups::Setup;

const COMMAND: &str = "cargo test --release --test service the_social_security_number";
/// Invented ones, as people write them.
const NUMBERS: [&str; 4] = [
    "2 85 05 78 006 084 36",
    "185057800608437",
    "2.85.05.2A.006.084.36",
    "2\u{a0}85\u{a0}05\u{a0}78\u{a0}006\u{a0}084",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_social_security_number_is_never_asked_and_warned_of_on_sqlite_and_disk() {
    warned(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_social_security_number_is_never_asked_and_warned_of_on_postgres_and_s3() {
    warned(Setup::networked().await).await;
}

async fn warned(setup: Setup) {
    let claim = Claim::begin("L21", setup.name, COMMAND);
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let person = come_in(&anybody, said, 0).await;
    let id = papers(&person).await.remove(0);
    let (paper, rename) = (
        format!("/papiers/{id}?page=1"),
        format!("/papiers/{id}/nom"),
    );
    let notice = abri::actions::notice::VERSION;
    // Changing a way in asks for a secret first.
    let code = said["people"][0]["code"].as_str().unwrap();
    let proof = [("typed", code), ("vers", "/compte/mots")];
    let proved = person.form("/compte/preuve", &proof).await;
    assert_eq!(proved.headers()["location"], "/compte/mots");
    for number in NUMBERS {
        // A paper's name: a warning, the name as it was, and the choice to keep it.
        let title = format!("Vitale {number}");
        let answer = person.form(&rename, &[("name", &title)]).await;
        assert_eq!(answer.status(), 422, "{number}");
        let page = answer.text().await.unwrap();
        assert!(
            page.contains("Ce nom ressemble à un numéro de sécurité sociale."),
            "{page}"
        );
        assert!(
            page.contains("role=\"alert\"") && page.contains("name=\"anyway\""),
            "{page}"
        );
        let seen = person.get(&paper).await.text().await.unwrap();
        assert!(!seen.contains(&title), "{number} was kept");

        // What a person signs in with: refused, when it is chosen and when it is typed.
        let answer = person.form("/compte/mots", &[("typed", number)]).await;
        assert_eq!(answer.status(), 422, "{number}");
        let page = answer.text().await.unwrap();
        assert!(
            page.contains("N’écrivez pas votre numéro de sécurité sociale."),
            "{page}"
        );
        let words = [
            ("identifier", number),
            ("words", "un deux trois quatre cinq"),
        ];
        let answer = anybody.another().form("/entrer/mots", &words).await;
        assert_eq!(answer.status(), 422, "{number}");
        let page = answer.text().await.unwrap();
        assert!(
            page.contains("N’écrivez pas votre numéro de sécurité sociale."),
            "{page}"
        );

        // What a person is called by.
        let open = [
            ("step", "name"),
            ("place", "shared"),
            ("notice", notice),
            ("given", "screen"),
            ("name", number),
        ];
        let answer = anybody.another().form("/ouvrir", &open).await;
        assert_eq!(answer.status(), 422, "{number}");
        assert_eq!(cookie(&answer, "__Host-abri"), None);
        let page = answer.text().await.unwrap();
        assert!(
            page.contains("N’écrivez pas votre numéro de sécurité sociale."),
            "{page}"
        );
    }
    // Theirs to decide: it warns, it does not forbid.
    let title = format!("Vitale {}", NUMBERS[0]);
    let kept = [("name", title.as_str()), ("anyway", "1")];
    assert_eq!(person.form(&rename, &kept).await.status(), 303);
    let seen = person.get(&paper).await.text().await.unwrap();
    assert!(seen.contains(&title), "{seen}");
    no_field_asks_for_it();
    claim.held(0.0);
}

/// No field of any page is named after it, and no label asks for it: the words stand in warnings alone.
fn no_field_asks_for_it() {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut fields = 0;
    for file in crate::s3::files_under(&std::path::Path::new(root).join("src/web/templates")) {
        let page = std::fs::read_to_string(&file).unwrap();
        for field in page.split(" name=\"").skip(1) {
            let name = field.split('"').next().unwrap();
            let asks = ["nir", "secu", "sécu", "insee", "ssn"]
                .iter()
                .any(|word| name.to_lowercase().contains(word));
            assert!(!asks, "{file} asks for {name}");
            fields += 1;
        }
    }
    assert!(fields > 30, "too few fields were found: {fields}");
    for file in crate::s3::files_under(&std::path::Path::new(root).join("src/i18n/fr")) {
        let texts = std::fs::read_to_string(&file).unwrap();
        for line in texts
            .lines()
            .filter(|line| line.contains("sécurité sociale"))
        {
            let key = line.split(' ').next().unwrap();
            assert!(key.ends_with("-nir"), "{file} speaks of it in {key}");
        }
    }
}
