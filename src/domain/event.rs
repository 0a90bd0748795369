//! The kinds of events of a journal: one code each.

/// What happened. The code stands in clear in the table; who and which paper do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// The vault was opened for the first time.
    VaultOpened,
    /// The person came in.
    SignedIn,
    /// Wrong codes, counted together.
    TriesRefused,
    /// Ten wrong codes running erased a way in.
    SlotErased,
    /// A new way in was made.
    SlotAdded,
    /// A way in was taken away by the person.
    SlotRemoved,
    /// A code or the words were changed.
    SecretChanged,
    /// Every session was ended.
    SignedOutEverywhere,
    /// A paper was put in.
    PaperAdded,
    /// A paper's name, kind or date was changed.
    PaperRefiled,
    /// The person looked at, printed or took a paper.
    PaperLooked,
    /// A paper was removed.
    PaperRemoved,
    /// A removed paper was put back.
    PaperRestored,
    /// A paper was destroyed: its key is gone.
    PaperDestroyed,
    /// The person had a paper verified: it is what it was when it came in.
    PaperChecked,
    /// They kept their journal as a file.
    JournalTaken,
    /// Papers were shown: a consent was given.
    ShareGiven,
    /// A share was opened by somebody.
    ShareOpened,
    /// Somebody looked at a paper.
    ShareLooked,
    /// Somebody kept a copy of a paper.
    ShareCopied,
    /// Somebody was refused: wrong spoken code.
    ShareRefused,
    /// A share was stopped by the person.
    ShareStopped,
    /// Five wrong spoken codes stopped a share.
    ShareStoppedByTries,
    /// Somebody asked with a short code and the person said no.
    ShareDeclined,
    /// Leave to put papers in was given by a link.
    InvitationGiven,
    /// Such a link was stopped by the person.
    InvitationStopped,
    /// Such a link ended by itself.
    InvitationOver,
    /// A phone was taken to put papers in beside the computer.
    PhonePaired,
    /// It may put no more papers in.
    PhoneEnded,
    /// Somebody put a paper in.
    PaperDeposited,
    /// Whoever put a paper in took it back.
    DepositUndone,
    /// The person keeps what somebody put in.
    DepositAccepted,
    /// The person does not keep it.
    DepositRefused,
    /// Leave to put papers in was given to a mediator by a code.
    MediatorInvited,
    /// A mediator to whom the person gave the code begins to put papers in.
    MediationBegun,
    /// A mediator who has the person's deposit number does.
    MediationByNumber,
    /// A mediator is done, or their time is over.
    MediationEnded,
    /// The person stopped a mediator.
    MediationStopped,
    /// The deposit number lets mediators in.
    NumberAccepted,
    /// It does not any more.
    NumberRefused,
    /// Another deposit number was drawn.
    NumberDrawn,
    /// A check found damage in a paper.
    DamageFound,
    /// The service was restored from a backup.
    Restored,
    /// The vault is at an earlier state than the one that was logged outside the tables.
    WentBack,
    /// The information notice was read again.
    NoticeRead,
    /// Somebody joined a structure: their account was made.
    PersonJoined,
    /// A manager invited somebody to their structure.
    PersonInvited,
    /// An invitation was taken back.
    PersonInvitationStopped,
    /// A manager gave a colleague another role.
    RoleGiven,
    /// Somebody's own role was changed.
    RoleChanged,
    /// A manager closed a colleague's account.
    ColleagueClosed,
    /// Somebody's own account was closed.
    AccountClosed,
    /// A manager wants to help a colleague back in.
    HelpOpened,
    /// That is not to be any more.
    HelpStopped,
    /// A second one agreed: the colleague may make a new account.
    HelpConfirmed,
    /// The operator invited somebody to the structure.
    StructureInvited,
    /// The operator made sure of the structure.
    StructureVerified,
    /// The operator stopped the structure for a while.
    StructureSuspended,
    /// The structure works again.
    StructureResumed,
    /// The person read what a professional asks.
    RequestRead,
    /// They said no to it.
    RequestRefused,
    /// They agreed to show for longer.
    ShareExtended,
    /// A professional asked for a copy of what they see.
    CopyAsked,
    /// The person agreed to it.
    CopyGiven,
    /// They did not.
    CopyRefused,
    /// A professional ended an appointment, or it was ended with their account.
    AppointmentEnded,
    /// Somebody tried to open a share that is over.
    ShareLate,
    /// Somebody tried to put papers in by a link that is over.
    InvitationLate,
    /// A wrong code or wrong words were typed inside a session, to change something.
    ProofRefused,
    /// Somebody joined a structure: told to its managers.
    ColleagueJoined,
    /// A colleague's number of a day is unusual: told to their managers.
    UnusualWork,
    /// A professional asked for papers: told to themselves, without a name.
    RequestMade,
    /// They opened what a person shows them: told to themselves, without a name.
    RequestAnswered,
    /// They ended an appointment: told to themselves, without a name.
    AppointmentClosed,
    /// A mediator opened a vault with somebody: in the mediator's own journal.
    OpeningHelped,
    /// The person said, alone, that somebody saw their code: another one is drawn.
    CodeSeen,
    /// The person said, alone, that nobody saw their code.
    CodeUnseen,
    /// What was made under a helper's eyes was replaced, and opens nothing.
    HelpReplaced,
    /// The structure wants codes of an application from now on.
    CodesWanted,
    /// It wants them no more.
    CodesUnwanted,
    /// An application of codes was added.
    CodeAppAdded,
    /// Another one took its place.
    CodeAppChanged,
    /// The person regained control: another key, one new card, everything else over.
    ControlRegained,
    /// The person wants the vault to be closed in seven days.
    ClosingAsked,
    /// They do not want that any more.
    ClosingStopped,
    /// The vault is closed: the last entry of its journal.
    VaultClosed,
    /// The person took everything out.
    TakenOut,
    /// A paper came out of the archive of another vault.
    PaperBrought,
    /// The person agreed that two professionals together can help them back in.
    GuardiansAgreed,
    /// That agreement is over.
    GuardiansStopped,
    /// A professional made sure of somebody who says they lost everything.
    RecoveryConfirmed,
    /// A second one did: a new card can be made, at once or after the delay.
    RecoveryReady,
    /// A professional refused such a case.
    RecoveryRefused,
    /// The person said that it is not they who ask.
    RecoveryVetoed,
    /// The person came back in with the help of two professionals; everything else is over.
    Recovered,
    /// A manager named somebody to a seat.
    GuardianNamed,
    /// A manager took somebody out of their seat.
    GuardianRemoved,
    /// Somebody handed the key of their seat to a colleague.
    SeatPassed,
    /// A seat got a key, or another one: people agree anew.
    SeatMade,
    /// A professional made sure of somebody: in their own journal, without a name.
    RecoveryHelped,
    /// Somebody asks from afar to be helped back in: told to the managers, without a name.
    RecoveryTold,
    /// The person wants to be told by a message that something is new.
    NoticesBegun,
    /// They do not any more.
    NoticesStopped,
    /// They changed how their pages look. Which way is not told: whoever looks over a shoulder reads this too.
    SettingChanged,
    /// One other session was ended.
    ScreenClosed,
}

impl Event {
    /// All of them: the locale files have a sentence for each.
    pub const ALL: [Self; 105] = [
        Self::VaultOpened,
        Self::SignedIn,
        Self::TriesRefused,
        Self::SlotErased,
        Self::SlotAdded,
        Self::SlotRemoved,
        Self::SecretChanged,
        Self::SignedOutEverywhere,
        Self::PaperAdded,
        Self::PaperRefiled,
        Self::PaperLooked,
        Self::PaperRemoved,
        Self::PaperRestored,
        Self::PaperDestroyed,
        Self::PaperChecked,
        Self::JournalTaken,
        Self::ShareGiven,
        Self::ShareOpened,
        Self::ShareLooked,
        Self::ShareCopied,
        Self::ShareRefused,
        Self::ShareStopped,
        Self::ShareStoppedByTries,
        Self::ShareDeclined,
        Self::InvitationGiven,
        Self::InvitationStopped,
        Self::InvitationOver,
        Self::PhonePaired,
        Self::PhoneEnded,
        Self::PaperDeposited,
        Self::DepositUndone,
        Self::DepositAccepted,
        Self::DepositRefused,
        Self::MediatorInvited,
        Self::MediationBegun,
        Self::MediationByNumber,
        Self::MediationEnded,
        Self::MediationStopped,
        Self::NumberAccepted,
        Self::NumberRefused,
        Self::NumberDrawn,
        Self::DamageFound,
        Self::Restored,
        Self::WentBack,
        Self::NoticeRead,
        Self::PersonJoined,
        Self::PersonInvited,
        Self::PersonInvitationStopped,
        Self::RoleGiven,
        Self::RoleChanged,
        Self::ColleagueClosed,
        Self::AccountClosed,
        Self::HelpOpened,
        Self::HelpStopped,
        Self::HelpConfirmed,
        Self::StructureInvited,
        Self::StructureVerified,
        Self::StructureSuspended,
        Self::StructureResumed,
        Self::RequestRead,
        Self::RequestRefused,
        Self::ShareExtended,
        Self::CopyAsked,
        Self::CopyGiven,
        Self::CopyRefused,
        Self::AppointmentEnded,
        Self::ShareLate,
        Self::InvitationLate,
        Self::ProofRefused,
        Self::ColleagueJoined,
        Self::UnusualWork,
        Self::RequestMade,
        Self::RequestAnswered,
        Self::AppointmentClosed,
        Self::OpeningHelped,
        Self::CodeSeen,
        Self::CodeUnseen,
        Self::HelpReplaced,
        Self::CodesWanted,
        Self::CodesUnwanted,
        Self::CodeAppAdded,
        Self::CodeAppChanged,
        Self::ControlRegained,
        Self::ClosingAsked,
        Self::ClosingStopped,
        Self::VaultClosed,
        Self::TakenOut,
        Self::PaperBrought,
        Self::GuardiansAgreed,
        Self::GuardiansStopped,
        Self::RecoveryConfirmed,
        Self::RecoveryReady,
        Self::RecoveryRefused,
        Self::RecoveryVetoed,
        Self::Recovered,
        Self::GuardianNamed,
        Self::GuardianRemoved,
        Self::SeatPassed,
        Self::SeatMade,
        Self::RecoveryHelped,
        Self::RecoveryTold,
        Self::NoticesBegun,
        Self::NoticesStopped,
        Self::SettingChanged,
        Self::ScreenClosed,
    ];

    /// The code kept in the table and in exports.
    #[expect(clippy::too_many_lines, reason = "one line for each event")]
    pub const fn code(self) -> &'static str {
        match self {
            Self::VaultOpened => "vault_opened",
            Self::SignedIn => "signed_in",
            Self::TriesRefused => "tries_refused",
            Self::SlotErased => "slot_erased",
            Self::SlotAdded => "slot_added",
            Self::SlotRemoved => "slot_removed",
            Self::SecretChanged => "secret_changed",
            Self::SignedOutEverywhere => "signed_out_everywhere",
            Self::PaperAdded => "paper_added",
            Self::PaperRefiled => "paper_refiled",
            Self::PaperLooked => "paper_looked",
            Self::PaperRemoved => "paper_removed",
            Self::PaperRestored => "paper_restored",
            Self::PaperDestroyed => "paper_destroyed",
            Self::PaperChecked => "paper_checked",
            Self::JournalTaken => "journal_taken",
            Self::ShareGiven => "share_given",
            Self::ShareOpened => "share_opened",
            Self::ShareLooked => "share_looked",
            Self::ShareCopied => "share_copied",
            Self::ShareRefused => "share_refused",
            Self::ShareStopped => "share_stopped",
            Self::ShareStoppedByTries => "share_stopped_by_tries",
            Self::ShareDeclined => "share_declined",
            Self::InvitationGiven => "invitation_given",
            Self::InvitationStopped => "invitation_stopped",
            Self::InvitationOver => "invitation_over",
            Self::PhonePaired => "phone_paired",
            Self::PhoneEnded => "phone_ended",
            Self::PaperDeposited => "paper_deposited",
            Self::DepositUndone => "deposit_undone",
            Self::DepositAccepted => "deposit_accepted",
            Self::DepositRefused => "deposit_refused",
            Self::MediatorInvited => "mediator_invited",
            Self::MediationBegun => "mediation_begun",
            Self::MediationByNumber => "mediation_by_number",
            Self::MediationEnded => "mediation_ended",
            Self::MediationStopped => "mediation_stopped",
            Self::NumberAccepted => "number_accepted",
            Self::NumberRefused => "number_refused",
            Self::NumberDrawn => "number_drawn",
            Self::DamageFound => "damage_found",
            Self::Restored => "restored",
            Self::WentBack => "went_back",
            Self::NoticeRead => "notice_read",
            Self::PersonJoined => "person_joined",
            Self::PersonInvited => "person_invited",
            Self::PersonInvitationStopped => "person_invitation_stopped",
            Self::RoleGiven => "role_given",
            Self::RoleChanged => "role_changed",
            Self::ColleagueClosed => "colleague_closed",
            Self::AccountClosed => "account_closed",
            Self::HelpOpened => "help_opened",
            Self::HelpStopped => "help_stopped",
            Self::HelpConfirmed => "help_confirmed",
            Self::StructureInvited => "structure_invited",
            Self::StructureVerified => "structure_verified",
            Self::StructureSuspended => "structure_suspended",
            Self::StructureResumed => "structure_resumed",
            Self::RequestRead => "request_read",
            Self::RequestRefused => "request_refused",
            Self::ShareExtended => "share_extended",
            Self::CopyAsked => "copy_asked",
            Self::CopyGiven => "copy_given",
            Self::CopyRefused => "copy_refused",
            Self::AppointmentEnded => "appointment_ended",
            Self::ShareLate => "share_late",
            Self::InvitationLate => "invitation_late",
            Self::ProofRefused => "proof_refused",
            Self::ColleagueJoined => "colleague_joined",
            Self::UnusualWork => "unusual_work",
            Self::RequestMade => "request_made",
            Self::RequestAnswered => "request_answered",
            Self::AppointmentClosed => "appointment_closed",
            Self::OpeningHelped => "opening_helped",
            Self::CodeSeen => "code_seen",
            Self::CodeUnseen => "code_unseen",
            Self::HelpReplaced => "help_replaced",
            Self::CodesWanted => "codes_wanted",
            Self::CodesUnwanted => "codes_unwanted",
            Self::CodeAppAdded => "code_app_added",
            Self::CodeAppChanged => "code_app_changed",
            Self::ControlRegained => "control_regained",
            Self::ClosingAsked => "closing_asked",
            Self::ClosingStopped => "closing_stopped",
            Self::VaultClosed => "vault_closed",
            Self::TakenOut => "taken_out",
            Self::PaperBrought => "paper_brought",
            Self::GuardiansAgreed => "guardians_agreed",
            Self::GuardiansStopped => "guardians_stopped",
            Self::RecoveryConfirmed => "recovery_confirmed",
            Self::RecoveryReady => "recovery_ready",
            Self::RecoveryRefused => "recovery_refused",
            Self::RecoveryVetoed => "recovery_vetoed",
            Self::Recovered => "recovered",
            Self::GuardianNamed => "guardian_named",
            Self::GuardianRemoved => "guardian_removed",
            Self::SeatPassed => "seat_passed",
            Self::SeatMade => "seat_made",
            Self::RecoveryHelped => "recovery_helped",
            Self::RecoveryTold => "recovery_told",
            Self::NoticesBegun => "notices_begun",
            Self::NoticesStopped => "notices_stopped",
            Self::SettingChanged => "setting_changed",
            Self::ScreenClosed => "screen_closed",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.code() == code)
    }
}
