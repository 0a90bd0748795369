//! Whose papers, and what may be demanded: cases 5 and 7 to 10.

use std::collections::HashSet;

use super::{TODAY, date, dated, ending, line, paper, state, told, with};
use crate::catalogue::procedures::Procedures;
use crate::catalogue::{kind, rules};
use crate::domain::checklist::{
    Alternative, Answers, Held, Keep, Law, Note, Question, State, Why, reminders,
};

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
fn case_7_a_lost_card_takes_a_declaration_a_fee_and_originals() {
    let all = Procedures::default();
    let list = all.get("cni_refaire").unwrap();
    let yes = Answers::default().with(Question::Lost, true);
    assert_eq!(list.notes(&yes), [Note::Originals, Note::Lost]);
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
        assert!(lines.undue.is_empty());
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
            .flat_map(|need| need.any.iter().flat_map(Alternative::kinds))
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
