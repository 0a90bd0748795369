//! What a paper is called among the files of a ZIP: `01 Carte d'identité.pdf`. A name that any system can keep:
//! no folder, no character or name that Windows or macOS reserves, at most 100 bytes.

use unicode_normalization::UnicodeNormalization;

use super::text::is_hidden;

/// The longest name, in bytes.
pub const LONGEST: usize = 100;

/// The name of the paper at place `number` (from 1) of so many. Two places never have the same name, upper and
/// lower case told apart or not.
pub fn of(number: usize, of: usize, title: &str, extension: &str) -> String {
    let width = of.to_string().len().max(2);
    let mut name = format!("{number:0width$}");
    let most = LONGEST.saturating_sub(name.len() + 2 + extension.len());
    let title = readable(title, most);
    if !title.is_empty() {
        name.push(' ');
        name.push_str(&title);
    }
    name.push('.');
    name.push_str(extension);
    name
}

/// The title as one line of at most so many bytes.
fn readable(title: &str, most: usize) -> String {
    // Blanks first: some of them are controls as well.
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut cut = String::new();
    for letter in line.nfc().filter(|c| !is_hidden(*c)).map(kept) {
        if cut.len() + letter.len_utf8() > most {
            break;
        }
        cut.push(letter);
    }
    cut.trim_matches(|c| c == ' ' || c == '.').to_owned()
}

/// What a letter becomes: Windows keeps these for itself, everybody the slash; a percent sign can spell any of them.
const fn kept(letter: char) -> char {
    match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '%' => '_',
        letter => letter,
    }
}

/// Whether a name could have been made here: one part, nothing that any system reads as more than letters.
pub fn is_plain(name: &str) -> bool {
    let odd = |c: char| c.is_control() || is_hidden(c) || kept(c) != c;
    name.len() <= LONGEST
        && name.starts_with(|first: char| first.is_ascii_digit())
        && !name.ends_with([' ', '.'])
        && !name.chars().any(odd)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_paper_keeps_its_number_and_its_title() {
        assert_eq!(
            of(1, 12, "Carte d’identité", "pdf"),
            "01 Carte d’identité.pdf"
        );
        assert_eq!(of(7, 120, "Bail", "jpg"), "007 Bail.jpg");
        assert_eq!(of(2, 3, "CON", "png"), "02 CON.png");
        // As a Mac writes accents: one letter, one form.
        assert_eq!(of(3, 3, "Identite\u{301}", "pdf"), "03 Identité.pdf");
        assert_eq!(of(4, 4, " . ", "pdf"), "04.pdf");
    }

    #[test]
    fn attack_a_title_never_leaves_its_folder_nor_turns_its_ending() {
        assert_eq!(of(1, 1, "../../etc/passwd", "pdf"), "01 _.._etc_passwd.pdf");
        assert_eq!(of(1, 1, "C:\\CON|x", "pdf"), "01 C__CON_x.pdf");
        assert_eq!(of(1, 1, "a\r\nb\0c", "pdf"), "01 a bc.pdf");
        assert_eq!(of(1, 1, "a\u{202e}fdp.exe", "pdf"), "01 afdp.exe.pdf");
    }

    #[test]
    fn a_long_title_is_cut_between_letters() {
        let name = of(1, 1, &"é".repeat(80), "pdf");
        assert!(name.len() <= LONGEST && name.len() > LONGEST - 2 && name.ends_with("é.pdf"));
    }

    proptest! {
        #[test]
        fn attack_no_title_makes_a_name_that_a_system_cannot_keep(title in "\\PC{0,90}|(?s).{0,90}|[./\\\\: CONPRN\u{0}\u{202e}]{0,90}") {
            let name = of(5, 40, &title, "pdf");
            prop_assert!(name.len() <= LONGEST);
            let forbidden = |c: char| c.is_control() || is_hidden(c) || "/\\:*?\"<>|%".contains(c);
            prop_assert!(!name.chars().any(forbidden), "{name:?}");
            prop_assert!(is_plain(&name));
            let stem = name.strip_suffix(".pdf").filter(|_| name.starts_with("05"));
            prop_assert!(stem.is_some(), "{name:?}");
            let stem = stem.unwrap_or_default();
            prop_assert!(!stem.ends_with([' ', '.']), "{name:?}");
            // What Windows takes for a device, whatever follows the first point.
            let device = name.split('.').next().unwrap_or_default().trim().to_uppercase();
            prop_assert!(!["CON", "PRN", "AUX", "NUL"].contains(&device.as_str()));
            prop_assert!(!device.starts_with("COM") && !device.starts_with("LPT"));
        }

        #[test]
        fn two_papers_never_have_one_name(titles in proptest::collection::vec("[aAbB/ .]{0,4}", 2..130)) {
            let names: std::collections::BTreeSet<String> = titles
                .iter()
                .enumerate()
                .map(|(at, title)| of(at + 1, titles.len(), title, "pdf").to_lowercase())
                .collect();
            prop_assert_eq!(names.len(), titles.len());
            prop_assert!(names.iter().map(|name| name.split([' ', '.']).next()).is_sorted());
        }
    }
}
