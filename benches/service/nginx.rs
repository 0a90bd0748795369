//! The anchor: nginx with the same certificate, TLS 1.3, static files and PUT, as many workers as cores.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::{Client, Url};
use tempfile::TempDir;

use crate::papers::Sizes;
use crate::process::{self, Cpu};
use crate::server::free_port;

/// A running nginx; ended when dropped.
pub struct Nginx {
    child: Child,
    folder: TempDir,
    port: u16,
    certificate: Vec<u8>,
}

impl Nginx {
    /// Serves these files. `certificate` is the folder of `localhost.pem` and `localhost.key`.
    pub fn start(certificate: &Path, files: &[Vec<u8>]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        std::fs::create_dir(at.join("files")).unwrap();
        for (size, bytes) in Sizes::ALL.iter().zip(files) {
            std::fs::write(at.join("files").join(name(*size)), bytes).unwrap();
        }
        let port = free_port();
        std::fs::write(at.join("nginx.conf"), configuration(at, certificate, port)).unwrap();
        let program = ["/usr/sbin/nginx", "nginx"]
            .into_iter()
            .find(|program| {
                Command::new(program)
                    .arg("-v")
                    .stderr(Stdio::null())
                    .status()
                    .is_ok()
            })
            .expect("nginx is installed");
        let child = Command::new(program)
            .arg("-p")
            .arg(at)
            .arg("-c")
            .arg(at.join("nginx.conf"))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let nginx = Self {
            child,
            certificate: std::fs::read(certificate.join("localhost.pem")).unwrap(),
            folder,
            port,
        };
        let until = Instant::now() + Duration::from_secs(20);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "nginx does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        nginx
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its processes.
    pub fn cpu(&self) -> Cpu {
        let master = i32::try_from(self.child.id()).unwrap();
        let mut all = process::children(master);
        all.push(master);
        Cpu(all)
    }

    /// A client that trusts it.
    pub fn client(&self) -> Client {
        crate::abri::trusting(&self.certificate).build().unwrap()
    }

    /// The address of a file.
    pub fn file(&self, size: Sizes) -> Url {
        self.url(&format!("/{}", name(size)))
    }

    /// An address below which nothing was put yet.
    pub fn place(&self, round: usize) -> Url {
        self.url(&format!("/put/{round}/"))
    }

    fn url(&self, path: &str) -> Url {
        format!("https://localhost:{}{path}", self.port)
            .parse()
            .unwrap()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        if let Ok(pid) = i32::try_from(self.child.id())
            && let Some(pid) = rustix::process::Pid::from_raw(pid)
        {
            // QUIT would wait for kept connections.
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
        drop(self.child.wait());
        let _ = self.folder.path();
    }
}

fn name(size: Sizes) -> String {
    format!("{}.pdf", size.bytes())
}

fn configuration(at: &Path, certificate: &Path, port: u16) -> String {
    let (at, certificate) = (at.display(), certificate.display());
    // The workers must be able to write where root has made a private folder.
    let user = if rustix::process::getuid().is_root() {
        "user root;"
    } else {
        ""
    };
    format!(
        "daemon off; {user} worker_processes auto; pid {at}/pid; error_log {at}/error.log;
         events {{ worker_connections 1024; }}
         http {{
           access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000;
           client_body_temp_path {at}/body; proxy_temp_path {at}/proxy; fastcgi_temp_path {at}/fastcgi;
           uwsgi_temp_path {at}/uwsgi; scgi_temp_path {at}/scgi; client_max_body_size 30m;
           server {{
             listen 127.0.0.1:{port} ssl;
             ssl_certificate {certificate}/localhost.pem; ssl_certificate_key {certificate}/localhost.key;
             ssl_protocols TLSv1.3;
             root {at}/files;
             location /put/ {{ dav_methods PUT; create_full_put_path on; }}
           }}
         }}\n"
    )
}
