//! The two set-ups, each with a hand on its tables: SQLite and a disk, PostgreSQL and S3.

use abri::blobs::{Blobs, Credentials, Epochs};
use abri::store::Store;

use super::tables::Tables;
use crate::support::Service;
use crate::{postgres, s3};

/// SQLite files and objects in a folder.
pub async fn sqlite_and_disk() -> (Service, Tables) {
    let folder = tempfile::tempdir().unwrap();
    let objects = folder.path().join("objects");
    let objects = Blobs::open(&format!("file://{}", objects.display()), None).unwrap();
    let file = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
    let (durable, ephemeral) = (file("abri.sqlite"), file("ephemeral.sqlite"));
    let store = Store::open(&durable, &ephemeral).await.unwrap();
    let path = |name: &str| folder.path().join(name);
    let tables = Tables::sqlite(&path("abri.sqlite"), &path("ephemeral.sqlite")).await;
    let epochs = Epochs::open("memory:", None, &objects).unwrap();
    (Service::at(store, objects, epochs, folder).await, tables)
}

/// PostgreSQL and a bucket; the server of the bucket must outlive the service.
pub async fn postgres_and_s3() -> (s3::Server, Service, Tables) {
    let server = s3::Server::start().await;
    let credentials = Credentials::fixed(s3::ACCESS_KEY, s3::SECRET_KEY);
    let objects = Blobs::open(&server.bucket("objects"), Some(&credentials)).unwrap();
    let url = postgres::database();
    let store = Store::open(&url, &url).await.unwrap();
    let epochs = Epochs::open("memory:", None, &objects).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let service = Service::at(store, objects, epochs, folder).await;
    let tables = Tables::postgres(&url).await;
    (server, service, tables)
}
