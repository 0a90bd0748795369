//! The sentences, as they are read.

use super::*;
use crate::i18n::{Lang, Zone};

const AT: Moment = Moment::from_millis(1_795_527_000_000);

fn texts() -> Texts {
    Texts::new(Lang::Fr, Zone::named("Europe/Paris").unwrap())
}

fn said(event: Event, details: &Details) -> String {
    sentence(&texts(), event, details, AT).replace('\u{a0}', " ")
}

fn full() -> Details {
    Details {
        who: "Claire Morel".into(),
        structure: "Le Porche".into(),
        title: "Fiche de paie".into(),
        slot: Some(SlotKind::Card),
        count: 4,
        until: AT.millis() + 3_600_000,
        ..Details::default()
    }
}

#[test]
fn every_event_has_a_sentence_with_and_without_names() {
    for event in Event::ALL {
        for details in [full(), Details::default()] {
            let said = said(event, &details);
            assert!(said.ends_with('.'), "{event:?}: {said}");
            assert!(!said.contains("journal-") && !said.contains('{'), "{said}");
            assert!(
                !said.contains("«  »") && !said.contains("<b></b>"),
                "{said}"
            );
        }
    }
}

/// Sentences are put into pages as they are: what others have chosen must be escaped in each.
#[test]
fn attack_no_event_takes_markup_into_its_sentence() {
    let bad = || "<img src=x onerror=alert(1)>".to_owned();
    let details = Details {
        who: bad(),
        structure: bad(),
        document: bad(),
        title: bad(),
        consent: bad(),
        purpose: bad(),
        person: bad(),
        colleague: bad(),
        digest: bad(),
        leaf: bad(),
        ..full()
    };
    for event in Event::ALL {
        let said = said(event, &details);
        assert!(!said.contains("<img"), "{event:?}: {said}");
    }
}

#[test]
fn sentences_say_who_and_what() {
    let full = full();
    assert_eq!(
        said(Event::ShareLooked, &full),
        "<b>Claire Morel (Le Porche)</b> a regardé « Fiche de paie »."
    );
    assert_eq!(
        said(Event::ShareGiven, &full),
        "Vous montrez 4 papiers à <b>Claire Morel (Le Porche)</b>, pendant 1 heure."
    );
    let tonight = Details {
        until: full.until + 5 * 60_000,
        ..full.clone()
    };
    assert_eq!(
        said(Event::ShareGiven, &tonight),
        "Vous montrez 4 papiers à <b>Claire Morel (Le Porche)</b>, \
         jusqu’à mardi 24 novembre 2026, 15 h 35."
    );
    assert_eq!(
        said(Event::ShareOpened, &Details::default()),
        "<b>Une autre personne</b> a ouvert ce que vous montrez."
    );
    assert_eq!(
        said(Event::TriesRefused, &full),
        "De 14 h 30 à 15 h 30, quelqu’un a tapé 4 fois de mauvais mots. Le coffre est resté fermé."
    );
    let codes = Details { until: 0, ..full };
    assert_eq!(
        said(Event::TriesRefused, &codes),
        "Quelqu’un a tapé 4 mauvais codes. Le coffre est resté fermé."
    );
}

fn entry(number: u64, event: Event, document: &str, title: &str) -> Entry {
    Entry {
        number,
        at: AT,
        event: Some(event),
        code: event.code().into(),
        known: Known::All(Box::new(Details {
            document: document.into(),
            title: title.into(),
            ..Details::default()
        })),
    }
}

#[test]
fn a_paper_is_told_once_under_all_its_numbers() {
    let entries = [
        entry(8, Event::PaperRefiled, "b", "Bail signé"),
        entry(7, Event::SignedIn, "", ""),
        entry(6, Event::PaperRefiled, "b", "Bail"),
        entry(5, Event::PaperRefiled, "a", "Titre de séjour"),
        entry(4, Event::PaperRefiled, "a", "Titre de séjour"),
        entry(3, Event::PaperAdded, "b", "Papier sans nom"),
        entry(2, Event::PaperAdded, "a", "Papier sans nom"),
        entry(1, Event::PaperAdded, "c", "Papier sans nom"),
    ];
    let told: Vec<String> = tell_all(&texts(), &entries)
        .iter()
        .map(|one| format!("{}: {}", one.number, one.sentence).replace('\u{a0}', " "))
        .collect();
    assert_eq!(
        told,
        [
            "n° 8: Vous avez rangé « Bail signé ».",
            "n° 7: Vous avez ouvert votre coffre.",
            "n° 3, n° 6: Vous avez ajouté « Bail ».",
            "n° 2, n° 4, n° 5: Vous avez ajouté « Titre de séjour ».",
            "n° 1: Vous avez ajouté un papier.",
        ]
    );
}

#[test]
fn attack_a_declared_name_is_no_markup() {
    let details = Details {
        who: "<script>x</script>".into(),
        ..Details::default()
    };
    assert!(!said(Event::ShareOpened, &details).contains("<script"));
}
