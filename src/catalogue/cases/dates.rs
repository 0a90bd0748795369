//! How old papers may be, and when they end: cases 1 to 4 and 6.

use super::{TODAY, date, dated, ending, line, paper, state};
use crate::catalogue::{kind, rules};
use crate::domain::checklist::{Held, Permit, Question, State, Why, reminders};

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
