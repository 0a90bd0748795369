//! Somebody reads what is shown, and tries for more.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use abri::actions::copies::{self, Papers};
use abri::actions::read_shown::{self, Opening};
use abri::actions::show::{self, NewShare};
use abri::actions::{Abri, Problem, reading, tries};
use abri::crypto::lookups;
use abri::domain::journal::Event;
use abri::domain::mark::Mark;
use abri::domain::share::{Mode, Until};
use abri::domain::time::Span;
use abri::store::grants;
use futures_util::TryStreamExt;

use crate::given::{FILE, again, agree, claire, codes, opening, paper, picture, told, vault, wish};
use crate::support::Service;

fn mark() -> Mark {
    Mark {
        words: vec!["RSA".into(), "Claire Morel".into()],
        reference: String::new(),
    }
}

#[tokio::test]
async fn pages_are_seen_copies_are_kept_and_each_is_told_once() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Fiche de paie").await];
    let wish = NewShare {
        mode: Mode::Copy,
        ..wish(&chosen)
    };
    let id = agree(abri, &session, wish).await;
    let link = opening(abri, &session.open, id).await;
    let looking = read_shown::open(abri, &link).await.unwrap();
    for _ in 0..3 {
        let looking = again(abri, &looking).await.unwrap();
        let paper = looking.paper(0).unwrap();
        let permit = read_shown::look(abri, &looking, paper).await.unwrap();
        let (grant, facts) = (&paper.grant, &paper.grant.facts);
        let (key, file) = (&grant.pictures_key, &facts.pictures_file);
        let page =
            reading::marked_picture(abri, &permit, key, file, &facts.pages[0], &mark()).await;
        let page = page.unwrap();
        assert!(page.starts_with(b"\xff\xd8\xff") && page[..] != picture()[..]);
    }
    let paper = looking.paper(0).unwrap();
    let permit = read_shown::keep(abri, &looking, paper).await.unwrap();
    let (grant, facts) = (&paper.grant, &paper.grant.facts);
    let (key, file) = (grant.key.as_ref().unwrap(), facts.file.as_ref().unwrap());
    let stream = reading::original(abri, &permit, key, file, facts.bytes, || async { true })
        .await
        .unwrap();
    let pieces: Vec<_> = stream.try_collect().await.unwrap();
    assert_eq!(pieces.concat(), FILE);
    assert_eq!(told(abri, &session.open, Event::ShareOpened).await, 1);
    assert_eq!(told(abri, &session.open, Event::ShareLooked).await, 1);
    assert_eq!(told(abri, &session.open, Event::ShareCopied).await, 1);
    // Closed, the cookie shows nothing more; the link still opens.
    read_shown::close(abri, looking.cookie().unwrap())
        .await
        .unwrap();
    assert!(matches!(
        again(abri, &looking).await,
        Err(Problem::NotFound)
    ));
    read_shown::open(abri, &link).await.unwrap();
}

#[tokio::test]
async fn attack_a_marked_copy_holds_no_key_of_the_file() {
    let (abri, _folder) = Service::open().await.into_parts();
    let abri = Arc::new(abri);
    let session = vault(&abri).await;
    let chosen = [paper(&abri, &session.open, "Bail").await];
    let wish = NewShare {
        mode: Mode::Marked,
        ..wish(&chosen)
    };
    let id = agree(&abri, &session, wish).await;
    let link = opening(&abri, &session.open, id).await;
    let looking = read_shown::open(&abri, &link).await.unwrap();
    let paper = looking.paper(0).unwrap();
    assert!(paper.grant.key.is_none() && paper.grant.facts.file.is_none());
    let original = read_shown::keep(&abri, &looking, paper).await;
    assert!(matches!(original, Err(Problem::NotFound)));

    let permit = read_shown::keep_marked(&abri, &looking, paper)
        .await
        .unwrap();
    let mut papers = Papers::default();
    papers.add_shown(&paper.grant);
    let copy = copies::marked(&abri, &permit, papers, mark(), || async { true });
    let pieces: Vec<_> = copy.await.unwrap().try_collect().await.unwrap();
    let pdf = pieces.concat();
    assert!(pdf.starts_with(b"%PDF-") && pdf.ends_with(b"%%EOF\n"));
    let plain = picture();
    assert!(
        !pdf.windows(plain.len()).any(|part| part == plain),
        "no page without its words"
    );
    assert_eq!(told(&abri, &session.open, Event::ShareCopied).await, 1);
}

#[tokio::test]
async fn a_copy_under_way_breaks_off_when_its_share_ends() {
    let service = Service::open().await;
    let session = vault(&service.abri).await;
    let chosen = [paper(&service.abri, &session.open, "Bail").await];
    let wish = NewShare {
        mode: Mode::Marked,
        ..wish(&chosen)
    };
    let id = agree(&service.abri, &session, wish).await;
    let link = opening(&service.abri, &session.open, id).await;
    let now = service.now();
    let (abri, _folder) = service.into_parts();
    let abri = Arc::new(abri);
    let looking = read_shown::open(&abri, &link).await.unwrap();
    let paper = looking.paper(0).unwrap();
    let permit = read_shown::keep_marked(&abri, &looking, paper)
        .await
        .unwrap();
    let mut papers = Papers::default();
    for _ in 0..4 {
        papers.add_shown(&paper.grant);
    }
    let (watch, asked) = (looking.watch(paper), abri.clone());
    let still = move || {
        let abri = asked.clone();
        async move { read_shown::still(&abri, &watch).await.is_ok() }
    };
    let copy = copies::marked(&abri, &permit, papers, mark(), still)
        .await
        .unwrap();
    let mut copy = Box::pin(copy);
    copy.try_next().await.unwrap().unwrap();
    now.fetch_add(Span::hours(2).as_millis(), Ordering::SeqCst);
    assert!(matches!(copy.try_next().await, Err(Problem::NotFound)));
}

#[tokio::test]
async fn attack_looking_only_holds_no_key_of_the_file() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let id = agree(abri, &session, wish(&chosen)).await;
    let link = opening(abri, &session.open, id).await;
    // A column that says "copy" gives nothing: the key is not in the grant.
    let changed = service
        .meddle("abri.sqlite", "UPDATE consents SET mode = 'copy'")
        .await;
    assert_eq!(changed, 1);
    let looking = read_shown::open(abri, &link).await.unwrap();
    let paper = looking.paper(0).unwrap();
    assert!(paper.grant.key.is_none() && paper.grant.facts.file.is_none());
    let kept = read_shown::keep(abri, &looking, paper).await;
    assert!(matches!(kept, Err(Problem::NotFound)));
    let marked = read_shown::keep_marked(abri, &looking, paper).await;
    assert!(matches!(marked, Err(Problem::NotFound)));
    assert_eq!(told(abri, &session.open, Event::ShareCopied).await, 0);
}

#[tokio::test]
async fn attack_extended_columns_do_not_outlive_the_grant() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let id = agree(abri, &session, wish(&chosen)).await;
    let link = opening(abri, &session.open, id).await;
    let looking = read_shown::open(abri, &link).await.unwrap();
    service
        .meddle("abri.sqlite", "UPDATE consents SET until = until + 7200000")
        .await;
    for sql in [
        "UPDATE grants SET until = until + 7200000",
        "UPDATE viewings SET until = until + 7200000",
    ] {
        service.meddle("ephemeral.sqlite", sql).await;
    }
    again(abri, &looking).await.unwrap();
    service.pass(Span::hours(2));
    let after = again(abri, &looking).await;
    assert!(matches!(after, Err(Problem::NotFound)));
    assert!(matches!(
        read_shown::open(abri, &link).await,
        Err(Problem::NotFound)
    ));
}

#[tokio::test]
async fn attack_swapped_and_flipped_grants_are_refused_and_spend_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [
        paper(abri, &session.open, "Bail").await,
        paper(abri, &session.open, "RIB").await,
    ];
    let id = agree(abri, &session, wish(&chosen)).await;
    let link = opening(abri, &session.open, id).await;
    let looking = read_shown::open(abri, &link).await.unwrap();
    let keep = "CREATE TABLE kept AS SELECT * FROM grants";
    service.meddle("ephemeral.sqlite", keep).await;
    for harm in [
        "UPDATE grants SET envelope = \
         (SELECT envelope FROM kept WHERE kept.position = 1 - grants.position)",
        "UPDATE grants SET version = 2 WHERE position = 0",
        "UPDATE grants SET position = position + 2",
        "UPDATE grants SET envelope = zeroblob(length(envelope)) WHERE position = 1",
    ] {
        assert!(service.meddle("ephemeral.sqlite", harm).await > 0);
        let refused = again(abri, &looking).await;
        assert!(matches!(refused, Err(Problem::Damaged(_))), "{harm}");
        assert!(read_shown::open(abri, &link).await.is_err(), "{harm}");
        for mend in [
            "DELETE FROM grants",
            "INSERT INTO grants SELECT * FROM kept",
        ] {
            service.meddle("ephemeral.sqlite", mend).await;
        }
        again(abri, &looking).await.unwrap();
    }
    for place in [1, 40, 80] {
        flip(abri, &link, place).await;
        assert!(
            again(abri, &looking).await.is_err(),
            "bit flipped at {place}"
        );
        assert!(read_shown::open(abri, &link).await.is_err());
        flip(abri, &link, place).await;
    }
    again(abri, &looking).await.unwrap();
    assert_eq!(told(abri, &session.open, Event::ShareOpened).await, 1);
}

/// Turns one bit of the first grant of a share.
async fn flip(abri: &Abri, link: &Opening, place: usize) {
    let share = lookups::id(lookups::Kind::Share, link.secret.expose());
    let mut tx = abri.store.ephemeral.begin().await.unwrap();
    let mut rows = grants::of_share(&mut tx, &share, abri.now()).await.unwrap();
    grants::delete_of_share(&mut tx, &share).await.unwrap();
    rows[0].envelope[place] ^= 1;
    for row in &rows {
        grants::add(&mut tx, row).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn attack_a_restored_grant_without_its_day_opens_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let id = agree(abri, &session, wish(&chosen)).await;
    let link = opening(abri, &session.open, id).await;
    let looking = read_shown::open(abri, &link).await.unwrap();
    // Everything of yesterday is back, and the clock with it; the key of its day is not.
    abri.epochs
        .destroy_before(abri.now().day().plus(1))
        .await
        .unwrap();
    assert!(matches!(
        read_shown::open(abri, &link).await,
        Err(Problem::NotFound)
    ));
    assert!(matches!(
        again(abri, &looking).await,
        Err(Problem::NotFound)
    ));
}

fn wrong(opening: &Opening, code: &str) -> Opening {
    let first = if code.starts_with('1') { '2' } else { '1' };
    Opening {
        secret: opening.secret.duplicate(),
        spoken: read_shown::parse_spoken(&format!("{first}{}", &code[1..])),
        reader: claire(),
    }
}

#[tokio::test]
async fn attack_five_wrong_spoken_codes_end_the_share() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let wish = NewShare {
        spoken: true,
        ..wish(&chosen)
    };
    let id = agree(abri, &session, wish).await;
    let link = opening(abri, &session.open, id).await;
    let code = show::link(abri, &session.open, id).await.unwrap().spoken;
    let code = code.unwrap();
    assert!(read_shown::peek(abri, &link.secret).await.unwrap());
    let without = Opening {
        spoken: None,
        ..wrong(&link, &code)
    };
    let asked = read_shown::open(abri, &without).await;
    assert!(matches!(asked, Err(Problem::Field(_))), "costs no try");
    for left in (1..5).rev() {
        let refused = read_shown::open(abri, &wrong(&link, &code)).await;
        assert!(matches!(refused, Err(Problem::WrongSecret { left: Some(n) }) if n == left));
        if left == 2 {
            // The right one costs no try.
            read_shown::open(abri, &link).await.unwrap();
        }
    }
    let last = read_shown::open(abri, &wrong(&link, &code)).await;
    assert!(matches!(last, Err(Problem::WrongSecret { left: Some(0) })));
    let after = read_shown::open(abri, &link).await;
    assert!(matches!(after, Err(Problem::NotFound)));
    assert!(show::active(abri, &session.open).await.unwrap().is_empty());
    assert_eq!(told(abri, &session.open, Event::ShareRefused).await, 5);
    assert_eq!(
        told(abri, &session.open, Event::ShareStoppedByTries).await,
        1
    );
    // The vault still verifies: another paper can be put in.
    paper(abri, &session.open, "RIB").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_guesses_at_once_are_no_more_than_five() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let wish = NewShare {
        spoken: true,
        ..wish(&chosen)
    };
    let id = agree(abri, &session, wish).await;
    let link = opening(abri, &session.open, id).await;
    let code = show::link(abri, &session.open, id).await.unwrap().spoken;
    let code = code.unwrap();
    let guesses = (0..30).map(|_| async {
        let guess = wrong(&link, &code);
        read_shown::open(abri, &guess).await
    });
    let answers = futures_util::future::join_all(guesses).await;
    let tried = answers
        .iter()
        .filter(|answer| matches!(answer, Err(Problem::WrongSecret { .. })));
    assert_eq!(tried.count(), 5);
}

#[tokio::test]
async fn attack_spoken_codes_of_many_shares_are_guessed_no_further_from_one_source() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let mut links = Vec::new();
    for _ in 0..3 {
        let wish = NewShare {
            spoken: true,
            ..wish(&chosen)
        };
        let id = agree(abri, &session, wish).await;
        let code = show::link(abri, &session.open, id).await.unwrap().spoken;
        links.push((opening(abri, &session.open, id).await, code.unwrap()));
    }
    let try_from = async |source: &str, link: &Opening| {
        tries::counted(abri, source, 3, read_shown::open(abri, link)).await
    };
    // Right ones never count: a shelter's people share one address.
    for _ in 0..5 {
        try_from("192.0.2.7", &links[0].0).await.unwrap();
    }
    for (link, code) in &links {
        let guess = wrong(link, code);
        let refused = try_from("192.0.2.7", &guess).await;
        assert!(matches!(refused, Err(Problem::WrongSecret { .. })));
    }
    let slowed = try_from("192.0.2.7", &links[0].0).await;
    assert!(matches!(slowed, Err(Problem::TooManyTries { .. })));
    // Neither another source nor, a quarter of an hour later, this one is locked out.
    try_from("192.0.2.8", &links[0].0).await.unwrap();
    service.pass(Span::minutes(16));
    try_from("192.0.2.7", &links[0].0).await.unwrap();
}

#[tokio::test]
async fn damage_that_a_reader_meets_is_told_to_the_person_once() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let id = agree(abri, &session, wish(&chosen)).await;
    let link = opening(abri, &session.open, id).await;
    let looking = read_shown::open(abri, &link).await.unwrap();
    let shown = looking.paper(0).unwrap();
    let object = &shown.grant.facts.pictures_file.object;
    for _ in 0..2 {
        read_shown::damaged(abri, &looking, shown, object)
            .await
            .unwrap();
    }
    assert_eq!(told(abri, &session.open, Event::DamageFound).await, 1);
}

#[tokio::test]
async fn attack_a_reader_does_not_fill_the_persons_journal() {
    const MOST: usize = 300;
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Fiche de paie").await];
    let wish = NewShare {
        mode: Mode::Copy,
        until: Until::Week,
        ..wish(&chosen)
    };
    let id = agree(abri, &session, wish).await;
    let link = opening(abri, &session.open, id).await;
    let looking = read_shown::open(abri, &link).await.unwrap();
    let shown = looking.paper(0).unwrap();
    let kept = async || read_shown::keep(abri, &looking, shown).await.map(drop);
    for _ in 0..MOST / 2 {
        read_shown::open(abri, &link).await.unwrap();
    }
    for _ in 1..MOST / 2 {
        kept().await.unwrap();
    }
    let full = |outcome| matches!(outcome, Err(Problem::TooMuch("show-looked-often")));
    for _ in 0..3 {
        assert!(full(kept().await));
        assert!(full(read_shown::open(abri, &link).await.map(drop)));
    }
    let told = codes(abri, &session.open).await;
    assert_eq!(
        told.iter()
            .filter(|code| code.starts_with("share_"))
            .count(),
        MOST + 1
    );
    service.pass(Span::DAY);
    kept().await.unwrap();
}
