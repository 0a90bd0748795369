//! The rules, each with the attack that it refuses.

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
        professional: None,
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
fn the_owner_of_a_vault_has_leave_for_that_vault() {
    let owner = Owner {
        vault: VAULT,
        whose: Whose::Beneficiary,
    };
    assert_eq!(may_read(owner, VAULT).unwrap().vault(), VAULT);
    assert_eq!(may_keep(owner, VAULT).unwrap().vault(), VAULT);
    assert_eq!(may_write(owner, VAULT).unwrap().vault(), VAULT);
    assert_eq!(may_keep_account(owner, VAULT).unwrap().vault(), VAULT);
    assert!(may_begin_together(owner, VAULT).is_none());
    assert!(may_renew(owner, VAULT).is_none());
}

#[test]
fn attack_the_owner_of_one_vault_gets_nothing_in_another() {
    let owner = Owner {
        vault: VaultId::from_bytes([2; 16]),
        whose: Whose::Beneficiary,
    };
    assert!(may_read(owner, VAULT).is_none());
    assert!(may_keep(owner, VAULT).is_none());
    assert!(may_write(owner, VAULT).is_none());
    assert!(may_keep_account(owner, VAULT).is_none());
}

#[test]
fn attack_a_professional_has_no_papers_even_in_their_own_vault() {
    let owner = Owner {
        vault: VAULT,
        whose: Whose::Professional,
    };
    assert!(may_read(owner, VAULT).is_none());
    assert!(may_keep(owner, VAULT).is_none());
    assert!(may_write(owner, VAULT).is_none());
    assert!(may_keep_account(owner, VAULT).is_some());
}

#[test]
fn attack_a_helped_or_unreplaced_opening_gives_leave_for_that_one_thing_alone() {
    let owner = |whose| Owner {
        vault: VAULT,
        whose,
    };
    for whose in [Whose::Helped, Whose::Renewing] {
        assert!(may_read(owner(whose), VAULT).is_none());
        assert!(may_keep(owner(whose), VAULT).is_none());
        assert!(may_write(owner(whose), VAULT).is_none());
        assert!(may_keep_account(owner(whose), VAULT).is_none());
    }
    let elsewhere = VaultId::from_bytes([2; 16]);
    assert!(may_begin_together(owner(Whose::Helped), VAULT).is_some());
    assert!(may_begin_together(owner(Whose::Helped), elsewhere).is_none());
    assert!(may_renew(owner(Whose::Renewing), VAULT).is_some());
    assert!(may_renew(owner(Whose::Renewing), elsewhere).is_none());
    for other in [Whose::Beneficiary, Whose::Professional] {
        assert!(may_begin_together(owner(other), VAULT).is_none());
        assert!(may_renew(owner(other), VAULT).is_none());
    }
    assert!(may_begin_together(owner(Whose::Renewing), VAULT).is_none());
    assert!(may_renew(owner(Whose::Helped), VAULT).is_none());
}

#[test]
fn attack_only_a_mediator_at_work_opens_a_vault_with_somebody() {
    let member = |role| Member {
        vault: VAULT,
        structure: StructureId::from_bytes([1; 16]),
        role,
        closed: false,
        state: crate::domain::structure::State::Open,
    };
    assert!(may_help(&member(Role::Mediator)).is_some());
    assert!(may_help(&member(Role::SocialWorker)).is_none());
    assert!(may_help(&member(Role::Manager)).is_none());
    let closed = Member {
        closed: true,
        ..member(Role::Mediator)
    };
    assert!(may_help(&closed).is_none());
    let suspended = Member {
        state: crate::domain::structure::State::Suspended,
        ..member(Role::Mediator)
    };
    assert!(may_help(&suspended).is_none());
}

#[test]
fn attack_only_a_manager_at_work_manages_and_only_colleagues_of_their_own_structure() {
    let structure = |byte| StructureId::from_bytes([byte; 16]);
    let member = |byte, role| Member {
        vault: VaultId::from_bytes([byte; 16]),
        structure: structure(1),
        role,
        closed: false,
        state: crate::domain::structure::State::Open,
    };
    let (manager, colleague) = (member(1, Role::Manager), member(2, Role::SocialWorker));
    assert!(may_manage(&manager, structure(1)).is_some());
    assert!(may_manage_colleague(&manager, &colleague).is_some());
    assert!(may_manage(&manager, structure(2)).is_none());
    assert!(may_manage_colleague(&manager, &manager).is_none());
    for other in [Role::SocialWorker, Role::Mediator] {
        assert!(may_manage(&member(3, other), structure(1)).is_none());
    }
    let closed = Member {
        closed: true,
        ..manager
    };
    assert!(may_manage(&closed, structure(1)).is_none());
    let gone = Member {
        closed: true,
        ..colleague
    };
    assert!(may_manage_colleague(&manager, &gone).is_none());
    let elsewhere = Member {
        structure: structure(2),
        ..colleague
    };
    assert!(may_manage_colleague(&manager, &elsewhere).is_none());
}

#[test]
fn attack_only_a_mediator_at_work_puts_papers_in_and_never_for_themselves() {
    use crate::domain::structure::State;
    let member = |role, closed, state| Member {
        vault: VaultId::from_bytes([9; 16]),
        structure: StructureId::from_bytes([1; 16]),
        role,
        closed,
        state,
    };
    let at_work = member(Role::Mediator, false, State::Open);
    assert!(may_mediate(&at_work, VAULT).is_some_and(|leave| leave.vault() == VAULT));
    assert!(may_mediate(&at_work, at_work.vault).is_none());
    for other in [Role::SocialWorker, Role::Manager] {
        assert!(may_mediate(&member(other, false, State::Open), VAULT).is_none());
    }
    assert!(may_mediate(&member(Role::Mediator, true, State::Open), VAULT).is_none());
    for state in [State::Suspended, State::Unverified] {
        assert!(may_mediate(&member(Role::Mediator, false, state), VAULT).is_none());
    }
}

#[test]
fn attack_only_a_social_worker_at_work_asks_and_terms_name_one_of_them() {
    let member = |byte, role| Member {
        vault: VaultId::from_bytes([byte; 16]),
        structure: StructureId::from_bytes([1; 16]),
        role,
        closed: false,
        state: crate::domain::structure::State::Open,
    };
    for other in [Role::Manager, Role::Mediator] {
        assert!(may_ask(&member(1, other)).is_none());
    }
    let worker = member(1, Role::SocialWorker);
    let closed = Member {
        closed: true,
        ..worker
    };
    let stopped = Member {
        state: crate::domain::structure::State::Suspended,
        ..worker
    };
    assert!(may_ask(&closed).is_none() && may_ask(&stopped).is_none());

    let asks = |member: &Member| may_ask(member).unwrap();
    let mut agreed = terms(NOW, Mode::View);
    assert!(!asks(&worker).is_for(&agreed), "a link names nobody");
    agreed.professional = Some(asks(&worker).named());
    assert!(asks(&worker).is_for(&agreed));
    let colleague = member(2, Role::SocialWorker);
    let elsewhere = Member {
        structure: StructureId::from_bytes([2; 16]),
        ..worker
    };
    assert!(!asks(&colleague).is_for(&agreed) && !asks(&elsewhere).is_for(&agreed));
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
