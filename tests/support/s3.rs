//! An S3-compatible server inside the test process, on a loopback port; it checks signatures.

use std::path::Path;

use bytes::Buf;
use hyper::body::{Body, Incoming};
use hyper::service::Service;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use s3s::auth::{S3Auth, SimpleAuth};
use s3s::service::{S3Service, S3ServiceBuilder};
use tempfile::TempDir;

/// The public part of the credentials it accepts.
pub const ACCESS_KEY: &str = "test-access";
/// The secret part of the credentials it accepts.
pub const SECRET_KEY: &str = "test-secret";

/// Knows these credentials and no others.
pub fn usual() -> SimpleAuth {
    SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY)
}

/// A running server; it ends with the runtime of the test that started it.
pub struct Server {
    port: u16,
    folder: TempDir,
}

impl Server {
    /// Starts a server without buckets.
    pub async fn start() -> Self {
        Self::behind(usual(), |service| service).await
    }

    /// The same for whom `auth` knows, with something before it.
    pub async fn behind<S, B>(auth: impl S3Auth, before: impl FnOnce(S3Service) -> S) -> Self
    where
        S: Service<Request<Incoming>, Response = Response<B>> + Clone + Send + 'static,
        S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
        S::Future: Send + 'static,
        B: Body<Data: Buf + Send + 'static, Error: Into<Box<dyn std::error::Error + Send + Sync>>>
            + Send
            + 'static,
    {
        let folder = TempDir::new().expect("a temporary folder");
        let mut service =
            S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).expect("a folder"));
        service.set_auth(auth);
        let service = before(service.build());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Without it each answer waits for the other side's delayed acknowledgement.
                stream.set_nodelay(true).expect("a socket");
                let connection = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service.clone());
                tokio::spawn(connection);
            }
        });
        Self { port, folder }
    }

    /// Makes a bucket; its address as Abri takes it.
    pub fn bucket(&self, name: &str) -> String {
        std::fs::create_dir_all(self.folder.path().join(name)).expect("a bucket");
        format!(
            "s3://{name}?endpoint=http://127.0.0.1:{}&region=test",
            self.port
        )
    }

    /// Files that the server keeps in all, parts of unfinished uploads included.
    pub fn files(&self) -> Vec<String> {
        files_under(self.folder.path())
    }
}

/// All files in a folder and the folders in it.
pub fn files_under(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("readable") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.display().to_string());
            }
        }
    }
    found
}
