//! The words of the kinds of papers.

use crate::i18n::Texts;

/// What a kind of the catalogue is called.
pub fn name(t: &Texts, kind: &str) -> String {
    t.say(text(kind))
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
    use crate::catalogue;

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
