//! Putting papers into a vault without opening it: by a link that the person gave, with a phone beside their
//! computer, or by a mediator who is with them.
//!
//! Whoever holds such a right can put in and nothing else: neither list nor read. What they put in is sealed to
//! the vault's inbox and waits; the vault [adopts](adopt()) it at its next opening. What came by a link,
//! or by somebody who had the person's number, is kept once the person says so.

mod adopt;
mod answer;
mod code;
mod depositor;
mod enter;
mod invite;
mod mediate;
mod mediations;
mod number;
mod over;
mod pair;
mod put_in;
mod right;
mod sealed;
mod undo;

pub use adopt::adopt;
pub(super) use adopt::adopt_in;
pub use answer::{accept, refuse};
pub use code::offer_code;
pub use depositor::{Depositor, DepositorCookie};
pub use enter::{enter, resume};
pub use invite::{
    ActiveInvitation, NewInvitation, active, draw_id, invite, invite_mediator, one, stop,
};
pub(super) use invite::{agreement, stop_all, told as invited, under_next};
pub use mediate::{begin_mediation, end_mediation, resume_mediation};
pub use mediations::{ActiveMediation, Who, mediations};
pub use number::{DepositNumber, accept_number, number, refuse_number, renew_number};
pub(super) use number::{anew, card_in_hand, is_vouched_for, off_after_restore, with_card};
pub(super) use over::{end_before_restored, end_of_vault, sweep};
pub use pair::{Pairing, end, end_any, pair, pairing};
pub use put_in::{NewDeposit, Put, put_in, receive_and_put};
pub use undo::{DepositReceipt, receipts, undo};

use zeroize::Zeroizing;

/// What opens a right to put papers in: stands behind `#` in the address, and can be typed.
pub struct Link {
    /// Groups of four characters.
    pub text: Zeroizing<String>,
}
