//! Who may do what. Nothing else makes a [`Permit`], and an action that needs one cannot be called
//! without it.

use super::ids::VaultId;
use super::share::{Mode, State, Terms};
use super::time::Moment;
use std::marker::PhantomData;

/// Leave to read what a paper holds: its page pictures.
pub enum Read {}
/// Leave to see page pictures with one's name across them, and nothing else.
pub enum Look {}
/// Leave to receive the kept file itself.
pub enum Keep {}
/// Leave to receive a copy with one's name across it.
pub enum KeepMarked {}
/// Leave to change the vault.
pub enum Write {}

/// Leave to do `What` in one vault. Made here only.
pub struct Permit<What> {
    vault: VaultId,
    what: PhantomData<What>,
}

impl<What> Permit<What> {
    const fn new(vault: VaultId) -> Self {
        Self {
            vault,
            what: PhantomData,
        }
    }

    /// The vault that it is good for.
    pub const fn vault(&self) -> VaultId {
        self.vault
    }
}

/// The beneficiary with their vault open: made by `actions` from a slot or a session that opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// Their only vault.
    pub vault: VaultId,
}

/// The owner reads what lies in their own vault, and nowhere else.
pub fn may_read(owner: Owner, vault: VaultId) -> Option<Permit<Read>> {
    (owner.vault == vault).then(|| Permit::new(vault))
}

/// The owner keeps copies of their own papers.
pub fn may_keep(owner: Owner, vault: VaultId) -> Option<Permit<Keep>> {
    (owner.vault == vault).then(|| Permit::new(vault))
}

/// The owner changes their own vault.
pub fn may_write(owner: Owner, vault: VaultId) -> Option<Permit<Write>> {
    (owner.vault == vault).then(|| Permit::new(vault))
}

/// What the database says of a consent at the moment of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whose papers.
    pub vault: VaultId,
    /// Open, spent, expired or stopped.
    pub state: State,
    /// The end in the index column.
    pub until: Moment,
    /// The mode in the index column.
    pub mode: Mode,
}

/// A viewer looks while consent and grant both stand; the narrower end wins.
pub fn may_look_shown(standing: Standing, terms: &Terms, now: Moment) -> Option<Permit<Look>> {
    stands(standing, terms, now).then(|| Permit::new(standing.vault))
}

/// A viewer keeps the original where consent and grant both say so.
pub fn may_keep_shown(standing: Standing, terms: &Terms, now: Moment) -> Option<Permit<Keep>> {
    let copy = standing.mode.narrower(terms.mode) == Mode::Copy;
    (copy && stands(standing, terms, now)).then(|| Permit::new(standing.vault))
}

/// A viewer keeps a marked copy where the narrower of consent and grant says just that.
pub fn may_keep_marked_shown(
    standing: Standing,
    terms: &Terms,
    now: Moment,
) -> Option<Permit<KeepMarked>> {
    let marked = standing.mode.narrower(terms.mode) == Mode::Marked;
    (marked && stands(standing, terms, now)).then(|| Permit::new(standing.vault))
}

fn stands(standing: Standing, terms: &Terms, now: Moment) -> bool {
    standing.state.is_active() && standing.until.min(terms.end()) > now
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::share::{Openings, Recipient};
    use crate::domain::time::Span;

    const VAULT: VaultId = VaultId::from_bytes([1; 16]);
    const NOW: Moment = Moment::from_millis(1_800_000_000_000);

    fn terms(until: Moment, mode: Mode) -> Terms {
        Terms {
            recipient: Recipient {
                name: "Claire".into(),
                structure: String::new(),
            },
            purpose: "rsa".into(),
            purpose_words: String::new(),
            from: 0,
            until: until.millis(),
            mode,
            openings: Openings::Unlimited,
        }
    }

    fn standing(state: State, until: Moment, mode: Mode) -> Standing {
        Standing {
            vault: VAULT,
            state,
            until,
            mode,
        }
    }

    #[test]
    fn attack_the_owner_of_one_vault_gets_nothing_in_another() {
        let owner = Owner {
            vault: VaultId::from_bytes([2; 16]),
        };
        assert!(may_read(owner, VAULT).is_none());
        assert!(may_keep(owner, VAULT).is_none());
        assert!(may_write(owner, VAULT).is_none());
    }

    #[test]
    fn attack_an_extended_column_does_not_outlive_the_grant() {
        let later = NOW + Span::hours(1);
        assert!(
            may_look_shown(
                standing(State::Open, later, Mode::View),
                &terms(NOW, Mode::View),
                NOW
            )
            .is_none()
        );
        assert!(
            may_look_shown(
                standing(State::Open, NOW, Mode::View),
                &terms(later, Mode::View),
                NOW
            )
            .is_none()
        );
        assert!(
            may_look_shown(
                standing(State::Open, later, Mode::View),
                &terms(later, Mode::View),
                NOW
            )
            .is_some()
        );
    }

    #[test]
    fn attack_looking_only_never_becomes_a_copy() {
        let later = NOW + Span::hours(1);
        assert!(
            may_keep_shown(
                standing(State::Open, later, Mode::Copy),
                &terms(later, Mode::View),
                NOW
            )
            .is_none()
        );
        assert!(
            may_keep_shown(
                standing(State::Open, later, Mode::View),
                &terms(later, Mode::Copy),
                NOW
            )
            .is_none()
        );
        assert!(
            may_keep_shown(
                standing(State::Open, later, Mode::Copy),
                &terms(later, Mode::Copy),
                NOW
            )
            .is_some()
        );
    }

    #[test]
    fn attack_a_marked_copy_never_becomes_the_original() {
        let later = NOW + Span::hours(1);
        for (column, grant) in [
            (Mode::Marked, Mode::Marked),
            (Mode::Copy, Mode::Marked),
            (Mode::Marked, Mode::Copy),
        ] {
            let (standing, terms) = (standing(State::Open, later, column), terms(later, grant));
            assert!(may_keep_shown(standing, &terms, NOW).is_none());
            assert!(may_keep_marked_shown(standing, &terms, NOW).is_some());
        }
        for (column, grant) in [(Mode::View, Mode::Marked), (Mode::Marked, Mode::View)] {
            let (standing, terms) = (standing(State::Open, later, column), terms(later, grant));
            assert!(may_keep_marked_shown(standing, &terms, NOW).is_none());
        }
    }

    #[test]
    fn attack_a_stopped_or_expired_share_gives_nothing() {
        let later = NOW + Span::hours(1);
        for state in [State::Stopped, State::Expired] {
            assert!(
                may_look_shown(
                    standing(state, later, Mode::Copy),
                    &terms(later, Mode::Copy),
                    NOW
                )
                .is_none()
            );
        }
    }
}
