//! A database on another machine is spoken to only when its certificate is the one that its address wants.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};

use abri::store::Store;
use tempfile::TempDir;

use crate::postgres::Server;

const NOBODY: u32 = 65_534;

/// The certificate of a server of this name, and its key; the path of the certificate.
fn certificate(folder: &Path, name: &str) -> PathBuf {
    let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let at = |ending: &str| folder.join(format!("{name}.{ending}"));
    fs::write(at("crt"), made.cert.pem()).unwrap();
    fs::write(at("key"), made.signing_key.serialize_pem()).unwrap();
    // PostgreSQL takes a key that nobody else can read.
    fs::set_permissions(at("key"), Permissions::from_mode(0o600)).unwrap();
    if rustix::process::getuid().is_root() {
        chown(at("key"), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    at("crt")
}

/// A server with that certificate, or none; its port.
fn server(certificate: Option<&Path>) -> (Server, u16) {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let tls = certificate.map_or_else(String::new, |path| {
        let key = path.with_extension("key");
        let (path, key) = (path.display(), key.display());
        format!("-c ssl=on -c ssl_cert_file={path} -c ssl_key_file={key}")
    });
    let settings = format!("-c listen_addresses=127.0.0.1 -c port={port} {tls}");
    (Server::start(&settings), port)
}

async fn opens(address: &str) -> Result<Store, String> {
    let store = Store::open(address, address).await;
    store.map_err(|error| error.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_database_that_is_another_or_speaks_in_clear_is_told_nothing() {
    let folder = TempDir::new().unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    let own = certificate(folder.path(), "localhost");
    let other = certificate(folder.path(), "elsewhere.test");
    let (own, other) = (own.as_path(), other.as_path());
    for (shown, name, trusted, opened) in [
        (Some(own), "localhost", Some(own), true),
        // Of an authority that nobody named.
        (Some(own), "localhost", Some(other), false),
        (Some(own), "localhost", None, false),
        // Of that authority, for another name.
        (Some(other), "localhost", Some(other), false),
        (Some(own), "127.0.0.1", Some(own), false),
        // Without TLS, it is not spoken to in clear.
        (None, "localhost", Some(own), false),
    ] {
        let (_server, port) = server(shown);
        let root = trusted.map_or_else(String::new, |path| {
            format!("&sslrootcert={}", path.display())
        });
        let address = format!("postgres://abri@{name}:{port}/postgres?sslmode=verify-full{root}");
        let said = opens(&address).await.err();
        assert_eq!(
            said.is_none(),
            opened,
            "{shown:?} {name} {trusted:?}: {said:?}"
        );
    }
}
