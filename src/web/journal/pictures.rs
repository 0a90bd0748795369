//! The pictogram of each thing that can happen in a vault.

use crate::domain::journal::Event;
use crate::web::picto::Picto;

/// The pictogram of each verb, and the ground it stands on.
pub(super) const fn picture(event: Event) -> (Picto, &'static str) {
    match event {
        Event::VaultOpened
        | Event::Restored
        | Event::StructureVerified
        | Event::StructureResumed
        | Event::OpeningHelped
        | Event::ClosingStopped => (Picto::House, ""),
        Event::SignedIn => (Picto::Lock, ""),
        Event::TriesRefused
        | Event::SlotErased
        | Event::ShareRefused
        | Event::ShareLate
        | Event::InvitationLate
        | Event::ProofRefused => (Picto::Digits, "tile"),
        Event::SlotAdded | Event::SlotRemoved | Event::HelpReplaced => (Picto::AccessCard, ""),
        Event::ControlRegained | Event::Recovered => (Picto::Lock, "lamp"),
        Event::ClosingAsked | Event::VaultClosed => (Picto::Bin, "tile"),
        Event::CodeSeen => (Picto::Eye, "tile"),
        Event::SecretChanged
        | Event::CodesWanted
        | Event::CodesUnwanted
        | Event::CodeAppAdded
        | Event::CodeAppChanged => (Picto::Digits, ""),
        Event::SignedOutEverywhere | Event::ScreenClosed => (Picto::Leave, ""),
        Event::PaperAdded | Event::PhonePaired | Event::PhoneEnded => (Picto::Camera, ""),
        Event::PaperRefiled | Event::RoleGiven | Event::RoleChanged => (Picto::Pen, ""),
        Event::PaperLooked => (Picto::Papers, ""),
        Event::PaperChecked => (Picto::Check, ""),
        Event::TakenOut | Event::JournalTaken => (Picto::Download, ""),
        Event::PaperRemoved
        | Event::PaperDestroyed
        | Event::DepositUndone
        | Event::DepositRefused => (Picto::Bin, ""),
        Event::PaperRestored
        | Event::InvitationOver
        | Event::MediationEnded
        | Event::NumberAccepted
        | Event::NumberDrawn
        | Event::PaperDeposited
        | Event::DepositAccepted
        | Event::PaperBrought => (Picto::Deposit, ""),
        Event::ShareGiven | Event::ShareExtended | Event::CopyGiven => (Picto::Hand, "lamp"),
        Event::ShareOpened | Event::ShareLooked | Event::RequestAnswered | Event::CodeUnseen => {
            (Picto::Eye, "")
        }
        Event::ShareCopied | Event::CopyAsked => (Picto::Printer, ""),
        Event::ShareStopped
        | Event::ShareStoppedByTries
        | Event::ShareDeclined
        | Event::InvitationStopped
        | Event::MediationStopped
        | Event::NumberRefused
        | Event::PersonInvitationStopped
        | Event::ColleagueClosed
        | Event::AccountClosed
        | Event::StructureSuspended
        | Event::RequestRefused
        | Event::CopyRefused
        | Event::AppointmentEnded
        | Event::AppointmentClosed
        | Event::GuardiansStopped
        | Event::GuardianRemoved
        | Event::RecoveryRefused
        | Event::RecoveryVetoed => (Picto::Stop, "tile"),
        Event::InvitationGiven
        | Event::MediatorInvited
        | Event::MediationBegun
        | Event::MediationByNumber => (Picto::Deposit, "lamp"),
        Event::WentBack
        | Event::DamageFound
        | Event::UnusualWork
        | Event::RecoveryConfirmed
        | Event::RecoveryReady
        | Event::RecoveryTold => (Picto::Warning, "tile"),
        Event::NoticeRead
        | Event::NoticesBegun
        | Event::NoticesStopped
        | Event::HelpOpened
        | Event::HelpStopped
        | Event::HelpConfirmed
        | Event::RequestRead
        | Event::RequestMade => (Picto::Message, ""),
        Event::SettingChanged
        | Event::PersonJoined
        | Event::ColleagueJoined
        | Event::PersonInvited
        | Event::StructureInvited
        | Event::GuardiansAgreed
        | Event::GuardianNamed
        | Event::SeatPassed
        | Event::SeatMade
        | Event::RecoveryHelped => (Picto::Person, ""),
    }
}
