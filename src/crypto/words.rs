//! The secret of a phrase: five French words that Abri draws, or a long one of the person's own.
//!
//! The words come from the French list of BIP 39 (2048 words): five of them are 55 bits.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::{Zeroize, Zeroizing};

use crate::crypto::random;

/// How many words are drawn.
pub const COUNT: usize = 5;

/// Fewest characters of a secret of one's own.
pub const OWN_CHARACTERS: usize = 15;

/// What a person types to open a phrase's slot, in one canonical form; wiped when dropped.
pub struct Phrase(String);

/// The list in canonical form (lower case, no accents), sorted.
static PLAIN: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut plain: Vec<String> = list().iter().map(|word| plain(word)).collect();
    plain.sort_unstable();
    plain
});

impl Phrase {
    /// Five fresh words with their accents, as shown to the person, and the phrase they make.
    pub fn draw() -> (Zeroizing<String>, Self) {
        let mut shown = Zeroizing::new(String::with_capacity(96));
        for place in 0..COUNT {
            if place > 0 {
                shown.push(' ');
            }
            shown.extend(list()[random::below(2048) as usize].nfc());
        }
        let phrase = Self(plain_words(&shown));
        (shown, phrase)
    }

    /// What was typed. Five words of the list count without regard to case, accents and
    /// separators; anything else is a secret of one's own, in which only the ends and repeated
    /// spaces are forgiven. `None` if it is neither: too short to be worth a try.
    pub fn typed(text: &str) -> Option<Self> {
        let words = Zeroizing::new(plain_words(text));
        let known = |word: &str| {
            PLAIN
                .binary_search_by(|known| known.as_str().cmp(word))
                .is_ok()
        };
        if words.split(' ').count() == COUNT && words.split(' ').all(known) {
            return Some(Self(words.to_string()));
        }
        let composed: Zeroizing<String> = Zeroizing::new(text.nfkc().collect());
        let mut own = String::with_capacity(composed.len());
        for part in composed.split_whitespace() {
            if !own.is_empty() {
                own.push(' ');
            }
            own.push_str(part);
        }
        let own = Self(own);
        (own.0.chars().count() >= OWN_CHARACTERS).then_some(own)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Five fresh words without accents, joined by hyphens: to be typed into other programs, letter by letter.
pub fn draw_plain() -> Zeroizing<String> {
    let mut drawn = Zeroizing::new(String::with_capacity(64));
    for place in 0..COUNT {
        if place > 0 {
            drawn.push('-');
        }
        drawn.push_str(&PLAIN[random::below(2048) as usize]);
    }
    drawn
}

/// Whether these are words as [`draw_plain`] gives them.
pub fn is_drawn(text: &str) -> bool {
    let known = |word: &str| {
        PLAIN
            .binary_search_by(|known| known.as_str().cmp(word))
            .is_ok()
    };
    text.split('-').count() == COUNT && text.split('-').all(known)
}

/// Whether what was typed is the last of the words shown, without regard to case and accents.
pub fn is_last(shown: &str, typed: &str) -> bool {
    let shown = Zeroizing::new(plain_words(shown));
    shown.rsplit(' ').next() == Some(plain_words(typed).as_str())
}

/// Whether all the words shown were typed back, without regard to case, accents and separators.
pub fn are_same(shown: &str, typed: &str) -> bool {
    *Zeroizing::new(plain_words(shown)) == *Zeroizing::new(plain_words(typed))
}

impl Drop for Phrase {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Words for as many runs of eleven bits of a hash, with their accents.
pub(super) fn of_hash<const N: usize>(hash: &[u8; 32]) -> String {
    let mut words = String::with_capacity(N * 12);
    for place in 0..N {
        let at = |bit: usize| usize::from(hash[bit / 8] >> (7 - bit % 8) & 1);
        let number = (0..11).fold(0, |number, bit| number << 1 | at(place * 11 + bit));
        if place > 0 {
            words.push(' ');
        }
        words.extend(list()[number].nfc());
    }
    words
}

/// Words as they are compared: lower case, without accents, one space between them.
pub fn folded(text: &str) -> String {
    plain_words(text)
}

/// Names as they are compared: lower case, without accents, letters and digits alone, one space between words, in the order
/// of the alphabet: some papers print the family name first, and some people write it last.
pub fn folded_name(text: &str) -> String {
    let plain = plain(text).replace('œ', "oe").replace('æ', "ae");
    let mut words: Vec<_> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words.join(" ")
}

fn list() -> &'static [&'static str; 2048] {
    bip39::Language::French.word_list()
}

fn plain(text: &str) -> String {
    text.nfkd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The runs of letters, in canonical form, one space between them.
fn plain_words(text: &str) -> String {
    let plain = Zeroizing::new(plain(text));
    let mut words = String::with_capacity(plain.len());
    for word in plain.split(|c: char| !c.is_alphabetic()) {
        if !word.is_empty() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bit_of_a_hash_is_in_one_word_of_four_or_in_none() {
        let words = |hash: &[u8; 32]| -> Vec<String> {
            let all = of_hash::<4>(hash);
            all.split(' ').map(str::to_owned).collect()
        };
        let hash = std::array::from_fn(|at| u8::try_from(at * 37 % 256).unwrap());
        let before = words(&hash);
        for bit in 0..256 {
            let mut other = hash;
            other[bit / 8] ^= 0x80 >> (bit % 8);
            let after = words(&other);
            let changed: Vec<_> = (0..4).filter(|&at| before[at] != after[at]).collect();
            let expected: Vec<_> = (bit < 44).then_some(bit / 11).into_iter().collect();
            assert_eq!(changed, expected, "{bit}");
        }
    }

    #[test]
    fn drawn_words_read_back_in_any_dress() {
        for _ in 0..50 {
            let (shown, phrase) = Phrase::draw();
            assert_eq!(shown.split(' ').count(), COUNT);
            let bare = plain(&shown).to_uppercase().replace(' ', " - ");
            for typed in [shown.to_string(), bare, shown.nfd().collect()] {
                assert_eq!(Phrase::typed(&typed).unwrap().bytes(), phrase.bytes());
            }
        }
    }

    #[test]
    fn what_was_shown_is_typed_back_whole_or_by_its_last_word() {
        let shown = "abaisser école hérisson piéton vélo";
        assert!(
            is_last(shown, " VELO ") && are_same(shown, "Abaisser-ecole hérisson, piéton velo")
        );
        for other in ["", "abaisser", "piéton vélo", "école"] {
            assert!(!is_last(shown, other) && !are_same(shown, other), "{other}");
        }
    }

    #[test]
    fn the_list_stays_distinct_without_accents() {
        assert_eq!(PLAIN.len(), 2048);
        assert!(PLAIN.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(
            PLAIN
                .iter()
                .all(|word| word.chars().all(|c| c.is_ascii_lowercase()))
        );
    }

    #[test]
    fn a_secret_of_ones_own_keeps_its_case_and_must_be_long() {
        let own = |text| Phrase::typed(text).map(|phrase| phrase.bytes().to_vec());
        assert_eq!(
            own("  Le  vélo bleu de Zoé "),
            own("Le ve\u{301}lo bleu de Zoé")
        );
        assert_ne!(own("Le vélo bleu de Zoé"), own("le vélo bleu de zoé"));
        assert_eq!(own("quatorze signe"), None);
        assert_eq!(own(""), None);
    }
}
