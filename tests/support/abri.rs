//! A service in the test's own process: SQLite files in a temporary folder, objects in memory, a
//! clock that the test turns, cheap password hashing.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use abri::actions::Abri;
use abri::actions::uploads::Finishing;
use abri::blobs::{Blobs, Epochs};
use abri::config::Quotas;
use abri::crypto::argon::{Argon, Parameters};
use abri::crypto::documents::Buffers;
use abri::crypto::secrets::Key;
use abri::crypto::server_keys::ServerKeys;
use abri::domain::document::HealthPapers;
use abri::domain::quota::DayQuotas;
use abri::domain::time::{Clock, Moment, Span};
use abri::jobs;
use abri::media::{Settings, Workers};
use abri::notify::Notify;
use abri::store::Store;

/// The service, and what must live as long as it.
pub struct Service {
    /// The service itself.
    pub abri: Abri,
    now: Arc<AtomicI64>,
    folder: tempfile::TempDir,
}

impl Service {
    /// Opens a new one at noon of 24 November 2026 (UTC).
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
        let store = Store::open(&file("abri.sqlite"), &file("ephemeral.sqlite"))
            .await
            .unwrap();
        Self::over(store, folder).await
    }

    /// The same over other tables.
    pub async fn over(store: Store, folder: tempfile::TempDir) -> Self {
        let objects = Blobs::open("memory:", None).unwrap();
        let epochs = Epochs::open("memory:", None, &objects).unwrap();
        Self::at(store, objects, epochs, folder).await
    }

    /// The same over other tables, objects and epoch keys.
    pub async fn at(
        store: Store,
        objects: Blobs,
        epochs: Epochs,
        folder: tempfile::TempDir,
    ) -> Self {
        let now = Arc::new(AtomicI64::new(1_795_521_600_000));
        let clock = {
            let now = now.clone();
            Clock::from_fn(move || Moment::from_millis(now.load(Ordering::SeqCst)))
        };
        let abri = Abri {
            store,
            epochs,
            objects,
            keys: ServerKeys::new(key(1), key(2), key(3)),
            buffers: Buffers::default(),
            finishing: Finishing::default(),
            argon: Argon::with_parameters(2, 64, Parameters::FLOOR, Parameters::FLOOR),
            clock,
            quotas: Quotas {
                least_free_disk_megabytes: 1,
                ..Quotas::default()
            },
            work: DayQuotas::default(),
            health_papers: HealthPapers::Warn,
            workers: workers(),
            scanning: None,
            notify: Notify::default(),
        };
        jobs::prepare(&abri).await.unwrap();
        Self { abri, now, folder }
    }

    /// One of the two SQLite files.
    pub fn file(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Changes something behind the service's back, in one of its two SQLite files.
    pub async fn meddle(&self, file: &str, sql: &'static str) -> u64 {
        let path = self.file(file);
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
        let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
        let done = sqlx::query(sql).execute(&pool).await.unwrap();
        pool.close().await;
        done.rows_affected()
    }

    /// The clock's hand, to be turned while the service is elsewhere.
    pub fn now(&self) -> Arc<AtomicI64> {
        self.now.clone()
    }

    /// The service alone, and the folder that must outlive it.
    pub fn into_parts(self) -> (Abri, tempfile::TempDir) {
        (self.abri, self.folder)
    }

    /// Lets time pass.
    pub fn pass(&self, span: Span) {
        self.now.fetch_add(span.as_millis(), Ordering::SeqCst);
    }
}

fn key(byte: u8) -> Key {
    Key::take(&mut [byte; 32])
}

/// The real worker: the program under test.
fn workers() -> Workers {
    Workers::new(Settings {
        program: env!("CARGO_BIN_EXE_abri").into(),
        ..Settings::default()
    })
}
