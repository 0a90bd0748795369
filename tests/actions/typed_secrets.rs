//! Every secret that somebody types, with the bits that a guesser lacks, counted from what is drawn; what stands beside
//! it where they are few; and no secret question anywhere.

use std::collections::BTreeSet;

use abri::crypto::argon::Parameters;
use abri::crypto::codes::Code;
use abri::crypto::secrets::Secret;
use abri::crypto::{crockford, random, words};

use crate::evidence::Claim;

/// Draws enough for each letter or word to come: four thousand of thirty-two, sixty thousand of two thousand.
const DRAWN: usize = 4_000;
const WORDS_DRAWN: usize = 12_000;

/// What stands beside a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// Nothing: it must be out of reach by itself.
    Nothing,
    /// Tries are slowed down or counted for whoever makes them.
    Slowed,
    /// Something of 128 bits that the person holds, and an end after a few wrong tries.
    Held,
    /// It is no key: it lives for minutes and a person says yes.
    Asked,
}

impl Beside {
    /// Bits that must be there: 80 alone, 50 slowed down, 13 beside something held (CNIL 2022-100); of what only asks a
    /// person, as many as a stranger cannot try in its minutes.
    const fn least(self) -> f64 {
        match self {
            Self::Nothing => 80.0,
            Self::Slowed => 50.0,
            Self::Held => 13.0,
            Self::Asked => 29.0,
        }
    }
}

/// Bits of a text of letters that are drawn one by one: of each place, how many different ones come.
fn bits(draw: impl Fn() -> String) -> f64 {
    let mut places: Vec<BTreeSet<char>> = Vec::new();
    for _ in 0..DRAWN {
        let text = draw();
        for (at, letter) in text.chars().filter(char::is_ascii_alphanumeric).enumerate() {
            if places.len() == at {
                places.push(BTreeSet::new());
            }
            places[at].insert(letter);
        }
    }
    places.iter().map(|place| count(place.len()).log2()).sum()
}

/// The same of words.
fn bits_of_words(between: char, draw: impl Fn() -> String) -> f64 {
    let mut all = BTreeSet::new();
    let mut many = 0;
    for _ in 0..WORDS_DRAWN {
        let text = draw();
        let words: Vec<_> = text.split(between).map(str::to_owned).collect();
        many = words.len();
        all.extend(words);
    }
    count(many) * count(all.len()).log2()
}

fn count(many: usize) -> f64 {
    f64::from(u32::try_from(many).unwrap())
}

#[test]
fn every_typed_secret_has_its_bits_or_what_stands_beside_it() {
    let claim = Claim::begin(
        "L35",
        "typed",
        "cargo test --release --test actions typed_secrets::",
    );
    let rescue = || crockford::rescue_code(&Secret::from_slice(&random::bytes::<16>()).unwrap());
    let table = [
        (
            "code of a card or phone",
            bits(|| Code::for_slot().expose().to_owned()),
            Beside::Held,
        ),
        (
            "spoken code of a share",
            bits(|| Code::spoken().expose().to_owned()),
            Beside::Held,
        ),
        (
            "five words",
            bits_of_words(' ', || words::Phrase::draw().0.to_string()),
            Beside::Slowed,
        ),
        (
            "words of an archive",
            bits_of_words('-', || words::draw_plain().to_string()),
            Beside::Slowed,
        ),
        // Its check characters follow from the others.
        (
            "rescue code",
            bits(|| rescue()[..].to_owned()) - 10.0,
            Beside::Nothing,
        ),
        (
            "short code of a share",
            bits(crockford::short_code),
            Beside::Asked,
        ),
        (
            "code of an appointment",
            bits(|| crockford::appointment_code().to_string()),
            Beside::Asked,
        ),
        // One check character.
        (
            "deposit number",
            bits(|| crockford::deposit_number().to_string()) - 5.0,
            Beside::Asked,
        ),
    ];
    for (what, bits, beside) in table {
        eprintln!("{what}: {bits:.1} bits, {beside:?}");
        assert!(bits >= beside.least(), "{what}: {bits:.1} bits, {beside:?}");
    }
    // What is chosen oneself: fifteen characters, of which nobody counts on more than the digits' 3.3 bits each.
    assert!(words::Phrase::typed("123456789012345").is_some());
    assert!(words::Phrase::typed("12345678901234").is_none());
    assert_eq!(Parameters::PHRASE.to_string(), "m=65536,t=3,p=4");
    assert_eq!(Parameters::CODE, Parameters::PHRASE);
    claim.held(0.0);
}

/// No column and no field of a form holds a question, a hint or a reminder of a secret.
#[test]
fn nobody_is_asked_a_secret_question() {
    let claim = Claim::begin(
        "L35",
        "schema",
        "cargo test --release --test actions typed_secrets::",
    );
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut read = 0;
    let folders = [
        "migrations/sqlite/durable",
        "migrations/sqlite/ephemeral",
        "src/web/templates",
    ];
    for folder in folders {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap().to_lowercase();
            let columns = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("--"));
            let names =
                columns.filter(|line| folder.starts_with("migrations") || line.contains("name=\""));
            for line in names {
                read += 1;
                let mut names: Vec<_> = line.split("name=\"").skip(1).collect();
                if names.is_empty() {
                    names.push(line.trim_start());
                }
                let first = |rest: &&str| rest.split(['"', ' ']).next().unwrap_or("").to_owned();
                let names: Vec<_> = names.iter().map(first).collect();
                for word in [
                    "question",
                    "secret_answer",
                    "hint",
                    "reminder",
                    "indice",
                    "rappel",
                    "mother",
                    "birth",
                ] {
                    let asks = names.iter().any(|name| name.contains(word));
                    assert!(!asks, "{}: {names:?}", path.display());
                }
            }
        }
    }
    assert!(read > 300, "{read} names were read");
    claim.held(0.0);
}
