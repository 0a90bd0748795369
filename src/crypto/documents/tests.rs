use std::io::{Read, Write};
use std::process::{Command, Stdio};

use proptest::prelude::*;

use sha2::{Digest as _, Sha256};

use super::*;

fn plaintext(length: usize) -> Vec<u8> {
    (0..=250_u8)
        .flat_map(|byte| [byte; 7])
        .cycle()
        .take(length)
        .collect()
}

fn encrypt(key: &DocumentKey, plaintext: &[u8], piece: usize) -> (Vec<u8>, Summary) {
    encrypt_in(Buffers::small(), key, plaintext, piece)
}

fn encrypt_in(
    buffers: Buffers,
    key: &DocumentKey,
    plaintext: &[u8],
    piece: usize,
) -> (Vec<u8>, Summary) {
    let mut file = Vec::new();
    let mut encryptor = Encryptor::for_document(key, buffers);
    let length = encryptor.file_length(plaintext.len() as u64);
    for mut bytes in plaintext.chunks(piece.max(1)) {
        while let Some((full, rest)) = encryptor.push(bytes) {
            file.extend_from_slice(full.as_ref());
            bytes = rest;
        }
    }
    let (end, summary) = encryptor.finish();
    file.extend_from_slice(end.as_ref());
    assert_eq!(length, file.len() as u64);
    (file, summary)
}

fn decrypt(key: &DocumentKey, file: &[u8], piece: usize) -> Result<(Vec<u8>, Summary), Broken> {
    let mut out = Vec::new();
    let mut decryptor = Decryptor::for_document(key);
    for bytes in file.chunks(piece.max(1)) {
        decryptor.push(bytes, &mut out)?;
    }
    let summary = decryptor.finish(&mut out)?;
    Ok((out, summary))
}

fn header_length(file: &[u8]) -> usize {
    header::complete(file).unwrap()
}

const LENGTHS: [usize; 8] = [
    0,
    1,
    CHUNK - 1,
    CHUNK,
    CHUNK + 1,
    2 * CHUNK,
    3 * CHUNK - 5,
    3 * CHUNK,
];

#[test]
fn files_are_whole_whatever_the_buffers() {
    let key = DocumentKey::new();
    let plain = plaintext(20 * CHUNK);
    for length in [CHUNK, 8 * CHUNK, 8 * CHUNK + 1, 17 * CHUNK - 1, 20 * CHUNK] {
        for piece in [10_007, CHUNK, 3 * CHUNK + 1, 20 * CHUNK] {
            let (file, _) = encrypt_in(Buffers::default(), &key, &plain[..length], piece);
            let (opened, _) = decrypt(&key, &file, file.len()).unwrap();
            assert!(opened == plain[..length], "{length} in pieces of {piece}");
        }
    }
}

/// Attack: what waits for its chunk to be full is read from what was given out.
#[test]
fn attack_no_plaintext_leaves_before_it_is_sealed() {
    const WORD: [u8; 7] = *b"secret!";
    let mut encryptor = Encryptor::for_document(&DocumentKey::new(), Buffers::small());
    let plain = WORD.repeat(3 * CHUNK / WORD.len());
    let mut given = 0;
    for mut bytes in plain.chunks(10_007) {
        while let Some((full, rest)) = encryptor.push(bytes) {
            given += 1;
            assert!(!full.as_ref().windows(WORD.len()).any(|at| at == WORD));
            bytes = rest;
        }
    }
    assert!(given > 0);
}

#[test]
fn files_read_back_whatever_the_pieces() {
    let key = DocumentKey::new();
    for length in LENGTHS {
        let plain = plaintext(length);
        let (file, written) = encrypt(&key, &plain, 10_007);
        assert_eq!(written.ciphertext_length, file.len() as u64);
        assert_eq!(written.plaintext_length, length as u64);
        assert_eq!(written.ciphertext_digest[..], Sha256::digest(&file)[..]);
        assert_eq!(written.plaintext_digest[..], Sha256::digest(&plain)[..]);
        for piece in [13_001, SEALED_CHUNK, 1 << 20] {
            let (read, summary) = decrypt(&key, &file, piece).unwrap();
            assert!(read == plain, "{length} bytes in pieces of {piece}");
            assert_eq!(summary, written);
        }
    }
}

#[test]
fn the_age_crate_reads_ours_and_we_read_its_files() {
    let key = DocumentKey::new();
    for length in LENGTHS {
        let plain = plaintext(length);
        let (file, _) = encrypt(&key, &plain, 1 << 16);
        let mut read = Vec::new();
        age::Decryptor::new(&file[..])
            .unwrap()
            .decrypt(std::iter::once(&*key.identity() as _))
            .unwrap()
            .read_to_end(&mut read)
            .unwrap();
        assert!(read == plain);
        let theirs = age::encrypt(&key.identity().to_public(), &plain).unwrap();
        assert!(decrypt(&key, &theirs, 5000).unwrap().0 == plain);
    }
}

#[test]
fn the_age_tool_reads_ours_and_we_read_its_files() {
    let pipe = |args: &[&str], input: &[u8]| {
        let mut child = Command::new("age")
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let mut stdin = child.stdin.take()?;
        let input = input.to_vec();
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().ok()?;
        writer.join().ok()?.ok()?;
        output.status.success().then_some(output.stdout)
    };
    if Command::new("age").arg("--version").output().is_err() {
        eprintln!("age tool: not run (not installed)");
        return;
    }
    let key = DocumentKey::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("identity");
    let text = bech::encode("age-secret-key-", key.key().expose()).to_ascii_uppercase();
    std::fs::write(&path, text).unwrap();
    let recipient = key.identity().to_public().to_string();
    for length in LENGTHS {
        let plain = plaintext(length);
        let (file, _) = encrypt(&key, &plain, 1 << 16);
        let read = pipe(&["-d", "-i", path.to_str().unwrap()], &file).unwrap();
        assert!(read == plain);
        let theirs = pipe(&["-r", &recipient], &plain).unwrap();
        assert!(decrypt(&key, &theirs, 5000).unwrap().0 == plain);
    }
}

#[test]
fn cut_swapped_doubled_and_lengthened_files_are_refused() {
    let key = DocumentKey::new();
    let (file, _) = encrypt(&key, &plaintext(3 * CHUNK), 1 << 16);
    let head = header_length(&file);
    let chunk = |n: usize| &file[head + n * SEALED_CHUNK..head + (n + 1) * SEALED_CHUNK];
    let (header, one, two, three) = (&file[..head], chunk(0), chunk(1), chunk(2));
    for parts in [
        &[header, one, two][..],
        &[header, one],
        &[header],
        &[header, two, one, three],
        &[header, one, one, two, three],
        &[header, one, three],
        &[header, one, two, three, three],
        &[header, one, two, three, b"x"],
        &[header, one, two, &three[..SEALED_CHUNK - 1]],
    ] {
        let bad = parts.concat();
        assert_eq!(decrypt(&key, &bad, 4096).err(), Some(Broken::Payload));
    }
    assert_eq!(decrypt(&key, &file[..40], 9).err(), Some(Broken::Header));
    assert_eq!(decrypt(&key, b"", 9).err(), Some(Broken::Header));
    // As it comes, and not only at its end: it is kept in memory until then.
    let endless = vec![b'a'; header::MAX + 2];
    let pushed = Decryptor::for_document(&key).push(&endless, &mut Vec::new());
    assert_eq!(pushed.err(), Some(Broken::Header));
    let other = DocumentKey::new();
    assert_eq!(decrypt(&other, &file, 4096).err(), Some(Broken::NoMatch));
}

#[test]
fn an_altered_empty_file_is_refused() {
    let key = DocumentKey::new();
    let (mut file, _) = encrypt(&key, b"", 1);
    assert!(decrypt(&key, &file, 50).is_ok());
    *file.last_mut().unwrap() ^= 1;
    assert_eq!(decrypt(&key, &file, 50).err(), Some(Broken::Payload));
}

#[test]
fn after_an_error_nothing_more_comes() {
    let key = DocumentKey::new();
    let (mut file, _) = encrypt(&key, &plaintext(2 * CHUNK), 1 << 16);
    let head = header_length(&file);
    file[head] ^= 1;
    let mut out = Vec::new();
    let mut decryptor = Decryptor::for_document(&key);
    assert_eq!(decryptor.push(&file, &mut out), Err(Broken::Payload));
    assert_eq!(decryptor.push(b"more", &mut out), Err(Broken::Payload));
    assert_eq!(decryptor.finish(&mut out), Err(Broken::Payload));
    assert!(out.is_empty());
}

#[test]
fn attack_a_header_without_an_end_is_read_to_a_bound() {
    let mut out = Vec::new();
    let mut decryptor = Decryptor::for_document(&DocumentKey::new());
    let endless = vec![b'a'; header::MAX];
    assert_eq!(decryptor.push(&endless, &mut out), Ok(()));
    assert_eq!(decryptor.push(b"a", &mut out), Err(Broken::Header));
}

fn reader(key: &DocumentKey, file: &[u8]) -> Result<RangeReader, Broken> {
    RangeReader::new(key, &file[..file.len().min(4096)], file.len() as u64)
}

fn read_range(
    reader: &RangeReader,
    file: &[u8],
    part: std::ops::Range<u64>,
) -> Result<zeroize::Zeroizing<Vec<u8>>, Broken> {
    let fetch = reader.ciphertext_range(&part)?;
    let fetched = &file[usize::try_from(fetch.start).unwrap()..usize::try_from(fetch.end).unwrap()];
    reader.open(&part, fetched)
}

#[test]
fn ranges_touch_only_their_chunks_and_refuse_what_is_not_theirs() {
    let key = DocumentKey::new();
    let plain = plaintext(3 * CHUNK - 5);
    let (file, _) = encrypt(&key, &plain, 1 << 16);
    let reader = reader(&key, &file).unwrap();
    assert_eq!(reader.plaintext_length(), plain.len() as u64);
    let (chunk, length) = (CHUNK as u64, plain.len() as u64);
    let one = reader.ciphertext_range(&(chunk..chunk + 1)).unwrap();
    assert_eq!(one.end - one.start, SEALED_CHUNK as u64);
    let within = |bytes| reader.chunks_within(bytes);
    assert_eq!(
        (within(0), within(one.start - 1), within(one.start)),
        (0, 0, 1)
    );
    assert_eq!((within(one.end - 1), within(one.end)), (1, 2));
    assert_eq!(
        (within(file.len() as u64 - 1), within(file.len() as u64)),
        (2, 3)
    );
    assert!(read_range(&reader, &file, 0..length + 1).is_err());
    assert!(read_range(&reader, &file, 5..5).is_err());
    let part = 0..10;
    assert_eq!(reader.open(&part, &file[..10]).err(), Some(Broken::Range));
    // The bytes of another chunk, of the right length.
    let swapped = &file[usize::try_from(one.start).unwrap()..usize::try_from(one.end).unwrap()];
    assert_eq!(reader.open(&part, swapped).err(), Some(Broken::Payload));
}

#[test]
fn a_file_cut_at_a_chunk_is_noticed_by_ranges_too() {
    let key = DocumentKey::new();
    let (file, _) = encrypt(&key, &plaintext(3 * CHUNK), 1 << 16);
    let cut = &file[..file.len() - SEALED_CHUNK];
    let shorter = reader(&key, cut).unwrap();
    let chunk = CHUNK as u64;
    let last = read_range(&shorter, cut, chunk..2 * chunk);
    assert_eq!(last.err(), Some(Broken::Payload));
    for bad in [
        &file[..header_length(&file)],
        &file[..header_length(&file) + 15],
    ] {
        assert!(reader(&key, bad).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_flipped_bit_anywhere_is_refused(
        length in 0usize..30, bit in any::<proptest::sample::Index>(),
    ) {
        let key = DocumentKey::new();
        let (mut file, _) = encrypt(&key, &plaintext(length), 7);
        let bit = bit.index(file.len() * 8);
        file[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(decrypt(&key, &file, 50).is_err());
    }

    #[test]
    fn any_range_equals_the_same_range_of_the_whole(
        length in 1usize..(3 * CHUNK),
        from in any::<proptest::sample::Index>(),
        to in any::<proptest::sample::Index>(),
    ) {
        let key = DocumentKey::new();
        let plain = plaintext(length);
        let (file, _) = encrypt(&key, &plain, 1 << 16);
        let (from, to) = (from.index(length), to.index(length));
        let (from, to) = (from.min(to), from.max(to) + 1);
        let reader = reader(&key, &file).unwrap();
        let read = read_range(&reader, &file, from as u64..to as u64).unwrap();
        prop_assert!(read[..] == plain[from..to]);
    }
}

#[test]
fn machines_can_travel_to_blocking_threads() {
    fn travels<T: Send + 'static>() {}
    travels::<Encryptor>();
    travels::<Decryptor>();
    travels::<RangeReader>();
}
