//! What the lists must get right, case by case, on the lists themselves.

mod dates;
mod rights;

use std::collections::HashSet;

use super::{kind, kinds, procedures::Procedures, rules};
use crate::domain::checklist::{Answers, Held, Line, Lines, Question, State, checklist};
use crate::domain::document::PrintedDate;

/// The kinds and procedures that a draft of the lists had: none may be lost.
const KINDS: &str = "cni passeport titre_sejour recepisse acte_naissance livret_famille jugement_famille \
    photo_identite carte_vitale attestation_css_ame certificat_mdph notification_mdph bulletin_salaire \
    contrat_travail attestation_employeur attestation_france_travail attestation_paiement_caf pension_retraite \
    avis_imposition rib releve_bancaire quittance_loyer bail attestation_loyer_caf facture_domicile \
    attestation_hebergement attestation_domiciliation taxe_fonciere attestation_dls visale certificat_scolarite \
    carnet_vaccination declaration_perte_vol decision_ofpra attestation_honneur diplome cv permis_conduire \
    attestation_assurance autre";
const PROCEDURES: &str = "rsa apl logement_social location_privee dalo daho domiciliation ame c2s \
    titre_sejour_renouv cni_refaire ecole mdph aide_juridictionnelle surendettement fsl compte_bancaire \
    france_travail";

fn date(text: &str) -> PrintedDate {
    PrintedDate::parse(text).unwrap()
}

/// A paper without dates, whole, put in on 24 November 2026.
fn paper(kind: &str) -> Held {
    Held {
        kind: kind.to_owned(),
        ends: None,
        dated: None,
        added: date("2026-11-24"),
        pages: if kind == "avis_imposition" { 4 } else { 1 },
    }
}

fn dated(kind: &str, on: &str) -> Held {
    Held {
        dated: Some(date(on)),
        ..paper(kind)
    }
}

fn ending(kind: &str, on: &str) -> Held {
    Held {
        ends: Some(date(on)),
        ..paper(kind)
    }
}

/// A line as values that outlive the list.
#[derive(Debug)]
struct Told {
    kinds: Vec<String>,
    state: State,
    papers: Vec<usize>,
    ticked: Vec<usize>,
    absent: Vec<String>,
    useful: bool,
}

fn told(line: &Line<'_>) -> Told {
    let ticked = line.papers.iter().filter(|one| one.ticked);
    Told {
        kinds: line
            .need
            .any
            .iter()
            .flat_map(|one| one.kinds().to_vec())
            .collect(),
        state: line.state,
        papers: line.papers.iter().map(|one| one.paper).collect(),
        ticked: ticked.map(|one| one.paper).collect(),
        absent: line.absent.iter().map(|kind| (*kind).to_owned()).collect(),
        useful: line.need.useful,
    }
}

fn with<T>(
    procedure: &str,
    yes: &[Question],
    papers: &[Held],
    today: &str,
    look: impl FnOnce(&Lines<'_>) -> T,
) -> T {
    let all = Procedures::default();
    let answers = yes
        .iter()
        .fold(Answers::default(), |all, one| all.with(*one, true));
    let procedure = all.get(procedure).unwrap();
    look(&checklist(procedure, &answers, rules, papers, date(today)))
}

/// The line of a procedure that takes this kind.
fn line(procedure: &str, yes: &[Question], kind: &str, papers: &[Held], today: &str) -> Told {
    with(procedure, yes, papers, today, |lines| {
        let mut told = lines.lines.iter().map(told);
        let found = told.find(|line| line.kinds.iter().any(|one| one == kind));
        found.unwrap_or_else(|| panic!("{procedure} takes no {kind}"))
    })
}

fn state(procedure: &str, papers: &[Held], today: &str) -> State {
    line(procedure, &[], &papers[0].kind, papers, today).state
}

const TODAY: &str = "2026-11-24";

#[test]
fn no_kind_and_no_procedure_of_the_draft_is_lost() {
    let ours: HashSet<_> = kinds().iter().map(|kind| kind.key.as_str()).collect();
    for key in KINDS.split_whitespace() {
        assert!(ours.contains(key), "{key}");
    }
    let all = Procedures::default();
    for key in PROCEDURES.split_whitespace() {
        assert!(all.get(key).is_some(), "{key}");
    }
    assert_eq!(all.all().len(), PROCEDURES.split_whitespace().count());
}

#[test]
fn whoever_has_everything_lacks_nothing_and_no_line_is_answered_twice_by_one_paper() {
    let everything: Vec<_> = kinds()
        .iter()
        .flat_map(|kind| {
            let rules = kind.rules();
            (1..=6).map(move |month| Held {
                kind: kind.key.clone(),
                ends: kind.ends.then(|| date("2027-06-30")),
                dated: kind
                    .dated
                    .map(|_| date(&format!("2026-{:02}-02", 11 - month))),
                added: date(TODAY),
                pages: rules.pages.max(1),
            })
        })
        .collect();
    let all = Procedures::default();
    for procedure in all.all() {
        let (everybody, nobody) = (procedure.questions.as_slice(), &[][..]);
        for yes in [everybody, nobody] {
            with(&procedure.key, yes, &everything, TODAY, |lines| {
                let mut used = HashSet::new();
                for line in &lines.lines {
                    assert_eq!(line.state, State::Here, "{} {line:?}", procedure.key);
                    for one in &line.papers {
                        assert!(used.insert(one.paper), "{} {line:?}", procedure.key);
                    }
                }
            });
            with(&procedure.key, yes, &[], TODAY, |lines| {
                let missing =
                    |line: &Line<'_>| line.state == State::Missing && line.papers.is_empty();
                assert!(lines.lines.iter().all(missing));
            });
        }
    }
}

#[test]
fn attack_another_persons_paper_is_never_ticked_whatever_the_procedure() {
    let papers: Vec<_> = kinds().iter().map(|kind| paper(&kind.key)).collect();
    let all = Procedures::default();
    for procedure in all.all() {
        with(
            &procedure.key,
            &procedure.questions,
            &papers,
            TODAY,
            |lines| {
                for at in lines.ticked() {
                    assert!(!kind(&papers[at].kind).third_party, "{}", papers[at].kind);
                }
            },
        );
    }
}
