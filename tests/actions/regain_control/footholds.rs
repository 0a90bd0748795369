//! A relative who had the person's phone in hand made themselves at home in five ways. Regaining control ends each.

use abri::actions::close_vault;
use abri::actions::deposits::{self, NewInvitation, enter, offer_code};
use abri::actions::read_shown;
use abri::actions::regain_control::{Ended, ended, regain};
use abri::actions::session::Session;
use abri::actions::short_code;
use abri::actions::sign_in::Way;
use abri::actions::{papers, ways_in};
use abri::crypto::codes::Code;
use abri::domain::journal::Event;
use abri::domain::slot::SlotKind;

use super::{Nodes, card, enters, goes_on, typed};
use crate::evidence::Claim;
use crate::given::{agree, opening, paper, told, wish};
use crate::ways_in::{vault, with};

/// What passes, in a file: kept before, and put back as a service leaves it that dies right after the commit.
const PASSING: [&str; 10] = [
    "sessions",
    "grants",
    "viewings",
    "requests",
    "uploads",
    "pairings",
    "deposit_codes",
    "mediations",
    "appointments",
    "upload_parts",
];

async fn each_ends(nodes: Nodes) {
    let (abri, there) = (&nodes.here.abri, &nodes.there.abri);
    let (mut session, phone, code) = vault(&nodes.here).await;
    let id = paper(abri, &session.open, "Avis").await;
    // One: a second phone. Two: the card, copied.
    let theirs = ways_in::add_device(abri, &mut session).await.unwrap();
    let their_code = session.notes.drawn.last().unwrap().text.clone();
    let their_phone = || Way::Held {
        kind: SlotKind::Device,
        secret: theirs.duplicate(),
        code: Code::parse(&their_code, 6).unwrap(),
    };
    ways_in::make_card(abri, &mut session).await.unwrap();
    // Three: a share. Four: a link and a code for putting papers in.
    let share = agree(abri, &session, wish(&[id])).await;
    let link = || async { opening(abri, &session.open, share).await };
    let (first, second) = (link().await, link().await);
    let asked = short_code::offer(abri, &session.open, share).await.unwrap();
    short_code::ask(abri, &asked.code, &crate::given::claire(), "192.0.2.1")
        .await
        .unwrap();
    let invited = NewInvitation {
        id: deposits::draw_id(),
        name: "Claire Morel".into(),
        days: 3,
        papers: 5,
        sentence: "Claire Morel peut déposer des papiers dans mon coffre.".into(),
        language: "fr".into(),
    };
    let right = invited.id;
    deposits::invite(abri, &session, invited).await.unwrap();
    let into = deposits::one(abri, &session.open, right).await.unwrap();
    let into = into.link.text.to_string();
    let spoken = offer_code(abri, &session.open, right).await.unwrap().code;

    // Each works.
    let copied = card(abri, &session).await;
    let Way::Held {
        secret,
        code: digits,
        ..
    } = copied
    else {
        panic!("a card");
    };
    let their_card = || Way::Held {
        kind: SlotKind::Card,
        secret: secret.duplicate(),
        code: Code::parse(digits.expose(), 6).unwrap(),
    };
    enters(abri, their_card()).await.unwrap();
    let open_elsewhere = enters(there, their_phone()).await.unwrap();
    goes_on(there, &open_elsewhere).await.unwrap();
    let looking = read_shown::open(there, &first).await.unwrap();
    let depositor = enter(abri, &into, "192.0.2.1").await.unwrap();
    deposits::resume(there, &depositor).await.unwrap();

    let before = session.cookie().duplicate();
    typed(abri, &mut session, &code).await;
    // And a wish to close the vault, which the person never had.
    close_vault::later(abri, &session).await.unwrap();
    let stale = abri::actions::session::resume(abri, before).await;
    assert!(stale.is_err(), "a copy of the cookie of before");
    if nodes.sqlite {
        for table in PASSING {
            let keep = format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}");
            nodes.meddle(&keep).await;
        }
    }
    let done = regain(abri, &mut session).await.unwrap();
    assert_eq!((done.ways, done.shares, done.links), (3, 1, 1));
    assert!(done.screens >= 2);
    if nodes.sqlite {
        for table in PASSING {
            let back = format!("INSERT OR IGNORE INTO {table} SELECT * FROM kept_{table}");
            nodes.meddle(&back).await;
        }
    }

    // None does, on either node.
    for node in [abri, there] {
        assert!(enters(node, their_phone()).await.is_err(), "their phone");
        assert!(enters(node, their_card()).await.is_err(), "the old card");
        assert!(enters(node, with(&phone, &code)).await.is_err());
        assert!(
            goes_on(node, &open_elsewhere).await.is_err(),
            "their screen"
        );
        assert!(read_shown::open(node, &second).await.is_err(), "the link");
        assert!(
            crate::given::again(node, &looking).await.is_err(),
            "what they read"
        );
        assert!(deposits::resume(node, &depositor).await.is_err());
        assert!(
            enter(node, &into, "192.0.2.1").await.is_err(),
            "the deposit link"
        );
        assert!(enter(node, &spoken, "192.0.2.1").await.is_err(), "its code");
    }
    comes_back(&nodes, &session, done).await;
}

/// The person goes on where they are, and comes back with the new card alone.
async fn comes_back(nodes: &Nodes, session: &Session, done: Ended) {
    let (abri, there) = (&nodes.here.abri, &nodes.there.abri);
    let session = goes_on(there, session).await.unwrap();
    assert_eq!(ended(&session), Some(done));
    assert_eq!(session.vault.closes_at, None);
    assert_eq!(
        short_code::pending(abri, &session.open)
            .await
            .unwrap()
            .len(),
        0
    );
    let back = enters(there, card(abri, &session).await).await.unwrap();
    assert_eq!(papers::all(there, &back.open).await.unwrap().len(), 1);
    let all = ways_in::all(abri, &back.open).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(told(abri, &back.open, Event::ControlRegained).await, 1);
    assert_eq!(told(abri, &back.open, Event::ShareStopped).await, 1);
    assert_eq!(told(abri, &back.open, Event::InvitationStopped).await, 1);
}

const COMMAND: &str = "cargo test --release --test actions footholds";

#[tokio::test]
async fn attack_five_footholds_of_a_relative_end_on_sqlite_and_disk() {
    let claim = Claim::begin("footholds", "sqlite-disk", COMMAND);
    each_ends(Nodes::on_disk().await).await;
    claim.held(0.0);
}

#[tokio::test]
async fn attack_five_footholds_of_a_relative_end_on_postgres_and_s3() {
    let claim = Claim::begin("footholds", "postgres-s3", COMMAND);
    each_ends(Nodes::on_servers().await).await;
    claim.held(0.0);
}
