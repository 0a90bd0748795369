//! All pages in one PDF: never larger than asked, and still to be read.

use std::path::Path;
use std::sync::OnceLock;

use abri::actions::copies::{self, Papers, SIZES, TOO_MANY_AT_ALL, TOO_MANY_PAGES};
use abri::actions::read_shown::Looking;
use abri::actions::{Problem, stop};
use abri::domain::document::FileType;
use abri::domain::share::Mode;
use abri::domain::time::Span;
use futures_util::TryStreamExt;
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

use super::{House, read_by, received};
use crate::given::{FILE, Made};
use crate::samples::Noise;

/// Width, height, JPEG.
type Page = (u32, u32, Vec<u8>);

/// From one line of print to the next, in pixels: what a letter has, so that nine such pages still fit in the least size.
const LINE: u32 = 48;

/// A page of print on paper with some grain, as photographs have it.
fn page(seed: u64, width: u32, height: u32, grain: usize) -> Page {
    let mut noise = Noise(seed);
    let print = RgbImage::from_fn(width, height, |x, y| {
        let inside = (60..width - 60).contains(&x) && (60..height - 60).contains(&y);
        let stroke = inside && y % LINE < 15 && ((x * 7 + y / LINE * 13) ^ (y % LINE / 4)) % 11 < 4;
        let ground: u8 = if stroke { 30 } else { 225 };
        Rgb([0; 3].map(|_: u8| ground + u8::try_from(noise.below(grain)).unwrap()))
    });
    let mut jpeg = Vec::new();
    // The quality of page pictures.
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, 82);
    print.write_with_encoder(encoder).unwrap();
    (width, height, jpeg)
}

/// A heavy page, drawn once.
fn heavy() -> Page {
    static HEAVY: OnceLock<Page> = OnceLock::new();
    HEAVY.get_or_init(|| page(1, 1130, 1600, 24)).clone()
}

/// Seven heavy pages in two papers, both sides of a card, and a small light page.
async fn shown(house: &House) -> Looking {
    let heavy: Vec<_> = (0..7).map(|_| heavy()).collect();
    let side = page(20, 1600, 1009, 24);
    let card = [side.clone(), side];
    let light = [page(30, 400, 560, 2)];
    let mut ids = Vec::new();
    for (title, kind, pages) in [
        ("Carte", "cni", &card[..]),
        ("Bail", "autre", &heavy[..3]),
        ("Avis", "avis_imposition", &heavy[3..]),
        ("RIB", "rib", &light),
    ] {
        let made = Made {
            title,
            kind,
            file: FILE,
            file_type: FileType::Pdf,
            pages,
        };
        ids.push(made.put_in(&house.abri, &house.session.open).await);
    }
    house.shown(&ids, Mode::Copy).await.1
}

fn papers(looking: &Looking) -> Papers {
    let mut papers = Papers::default();
    for paper in &looking.papers {
        papers.add_shown(&paper.grant);
    }
    papers
}

fn kept(looking: &Looking) -> u64 {
    let pages = looking
        .papers
        .iter()
        .flat_map(|paper| &paper.grant.facts.pages);
    pages.map(|page| page.length).sum()
}

async fn every_page_is_there_within_every_size(house: House) {
    let looking = shown(&house).await;
    let permit = house.told(&looking).await;
    let kept = kept(&looking);
    assert!(
        kept > SIZES[1] && kept < SIZES[3],
        "{kept}: some sizes make pages smaller"
    );
    let folder = tempfile::tempdir().unwrap();
    for size in SIZES {
        let still = house.still(&looking);
        let made = copies::one_pdf(&house.abri, &permit, papers(&looking), size, still);
        let (length, pieces) = made.await.unwrap();
        let (pdf, ended) = received(pieces).await;
        ended.unwrap();
        assert_eq!(pdf.len() as u64, length);
        assert!(length <= size, "{length} of {size}");
        // What was asked for is used, not thrown away.
        assert!(length > size / 2 || length >= kept, "{length} of {size}");
        let file = folder.path().join(format!("{size}.pdf"));
        std::fs::write(&file, &pdf).unwrap();
        can_be_read(&file, size > kept);
    }
}

/// Both sides of the card on one sheet, eight pages of their own; nothing smaller than can be read.
fn can_be_read(file: &Path, untouched: bool) {
    let told = read_by("pdfinfo", &["-l", "9"], file);
    let pages = told
        .lines()
        .find(|line| line.starts_with("Pages:"))
        .unwrap();
    assert!(pages.ends_with(" 9"), "{told}");
    assert_eq!(told.matches("(A4)").count(), 9, "{told}");
    let listed = read_by("pdfimages", &["-list"], file);
    let sizes: Vec<(u32, u32)> = listed
        .lines()
        .skip(2)
        .map(|line| {
            let mut columns = line.split_whitespace().skip(3);
            let mut side = || columns.next().unwrap().parse().unwrap();
            (side(), side())
        })
        .collect();
    assert_eq!(sizes.len(), 10, "{listed}");
    for (width, height) in &sizes[..9] {
        let longest = *width.max(height);
        assert!(
            (1000..=1600).contains(&longest) && (longest == 1600 || !untouched),
            "{listed}"
        );
    }
    assert_eq!(sizes[9], (400, 560), "the light page stays as it is");
    // Drawn without a complaint, and not blank.
    let drawn = file.with_extension("");
    let output = std::process::Command::new("pdftoppm")
        .args(["-r", "30", "-png"])
        .args([file, &drawn])
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    for number in 1..=9 {
        let page = image::open(format!("{}-{number}.png", drawn.display())).unwrap();
        let (page, mut dark) = (page.into_luma8(), 0);
        dark += page.pixels().filter(|pixel| pixel.0[0] < 200).count();
        assert!(dark > 500, "page {number}: {dark}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_there_within_every_size_on_disk() {
    every_page_is_there_within_every_size(House::on_disk().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_there_within_every_size_on_postgres_and_s3() {
    every_page_is_there_within_every_size(House::on_servers().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attack_more_pages_than_can_be_read_in_a_size_are_refused_before_all_are_tried() {
    let house = House::on_disk().await;
    let noise = [page(40, 1600, 1600, 30)];
    let made = Made {
        title: "Photographies",
        kind: "autre",
        file: FILE,
        file_type: FileType::Pdf,
        pages: &noise,
    };
    let id = made.put_in(&house.abri, &house.session.open).await;
    let (_, looking) = house.shown(&[id], Mode::Copy).await;
    let permit = house.told(&looking).await;
    for (count, size, sentence) in [
        (40, SIZES[0], TOO_MANY_PAGES),
        // Their sheets alone are too many; then their pictures, of which few are tried.
        (8_000, SIZES[1], TOO_MANY_PAGES),
        (8_000, u64::MAX, TOO_MANY_AT_ALL),
    ] {
        let mut many = Papers::default();
        for _ in 0..count {
            many.add_shown(&looking.papers[0].grant);
        }
        let made = copies::one_pdf(&house.abri, &permit, many, size, house.still(&looking));
        let refused = made.await.map(drop);
        assert!(
            matches!(refused, Err(Problem::Field(said)) if said == sentence),
            "{refused:?}"
        );
    }
    let none = copies::one_pdf(
        &house.abri,
        &permit,
        Papers::default(),
        SIZES[0],
        house.still(&looking),
    );
    assert!(matches!(none.await.map(drop), Err(Problem::NotFound)));
}

async fn a_flipped_page_is_no_copy(house: House) {
    let looking = shown(&house).await;
    let permit = house.told(&looking).await;
    // A heavy page, which is made smaller, and the light one, which is not.
    for paper in [1, 3] {
        let stored = looking.papers[paper].grant.facts.pictures_file.clone();
        let whole = house.stored(&stored).await;
        for at in [10, whole.len() / 2, whole.len() - 1] {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            house.lay(&stored, Some(flipped)).await;
            let still = house.still(&looking);
            let made = copies::one_pdf(&house.abri, &permit, papers(&looking), SIZES[0], still);
            let refused = made.await.map(drop);
            assert!(
                matches!(refused, Err(Problem::Damaged(_))),
                "{paper}, {at}: {refused:?}"
            );
        }
        house.lay(&stored, Some(whole)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attack_a_flipped_page_makes_no_pdf() {
    a_flipped_page_is_no_copy(House::on_disk().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attack_a_flipped_page_makes_no_pdf_on_postgres_and_s3() {
    a_flipped_page_is_no_copy(House::on_servers().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attack_a_pdf_goes_no_further_once_its_share_is_stopped() {
    let house = House::on_disk().await;
    let looking = shown(&house).await;
    let permit = house.told(&looking).await;
    let ask = |still| copies::one_pdf(&house.abri, &permit, papers(&looking), SIZES[1], still);
    let (length, pieces) = ask(house.still(&looking)).await.unwrap();
    let mut pieces = Box::pin(pieces);
    let first = pieces.try_next().await.unwrap().unwrap();
    assert!((first.len() as u64) < length);
    let (abri, open) = (&house.abri, &house.session.open);
    stop::stop_all(abri, open).await.unwrap();
    house.pass(Span::seconds(2));
    assert!(matches!(pieces.try_next().await, Err(Problem::NotFound)));

    // While it is made: the clock is past the two seconds whenever it is looked at.
    let (now, asked) = (house.now.clone(), house.still(&looking));
    let ticking = tokio::spawn(async move {
        loop {
            now.fetch_add(3_000, std::sync::atomic::Ordering::SeqCst);
            tokio::task::yield_now().await;
        }
    });
    let refused = ask(asked).await.map(drop);
    ticking.abort();
    assert!(matches!(refused, Err(Problem::NotFound)), "{refused:?}");
}
