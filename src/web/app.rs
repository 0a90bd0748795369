//! The service as pages see it, and the table of all routes.

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use tokio_util::task::TaskTracker;

use super::agreements;
use super::carried::Carried;
use super::gate::Doors;
use super::page::Help;
use super::routes::{Limit, Policy, Routes, Sizes};
use super::{
    account, answering, appointment, assets, depositor, deposits, discreet, entry, finish, guichet,
    journal, leave, papers, pro, procedures, reader, renew, show, together, uploads, veto, welcome,
};
use crate::actions::bring_back::BESIDE;
use crate::actions::{Abri, Outcome};
use crate::catalogue::Procedures;
use crate::config::{Opening, Origin};
use crate::i18n::{Texts, Zone};

/// What handlers get as their state.
pub type Shared = Arc<App>;

/// The running service and what its pages need to know of it.
pub struct App {
    /// Everything that acts.
    pub abri: Arc<Abri>,
    /// What the operator chose for the pages.
    pub site: Site,
    /// What goes on although nobody waits for it any more.
    pub left: TaskTracker,
}

/// What the operator chose for the pages.
pub struct Site {
    /// The public origin: every link is built from it, never from a request.
    pub origin: Origin,
    /// Who can be asked.
    pub help: Arc<Help>,
    /// Where the quick exit goes.
    pub neutral: Arc<str>,
    /// The time zone of people.
    pub zone: Zone,
    /// Who may open a vault.
    pub opening: Opening,
    /// Refused tries per source and quarter of an hour.
    pub tries_per_source: u32,
    /// Vaults opened per source and hour.
    pub vaults_per_source: u32,
    /// The most a file may weigh, in bytes.
    pub file_bytes: u64,
    /// The most a form without files may weigh, in bytes.
    pub form_bytes: u64,
    /// The lists of what procedures want.
    pub procedures: Procedures,
    /// Whether the pseudo-language of the tests is offered.
    pub pseudo: bool,
}

impl Site {
    /// The most a file may weigh, in words.
    pub fn file_size(&self, t: &Texts) -> String {
        t.size(self.file_bytes)
    }
}

impl App {
    /// Runs an action that writes to its end, even when the browser goes away meanwhile.
    pub fn carry<T, A>(&self, action: A) -> impl Future<Output = Outcome<T>> + Send + use<T, A>
    where
        T: Send + 'static,
        A: Future<Output = Outcome<T>> + Send + 'static,
    {
        Carried::new(action, self.left.clone())
    }
}

/// Every route, with who may call it.
pub fn routes() -> Routes<Shared> {
    Routes::new()
        .get("/", Policy::Anyone, welcome::show)
        .get("/aide", Policy::Anyone, welcome::help)
        .get("/a/{hash}/{name}", Policy::Anyone, assets::serve)
        .post("/quitter", Policy::Anyone, Limit::Form, leave::fast)
        .naming(["/qui-a-vu", "/qui-a-vu/noms"], journal::show)
        .get("/qui-a-vu/telecharger", Policy::Beneficiary, journal::keep)
        .post("/sortir", Policy::Beneficiary, Limit::Form, leave::sign_out)
        .and(agreements::routes())
        .and(show::routes())
        .and(reader::routes())
        .and(entry::routes())
        .and(account::routes())
        .and(papers::routes())
        .and(deposits::routes())
        .and(depositor::routes())
        .and(procedures::routes())
        .and(uploads::routes())
        .and(pro::routes())
        .and(appointment::routes())
        .and(answering::routes())
        .and(guichet::routes())
        .and(together::routes())
        .and(renew::routes())
        .and(veto::routes())
        .and(discreet::routes())
}

/// The router over the table.
pub fn router(app: Shared) -> Router {
    let sizes = Sizes {
        form: usize::try_from(app.site.form_bytes).unwrap_or(usize::MAX),
        // Room for the other fields of the form and the boundaries between parts; several files.
        files: usize::try_from(app.site.file_bytes.saturating_mul(20)).unwrap_or(usize::MAX),
        archive: usize::try_from(app.abri.quotas.vault_bytes().saturating_add(2 * BESIDE))
            .unwrap_or(usize::MAX),
    };
    let gate = Arc::new(Doors::new(app.clone()));
    routes()
        .build(app.clone(), gate, app.site.origin.clone(), sizes)
        .layer(from_fn_with_state(app, finish::finish))
}
