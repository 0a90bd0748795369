//! The real Garage, where one is given: `GARAGE` names its program. With the project's own file, at places of the test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// One node with a bucket and a key for it; ended when dropped.
pub struct Garage {
    child: Child,
    program: PathBuf,
    folder: TempDir,
    /// Where it answers to S3.
    pub address: String,
    /// The public and the secret part of the key.
    pub key: (String, String),
}

impl Garage {
    /// With one bucket of this name; nothing where no program is given.
    pub async fn start(bucket: &str, ports: [u16; 2]) -> Option<Self> {
        #[expect(
            clippy::disallowed_methods,
            reason = "a program that the tests do not install"
        )]
        let program = PathBuf::from(std::env::var_os("GARAGE")?);
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().display();
        let [rpc, s3] = ports.map(|port| format!("127.0.0.1:{port}"));
        let ours = concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/compose/garage.toml");
        let text = fs::read_to_string(ours).unwrap();
        let text = text
            .replace("/var/lib/garage", &format!("{at}"))
            .replace("/etc/garage-rpc-secret", &format!("{at}/rpc"))
            .replace("garage:3901", &rpc)
            .replace("[::]:3901", &rpc)
            .replace("[::]:3900", &s3);
        fs::write(folder.path().join("garage.toml"), text).unwrap();
        write_private(&folder.path().join("rpc"), &"5e".repeat(32));
        let child = command(&program, folder.path())
            .arg("server")
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.path().join("log")).unwrap())
            .spawn()
            .unwrap();
        let mut garage = Self {
            child,
            program,
            folder,
            address: s3,
            key: Default::default(),
        };
        let id = garage.id().await;
        let node = ["layout", "assign", "-z", "here", "-c", "1G", &id];
        garage.said(&node).unwrap();
        garage.said(&["layout", "apply", "--version", "1"]).unwrap();
        garage.said(&["bucket", "create", bucket]).unwrap();
        let key = garage.said(&["key", "create", "abri"]).unwrap();
        let part = |name: &str| {
            let line = key.lines().find(|line| line.starts_with(name)).unwrap();
            line[name.len()..].trim().to_owned()
        };
        garage.key = (part("Key ID:"), part("Secret key:"));
        let allowed = [
            "bucket", "allow", "--read", "--write", bucket, "--key", "abri",
        ];
        garage.said(&allowed).unwrap();
        Some(garage)
    }

    /// The name of the node, once it answers.
    async fn id(&self) -> String {
        for _ in 0..300 {
            if let Some(said) = self.said(&["node", "id", "--quiet"])
                && self.said(&["status"]).is_some()
            {
                return said.split('@').next().unwrap().trim().to_owned();
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let log = fs::read_to_string(self.folder.path().join("log"));
        panic!("it does not answer: {}", log.unwrap())
    }

    /// What a command that ended well said.
    pub fn said(&self, arguments: &[&str]) -> Option<String> {
        let mut command = command(&self.program, self.folder.path());
        let done = command.args(arguments).output().unwrap();
        let text = String::from_utf8(done.stdout).unwrap();
        done.status.success().then_some(text)
    }
}

impl Drop for Garage {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn command(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("-c").arg(folder.join("garage.toml"));
    command
}

fn write_private(file: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt;
    fs::write(file, text).unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
}
