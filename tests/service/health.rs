//! A paper about somebody's health is kept, and its page says whom to show it to (article L1111-8 of the Code de la santé
//! publique, as the operator has set `health_papers`).

use crate::evidence::Claim;
use crate::people::{come_in, papers};
use crate::setups::Setup;

const COMMAND: &str = "cargo test --release --test service health";

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_about_health_says_whom_to_show_it_to() {
    let setup = Setup::embedded();
    let claim = Claim::begin("L22", "page", COMMAND);
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let person = come_in(&anybody, said, 0).await;
    let paper = &papers(&person).await[0];
    for (kind, is_health) in [("attestation_css_ame", true), ("cni", false)] {
        let form = [("kind", kind)];
        let filed = person.form(&format!("/papiers/{paper}/quoi"), &form).await;
        assert_eq!(filed.status(), 303, "{kind}");
        let page = person.get(&format!("/papiers/{paper}/range")).await;
        let page = page.text().await.unwrap();
        assert_eq!(page.contains("parle de votre santé"), is_health, "{page}");
    }
    claim.held(0.0);
}
