//! The real program from outside: started, spoken to over TLS, stopped or killed.
//!
//! One binary for all of it: the program is built once, and helpers have one home.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

#[path = "../support/evidence.rs"]
mod evidence;
#[expect(dead_code, reason = "shared with the tests of the listener")]
#[path = "../serve/frames.rs"]
mod frames;
#[path = "../support/garage.rs"]
mod garage;
#[expect(dead_code, reason = "shared with the tests of actions")]
#[path = "../support/hook.rs"]
mod hook;
#[path = "../support/house.rs"]
mod house;
#[path = "../support/one_time.rs"]
mod one_time;
#[path = "../support/postgres.rs"]
mod postgres;
#[expect(dead_code, reason = "shared with the tests of actions")]
#[path = "../support/relay.rs"]
mod relay;
#[path = "../support/s3.rs"]
mod s3;
#[path = "../support/s3_faults.rs"]
mod s3_faults;
#[path = "../support/server.rs"]
mod server;
mod setups;
mod tables;

mod answers;
mod attacked;
mod away;
mod canaries;
mod configuration;
mod deaths;
mod depositors;
mod discreet;
mod envelopes;
mod factors;
mod faults;
mod forms;
mod guards;
mod health;
mod helped;
mod helpers;
mod idle;
mod image;
mod kills;
mod left;
mod mediators;
mod meetings;
mod metrics;
mod names;
mod nir;
mod not_run;
mod notice;
mod notices;
mod operated;
mod others;
mod people;
mod permissions;
mod posing;
mod previews;
mod professionals;
mod prometheus;
mod residues;
mod resume;
mod scanner;
mod serve;
mod signing_out;
mod steps;
mod stopping;
mod supervised;
mod theft;
mod told;
mod too_large;
mod topology;
mod typed_first;
mod units;
mod upgraded;
mod viewers;
