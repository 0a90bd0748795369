//! Tables that a newer version made are not touched; those of an older one by the service's own start alone.

use abri::store::{Error, Store};
use sqlx::{Connection, PgConnection, SqliteConnection};

use super::all_bytes;
use crate::postgres;

#[tokio::test]
async fn tables_of_a_newer_version_are_refused_and_stay_as_they_are_on_sqlite() {
    for file in ["abri.sqlite", "ephemeral.sqlite"] {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
        let (durable, ephemeral) = (at("abri.sqlite"), at("ephemeral.sqlite"));
        let open = || Store::open(&durable, &ephemeral);
        open().await.unwrap().close().await;
        let mut connection = SqliteConnection::connect(&at(file)).await.unwrap();
        // Bytes that every open writes anew are not compared.
        let migrated = "INSERT INTO _sqlx_migrations VALUES (9999, 'later', CURRENT_TIMESTAMP, TRUE, x'00', 0)";
        sqlx::query(migrated)
            .execute(&mut connection)
            .await
            .unwrap();
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        let before = std::fs::read(folder.path().join(file)).unwrap();
        let refused = open().await.err();
        assert!(
            matches!(refused, Some(Error::Newer { found: 9999, .. })),
            "{file}: {refused:?}"
        );
        let after = all_bytes(folder.path());
        let after = after.iter().find(|(path, _)| path.ends_with(file)).unwrap();
        assert!(before == after.1, "{file} was written to");
    }
}

#[tokio::test]
async fn tables_of_a_newer_version_are_refused_and_stay_as_they_are_on_postgres() {
    for schema in ["abri", "ephemeral"] {
        let url = postgres::database();
        Store::open(&url, &url).await.unwrap().close().await;
        let mut connection = PgConnection::connect(&url).await.unwrap();
        let migrated = format!(
            "INSERT INTO {schema}._sqlx_migrations VALUES (9999, 'later', now(), TRUE, ''::bytea, 0)"
        );
        sqlx::query(sqlx::AssertSqlSafe(migrated))
            .execute(&mut connection)
            .await
            .unwrap();
        let refused = Store::open(&url, &url).await.err();
        assert!(
            matches!(refused, Some(Error::Newer { found: 9999, .. })),
            "{schema}: {refused:?}"
        );
        let found = "SELECT table_schema || '.' || table_name FROM information_schema.tables
                     WHERE table_schema IN ('abri', 'ephemeral')";
        let tables: Vec<(String,)> = sqlx::query_as(found)
            .fetch_all(&mut connection)
            .await
            .unwrap();
        assert!(tables.len() > 20, "{schema}");
    }
}

/// A command of a new program beside a service of the old one, which could not start any more.
#[tokio::test]
async fn tables_of_an_older_version_are_left_to_the_service_on_sqlite() {
    for file in ["abri.sqlite", "ephemeral.sqlite"] {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
        let (durable, ephemeral) = (at("abri.sqlite"), at("ephemeral.sqlite"));
        // None are there yet: whoever comes first makes them.
        let made = Store::open_beside(&durable, &ephemeral).await.unwrap();
        made.close().await;
        let mut connection = SqliteConnection::connect(&at(file)).await.unwrap();
        sqlx::query(UNDONE).execute(&mut connection).await.unwrap();
        let refused = Store::open_beside(&durable, &ephemeral).await.err();
        assert!(matches!(refused, Some(Error::Older { found, known }) if found < known));
        let (rows,): (i64,) = sqlx::query_as(NEWEST)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert!(matches!(refused, Some(Error::Older { found, .. }) if found == rows));
    }
}

#[tokio::test]
async fn tables_of_an_older_version_are_left_to_the_service_on_postgres() {
    for schema in ["abri", "ephemeral"] {
        let url = postgres::database();
        let made = Store::open_beside(&url, &url).await.unwrap();
        made.close().await;
        let mut connection = PgConnection::connect(&url).await.unwrap();
        let into = format!("SET search_path TO {schema}");
        for sql in [into.as_str(), UNDONE] {
            sqlx::query(sqlx::AssertSqlSafe(sql.to_owned()))
                .execute(&mut connection)
                .await
                .unwrap();
        }
        let refused = Store::open_beside(&url, &url).await.err();
        let (rows,): (i64,) = sqlx::query_as(NEWEST)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert!(matches!(refused, Some(Error::Older { found, .. }) if found == rows));
        assert!(matches!(refused, Some(Error::Older { found, known }) if found < known));
    }
}

/// The newest migration was never made.
const UNDONE: &str =
    "DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)";
const NEWEST: &str = "SELECT max(version) FROM _sqlx_migrations";
