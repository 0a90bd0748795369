//! Every order of steps by every actor, tried on the service itself: a new card is made when the sentences say so, and
//! never else.
//!
//! The sentences are written down here over the whole history, apart from the rules of the service.

use std::sync::atomic::Ordering;

use abri::actions::guardians::agreement;
use abri::actions::recover::{case, confirm, finish, veto};
use abri::domain::recovery::{DELAY, Manner};
use abri::domain::slot::Place;
use abri::domain::time::{Moment, Span};

use super::{Case, Person, Seated, confirms};
use crate::evidence::Claim;
use crate::once::once;
use crate::support::Service;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Anna, of the first seat.
    Anna,
    /// Boris, of the second.
    Boris,
    /// Clara, of the first.
    Clara,
    /// The person, in a session.
    Veto,
    /// Whoever holds the slip.
    GiveUp,
    /// Boris says no.
    Refuse,
    /// The person stops what they agreed to.
    Stop,
    /// A day passes.
    Day,
    /// Three days pass.
    Wait,
    /// The slip is tried.
    Card,
}

const ALL: [Step; 10] = [
    Step::Anna,
    Step::Boris,
    Step::Clara,
    Step::Veto,
    Step::GiveUp,
    Step::Refuse,
    Step::Stop,
    Step::Day,
    Step::Wait,
    Step::Card,
];

/// What the sentences say of a history.
struct Told {
    manner: Manner,
    now: Moment,
    /// When it was asked.
    asked: Moment,
    /// Whether somebody ended it.
    over: bool,
    agreed: bool,
    /// Who confirmed, from which seat, and when; the last one alone counts, until the second.
    last: Option<(u8, Moment)>,
    /// When the second one confirmed.
    second: Option<Moment>,
}

impl Told {
    fn is_open(&self) -> bool {
        let end = match (self.second, self.last, self.manner) {
            (Some(second), _, Manner::InPresence) => second + Span::DAY,
            (Some(second), _, Manner::FromAfar) => second + DELAY + Span::days(7),
            (None, Some(_), _) => self.asked + Span::days(14),
            (None, None, _) => self.asked + Span::days(3),
        };
        !self.over && self.now < end
    }

    fn confirmed(&mut self, seat: u8) {
        if !self.is_open() || !self.agreed || self.second.is_some() {
            return;
        }
        let same_day = |at: Moment| self.manner == Manner::FromAfar || at.day() == self.now.day();
        match self.last {
            Some((other, at)) if other != seat && same_day(at) => self.second = Some(self.now),
            _ => self.last = Some((seat, self.now)),
        }
    }

    /// Whether a card can be made now.
    fn card(&self) -> bool {
        let wait = match self.manner {
            Manner::InPresence => Span::millis(0),
            Manner::FromAfar => DELAY,
        };
        let ready = self.second.is_some_and(|second| second + wait <= self.now);
        self.is_open() && self.agreed && ready
    }

    fn after(&mut self, step: Step) {
        match step {
            Step::Anna | Step::Clara => self.confirmed(1),
            Step::Boris => self.confirmed(2),
            Step::Veto => {
                let seen = self.last.is_some() || self.second.is_some();
                self.over |= self.manner == Manner::FromAfar && seen;
            }
            Step::GiveUp | Step::Refuse => self.over = true,
            Step::Stop => self.agreed = false,
            Step::Day => self.now = self.now + Span::DAY,
            Step::Wait => self.now = self.now + DELAY,
            Step::Card => {}
        }
    }
}

async fn does(service: &Service, seated: &Seated, person: &Person, asked: &Case, step: Step) {
    let abri = &service.abri;
    match step {
        Step::Anna => drop(confirms(service, &seated.anna, &asked.words).await),
        Step::Boris => drop(confirms(service, &seated.boris, &asked.words).await),
        Step::Clara => drop(confirms(service, &seated.clara, &asked.words).await),
        Step::Veto => {
            for one in veto::against(abri, &person.session.open).await.unwrap() {
                drop(veto::veto(abri, &person.session, one.id).await);
            }
        }
        Step::GiveUp => drop(case::give_up(abri, &asked.slip).await),
        Step::Refuse => {
            drop(confirm::refuse(abri, &seated.boris.session, &asked.words).await);
        }
        Step::Stop => agreement::stop(abri, &person.session).await.unwrap(),
        Step::Day => service.pass(Span::DAY),
        Step::Wait => service.pass(DELAY),
        Step::Card => {}
    }
}

/// Tries one order; whether a card was made.
async fn tries(
    service: &Service,
    seated: &Seated,
    person: &Person,
    (manner, steps): (Manner, &[Step]),
) -> bool {
    // Counts of tries, and how many cases there may be, belong to other tests.
    for sql in ["DELETE FROM throttle", "DELETE FROM recoveries"] {
        service.meddle("ephemeral.sqlite", sql).await;
    }
    let now = service.now();
    let noon = now.load(Ordering::SeqCst);
    person.agrees(service, seated).await.unwrap();
    let asked = person.asks(service, seated, manner).await;
    let mut told = Told {
        manner,
        now: service.abri.now(),
        asked: service.abri.now(),
        over: false,
        agreed: true,
        last: None,
        second: None,
    };
    let mut made = false;
    for step in steps.iter().copied().chain([Step::Card]) {
        told.after(step);
        does(service, seated, person, &asked, step).await;
        if step == Step::Card {
            let card = finish::finish(&service.abri, &once(&asked.slip), Place::Shared).await;
            assert_eq!(
                card.is_ok(),
                told.card(),
                "{manner:?} {steps:?}: {:?}",
                card.err()
            );
            made = told.card();
            if made {
                break;
            }
        }
    }
    now.store(noon, Ordering::SeqCst);
    made
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test asks for itself how long it may take"
)]
fn is_long() -> bool {
    std::env::var("LONG_SUITES").is_ok_and(|long| long == "1")
}

#[tokio::test]
async fn every_order_of_steps_by_every_actor_makes_a_card_only_when_it_may() {
    let claim = Claim::begin(
        "recovery-states",
        "sqlite-memory",
        "cargo test --release --test actions guardians::states",
    );
    let length = if is_long() { 4 } else { 3 };
    let service = Service::open().await;
    let seated = Seated::at(&service).await;
    let mut person = Person::new(&service, 0).await;
    let (mut tried, mut cards) = (0, 0);
    for manner in [Manner::InPresence, Manner::FromAfar] {
        for number in 0..ALL.len().pow(length) {
            let digit = |place: u32| ALL[number / ALL.len().pow(place) % ALL.len()];
            let steps: Vec<Step> = (0..length).map(digit).collect();
            // What comes after an end, or before a try that changes nothing, is another order already.
            if steps[..steps.len() - 1]
                .iter()
                .any(|step| matches!(step, Step::GiveUp | Step::Refuse | Step::Card))
            {
                continue;
            }
            tried += 1;
            if tries(&service, &seated, &person, (manner, &steps)).await {
                cards += 1;
                person = Person::new(&service, tried).await;
            }
        }
    }
    assert!(cards > 10, "{cards} cards in {tried} orders");
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    claim.held(tried as f64);
}
