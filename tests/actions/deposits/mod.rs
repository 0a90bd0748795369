//! Papers that others put in, with the real worker: by a link, and with a phone beside the computer.

mod attacks;
mod faults;
mod forged;
mod limits;
mod mediator;
mod mediator_attacks;
mod mediator_forged;
mod mediator_rows;
mod phone;
mod story;

use abri::actions::deposits::{
    self, Depositor, DepositorCookie, NewDeposit, NewInvitation, Put, enter, receive_and_put,
    resume,
};
use abri::actions::papers::{self, Paper};
use abri::actions::session::Session;
use abri::actions::{Abri, Outcome, Problem};
use abri::domain::document::Title;
use abri::domain::ids::{DocumentId, InvitationId};
use abri::store::Store;
use bytes::Bytes;
use futures_util::{Stream, stream};
use image::ImageFormat;

use crate::samples;
use crate::support::Service;
use crate::{evidence, postgres};

const MOST: u64 = 25 << 20;
const HERE: &str = "192.0.2.1";

fn claim(setup: &str) -> evidence::Claim {
    let command = "cargo test --release --test actions deposits";
    evidence::Claim::begin("deposits", setup, command)
}

async fn on_postgres() -> Service {
    let url = postgres::database();
    let store = Store::open(&url, &url).await.unwrap();
    Service::over(store, tempfile::tempdir().unwrap()).await
}

/// What the person agrees to.
fn wish(papers: u8) -> NewInvitation {
    NewInvitation {
        id: deposits::draw_id(),
        name: "Claire Morel".into(),
        days: 3,
        papers,
        sentence: "Claire Morel peut déposer des papiers dans mon coffre.".into(),
        language: "fr".into(),
    }
}

/// A link for so many papers.
async fn link(abri: &Abri, session: &Session, papers: u8) -> (InvitationId, String) {
    let wish = wish(papers);
    let id = wish.id;
    deposits::invite(abri, session, wish).await.unwrap();
    let one = deposits::one(abri, &session.open, id).await.unwrap();
    (id, one.link.text.to_string())
}

/// Somebody who came in with it.
async fn come_in(abri: &Abri, link: &str) -> (DepositorCookie, Depositor) {
    let cookie = enter(abri, link, HERE).await.unwrap();
    let depositor = resume(abri, &cookie).await.unwrap();
    (cookie, depositor)
}

fn new(title: &str) -> NewDeposit {
    NewDeposit {
        title: Title::parse(title).unwrap(),
        kind: "bulletin_salaire".into(),
    }
}

/// A photograph; another one for another number.
fn photo(number: u32) -> Vec<u8> {
    samples::encoded(samples::corners(120 + number, 160), ImageFormat::Jpeg)
}

fn pieces(bytes: &[u8]) -> impl Stream<Item = Outcome<Bytes>> + Unpin + Send + use<> {
    let pieces: Vec<_> = bytes
        .chunks(7_001)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .collect();
    stream::iter(pieces)
}

async fn put(abri: &Abri, depositor: &Depositor, number: u32) -> Outcome<DocumentId> {
    let bytes = pieces(&photo(number));
    match receive_and_put(abri, depositor, bytes, MOST, new("Fiche de paie")).await? {
        Put::Kept(id) => Ok(id),
        Put::Twice { .. } => panic!("another photograph each time"),
    }
}

async fn paper(abri: &Abri, session: &Session, id: DocumentId) -> Outcome<Paper> {
    papers::find(abri, &session.open, id).await
}

/// Somebody puts a paper in, and it waits.
pub(crate) async fn one_waits(abri: &Abri, session: &Session) -> DocumentId {
    waits(abri, session).await.1
}

/// The same, and whoever put it in.
pub(crate) async fn waits(abri: &Abri, session: &Session) -> (Depositor, DocumentId) {
    let (_, link) = link(abri, session, 1).await;
    let (_, depositor) = come_in(abri, &link).await;
    let paper = put(abri, &depositor, 1).await.unwrap();
    (depositor, paper)
}

async fn count(abri: &Abri, session: &Session) -> usize {
    papers::all(abri, &session.open).await.unwrap().len()
}

fn is_not_found<T>(outcome: &Outcome<T>) -> bool {
    matches!(outcome, Err(Problem::NotFound))
}
