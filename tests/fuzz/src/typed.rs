//! Lines of text that people type.

use abri::domain::document::{PrintedDate, Title};
use abri::domain::entry_name as names;
use abri::domain::ids::{DocumentId, VaultId};
use abri::domain::notices::Address;
use abri::domain::person::{CallName, Identifier};
use abri::domain::recovery::CivilIdentity;
use abri::domain::text;
use abri::domain::time::{Day, Moment};

fn each(bytes: &[u8], try_one: impl Fn(&str)) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        try_one(text);
    }
}

/// One line: never longer than its limit, nothing unseen in it, and the same when it is read again.
pub fn lines(bytes: &[u8]) {
    each(bytes, |typed| {
        text::looks_like_nir(typed);
        if let Ok(line) = text::line(typed, 40) {
            assert!(line.chars().count() <= 40 && !line.chars().any(text::is_hidden));
            assert_eq!(text::line(&line, 40), Ok(line));
        }
        if let Ok(title) = Title::parse(typed) {
            assert!(
                Title::parse(title.as_str()).is_ok_and(|again| again.as_str() == title.as_str())
            );
        }
    });
}

/// Names and identifiers.
pub fn people(bytes: &[u8]) {
    each(bytes, |typed| {
        if let Ok(name) = CallName::parse(typed) {
            assert!(CallName::parse(name.as_str()).is_ok_and(|again| again == name));
        }
        if let Ok(identifier) = Identifier::parse(typed) {
            drop(Identifier::parse(identifier.as_str()));
        }
        let (name, born) = typed.split_once('\n').unwrap_or((typed, "1990-02-28"));
        drop(CivilIdentity::parse(
            name,
            born,
            Moment::from_millis(1_795_521_600_000),
        ));
    });
}

/// Dates: what is read exists, and counts to itself and back.
pub fn dates(bytes: &[u8]) {
    each(bytes, |typed| {
        if let Some(date) = PrintedDate::parse(typed) {
            assert_eq!(PrintedDate::of(date.day()), date);
            assert_eq!(PrintedDate::parse(&date.to_string()), Some(date));
        }
    });
    if let Some((numbers, _)) = bytes.split_first_chunk::<8>() {
        let [a, b, c, d, e, f, g, h] = *numbers;
        let day = Day::from_number(i64::from(i32::from_be_bytes([a, b, c, d]) % 80_000));
        let date = PrintedDate::of(day);
        assert_eq!(date.day(), day);
        let _ = date.plus_months(i32::from_be_bytes([e, f, g, h]) % 1_200);
    }
}

/// Addresses that people are told at: nothing that ends a line or begins another address.
pub fn addresses(bytes: &[u8]) {
    each(bytes, |typed| {
        if let Some(address) = Address::typed(typed) {
            assert!(address.as_str().bytes().all(|b| b.is_ascii_graphic()));
            assert!(
                !address
                    .as_str()
                    .contains([',', ';', '<', '>', '"', '(', ')'])
            );
            assert!(
                Address::kept(address.channel(), address.as_str())
                    .is_some_and(|again| again.as_str() == address.as_str())
            );
            address.folded();
        }
    });
}

/// Names of files that are taken out.
pub fn entry_name(bytes: &[u8]) {
    each(bytes, |title| {
        let name = names::of(bytes.len(), 20_000, title, "pdf");
        assert!(names::is_plain(&name) && name.ends_with(".pdf"), "{name:?}");
        names::is_plain(title);
    });
}

/// Ids in addresses.
pub fn identifiers(bytes: &[u8]) {
    each(bytes, |typed| {
        if let Ok(id) = typed.parse::<DocumentId>() {
            assert_eq!(id.to_string(), typed);
        }
    });
    VaultId::from_slice(bytes);
}
