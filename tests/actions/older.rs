//! What was sealed with less opens and is sealed anew; what claims another version or suite is refused.

use abri::actions::session::Session;
use abri::actions::sign_in::{Way, sign_in};
use abri::actions::{Problem, open_vault, papers, ways_in};
use abri::crypto::argon::{Argon, Parameters};
use abri::crypto::codes::Code;
use abri::crypto::words::Phrase;
use abri::domain::person::Identifier;
use abri::domain::slot::{Place, SlotKind};
use abri::store::Store;

use crate::evidence::Claim;
use crate::given::{newcomer, paper};
use crate::postgres;
use crate::support::Service;

const COMMAND: &str = "cargo test --release --test actions older";
const IDENTIFIER: &str = "mariam-2026";

#[tokio::test]
async fn a_way_in_of_weaker_parameters_opens_and_is_sealed_anew_on_sqlite() {
    let claim = Claim::begin("L10", "rewrapped-sqlite", COMMAND);
    raised(Service::open().await).await;
    claim.held(0.0);
}

#[tokio::test]
async fn a_way_in_of_weaker_parameters_opens_and_is_sealed_anew_on_postgres() {
    let claim = Claim::begin("L10", "rewrapped-postgres", COMMAND);
    let url = postgres::database();
    let store = Store::open(&url, &url).await.unwrap();
    raised(Service::over(store, tempfile::tempdir().unwrap()).await).await;
    claim.held(0.0);
}

async fn raised(mut service: Service) {
    let (mut session, phone) = newcomer(&service.abri).await;
    let (phone, code) = (phone.unwrap(), session.notes.drawn[0].text.clone());
    let identifier = Identifier::parse(IDENTIFIER).unwrap();
    ways_in::choose_words(&service.abri, &mut session, &identifier)
        .await
        .unwrap();
    let words = session.notes.drawn.last().unwrap().text.clone();
    let comes_in = async |service: &Service, kind: SlotKind| {
        let way = match kind {
            SlotKind::Device => Way::Held {
                kind,
                secret: phone.duplicate(),
                code: Code::parse(&code, 6).unwrap(),
            },
            _ => Way::Words {
                identifier: Identifier::parse(IDENTIFIER).unwrap(),
                phrase: Phrase::typed(&words).unwrap(),
            },
        };
        sign_in(&service.abri, way, Place::Own, "192.0.2.1")
            .await
            .unwrap()
    };
    let kinds = [SlotKind::Device, SlotKind::Phrase];
    let mut before = Vec::new();
    for kind in kinds {
        before.push(stored(&service, &session, kind).await);
        assert_eq!(before.last().unwrap().0, Parameters::FLOOR.to_string());
    }
    // Years later: what is made now costs more.
    let dearer = Parameters::new(20 * 1024, 3, 1).unwrap();
    service.abri.argon = Argon::with_parameters(2, 64, dearer, dearer);
    for (kind, before) in kinds.into_iter().zip(before) {
        comes_in(&service, kind).await;
        let after = stored(&service, &session, kind).await;
        assert_eq!(after.0, dearer.to_string(), "{kind:?}");
        assert!(after.1 != before.1 && after.2 != before.2, "{kind:?}");
        // It opens as before, and is left as it is now.
        comes_in(&service, kind).await;
        assert_eq!(stored(&service, &session, kind).await, after, "{kind:?}");
    }
}

/// Parameters, salt and envelope of the way in of this kind.
async fn stored(
    service: &Service,
    session: &Session,
    kind: SlotKind,
) -> (String, [u8; 16], Vec<u8>) {
    let all = ways_in::all(&service.abri, &session.open).await.unwrap();
    let row = all.into_iter().find(|row| row.kind == kind).unwrap();
    (row.parameters.unwrap(), row.salt.unwrap(), row.envelope)
}

#[tokio::test]
async fn attack_an_envelope_of_another_version_or_suite_is_refused() {
    let claim = Claim::begin("L10", "downgraded", COMMAND);
    let service = Service::open().await;
    let abri = &service.abri;
    let (session, phone) = newcomer(abri).await;
    paper(abri, &session.open, "Bail").await;
    let file = format!("sqlite://{}", service.file("abri.sqlite").display());
    let pool = sqlx::SqlitePool::connect(&file).await.unwrap();
    let code = &session.notes.drawn[0].text;
    let way = || Way::Held {
        kind: SlotKind::Device,
        secret: phone.as_ref().unwrap().duplicate(),
        code: Code::parse(code, 6).unwrap(),
    };
    // Version and suite as they are; then each of them lower, higher, and as far off as can be.
    for (version, suite) in [(0, 1), (2, 1), (255, 1), (1, 0), (1, 2), (1, 255), (0, 0)] {
        for (table, column) in [
            ("slots", "envelope"),
            ("documents", "record"),
            ("vaults", "profile"),
        ] {
            let sql = format!("SELECT {column} FROM {table}");
            let (right,): (Vec<u8>,) = sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .fetch_one(&pool)
                .await
                .unwrap();
            assert_eq!(right[..2], [1, 1], "{table}.{column}");
            let mut other = right.clone();
            other[..2].copy_from_slice(&[version, suite]);
            let sql = format!("UPDATE {table} SET {column} = ?");
            let set = |value: Vec<u8>| sqlx::query(sqlx::AssertSqlSafe(sql.clone())).bind(value);
            set(other).execute(&pool).await.unwrap();
            let refused = match table {
                "slots" => sign_in(abri, way(), Place::Own, "192.0.2.1")
                    .await
                    .map(drop),
                "documents" => papers::all(abri, &session.open).await.map(drop),
                _ => {
                    let cookie = session.cookie().duplicate();
                    let session = abri::actions::session::resume(abri, cookie).await.unwrap();
                    open_vault::profile(&session).map(drop)
                }
            };
            let refused = refused.expect_err("another version or suite");
            assert!(
                matches!(refused, Problem::Damaged(_) | Problem::WrongSecret { .. }),
                "{table}.{column} {version} {suite}: {refused}"
            );
            set(right).execute(&pool).await.unwrap();
        }
    }
    sign_in(abri, way(), Place::Own, "192.0.2.1").await.unwrap();
    claim.held(0.0);
}
