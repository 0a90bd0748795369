//! Attack: one byte is flipped in one column of the tables. What it belongs to is refused, and the check,
//! the seal or the journal page tells it. Every column of bytes has its line here, or its reason.

use std::collections::BTreeSet;

use abri::actions::change::Change;
use abri::actions::check::{self, Depth};
use abri::actions::look_back::{self, Known};
use abri::actions::read_shown::{self, Looking, Opening};
use abri::actions::session::{self, Session};
use abri::actions::sign_in::{Way, sign_in};
use abri::actions::uploads::{Arrived, put_in};
use abri::actions::{Problem, open_vault, papers, short_code, show, ways_in};
use abri::crypto::{codes::Code, secrets::Secret};
use abri::domain::ids::{ConsentId, UploadId};
use abri::domain::slot::{Place, SlotKind};
use abri::domain::{access::may_write, time::Moment};
use sqlx::AssertSqlSafe;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};

use crate::flipped_deposits::{self, Deposits};
use crate::given::{agree, claire, newcomer, opening, paper, sent_again, unnamed, wish};
use crate::support::Service;

/// How a flipped byte shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shows {
    /// `abri check` finds it.
    Check,
    /// The seal does not hold: no change of the vault, and no sign-in.
    Seal,
    /// "Qui a vu mes papiers ?" says it.
    Journal,
    /// The phone and its code do not open.
    Enter,
    /// The number of the card is not shown.
    Card,
    /// The name of the person is not read.
    Profile,
    /// A paper is not read.
    Paper,
    /// The link is not shown again.
    Link,
    /// The session is over.
    Session,
    /// The link does not open.
    Open,
    /// Whoever looks is cut off.
    Look,
    /// Nobody is asked about, or what they ask is refused.
    Question,
    /// The computer that asked gets nothing.
    Answer,
    /// What was sent in parts is not found, or not whole.
    Upload,
    /// A link for putting papers in is not shown to the person, or not as it was given.
    Invited,
    /// Whoever has that link may put nothing in.
    Put,
    /// They have no receipt.
    Receipt,
    /// The code that stands for it is none.
    Code,
    /// What was put in is not taken in as it was.
    Waiting,
    /// The phone beside the computer may put nothing in.
    Phone,
    /// The computer's page knows no phone.
    Page,
}

use Shows::{
    Answer, Card, Check, Enter, Journal, Link, Look, Open, Paper, Profile, Question, Seal,
    Session as Signed, Upload,
};

/// A column of bytes, and where a flipped byte in it must show at least.
pub(crate) type Column = (&'static str, &'static str, &'static [Shows]);

/// Every column of bytes but those of papers that others put in.
const COLUMNS: &[Column] = &[
    ("vaults", "id", &[Check, Enter, Signed]),
    ("vaults", "seal", &[Seal]),
    ("vaults", "journal_hash", &[Check, Seal, Journal]),
    ("vaults", "profile", &[Seal, Profile]),
    ("vaults", "inbox_recipient", &[Check, Seal]),
    ("vaults", "inbox_mac", &[Check]),
    ("vaults", "closes_mac", &[Check]),
    ("slots", "id", &[Seal, Enter]),
    ("slots", "vault_id", &[Seal, Enter]),
    ("slots", "envelope", &[Seal, Enter]),
    ("slots", "salt", &[Enter]),
    ("slots", "pepper", &[Enter]),
    ("slots", "secret", &[Card]),
    ("documents", "vault_id", &[Seal]),
    ("documents", "id", &[Seal, Paper]),
    ("documents", "record", &[Seal, Paper]),
    ("documents", "digest", &[Check, Seal]),
    ("documents", "pictures_digest", &[Check]),
    ("documents", "removed_mac", &[Check]),
    ("journal", "vault_id", &[Check, Seal, Journal]),
    ("journal", "commitment", &[Check, Journal]),
    ("journal", "hash", &[Check, Seal, Journal]),
    ("journal", "payload", &[Journal]),
    ("consents", "vault_id", &[Seal, Open, Look]),
    ("consents", "id", &[Seal]),
    ("consents", "lookup", &[Seal, Open, Look]),
    ("consents", "record", &[Seal]),
    ("consents", "link", &[Link]),
    ("sessions", "id", &[Signed]),
    ("sessions", "vault_id", &[Signed]),
    ("sessions", "value", &[Signed]),
    ("grants", "share", &[Open, Look]),
    ("grants", "vault_id", &[Open, Look]),
    ("grants", "document_id", &[Open, Look]),
    ("grants", "envelope", &[Open, Look]),
    ("viewings", "id", &[Look]),
    ("viewings", "share", &[Look]),
    ("viewings", "envelope", &[Look]),
    ("requests", "id", &[Answer]),
    ("requests", "vault_id", &[Question, Answer]),
    ("requests", "share", &[Question]),
    ("requests", "ask", &[Question]),
    ("requests", "key", &[Answer]),
    ("requests", "asked_by", &[Answer]),
    ("requests", "answer", &[Answer]),
    ("uploads", "id", &[Upload]),
    ("uploads", "vault_id", &[Upload]),
    ("uploads", "key", &[Upload]),
    ("upload_parts", "upload_id", &[Upload]),
];

/// Columns in which a flipped byte harms nobody and is told to nobody.
const HARMLESS: &[(&str, &str, &str)] = &[
    ("destroyed", "vault_id", "what it kept out is not there"),
    ("destroyed", "id", "what it kept out is not there"),
    (
        "intents",
        "id",
        "a note of work begun; whatever it leaves over, a check names",
    ),
    ("intents", "vault_id", "the same"),
    (
        "throttle",
        "key",
        "a counter begins anew, once; the tables are trusted with it",
    ),
    (
        "refusals",
        "slot",
        "wrong words of one hour are told to nobody, or to somebody else as a number",
    ),
    ("tries_told", "slot", "told once more, as a number"),
    (
        "leases",
        "holder",
        "two processes do one job at once, which every job stands",
    ),
    ("outbox", "vault_id", "one message more, or one less"),
    ("certificates", "id", "what it held is ordered anew"),
    ("certificates", "sealed", "the same"),
    (
        "uploads",
        "right_id",
        "one more upload at once; whether it may go on is sealed in its key",
    ),
    (
        "deposit_codes",
        "right_id",
        "a code outlives its link for minutes, and stands for a link that is over",
    ),
];

#[tokio::test]
async fn attack_one_flipped_byte_shows_whatever_column_it_is_in() {
    let world = World::new().await;
    let before = world.shows().await;
    world.put_back().await;
    assert_eq!(before, BTreeSet::new(), "nothing is flipped yet");
    let columns = || COLUMNS.iter().chain(flipped_deposits::COLUMNS);
    let known = columns()
        .map(|(table, column, _)| (*table, *column))
        .chain(HARMLESS.iter().map(|(table, column, _)| (*table, *column)));
    let known: BTreeSet<_> = known.collect();
    let stored = world.byte_columns().await;
    let stored: BTreeSet<_> = stored
        .iter()
        .filter(|(table, _)| !flipped_deposits::is_elsewhere(table))
        .map(|(table, column)| (table.as_str(), column.as_str()))
        .collect();
    assert_eq!(stored, known, "every column of bytes has its line above");

    for (table, column, at_least) in columns() {
        for part in [Part::First, Part::Middle, Part::Last] {
            world.flip(table, column, part).await;
            let shows = world.shows().await;
            world.put_back().await;
            for one in *at_least {
                assert!(
                    shows.contains(one),
                    "{table}.{column} ({part:?}) shows {shows:?} and not {one:?}"
                );
            }
        }
        let after = world.shows().await;
        world.put_back().await;
        assert_eq!(after, BTreeSet::new(), "{table}.{column}: put back");
    }
}

#[derive(Debug, Clone, Copy)]
enum Part {
    First,
    Middle,
    Last,
}

/// A vault with everything in it that can lie in the tables.
struct World {
    service: Service,
    session: Session,
    phone: Secret,
    code: String,
    card: [u8; 32],
    share: ConsentId,
    link: Opening,
    looking: Looking,
    accepted: (Secret, [u8; 32]),
    upload: UploadId,
    deposits: Deposits,
    durable: SqlitePool,
    ephemeral: SqlitePool,
}

impl World {
    async fn new() -> Self {
        let service = Service::open().await;
        let abri = &service.abri;
        let (mut session, phone) = newcomer(abri).await;
        let code = session.notes.drawn[0].text.clone();
        ways_in::make_card(abri, &mut session).await.unwrap();
        let all = ways_in::all(abri, &session.open).await.unwrap();
        let card = all
            .iter()
            .find(|row| row.kind == SlotKind::Card)
            .unwrap()
            .id;
        crate::planted::in_the_bin(abri, &session.open).await;
        let chosen = [paper(abri, &session.open, "Bail").await];
        let share = agree(abri, &session, wish(&chosen)).await;
        let link = opening(abri, &session.open, share).await;
        let looking = read_shown::open(abri, &link).await.unwrap();
        // Two computers ask; one has its yes.
        let mut asked = Vec::new();
        for _ in 0..2 {
            let code = short_code::offer(abri, &session.open, share)
                .await
                .unwrap()
                .code;
            asked.push(
                short_code::ask(abri, &code, &claire(), "192.0.2.1")
                    .await
                    .unwrap(),
            );
        }
        let accepted = asked.remove(0);
        short_code::answer(abri, &session.open, &accepted.1, true)
            .await
            .unwrap();
        let upload = sent_again(abri, &session).await;
        let deposits = Deposits::new(abri, &session).await;
        crate::close_vault::wished(abri, &mut session, &code).await;
        let pool = async |name: &str| {
            let options = SqliteConnectOptions::new()
                .filename(service.file(name))
                .foreign_keys(false);
            let one = SqlitePoolOptions::new().max_connections(1);
            let pool = one.connect_with(options).await.unwrap();
            run(&pool, "ATTACH DATABASE ':memory:' AS kept".to_owned()).await;
            for table in tables(&pool).await {
                run(
                    &pool,
                    format!("CREATE TABLE kept.{table} AS SELECT * FROM main.{table}"),
                )
                .await;
            }
            pool
        };
        let (durable, ephemeral) = (pool("abri.sqlite").await, pool("ephemeral.sqlite").await);
        Self {
            phone: phone.unwrap(),
            code,
            card,
            share,
            link,
            looking,
            accepted,
            upload,
            deposits,
            durable,
            ephemeral,
            session,
            service,
        }
    }

    async fn byte_columns(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for pool in [&self.durable, &self.ephemeral] {
            let found: Vec<(String, String)> = sqlx::query_as(
                "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c \
                 WHERE t.type = 'table' AND c.type = 'BLOB' AND t.name <> '_sqlx_migrations'",
            )
            .fetch_all(pool)
            .await
            .unwrap();
            all.extend(found);
        }
        all
    }

    fn pool(&self, table: &str) -> &SqlitePool {
        match table {
            "vaults" | "slots" | "documents" | "intents" | "journal" | "consents"
            | "invitations" | "deposits" => &self.durable,
            _ => &self.ephemeral,
        }
    }

    /// Flips a byte in every value of a column.
    async fn flip(&self, table: &str, column: &str, part: Part) {
        let pool = self.pool(table);
        let sql = format!("SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL");
        let values: Vec<(Vec<u8>,)> = sqlx::query_as(AssertSqlSafe(sql))
            .fetch_all(pool)
            .await
            .unwrap();
        assert!(!values.is_empty(), "{table}.{column} holds nothing to flip");
        for (value,) in values {
            let mut flipped = value.clone();
            let at = match part {
                Part::First => 0,
                Part::Middle => value.len() / 2,
                Part::Last => value.len() - 1,
            };
            flipped[at] ^= 1;
            let sql = format!("UPDATE {table} SET {column} = ? WHERE {column} = ?");
            let done = sqlx::query(AssertSqlSafe(sql)).bind(flipped).bind(value);
            assert!(done.execute(pool).await.unwrap().rows_affected() > 0);
        }
    }

    /// Lays everything back as it was before the first flip.
    async fn put_back(&self) {
        for pool in [&self.durable, &self.ephemeral] {
            for table in tables(pool).await {
                run(pool, format!("DELETE FROM main.{table}")).await;
                run(
                    pool,
                    format!("INSERT INTO main.{table} SELECT * FROM kept.{table}"),
                )
                .await;
            }
        }
    }

    /// Where something shows now.
    async fn shows(&self) -> BTreeSet<Shows> {
        let abri = &self.service.abri;
        let open = &self.session.open;
        let mut shows = BTreeSet::new();
        let mut note = |shown: bool, what| {
            if shown {
                shows.insert(what);
            }
        };
        let report = check::check(abri, Depth::Bytes).await;
        note(
            report.is_err() || !report.unwrap().findings.is_empty(),
            Check,
        );
        // Begun, never committed: the seal is verified and stays as it is.
        let permit = may_write(open.owner(), open.vault).unwrap();
        let sealed = Change::begin(abri, open, &permit).await.is_ok();
        note(!sealed, Seal);
        let since = Moment::from_millis(0);
        let page = look_back::page(abri, open, None, since).await;
        let whole = page.is_ok_and(|page| {
            let damaged = |entry: &look_back::Entry| matches!(entry.known, Known::Damaged);
            page.broken.is_none() && !page.entries.iter().any(damaged)
        });
        note(!whole, Journal);
        let way = Way::Held {
            kind: SlotKind::Device,
            secret: self.phone.duplicate(),
            code: Code::parse(&self.code, 6).unwrap(),
        };
        note(
            sign_in(abri, way, Place::Own, "192.0.2.1").await.is_err(),
            Enter,
        );
        let card = ways_in::find(abri, open, &self.card).await;
        let card = card.and_then(|row| ways_in::card_number(open, &row));
        note(card.is_err(), Card);
        let cookie = self.session.cookie().duplicate();
        let resumed = session::resume(abri, cookie).await;
        let profile = resumed.as_ref().map(open_vault::profile);
        note(profile.is_ok_and(|profile| profile.is_err()), Profile);
        note(resumed.is_err(), Signed);
        let papers = papers::all(abri, open).await;
        let seen = papers.as_ref().is_ok_and(|papers| !papers.is_empty());
        note(papers.is_err(), Paper);
        note(show::link(abri, open, self.share).await.is_err(), Link);
        note(read_shown::open(abri, &self.link).await.is_err(), Open);
        let cookie = self.looking.cookie().unwrap().duplicate();
        note(read_shown::resume(abri, cookie).await.is_err(), Look);
        let asking = short_code::pending(abri, open).await;
        note(asking.map_or(true, |asking| asking.len() != 1), Question);
        note(self.answer().await.is_err(), Answer);
        // Where the paper is not seen, the upload would become one.
        if seen {
            let whole = put_in(abri, open, self.upload, unnamed(), false).await;
            note(!matches!(whole, Ok(Arrived::Twice { .. })), Upload);
        }
        for one in self.deposits.shows(abri, open).await {
            note(true, one);
        }
        shows
    }

    /// The computer takes its answer.
    async fn answer(&self) -> Result<Looking, Problem> {
        let abri = &self.service.abri;
        let (secret, id) = &self.accepted;
        let waiting = short_code::resume(abri, secret.duplicate(), id).await?;
        short_code::take(abri, &waiting).await
    }
}

async fn tables(pool: &SqlitePool) -> Vec<String> {
    let sql = "SELECT name FROM main.sqlite_master \
        WHERE type = 'table' AND name <> '_sqlx_migrations'";
    let found: Vec<(String,)> = sqlx::query_as(sql).fetch_all(pool).await.unwrap();
    found.into_iter().map(|(name,)| name).collect()
}

async fn run(pool: &SqlitePool, sql: String) {
    sqlx::query(AssertSqlSafe(sql)).execute(pool).await.unwrap();
}
