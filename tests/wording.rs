//! Holds the French texts to the way Abri speaks, and templates to the texts that exist.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

#[path = "support/texts.rs"]
mod texts;

use texts::{files, messages, root, spoken, words};

/// Words a sentence may have.
const LONGEST: usize = 15;

/// Texts that may have a longer sentence, with the reason.
const LONGER: &[(&str, &str)] = &[];

/// Words that Abri does not say, and what it says instead. Compared word by word, without case.
const NEVER: &[(&str, &str)] = &[
    ("document", "papier"),
    ("documents", "papiers"),
    ("fichier", "papier"),
    ("fichiers", "papiers"),
    ("partager", "montrer"),
    ("partage", "montrer"),
    ("partages", "montrer"),
    ("partagé", "montré"),
    ("partagés", "montrés"),
    ("révoquer", "arrêter"),
    ("révoqué", "arrêté"),
    ("révocation", "arrêter"),
    ("qr", "carré"),
    ("qrcode", "carré"),
    ("flashez", "scannez"),
    ("valider", "continuer"),
    ("validez", "continuez"),
    ("soumettre", "envoyer"),
    ("404", "Ce lien ne marche pas"),
    ("échec", "dire ce qui n’est pas arrivé"),
    ("erreur", "dire ce qui s’est passé"),
    ("invalide", "Ce n’est pas le bon …"),
    ("incorrect", "Ce n’est pas le bon …"),
    ("pin", "code"),
    ("upload", "ajouter"),
    ("uploader", "ajouter"),
    ("télécharger", "garder"),
    ("téléversement", "arriver"),
    ("téléverser", "ajouter"),
    ("expire", "finit"),
    ("expiré", "fini"),
    ("expirés", "finis"),
    ("mot de passe", "mots secrets"),
    ("phrase secrète", "mots secrets"),
    ("identifiants", "dire lesquels"),
    ("authentification", "entrer"),
    ("connexion", "entrer"),
    ("connecter", "entrer"),
    ("connectez", "entrez"),
    ("déconnexion", "sortir"),
    ("session", "dire ce qui reste ouvert"),
    ("token", "code"),
    ("jeton", "code"),
    ("cliquez", "appuyez"),
    ("cliquer", "appuyer"),
    ("carte de secours", "carte d’accès ou code de secours"),
    ("audit", "Qui a vu mes papiers ?"),
    ("historique", "Qui a vu mes papiers ?"),
    ("bénéficiaire", "vous, la personne"),
    ("usager", "la personne"),
    ("veuillez", "verbe à l’impératif"),
    ("afin", "pour"),
];

/// Texts that may hold a word of [`NEVER`], with the reason.
const ALLOWED: &[(&str, &str, &str)] = &[];

/// Every message of the French files.
fn french() -> BTreeMap<String, (String, String)> {
    messages("fr")
}

#[test]
fn sentences_are_short() {
    let mut long = Vec::new();
    for (key, (file, text)) in french() {
        if LONGER.iter().any(|(allowed, _)| *allowed == key) {
            continue;
        }
        for line in spoken(&text) {
            // "d’identité" is one word to a reader.
            for sentence in line.split(['.', '?', '!', ':', ';', '«', '»']) {
                let count = sentence
                    .split_whitespace()
                    .filter(|w| w.chars().any(char::is_alphanumeric))
                    .count();
                if count > LONGEST {
                    long.push(format!("{file}: {key}: {count} words: {}", sentence.trim()));
                }
            }
        }
    }
    assert!(long.is_empty(), "too long:\n{}", long.join("\n"));
}

#[test]
fn one_word_per_thing() {
    let mut found = Vec::new();
    for (key, (file, text)) in french() {
        let said = spoken(&text).join(" ");
        let said = format!(
            " {} ",
            words(&said.to_lowercase().replace("code du partage", "")).join(" ")
        );
        for (never, instead) in NEVER {
            let allowed = ALLOWED.iter().any(|(k, w, _)| *k == key && w == never);
            if !allowed && said.contains(&format!(" {never} ")) {
                found.push(format!("{file}: {key} says \"{never}\"; say: {instead}"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn texts_are_written_with_care() {
    let mut found = Vec::new();
    for (key, (file, text)) in french() {
        let stem = file.trim_end_matches(".ftl");
        for (bad, advice) in [
            ("'", "write ’"),
            ("...", "write …"),
            ("abrî", "the name is Abri"),
            (
                "\u{a0}",
                "plain spaces; the code puts in those that do not break",
            ),
        ] {
            if text.contains(bad) {
                found.push(format!("{stem}: {key}: {bad}: {advice}"));
            }
        }
        let markup = text.replace("<b>", "").replace("</b>", "");
        if markup.contains('<') || markup.contains('&') {
            found.push(format!("{stem}: {key}: no markup but <b>"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn keys_that_are_used_exist_and_keys_that_exist_are_used() {
    let known = french();
    let mut sources = files(&root().join("src"), &["rs", "html"]);
    sources.extend(files(&root().join("tests/templates"), &["html"]));
    let mut missing = BTreeSet::new();
    let mut used = BTreeSet::new();
    for (path, text) in &sources {
        for call in ["say(\"", "with(\"", "rich(\""] {
            // `.starts_with("`, `.ends_with("` are not ours.
            for at in text.match_indices(call).map(|(at, _)| at) {
                let before = &text[..at];
                if !before.ends_with("t.")
                    && !before.ends_with("self.")
                    && !before.ends_with("texts.")
                    && !before.ends_with("fr.")
                    && !before.ends_with("french.")
                    && !before.ends_with("french().")
                    && !before.ends_with(")\n            .")
                {
                    continue;
                }
                let key = text[at + call.len()..].split('"').next().unwrap();
                if !known.contains_key(key) {
                    missing.insert(format!("{}: {key}", path.display()));
                }
            }
        }
        used.extend(
            text.split('"')
                .filter(|part| known.contains_key(*part))
                .map(str::to_owned),
        );
    }
    for (_, text) in known.values() {
        used.extend(
            text.split(['{', '}'])
                .map(str::trim)
                .filter(|part| known.contains_key(*part))
                .map(str::to_owned),
        );
    }
    assert!(missing.is_empty(), "no such text:\n{missing:?}");
    let idle: Vec<_> = known.keys().filter(|key| !used.contains(*key)).collect();
    assert!(idle.is_empty(), "said nowhere: {idle:?}");
}
