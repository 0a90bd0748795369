//! Closing a vault: everything of it goes, nothing of anybody else's, and no backup brings it back.

use abri::actions::backup::backup;
use abri::actions::backup::restore::restore;
use abri::actions::check::{self, Depth};
use abri::actions::checkpoints::append;
use abri::actions::close_vault::{THINKING, keep, later, now};
use abri::actions::session::Session;
use abri::actions::tombstones::{self, Kind};
use abri::actions::{
    Abri, Problem, deposits, keep_days, papers, prove, read_shown, sweep, verify_journal, ways_in,
};
use abri::crypto::secrets::Secret;
use abri::domain::ids::VaultId;
use abri::domain::journal::Event;
use abri::domain::time::{Moment, Span};
use abri::store::{closing, consents, documents, invitations, journal, slots, vaults};
use futures_util::TryStreamExt;

use crate::deposits::one_waits;
use crate::evidence::Claim;
use crate::given::{agree, opening, paper, told, wish};
use crate::regain_control::Nodes;
use crate::ways_in::{enter, vault, with};

const COMMAND: &str = "cargo test --release --test actions close_vault";
const KEEP: Span = Span::days(30);

async fn typed(abri: &Abri, session: &mut Session, code: &str) {
    let phone = session.notes.slot_id;
    prove::prove(abri, session, &phone, code).await.unwrap();
}

/// How many rows of each table are about a vault.
async fn rows(abri: &Abri, vault: VaultId) -> [usize; 6] {
    let mut tx = abri.store.durable.read().await.unwrap();
    [
        usize::from(vaults::read(&mut tx, vault).await.unwrap().is_some()),
        slots::of_vault(&mut tx, vault).await.unwrap().len(),
        documents::of_vault(&mut tx, vault).await.unwrap().len(),
        journal::all(&mut tx, vault).await.unwrap().len(),
        consents::of_vault(&mut tx, vault).await.unwrap().len(),
        invitations::of_vault(&mut tx, vault).await.unwrap().len(),
    ]
}

async fn objects(abri: &Abri) -> usize {
    let mut all = 0;
    for folder in ["d", "p"] {
        let listed = abri.objects.list(folder);
        all += listed.try_collect::<Vec<_>>().await.unwrap().len();
    }
    all
}

async fn all_of_it_goes(nodes: Nodes, to: Nodes) {
    let abri = &nodes.here.abri;
    let (other, other_phone, other_code) = vault(&nodes.here).await;
    let theirs = paper(abri, &other.open, "Bail").await;
    let (mut session, phone, code) = vault(&nodes.here).await;
    let id = paper(abri, &session.open, "Avis").await;
    ways_in::make_card(abri, &mut session).await.unwrap();
    let share = agree(abri, &session, wish(&[id])).await;
    let link = opening(abri, &session.open, share).await;
    one_waits(abri, &session).await;
    assert_eq!(objects(abri).await, 6);
    let folder = tempfile::tempdir().unwrap();
    backup(abri, folder.path(), "monday", KEEP).await.unwrap();

    let refused = now(abri, &session).await;
    assert!(matches!(refused, Err(Problem::NotFound)), "a typed secret");
    typed(abri, &mut session, &code).await;
    let vault_id = session.open.vault;
    let mut tx = abri.store.durable.read().await.unwrap();
    let row = vaults::read(&mut tx, vault_id).await.unwrap().unwrap();
    drop(tx);
    let certificate = now(abri, &session).await.unwrap();
    // Whoever walks through all vaults then, with its row in hand, raises no alarm.
    assert!(verify_journal::stored(abri, &row).await.unwrap().is_ok());
    assert_eq!(certificate.papers, 1);
    assert_eq!(certificate.at, abri.now());
    assert_eq!(rows(abri, vault_id).await, [0; 6]);
    assert_eq!(objects(abri).await, 2, "those of the other person");
    for node in [abri, &nodes.there.abri] {
        assert!(
            read_shown::open(node, &link).await.is_err(),
            "what was shown"
        );
    }
    assert!(enter(&nodes.here, with(&phone, &code)).await.is_err());
    let report = check::check(abri, Depth::Bytes).await.unwrap();
    assert_eq!(report.findings, []);
    backup(abri, folder.path(), "tuesday", KEEP).await.unwrap();

    // Monday's backup knows nothing of it; its service erases the vault before it listens.
    let there = &to.here.abri;
    let restored = restore(there, folder.path(), Some("monday"), false).await;
    assert_eq!(restored.unwrap().replayed.papers, 1);
    assert_eq!(rows(there, vault_id).await, [0; 6]);
    assert_eq!(objects(there).await, 2);
    assert!(enter(&to.here, with(&phone, &code)).await.is_err());
    let back = enter(&to.here, with(&other_phone, &other_code))
        .await
        .unwrap();
    let kept = papers::all(there, &back.open).await.unwrap();
    assert_eq!(kept[0].id, theirs);
    let report = check::check(there, Depth::Bytes).await.unwrap();
    assert_eq!(report.findings, []);
}

#[tokio::test]
async fn attack_a_closed_vault_is_gone_for_good_on_sqlite_and_disk() {
    let claim = Claim::begin("L20", "sqlite-disk", COMMAND);
    all_of_it_goes(Nodes::on_disk().await, Nodes::on_disk().await).await;
    claim.held(0.0);
}

#[tokio::test]
async fn attack_a_closed_vault_is_gone_for_good_on_postgres_and_s3() {
    let claim = Claim::begin("L20", "postgres-s3", COMMAND);
    all_of_it_goes(Nodes::on_servers().await, Nodes::on_servers().await).await;
    claim.held(0.0);
}

#[tokio::test]
async fn attack_a_backup_from_before_a_change_of_mind_closes_nothing() {
    let (from, to) = (Nodes::on_disk().await, Nodes::on_disk().await);
    let abri = &from.here.abri;
    let (mut session, phone, code) = vault(&from.here).await;
    paper(abri, &session.open, "Avis").await;
    typed(abri, &mut session, &code).await;
    later(abri, &session).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    backup(abri, folder.path(), "before", KEEP).await.unwrap();
    to.here.pass(Span::days(8));
    keep_days::accept_clock(&to.here.abri).await.unwrap();
    keep_days::keep_days(&to.here.abri, &[9; 16]).await.unwrap();
    let restored = restore(&to.here.abri, folder.path(), None, false).await;
    restored.unwrap();
    sweep::sweep(&to.here.abri).await.unwrap();
    let session = enter(&to.here, with(&phone, &code)).await.unwrap();
    assert_eq!(session.vault.closes_at, None);
    let all = papers::all(&to.here.abri, &session.open).await.unwrap();
    assert_eq!(all.len(), 1);
}

#[tokio::test]
async fn seven_days_to_think_then_the_sweep_closes() {
    let nodes = Nodes::on_disk().await;
    let service = &nodes.here;
    let abri = &service.abri;
    let (mut session, phone, code) = vault(service).await;
    paper(abri, &session.open, "Avis").await;
    typed(abri, &mut session, &code).await;
    let asked = later(abri, &session).await.unwrap();
    assert_eq!(asked.at, abri.now() + THINKING);
    let vault_id = session.open.vault;
    assert_eq!(append::append(abri, &[9; 16]).await.unwrap(), 1);
    // They change their mind, and change it again.
    let session = enter(service, with(&phone, &code)).await.unwrap();
    assert_eq!(session.vault.closes_at, Some(asked.at));
    keep(abri, &session).await.unwrap();
    assert_eq!(told(abri, &session.open, Event::ClosingStopped).await, 1);
    service.pass(THINKING);
    abri::jobs::prepare(abri).await.unwrap();
    sweep::sweep(abri).await.unwrap();
    let mut session = enter(service, with(&phone, &code)).await.unwrap();
    typed(abri, &mut session, &code).await;
    later(abri, &session).await.unwrap();
    service.pass(Span::millis(THINKING.as_millis() - 1));
    abri::jobs::prepare(abri).await.unwrap();
    sweep::sweep(abri).await.unwrap();
    enter(service, with(&phone, &code)).await.unwrap();
    service.pass(Span::millis(1));
    let late = enter(service, with(&phone, &code)).await;
    assert!(
        matches!(late, Err(Problem::SignInAgain)),
        "due, not yet swept"
    );
    sweep::sweep(abri).await.unwrap();
    assert_eq!(rows(abri, vault_id).await, [0; 6]);
    assert_eq!(objects(abri).await, 0);
    // It was in the log of checkpoints, and is not missed there.
    let report = check::check(abri, Depth::Lengths).await.unwrap();
    assert_eq!(report.logged, 1);
    let gone = |finding: &check::Finding| matches!(finding, check::Finding::Gone(_));
    assert!(!report.findings.iter().any(gone));
}

#[tokio::test]
async fn attack_a_crash_in_the_middle_of_closing_is_finished_by_the_sweep() {
    // Over a connection: each statement is a point at which it can be cut off.
    let nodes = Nodes::on_servers().await;
    let service = &nodes.here;
    let abri = &service.abri;
    let mut cut_off = 0;
    for steps in 1.. {
        let (mut session, phone, code) = vault(service).await;
        paper(abri, &session.open, "Avis").await;
        deposits::accept_number(abri, &session.open).await.unwrap();
        typed(abri, &mut session, &code).await;
        let vault_id = session.open.vault;
        let done = crate::regain_control::killed_after(steps, now(abri, &session)).await;
        sweep::sweep(abri).await.unwrap();
        let left = rows(abri, vault_id).await;
        if left == [0; 6] {
            let dead = tombstones::write(abri, Kind::Vault, vault_id.as_bytes()).await;
            dead.unwrap();
        } else {
            // Before anything was decided: all of it is there, and goes when the person asks again.
            assert!(done.is_none(), "after {steps} steps");
            let mut session = enter(service, with(&phone, &code)).await.unwrap();
            assert_eq!(papers::all(abri, &session.open).await.unwrap().len(), 1);
            typed(abri, &mut session, &code).await;
            now(abri, &session).await.unwrap();
        }
        assert_eq!(objects(abri).await, 0, "after {steps} steps");
        if done.is_some() {
            break;
        }
        cut_off += 1;
    }
    assert!(cut_off > 10);
    let report = check::check(abri, Depth::Lengths).await.unwrap();
    assert_eq!(report.findings, []);
}

/// The person wants their vault closed in seven days; when.
pub async fn wished(abri: &Abri, session: &mut Session, code: &str) -> Moment {
    typed(abri, session, code).await;
    later(abri, session).await.unwrap().at
}

/// What somebody who can only write to the tables makes of the moment at which a vault is closed.
async fn set(abri: &Abri, vault: VaultId, moment: Option<(Moment, [u8; 32])>) {
    let mut tx = abri.store.durable.begin().await.unwrap();
    closing::set(&mut tx, vault, 1, moment).await.unwrap();
    tx.commit().await.unwrap();
}

async fn mac(abri: &Abri, vault: VaultId) -> [u8; 32] {
    let mut tx = abri.store.durable.read().await.unwrap();
    let row = vaults::read(&mut tx, vault).await.unwrap().unwrap();
    row.closes_mac.unwrap()
}

/// What the check says of moments of closing; of the clock, which these tests put on, it says something too.
async fn changed(abri: &Abri) -> Vec<check::Finding> {
    let report = check::check(abri, Depth::Lengths).await.unwrap();
    let closing = |finding: &check::Finding| matches!(finding, check::Finding::Closing(_));
    report.findings.into_iter().filter(closing).collect()
}

/// A moment that the person did not choose, and is over, is named by the check, keeps nobody out, erases nothing, and is told.
async fn is_not_heeded(nodes: &Nodes, who: &Session, phone: &Secret, code: &str) {
    let abri = &nodes.here.abri;
    let vault_id = who.open.vault;
    assert_eq!(changed(abri).await, [check::Finding::Closing(vault_id)]);
    let inside = enter(&nodes.here, with(phone, code)).await.unwrap();
    assert_eq!(inside.vault.closes_at, None);
    sweep::sweep(abri).await.unwrap();
    assert_eq!(papers::all(abri, &inside.open).await.unwrap().len(), 1);
    assert_eq!(told(abri, &inside.open, Event::ClosingStopped).await, 1);
    assert_eq!(changed(abri).await, []);
}

async fn moments_of_others(nodes: Nodes) {
    let abri = &nodes.here.abri;
    let (mut other, _, other_code) = vault(&nodes.here).await;
    let theirs = wished(abri, &mut other, &other_code).await;
    let borrowed = mac(abri, other.open.vault).await;

    // Set where nobody asked: without a MAC of ours, then with that of another vault, once it is due.
    for (at, mac) in [(abri.now(), [0; 32]), (theirs, borrowed)] {
        if at > abri.now() {
            nodes.here.pass(THINKING);
            abri::jobs::prepare(abri).await.unwrap();
        }
        let (session, phone, code) = vault(&nodes.here).await;
        paper(abri, &session.open, "Avis").await;
        set(abri, session.open.vault, Some((at, mac))).await;
        is_not_heeded(&nodes, &session, &phone, &code).await;
    }
    // Moved earlier.
    let (mut session, phone, code) = vault(&nodes.here).await;
    paper(abri, &session.open, "Avis").await;
    wished(abri, &mut session, &code).await;
    let kept = mac(abri, session.open.vault).await;
    set(abri, session.open.vault, Some((abri.now(), kept))).await;
    is_not_heeded(&nodes, &session, &phone, &code).await;
}

#[tokio::test]
async fn attack_a_moment_set_in_the_tables_closes_nothing_on_sqlite_and_disk() {
    moments_of_others(Nodes::on_disk().await).await;
}

#[tokio::test]
async fn attack_a_moment_set_in_the_tables_closes_nothing_on_postgres_and_s3() {
    moments_of_others(Nodes::on_servers().await).await;
}

#[tokio::test]
async fn attack_a_wish_that_was_taken_back_and_is_put_back_erases_nothing() {
    let nodes = Nodes::on_disk().await;
    let abri = &nodes.here.abri;
    let (mut session, phone, code) = vault(&nodes.here).await;
    paper(abri, &session.open, "Avis").await;
    let at = wished(abri, &mut session, &code).await;
    let old = mac(abri, session.open.vault).await;
    let session = enter(&nodes.here, with(&phone, &code)).await.unwrap();
    keep(abri, &session).await.unwrap();
    nodes.here.pass(THINKING);
    abri::jobs::prepare(abri).await.unwrap();
    set(abri, session.open.vault, Some((at, old))).await;
    sweep::sweep(abri).await.unwrap();
    let session = enter(&nodes.here, with(&phone, &code)).await.unwrap();
    assert_eq!(papers::all(abri, &session.open).await.unwrap().len(), 1);
}
