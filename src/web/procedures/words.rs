//! The words and pictograms of the keys of the checklists.

use crate::domain::checklist::{Alternative, Keep, Need, Note, Question, Where, Wish};
use crate::i18n::Texts;
use crate::web::kinds;
use crate::web::picto::Picto;

/// A question and its pictogram.
pub(in crate::web) const fn question(question: Question) -> (&'static str, Picto) {
    match question {
        Question::Family => ("ask-famille", Picto::Family),
        Question::Income => ("ask-revenus", Picto::Pay),
        Question::Salary => ("ask-salaire", Picto::Pay),
        Question::Benefits => ("ask-caf", Picto::Family),
        Question::Hosted => ("ask-heberge", Picto::House),
        Question::Homeless => ("ask-sans-domicile", Picto::Tent),
        Question::Studies => ("ask-etudes", Picto::Pen),
        Question::Separation => ("ask-separation", Picto::Papers),
        Question::Guardian => ("ask-protection", Picto::Person),
        Question::Minimum => ("ask-minimum", Picto::Pay),
        Question::Changed => ("ask-change", Picto::Turn),
        Question::Lost => ("ask-perte", Picto::Warning),
        Question::Ended => ("ask-contrat", Picto::Calendar),
    }
}

/// What a line asks for; a line of one paper is called after it.
pub(in crate::web) fn wish(t: &Texts, need: &Need) -> String {
    let key = match need.wish {
        Wish::Identity => "wish-identite",
        Wish::Home => "wish-domicile",
        Wish::Means => "wish-ressources",
        Wish::Family => "wish-famille",
        Wish::Work => "wish-travail",
        Wish::Rent => "wish-loyer",
        Wish::Stay => "wish-sejour",
        Wish::Child => "wish-enfant",
        Wish::Parent => "wish-parent",
        Wish::Tie => "wish-lien",
        Wish::Paper => return need.any.first().map_or(String::new(), |one| papers(t, one)),
    };
    t.say(key)
}

/// Papers that go together, by their names.
pub(super) fn papers(t: &Texts, alternative: &Alternative) -> String {
    names(t, alternative.kinds()).join(" + ")
}

/// The names of kinds.
pub(in crate::web) fn names(t: &Texts, keys: &[impl AsRef<str>]) -> Vec<String> {
    keys.iter()
        .map(|key| kinds::name(t, key.as_ref()))
        .collect()
}

/// "carte d’identité, passeport ou titre de séjour".
pub(super) fn either(t: &Texts, names: &[String]) -> String {
    let mut names: Vec<_> = names.iter().map(|name| within(name)).collect();
    match (names.pop(), names.is_empty()) {
        (Some(last), true) => last,
        (Some(last), false) => {
            let before = t.list(&names);
            t.with("list-or")
                .arg("list", before)
                .arg("last", last)
                .to_string()
        }
        (None, _) => String::new(),
    }
}

/// A name inside a sentence: no capital, but for letters that are all capitals.
fn within(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => name.to_owned(),
    }
}

/// What is said beside a list.
pub(super) const fn note(note: Note) -> &'static str {
    match note {
        Note::Originals => "note-originaux",
        Note::Lost => "note-perte",
        Note::Asylum => "note-ofpra",
        Note::Each => "note-chacun",
        Note::RentingClosed => "note-location",
        Note::SchoolClosed => "note-ecole",
        Note::NoStay => "note-sans-sejour",
        Note::NoCard => "note-sans-carte",
        Note::Yearly => "note-chaque-annee",
        Note::OldProof => "note-plus-de-trois-mois",
        Note::OnePaper => "note-un-seul",
        Note::Local => "note-departement",
        Note::Renewal => "note-renouvellement",
    }
}

/// Where a paper is got.
pub(super) const fn from(from: Where) -> &'static str {
    match from {
        Where::TownHall => "where-mairie",
        Where::Prefecture => "where-prefecture",
        Where::Birthplace => "where-naissance",
        Where::Court => "where-tribunal",
        Where::Booth => "where-photo",
        Where::Health => "where-sante",
        Where::Doctor => "where-medecin",
        Where::Disability => "where-mdph",
        Where::Employer => "where-employeur",
        Where::Jobs => "where-france-travail",
        Where::Caf => "where-caf",
        Where::Pension => "where-retraite",
        Where::Taxes => "where-impots",
        Where::Bank => "where-banque",
        Where::Landlord => "where-bailleur",
        Where::Supplier => "where-fournisseur",
        Where::Host => "where-hebergeant",
        Where::Domiciliation => "where-domiciliation",
        Where::Housing => "where-logement",
        Where::Visale => "where-visale",
        Where::School => "where-ecole",
        Where::Police => "where-police",
        Where::Ofpra => "where-ofpra",
        Where::Oneself => "where-soi-meme",
        Where::Insurer => "where-assureur",
    }
}

/// How long a paper is worth keeping.
pub const fn keep(keep: Keep) -> &'static str {
    match keep {
        Keep::Always => "keep-always",
        Keep::Retirement => "keep-retirement",
        Keep::ThreeYears => "keep-three-years",
        Keep::AfterLease => "keep-after-lease",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::Law;

    #[test]
    fn names_inside_a_sentence_lose_their_capital_and_letters_keep_theirs() {
        assert_eq!(within("Carte d’identité"), "carte d’identité");
        assert_eq!(within("CV"), "CV");
        assert_eq!(within("École"), "école");
        assert_eq!(within(""), "");
    }

    #[test]
    fn every_key_has_words_of_its_own() {
        fn same(words: &str, start: &str, key: &str) {
            assert_eq!(words, format!("{start}-{}", key.replace('_', "-")));
        }
        for one in Question::ALL {
            same(question(*one).0, "ask", one.key());
        }
        for one in Note::ALL {
            same(note(*one), "note", one.key());
        }
        for one in Where::ALL {
            same(from(*one), "where", one.key());
        }
        assert_eq!(Wish::ALL.len() + Law::ALL.len(), 16);
    }
}
