//! Attack by accident or on purpose: the tables are put back as they were at a moment at which something was alive that
//! has ended since. It stays ended: after a backup of ours, after a plain dump, after a base backup with its
//! write-ahead log; on the same day, when the keys of days are still there, and after it.

mod cluster;

use abri::actions::appointments::look;
use abri::actions::backup::backup;
use abri::actions::backup::restore::restore;
use abri::actions::checkpoints::append::append;
use abri::actions::keep_days::{accept_clock, keep_days};
use abri::actions::papers;
use abri::actions::people::join;
use abri::actions::read_shown::{self, Opening};
use abri::actions::remove_paper::{destroy_now, remove};
use abri::actions::session;
use abri::actions::stop::stop;
use abri::actions::{appointments, short_code};
use abri::blobs::{Blobs, Epochs};
use abri::crypto::secrets::Secret;
use abri::domain::ids::{AppointmentId, DocumentId};
use abri::domain::journal::Event;
use abri::domain::structure::Role;
use abri::domain::time::Span;
use abri::store::Store;

use crate::appointments::{PHONE, agrees, asks, claire};
use crate::evidence::Claim;
use crate::given::{agree, claire as reader, opening, paper, told, wish};
use crate::keep_safe::Mariam;
use crate::people::{Colleague, invited};
use crate::postgres;
use crate::support::Service;
use cluster::Cluster;

const COMMAND: &str = "cargo test --release --test actions revived::";
const HOLDER: [u8; 16] = [9; 16];

/// What was alive, and what somebody who noted everything still holds.
struct Noted {
    mariam: Mariam,
    kept: DocumentId,
    erased: DocumentId,
    session: Secret,
    share: Opening,
    viewing: Secret,
    request: (Secret, [u8; 32]),
    worker: Colleague,
    manager: Colleague,
    shown: AppointmentId,
    invitation: Secret,
}

impl Noted {
    async fn at(service: &Service) -> Self {
        let abri = &service.abri;
        let mariam = Mariam::at(service).await;
        let open = &mariam.session.open;
        let kept = paper(abri, open, "Fiche de paie").await;
        let erased = paper(abri, open, "Avis").await;
        let share_id = agree(abri, &mariam.session, wish(&[kept])).await;
        let share = opening(abri, open, share_id).await;
        let looking = read_shown::open(abri, &share).await.unwrap();
        let code = short_code::offer(abri, open, share_id).await.unwrap().code;
        let request = short_code::ask(abri, &code, &reader(), "192.0.2.1").await;
        let request = request.unwrap();
        short_code::answer(abri, open, &request.1, true)
            .await
            .unwrap();
        let session = mariam.enters(service).await.unwrap();
        let (worker, mut manager) = claire(service).await;
        let (shown, code) = asks(abri, &worker.session).await;
        appointments::take(abri, open, &code, PHONE).await.unwrap();
        let yes = appointments::Agreeing::Show(vec![kept]);
        agrees(abri, &mariam.session, shown, yes).await.unwrap();
        appointments::open(abri, &worker.session, shown)
            .await
            .unwrap();
        let invitation = invited(service, &mut manager, Role::Mediator).await;
        append(abri, &HOLDER).await.unwrap();
        let noted = Self {
            kept,
            erased,
            session: session.cookie().duplicate(),
            share,
            viewing: looking.cookie().unwrap().duplicate(),
            request,
            worker,
            manager,
            shown,
            invitation,
            mariam,
        };
        assert_eq!(
            noted.opens(service).await,
            [
                "session",
                "share",
                "viewing",
                "request",
                "appointment",
                "invitation",
                "paper"
            ]
        );
        noted
    }

    /// Ends all of it, and the round of five minutes passes.
    async fn ends(&self, service: &Service) {
        let abri = &service.abri;
        let open = &self.mariam.session.open;
        session::end(abri, &self.session).await.unwrap();
        abri::actions::stop::stop_all(abri, open).await.unwrap();
        remove(abri, open, self.erased).await.unwrap();
        destroy_now(abri, open, self.erased).await.unwrap();
        abri::actions::people::deactivate::deactivate(
            abri,
            &self.manager.session,
            self.worker.id(),
        )
        .await
        .unwrap();
        let secret = &self.invitation;
        crate::people::joins(service, secret, "Paul", abri::domain::slot::SlotKind::Desk)
            .await
            .unwrap();
        append(abri, &HOLDER).await.unwrap();
        assert_eq!(self.opens(service).await, [""; 0]);
    }

    /// What of it opens now.
    async fn opens(&self, service: &Service) -> Vec<&'static str> {
        let abri = &service.abri;
        let mut opens = Vec::new();
        let mut note = |what, opened: bool| {
            if opened {
                opens.push(what);
            }
        };
        let cookie = self.session.duplicate();
        note("session", session::resume(abri, cookie).await.is_ok());
        let shown = async |abri| {
            let secret = self.share.secret.duplicate();
            read_shown::peek(abri, &secret).await.is_ok()
        };
        note("share", shown(abri).await);
        let cookie = self.viewing.duplicate();
        note("viewing", read_shown::resume(abri, cookie).await.is_ok());
        let (secret, id) = &self.request;
        let waiting = short_code::resume(abri, secret.duplicate(), id).await;
        note("request", waiting.is_ok());
        let worker = self.worker.goes_on(service).await;
        let looks = match worker {
            Ok(worker) => look(abri, &worker, self.shown).await.is_ok(),
            Err(_) => false,
        };
        note("appointment", looks);
        let invitation = join::look(abri, &self.invitation).await;
        note("invitation", invitation.is_ok());
        let paper = papers::find(abri, &self.mariam.session.open, self.erased).await;
        note("paper", paper.is_ok());
        opens
    }

    /// Nothing of it opens, the rest is there, and the person is told.
    async fn stays_ended(&self, service: &Service) -> f64 {
        let revived = self.opens(service).await;
        assert_eq!(revived, [""; 0], "revived");
        let abri = &service.abri;
        let session = self.mariam.enters(service).await.unwrap();
        assert!(papers::find(abri, &session.open, self.kept).await.is_ok());
        assert!(
            papers::find(abri, &session.open, self.erased)
                .await
                .is_err()
        );
        assert!(told(abri, &session.open, Event::Restored).await > 0);
        assert!(self.worker.enters(service).await.is_err());
        0.0
    }
}

async fn on_postgres(url: &str) -> Service {
    let store = Store::open(url, url).await.unwrap();
    Service::over(store, tempfile::tempdir().unwrap()).await
}

/// The place of the keys of days, which no copy of tables holds.
struct Days(tempfile::TempDir);

impl Days {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A service over tables, beside these keys and those objects.
    async fn service(&self, url: &str, objects: &Blobs) -> Service {
        let store = Store::open(url, url).await.unwrap();
        let folder = self.0.path().join("epochs");
        let epochs = Epochs::open(&format!("file://{}", folder.display()), None, objects);
        let folder = tempfile::tempdir().unwrap();
        Service::at(store, objects.clone(), epochs.unwrap(), folder).await
    }

    /// Another service over tables that were put back; a day later the keys of that day are gone.
    async fn over(&self, url: &str, objects: &Blobs, later: Span) -> Service {
        let service = self.service(url, objects).await;
        service.pass(Span::minutes(6) + later);
        accept_clock(&service.abri).await.unwrap();
        keep_days(&service.abri, &HOLDER).await.unwrap();
        service
    }
}

#[tokio::test]
async fn attack_a_backup_of_ours_revives_nothing() {
    for setup in ["backup-sqlite", "backup-postgres"] {
        let claim = Claim::begin("revived", setup, COMMAND);
        let open = async || match setup {
            "backup-sqlite" => Service::open().await,
            _ => on_postgres(&postgres::database()).await,
        };
        let (from, to) = (open().await, open().await);
        let folder = tempfile::tempdir().unwrap();
        let noted = Noted::at(&from).await;
        let keep = Span::days(30);
        backup(&from.abri, folder.path(), "monday", keep)
            .await
            .unwrap();
        noted.ends(&from).await;
        backup(&from.abri, folder.path(), "tuesday", keep)
            .await
            .unwrap();
        restore(&to.abri, folder.path(), Some("monday"), false)
            .await
            .unwrap();
        claim.held(noted.stays_ended(&to).await);
    }
}

#[tokio::test]
async fn attack_a_plain_dump_of_postgres_revives_nothing() {
    for (setup, later) in [
        ("dump-same-day", Span::minutes(0)),
        ("dump-later", Span::days(1)),
    ] {
        let claim = Claim::begin("revived", setup, COMMAND);
        let url = postgres::database();
        let (days, objects) = (Days::new(), Blobs::open("memory:", None).unwrap());
        let from = days.service(&url, &objects).await;
        let noted = Noted::at(&from).await;
        let dumped = cluster::dumped(&url);
        noted.ends(&from).await;
        let to = days.over(&dumped, &objects, later).await;
        claim.held(noted.stays_ended(&to).await);
    }
}

#[tokio::test]
async fn attack_a_base_backup_with_its_log_to_a_moment_revives_nothing() {
    let cluster = Cluster::start();
    cluster.back_up();
    let (days, objects) = (Days::new(), Blobs::open("memory:", None).unwrap());
    let from = days.service(&cluster.url(), &objects).await;
    let noted = Noted::at(&from).await;
    let moment = cluster.moment();
    noted.ends(&from).await;
    cluster.archive();
    for (setup, later) in [
        ("wal-same-day", Span::minutes(0)),
        ("wal-later", Span::days(1)),
    ] {
        let claim = Claim::begin("revived", setup, COMMAND);
        let back = cluster.recovered(&moment, setup);
        let to = days.over(&back.url(), &objects, later).await;
        claim.held(noted.stays_ended(&to).await);
        // Once: what the restored service gives afterwards stays, whenever it starts again.
        let session = noted.mariam.enters(&to).await.unwrap();
        let share = agree(&to.abri, &session, wish(&[noted.kept])).await;
        append(&to.abri, &HOLDER).await.unwrap();
        let again = days.over(&back.url(), &objects, later).await;
        let session = noted.mariam.enters(&again).await.unwrap();
        let link = opening(&again.abri, &session.open, share).await;
        assert!(read_shown::open(&again.abri, &link).await.is_ok());
        stop(&again.abri, &session.open, share).await.unwrap();
    }
}
