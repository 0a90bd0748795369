//! What cargo does not see by itself: `sqlx::migrate!` embeds the migrations, so that one more rebuilds; and the C library
//! that the program is linked for decides how its relocations are written.

use std::env;
use std::process::Command;

/// The first glibc that reads relocations in their short form (`DT_RELR`).
const SHORT_RELOCATIONS: (u32, u32) = (2, 36);

fn main() {
    println!("cargo::rerun-if-changed=migrations");
    if glibc().is_some_and(|version| version >= SHORT_RELOCATIONS) {
        // Two megabytes that every start would read, and keep (`docs/speed.md`).
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The version of this machine's C library, when the program is for this machine and it is glibc.
fn glibc() -> Option<(u32, u32)> {
    if told("HOST")? != told("TARGET")? || told("CARGO_CFG_TARGET_ENV")? != "gnu" {
        return None;
    }
    let answer = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let text = String::from_utf8(answer.ok()?.stdout).ok()?;
    let (major, minor) = text.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

#[expect(clippy::disallowed_methods, reason = "cargo tells it in no other way")]
fn told(name: &str) -> Option<String> {
    env::var(name).ok()
}
