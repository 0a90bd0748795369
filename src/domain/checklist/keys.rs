//! The keys that the data of the checklists may use: each has its words in the locale files, so that none can
//! be written down without them.

macro_rules! keys {
    ($(#[$doc:meta])* $name:ident { $($(#[$line:meta])* $one:ident = $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
        pub enum $name {
            $($(#[$line])* #[serde(rename = $key)] $one,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$one),*];

            /// As the data and addresses write it.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$one => $key,)*
                }
            }
        }
    };
}

keys! {
    /// A question that is answered by yes or no.
    Question {
        /// Children at home.
        Family = "famille",
        /// A salary or unemployment benefit within three months.
        Income = "revenus",
        /// A salary now.
        Salary = "salaire",
        /// Benefits of the CAF.
        Benefits = "caf",
        /// Staying at somebody's place.
        Hosted = "heberge",
        /// No home at all.
        Homeless = "sans_domicile",
        /// Studies.
        Studies = "etudes",
        /// A divorce or separation.
        Separation = "separation",
        /// A guardian.
        Guardian = "protection",
        /// RSA or Aspa.
        Minimum = "minimum",
        /// Income that changed.
        Changed = "change",
        /// A card lost or stolen.
        Lost = "perte",
        /// A contract that ended.
        Ended = "contrat",
    }
}

keys! {
    /// What a line of a checklist asks for.
    Wish {
        /// Who one is.
        Identity = "identite",
        /// Where one lives.
        Home = "domicile",
        /// What one lives on.
        Means = "ressources",
        /// Who belongs to the family.
        Family = "famille",
        /// What one does.
        Work = "travail",
        /// What the rent is.
        Rent = "loyer",
        /// The right to stay.
        Stay = "sejour",
        /// Whose child it is.
        Child = "enfant",
        /// Who is responsible for the child.
        Parent = "parent",
        /// Anything that ties one to the town.
        Tie = "lien",
        /// The paper itself: the list names its kind.
        Paper = "papier",
    }
}

keys! {
    /// What has to be said beside a list.
    Note {
        /// Originals are asked for at the counter.
        Originals = "originaux",
        /// A lost card: declaration, fee, originals.
        Lost = "perte",
        /// The decision of the Ofpra is enough for the RSA.
        Asylum = "ofpra",
        /// The same papers for each person of the home.
        Each = "chacun",
        /// Nothing outside the list of the decree can be asked for.
        RentingClosed = "location",
        /// Nothing outside three pieces can be asked for.
        SchoolClosed = "ecole",
        /// Shelter knows no condition of stay.
        NoStay = "sans_sejour",
        /// No identity card is needed for a domiciliation.
        NoCard = "sans_carte",
        /// A domiciliation lasts a year, and mail hangs on it.
        Yearly = "chaque_annee",
        /// A proof of residence older than three months.
        OldProof = "plus_de_trois_mois",
        /// One paper is enough.
        OnePaper = "un_seul",
        /// Each department has its own list.
        Local = "departement",
        /// Mind the renewal window.
        Renewal = "renouvellement",
    }
}

keys! {
    /// Which rights are printed beside a list.
    Law {
        /// An administration (CRPA).
        Administration = "administration",
        /// An administration that takes originals.
        Counter = "guichet",
        /// The school.
        School = "ecole",
        /// A private landlord.
        Renting = "location",
        /// None of these.
        None = "aucun",
    }
}

keys! {
    /// Where a paper is got.
    Where {
        /// The town hall.
        TownHall = "mairie",
        /// The prefecture.
        Prefecture = "prefecture",
        /// The town hall of the place of birth.
        Birthplace = "naissance",
        /// The court.
        Court = "tribunal",
        /// A photographer or booth.
        Booth = "photo",
        /// The health insurance.
        Health = "sante",
        /// A physician.
        Doctor = "medecin",
        /// The MDPH.
        Disability = "mdph",
        /// The employer.
        Employer = "employeur",
        /// France Travail.
        Jobs = "france_travail",
        /// The CAF.
        Caf = "caf",
        /// The pension fund.
        Pension = "retraite",
        /// The tax office.
        Taxes = "impots",
        /// The bank.
        Bank = "banque",
        /// The landlord.
        Landlord = "bailleur",
        /// Who sends the bill.
        Supplier = "fournisseur",
        /// Who hosts.
        Host = "hebergeant",
        /// A CCAS or an association.
        Domiciliation = "domiciliation",
        /// The housing application's own page.
        Housing = "logement",
        /// Visale's own page.
        Visale = "visale",
        /// The school.
        School = "ecole",
        /// The police.
        Police = "police",
        /// The Ofpra.
        Ofpra = "ofpra",
        /// Oneself.
        Oneself = "soi_meme",
        /// The insurer.
        Insurer = "assureur",
    }
}
