//! The demonstration on each set-up: SQLite and disk, PostgreSQL and S3.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::server::Server;
use crate::{postgres, s3};

/// A demonstration under way, and where it keeps everything.
pub struct Setup {
    /// Its name in evidence.
    pub name: &'static str,
    /// The server.
    pub server: Server,
    /// What it writes to; outlives the server.
    pub stores: Stores,
}

/// Where a demonstration keeps everything.
pub struct Stores {
    /// Its folder.
    pub folder: TempDir,
    /// The address of its PostgreSQL database, if that is what it uses.
    pub database: Option<String>,
    objects: Option<s3::Server>,
}

impl Setup {
    /// SQLite and disk.
    pub fn embedded() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::demo(folder.path(), &[]);
        Self {
            name: "sqlite-disk",
            server,
            stores: Stores {
                folder,
                database: None,
                objects: None,
            },
        }
    }

    /// PostgreSQL and S3.
    pub async fn networked() -> Self {
        Self::over(postgres::database(), s3::Server::start().await)
    }

    /// The same over this database and this server of objects.
    pub fn over(database: String, bucket: s3::Server) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = bucket.bucket("abri-demo");
        let server = networked(folder.path(), &database, &address);
        Self {
            name: "postgres-s3",
            server,
            stores: Stores {
                folder,
                database: Some(database),
                objects: Some(bucket),
            },
        }
    }

    /// The power goes, and comes back: the same folder, database and bucket, at another port.
    pub fn killed_and_started_again(mut self) -> Self {
        rustix::process::kill_process(self.server.pid(), rustix::process::Signal::KILL).unwrap();
        self.server = self.another_server();
        self
    }

    /// Another server beside the first, where they share a database and a bucket.
    pub fn second_node(&self) -> Option<Server> {
        self.stores.database.as_ref().map(|_| self.another_server())
    }

    fn another_server(&self) -> Server {
        let folder = self.stores.folder.path();
        match (&self.stores.database, &self.stores.objects) {
            (Some(database), Some(bucket)) => {
                networked(folder, database, &bucket.bucket("abri-demo"))
            }
            _ => Server::demo(folder, &[]),
        }
    }
}

impl Stores {
    /// Every file that a thief of disks and buckets gets: not the demonstration's own list of secrets
    /// and not the server's secrets, which are kept apart.
    pub fn stolen_files(&self) -> Vec<PathBuf> {
        let folder = self.folder.path();
        let apart = ["people.json", "demo.toml", "localhost.key", "localhost.pem"]
            .map(|name| folder.join(name));
        let mut files: Vec<PathBuf> = s3::files_under(folder)
            .into_iter()
            .map(PathBuf::from)
            .collect();
        files.retain(|file| !apart.contains(file) && !file.starts_with(folder.join("secrets")));
        files.extend(
            self.objects
                .iter()
                .flat_map(s3::Server::files)
                .map(PathBuf::from),
        );
        files
    }
}

fn networked(folder: &Path, database: &str, objects: &str) -> Server {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abri"));
    command
        .args(["demo", "--database", database, "--objects", objects])
        .env("AWS_ACCESS_KEY_ID", s3::ACCESS_KEY)
        .env("AWS_SECRET_ACCESS_KEY", s3::SECRET_KEY);
    Server::start(command, folder)
}
