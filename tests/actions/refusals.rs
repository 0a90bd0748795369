//! Every refusal stands in the person's journal: what came too late, what was typed wrong, whoever comes in next.

use abri::actions::deposits::{self, NewInvitation};
use abri::actions::sign_in::{Way, sign_in};
use abri::actions::{Problem, prove, read_shown, stop, ways_in};
use abri::crypto::codes::{Code, SLOT_DIGITS};
use abri::domain::journal::Event;
use abri::domain::slot::{Place, SlotKind};
use abri::domain::time::Span;

use crate::given::{agree, newcomer, opening, paper, told, vault, wish};
use crate::support::Service;

fn wrong(right: &str) -> Code {
    let other = if right == "000000" {
        "111111"
    } else {
        "000000"
    };
    Code::parse(other, SLOT_DIGITS).unwrap()
}

#[tokio::test]
async fn a_share_that_is_over_tells_who_came_too_late_once_a_day() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let id = paper(abri, &session.open, "Bail").await;
    let given = agree(abri, &session, wish(&[id])).await;
    let late = opening(abri, &session.open, given).await;
    stop::stop(abri, &session.open, given).await.unwrap();
    for _ in 0..3 {
        let opened = read_shown::open(abri, &late).await.map(drop);
        assert!(matches!(opened, Err(Problem::NotFound)));
        let peeked = read_shown::peek(abri, &late.secret).await;
        assert!(matches!(peeked, Err(Problem::NotFound)));
    }
    assert_eq!(told(abri, &session.open, Event::ShareLate).await, 1);
    service.pass(Span::DAY);
    assert!(read_shown::peek(abri, &late.secret).await.is_err());
    assert_eq!(told(abri, &session.open, Event::ShareLate).await, 2);
    // What never was is nobody's.
    let never = abri::crypto::random::secret();
    assert!(read_shown::peek(abri, &never).await.is_err());
    assert_eq!(told(abri, &session.open, Event::ShareLate).await, 2);
}

#[tokio::test]
async fn a_link_for_putting_in_that_is_over_tells_it() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let id = deposits::draw_id();
    let new = NewInvitation {
        id,
        name: "Paul".into(),
        days: 1,
        papers: 3,
        sentence: String::new(),
        language: "fr".into(),
    };
    deposits::invite(abri, &session, new).await.unwrap();
    let link = deposits::one(abri, &session.open, id).await.unwrap().link;
    deposits::stop(abri, &session.open, id).await.unwrap();
    for _ in 0..2 {
        let entered = deposits::enter(abri, &link.text, "192.0.2.1").await;
        assert!(matches!(entered, Err(Problem::NotFound)));
    }
    assert_eq!(told(abri, &session.open, Event::InvitationLate).await, 1);
}

#[tokio::test]
async fn a_wrong_secret_inside_a_session_is_told() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mut session, _) = newcomer(abri).await;
    let id = session.notes.slot_id;
    let right = session.drawn_for(&id).unwrap().to_owned();
    let typed = wrong(&right);
    let refused = prove::prove(abri, &mut session, &id, typed.expose()).await;
    assert!(matches!(refused, Err(Problem::WrongSecret { .. })));
    assert_eq!(told(abri, &session.open, Event::ProofRefused).await, 1);
    prove::prove(abri, &mut session, &id, &right).await.unwrap();
    assert_eq!(told(abri, &session.open, Event::ProofRefused).await, 1);
}

#[tokio::test]
async fn wrong_codes_of_a_phone_are_told_to_whoever_comes_in_with_the_card_and_once() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mut session, phone) = newcomer(abri).await;
    let phone = phone.unwrap();
    let code = session.notes.drawn[0].text.clone();
    ways_in::make_card(abri, &mut session).await.unwrap();
    let card = ways_in::all(abri, &session.open).await.unwrap();
    let card = card.iter().find(|row| row.kind == SlotKind::Card).unwrap();
    let number = ways_in::card_number(&session.open, card).unwrap();
    let secret = abri::crypto::crockford::parse_rescue_code(&number).unwrap();
    let card_code = session.drawn_for(&card.id).unwrap().to_owned();
    let by_phone = async |code: Code| {
        let way = Way::Held {
            kind: SlotKind::Device,
            secret: phone.duplicate(),
            code,
        };
        sign_in(abri, way, Place::Own, "192.0.2.1").await
    };
    let by_card = async || {
        let way = Way::Held {
            kind: SlotKind::Card,
            secret: secret.duplicate(),
            code: Code::parse(&card_code, SLOT_DIGITS).unwrap(),
        };
        sign_in(abri, way, Place::Shared, "192.0.2.1").await
    };
    for _ in 0..3 {
        assert!(by_phone(wrong(&code)).await.is_err());
    }
    let refused = async || told(abri, &session.open, Event::TriesRefused).await;
    assert_eq!(refused().await, 0, "told at the next visit");
    by_card().await.unwrap();
    assert_eq!(refused().await, 1);
    by_card().await.unwrap();
    assert_eq!(refused().await, 1, "once");
    assert!(by_phone(wrong(&code)).await.is_err());
    by_phone(Code::parse(&code, SLOT_DIGITS).unwrap())
        .await
        .unwrap();
    assert_eq!(refused().await, 2, "one more, with the phone itself");
    assert!(by_phone(wrong(&code)).await.is_err());
    by_card().await.unwrap();
    assert_eq!(refused().await, 3, "counted anew after a success");
}
