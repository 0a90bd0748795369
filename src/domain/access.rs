//! Who may do what. Nothing else makes a [`Permit`], and an action that needs one cannot be called
//! without it.

use super::ids::{StructureId, VaultId};
use super::share::{Mode, Professional, State, Terms};
use super::structure::{Member, Role};
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
/// Leave to change the papers of a vault, and whom they are shown to.
pub enum Write {}
/// Leave to change one's own ways in, and to read and write one's own journal.
pub enum Account {}
/// Leave to finish what was begun under a helper's eyes: the code and the card, and nothing else.
pub enum Together {}
/// Leave to replace the ways in that a helper saw being made.
pub enum Renew {}

/// What a change of a vault may be made with.
pub trait Changing {}
impl Changing for Write {}
impl Changing for Account {}
impl Changing for Together {}
impl Changing for Renew {}

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

/// Whose vault it is, and how it was opened. A professional's holds keys and a journal; no paper, no share,
/// no deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whose {
    /// A beneficiary's.
    Beneficiary,
    /// Somebody's who works at a structure.
    Professional,
    /// A beneficiary's, on the screen of somebody who helps them.
    Helped,
    /// A beneficiary's with a way in that a helper saw being made: nothing is done before it is replaced.
    Renewing,
}

/// Somebody with their vault open: made by `actions` from a slot or a session that opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// Their only vault.
    pub vault: VaultId,
    /// Who they are.
    pub whose: Whose,
}

impl Owner {
    fn has_papers_in(self, vault: VaultId) -> bool {
        self.vault == vault && self.whose == Whose::Beneficiary
    }
}

/// The beneficiary reads what lies in their own vault, and nowhere else.
pub fn may_read(owner: Owner, vault: VaultId) -> Option<Permit<Read>> {
    owner.has_papers_in(vault).then(|| Permit::new(vault))
}

/// The beneficiary keeps copies of their own papers.
pub fn may_keep(owner: Owner, vault: VaultId) -> Option<Permit<Keep>> {
    owner.has_papers_in(vault).then(|| Permit::new(vault))
}

/// The beneficiary puts papers in, takes them away, shows them, and lets others put some in.
pub fn may_write(owner: Owner, vault: VaultId) -> Option<Permit<Write>> {
    owner.has_papers_in(vault).then(|| Permit::new(vault))
}

/// Whoever has a vault changes their own ways in, and has their own journal; not under a helper's eyes, nor
/// by what a helper saw.
pub fn may_keep_account(owner: Owner, vault: VaultId) -> Option<Permit<Account>> {
    let own = matches!(owner.whose, Whose::Beneficiary | Whose::Professional);
    (own && owner.vault == vault).then(|| Permit::new(vault))
}

/// With a helper beside them the person notes the code and takes the card of their new vault.
pub fn may_begin_together(owner: Owner, vault: VaultId) -> Option<Permit<Together>> {
    (owner.whose == Whose::Helped && owner.vault == vault).then(|| Permit::new(vault))
}

/// Whoever came in by what a helper saw being made replaces it.
pub fn may_renew(owner: Owner, vault: VaultId) -> Option<Permit<Renew>> {
    (owner.whose == Whose::Renewing && owner.vault == vault).then(|| Permit::new(vault))
}

/// Leave to open a vault with somebody. Made here only.
pub struct Help {
    by: VaultId,
}

impl Help {
    /// The mediator.
    pub const fn by(&self) -> VaultId {
        self.by
    }
}

/// A mediator at work opens vaults with people.
pub fn may_help(member: &Member) -> Option<Help> {
    (member.role == Role::Mediator && member.works()).then_some(Help { by: member.vault })
}

/// Leave to say who works at a structure. Made here only.
pub struct Manage {
    structure: StructureId,
    by: VaultId,
}

impl Manage {
    /// The structure that it is good for.
    pub const fn structure(&self) -> StructureId {
        self.structure
    }

    /// The manager.
    pub const fn by(&self) -> VaultId {
        self.by
    }
}

/// A manager at work says who works at their own structure.
pub fn may_manage(member: &Member, structure: StructureId) -> Option<Manage> {
    let own = member.structure == structure && member.role == Role::Manager;
    (own && member.works()).then_some(Manage {
        structure,
        by: member.vault,
    })
}

/// The same about one colleague, who is never oneself: the last manager stays, and nobody vouches for
/// themselves.
pub fn may_manage_colleague(member: &Member, colleague: &Member) -> Option<Manage> {
    let other = member.vault != colleague.vault && !colleague.closed;
    may_manage(member, colleague.structure).filter(|_| other)
}

/// Leave to ask people for papers, and to look at what they show for it. Made here only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    by: VaultId,
    structure: StructureId,
}

impl Ask {
    /// Who asks.
    pub const fn by(&self) -> VaultId {
        self.by
    }

    /// For which structure.
    pub const fn structure(&self) -> StructureId {
        self.structure
    }

    /// How the terms of a share name them.
    pub fn named(&self) -> Professional {
        Professional {
            vault: self.by.to_string(),
            structure: self.structure.to_string(),
        }
    }

    /// Whether these terms were agreed to for them, and for nobody else.
    pub fn is_for(&self, terms: &Terms) -> bool {
        terms.professional.as_ref() == Some(&self.named())
    }
}

/// A social worker at work asks; nobody else does.
pub fn may_ask(member: &Member) -> Option<Ask> {
    (member.role == Role::SocialWorker && member.works()).then_some(Ask {
        by: member.vault,
        structure: member.structure,
    })
}

/// Leave to put papers into somebody's vault, each signed. Made here only.
pub struct Mediate {
    into: VaultId,
}

impl Mediate {
    /// The vault into which.
    pub const fn vault(&self) -> VaultId {
        self.into
    }
}

/// A mediator at work puts papers in for somebody else.
pub fn may_mediate(member: &Member, into: VaultId) -> Option<Mediate> {
    let other = member.vault != into;
    (mediates(member) && other).then_some(Mediate { into })
}

/// Whether it is a mediator at work: asked before a code is looked at, and with it used up.
pub fn mediates(member: &Member) -> bool {
    member.role == Role::Mediator && member.works()
}

/// Leave to act from a seat of one's structure. Made here only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sit {
    by: VaultId,
    structure: StructureId,
}

impl Sit {
    /// Who acts.
    pub const fn by(&self) -> VaultId {
        self.by
    }

    /// Whose seat it is.
    pub const fn structure(&self) -> StructureId {
        self.structure
    }
}

/// A professional at work sits where a manager named them; whether they hold the key of the seat, the seat shows.
pub fn may_sit(member: &Member) -> Option<Sit> {
    member.works().then_some(Sit {
        by: member.vault,
        structure: member.structure,
    })
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
#[path = "access_tests.rs"]
mod tests;
