//! The durable tables as a backup holds them.

use super::copy::Shape::{Bytes, Number, Text};
use super::copy::Table;
use super::engine::sql;

/// Every durable table, those first that others point to.
pub const TABLES: &[Table] = &[
    Table {
        name: "vaults",
        columns: &[
            ("id", Bytes),
            ("generation", Number),
            ("sequence", Number),
            ("seal", Bytes),
            ("sealed_number", Number),
            ("journal_number", Number),
            ("journal_hash", Bytes),
            ("profile", Bytes),
            ("inbox_recipient", Bytes),
            ("inbox_mac", Bytes),
            ("bytes_used", Number),
            ("notice_version", Text),
            ("notice_language", Text),
            ("notice_given", Text),
            ("notice_at", Number),
            ("opened_at", Number),
            ("visited_at", Number),
            ("notice_by", Text),
            ("closes_at", Number),
            ("closes_mac", Bytes),
        ],
        select: VAULTS,
        insert: VAULTS_IN,
    },
    Table {
        name: "slots",
        columns: &[
            ("id", Bytes),
            ("vault_id", Bytes),
            ("kind", Text),
            ("generation", Number),
            ("envelope", Bytes),
            ("salt", Bytes),
            ("parameters", Text),
            ("secret", Bytes),
            ("failures", Number),
            ("confirmed_at", Number),
            ("created_at", Number),
            ("used_at", Number),
            ("helped_at", Number),
            ("pepper", Bytes),
        ],
        select: SLOTS,
        insert: SLOTS_IN,
    },
    Table {
        name: "documents",
        columns: &[
            ("vault_id", Bytes),
            ("id", Bytes),
            ("version", Number),
            ("generation", Number),
            ("record", Bytes),
            ("object", Text),
            ("length", Number),
            ("digest", Bytes),
            ("pictures", Text),
            ("pictures_length", Number),
            ("pictures_digest", Bytes),
            ("added_at", Number),
            ("removed_at", Number),
            ("removed_mac", Bytes),
        ],
        select: DOCUMENTS,
        insert: DOCUMENTS_IN,
    },
    Table {
        name: "destroyed",
        columns: &[("vault_id", Bytes), ("id", Bytes)],
        select: DESTROYED,
        insert: DESTROYED_IN,
    },
    Table {
        name: "intents",
        columns: &[
            ("id", Bytes),
            ("vault_id", Bytes),
            ("kind", Text),
            ("object", Text),
            ("begun_at", Number),
        ],
        select: INTENTS,
        insert: INTENTS_IN,
    },
    Table {
        name: "journal",
        columns: &[
            ("vault_id", Bytes),
            ("number", Number),
            ("at", Number),
            ("code", Text),
            ("commitment", Bytes),
            ("hash", Bytes),
            ("payload", Bytes),
            ("sealed", Text),
        ],
        select: JOURNAL,
        insert: JOURNAL_IN,
    },
    Table {
        name: "consents",
        columns: &[
            ("vault_id", Bytes),
            ("id", Bytes),
            ("generation", Number),
            ("lookup", Bytes),
            ("record", Bytes),
            ("link", Bytes),
            ("mode", Text),
            ("given_at", Number),
            ("until", Number),
            ("withdrawn_at", Number),
            ("openings_left", Number),
            ("wrong_codes", Number),
        ],
        select: CONSENTS,
        insert: CONSENTS_IN,
    },
    Table {
        name: "invitations",
        columns: &[
            ("vault_id", Bytes),
            ("id", Bytes),
            ("generation", Number),
            ("lookup", Bytes),
            ("record", Bytes),
            ("link", Bytes),
            ("key", Bytes),
            ("given_at", Number),
            ("until", Number),
            ("withdrawn_at", Number),
            ("papers_left", Number),
            ("undos_left", Number),
        ],
        select: INVITATIONS,
        insert: INVITATIONS_IN,
    },
    Table {
        name: "deposits",
        columns: &[
            ("vault_id", Bytes),
            ("id", Bytes),
            ("generation", Number),
            ("right_id", Bytes),
            ("depositor", Bytes),
            ("sealed", Bytes),
            ("object", Text),
            ("length", Number),
            ("digest", Bytes),
            ("pictures", Text),
            ("pictures_length", Number),
            ("pictures_digest", Bytes),
            ("receipt", Bytes),
            ("deposited_at", Number),
            ("adopted_at", Number),
            ("answered_at", Number),
        ],
        select: DEPOSITS,
        insert: DEPOSITS_IN,
    },
    Table {
        name: "deposit_numbers",
        columns: &[
            ("vault_id", Bytes),
            ("generation", Number),
            ("id", Bytes),
            ("sealed", Bytes),
            ("state", Text),
            ("mac", Bytes),
            ("drawn_at", Number),
        ],
        select: DEPOSIT_NUMBERS,
        insert: DEPOSIT_NUMBERS_IN,
    },
    Table {
        name: "structures",
        columns: &[
            ("id", Bytes),
            ("name", Text),
            ("created_at", Number),
            ("verified_at", Number),
            ("suspended_at", Number),
            ("codes_wanted_at", Number),
        ],
        select: STRUCTURES,
        insert: STRUCTURES_IN,
    },
    Table {
        name: "people",
        columns: &[
            ("vault_id", Bytes),
            ("structure_id", Bytes),
            ("role", Text),
            ("signing_key", Bytes),
            ("mac", Bytes),
            ("joined_at", Number),
            ("deactivated_at", Number),
        ],
        select: PEOPLE,
        insert: PEOPLE_IN,
    },
    Table {
        name: "person_invitations",
        columns: &[
            ("id", Bytes),
            ("structure_id", Bytes),
            ("role", Text),
            ("invited_by", Bytes),
            ("mac", Bytes),
            ("made_at", Number),
            ("until", Number),
            ("used_at", Number),
        ],
        select: PERSON_INVITATIONS,
        insert: PERSON_INVITATIONS_IN,
    },
    Table {
        name: "help_cases",
        columns: &[
            ("id", Bytes),
            ("person", Bytes),
            ("structure_id", Bytes),
            ("opened_by", Bytes),
            ("opened_at", Number),
            ("until", Number),
        ],
        select: HELP_CASES,
        insert: HELP_CASES_IN,
    },
    Table {
        name: "member_names",
        columns: &[("reader", Bytes), ("person", Bytes), ("sealed", Bytes)],
        select: MEMBER_NAMES,
        insert: MEMBER_NAMES_IN,
    },
    Table {
        name: "work_counts",
        columns: &[
            ("professional", Bytes),
            ("day", Number),
            ("what", Text),
            ("count", Number),
        ],
        select: WORK_COUNTS,
        insert: WORK_COUNTS_IN,
    },
    Table {
        name: "work_alarms",
        columns: &[
            ("manager", Bytes),
            ("professional", Bytes),
            ("day", Number),
            ("what", Text),
        ],
        select: WORK_ALARMS,
        insert: WORK_ALARMS_IN,
    },
    Table {
        name: "tries_told",
        columns: &[("slot", Bytes), ("failures", Number)],
        select: TRIES_TOLD,
        insert: TRIES_TOLD_IN,
    },
    Table {
        name: "code_apps",
        columns: &[
            ("vault_id", Bytes),
            ("generation", Number),
            ("secret", Bytes),
            ("last_step", Number),
            ("made_at", Number),
        ],
        select: CODE_APPS,
        insert: CODE_APPS_IN,
    },
    Table {
        name: "seats",
        columns: &[
            ("structure_id", Bytes),
            ("seat", Number),
            ("recipient", Bytes),
            ("mac", Bytes),
        ],
        select: SEATS,
        insert: SEATS_IN,
    },
    Table {
        name: "guardians",
        columns: &[
            ("structure_id", Bytes),
            ("person", Bytes),
            ("seat", Number),
            ("key", Bytes),
            ("called", Bytes),
            ("named_at", Number),
        ],
        select: GUARDIANS,
        insert: GUARDIANS_IN,
    },
    Table {
        name: "guardianships",
        columns: &[
            ("vault_id", Bytes),
            ("id", Bytes),
            ("generation", Number),
            ("structure_id", Bytes),
            ("lookup", Bytes),
            ("first", Bytes),
            ("second", Bytes),
            ("record", Bytes),
        ],
        select: GUARDIANSHIPS,
        insert: GUARDIANSHIPS_IN,
    },
    Table {
        name: "notices",
        columns: &[
            ("vault_id", Bytes),
            ("channel", Text),
            ("sealed", Bytes),
            ("language", Text),
            ("paused", Number),
        ],
        select: NOTICES,
        insert: NOTICES_IN,
    },
    Table {
        name: "marks",
        columns: &[("name", Text), ("value", Number)],
        select: MARKS,
        insert: MARKS_IN,
    },
];

sql! {
    VAULTS = "SELECT id, generation, sequence, seal, sealed_number, journal_number, journal_hash, \
        profile, inbox_recipient, inbox_mac, bytes_used, notice_version, notice_language, \
        notice_given, notice_at, opened_at, visited_at, notice_by, closes_at, closes_mac \
        FROM vaults ORDER BY id";
    VAULTS_IN = "INSERT INTO vaults (id, generation, sequence, seal, sealed_number, \
        journal_number, journal_hash, profile, inbox_recipient, inbox_mac, bytes_used, \
        notice_version, notice_language, notice_given, notice_at, opened_at, visited_at, \
        notice_by, closes_at, closes_mac) VALUES \
        ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    SLOTS = "SELECT id, vault_id, kind, generation, envelope, salt, parameters, secret, failures, \
        confirmed_at, created_at, used_at, helped_at, pepper FROM slots ORDER BY id";
    SLOTS_IN = "INSERT INTO slots (id, vault_id, kind, generation, envelope, salt, parameters, \
        secret, failures, confirmed_at, created_at, used_at, helped_at, pepper) VALUES \
        ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    DOCUMENTS = "SELECT vault_id, id, version, generation, record, object, length, digest, \
        pictures, pictures_length, pictures_digest, added_at, removed_at, removed_mac FROM documents \
        ORDER BY vault_id, id, version";
    DOCUMENTS_IN = "INSERT INTO documents (vault_id, id, version, generation, record, object, \
        length, digest, pictures, pictures_length, pictures_digest, added_at, removed_at, \
        removed_mac) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    INTENTS = "SELECT id, vault_id, kind, object, begun_at FROM intents ORDER BY id";
    INTENTS_IN = "INSERT INTO intents (id, vault_id, kind, object, begun_at) VALUES \
        ($1, $2, $3, $4, $5)";
    JOURNAL = "SELECT vault_id, number, at, code, commitment, hash, payload, sealed FROM journal \
        ORDER BY vault_id, number";
    JOURNAL_IN = "INSERT INTO journal (vault_id, number, at, code, commitment, hash, payload, \
        sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    CONSENTS = "SELECT vault_id, id, generation, lookup, record, link, mode, given_at, until, \
        withdrawn_at, openings_left, wrong_codes FROM consents ORDER BY vault_id, id";
    CONSENTS_IN = "INSERT INTO consents (vault_id, id, generation, lookup, record, link, mode, \
        given_at, until, withdrawn_at, openings_left, wrong_codes) VALUES \
        ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    INVITATIONS = "SELECT vault_id, id, generation, lookup, record, link, key, given_at, until, \
        withdrawn_at, papers_left, undos_left FROM invitations ORDER BY vault_id, id";
    INVITATIONS_IN = "INSERT INTO invitations (vault_id, id, generation, lookup, record, link, \
        key, given_at, until, withdrawn_at, papers_left, undos_left) VALUES \
        ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    DEPOSITS = "SELECT vault_id, id, generation, right_id, depositor, sealed, object, length, \
        digest, pictures, pictures_length, pictures_digest, receipt, deposited_at, adopted_at, \
        answered_at FROM deposits ORDER BY vault_id, id";
    DEPOSITS_IN = "INSERT INTO deposits (vault_id, id, generation, right_id, depositor, sealed, \
        object, length, digest, pictures, pictures_length, pictures_digest, receipt, \
        deposited_at, adopted_at, answered_at) VALUES \
        ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    DEPOSIT_NUMBERS = "SELECT vault_id, generation, id, sealed, state, mac, drawn_at \
        FROM deposit_numbers ORDER BY vault_id";
    DEPOSIT_NUMBERS_IN = "INSERT INTO deposit_numbers (vault_id, generation, id, sealed, state, mac, \
        drawn_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    STRUCTURES = "SELECT id, name, created_at, verified_at, suspended_at, codes_wanted_at \
        FROM structures ORDER BY id";
    STRUCTURES_IN = "INSERT INTO structures (id, name, created_at, verified_at, suspended_at, \
        codes_wanted_at) VALUES ($1, $2, $3, $4, $5, $6)";
    PEOPLE = "SELECT vault_id, structure_id, role, signing_key, mac, joined_at, deactivated_at \
        FROM people ORDER BY vault_id";
    PEOPLE_IN = "INSERT INTO people (vault_id, structure_id, role, signing_key, mac, joined_at, \
        deactivated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    PERSON_INVITATIONS = "SELECT id, structure_id, role, invited_by, mac, made_at, until, used_at \
        FROM person_invitations ORDER BY id";
    PERSON_INVITATIONS_IN = "INSERT INTO person_invitations (id, structure_id, role, invited_by, mac, \
        made_at, until, used_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    HELP_CASES = "SELECT id, person, structure_id, opened_by, opened_at, until \
        FROM help_cases ORDER BY id";
    HELP_CASES_IN = "INSERT INTO help_cases (id, person, structure_id, opened_by, opened_at, \
        until) VALUES ($1, $2, $3, $4, $5, $6)";
    MEMBER_NAMES = "SELECT reader, person, sealed \
        FROM member_names ORDER BY reader, person";
    MEMBER_NAMES_IN = "INSERT INTO member_names (reader, person, sealed) \
        VALUES ($1, $2, $3)";
    WORK_COUNTS = "SELECT professional, day, what, count FROM work_counts \
        ORDER BY professional, day, what";
    WORK_COUNTS_IN = "INSERT INTO work_counts (professional, day, what, count) \
        VALUES ($1, $2, $3, $4)";
    WORK_ALARMS = "SELECT manager, professional, day, what FROM work_alarms \
        ORDER BY manager, professional, day, what";
    WORK_ALARMS_IN = "INSERT INTO work_alarms (manager, professional, day, what) \
        VALUES ($1, $2, $3, $4)";
    TRIES_TOLD = "SELECT slot, failures FROM tries_told ORDER BY slot";
    TRIES_TOLD_IN = "INSERT INTO tries_told (slot, failures) VALUES ($1, $2)";
    CODE_APPS = "SELECT vault_id, generation, secret, last_step, made_at \
        FROM code_apps ORDER BY vault_id";
    CODE_APPS_IN = "INSERT INTO code_apps (vault_id, generation, secret, last_step, made_at) \
        VALUES ($1, $2, $3, $4, $5)";
    SEATS = "SELECT structure_id, seat, recipient, mac FROM seats ORDER BY structure_id, seat";
    SEATS_IN = "INSERT INTO seats (structure_id, seat, recipient, mac) VALUES ($1, $2, $3, $4)";
    GUARDIANS = "SELECT structure_id, person, seat, key, called, named_at \
        FROM guardians ORDER BY structure_id, person";
    GUARDIANS_IN = "INSERT INTO guardians (structure_id, person, seat, key, called, named_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    DESTROYED = "SELECT vault_id, id FROM destroyed ORDER BY vault_id, id";
    DESTROYED_IN = "INSERT INTO destroyed (vault_id, id) VALUES ($1, $2)";
    GUARDIANSHIPS = "SELECT vault_id, id, generation, structure_id, lookup, first, second, record \
        FROM guardianships ORDER BY vault_id";
    GUARDIANSHIPS_IN = "INSERT INTO guardianships (vault_id, id, generation, structure_id, lookup, \
        first, second, record) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    NOTICES = "SELECT vault_id, channel, sealed, language, paused FROM notices ORDER BY vault_id";
    NOTICES_IN = "INSERT INTO notices (vault_id, channel, sealed, language, paused) \
        VALUES ($1, $2, $3, $4, $5)";
    MARKS = "SELECT name, value FROM marks ORDER BY name";
    // The service that takes a backup back may have seen its clock already.
    MARKS_IN = "INSERT INTO marks (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE \
        SET value = CASE WHEN excluded.value > marks.value THEN excluded.value \
        ELSE marks.value END";
}
