//! The list of a procedure over a vault, and what it may propose.

use abri::actions::Abri;
use abri::actions::papers;
use abri::actions::refile::{Refiled, refile};
use abri::actions::session::Session;
use abri::domain::document::PrintedDate;
use abri::domain::ids::DocumentId;
use axum::http::StatusCode;

use crate::given::{paper, vault};
use crate::journal_page::{app, get};
use crate::support::Service;

async fn put_in(abri: &Abri, session: &Session, title: &str, new: Refiled) -> DocumentId {
    let id = paper(abri, &session.open, title).await;
    refile(abri, &session.open, id, new).await.unwrap();
    id
}

fn kind(key: &str) -> Refiled {
    Refiled {
        kind: Some(key.to_owned()),
        ..Refiled::default()
    }
}

/// Whether a paper's box is on the page and ticked; none when it is not there.
fn ticked(html: &str, id: DocumentId) -> Option<bool> {
    let (_, rest) = html.split_once(&format!("name=\"papier\" value=\"{id}\""))?;
    Some(rest.starts_with(" checked"))
}

#[tokio::test]
async fn attack_an_address_ticks_no_paper_of_another_person() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let own = put_in(abri, &session, "Carte", kind("cni")).await;
    let mut others = Vec::new();
    for key in [
        "attestation_hebergement",
        "identite_hebergeant",
        "domicile_hebergeant",
    ] {
        others.push(put_in(abri, &session, key, kind(key)).await);
    }
    let foreign = {
        let another = vault(abri).await;
        put_in(abri, &another, "Carte", kind("cni")).await
    };
    let (app, _folder) = app(service);
    let named: Vec<_> = others.iter().map(|id| format!("&papier={id}")).collect();
    let path = format!("/montrer?pourquoi=rsa&papier={own}{}", named.concat());
    let (status, html) = get(&app, Some(&session), &path).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(ticked(&html, own), Some(true));
    for id in others {
        assert_eq!(ticked(&html, id), Some(false));
    }
    let path = format!("/montrer?pourquoi=rsa&papier={own}&papier={foreign}");
    let (status, _) = get(&app, Some(&session), &path).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "not for you is not there");
    let (status, _) = get(&app, Some(&session), "/montrer?pourquoi=pension").await;
    assert_eq!(status, StatusCode::OK, "an unknown purpose is asked for");
}

#[tokio::test]
async fn a_date_is_kept_with_its_paper_and_decides_what_it_is_good_for() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let now = PrintedDate::of(abri.now().day());
    let dated = |months| Refiled {
        dated: Some(Some(now.plus_months(months))),
        ..kind("facture_domicile")
    };
    let bill = put_in(abri, &session, "Facture", dated(-5)).await;
    let read = async || {
        let all = papers::all(abri, &session.open).await.unwrap();
        all[0].current.record.facts.dated
    };
    assert_eq!(read().await, Some(now.plus_months(-5)));
    let other = Refiled {
        title: None,
        ..Refiled::default()
    };
    refile(abri, &session.open, bill, other).await.unwrap();
    assert_eq!(read().await, Some(now.plus_months(-5)), "left as it was");

    let (app, _folder) = app(service);
    let list = async |path: &str| get(&app, Some(&session), path).await.1;
    let shown = format!("papier={bill}");
    assert!(list("/demarches/ame").await.contains(&shown));
    refile(&app.abri, &session.open, bill, dated(-1))
        .await
        .unwrap();
    let html = list("/demarches/ame").await;
    assert!(
        !html.contains(&shown) && html.contains("Trop récent"),
        "{html}"
    );
    assert!(
        list("/demarches/titre_sejour_renouv")
            .await
            .contains(&shown)
    );
    refile(&app.abri, &session.open, bill, dated(-7))
        .await
        .unwrap();
    let html = list("/demarches/titre_sejour_renouv").await;
    assert!(
        !html.contains(&shown) && html.contains("Trop ancien"),
        "{html}"
    );
}

#[tokio::test]
async fn every_procedure_has_its_questions_its_list_and_its_sheet() {
    let service = Service::open().await;
    let session = vault(&service.abri).await;
    let (app, _folder) = app(service);
    let page = async |path: &str| {
        let (status, html) = get(&app, Some(&session), path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        // With style and scripts: below 50 KB.
        assert!(html.len() < 40_000, "{path}: {} bytes", html.len());
        html
    };
    let choice = page("/demarches").await;
    for procedure in app.site.procedures.all() {
        let mut path = format!("/demarches/{}", procedure.key);
        assert!(choice.contains(&format!("href=\"{path}\"")));
        let mut mark = '?';
        for question in &procedure.questions {
            let html = page(&path).await;
            let yes = format!("{path}{mark}{}=oui", question.key());
            assert!(html.contains(&yes.replace('&', "&#38;")), "{yes}\n{html}");
            (path, mark) = (yes, '&');
        }
        let html = page(&path).await;
        assert!(html.contains("Liste indicative, à vérifier"), "{path}");
        let (path, query) = path.split_once('?').unwrap_or((&path, ""));
        let html = page(&format!("{path}/imprimer?{query}")).await;
        assert!(html.contains("Liste indicative, à vérifier"), "{path}");
    }
    let (status, _) = get(&app, Some(&session), "/demarches/pension").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
