//! What the attack of flipped bytes looks at of papers that others put in.

use abri::actions::deposits::{
    self, DepositorCookie, NewDeposit, NewInvitation, Put, enter, receipts, receive_and_put, resume,
};
use abri::actions::open::Open;
use abri::actions::session::Session;
use abri::actions::uploads::begin;
use abri::actions::{Abri, papers};
use abri::domain::document::Title;
use abri::domain::ids::{DocumentId, InvitationId, PairingId};
use bytes::Bytes;
use futures_util::stream;

use crate::flipped::{Column, Shows};
use crate::samples;

use Shows::{Check, Code, Invited, Page, Phone, Put as PutIn, Receipt, Seal, Waiting};

/// Every column of bytes of theirs.
pub const COLUMNS: &[Column] = &[
    ("invitations", "vault_id", &[Seal, Invited, PutIn]),
    ("invitations", "id", &[Seal, Invited, PutIn]),
    ("invitations", "lookup", &[Seal, PutIn]),
    ("invitations", "record", &[Seal, Invited]),
    ("invitations", "link", &[Invited]),
    ("invitations", "key", &[PutIn]),
    ("deposits", "vault_id", &[Waiting, Receipt]),
    ("deposits", "id", &[Waiting, Receipt]),
    ("deposits", "right_id", &[Receipt]),
    ("deposits", "depositor", &[Receipt]),
    ("deposits", "sealed", &[Waiting]),
    ("deposits", "digest", &[Check, Waiting]),
    ("deposits", "pictures_digest", &[Check, Waiting]),
    ("deposits", "receipt", &[Receipt]),
    ("pairings", "id", &[Phone]),
    ("pairings", "vault_id", &[Phone, Page]),
    ("pairings", "right_id", &[Phone, Page]),
    ("pairings", "link", &[Page]),
    ("pairings", "key", &[Phone]),
    ("pairings", "held_by", &[Phone]),
    ("deposit_codes", "id", &[Code]),
    ("deposit_codes", "vault_id", &[Code]),
    ("deposit_codes", "envelope", &[Code]),
];

const HERE: &str = "192.0.2.1";

/// A link and a phone, each in use, and a paper that waits.
pub struct Deposits {
    link: InvitationId,
    depositor: DepositorCookie,
    code: String,
    waits: DocumentId,
    pairing: PairingId,
    phone: DepositorCookie,
}

impl Deposits {
    pub async fn new(abri: &Abri, session: &Session) -> Self {
        let open = &session.open;
        let link = deposits::draw_id();
        let wish = NewInvitation {
            id: link,
            name: "Claire Morel".into(),
            days: 1,
            papers: 2,
            sentence: String::new(),
            language: "fr".into(),
        };
        deposits::invite(abri, session, wish).await.unwrap();
        let one = deposits::one(abri, open, link).await.unwrap();
        let cookie = enter(abri, &one.link.text, HERE).await.unwrap();
        let depositor = resume(abri, &cookie).await.unwrap();
        let photo = samples::encoded(samples::corners(120, 160), image::ImageFormat::Jpeg);
        let new = NewDeposit {
            title: Title::parse("Avis").unwrap(),
            kind: "autre".into(),
        };
        let bytes = stream::iter([Ok(Bytes::from(photo))]);
        let put = receive_and_put(abri, &depositor, bytes, 1 << 20, new).await;
        let Put::Kept(waits) = put.unwrap() else {
            panic!("the first paper")
        };
        begin(abri, &depositor.authority(), 10, 10).await.unwrap();
        let pairing = deposits::pair(abri, session).await.unwrap();
        let shown = deposits::pairing(abri, open, pairing).await.unwrap();
        Self {
            link,
            code: deposits::offer_code(abri, open, link).await.unwrap().code,
            depositor: cookie,
            waits,
            phone: enter(abri, &shown.link.text, HERE).await.unwrap(),
            pairing,
        }
    }

    /// Where something shows now.
    pub async fn shows(&self, abri: &Abri, open: &Open) -> Vec<Shows> {
        let mut shows = Vec::new();
        let one = deposits::one(abri, open, self.link).await;
        let depositor = resume(abri, &self.depositor).await;
        // A link that is not its own any more is none to come in with.
        let same = one.is_ok_and(|one| self.depositor.is_for(&one.link.text));
        if !same {
            shows.push(Shows::Invited);
        }
        match depositor {
            Err(_) => shows.push(Shows::Put),
            Ok(depositor) => {
                let receipts = receipts(abri, &depositor).await.unwrap();
                if receipts.len() != 1 {
                    shows.push(Shows::Receipt);
                }
            }
        }
        let by_code = enter(abri, &self.code, HERE).await;
        if by_code.is_err() {
            shows.push(Shows::Code);
        }
        let adopted = deposits::adopt(abri, open).await;
        let paper = papers::find(abri, open, self.waits).await;
        let origin = paper.map(|paper| paper.current.record.facts.origin.clone());
        let whole = origin.is_ok_and(|origin| origin.is_some_and(|origin| origin.verified));
        if adopted.is_err() || !whole {
            shows.push(Shows::Waiting);
        }
        if resume(abri, &self.phone).await.is_err() {
            shows.push(Shows::Phone);
        }
        let page = deposits::pairing(abri, open, self.pairing).await;
        if !page.is_ok_and(|page| page.held && self.phone.is_for(&page.link.text)) {
            shows.push(Shows::Page);
        }
        shows
    }
}

/// Tables that other files flip: `deposits::mediator_rows`, `notices::attacks`, and the `flipped` of appointments, people and guardians.
pub fn is_elsewhere(table: &str) -> bool {
    ["deposit_numbers", "mediations", "appointments", "notices"].contains(&table)
        || crate::people::flipped::TABLES.contains(&table)
        || crate::guardians::flipped::TABLES.contains(&table)
}
