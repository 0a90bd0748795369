//! Actions against a real store, without pages.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

#[path = "../support/evidence.rs"]
mod evidence;
#[path = "../support/abri.rs"]
mod support;

#[path = "../support/clamd.rs"]
mod clamd;
#[path = "../support/hook.rs"]
mod hook;
#[path = "../support/one_time.rs"]
mod one_time;
#[path = "../support/postgres.rs"]
mod postgres;
#[path = "../support/relay.rs"]
mod relay;
#[expect(dead_code, reason = "shared with the tests of objects")]
#[path = "../support/s3.rs"]
mod s3;

#[expect(dead_code, reason = "shared with the tests of the worker")]
#[path = "../media/samples.rs"]
mod samples;

mod age_tool;
mod agreements;
mod appointments;
mod checklist_page;
mod checkpoint_keys;
mod checkpoints;
mod close_vault;
mod copies;
mod daily_check;
mod deposits;
mod draft_keys;
mod eight_verbs;
mod flipped;
mod flipped_deposits;
mod given;
mod guardians;
mod helped;
mod inventory;
mod journal;
mod journal_page;
mod journal_proof;
mod keep_days;
mod keep_safe;
mod mutations;
mod notices;
mod older;
mod once;
mod one_altered;
mod papers;
mod papers_removed;
mod people;
mod planted;
mod put_back;
mod reading_ends;
mod reading_shown;
mod refusals;
mod refused_tries;
mod regain_control;
mod restored;
mod revived;
mod right_secrets;
mod rotation;
mod scanning;
mod screens;
mod short_code;
mod show;
mod taken_out;
mod typed_secrets;
mod uploads;
mod ways_in;
