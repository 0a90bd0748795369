//! The words and pictograms of the purposes for which papers are shown.

use super::picto::Picto;
use crate::catalogue;
use crate::domain::share::Terms;
use crate::i18n::Texts;

/// What a purpose of the catalogue is called.
pub fn name(t: &Texts, purpose: &str) -> String {
    t.say(text(purpose))
}

/// What papers are shown for: its name, or the person's own words.
pub fn of(t: &Texts, terms: &Terms) -> String {
    match terms.purpose_words.as_str() {
        "" => name(t, &terms.purpose),
        words => words.to_owned(),
    }
}

/// Its pictogram.
pub fn picto(purpose: &str) -> Picto {
    let known = catalogue::purposes()
        .iter()
        .find(|known| known.key == purpose);
    let named = known.map_or("other", |known| known.picto.as_str());
    Picto::named(named).unwrap_or(match named {
        "home" => Picto::House,
        "card" => Picto::Identity,
        "work" => Picto::Pay,
        "school" => Picto::Pen,
        _ => Picto::Papers,
    })
}

fn text(purpose: &str) -> &'static str {
    match purpose {
        "rsa" => "purpose-rsa",
        "apl" => "purpose-apl",
        "logement_social" => "purpose-logement_social",
        "location_privee" => "purpose-location_privee",
        "dalo" => "purpose-dalo",
        "daho" => "purpose-daho",
        "domiciliation" => "purpose-domiciliation",
        "ame" => "purpose-ame",
        "c2s" => "purpose-c2s",
        "titre_sejour_renouv" => "purpose-titre_sejour_renouv",
        "cni_refaire" => "purpose-cni_refaire",
        "ecole" => "purpose-ecole",
        "mdph" => "purpose-mdph",
        "aide_juridictionnelle" => "purpose-aide_juridictionnelle",
        "surendettement" => "purpose-surendettement",
        "fsl" => "purpose-fsl",
        "compte_bancaire" => "purpose-compte_bancaire",
        "france_travail" => "purpose-france_travail",
        _ => "purpose-autre",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_has_its_own_words() {
        for purpose in catalogue::purposes() {
            assert_eq!(text(&purpose.key), format!("purpose-{}", purpose.key));
        }
    }
}
