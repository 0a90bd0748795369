//! Pages escape what they are given.

use crate::reading::{files, text};

/// Sentences of the journal, which carry markup of ours: each has a test that what others chose is escaped in it
/// (`src/web/journal/words_tests.rs::attack_no_event_takes_markup_into_its_sentence`).
const SENTENCES: [(&str, usize); 3] = [
    ("journal-kept.html", 1),
    ("journal.html", 3),
    ("pro-journal.html", 1),
];

#[test]
fn attack_nothing_is_put_into_a_page_unescaped_but_sentences_of_ours() {
    let mut found = Vec::new();
    for template in files("src/web/templates", &["html", "txt", "xml"]) {
        let content = text(&template);
        let plain: String = content.split_whitespace().collect();
        let times = plain.matches("|safe").count() + plain.matches("{%autoescape").count();
        if times > 0 {
            let name = template.file_name().unwrap().to_str().unwrap().to_owned();
            found.push((name, times));
        }
    }
    found.sort();
    let found: Vec<_> = found
        .iter()
        .map(|(name, times)| (&**name, *times))
        .collect();
    assert_eq!(found, SENTENCES);
}
