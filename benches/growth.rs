//! What a person's home list costs as the service grows: the same statements over a thousand vaults and over a million
//! (P6-growth), on SQLite and on PostgreSQL. Rows are invented bytes of the usual lengths, made in bulk, each round of
//! papers after all vaults had the one before, as papers come.
//!
//! Run with `cargo bench --bench growth`; `GROWTH_VAULTS` says how far (100000 unless told; a claim is only written from a
//! million on), `TMPDIR` where: a million vaults take some fifteen gigabytes. What a list costs is told as pages of the database that
//! were asked for, and as processor time of both sides together. A page counts whether it was in memory or not: SQLite is
//! left room for next to none, since what a small database keeps there would hide what its lists ask for.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on stops here")]

#[path = "../tests/support/evidence.rs"]
mod evidence;
#[expect(dead_code, reason = "the tests use all of it")]
#[path = "../tests/support/postgres.rs"]
mod postgres;
#[path = "service/process.rs"]
#[expect(dead_code, reason = "the bench of the service uses all of it")]
mod process;

use std::time::{Duration, Instant};

use abri::domain::ids::VaultId;
use abri::domain::time::Moment;
use abri::store::{Store, consents, documents, guardianships, invitations, slots, vaults};
use evidence::Claim;
use process::Cpu;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, PgPool, SqlitePool};

const COMMAND: &str = "GROWTH_VAULTS=1000000 cargo bench --bench growth";
const FIRST: u32 = 1_000;
const MILLION: u32 = 1_000_000;
/// Papers in each vault, ways in, entries of its journal.
const PAPERS: u32 = 5;
/// Lists read at each size, each of another vault, and how often.
const LISTS: u32 = 1_000;
const TIMES: u32 = 5;

/// What one list costs.
#[derive(Clone, Copy)]
struct Cost {
    pages: f64,
    cpu: Duration,
}

/// Behind the service's back.
enum Raw {
    Sqlite(SqlitePool),
    Postgres(PgPool, postgres::Server),
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    #[expect(
        clippy::disallowed_methods,
        reason = "the bench is told how far it goes"
    )]
    let most = std::env::var("GROWTH_VAULTS").ok();
    let most = most.map_or(100_000, |most| most.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let url = |name: &str| format!("sqlite://{}", place(name).display());
    let open = async || {
        Store::open(&url("abri.sqlite"), &url("ephemeral.sqlite"))
            .await
            .unwrap()
    };
    drop(open().await);
    let raw = Raw::sqlite(&place("abri.sqlite")).await;
    // Kept in the file: connections from now on have room for that many pages; this one has its own again.
    raw.run("PRAGMA default_cache_size = 10").await;
    raw.run("PRAGMA cache_size = -2000000").await;
    let store = open().await;
    grow(&store, &raw, "sqlite-disk", most).await;
    drop((store, raw, folder));

    let server = postgres::Server::start("-c synchronous_commit=off -c max_wal_size=4GB");
    let url = server.database();
    let store = Store::open(&url, &url).await.unwrap();
    let raw = Raw::Postgres(
        PgPoolOptions::new()
            .max_connections(1)
            .connect(&url)
            .await
            .unwrap(),
        server,
    );
    grow(&store, &raw, "postgres-s3", most).await;
}

async fn grow(store: &Store, raw: &Raw, setup: &str, most: u32) {
    let claim = (most >= MILLION).then(|| Claim::begin("P6-growth", setup, COMMAND));
    raw.run("CREATE TABLE grown (number BIGINT NOT NULL PRIMARY KEY, id BYTES NOT NULL)")
        .await;
    let (mut from, mut first, mut ratio) = (0, None, 1.0);
    let sizes = (0..)
        .map(|power| FIRST * 10_u32.pow(power))
        .take_while(|size| *size <= most);
    for size in sizes {
        let begun = Instant::now();
        raw.fill(from, size).await;
        let filled = begun.elapsed();
        let cost = raw.cost(store, size).await;
        let first: Cost = *first.get_or_insert(cost);
        let pages = cost.pages / first.pages;
        let cpu = cost.cpu.div_duration_f64(first.cpu);
        ratio = pages.max(cpu);
        say(&format!(
            "{setup}: {size} vaults, filled in {filled:.0?}: {:.1} pages and {:.0?} a list, {pages:.2} and {cpu:.2} × those of {FIRST}",
            cost.pages, cost.cpu
        ));
        from = size;
    }
    if let Some(claim) = claim {
        claim.held((ratio * 100.0).round() / 100.0);
    }
}

fn say(line: &str) {
    use std::io::Write;
    let mut out = std::io::stdout();
    writeln!(out, "{line}").unwrap();
}

impl Raw {
    /// One connection, with room enough to fill quickly.
    async fn sqlite(file: &std::path::Path) -> Self {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .pragma("cache_size", "-2000000")
            .pragma("synchronous", "OFF");
        let pool = SqlitePoolOptions::new().max_connections(1);
        Self::Sqlite(pool.connect_with(options).await.unwrap())
    }

    /// A statement with `BYTES` for the type of bytes and `random(n)` for n times sixteen of them.
    async fn run(&self, sql: &str) {
        let mut sql = sql.to_owned();
        while let Some((before, rest)) = sql.split_once("random(") {
            let (times, after) = rest.split_once(')').unwrap();
            let times: u32 = times.parse().unwrap();
            let bytes = match self {
                Self::Sqlite(_) => format!("RANDOMBLOB({})", times * 16),
                Self::Postgres(..) => {
                    format!("decode(repeat(md5(RANDOM()::text), {times}), 'hex')")
                }
            };
            sql = format!("{before}{bytes}{after}");
        }
        match self {
            Self::Sqlite(pool) => {
                let sql = sql.replace("BYTES", "BLOB");
                sqlx::query(AssertSqlSafe(sql))
                    .execute(pool)
                    .await
                    .map(drop)
                    .unwrap();
            }
            Self::Postgres(pool, _) => {
                let sql = sql.replace("BYTES", "BYTEA");
                // The one connection keeps it.
                sqlx::query("SET search_path = abri, public")
                    .execute(pool)
                    .await
                    .unwrap();
                sqlx::query(AssertSqlSafe(sql))
                    .execute(pool)
                    .await
                    .map(drop)
                    .unwrap();
            }
        }
    }

    /// Vaults of these numbers and what is in them.
    async fn fill(&self, from: u32, to: u32) {
        let name = match self {
            Self::Sqlite(_) => "lower(hex(random(1)))",
            Self::Postgres(..) => "md5(RANDOM()::text || clock_timestamp()::text || id::text)",
        };
        let those = format!("FROM grown WHERE number >= {from} AND number < {to}");
        self.run(&format!(
            "WITH RECURSIVE many (number) AS (SELECT {from} UNION ALL SELECT number + 1 FROM many WHERE number + 1 < {to}) \
             INSERT INTO grown SELECT number, random(1) FROM many"
        ))
        .await;
        self.run(&format!(
            "INSERT INTO vaults (id, generation, sequence, seal, sealed_number, journal_number, journal_hash, profile, \
             inbox_recipient, inbox_mac, bytes_used, notice_version, notice_language, notice_given, notice_at, \
             opened_at, visited_at, logged_number) SELECT id, 0, 1, random(5), 5, 5, random(2), random(12), random(76), \
             random(2), 0, '1', 'fr', 'screen', 1, 1, 1, 5 {those}"
        ))
        .await;
        for round in 1..=PAPERS {
            self.run(&format!(
                "INSERT INTO documents (vault_id, id, version, generation, record, object, length, digest, pictures, \
                 pictures_length, pictures_digest, added_at) SELECT id, random(1), 1, 0, random(38), 'd/' || {name}, 9, \
                 random(2), 'p/' || {name}, 9, random(2), {round} {those}"
            ))
            .await;
            self.run(&format!(
                "INSERT INTO journal (vault_id, number, at, code, commitment, hash, payload, sealed) \
                 SELECT id, {round}, 1, 'paper_added', random(2), random(2), random(16), 'journal' {those}"
            ))
            .await;
        }
        for _ in 0..2 {
            self.run(&format!(
                "INSERT INTO slots (id, vault_id, kind, generation, envelope, salt, parameters, failures, created_at) \
                 SELECT {}, id, 'card', 0, random(7), random(1), 'm=65536,t=3,p=1', 0, 1 {those}",
                self.slot()
            ))
            .await;
        }
        if let Self::Postgres(pool, _) = self {
            // As its own housekeeping does.
            sqlx::query("VACUUM ANALYZE").execute(pool).await.unwrap();
        }
    }

    const fn slot(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "random(2)",
            // Twice the same half would not matter, twice the same whole would.
            Self::Postgres(..) => {
                "decode(md5(RANDOM()::text || id::text) || md5(RANDOM()::text || number::text), 'hex')"
            }
        }
    }

    async fn cost(&self, store: &Store, size: u32) -> Cost {
        let step = size.div_ceil(LISTS);
        let sql = format!("SELECT id FROM grown WHERE number % {step} = 0");
        let ids: Vec<(Vec<u8>,)> = match self {
            Self::Sqlite(pool) => sqlx::query_as(AssertSqlSafe(sql))
                .fetch_all(pool)
                .await
                .unwrap(),
            Self::Postgres(pool, _) => sqlx::query_as(AssertSqlSafe(sql))
                .fetch_all(pool)
                .await
                .unwrap(),
        };
        let ids: Vec<_> = ids
            .into_iter()
            .map(|(id,)| VaultId::from_bytes(id.try_into().unwrap()))
            .collect();
        if let Self::Sqlite(_) = self {
            // The connections of one process lend each other pages: what filling has read would be room for the lists.
            self.run("PRAGMA shrink_memory").await;
        }
        lists(store, &ids).await;
        let before = self.pages().await;
        let mut processes = vec![i32::try_from(std::process::id()).unwrap()];
        if let Self::Postgres(_, server) = self {
            let text = std::fs::read_to_string(server.folder.join("data/postmaster.pid")).unwrap();
            processes.extend(process::children(
                text.lines().next().unwrap().parse().unwrap(),
            ));
        }
        let reading = async {
            for _ in 0..TIMES {
                lists(store, &ids).await;
            }
        };
        let cpu = Cpu(processes).during(reading).await;
        let after = self.pages().await;
        let lists = TIMES * u32::try_from(ids.len()).unwrap();
        #[expect(clippy::cast_precision_loss, reason = "some millions are exact")]
        let pages = (after - before) as f64 / f64::from(lists);
        Cost {
            pages,
            cpu: cpu / lists,
        }
    }

    /// Pages that were asked for until now: of the file, or of the server's buffers.
    async fn pages(&self) -> i64 {
        match self {
            Self::Sqlite(_) => {
                let io = std::fs::read_to_string("/proc/self/io").unwrap();
                let line = io.lines().find_map(|line| line.strip_prefix("rchar: "));
                line.unwrap().parse::<i64>().unwrap() / 4096
            }
            Self::Postgres(pool, _) => {
                // Each process tells what it did a second later.
                tokio::time::sleep(Duration::from_secs(3)).await;
                let sum = "SELECT sum(COALESCE(heap_blks_hit, 0) + COALESCE(heap_blks_read, 0) \
                     + COALESCE(idx_blks_hit, 0) + COALESCE(idx_blks_read, 0))::bigint \
                     FROM pg_statio_all_tables WHERE schemaname = 'abri' AND relname <> 'grown'";
                let (pages,): (i64,) = sqlx::query_as(sum).fetch_one(pool).await.unwrap();
                pages
            }
        }
    }
}

/// What the home list reads of each of these vaults.
async fn lists(store: &Store, ids: &[VaultId]) {
    for id in ids {
        let mut tx = store.durable.read().await.unwrap();
        assert!(vaults::read(&mut tx, *id).await.unwrap().is_some());
        let papers = documents::of_vault(&mut tx, *id).await.unwrap();
        assert_eq!(papers.len(), PAPERS as usize);
        slots::of_vault(&mut tx, *id).await.unwrap();
        guardianships::of_vault(&mut tx, *id).await.unwrap();
        let now = Moment::from_millis(2);
        consents::live_of_vault(&mut tx, *id, now).await.unwrap();
        invitations::live_of_vault(&mut tx, *id, now).await.unwrap();
    }
}
