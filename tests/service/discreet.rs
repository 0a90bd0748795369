//! Over the shoulder: in discreet mode no page that the menus lead to names papers or people until a press.

use abri::web::app::routes;
use abri::web::routes::{Method, NAMES, Names};

use crate::people::come_in;
use crate::server::Person;
use crate::setups::Setup;

/// What the demonstration's first person has on their pages: themselves, and who is shown papers or may put some in.
const PEOPLE: [&str; 3] = ["Mariam", "Claire Morel", "Karim"];

/// What is named on a page: people, papers, and pictures of papers.
fn named(page: &str, papers: &[String]) -> Vec<String> {
    let words = PEOPLE.iter().map(|&word| word.to_owned());
    let words = words.chain(papers.iter().cloned());
    let words = words.chain(["/miniature\"".to_owned()]);
    words.filter(|word| page.contains(word.as_str())).collect()
}

/// The names of the papers on a home page.
fn titles(home: &str) -> Vec<String> {
    let papers = home.split("class=\"paper\"").skip(1);
    let names = papers.filter_map(|paper| {
        let (_, name) = paper.split_once("<b>")?;
        Some(name.split_once("</b>")?.0.to_owned())
    });
    names.collect()
}

async fn text(answer: reqwest::Response) -> String {
    assert_eq!(answer.status(), 200, "{}", answer.url());
    answer.text().await.unwrap()
}

async fn choose(person: &Person, what: &str) {
    let answer = person.form("/compte/discret", &[("discret", what)]).await;
    assert_eq!(answer.status(), 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_over_the_shoulder_no_page_of_the_menus_names_anything() {
    let setup = Setup::embedded();
    let person = come_in(&setup.server.person(), setup.server.said(), 0).await;
    let open = text(person.get("/papiers").await).await;
    let papers = titles(&open);
    assert!(papers.len() > 3, "{papers:?}");
    assert!(named(&open, &papers).len() > papers.len());

    choose(&person, "oui").await;
    let table: Vec<_> = routes().table().copied().collect();
    let hidden: Vec<_> = table
        .iter()
        .filter(|route| route.names == Names::Hidden)
        .map(|route| route.path.replace("{procedure}", "rsa"))
        .collect();
    assert!(hidden.len() >= 7, "{hidden:?}");
    let with_nothing: [(&str, &str); 0] = [];
    let mut naming = 0;
    for path in &hidden {
        let covered = text(person.get(path).await).await;
        assert_eq!(named(&covered, &papers), [""; 0], "{path}");
        let to = format!("{path}{NAMES}");
        assert!(covered.contains(&format!("action=\"{to}\"")), "{path}");
        let shown = text(person.form(&to, &with_nothing).await).await;
        naming += usize::from(!named(&shown, &papers).is_empty());
        assert!(
            shown.contains(&format!("href=\"{path}\" data-hide")),
            "{path}"
        );
        // Once means once.
        let again = text(person.get(path).await).await;
        assert_eq!(named(&again, &papers), [""; 0], "{path}");
        assert_eq!(person.get(&to).await.status(), 404, "{to}");
    }
    assert!(naming >= 5, "{naming}");
    let asked = text(person.get("/montrer?but=rsa&papier=1").await).await;
    assert!(
        asked.contains("action=\"/montrer/noms?but=rsa&"),
        "what was asked stays asked"
    );

    // Home and account name nothing either, and every access can be stopped from there.
    let stops = |page: &str| page.matches("/arreter\"").count();
    for path in ["/papiers", "/compte"] {
        let page = text(person.get(path).await).await;
        assert_eq!(named(&page, &papers), [""; 0], "{path}");
    }
    let home = text(person.get("/papiers").await).await;
    assert_eq!(stops(&home), stops(&open));
    assert!(stops(&home) >= 2);
    assert_eq!(titles(&home)[..2], ["Papier 1", "Papier 2"]);
    let shown = text(person.form("/papiers/noms", &with_nothing).await).await;
    assert_eq!(titles(&shown), papers);

    choose(&person, "non").await;
    let home = text(person.get("/papiers").await).await;
    assert_eq!(titles(&home), papers);
    assert!(table.iter().all(|route| {
        let press = route.method == Method::Post && route.path.ends_with(NAMES);
        press == (route.names == Names::Shown)
    }));
}
