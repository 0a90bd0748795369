//! Papers of somebody else, such as a host's identity card: asked for in an appointment, they are there to be ticked, and
//! ticked by the person alone.

use crate::evidence::Claim;
use crate::people::{come_in, listed};
use crate::setups::Setup;
use crate::steps::{takes, worker};

const COMMAND: &str = "cargo test --release --test service others";

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_of_somebody_else_is_never_ticked_beforehand() {
    let setup = Setup::embedded();
    let claim = Claim::begin("L31", setup.name, COMMAND);
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let person = come_in(&anybody, said, 0).await;
    let kept = listed(&person).await;
    let (theirs, anothers) = (&kept[0], kept.last().unwrap());
    for (paper, kind) in [(theirs, "cni"), (anothers, "identite_hebergeant")] {
        let filed = person
            .form(&format!("/papiers/{paper}/quoi"), &[("kind", kind)])
            .await;
        assert_eq!(filed.status(), 303);
    }
    let own = worker(&anybody, said).await;
    let fields = [
        ("pour", "papiers"),
        ("demarche", "logement_social"),
        ("genre", "cni"),
        ("genre", "identite_hebergeant"),
        ("duree", "120"),
    ];
    let asked = own.form("/pro/rendez-vous", &fields).await;
    let to = asked.headers()["location"].to_str().unwrap().to_owned();
    let page = own.get(&to).await.text().await.unwrap();
    let code = page.split("data-code>").nth(1).unwrap();
    let place = takes(&person, &code[..7]).await;
    let page = person.get(&place).await.text().await.unwrap();
    let ticked = |paper: &str| {
        let field = page
            .split(&format!("name=\"papier\" value=\"{paper}\""))
            .nth(1);
        field
            .unwrap_or_else(|| panic!("{paper} in {page}"))
            .split('>')
            .next()
            .unwrap()
            .contains("checked")
    };
    assert!(ticked(theirs), "what is theirs, and asked for");
    assert!(!ticked(anothers), "what is somebody else's");
    claim.held(0.0);
}
