//! Regaining control: papers stay, and whatever opened the vault before opens nothing.

mod footholds;
mod killed;
mod stays;

pub(crate) use killed::killed_after;

use abri::actions::session::{self, Session};
use abri::actions::sign_in::{Way, number_typed, sign_in};
use abri::actions::{Abri, Problem, prove, ways_in};
use abri::blobs::{Blobs, Credentials, Epochs};
use abri::crypto::codes::Code;
use abri::domain::slot::{Place, SlotKind};
use abri::store::Store;

use crate::support::Service;
use crate::{postgres, s3};

/// Two processes over the same tables and objects.
pub struct Nodes {
    pub here: Service,
    pub there: Service,
    pub sqlite: bool,
    _server: Option<s3::Server>,
    folder: tempfile::TempDir,
}

impl Nodes {
    pub async fn on_disk() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name).display().to_string();
        let (tables, objects) = (file("tables"), file("objects"));
        let node = async || {
            let url = |name: &str| format!("sqlite://{tables}/{name}.sqlite");
            let store = Store::open(&url("abri"), &url("ephemeral")).await.unwrap();
            let objects = Blobs::open(&format!("file://{objects}"), None).unwrap();
            let epochs = Epochs::open(&format!("file://{}", file("epochs")), None, &objects);
            Service::at(
                store,
                objects,
                epochs.unwrap(),
                tempfile::tempdir().unwrap(),
            )
            .await
        };
        Self {
            here: node().await,
            there: node().await,
            sqlite: true,
            _server: None,
            folder,
        }
    }

    pub async fn on_servers() -> Self {
        let url = postgres::database();
        let server = s3::Server::start().await;
        let places = (server.bucket("objects"), server.bucket("epochs"));
        let node = async || {
            let store = Store::open(&url, &url).await.unwrap();
            let credentials = Credentials::fixed(s3::ACCESS_KEY, s3::SECRET_KEY);
            let objects = Blobs::open(&places.0, Some(&credentials)).unwrap();
            let epochs = Epochs::open(&places.1, Some(&credentials), &objects).unwrap();
            Service::at(store, objects, epochs, tempfile::tempdir().unwrap()).await
        };
        Self {
            here: node().await,
            there: node().await,
            sqlite: false,
            _server: Some(server),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Changes what passes, where it is a file.
    pub async fn meddle(&self, sql: &str) {
        let path = self.folder.path().join("tables/ephemeral.sqlite");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
        let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
        sqlx::query(sqlx::AssertSqlSafe(sql.to_owned()))
            .execute(&pool)
            .await
            .unwrap();
        pool.close().await;
    }
}

/// Types the code of the phone again.
async fn typed(abri: &Abri, session: &mut Session, code: &str) {
    let phone = session.notes.slot_id;
    prove::prove(abri, session, &phone, code).await.unwrap();
}

/// The card of the vault as whoever has it in hand comes in with it.
async fn card(abri: &Abri, session: &Session) -> Way {
    let all = ways_in::all(abri, &session.open).await.unwrap();
    let row = all.iter().find(|row| row.kind == SlotKind::Card).unwrap();
    let number = ways_in::card_number(&session.open, row).unwrap();
    let code = session.drawn_for(&row.id).unwrap();
    Way::Held {
        kind: SlotKind::Card,
        secret: number_typed(&number).unwrap(),
        code: Code::parse(code, 6).unwrap(),
    }
}

async fn enters(abri: &Abri, way: Way) -> Result<Session, Problem> {
    sign_in(abri, way, Place::Shared, "192.0.2.1").await
}

/// The next request of a session.
async fn goes_on(abri: &Abri, session: &Session) -> Result<Session, Problem> {
    session::resume(abri, session.cookie().duplicate()).await
}
