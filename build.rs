//! Rebuilds when a migration is added: `sqlx::migrate!` embeds them and does not see new files by itself. Has the linker write
//! relocations in their short form (glibc 2.36), two megabytes less.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
}
