//! A certificate authority of our own: Pebble, and a server of names that says this machine for every name.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rcgen::{CertificateParams, KeyPair};
use tempfile::TempDir;

/// How often it is looked whether something happened.
pub const SOON: Duration = Duration::from_millis(100);

pub struct Authority {
    /// The address of its directory.
    pub directory: String,
    management: u16,
    folder: TempDir,
    pebble: Child,
    names: Child,
}

impl Authority {
    /// Looks at names on this port; its certificates last so many seconds.
    pub async fn open(looks_at: u16, seconds: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = KeyPair::generate().unwrap();
        let own = CertificateParams::new(["localhost".to_owned()]).unwrap();
        let own = own.self_signed(&key).unwrap();
        fs::write(folder.path().join("own.pem"), own.pem()).unwrap();
        fs::write(folder.path().join("own.key"), key.serialize_pem()).unwrap();
        let [listen, management, dns, other] = free();
        let at = folder.path().display();
        let config = serde_json::json!({"pebble": {
            "listenAddress": format!("127.0.0.1:{listen}"),
            "managementListenAddress": format!("127.0.0.1:{management}"),
            "certificate": format!("{at}/own.pem"),
            "privateKey": format!("{at}/own.key"),
            "httpPort": other,
            "tlsPort": looks_at,
            "ocspResponderURL": "",
            "externalAccountBindingRequired": false,
            "certificateValidityPeriod": seconds,
        }});
        fs::write(folder.path().join("pebble.json"), config.to_string()).unwrap();
        let nowhere = || Stdio::null();
        let names = Command::new("pebble-challtestsrv")
            .args(["-dns01", &format!("127.0.0.1:{dns}"), "-defaultIPv6", ""])
            .args(["-http01", "", "-https01", "", "-tlsalpn01", ""])
            .args(["-management", &format!("127.0.0.1:{other}")])
            .stdin(nowhere())
            .stdout(nowhere())
            .stderr(nowhere())
            .spawn()
            .unwrap();
        let log = fs::File::create(folder.path().join("log")).unwrap();
        let pebble = Command::new("pebble")
            .args(["-config", &format!("{at}/pebble.json")])
            .args(["-dnsserver", &format!("127.0.0.1:{dns}")])
            .env("PEBBLE_VA_NOSLEEP", "1")
            .env("PEBBLE_WFE_NONCEREJECT", "0")
            .env("PEBBLE_AUTHZREUSE", "0")
            .stdin(nowhere())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let authority = Self {
            directory: format!("https://localhost:{listen}/dir"),
            management,
            folder,
            pebble,
            names,
        };
        authority.root().await;
        authority
    }

    /// The certificate that its own address is known by.
    pub fn own(&self) -> PathBuf {
        self.folder.path().join("own.pem")
    }

    /// The root of what it signs; waits until it answers.
    pub async fn root(&self) -> reqwest::Certificate {
        drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
        let own = reqwest::Certificate::from_pem(&fs::read(self.own()).unwrap()).unwrap();
        let client = reqwest::Client::builder()
            .tls_certs_only([own])
            .build()
            .unwrap();
        let root = format!("https://localhost:{}/roots/0", self.management);
        for _ in 0..300 {
            if let Ok(answer) = client.get(&root).send().await {
                let pem = answer.bytes().await.unwrap();
                return reqwest::Certificate::from_pem(&pem).unwrap();
            }
            tokio::time::sleep(SOON).await;
        }
        panic!("Pebble does not answer: {}", self.log());
    }

    /// What it said until now.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// Goes away.
    pub fn leave(&mut self) {
        self.pebble.kill().unwrap();
        self.pebble.wait().unwrap();
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        for child in [&mut self.pebble, &mut self.names] {
            // Already ended is fine too.
            drop(child.kill());
            drop(child.wait());
        }
    }
}

/// Ports that nobody listens on.
fn free<const N: usize>() -> [u16; N] {
    let taken = [(); N].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    taken.map(|listener| listener.local_addr().unwrap().port())
}
