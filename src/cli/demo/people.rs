//! The invented people of the demonstration, their papers, and what they show.
//!
//! Who they are is kept in the folder (`people.json`, readable by its owner alone), so that the same
//! folder gives the same people again. What they show is made anew at each start.

use std::path::Path;

use futures_util::stream;

use super::folder::write_private;
use super::guardians;
use super::papers;
use super::professionals::{self, Professional};
use crate::actions::add_paper::{self, NewPaper};
use crate::actions::guardians::agreement;
use crate::actions::open_vault::{Given, NewVault, Notice, open_vault};
use crate::actions::session::{Drawn, Session};
use crate::actions::sign_in::{Way, sign_in};
use crate::actions::{Abri, Outcome, Problem, deposits, notice, papers as kept, ways_in};
use crate::crypto::codes::Code;
use crate::crypto::crockford;
use crate::domain::document::{PrintedDate, Title};
use crate::domain::person::{CallName, Identifier};
use crate::domain::slot::{Place, SlotKind};
use crate::domain::time::Day;

/// Somebody invented, and everything that opens their vault.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Person {
    /// `beneficiary`.
    pub role: String,
    /// The name they are called by.
    pub name: String,
    /// What they sign in with beside their words; empty if they have none.
    pub identifier: String,
    /// Their five words.
    pub words: String,
    /// The number of their access card.
    pub card: String,
    /// The six-digit code of that card.
    pub code: String,
    /// Their rescue code.
    pub rescue: String,
    /// What they say to a mediator, who then puts papers in.
    #[serde(default)]
    pub deposit_number: String,
    /// The structure that they work for; empty for a beneficiary.
    pub structure: String,
    /// Who helps them back in when everything is lost.
    #[serde(default)]
    pub agreed: Option<Agreed>,
}

/// What somebody agreed to, for when everything is lost.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Agreed {
    /// Whose professionals.
    pub structure: String,
    /// The name on the identity paper.
    pub name: String,
    /// The date of birth there.
    pub born: String,
}

/// A paper, as the list says it.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Paper {
    /// Whose.
    pub owner: String,
    /// What it is called.
    pub title: String,
    /// Its kind in the catalogue.
    pub kind: String,
    /// The name of the file that the owner would save.
    pub file_name: String,
    /// SHA-256 of what the vault keeps, hexadecimal.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
}

/// Who lives in the folder.
#[derive(Default, serde::Serialize, serde::Deserialize)]
pub(super) struct People {
    /// The people.
    #[expect(clippy::struct_field_names, reason = "the name that programs read")]
    pub people: Vec<Person>,
    /// Their papers.
    pub documents: Vec<Paper>,
    /// Who works at the invented structure.
    #[serde(default)]
    pub professionals: Vec<Professional>,
}

/// An invented paper before it is put in: title, kind, its end, its bytes.
type Draft = (&'static str, &'static str, Option<PrintedDate>, Vec<u8>);

/// The people of the folder: read, or made at the first start. The sessions are theirs, in order.
pub(super) async fn of(abri: &Abri, folder: &Path) -> Outcome<(People, Vec<Session>)> {
    let file = folder.join("people.json");
    let unwritable = |error: std::io::Error| Problem::Unavailable(format!("people.json: {error}"));
    let mut sessions = Vec::new();
    if let Ok(text) = std::fs::read_to_string(&file) {
        let people: People =
            serde_json::from_str(&text).map_err(|_| Problem::Damaged("people.json"))?;
        for person in &people.people {
            sessions.push(come_in(abri, person).await?);
        }
        return Ok((people, sessions));
    }
    let mut people = People::default();
    for (name, identifier, drafts) in invented(abri.now().day()) {
        let (person, session) = open(abri, name, identifier).await?;
        for draft in drafts {
            people
                .documents
                .push(put_in(abri, &session, name, draft).await?);
        }
        people.people.push(person);
        sessions.push(session);
    }
    people.professionals = professionals::make(abri).await?;
    agree(abri, &mut people, &mut sessions).await?;
    let text = serde_json::to_string_pretty(&people).unwrap_or_default();
    write_private(&file, &text).map_err(unwritable)?;
    Ok((people, sessions))
}

/// The last of the people agreed to be helped back in.
async fn agree(abri: &Abri, people: &mut People, sessions: &mut [Session]) -> Outcome<()> {
    let (Some(person), Some(session)) = (people.people.last_mut(), sessions.last_mut()) else {
        return Ok(());
    };
    let structures = agreement::structures(abri).await?;
    let (id, structure) = structures.first().ok_or(Problem::NotFound)?;
    guardians::agreed(abri, session, *id, &person.code).await?;
    let (name, born) = guardians::WHO;
    person.agreed = Some(Agreed {
        structure: structure.clone(),
        name: name.to_owned(),
        born: born.to_owned(),
    });
    Ok(())
}

async fn come_in(abri: &Abri, person: &Person) -> Outcome<Session> {
    let damaged = || Problem::Damaged("people.json");
    let way = Way::Held {
        kind: SlotKind::Card,
        secret: crockford::parse_rescue_code(&person.card).map_err(|_| damaged())?,
        code: Code::parse(&person.code, 6).ok_or_else(damaged)?,
    };
    sign_in(abri, way, Place::Own, "").await
}

async fn open(abri: &Abri, name: &str, identifier: &str) -> Outcome<(Person, Session)> {
    let new = NewVault {
        name: CallName::parse(name).map_err(|_| Problem::Field("open-name"))?,
        place: Place::Shared,
        notice: Notice {
            version: notice::VERSION.to_owned(),
            language: "fr".into(),
            given: Given::Screen,
        },
    };
    let (mut session, _) = open_vault(abri, new).await?;
    let card = last_drawn(&session)?;
    let row = ways_in::find(abri, &session.open, &card.slot_id).await?;
    let number = ways_in::card_number(&session.open, &row)?;
    ways_in::confirm(
        abri,
        &mut session,
        &card.slot_id,
        &number[number.len() - 4..],
    )
    .await?;
    ways_in::make_rescue_code(abri, &mut session).await?;
    let rescue = last_drawn(&session)?;
    let last = &rescue.text[rescue.text.len() - 4..];
    ways_in::confirm(abri, &mut session, &rescue.slot_id, last).await?;
    let mut words = String::new();
    if !identifier.is_empty() {
        let parsed =
            Identifier::parse(identifier).map_err(|_| Problem::Field("open-identifier"))?;
        ways_in::choose_words(abri, &mut session, &parsed).await?;
        let drawn = last_drawn(&session)?;
        words.clone_from(&drawn.text);
        let last = words.rsplit(' ').next().unwrap_or_default().to_owned();
        ways_in::confirm(abri, &mut session, &drawn.slot_id, &last).await?;
    }
    let deposit = deposits::number(abri, &session.open).await?;
    let person = Person {
        role: "beneficiary".to_owned(),
        name: name.to_owned(),
        identifier: identifier.to_owned(),
        words,
        card: number.to_string(),
        code: card.text.clone(),
        rescue: rescue.text.clone(),
        deposit_number: deposit.map_or_else(String::new, |number| number.text.to_string()),
        structure: String::new(),
        agreed: None,
    };
    Ok((person, session))
}

/// What was just drawn for the person to note.
fn last_drawn(session: &Session) -> Outcome<Drawn> {
    session.notes.drawn.last().cloned().ok_or(Problem::NotFound)
}

async fn put_in(abri: &Abri, session: &Session, owner: &str, draft: Draft) -> Outcome<Paper> {
    let (title, kind, ends, bytes) = draft;
    let length = bytes.len() as u64;
    let arriving = stream::iter([Ok(bytes::Bytes::from(bytes))]);
    let received = add_paper::receive(abri, &session.open, arriving, length).await?;
    let paper = NewPaper {
        title: Title::parse(title).map_err(|_| Problem::Field("papers-title"))?,
        kind: kind.to_owned(),
        ends,
        after: None,
    };
    let added = add_paper::keep(abri, &session.open, received, paper).await?;
    let record = kept::find(abri, &session.open, added.id)
        .await?
        .current
        .record;
    Ok(Paper {
        owner: owner.to_owned(),
        title: title.to_owned(),
        kind: kind.to_owned(),
        file_name: format!("{title}.{}", record.facts.file_type.extension()),
        sha256: record.facts.digest,
        bytes: record.facts.bytes,
    })
}

/// One paper is good for years, another ends soon, whenever the demonstration is begun.
fn invented(today: Day) -> Vec<(&'static str, &'static str, Vec<Draft>)> {
    let for_days = |days| Some(PrintedDate::of(today.plus(days)));
    vec![
        (
            "Mariam",
            "mariam-demo",
            vec![
                (
                    "Carte d’identité",
                    "cni",
                    for_days(1_600),
                    papers::card([220, 232, 240], [170, 200, 214], [90, 120, 136]),
                ),
                (
                    "Fiche de paie d’octobre",
                    "bulletin_salaire",
                    None,
                    papers::pdf(PAY),
                ),
                ("Avis d’impôt", "avis_imposition", None, papers::pdf(TAX)),
                (
                    "Titre de séjour",
                    "titre_sejour",
                    for_days(20),
                    papers::card([240, 224, 228], [214, 180, 188], [140, 96, 110]),
                ),
            ],
        ),
        (
            "Tesfay",
            "",
            vec![(
                "Quittance de loyer",
                "quittance_loyer",
                None,
                papers::pdf(RENT),
            )],
        ),
    ]
}

const PAY: &[(i32, i32, i32, &str)] = &[
    (52, 60, 16, "Boulangerie Le Fournil"),
    (52, 110, 11, "12, rue des Tilleuls - 99000 Valmer"),
    (330, 150, 12, "Mme Mariam D."),
    (330, 168, 11, "Employée de vente"),
    (52, 275, 13, "Bulletin de paie - octobre 2026"),
    (52, 320, 11, "Salaire de base"),
    (320, 320, 11, "108,33 h"),
    (460, 320, 11, "1 287,00 €"),
    (52, 342, 11, "Heures du dimanche"),
    (320, 342, 11, "8,00 h"),
    (460, 342, 11, "118,80 €"),
    (52, 364, 11, "Cotisations"),
    (460, 364, 11, "- 322,10 €"),
    (52, 400, 13, "Net payé"),
    (460, 400, 13, "1 083,70 €"),
];

const TAX: &[(i32, i32, i32, &str)] = &[
    (52, 60, 16, "Direction des finances (inventée)"),
    (52, 110, 11, "Avis d'impôt sur les revenus de l'année 2025"),
    (330, 150, 12, "Mme Mariam D."),
    (52, 275, 13, "Revenu fiscal de référence"),
    (52, 320, 11, "Salaires"),
    (460, 320, 11, "13 004 €"),
    (52, 342, 11, "Nombre de parts"),
    (460, 342, 11, "1"),
    (52, 400, 13, "Impôt à payer"),
    (460, 400, 13, "0 €"),
];

const RENT: &[(i32, i32, i32, &str)] = &[
    (52, 60, 16, "Résidence Les Acacias"),
    (52, 110, 11, "3, place du Marché - 99000 Valmer"),
    (330, 150, 12, "M. Tesfay G."),
    (52, 275, 13, "Quittance de loyer - novembre 2026"),
    (52, 320, 11, "Loyer"),
    (460, 320, 11, "310,00 €"),
    (52, 342, 11, "Charges"),
    (460, 342, 11, "40,00 €"),
    (52, 400, 13, "Total reçu"),
    (460, 400, 13, "350,00 €"),
];
