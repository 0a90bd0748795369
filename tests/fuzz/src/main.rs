//! Parsers that are ours, each a target of LLVM's fuzzer; `FUZZ_TARGET` names the one that is tried. One program, so that
//! it is linked once.
//!
//! Nothing may panic, overflow or loop; what is read and written again is the same; nothing that was changed opens.

#![no_main]
#![expect(clippy::unwrap_used, reason = "a panic is what the fuzzer looks for")]

mod codes;
mod documents;
mod files;
mod house;
mod inbox;
mod journals;
mod requests;
mod sealed;
mod settings;
mod typed;

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

// Files that their rooms keep to themselves are compiled here a second time as they are: nothing is made public for the
// sake of this. The paths that they name are these.
use abri::{actions, domain, store, web};
use abri_render::{Active, Kind};
#[path = "../../../render/src/active.rs"]
mod active;
#[path = "../../../src/actions/bring_back/directory.rs"]
mod directory;
#[expect(dead_code, reason = "what is written to a pipe is not tried")]
#[path = "../../../src/media/frames.rs"]
mod frames;
#[path = "../../../src/actions/checkpoints/head_name.rs"]
mod head_name;
#[path = "../../../render/src/jpeg.rs"]
mod jpeg;
#[path = "../../../src/serve/peer.rs"]
mod peer;
#[path = "../../../src/serve/proxy_header.rs"]
mod proxy_header;
#[path = "../../../src/actions/backup/row.rs"]
mod row;
#[path = "../../../render/src/sniff.rs"]
mod sniff;

type Target = fn(&[u8]);

const TARGETS: &[(&str, Target)] = &[
    ("envelope", sealed::envelope),
    ("inbox", sealed::inbox),
    ("slot", sealed::slot),
    ("deposit", inbox::deposit),
    ("asking", inbox::asking),
    ("appointment", sealed::appointment),
    ("guardian", sealed::guardian),
    ("grant", sealed::grant),
    ("cost", sealed::cost),
    ("age-header", documents::header),
    ("stream", documents::stream),
    ("range", documents::range),
    ("hybrid-key", documents::hybrid_key),
    ("journal", journals::taken),
    ("mark", journals::mark),
    ("log-proof", journals::proof),
    ("checkpoint", journals::checkpoint),
    ("log-piece", journals::piece),
    ("tree", journals::tree),
    ("head-name", journals::head_name),
    ("rescue-code", codes::rescue),
    ("short-codes", codes::short),
    ("digits", codes::digits),
    ("words", codes::words),
    ("app-secret", codes::app),
    ("cookies", codes::cookies),
    ("lines", typed::lines),
    ("people", typed::people),
    ("dates", typed::dates),
    ("addresses", typed::addresses),
    ("entry-name", typed::entry_name),
    ("identifiers", typed::identifiers),
    ("archive", files::archive),
    ("index", files::index),
    ("look", files::look),
    ("frames", files::frames),
    ("active", files::active),
    ("backup", files::backup),
    ("scanner", files::scanner),
    ("peer", files::peer),
    ("balancer", files::balancer),
    ("configuration", settings::configuration),
    ("origins", settings::origins),
    ("catalogue", settings::catalogue),
    ("requests", requests::anybody),
    ("requests-inside", requests::inside),
];

fn chosen() -> Target {
    static CHOSEN: OnceLock<Target> = OnceLock::new();
    *CHOSEN.get_or_init(|| {
        let name = std::env::var("FUZZ_TARGET").unwrap();
        TARGETS.iter().find(|(one, _)| *one == name).unwrap().1
    })
}

fuzz_target!(|bytes: &[u8]| chosen()(bytes));
