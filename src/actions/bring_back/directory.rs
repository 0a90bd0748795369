//! The directory of a ZIP as Abri writes it (APPNOTE 6.3), and of no other: files stored as they are, under names of
//! their own, none reaching into another. Whatever else a ZIP can say is refused before anything is read of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::actions::take_out::{FOLDER, INDEX, JOURNAL, PAGE};
use crate::actions::{Outcome, Problem};
use crate::domain::entry_name;

/// The sentence for what is no archive of ours, or is one no more.
pub(super) const NOT_OURS: Problem = Problem::Field("back-refused-archive");

/// Bytes at the end that say where the directory is: its end, and both parts of ZIP64.
pub(super) const TAIL: u64 = END as u64 + WIDE as u64;
/// Bytes of a directory that are read at all.
const MOST_BYTES: u64 = 8 << 20;
/// Files of one archive.
const MOST_FILES: u64 = 20_000;

const END: usize = 22;
const WIDE: usize = 20 + 56;
const LINE: usize = 46;
/// Bytes of a file's own head before its name.
pub(super) const HEAD: u64 = 30;

/// A file of the archive.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) name: String,
    /// Where its own head stands.
    pub(super) at: u64,
    pub(super) length: u64,
    /// Where whatever comes after it begins.
    pub(super) before: u64,
}

fn short(bytes: &[u8], at: usize) -> Outcome<u64> {
    let two = bytes.get(at..at + 2).and_then(|two| two.try_into().ok());
    two.map(|two| u16::from_le_bytes(two).into())
        .ok_or(NOT_OURS)
}

fn long(bytes: &[u8], at: usize) -> Outcome<u64> {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
    four.map(|four| u32::from_le_bytes(four).into())
        .ok_or(NOT_OURS)
}

fn longest(bytes: &[u8], at: usize) -> Outcome<u64> {
    let eight = bytes
        .get(at..at + 8)
        .and_then(|eight| eight.try_into().ok());
    eight.map(u64::from_le_bytes).ok_or(NOT_OURS)
}

fn must(holds: bool) -> Outcome<()> {
    if holds { Ok(()) } else { Err(NOT_OURS) }
}

/// Where the directory lies in an archive of this length that ends with `tail`, and how many files it tells.
pub(super) fn place(tail: &[u8], length: u64) -> Outcome<(Range<u64>, u64)> {
    let end = tail.len().checked_sub(END).ok_or(NOT_OURS)?;
    let (wide, end) = tail.split_at(end);
    must(long(end, 0)? == 0x0605_4b50)?;
    // One disk; no comment, so that nothing can hide behind it.
    must(long(end, 4)? == 0 && short(end, 8)? == short(end, 10)? && short(end, 20)? == 0)?;
    let (mut count, mut size, mut from) = (short(end, 10)?, long(end, 12)?, long(end, 16)?);
    let mut until = length - END as u64;
    if count == 0xffff || size == 0xffff_ffff || from == 0xffff_ffff {
        until = until.checked_sub(WIDE as u64).ok_or(NOT_OURS)?;
        must(wide.len() == WIDE)?;
        let (wide, locator) = wide.split_at(56);
        must(long(locator, 0)? == 0x0706_4b50 && long(locator, 4)? == 0)?;
        must(longest(locator, 8)? == until && long(locator, 16)? == 1)?;
        must(long(wide, 0)? == 0x0606_4b50 && longest(wide, 4)? == 44)?;
        must(longest(wide, 16)? == 0 && longest(wide, 24)? == longest(wide, 32)?)?;
        (count, size, from) = (longest(wide, 32)?, longest(wide, 40)?, longest(wide, 48)?);
    }
    must(from.checked_add(size) == Some(until))?;
    if size > MOST_BYTES || count > MOST_FILES {
        return Err(Problem::Field("back-refused-many"));
    }
    Ok((from..until, count))
}

/// The files of a directory that begins at `from`, by name.
pub(super) fn files(mut bytes: &[u8], from: u64, count: u64) -> Outcome<BTreeMap<String, File>> {
    let mut all = Vec::new();
    let mut seen = BTreeSet::new();
    for _ in 0..count {
        let (file, rest) = line(bytes)?;
        // Upper and lower case are one name to some.
        must(seen.insert(file.name.to_lowercase()))?;
        all.push(file);
        bytes = rest;
    }
    must(bytes.is_empty())?;
    all.sort_by_key(|file| file.at);
    let mut before = from;
    for file in all.iter_mut().rev() {
        // Neither overlapping nor reaching into the directory, whatever the lengths say.
        let end = HEAD + file.name.len() as u64;
        let end = file
            .at
            .checked_add(end)
            .and_then(|end| end.checked_add(file.length));
        must(end.is_some_and(|end| end <= before))?;
        file.before = before;
        before = file.at;
    }
    must(before == 0)?;
    Ok(all
        .into_iter()
        .map(|file| (file.name.clone(), file))
        .collect())
}

fn line(bytes: &[u8]) -> Outcome<(File, &[u8])> {
    must(long(bytes, 0)? == 0x0201_4b50)?;
    let flags = short(bytes, 8)?;
    // Lengths behind the data, names in UTF-8; neither encryption nor anything newer.
    must(flags & !0b1000_0000_1000 == 0)?;
    must(short(bytes, 10)? == 0)?;
    let (mut packed, mut length) = (long(bytes, 20)?, long(bytes, 24)?);
    let [name, extra, comment] = [short(bytes, 28)?, short(bytes, 30)?, short(bytes, 32)?];
    must(comment == 0 && short(bytes, 34)? == 0)?;
    // A plain file, or of a kind that is not told.
    must(matches!(long(bytes, 38)? >> 28, 0 | 0o10))?;
    let mut at = long(bytes, 42)?;
    let usize_of = |n: u64| usize::try_from(n).map_err(|_| NOT_OURS);
    let (name, extra) = (usize_of(name)?, usize_of(extra)?);
    let rest = bytes.get(LINE..).ok_or(NOT_OURS)?;
    let (name, rest) = rest.split_at_checked(name).ok_or(NOT_OURS)?;
    let (extra, rest) = rest.split_at_checked(extra).ok_or(NOT_OURS)?;
    let name = std::str::from_utf8(name).map_err(|_| NOT_OURS)?;
    must(is_ours(name))?;
    let mut fields = wide(extra)?;
    for value in [&mut length, &mut packed, &mut at] {
        if *value == 0xffff_ffff {
            *value = longest(fields, 0)?;
            fields = &fields[8..];
        }
    }
    must(packed == length)?;
    let file = File {
        name: name.to_owned(),
        at,
        length,
        before: 0,
    };
    Ok((file, rest))
}

/// The field of ZIP64 among the extra ones; another program may have added some.
fn wide(mut extra: &[u8]) -> Outcome<&[u8]> {
    while !extra.is_empty() {
        let (id, size) = (short(extra, 0)?, short(extra, 2)?);
        let size = usize::try_from(size).map_err(|_| NOT_OURS)?;
        let (field, rest) = extra[4..].split_at_checked(size).ok_or(NOT_OURS)?;
        if id == 1 {
            return Ok(field);
        }
        extra = rest;
    }
    Ok(&[])
}

/// Names are compared, never used as a path; those that could be one are refused all the same.
fn is_ours(name: &str) -> bool {
    [INDEX, PAGE, JOURNAL].contains(&name)
        || name.strip_prefix(FOLDER).is_some_and(entry_name::is_plain)
}

/// Where a file's bytes lie, out of its own head, which must say the same as the directory.
pub(super) fn body(file: &File, head: &[u8]) -> Outcome<Range<u64>> {
    must(long(head, 0)? == 0x0403_4b50 && short(head, 8)? == 0)?;
    must(short(head, 6)? & !0b1000_0000_1000 == 0)?;
    let (name, extra) = (short(head, 26)?, short(head, 28)?);
    must(name == file.name.len() as u64)?;
    let told = head.get(30..).and_then(|rest| rest.get(..file.name.len()));
    must(told == Some(file.name.as_bytes()))?;
    let from = file.at + HEAD + name + extra;
    let until = from.checked_add(file.length).ok_or(NOT_OURS)?;
    must(until <= file.before)?;
    Ok(from..until)
}
