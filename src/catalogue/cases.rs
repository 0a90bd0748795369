//! What the lists must get right, case by case, on the lists themselves.

use std::collections::HashSet;

use super::{kind, kinds, procedures::Procedures, rules};
use crate::domain::checklist::{
    Answers, Held, Keep, Law, Line, Lines, Note, Permit, Question, State, Why, checklist, reminders,
};
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
fn case_1_ame_wants_a_proof_older_than_three_months() {
    let bill = |on| [dated("facture_domicile", on)];
    for (on, ame, stay, card) in [
        ("2026-11-20", State::TooRecent, State::Here, State::Here),
        ("2026-08-25", State::TooRecent, State::Here, State::Here),
        ("2026-08-24", State::Here, State::Here, State::Here),
        ("2026-05-25", State::Here, State::Here, State::Here),
        ("2026-05-24", State::Here, State::TooOld, State::Here),
        ("2025-11-25", State::Here, State::TooOld, State::Here),
        ("2025-11-24", State::TooOld, State::TooOld, State::TooOld),
    ] {
        assert_eq!(state("ame", &bill(on), TODAY), ame, "{on}");
        assert_eq!(state("titre_sejour_renouv", &bill(on), TODAY), stay, "{on}");
        assert_eq!(state("cni_refaire", &bill(on), TODAY), card, "{on}");
    }
    let host = |on| [dated("attestation_hebergement", on)];
    assert_eq!(
        state("location_privee", &host("2026-08-25"), TODAY),
        State::Here
    );
    assert_eq!(
        state("location_privee", &host("2026-08-24"), TODAY),
        State::TooOld
    );
    // Nobody said the date: a year in the vault is a year, and three months in it are three months.
    let undated = [paper("facture_domicile")];
    assert_eq!(state("ame", &undated, TODAY), State::Unsure);
    assert_eq!(state("cni_refaire", &undated, "2027-11-23"), State::Unsure);
    assert_eq!(state("cni_refaire", &undated, "2027-11-24"), State::TooOld);
    // Of two, the one that does.
    let two = [
        dated("facture_domicile", "2026-11-20"),
        dated("facture_domicile", "2026-07-01"),
    ];
    assert_eq!(
        line("ame", &[], "facture_domicile", &two, TODAY).ticked,
        [1]
    );
    assert_eq!(
        line("cni_refaire", &[], "facture_domicile", &two, TODAY).ticked,
        [0]
    );
}

#[test]
fn case_2_pay_slips_are_the_last_three_consecutive_months() {
    let slips = |months: &[&str]| -> Vec<Held> {
        let on = |month: &&str| dated("bulletin_salaire", &format!("{month}-01"));
        months.iter().map(on).collect()
    };
    let few = |have| State::Few { have, want: 3 };
    for (today, months, wanted) in [
        // The slip of the current month may not exist yet.
        (
            "2026-11-24",
            &["2026-10", "2026-09", "2026-08"][..],
            State::Here,
        ),
        (
            "2026-11-30",
            &["2026-11", "2026-10", "2026-09"],
            State::Here,
        ),
        // In the first half of a month, that of the month before may not have come yet.
        (
            "2026-11-15",
            &["2026-09", "2026-08", "2026-07"],
            State::Here,
        ),
        ("2026-11-16", &["2026-09", "2026-08", "2026-07"], few(2)),
        ("2026-11-24", &["2026-10", "2026-08", "2026-07"], few(2)),
        ("2026-11-24", &["2026-10", "2026-10", "2026-10"], few(1)),
        (
            "2027-01-20",
            &["2026-12", "2026-11", "2026-10"],
            State::Here,
        ),
        (
            "2027-03-20",
            &["2026-10", "2026-09", "2026-08"],
            State::TooOld,
        ),
        ("2026-11-24", &[], State::Missing),
    ] {
        let papers = slips(months);
        let found = line(
            "rsa",
            &[Question::Income],
            "bulletin_salaire",
            &papers,
            today,
        );
        assert_eq!(found.state, wanted, "{today} {months:?}");
    }
    // The three that count, of five; the same ones have gone by two months later.
    let five = slips(&["2026-06", "2026-07", "2026-08", "2026-09", "2026-10"]);
    let found = line("rsa", &[Question::Income], "bulletin_salaire", &five, TODAY);
    assert_eq!((found.papers, found.ticked.len()), (vec![4, 3, 2], 3));
    let undated = [
        paper("bulletin_salaire"),
        paper("bulletin_salaire"),
        dated("bulletin_salaire", "2026-10-01"),
    ];
    let found = line(
        "rsa",
        &[Question::Income],
        "bulletin_salaire",
        &undated,
        TODAY,
    );
    assert_eq!((found.state, found.papers), (State::Unsure, vec![2, 0, 1]));
    let found = line(
        "rsa",
        &[Question::Income],
        "bulletin_salaire",
        &undated[1..],
        TODAY,
    );
    assert_eq!(found.state, few(2));
}

#[test]
fn case_3_a_tax_notice_counts_by_its_year_and_page_one_alone_is_refused() {
    let notice = |on| [dated("avis_imposition", on)];
    // The notice of 2025 says the incomes of 2024, that of 2026 those of 2025.
    for (on, today, wanted) in [
        ("2025-08-01", "2026-09-15", State::Here),
        ("2025-08-01", "2026-09-16", State::TooOld),
        ("2026-08-01", "2026-09-16", State::Here),
        ("2026-08-01", "2026-09-01", State::Here),
        ("2024-08-01", "2026-01-10", State::TooOld),
        ("2026-08-01", "2027-09-15", State::Here),
    ] {
        assert_eq!(state("c2s", &notice(on), today), wanted, "{on} {today}");
    }
    for pages in [0, 1, 2] {
        let alone = Held {
            pages,
            ..dated("avis_imposition", "2026-08-01")
        };
        let wanted = if pages < 2 {
            State::Incomplete
        } else {
            State::Here
        };
        assert_eq!(state("c2s", &[alone], TODAY), wanted, "{pages}");
    }
    let property = |on| {
        [Held {
            pages: 2,
            ..dated("taxe_fonciere", on)
        }]
    };
    assert_eq!(
        state("location_privee", &property("2025-08-20"), "2026-09-15"),
        State::Here
    );
    assert_eq!(
        state("location_privee", &property("2025-08-20"), "2026-09-16"),
        State::TooOld
    );
    assert_eq!(
        state("location_privee", &property("2026-08-20"), "2026-09-16"),
        State::Here
    );
}

#[test]
fn case_4_an_old_identity_card_of_an_adult_ends_five_years_later_than_printed() {
    let end = |on| {
        kind("cni")
            .rules()
            .end_of(Some(date(on)), date(TODAY))
            .unwrap()
    };
    let old = end("2023-06-30");
    assert_eq!((old.date, old.extended), (date("2028-06-30"), true));
    // Cards made since 2014 print all of their years.
    for on in ["2024-01-01", "2029-05-02", "2031-03-14", "2013-12-31"] {
        assert_eq!((end(on).date, end(on).extended), (date(on), false));
    }
    assert_eq!(
        state("mdph", &[ending("cni", "2023-06-30")], TODAY),
        State::Here
    );
    assert_eq!(
        state("mdph", &[ending("cni", "2021-06-30")], TODAY),
        State::Ended
    );
    // No other card is lengthened.
    let permit = kind("titre_sejour").rules();
    assert!(
        !permit
            .end_of(Some(date("2023-06-30")), date(TODAY))
            .unwrap()
            .extended
    );
}

#[test]
fn case_5_hosting_takes_three_papers_and_two_of_them_end_by_themselves() {
    const THREE: [&str; 3] = [
        "attestation_hebergement",
        "identite_hebergeant",
        "domicile_hebergeant",
    ];
    let hosted = |papers: &[Held], today| line("rsa", &[Question::Hosted], THREE[0], papers, today);
    let three = THREE.map(paper);
    let whole = hosted(&three, TODAY);
    assert_eq!((whole.state, whole.papers), (State::Here, vec![0, 1, 2]));
    assert!(whole.ticked.is_empty(), "never ticked beforehand");
    let some = hosted(&three[..1], TODAY);
    assert_eq!(
        (some.state, some.absent),
        (
            State::Incomplete,
            THREE[1..].iter().map(ToString::to_string).collect()
        )
    );
    assert_eq!(hosted(&[], TODAY).state, State::Missing);
    // All three photographed into one.
    let one = Held {
        pages: 3,
        ..paper(THREE[0])
    };
    assert_eq!(hosted(&[one], TODAY).state, State::Here);
    // A year later the host's own papers have ended by themselves, the statement has not.
    let end = |kind: &str| super::kind(kind).rules().end_of(None, date(TODAY));
    assert!(end(THREE[0]).is_none());
    for kind in &THREE[1..] {
        let end = end(kind).unwrap();
        assert_eq!((end.date, end.by_itself), (date("2027-11-24"), true));
    }
    assert_eq!(hosted(&three, "2027-11-24").state, State::Here);
    assert_eq!(hosted(&three, "2027-11-25").state, State::Ended);
    let said = reminders(rules, &three, date("2027-11-01"));
    let fading: Vec<_> = said.iter().map(|one| (one.paper, one.why)).collect();
    assert_eq!(fading, [(1, Why::Fades), (2, Why::Fades)]);
    // The renting decree knows the statement alone.
    assert_eq!(
        state("location_privee", &[dated(THREE[0], "2026-11-01")], TODAY),
        State::Here
    );
}

#[test]
fn case_6_a_residence_permit_is_reminded_of_before_its_window_opens() {
    let permit = [ending("titre_sejour", "2027-06-30")];
    let why = |today| {
        let all = reminders(rules, &permit, date(today));
        all.first().map(|one| one.why)
    };
    assert_eq!(why("2027-01-29"), None);
    let opens = Why::Permit(Permit::Early(date("2027-02-28")));
    assert_eq!(why("2027-01-30"), Some(opens));
    assert_eq!(why("2027-02-27"), Some(opens));
    assert_eq!(why("2027-02-28"), Some(Why::Permit(Permit::Now)));
    assert_eq!(why("2027-04-30"), Some(Why::Permit(Permit::Now)));
    assert_eq!(why("2027-05-01"), Some(Why::Permit(Permit::Late)));
    assert_eq!(why("2027-07-30"), Some(Why::Permit(Permit::Late)));
    assert_eq!(why("2027-07-31"), None);
    // A récépissé of three, four or six months is not spoken of from its first day.
    for (end, first) in [("2027-02-24", "2027-01-24"), ("2027-05-24", "2027-04-24")] {
        let receipt = [ending("recepisse", end)];
        assert!(reminders(rules, &receipt, date(TODAY)).is_empty());
        assert_eq!(reminders(rules, &receipt, date(first))[0].why, Why::Ends);
    }
    // To renew a permit, the one that has ended is still the right one.
    let ended = [ending("titre_sejour", "2026-11-01")];
    assert_eq!(state("titre_sejour_renouv", &ended, TODAY), State::Here);
    assert_eq!(state("mdph", &ended, TODAY), State::Ended);
}

#[test]
fn case_7_a_lost_card_takes_a_declaration_a_fee_and_originals() {
    let all = Procedures::default();
    let list = all.get("cni_refaire").unwrap();
    let lost = Answers::default().with(Question::Lost, true);
    assert_eq!(list.notes(&lost), [Note::Originals, Note::Lost]);
    assert_eq!(list.notes(&Answers::default()), [Note::Originals]);
    assert_eq!(list.law, Law::Counter, "a photocopy is not enough there");
    let declaration = line(
        "cni_refaire",
        &[Question::Lost],
        "declaration_perte_vol",
        &[],
        TODAY,
    );
    assert_eq!(declaration.state, State::Missing);
    // The home page speaks of it too, until a new card is there, and not for ever.
    let mut papers = vec![paper("declaration_perte_vol"), ending("cni", "2031-03-14")];
    assert_eq!(
        reminders(rules, &papers, date("2027-01-01"))[0].why,
        Why::Lost
    );
    assert!(reminders(rules, &papers, date("2027-03-01")).is_empty());
    papers[1].added = date("2026-12-20");
    assert!(reminders(rules, &papers, date("2027-01-01")).is_empty());
}

#[test]
fn case_8_a_private_landlord_may_not_demand_a_carte_vitale_or_a_bank_statement() {
    let papers = ["carte_vitale", "cni", "releve_bancaire"].map(paper);
    with("location_privee", &[], &papers, TODAY, |lines| {
        assert_eq!(lines.undue, [0, 2]);
        assert_eq!(lines.ticked(), [1]);
    });
    with("rsa", &[], &papers, TODAY, |lines| {
        assert!(lines.undue.is_empty())
    });
    let all = Procedures::default();
    let list = all.get("location_privee").unwrap();
    assert_eq!(
        (list.law, list.notes(&Answers::default())),
        (Law::Renting, vec![Note::RentingClosed])
    );
    // Nothing is on both lists.
    for procedure in all.all() {
        let wanted: HashSet<_> = procedure
            .needs
            .iter()
            .flat_map(|need| need.any.iter().flat_map(|one| one.kinds()))
            .collect();
        assert!(
            procedure.never.iter().all(|kind| !wanted.contains(kind)),
            "{}",
            procedure.key
        );
    }
}

#[test]
fn case_9_domiciliation_needs_no_identity_card_and_lasts_a_year() {
    with("domiciliation", &[], &[], TODAY, |lines| {
        assert!(lines.lines.iter().map(told).all(|line| line.useful));
    });
    let all = Procedures::default();
    let notes = all.get("domiciliation").unwrap().notes(&Answers::default());
    assert_eq!(notes, [Note::NoCard, Note::Yearly]);
    let paper = ending("attestation_domiciliation", "2027-02-20");
    // Its end says when it began: old enough for the AME, too old for the residence permit.
    assert_eq!(
        kind("attestation_domiciliation").rules().date_of(&paper),
        Some(date("2026-02-20"))
    );
    let papers = [paper];
    assert_eq!(state("ame", &papers, TODAY), State::Here);
    assert_eq!(state("titre_sejour_renouv", &papers, TODAY), State::TooOld);
    let said = reminders(rules, &papers, date(TODAY));
    assert_eq!(said[0].why, Why::Domiciliation);
    assert!(reminders(rules, &papers, date("2026-11-19")).is_empty());
}

#[test]
fn case_10_how_long_papers_are_worth_keeping_is_a_hint() {
    for (key, keep) in [
        ("bulletin_salaire", Some(Keep::Retirement)),
        ("avis_imposition", Some(Keep::ThreeYears)),
        ("quittance_loyer", Some(Keep::AfterLease)),
        ("acte_naissance", Some(Keep::Always)),
        ("livret_famille", Some(Keep::Always)),
        ("jugement_famille", Some(Keep::Always)),
        ("rib", None),
    ] {
        assert_eq!(kind(key).keep, keep, "{key}");
    }
}

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
