//! Attack: whoever writes the tables and the objects puts back what was destroyed, while a session of the person stands
//! open. It counts for nothing there, nor at the next visit, and the check says it.

use abri::actions::change::Change;
use abri::actions::check::{self, Depth, Finding};
use abri::actions::deposits;
use abri::actions::remove_paper::{destroy_now, remove};
use abri::actions::session::Session;
use abri::actions::sign_in::{Way, sign_in};
use abri::actions::{Abri, Problem, papers, refile, show, tidy};
use abri::domain::access::may_write;
use abri::domain::ids::DocumentId;
use abri::domain::slot::{Place, SlotKind};
use abri::domain::time::Span;

use crate::given::{newcomer, paper, wish};
use crate::mutations::objects::{self, Objects};
use crate::mutations::setups::{postgres_and_s3, sqlite_and_disk};
use crate::mutations::tables::{Row, Rows, Tables, Value};
use crate::support::Service;

/// Which column says which paper a row is of.
fn place(tables: &Tables, table: &str) -> usize {
    let columns = &tables.columns[table];
    columns
        .iter()
        .position(|column| column.name == "id")
        .unwrap()
}

fn bytes(id: DocumentId) -> Value {
    Value::Bytes(id.as_bytes().to_vec())
}

/// The rows of a table that are of this paper.
fn of(tables: &Tables, rows: &Rows, table: &str, id: DocumentId) -> (String, Vec<Row>) {
    let named = |name: &&String| name.split_once('.').unwrap().1 == table;
    let table = rows.keys().find(named).unwrap();
    let at = place(tables, table);
    let is = |row: &&Row| row[at] == bytes(id);
    (
        table.clone(),
        rows[table].iter().filter(is).cloned().collect(),
    )
}

/// What there was at a moment.
struct Kept {
    rows: Rows,
    objects: Objects,
}

impl Kept {
    async fn now(abri: &Abri, tables: &Tables) -> Self {
        Self {
            rows: tables.rows().await,
            objects: objects::all(abri).await,
        }
    }

    /// Puts a row back as it was then, in place of what is there, and every object that is gone.
    async fn put_back(&self, abri: &Abri, tables: &Tables, table: &str, id: DocumentId) {
        let (name, old) = of(tables, &tables.rows().await, table, id);
        let (_, row) = of(tables, &self.rows, table, id);
        assert_eq!(row.len(), 1, "it was there");
        assert!(tables.write(&name, &old, &row).await);
        objects::put_back(abri, &self.objects, &[]).await;
    }
}

/// Whether the vault stands as its seal says.
async fn is_sealed(abri: &Abri, session: &Session) -> bool {
    let open = &session.open;
    let permit = may_write(open.owner(), open.vault).unwrap();
    Change::begin(abri, open, &permit).await.is_ok()
}

async fn shows_nothing(abri: &Abri, session: &Session, id: DocumentId) {
    let open = &session.open;
    let found = papers::find(abri, open, id).await;
    assert!(matches!(found, Err(Problem::NotFound)));
    let all = papers::all(abri, open).await.unwrap();
    assert!(all.iter().all(|paper| paper.id != id));
    let shown = show::agree(abri, session, wish(&[id])).await;
    assert!(shown.is_err(), "nobody is shown it");
    let named = refile::refile(abri, open, id, refile::Refiled::default()).await;
    assert!(named.is_err());
}

async fn is_told(abri: &Abri, session: &Session, id: DocumentId) {
    let report = check::check(abri, Depth::Lengths).await.unwrap();
    let finding = Finding::Destroyed {
        vault: session.open.vault,
        paper: id,
    };
    assert!(report.findings.contains(&finding), "{:?}", report.findings);
}

async fn a_destroyed_paper(service: Service, tables: Tables) {
    let abri = &service.abri;
    let (session, phone) = newcomer(abri).await;
    let (phone, code) = (phone.unwrap(), session.notes.drawn[0].text.clone());
    let open = &session.open;
    let stays = paper(abri, open, "Bail").await;
    let gone = paper(abri, open, "Fiche de paie").await;
    let kept = Kept::now(abri, &tables).await;
    remove(abri, open, gone).await.unwrap();
    let removed = Kept::now(abri, &tables).await;
    destroy_now(abri, open, gone).await.unwrap();
    for before in [&kept, &removed] {
        before.put_back(abri, &tables, "documents", gone).await;
        shows_nothing(abri, &session, gone).await;
        is_told(abri, &session, gone).await;
    }
    // It holds nobody up: not the round that destroys what was removed, not the seal, not the next visit.
    service.pass(Span::days(8));
    assert_eq!(tidy::tidy(abri).await.unwrap().destroyed, 0);
    let way = Way::held(SlotKind::Device, phone, &code).unwrap();
    let session = sign_in(abri, way, Place::Own, "192.0.2.1").await.unwrap();
    shows_nothing(abri, &session, gone).await;
    papers::find(abri, &session.open, stays).await.unwrap();
    assert!(is_sealed(abri, &session).await);
    // Whoever calls a paper destroyed that is not hides it from nobody unseen.
    let (table, marks) = of(&tables, &tables.rows().await, "destroyed", gone);
    let mut mark = marks.clone();
    mark[0][place(&tables, &table)] = bytes(stays);
    assert!(tables.write(&table, &[], &mark).await);
    assert!(!is_sealed(abri, &session).await);
    is_told(abri, &session, stays).await;
    assert!(tables.write(&table, &mark, &[]).await);
    assert!(is_sealed(abri, &session).await);
    // Whoever takes the mark away as well has the paper read where a session stands open, and the seal says so to whoever
    // changes anything or comes in.
    assert!(tables.write(&table, &marks, &[]).await);
    assert!(papers::find(abri, &session.open, gone).await.is_ok());
    assert!(!is_sealed(abri, &session).await);
}

#[tokio::test]
async fn attack_a_destroyed_paper_put_back_opens_in_no_open_session_on_sqlite_and_disk() {
    let (service, tables) = sqlite_and_disk().await;
    a_destroyed_paper(service, tables).await;
}

#[tokio::test]
async fn attack_a_destroyed_paper_put_back_opens_in_no_open_session_on_postgres_and_s3() {
    let (_server, service, tables) = postgres_and_s3().await;
    a_destroyed_paper(service, tables).await;
}

async fn a_deposit(service: Service, tables: Tables) {
    let abri = &service.abri;
    let (session, _) = newcomer(abri).await;
    let open = &session.open;
    let (depositor, undone) = crate::deposits::waits(abri, &session).await;
    let kept = Kept::now(abri, &tables).await;
    deposits::undo(abri, &depositor, undone).await.unwrap();
    kept.put_back(abri, &tables, "deposits", undone).await;
    assert_eq!(deposits::adopt(abri, open).await.unwrap(), 0);
    shows_nothing(abri, &session, undone).await;
    is_told(abri, &session, undone).await;

    // Taken in, then destroyed: its row of before is not taken in a second time.
    let (_, taken) = crate::deposits::waits(abri, &session).await;
    let kept = Kept::now(abri, &tables).await;
    assert_eq!(deposits::adopt(abri, open).await.unwrap(), 1);
    remove(abri, open, taken).await.unwrap();
    destroy_now(abri, open, taken).await.unwrap();
    kept.put_back(abri, &tables, "deposits", taken).await;
    assert_eq!(deposits::adopt(abri, open).await.unwrap(), 0);
    shows_nothing(abri, &session, taken).await;
    is_told(abri, &session, taken).await;
}

#[tokio::test]
async fn attack_a_deposit_taken_back_or_destroyed_is_not_taken_in_again_on_sqlite_and_disk() {
    let (service, tables) = sqlite_and_disk().await;
    a_deposit(service, tables).await;
}

#[tokio::test]
async fn attack_a_deposit_taken_back_or_destroyed_is_not_taken_in_again_on_postgres_and_s3() {
    let (_server, service, tables) = postgres_and_s3().await;
    a_deposit(service, tables).await;
}
