//! A service with one vault, in a folder that goes with it, for targets that need all of it.

use std::path::Path;

use abri::actions::Abri;
use abri::actions::open_vault::{Given, NewVault, Notice, open_vault};
use abri::actions::session::Session;
use abri::config::Config;
use abri::domain::person::CallName;
use abri::domain::slot::Place;
use abri::domain::time::Clock;
use abri::media::{Settings, Workers};
use abri::serve::compose;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A service, and what it runs on.
pub struct House {
    pub runtime: Runtime,
    pub abri: Abri,
    pub config: Config,
    pub session: Session,
    pub folder: TempDir,
}

impl House {
    pub fn new() -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let (abri, config, session) = runtime.block_on(open(folder.path()));
        Self {
            runtime,
            abri,
            config,
            session,
            folder,
        }
    }
}

async fn open(folder: &Path) -> (Abri, Config, Session) {
    let at = folder.display();
    std::fs::create_dir(folder.join("secrets")).unwrap();
    for (name, first) in [("pepper", 1_u8), ("lookup", 2), ("recipients", 3)] {
        // No secret: but a service starts with nothing that looks made up.
        let bytes = std::array::from_fn(|i| u8::try_from(i * 7).unwrap() ^ first);
        abri::config::make_secret(&folder.join("secrets").join(name), &bytes).unwrap();
    }
    let config = format!(
        "url = 'https://localhost'\nlisten = '127.0.0.1:0'\ndata = '{at}/data'\ncertificate.self_made = true\n\
         database.url = 'sqlite://{at}/abri.sqlite'\nobjects.url = '{at}/objects'\nepochs.url = '{at}/epochs'\n\
         secrets = {{ pepper = '{at}/secrets/pepper', lookup = '{at}/secrets/lookup', recipients = '{at}/secrets/recipients' }}\n\
         help = {{ name = 'Accueil', phone = '01 99 00 00 00' }}\n"
    );
    let config = Config::parse(&config, &[]).unwrap();
    let mut abri = compose::open(&config, Clock::system()).await.unwrap();
    abri::jobs::prepare(&abri).await.unwrap();
    // What a file is, is another program's work: here there is none.
    abri.workers = Workers::new(Settings {
        program: "/bin/false".into(),
        ..Settings::default()
    });
    let new = NewVault {
        name: CallName::parse("Mariam").unwrap(),
        place: Place::Own,
        notice: Notice {
            version: "1".into(),
            language: "fr".into(),
            given: Given::Screen,
        },
    };
    let (session, _) = open_vault(&abri, new).await.unwrap();
    (abri, config, session)
}
