//! Age files: header, payload, ranges, keys of the hybrid recipient.

use abri::crypto::documents::{
    Buffers, Decryptor, DocumentKey, Encryptor, RangeReader, decrypt_all,
};
use abri::crypto::hybrid::{Identity, Recipient};
use abri::crypto::secrets::Key;

fn key() -> DocumentKey {
    DocumentKey::from_key(Key::take(&mut [9; 32]))
}

fn sealed(text: &[u8]) -> Vec<u8> {
    let encryptor = Encryptor::for_document(&key(), Buffers::small());
    encryptor.whole(text).0
}

/// Reads a file in pieces whose length the input says.
fn read(file: &[u8], piece: usize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut decryptor = Decryptor::for_document(&key());
    for part in file.chunks(piece) {
        decryptor.push(part, &mut out).ok()?;
    }
    decryptor.finish(&mut out).ok()?;
    Some(out)
}

/// Any bytes as a file, for a document's key and for the hybrid one.
pub fn header(bytes: &[u8]) {
    assert!(read(bytes, 4096).is_none());
    let identity = Identity::from_seed(&Key::take(&mut [9; 32]));
    assert!(decrypt_all(&identity, bytes).is_err());
    // The same after the first line, which is always the same.
    let named = [b"age-encryption.org/v1\n-> ", bytes].concat();
    assert!(read(&named, 4096).is_none());
    assert!(decrypt_all(&identity, &named).is_err());
    drop(RangeReader::new(
        &key(),
        &named,
        named.len() as u64 + 65_536,
    ));
}

/// A file that was cut, lengthened or changed gives nothing but its own beginning, and no end.
pub fn stream(bytes: &[u8]) {
    let Some(([length, high, low, flip, cut], text)) = bytes.split_first_chunk() else {
        return;
    };
    let text = text.repeat(usize::from(*length) + 1);
    let file = sealed(&text);
    assert_eq!(
        read(&file, usize::from(*cut) * 97 + 1).as_deref(),
        Some(&text[..])
    );
    let mut changed = file.clone();
    let at = usize::from(u16::from_be_bytes([*high, *low])) % file.len();
    changed[at] ^= flip;
    if let Some(opened) = read(&changed, 4096) {
        assert_eq!(opened, text);
    }
    if *cut > 0 {
        assert!(
            read(
                &file[..file.len() - usize::from(*cut).min(file.len())],
                4096
            )
            .is_none()
        );
        assert!(read(&[&file[..], &vec![*flip; usize::from(*cut)]].concat(), 4096).is_none());
    }
}

/// Parts of a file: any length said, any part asked for.
pub fn range(bytes: &[u8]) {
    let Some((numbers, text)) = bytes.split_first_chunk::<24>() else {
        return;
    };
    let number = |at: usize| u64::from_be_bytes(numbers[at..at + 8].try_into().unwrap());
    let (length, start, end) = (number(0), number(8), number(16));
    let file = sealed(text);
    drop(RangeReader::new(&key(), bytes, length));
    if let Ok(reader) = RangeReader::new(&key(), &file, length) {
        drop(reader.ciphertext_range(&(start..end)));
        drop(reader.open(&(start..end), bytes));
    }
    let reader = RangeReader::new(&key(), &file, file.len() as u64).unwrap();
    assert_eq!(reader.plaintext_length(), text.len() as u64);
    let part = start % (text.len() as u64 + 1)..end % (text.len() as u64 + 2);
    if let Ok(range) = reader.ciphertext_range(&part) {
        let range = usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap();
        let wanted = usize::try_from(part.start).unwrap()..usize::try_from(part.end).unwrap();
        assert_eq!(
            &reader.open(&part, &file[range]).unwrap()[..],
            &text[wanted]
        );
    }
}

/// The text and the bytes of a hybrid recipient.
pub fn hybrid_key(bytes: &[u8]) {
    if let Ok(recipient) = Recipient::from_bytes(bytes) {
        assert_eq!(recipient.to_bytes(), bytes);
        assert!(recipient.to_string().parse() == Ok(recipient));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        drop(text.parse::<Recipient>());
        drop(format!("age1pq1{text}").parse::<Recipient>());
    }
}
