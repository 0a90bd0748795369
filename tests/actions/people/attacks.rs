//! Attacks on invitations, roles and rows.

use std::sync::Arc;

use abri::actions::people::{deactivate, help, invite, join, roster, set_role};
use abri::actions::structures::open;
use abri::actions::{Problem, people};
use abri::crypto::random;
use abri::domain::slot::SlotKind;
use abri::domain::structure::Role;
use abri::domain::time::Span;

use super::{hired, invited, joins, newcomer, on_postgres, structure};
use crate::evidence::Claim;
use crate::support::Service;

const COMMAND: &str = "cargo test --release --test actions people";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_an_invitation_is_used_once_on_sqlite() {
    used_once(Service::open().await, "sqlite").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_an_invitation_is_used_once_on_postgres() {
    used_once(on_postgres().await, "postgres").await;
}

async fn used_once(service: Service, setup: &str) {
    let claim = Claim::begin("invitation-race", setup, COMMAND);
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let secret = invited(&service, &mut manager, Role::SocialWorker).await;
    let (abri, _folder) = service.into_parts();
    let abri = Arc::new(abri);
    let all = (0..50).map(|_| {
        let (abri, secret) = (abri.clone(), secret.duplicate());
        tokio::spawn(async move {
            let joined = join::join(&abri, &secret, newcomer("Claire", SlotKind::Desk)).await;
            match joined {
                Ok(_) => 1,
                Err(Problem::WrongSecret { left: None }) => 0,
                Err(other) => panic!("{other}"),
            }
        })
    });
    let mut winners = 0;
    for one in all.collect::<Vec<_>>() {
        winners += one.await.unwrap();
    }
    assert_eq!(winners, 1);
    let roster = roster::roster(&abri, &manager.session).await.unwrap();
    assert_eq!(roster.colleagues.len(), 2);
    assert!(join::look(&abri, &secret).await.is_err());
    claim.held(1.0);
}

#[tokio::test]
async fn attack_an_invitation_is_bound_to_structure_and_role() {
    let service = Service::open().await;
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let (_, _) = structure(&service, "Une autre").await;
    let secret = invited(&service, &mut manager, Role::SocialWorker).await;
    let tries: [&'static str; 4] = [
        "UPDATE person_invitations SET role = 'manager' WHERE used_at IS NULL",
        "UPDATE person_invitations SET structure_id = (SELECT id FROM structures \
         WHERE name = 'Une autre') WHERE used_at IS NULL",
        "UPDATE person_invitations SET until = until + 1000000000 WHERE used_at IS NULL",
        "UPDATE person_invitations SET invited_by = NULL WHERE used_at IS NULL",
    ];
    for sql in tries {
        service
            .meddle(
                "abri.sqlite",
                "CREATE TABLE kept AS SELECT * FROM person_invitations",
            )
            .await;
        assert_eq!(service.meddle("abri.sqlite", sql).await, 1, "{sql}");
        let joined = joins(&service, &secret, "Claire", SlotKind::Desk).await;
        assert!(
            matches!(joined, Err(Problem::Damaged("invitation"))),
            "{sql}"
        );
        service
            .meddle("abri.sqlite", "DELETE FROM person_invitations")
            .await;
        service
            .meddle(
                "abri.sqlite",
                "INSERT INTO person_invitations SELECT * FROM kept",
            )
            .await;
        service.meddle("abri.sqlite", "DROP TABLE kept").await;
    }
    let joined = joins(&service, &secret, "Claire", SlotKind::Desk).await;
    let member = joined.unwrap().session.working.unwrap().member;
    assert_eq!(member.role, Role::SocialWorker);
    assert_eq!(
        member.structure,
        manager.session.working.unwrap().member.structure
    );
}

#[tokio::test]
async fn attack_an_invitation_ends() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (id, mut first) = structure(&service, "Le Porche").await;
    let mut second = hired(&service, &mut first, Role::Manager, "Amina").await;
    let refused = async |secret| {
        let joined = joins(&service, secret, "Claire", SlotKind::Desk).await;
        matches!(joined, Err(Problem::WrongSecret { left: None }))
    };
    // Taken back.
    let withdrawn = invite::invite(abri, &mut first.session, Role::Mediator)
        .await
        .unwrap();
    let number = first.session.drawn_for(&withdrawn).unwrap().to_owned();
    let secret = abri::crypto::crockford::parse_rescue_code(&number).unwrap();
    invite::withdraw(abri, &mut first.session, &withdrawn)
        .await
        .unwrap();
    assert!(refused(&secret).await, "taken back");
    // The structure stopped, and going on.
    let secret = invited(&service, &mut first, Role::Mediator).await;
    open::suspend(abri, id).await.unwrap();
    assert!(refused(&secret).await, "stopped");
    open::resume(abri, id).await.unwrap();
    first.session = first.enters(&service).await.unwrap();
    second.session = second.enters(&service).await.unwrap();
    // Seven days.
    service.pass(Span::days(7));
    assert!(refused(&secret).await, "over");
    first.session = first.enters(&service).await.unwrap();
    second.session = second.enters(&service).await.unwrap();
    // Whoever invited is a manager no more, or gone.
    let secret = invited(&service, &mut second, Role::Manager).await;
    set_role::set_role(abri, &first.session, second.id(), Role::Mediator)
        .await
        .unwrap();
    assert!(refused(&secret).await, "no manager");
    set_role::set_role(abri, &first.session, second.id(), Role::Manager)
        .await
        .unwrap();
    assert!(join::look(abri, &secret).await.is_ok(), "a manager again");
    deactivate::deactivate(abri, &first.session, second.id())
        .await
        .unwrap();
    assert!(refused(&secret).await, "gone");
    // Never made.
    assert!(refused(&random::secret()).await, "unknown");
}

#[tokio::test]
async fn attack_only_so_many_invitations_are_open_at_once() {
    let service = Service::open().await;
    let (_, mut manager) = structure(&service, "Le Porche").await;
    for _ in 0..20 {
        invited(&service, &mut manager, Role::Mediator).await;
    }
    let more = invite::invite(&service.abri, &mut manager.session, Role::Mediator).await;
    assert!(matches!(more, Err(Problem::Field("team-invite-many"))));
}

#[tokio::test]
async fn attack_a_manager_of_another_structure_changes_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut own) = structure(&service, "Le Porche").await;
    let worker = hired(&service, &mut own, Role::SocialWorker, "Claire").await;
    let invitation = invite::invite(abri, &mut own.session, Role::Mediator)
        .await
        .unwrap();
    let case = help::open(abri, &own.session, worker.id()).await.unwrap();
    let (_, mut other) = structure(&service, "Une autre").await;
    let session = &mut other.session;
    assert!(gone(
        &set_role::set_role(abri, session, worker.id(), Role::Manager).await
    ));
    assert!(gone(
        &deactivate::deactivate(abri, session, worker.id()).await
    ));
    assert!(gone(&help::open(abri, session, worker.id()).await));
    assert!(gone(&help::confirm(abri, session, case).await));
    assert!(gone(&help::stop(abri, session, case).await));
    assert!(gone(&invite::withdraw(abri, session, &invitation).await));
    assert!(gone(
        &roster::colleague(abri, session, worker.id())
            .await
            .map(drop)
    ));
    let roster = roster::roster(abri, session).await.unwrap();
    assert_eq!(roster.colleagues.len(), 1);
    assert!(
        people::names::known(abri, &session.open)
            .await
            .unwrap()
            .len()
            == 1
    );
    worker.goes_on(&service).await.unwrap();
}

#[tokio::test]
async fn attack_whoever_is_no_manager_changes_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let target = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
    for role in [Role::SocialWorker, Role::Mediator] {
        let mut one = hired(&service, &mut manager, role, "Paul").await;
        let session = &mut one.session;
        assert!(gone(&invite::invite(abri, session, Role::Manager).await));
        assert!(gone(
            &set_role::set_role(abri, session, target.id(), Role::Manager).await
        ));
        assert!(gone(
            &deactivate::deactivate(abri, session, target.id()).await
        ));
        assert!(gone(&help::open(abri, session, target.id()).await));
        assert!(gone(&roster::roster(abri, session).await.map(drop)));
    }
    // A manager changes nothing of themselves: the last one stays.
    let session = &manager.session;
    assert!(gone(
        &set_role::set_role(abri, session, manager.id(), Role::Mediator).await
    ));
    assert!(gone(
        &deactivate::deactivate(abri, session, manager.id()).await
    ));
}

#[tokio::test]
async fn attack_a_demoted_or_closed_manager_with_an_old_request_changes_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut first) = structure(&service, "Le Porche").await;
    let mut second = hired(&service, &mut first, Role::Manager, "Amina").await;
    let worker = hired(&service, &mut first, Role::SocialWorker, "Claire").await;
    // The request was let in before the role was taken.
    set_role::set_role(abri, &first.session, second.id(), Role::Mediator)
        .await
        .unwrap();
    let session = &mut second.session;
    assert!(gone(&invite::invite(abri, session, Role::Manager).await));
    assert!(gone(
        &set_role::set_role(abri, session, worker.id(), Role::Manager).await
    ));
    assert!(gone(
        &deactivate::deactivate(abri, session, worker.id()).await
    ));
    assert!(gone(&help::open(abri, session, worker.id()).await));
    deactivate::deactivate(abri, &first.session, second.id())
        .await
        .unwrap();
    let session = &mut second.session;
    assert!(gone(&invite::invite(abri, session, Role::Manager).await));
    assert!(gone(
        &deactivate::deactivate(abri, session, worker.id()).await
    ));
    worker.goes_on(&service).await.unwrap();
}

#[tokio::test]
async fn attack_a_role_raised_in_the_tables_is_refused() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
    let raised = "UPDATE people SET role = 'manager' WHERE role = 'social_worker'";
    assert_eq!(service.meddle("abri.sqlite", raised).await, 1);
    assert!(matches!(
        worker.goes_on(&service).await,
        Err(Problem::Damaged("signing key"))
    ));
    assert!(worker.enters(&service).await.is_err());
    // A manager's change does not launder it.
    let given = set_role::set_role(abri, &manager.session, worker.id(), Role::Mediator).await;
    assert!(matches!(given, Err(Problem::Damaged("signing key"))));
}

#[tokio::test]
async fn attack_swapped_signing_or_inbox_key_is_refused() {
    const SIGNING: &str = "UPDATE people SET signing_key = (SELECT signing_key FROM people \
        WHERE role = 'manager') WHERE role = 'social_worker'";
    // With its MAC, which was made for somebody else.
    const BOTH: &str = "UPDATE people SET (signing_key, mac) = (SELECT signing_key, mac \
        FROM people WHERE role = 'manager') WHERE role = 'social_worker'";
    const INBOX: &str = "UPDATE vaults SET inbox_recipient = (SELECT v.inbox_recipient \
        FROM vaults v JOIN people p ON p.vault_id = v.id WHERE p.role = 'manager') \
        WHERE id = (SELECT vault_id FROM people WHERE role = 'social_worker')";
    for (sql, what) in [
        (SIGNING, "signing key"),
        (BOTH, "signing key"),
        (INBOX, "state seal"),
    ] {
        let service = Service::open().await;
        let abri = &service.abri;
        let (_, mut manager) = structure(&service, "Le Porche").await;
        let worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
        assert_eq!(service.meddle("abri.sqlite", sql).await, 1);
        let refused = worker.enters(&service).await;
        assert!(
            matches!(refused, Err(Problem::Damaged(found)) if found == what),
            "{sql}"
        );
        if what == "state seal" {
            // Nor is anything sealed to it.
            let given = set_role::set_role(abri, &manager.session, worker.id(), Role::Manager);
            assert!(matches!(
                given.await,
                Err(Problem::Damaged("inbox recipient"))
            ));
        }
    }
}

#[tokio::test]
async fn attack_a_beneficiary_does_not_become_a_professional_in_the_tables() {
    const ROW: &str = "INSERT INTO people SELECT v.id, p.structure_id, 'manager', p.signing_key, \
        p.mac, p.joined_at, NULL FROM vaults v, people p \
        WHERE v.id NOT IN (SELECT vault_id FROM people)";
    let service = Service::open().await;
    let (_, _manager) = structure(&service, "Le Porche").await;
    let (person, _) = crate::given::newcomer(&service.abri).await;
    assert_eq!(service.meddle("abri.sqlite", ROW).await, 1);
    let cookie = person.cookie().duplicate();
    let resumed = abri::actions::session::resume(&service.abri, cookie).await;
    assert!(matches!(resumed, Err(Problem::Damaged("signing key"))));
    // Nor the other way round: the seal knows where somebody works.
    let service = Service::open().await;
    let (_, manager) = structure(&service, "Le Porche").await;
    for sql in ["DELETE FROM member_names", "DELETE FROM people"] {
        assert_eq!(service.meddle("abri.sqlite", sql).await, 1, "{sql}");
    }
    assert!(manager.enters(&service).await.is_err());
    let open = &manager.session.open;
    let permit = abri::domain::access::may_keep_account(open.owner(), open.vault).unwrap();
    let change = abri::actions::change::Change::begin(&service.abri, open, &permit).await;
    assert!(matches!(
        change.map(drop),
        Err(Problem::Damaged("state seal"))
    ));
}

/// As if it did not exist.
fn gone<T>(outcome: &Result<T, Problem>) -> bool {
    matches!(outcome, Err(Problem::NotFound))
}
