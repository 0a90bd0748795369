//! Copies of several papers: one ZIP of the kept files, one PDF under a chosen size.

mod ended;
mod one_pdf;
mod zip;

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use abri::actions::read_shown::{self, Looking};
use abri::actions::record::Stored;
use abri::actions::session::Session;
use abri::actions::show::NewShare;
use abri::actions::{Abri, Outcome};
use abri::blobs::{Blobs, Credentials};
use abri::domain::access::{Keep, Permit};
use abri::domain::ids::{ConsentId, DocumentId};
use abri::domain::share::Mode;
use abri::domain::time::Span;
use abri::store::Store;
use bytes::Bytes;
use futures_util::{Stream, TryStreamExt};

use crate::given::{agree, opening, vault, wish};
use crate::support::Service;
use crate::{postgres, s3};

/// A vault, and what keeps the service alive.
struct House {
    abri: Arc<Abri>,
    session: Session,
    now: Arc<AtomicI64>,
    _folder: tempfile::TempDir,
    _server: Option<s3::Server>,
}

impl House {
    /// SQLite and a folder.
    async fn on_disk() -> Self {
        let mut service = Service::open().await;
        let url = format!("file://{}", service.file("objects").display());
        service.abri.objects = Blobs::open(&url, None).unwrap();
        Self::with(service, None).await
    }

    /// `PostgreSQL` and S3.
    async fn on_servers() -> Self {
        let url = postgres::database();
        let store = Store::open(&url, &url).await.unwrap();
        let mut service = Service::over(store, tempfile::tempdir().unwrap()).await;
        let server = s3::Server::start().await;
        let credentials = Credentials::fixed(s3::ACCESS_KEY, s3::SECRET_KEY);
        let objects = Blobs::open(&server.bucket("objects"), Some(&credentials));
        service.abri.objects = objects.unwrap();
        Self::with(service, Some(server)).await
    }

    async fn with(service: Service, server: Option<s3::Server>) -> Self {
        let session = vault(&service.abri).await;
        let now = service.now();
        let (abri, folder) = service.into_parts();
        Self {
            abri: Arc::new(abri),
            session,
            now,
            _folder: folder,
            _server: server,
        }
    }

    /// Shows these papers, opened by Claire.
    async fn shown(&self, papers: &[DocumentId], mode: Mode) -> (ConsentId, Looking) {
        let wish = NewShare {
            mode,
            ..wish(papers)
        };
        let id = agree(&self.abri, &self.session, wish).await;
        let link = opening(&self.abri, &self.session.open, id).await;
        (id, read_shown::open(&self.abri, &link).await.unwrap())
    }

    /// Tells every paper as copied; the last leave.
    async fn told(&self, looking: &Looking) -> Permit<Keep> {
        let mut permit = None;
        for paper in &looking.papers {
            permit = Some(read_shown::keep(&self.abri, looking, paper).await.unwrap());
        }
        permit.unwrap()
    }

    /// Whether all papers are still shown, as a page would ask.
    fn still(
        &self,
        looking: &Looking,
    ) -> impl Fn() -> futures_util::future::BoxFuture<'static, bool> + use<> {
        let watches: Vec<_> = looking
            .papers
            .iter()
            .map(|paper| looking.watch(paper))
            .collect();
        let abri = self.abri.clone();
        move || {
            let (abri, watches) = (abri.clone(), watches.clone());
            Box::pin(async move {
                for watch in &watches {
                    if read_shown::still(&abri, watch).await.is_err() {
                        return false;
                    }
                }
                true
            })
        }
    }

    fn pass(&self, span: Span) {
        self.now.fetch_add(span.as_millis(), Ordering::SeqCst);
    }

    /// What lies in the object store.
    async fn stored(&self, stored: &Stored) -> Vec<u8> {
        let whole = 0..stored.length;
        let objects = &self.abri.objects;
        objects
            .get_range(&stored.object, stored.length, whole)
            .await
            .unwrap()
            .to_vec()
    }

    /// Lays something else there, or nothing.
    async fn lay(&self, stored: &Stored, bytes: Option<Vec<u8>>) {
        self.abri.objects.delete(&stored.object).await.unwrap();
        if let Some(bytes) = bytes {
            self.abri
                .objects
                .put(&stored.object, bytes.into())
                .await
                .unwrap();
        }
    }
}

/// Everything until the end or an error, and whether it ended well.
async fn received(stream: impl Stream<Item = Outcome<Bytes>>) -> (Vec<u8>, Outcome<()>) {
    let mut stream = std::pin::pin!(stream);
    let mut bytes = Vec::new();
    loop {
        match stream.try_next().await {
            Ok(Some(piece)) => {
                assert!(!piece.is_empty() && piece.len() <= 64 * 1024);
                bytes.extend_from_slice(&piece);
            }
            Ok(None) => return (bytes, Ok(())),
            Err(problem) => return (bytes, Err(problem)),
        }
    }
}

/// What another program says of a file.
fn said(program: &str, arguments: &[&str], file: &Path) -> Output {
    Command::new(program)
        .args(arguments)
        .arg(file)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap()
}

/// The same; it must have nothing to complain about.
fn read_by(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = said(program, arguments, file);
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success() && complaints.is_empty(),
        "{program}: {complaints}"
    );
    String::from_utf8(output.stdout).unwrap()
}
