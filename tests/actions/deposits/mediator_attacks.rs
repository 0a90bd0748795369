//! What professionals try beyond putting papers in for whoever is with them.

use abri::actions::deposits::{
    self, Put, adopt, begin_mediation, enter, mediations, put_in, receipts, resume_mediation, undo,
};
use abri::actions::people::{deactivate, set_role};
use abri::actions::session::{self, Session};
use abri::actions::structures::open as structures;
use abri::actions::uploads::{self, Authority};
use abri::actions::{Abri, Outcome, Problem, papers};
use abri::crypto::lookups::{self, Kind};
use abri::domain::ids::UploadId;
use abri::domain::journal::Event;
use abri::domain::structure::Role;
use abri::domain::time::Span;
use abri::store::mediations as rows;
use futures_util::future::join_all;

use super::mediator::{at_work, begins, code, mediator, number};
use super::{HERE, MOST, count, is_not_found, new, on_postgres, pieces, put};
use crate::given::{paper as own_paper, told, vault};
use crate::papers::objects;
use crate::people::{hired, structure};
use crate::support::Service;

async fn only_mediators(service: Service) {
    let abri = &service.abri;
    let person = vault(abri).await;
    let (mut manager, number) = (
        structure(&service, "Le Porche").await.1,
        number(abri, &person).await,
    );
    let (_, code) = code(abri, &person).await;
    let social = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
    let paul = hired(&service, &mut manager, Role::Mediator, "Paul").await;
    let stranger = vault(abri).await;
    for session in [&social.session, &manager.session, &stranger, &person] {
        for typed in [&code, &number] {
            let begun = begin_mediation(abri, session, typed, HERE).await;
            assert!(is_not_found(&begun));
        }
    }
    // Nor does it open the door of those who have a link; and none of them used it up.
    assert!(is_not_found(&enter(abri, &code, HERE).await));
    assert_eq!(told(abri, &person.open, Event::MediationBegun).await, 0);
    begins(abri, &paul, &code).await.unwrap();
    // A role that was taken back does not put papers in, even with a session under way.
    let held = at_work(abri, &paul).await.unwrap();
    set_role::set_role(abri, &manager.session, paul.id(), Role::SocialWorker)
        .await
        .unwrap();
    assert!(is_not_found(&at_work(abri, &paul).await));
    assert!(is_not_found(&put(abri, &held, 1).await));
    assert!(objects(&service).await.is_empty());
    // The code of a link is for those who have no account.
    let (_, link) = super::link(abri, &person, 1).await;
    assert!(is_not_found(&begins(abri, &paul, &link).await));
}

#[tokio::test]
async fn attack_a_social_worker_a_manager_or_a_stranger_opens_no_deposit_on_sqlite() {
    only_mediators(Service::open().await).await;
}

#[tokio::test]
async fn attack_a_social_worker_a_manager_or_a_stranger_opens_no_deposit_on_postgres() {
    only_mediators(on_postgres().await).await;
}

#[tokio::test]
async fn attack_whatever_leads_nowhere_has_one_answer() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (person, other) = (vault(abri).await, vault(abri).await);
    let (paul, _) = mediator(&service).await;
    let off = number(abri, &person).await;
    deposits::refuse_number(abri, &person.open).await.unwrap();
    let (stopped, code) = code(abri, &other).await;
    deposits::stop(abri, &other.open, stopped).await.unwrap();
    let mut mistyped = off.clone().into_bytes();
    mistyped[0] = if mistyped[0] == b'0' { b'1' } else { b'0' };
    let mistyped = String::from_utf8(mistyped).unwrap();
    let unknown = abri::crypto::crockford::deposit_number();
    for typed in [
        &off,
        &code,
        &mistyped,
        &*unknown,
        "",
        "0000-0000",
        "KD4-7RM",
    ] {
        let refused = begins(abri, &paul, typed).await.err().unwrap();
        assert_eq!(
            refused.to_string(),
            Problem::NotFound.to_string(),
            "{typed}"
        );
    }
    // One's own: somebody's row leads the number to the mediator's vault.
    let mine = number(abri, &person).await;
    let mut tx = abri.store.durable.begin().await.unwrap();
    let row = abri::store::deposit_numbers::of_vault(&mut tx, person.open.vault).await;
    let mut row = row.unwrap().unwrap();
    abri::store::deposit_numbers::erase(&mut tx, person.open.vault)
        .await
        .unwrap();
    row.vault_id = paul.id();
    let vault = (row.vault_id, row.generation);
    row.mac = abri.keys.number_mac(vault, &row.id, row.state.as_str());
    abri::store::deposit_numbers::add(&mut tx, &row)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(is_not_found(&begins(abri, &paul, &mine).await));
}

/// Switched off at the moment in which somebody comes in by it: whoever is in by then is out, nobody comes after.
async fn never_both(service: Service) {
    let abri = &service.abri;
    let (paul, _) = mediator(&service).await;
    for _ in 0..20 {
        let person = vault(abri).await;
        let number = number(abri, &person).await;
        let came = begins(abri, &paul, &number);
        let off = deposits::refuse_number(abri, &person.open);
        let (came, off) = tokio::join!(came, off);
        off.unwrap();
        assert!(is_not_found(&at_work(abri, &paul).await));
        if let Ok(held) = came {
            assert!(is_not_found(&put(abri, &held, 1).await));
        }
    }
}

#[tokio::test]
async fn attack_a_number_switched_off_as_somebody_comes_in_leaves_nobody_in_on_sqlite() {
    never_both(Service::open().await).await;
}

#[tokio::test]
async fn attack_a_number_switched_off_as_somebody_comes_in_leaves_nobody_in_on_postgres() {
    never_both(on_postgres().await).await;
}

async fn out_at_once(service: Service) {
    let abri = &service.abri;
    let person = vault(abri).await;
    let open = &person.open;
    let number = number(abri, &person).await;
    let (id, mut stopped) = structure(&service, "La Rive").await;
    let paul = hired(&service, &mut stopped, Role::Mediator, "Paul").await;
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let nora = hired(&service, &mut manager, Role::Mediator, "Nora").await;
    let tess = hired(&service, &mut manager, Role::Mediator, "Tess").await;
    // Switched off in the middle.
    let held = begins(abri, &paul, &number).await.unwrap();
    deposits::refuse_number(abri, open).await.unwrap();
    assert!(is_not_found(&at_work(abri, &paul).await));
    assert!(is_not_found(&put(abri, &held, 1).await));
    // The structure is stopped in the middle.
    deposits::accept_number(abri, open).await.unwrap();
    let held = begins(abri, &paul, &number).await.unwrap();
    structures::suspend(abri, id).await.unwrap();
    assert!(matches!(
        at_work(abri, &paul).await,
        Err(Problem::SignInAgain)
    ));
    assert!(is_not_found(&put(abri, &held, 2).await));
    // The account is closed in the middle: between two steps of one paper.
    let held = begins(abri, &nora, &number).await.unwrap();
    deactivate::deactivate(abri, &manager.session, nora.id())
        .await
        .unwrap();
    assert!(matches!(
        at_work(abri, &nora).await,
        Err(Problem::SignInAgain)
    ));
    assert!(is_not_found(&put(abri, &held, 3).await));
    // Signed out, and the person reads that it is over.
    let held = begins(abri, &tess, &number).await.unwrap();
    session::end(abri, tess.session.cookie()).await.unwrap();
    assert!(is_not_found(&put(abri, &held, 4).await));
    assert_eq!(told(abri, open, Event::MediationEnded).await, 1);
    assert!(
        objects(&service).await.is_empty(),
        "nothing came of any of it"
    );
    assert_eq!(adopt(abri, open).await.unwrap(), 0);
}

#[tokio::test]
async fn attack_a_deposit_does_not_outlive_its_number_its_mediator_or_their_session_on_sqlite() {
    out_at_once(Service::open().await).await;
}

#[tokio::test]
async fn attack_a_deposit_does_not_outlive_its_number_its_mediator_or_their_session_on_postgres() {
    out_at_once(on_postgres().await).await;
}

#[tokio::test]
async fn attack_a_mediator_cannot_list_read_overwrite_or_learn_names() {
    let service = Service::open().await;
    let abri = &service.abri;
    let person = vault(abri).await;
    let open = &person.open;
    let own = own_paper(abri, open, "Bail").await;
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let paul = hired(&service, &mut manager, Role::Mediator, "Paul").await;
    let nora = hired(&service, &mut manager, Role::Mediator, "Nora").await;
    let (id, first) = code(abri, &person).await;
    let one = begins(abri, &paul, &first).await.unwrap();
    let second = deposits::offer_code(abri, open, id).await.unwrap().code;
    let other = begins(abri, &nora, &second).await.unwrap();
    let put = put(abri, &one, 1).await.unwrap();
    // By the same leave of the person: nothing of the other's.
    assert!(receipts(abri, &other).await.unwrap().is_empty());
    for paper in [own, put] {
        let as_upload = UploadId::from_bytes(*paper.as_bytes());
        assert!(is_not_found(
            &put_in(abri, &other, as_upload, new("Autre"), true).await
        ));
        assert!(is_not_found(&undo(abri, &other, paper).await));
    }
    let as_upload = UploadId::from_bytes(*put.as_bytes());
    let again = put_in(abri, &one, as_upload, new("Autre nom"), true).await;
    assert_eq!(again.unwrap(), Put::Kept(put), "what is there stays");
    // Uploads under way of one are nothing to another, nor to the person.
    let upload = uploads::begin(abri, &one.authority(), 10, MOST)
        .await
        .unwrap();
    for authority in [other.authority(), Authority::of(open)] {
        assert!(is_not_found(
            &uploads::progress(abri, &authority, upload).await
        ));
        let more = uploads::append(abri, &authority, upload, 0, pieces(b"x")).await;
        assert!(is_not_found(&more));
    }
    // Their own session has no papers: neither theirs nor the person's.
    for colleague in [&paul, &nora] {
        let own = papers::all(abri, &colleague.session.open).await.unwrap();
        assert!(own.is_empty());
        assert!(is_not_found(
            &papers::find(abri, &colleague.session.open, put)
                .await
                .map(drop)
        ));
    }
    assert_eq!(adopt(abri, open).await.unwrap(), 1);
    assert_eq!(count(abri, &person).await, 2);
    let kept = super::paper(abri, &person, put).await.unwrap();
    assert_eq!(kept.current.record.facts.title.as_str(), "Fiche de paie");
}

/// Attack: another mediator, or somebody with the table, takes over a deposit under way.
#[tokio::test]
async fn attack_the_row_of_a_deposit_is_of_one_session() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (person, other) = (vault(abri).await, vault(abri).await);
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let paul = hired(&service, &mut manager, Role::Mediator, "Paul").await;
    let nora = hired(&service, &mut manager, Role::Mediator, "Nora").await;
    let number = number(abri, &person).await;
    begins(abri, &paul, &number).await.unwrap();
    assert!(is_not_found(&at_work(abri, &nora).await));
    let own = |session: &Session| lookups::id(Kind::Mediation, session.cookie().expose());
    let moved = async |change: &dyn Fn(&mut rows::MediationRow)| {
        let mut tx = abri.store.ephemeral.begin().await.unwrap();
        let kept = rows::delete(&mut tx, &own(&paul.session))
            .await
            .unwrap()
            .unwrap();
        let mut row = kept.clone();
        change(&mut row);
        rows::add(&mut tx, &row).await.unwrap();
        tx.commit().await.unwrap();
        let by = [
            at_work(abri, &paul).await.is_ok(),
            at_work(abri, &nora).await.is_ok(),
        ];
        let mut tx = abri.store.ephemeral.begin().await.unwrap();
        rows::delete(&mut tx, &row.id).await.unwrap();
        rows::add(&mut tx, &kept).await.unwrap();
        tx.commit().await.unwrap();
        by
    };
    assert_eq!(moved(&|_| {}).await, [true, false]);
    assert_eq!(moved(&|row| row.id = own(&nora.session)).await, [false; 2]);
    assert_eq!(
        moved(&|row| row.vault_id = other.open.vault).await,
        [false; 2]
    );
    assert_eq!(moved(&|row| row.right_id = [7; 16]).await, [false; 2]);
    assert_eq!(moved(&|row| row.generation = 2).await, [false; 2]);
    assert_eq!(
        moved(&|row| row.until = row.until + Span::days(2)).await,
        [false; 2]
    );
}

async fn the_limit_holds(service: Service) {
    let abri = &service.abri;
    let person = vault(abri).await;
    let (paul, _) = mediator(&service).await;
    let number = number(abri, &person).await;
    let one = begins(abri, &paul, &number).await.unwrap();
    let row = lookups::id(Kind::Mediation, paul.session.cookie().expose());
    let right = mediations(abri, &person.open).await.unwrap()[0].right;
    let mut tx = abri.store.ephemeral.begin().await.unwrap();
    for _ in 0..48 {
        assert!(
            rows::spend_paper(&mut tx, &row, right.as_bytes(), abri.now())
                .await
                .unwrap()
        );
    }
    tx.commit().await.unwrap();
    drop(one);
    let tries = (0..50).map(async |number| {
        let one = at_work(abri, &paul).await?;
        loop {
            match put(abri, &one, number).await {
                Err(Problem::Busy) => tokio::task::yield_now().await,
                done => return done,
            }
        }
    });
    let done: Vec<Outcome<_>> = join_all(tries).await;
    assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 2);
    assert_eq!(done.iter().filter(|one| is_not_found(one)).count(), 48);
    assert_eq!(objects(&service).await.len(), 4);
    assert_eq!(adopt(abri, &person.open).await.unwrap(), 2);
    assert_eq!(at_work(abri, &paul).await.unwrap().left(), 0);
}

#[tokio::test]
async fn attack_fifty_at_once_over_the_limit_of_a_mediator_on_sqlite() {
    the_limit_holds(Service::open().await).await;
}

#[tokio::test]
async fn attack_fifty_at_once_over_the_limit_of_a_mediator_on_postgres() {
    the_limit_holds(on_postgres().await).await;
}

async fn guessing(service: Service) {
    let abri = &service.abri;
    let person = vault(abri).await;
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let paul = hired(&service, &mut manager, Role::Mediator, "Paul").await;
    let nora = hired(&service, &mut manager, Role::Mediator, "Nora").await;
    let tess = hired(&service, &mut manager, Role::Mediator, "Tess").await;
    let number = number(abri, &person).await;
    // Right ones are given back.
    for _ in 0..8 {
        begins(abri, &paul, &number).await.unwrap();
    }
    let wrong = async |colleague: &crate::people::Colleague| {
        let guesses =
            (0..20).map(|_| begin_mediation(abri, &colleague.session, "00000-00000", HERE));
        let all: Vec<Outcome<()>> = join_all(guesses).await;
        all.iter().filter(|one| is_not_found(one)).count()
    };
    assert_eq!(wrong(&paul).await, 10, "however many come at once");
    let right = begin_mediation(abri, &paul.session, &number, "192.0.2.9").await;
    assert!(
        matches!(right, Err(Problem::TooManyTries { .. })),
        "the same mediator elsewhere"
    );
    // Twenty tries of Paul's counted here: nobody else guesses from here either.
    let right = begin_mediation(abri, &nora.session, &number, HERE).await;
    assert!(matches!(right, Err(Problem::TooManyTries { .. })));
    begin_mediation(abri, &tess.session, &number, "192.0.2.9")
        .await
        .unwrap();
    // What lies about is worth ten deposits a day.
    service.pass(Span::minutes(10));
    begin_mediation(abri, &tess.session, &number, "192.0.2.9")
        .await
        .unwrap();
    let more = begin_mediation(abri, &tess.session, &number, "192.0.2.9").await;
    assert!(is_not_found(&more));
    service.pass(Span::DAY);
    // A day later their sessions are over, and so are the counts.
    let back = tess.enters(&service).await.unwrap();
    begin_mediation(abri, &back, &number, "192.0.2.9")
        .await
        .unwrap();
    resume_mediation(abri, back).await.unwrap();
}

#[tokio::test]
async fn attack_guessing_deposit_numbers_is_slowed_down() {
    guessing(Service::open().await).await;
    guessing(on_postgres().await).await;
}

/// Attack: somebody reads both tables, byte by byte.
#[tokio::test]
async fn attack_the_tables_of_a_deposit_name_neither_mediator_nor_number() {
    let service = Service::open().await;
    let abri: &Abri = &service.abri;
    let person = vault(abri).await;
    let (paul, _) = mediator(&service).await;
    let number = number(abri, &person).await;
    let one = begins(abri, &paul, &number).await.unwrap();
    put(abri, &one, 1).await.unwrap();
    let pieces: Vec<String> = vec![
        number.clone(),
        number.replace('-', ""),
        "Paul Ferrand".into(),
        "Fiche de paie".into(),
    ];
    for name in [
        "abri.sqlite",
        "abri.sqlite-wal",
        "ephemeral.sqlite",
        "ephemeral.sqlite-wal",
    ] {
        let Ok(bytes) = std::fs::read(service.file(name)) else {
            continue;
        };
        for piece in &pieces {
            let found = bytes
                .windows(piece.len())
                .any(|part| part == piece.as_bytes());
            assert!(!found, "{piece} stands in {name}");
        }
        // Nor does the passing row say whose session it is.
        if name.starts_with("ephemeral") {
            let row = lookups::id(Kind::Session, paul.session.cookie().expose());
            let mut tx = abri.store.ephemeral.begin().await.unwrap();
            assert_eq!(rows::find(&mut tx, &row, abri.now()).await.unwrap(), None);
        }
    }
}
