//! Every order of up to six steps, by every actor, at every interval that matters: what a case allows is compared with the
//! sentences it rests on, written down a second time over the whole history.

use super::*;

const ANNA: VaultId = VaultId::from_bytes([1; 16]);
const BORIS: VaultId = VaultId::from_bytes([2; 16]);
const CLARA: VaultId = VaultId::from_bytes([3; 16]);

/// Who acts, from which seat. Clara moved from one seat to the other in between.
const ACTORS: [(Seat, VaultId); 4] = [
    (Seat::First, ANNA),
    (Seat::Second, BORIS),
    (Seat::First, CLARA),
    (Seat::Second, CLARA),
];

/// Noon of a day: two minutes later it is still that day, twelve hours later the next one.
const NOON: Moment = Moment::from_millis(1_800_014_400_000);
const LATER: [Span; 4] = [
    Span::minutes(2),
    Span::hours(12),
    Span::hours(72),
    Span::days(9),
];

/// What was done, and when.
type History = Vec<(Moment, Seat, VaultId)>;

/// The two who confirmed, by the sentences alone: the last confirmation with one before it from the other seat, by
/// somebody else, in presence on the same day, with nothing of its own seat or of another day after it.
fn two(history: &History, manner: Manner) -> Option<(Moment, VaultId, VaultId)> {
    let &(at, seat, by) = history.last()?;
    let &(before, other, who) = history[..history.len() - 1].last()?;
    let same_day = manner == Manner::FromAfar || before.day() == at.day();
    (other != seat && who != by && same_day).then_some((at, who, by))
}

fn explore(
    case: &Progress,
    history: &mut History,
    now: Moment,
    left: u32,
    seen: &mut (usize, usize),
) {
    seen.0 += 1;
    // Whatever the history, a card is made only after two, and never before the delay.
    let both = two(history, case.manner);
    assert_eq!(case.ready.is_some(), both.is_some());
    if let (Some(ready), Some((second, one, two))) = (case.ready, both) {
        assert_ne!(one, two);
        let wait = if case.manner == Manner::FromAfar {
            DELAY
        } else {
            Span::millis(0)
        };
        assert_eq!(ready, second + wait);
        assert!(!case.may_finish(ready - Span::millis(1)));
        assert!(case.may_finish(ready));
        assert!(!case.may_finish(case.until));
        seen.1 += 1;
    } else {
        for later in LATER {
            assert!(!case.may_finish(now + later));
        }
    }
    if left == 0 {
        return;
    }
    for later in LATER {
        let now = now + later;
        for (seat, by) in ACTORS {
            match case.confirm(seat, by, now) {
                Ok(Step::First(next)) => {
                    let mut history = history.clone();
                    history.push((now, seat, by));
                    assert!(next.ready.is_none());
                    assert_eq!(next.until, case.asked + BEGUN);
                    explore(&next, &mut history, now, left - 1, seen);
                }
                Ok(Step::Second(next)) => {
                    let mut history = history.clone();
                    history.push((now, seat, by));
                    explore(&next, &mut history, now, left - 1, seen);
                }
                Err(Refusal::Ended) => assert!(case.until <= now),
                Err(Refusal::Complete) => assert!(case.ready.is_some()),
                Err(Refusal::SamePerson) => {
                    let first = case.first.unwrap();
                    assert!(first.by == by && first.seat != seat);
                }
            }
        }
    }
}

#[test]
fn a_seat_reads_back_and_has_one_other() {
    for seat in Seat::BOTH {
        assert_eq!(Seat::from_number(seat.number()), Some(seat));
        assert_ne!(seat.other(), seat);
    }
    assert_eq!(Seat::from_number(0), None);
    assert_eq!(Seat::from_number(3), None);
}

#[test]
fn attack_no_order_of_steps_gives_a_card_to_one_or_before_its_time() {
    for manner in [Manner::InPresence, Manner::FromAfar] {
        let mut seen = (0, 0);
        let case = Progress::asked(manner, NOON);
        explore(&case, &mut History::new(), NOON, 5, &mut seen);
        assert!(seen.0 > 1_000 && seen.1 > 20, "{manner:?}: {seen:?}");
    }
}

#[test]
fn a_case_that_nobody_confirms_ends_in_three_days() {
    let case = Progress::asked(Manner::InPresence, NOON);
    assert_eq!(case.stage(NOON), Stage::Waiting);
    let late = case.confirm(Seat::First, ANNA, NOON + ASKED);
    assert_eq!(late, Err(Refusal::Ended));
}

#[test]
fn in_presence_one_who_saw_them_on_another_day_begins_anew() {
    let case = Progress::asked(Manner::InPresence, NOON);
    let Ok(Step::First(case)) = case.confirm(Seat::First, ANNA, NOON) else {
        panic!("first")
    };
    assert_eq!(case.stage(NOON), Stage::One(Seat::First));
    let tomorrow = NOON + Span::DAY;
    assert_eq!(case.stage(tomorrow), Stage::Waiting);
    let Ok(Step::First(case)) = case.confirm(Seat::Second, BORIS, tomorrow) else {
        panic!("first again")
    };
    let Ok(Step::Second(case)) = case.confirm(Seat::First, ANNA, tomorrow) else {
        panic!("second")
    };
    assert_eq!(case.stage(tomorrow), Stage::Ready);
}

#[test]
fn only_what_is_done_from_afar_can_be_vetoed() {
    assert!(Progress::asked(Manner::FromAfar, NOON).may_be_vetoed());
    assert!(!Progress::asked(Manner::InPresence, NOON).may_be_vetoed());
}

#[test]
fn an_identity_is_a_name_and_a_day_that_was() {
    let today = NOON;
    let read = |name: &str, born: &str| CivilIdentity::parse(name, born, today);
    let one = read("  Camille   EXEMPLE ", "24/11/1961");
    assert!(one.is_ok_and(|one| one.name == "Camille EXEMPLE"));
    assert!(read("Camille", "2027-01-15").is_ok(), "born today");
    assert!(read("Camille", "2027-01-16").err() == Some(IdentityError::Date));
    assert!(read("Camille", "31/02/1961").err() == Some(IdentityError::Date));
    assert!(read("", "24/11/1961").err() == Some(IdentityError::Name));
    assert!(read("1 61 11 75 115 005 42", "24/11/1961").err() == Some(IdentityError::Name));
}
