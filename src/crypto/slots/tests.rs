use super::*;
use crate::crypto::codes::SLOT_DIGITS;
use proptest::prelude::*;

const PLACE: Place = Place {
    vault: VaultId::from_bytes([1; 16]),
    generation: 1,
};

fn argon() -> Argon {
    Argon::with_parameters(2, 8, Parameters::TINY, Parameters::TINY)
}

fn server(pepper: u8) -> ServerKeys {
    let key = |byte| Key::take(&mut [byte; 32]);
    ServerKeys::new(key(pepper), key(2), key(3))
}

fn code(digits: &str) -> Code {
    Code::parse(digits, SLOT_DIGITS).unwrap()
}

/// Without the name of its pepper: each that is there is tried.
fn unnamed(slot: Slot) -> Slot {
    Slot {
        pepper: None,
        ..slot
    }
}

fn other_places() -> [Place; 2] {
    [
        Place {
            vault: VaultId::from_bytes([9; 16]),
            ..PLACE
        },
        Place {
            generation: 2,
            ..PLACE
        },
    ]
}

#[tokio::test]
async fn a_card_opens_with_its_secret_its_code_and_the_pepper_only() {
    let (argon, vault_key, secret) = (argon(), random::key(), random::secret());
    let right = code("123456");
    let slot = make_held(
        &argon,
        &server(1),
        Held::Card,
        (&secret, &right),
        PLACE,
        &vault_key,
    )
    .await
    .unwrap();
    let slot = unnamed(slot);
    let open = async |server: ServerKeys, held, secret: &Secret, digits, place| {
        open_held(&argon, &server, held, (secret, &code(digits)), place, &slot).await
    };
    let opened = open(server(1), Held::Card, &secret, "123456", PLACE).await;
    assert!(opened.is_ok_and(|key| key == vault_key));
    let wrong = random::secret();
    let mut refusals = vec![
        open(server(1), Held::Card, &secret, "123457", PLACE).await,
        open(server(1), Held::Card, &wrong, "123456", PLACE).await,
        open(server(9), Held::Card, &secret, "123456", PLACE).await,
        open(server(1), Held::Device, &secret, "123456", PLACE).await,
    ];
    for place in other_places() {
        refusals.push(open(server(1), Held::Card, &secret, "123456", place).await);
    }
    for refusal in refusals {
        assert_eq!(refusal.err(), Some(Refusal::Wrong));
    }
}

#[tokio::test]
async fn a_phrase_opens_with_its_words_and_the_pepper_only() {
    let (argon, vault_key) = (argon(), random::key());
    let (shown, phrase) = Phrase::draw();
    let id = server(1).identifier_id("camille@example.org");
    let slot = make_phrase(&argon, &server(1), (id, &phrase), PLACE, &vault_key)
        .await
        .unwrap();
    let slot = unnamed(slot);
    let typed = Phrase::typed(&shown.to_uppercase()).unwrap();
    let opened = open_phrase(&argon, &server(1), &typed, PLACE, &slot).await;
    assert!(opened.is_ok_and(|key| key == vault_key));
    let other = Phrase::typed("une autre phrase secrète").unwrap();
    for refusal in [
        open_phrase(&argon, &server(1), &other, PLACE, &slot).await,
        open_phrase(&argon, &server(9), &typed, PLACE, &slot).await,
        open_phrase(&argon, &server(1), &typed, other_places()[0], &slot).await,
        Err(pretend_phrase(&argon, &typed).await),
    ] {
        assert_eq!(refusal.err(), Some(Refusal::Wrong));
    }
    let mut bare = slot.clone();
    bare.salt = None;
    let refusal = open_phrase(&argon, &server(1), &typed, PLACE, &bare).await;
    assert_eq!(refusal.err(), Some(Refusal::Wrong));
}

#[test]
fn a_rescue_sheet_opens_without_the_server() {
    let (vault_key, secret) = (random::key(), random::secret());
    let slot = make_rescue(&secret, PLACE, &vault_key);
    assert!(open_rescue(&secret, PLACE, &slot).is_ok_and(|key| key == vault_key));
    assert!(open_rescue(&random::secret(), PLACE, &slot).is_err());
    for place in other_places() {
        assert!(open_rescue(&secret, place, &slot).is_err());
    }
}

proptest! {
    #[test]
    fn one_flipped_bit_of_a_slot_is_refused(bit in any::<proptest::sample::Index>()) {
        let (vault_key, secret) = (random::key(), random::secret());
        let mut slot = make_rescue(&secret, PLACE, &vault_key);
        let bit = bit.index(slot.envelope.len() * 8);
        slot.envelope[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(open_rescue(&secret, PLACE, &slot).is_err());
    }
}

#[tokio::test]
async fn a_desk_opens_with_its_secret_its_words_and_the_pepper_only() {
    let (argon, vault_key, secret) = (argon(), random::key(), random::secret());
    let words = |text| Phrase::typed(text).unwrap();
    let right = words("Le vélo bleu de Zoé");
    for held in [Held::Desk, Held::DeskCard, Held::Passkey] {
        let slot = make_held(
            &argon,
            &server(1),
            held,
            (&secret, &right),
            PLACE,
            &vault_key,
        )
        .await
        .unwrap();
        let slot = unnamed(slot);
        let open = async |server: ServerKeys, held, secret: &Secret, typed: Phrase, place| {
            open_held(&argon, &server, held, (secret, &typed), place, &slot).await
        };
        let own = || words("Le vélo bleu de Zoé");
        let opened = open(server(1), held, &secret, own(), PLACE).await;
        assert!(opened.is_ok_and(|key| key == vault_key));
        let mut refusals = vec![
            open(
                server(1),
                held,
                &secret,
                words("Le vélo vert de Zoé"),
                PLACE,
            )
            .await,
            open(server(1), held, &random::secret(), own(), PLACE).await,
            open(server(9), held, &secret, own(), PLACE).await,
            open(server(1), Held::Device, &secret, own(), PLACE).await,
            open(server(1), Held::Card, &secret, own(), PLACE).await,
        ];
        for place in other_places() {
            refusals.push(open(server(1), held, &secret, own(), place).await);
        }
        for refused in refusals {
            assert_eq!(refused.err(), Some(Refusal::Wrong));
        }
    }
}

#[tokio::test]
async fn attack_a_slot_opens_under_the_pepper_that_it_names() {
    let (argon, vault_key, secret) = (argon(), random::key(), random::secret());
    let code = code("123456");
    let both = |one, other| server(one).with_other_pepper(Key::take(&mut [other; 32]));
    let slot = make_held(
        &argon,
        &both(1, 9),
        Held::Card,
        (&secret, &code),
        PLACE,
        &vault_key,
    )
    .await
    .unwrap();
    let open = async |server: ServerKeys, pepper| {
        let slot = Slot {
            pepper,
            ..slot.clone()
        };
        let what = (&secret, &code);
        open_held(&argon, &server, Held::Card, what, PLACE, &slot)
            .await
            .map(|key| key == vault_key)
    };
    let (first, second) = (server(1).pepper_name(), server(9).pepper_name());
    assert_eq!(slot.pepper, Some(first));
    for named in [Some(first), None] {
        for server in [server(1), both(1, 9), both(9, 1)] {
            assert_eq!(open(server, named).await, Ok(true));
        }
    }
    assert_eq!(open(server(9), Some(first)).await, Err(Refusal::Pepper));
    assert_eq!(open(both(1, 9), Some(second)).await, Err(Refusal::Wrong));
    assert_eq!(open(both(1, 9), Some([0; 8])).await, Err(Refusal::Pepper));
    assert_eq!(open(server(9), None).await, Err(Refusal::Wrong));
}
