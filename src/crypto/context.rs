//! Where a sealed value belongs. It is authenticated with the value, so that an envelope moved to
//! another vault, object, version, generation or purpose does not open.
//!
//! Bytes: `"abri/v1/" ‖ purpose ‖ 0x00 ‖ vault id[16] ‖ object id[16] ‖ version u32be ‖
//! generation u32be`.

use crate::domain::ids::VaultId;

/// What a sealed value is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The vault key in a card's slot.
    CardSlot,
    /// The vault key in a device's slot.
    DeviceSlot,
    /// The vault key in a phrase's slot.
    PhraseSlot,
    /// The vault key in a rescue slot.
    RescueSlot,
    /// The vault key in the slot of a professional's computer.
    DeskSlot,
    /// The vault key in the slot of a professional's card.
    DeskCardSlot,
    /// The vault key in the slot of a professional's passkey.
    PasskeySlot,
    /// A card's or device's 128-bit secret, kept under the vault key.
    SlotSecret,
    /// The secret that a professional's application of codes shares.
    CodeApp,
    /// The vault's profile.
    Profile,
    /// The record of a document version.
    Record,
    /// The receipt of a consent.
    Receipt,
    /// The link secret and spoken code of a live share.
    Link,
    /// The payload of a journal entry.
    Journal,
    /// The value of a session.
    Session,
    /// A grant of a share.
    Grant,
    /// What a viewing holds.
    Viewing,
    /// What a request to look holds.
    Request,
    /// A message sealed to the vault's inbox.
    Inbox,
    /// A colleague's name, sealed to a manager.
    MemberName,
    /// The key of an upload.
    UploadKey,
    /// A part of an upload.
    UploadPart,
    /// What was agreed to of leave to put papers in.
    Agreement,
    /// The secret of a link or of a phone's pairing that takes papers in.
    DepositLink,
    /// What such a secret gives whoever puts papers in.
    DepositRight,
    /// That secret, behind a short code.
    DepositCode,
    /// A paper put in while the vault is closed.
    Deposit,
    /// What whoever put a paper in keeps of it.
    DepositReceipt,
    /// What a professional asks, behind the code of the appointment.
    AppointmentCode,
    /// The same, kept for the person who read it.
    AppointmentRequest,
    /// The same with the code, sealed to the professional themselves.
    AppointmentOwn,
    /// What opens the papers shown, sealed to the professional.
    AppointmentAnswer,
    /// What was agreed to, sealed to the professional.
    AppointmentReceipt,
    /// That a copy is asked for, sealed to the person.
    AppointmentCopy,
    /// The person's deposit number.
    DepositNumber,
    /// What a mediator's session holds of a deposit under way.
    Mediation,
    /// Who has a deposit under way, sealed to the person.
    Mediator,
    /// The secret key of a seat, sealed to a professional who sits in it.
    SeatKey,
    /// How somebody of a seat is called, sealed to the seat.
    SeatName,
    /// What a person agreed to with two professionals who can help them back in.
    Guardianship,
    /// The vault key, sealed to one seat.
    GuardianLayer,
    /// The same, sealed to the other seat around it.
    GuardianBoth,
    /// Who somebody who lost everything says they are, sealed to a seat.
    RecoveryWho,
    /// The vault key in a case that one seat has confirmed.
    RecoveryLayer,
    /// The vault key in a case that both have, sealed to the case.
    RecoveryKey,
    /// Who confirmed, sealed to the vault.
    RecoveryTold,
    /// Where a person wants to be told that something is new, under a key of the installation.
    Notice,
    /// The key and chain with which the service proves its name, and what orders them, under a key of the installation.
    Certificate,
}

impl Purpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::CardSlot => b"slot/card",
            Self::DeviceSlot => b"slot/device",
            Self::PhraseSlot => b"slot/phrase",
            Self::RescueSlot => b"slot/rescue",
            Self::DeskSlot => b"slot/desk",
            Self::DeskCardSlot => b"slot/desk-card",
            Self::PasskeySlot => b"slot/passkey",
            Self::SlotSecret => b"slot/secret",
            Self::CodeApp => b"code-app",
            Self::Profile => b"profile",
            Self::Record => b"record",
            Self::Receipt => b"receipt",
            Self::Link => b"link",
            Self::Journal => b"journal",
            Self::Session => b"session",
            Self::Grant => b"grant",
            Self::Viewing => b"viewing",
            Self::Request => b"request",
            Self::Inbox => b"inbox",
            Self::MemberName => b"member/name",
            Self::UploadKey => b"upload/key",
            Self::UploadPart => b"upload/part",
            Self::Agreement => b"deposit/agreement",
            Self::DepositLink => b"deposit/link",
            Self::DepositRight => b"deposit/right",
            Self::DepositCode => b"deposit/code",
            Self::Deposit => b"deposit",
            Self::DepositReceipt => b"deposit/receipt",
            Self::AppointmentCode => b"appointment/code",
            Self::AppointmentRequest => b"appointment/request",
            Self::AppointmentOwn => b"appointment/own",
            Self::AppointmentAnswer => b"appointment/answer",
            Self::AppointmentReceipt => b"appointment/receipt",
            Self::AppointmentCopy => b"appointment/copy",
            Self::DepositNumber => b"deposit/number",
            Self::Mediation => b"deposit/mediation",
            Self::Mediator => b"deposit/mediator",
            Self::SeatKey => b"seat/key",
            Self::SeatName => b"seat/name",
            Self::Guardianship => b"guardianship",
            Self::GuardianLayer => b"guardianship/layer",
            Self::GuardianBoth => b"guardianship/both",
            Self::RecoveryWho => b"recovery/who",
            Self::RecoveryLayer => b"recovery/layer",
            Self::RecoveryKey => b"recovery/key",
            Self::RecoveryTold => b"recovery/told",
            Self::Notice => b"notice",
            Self::Certificate => b"certificate",
        }
    }
}

/// The place of one sealed value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    purpose: Purpose,
    vault: [u8; 16],
    object: [u8; 16],
    version: u32,
    generation: u32,
}

impl Context {
    /// A value of the vault itself, of this generation.
    pub const fn new(purpose: Purpose, vault: VaultId, generation: u32) -> Self {
        Self {
            purpose,
            vault: *vault.as_bytes(),
            object: [0; 16],
            version: 0,
            generation,
        }
    }

    /// The same, of one object in the vault (16 bytes of a domain id).
    #[must_use]
    pub const fn object(mut self, id: &[u8; 16]) -> Self {
        self.object = *id;
        self
    }

    /// The same, of an object named by a 32-byte hash; its first half is enough to tell it apart.
    #[must_use]
    pub fn hashed_object(mut self, id: &[u8; 32]) -> Self {
        self.object.copy_from_slice(&id[..16]);
        self
    }

    /// The same, of one version of the object (or the number of a journal entry).
    #[must_use]
    pub const fn version(mut self, version: u32) -> Self {
        self.version = version;
        self
    }

    /// The bytes that are authenticated.
    pub fn bytes(&self) -> Vec<u8> {
        let label = self.purpose.label();
        let mut bytes = Vec::with_capacity(8 + label.len() + 1 + 40);
        bytes.extend_from_slice(b"abri/v1/");
        bytes.extend_from_slice(label);
        bytes.push(0);
        bytes.extend_from_slice(&self.vault);
        bytes.extend_from_slice(&self.object);
        bytes.extend_from_slice(&self.version.to_be_bytes());
        bytes.extend_from_slice(&self.generation.to_be_bytes());
        bytes
    }
}
