//! The words of the kinds of papers, and the titles that papers have from us.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::catalogue;
use crate::i18n::{Lang, Texts};

/// What a paper is called that nobody has named yet.
const UNNAMED: &str = "papers-unnamed";

/// The keys of the titles that Abri gives, by their words in every language: a paper named in one
/// language is told about in another.
static OURS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let kinds = catalogue::kinds().iter().map(|kind| text(&kind.key));
    let keys: Vec<_> = kinds.chain([UNNAMED]).collect();
    let named = |lang: &Lang| {
        keys.iter()
            .map(|key| (as_title(&lang.say(key)), *key))
            .collect()
    };
    let each = Lang::offered(true).iter().map(named);
    each.flat_map(|names: Vec<_>| names).collect()
});

/// What a kind of the catalogue is called.
pub fn name(t: &Texts, kind: &str) -> String {
    t.say(text(kind))
}

/// The title of a paper called after its kind.
pub fn title_of(t: &Texts, kind: &str) -> String {
    as_title(&name(t, kind))
}

/// The title of a paper that nobody has named yet.
pub fn unnamed(t: &Texts) -> String {
    as_title(&t.say(UNNAMED))
}

/// Whether this is the title of a paper that nobody has named yet, in any language.
pub fn is_unnamed(title: &str) -> bool {
    OURS.get(title).copied() == Some(UNNAMED)
}

/// Whether a title is ours, for a paper of this kind; the person's own are not.
pub fn is_ours(title: &str, kind: &str) -> bool {
    is_unnamed(title) || OURS.get(title).copied() == Some(text(kind))
}

/// A title, for this reader: ours in their language, one that somebody typed as it is.
pub fn title(t: &Texts, title: &str) -> String {
    match OURS.get(title) {
        Some(key) => as_title(&t.say(key)),
        None => title.to_owned(),
    }
}

/// A text of ours as a title: without the marks that texts of right-to-left languages may hold and
/// titles may not, and with plain spaces.
fn as_title(text: &str) -> String {
    let plain = text.replace(
        ['\u{200e}', '\u{200f}', '\u{2066}', '\u{2068}', '\u{2069}'],
        "",
    );
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(kind: &str) -> &'static str {
    match kind {
        "cni" => "kind-cni",
        "titre_sejour" => "kind-titre-sejour",
        "carte_vitale" => "kind-carte-vitale",
        "bulletin_salaire" => "kind-bulletin-salaire",
        "avis_imposition" => "kind-avis-imposition",
        "rib" => "kind-rib",
        "quittance_loyer" => "kind-quittance-loyer",
        "facture_domicile" => "kind-facture-domicile",
        "acte_naissance" => "kind-acte-naissance",
        "attestation_paiement_caf" => "kind-attestation-paiement-caf",
        "passeport" => "kind-passeport",
        "recepisse" => "kind-recepisse",
        "livret_famille" => "kind-livret-famille",
        "jugement_famille" => "kind-jugement-famille",
        "photo_identite" => "kind-photo-identite",
        "attestation_css_ame" => "kind-attestation-css-ame",
        "certificat_mdph" => "kind-certificat-mdph",
        "notification_mdph" => "kind-notification-mdph",
        "contrat_travail" => "kind-contrat-travail",
        "attestation_employeur" => "kind-attestation-employeur",
        "attestation_france_travail" => "kind-attestation-france-travail",
        "pension_retraite" => "kind-pension-retraite",
        "releve_bancaire" => "kind-releve-bancaire",
        "bail" => "kind-bail",
        "attestation_loyer_caf" => "kind-attestation-loyer-caf",
        "identite_hebergeant" => "kind-identite-hebergeant",
        "domicile_hebergeant" => "kind-domicile-hebergeant",
        "attestation_hebergement" => "kind-attestation-hebergement",
        "attestation_domiciliation" => "kind-attestation-domiciliation",
        "taxe_fonciere" => "kind-taxe-fonciere",
        "attestation_dls" => "kind-attestation-dls",
        "visale" => "kind-visale",
        "certificat_scolarite" => "kind-certificat-scolarite",
        "carnet_vaccination" => "kind-carnet-vaccination",
        "declaration_perte_vol" => "kind-declaration-perte-vol",
        "decision_ofpra" => "kind-decision-ofpra",
        "attestation_honneur" => "kind-attestation-honneur",
        "diplome" => "kind-diplome",
        "cv" => "kind-cv",
        "permis_conduire" => "kind-permis-conduire",
        "attestation_assurance" => "kind-attestation-assurance",
        _ => "kind-autre",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::document::Title;
    use crate::i18n::Zone;

    #[test]
    fn a_title_of_ours_is_told_in_the_readers_language() {
        let texts = |lang| Texts::new(lang, Zone::named("Europe/Paris").unwrap());
        for from in Lang::offered(true) {
            for to in Lang::offered(true) {
                for kind in catalogue::kinds() {
                    let kept = title_of(&texts(*from), &kind.key);
                    assert!(Title::parse(&kept).is_ok_and(|title| title.as_str() == kept));
                    assert!(is_ours(&kept, &kind.key), "{kept}");
                    assert_eq!(title(&texts(*to), &kept), title_of(&texts(*to), &kind.key));
                }
                assert!(is_unnamed(&unnamed(&texts(*from))));
            }
        }
        assert_eq!(
            title(&texts(Lang::Ar), "Bail de la rue Basse"),
            "Bail de la rue Basse"
        );
        assert!(!is_ours("Passeport", "cni"));
    }

    #[test]
    fn every_kind_has_a_word_of_its_own() {
        for kind in catalogue::kinds() {
            assert_eq!(
                text(&kind.key) == "kind-autre",
                kind.key == "autre",
                "{}",
                kind.key
            );
        }
    }
}
