//! The PDF that a copy or a photocopy is, looked at with poppler: sizes in millimetres.

use std::path::{Path, PathBuf};
use std::process::Command;

use abri::domain::sheets::{Pages, lay_out};
use abri::media::Binder;
use image::ImageFormat;

use crate::samples::{corners, encoded};

/// Binds these papers, each page a picture of its size.
fn bind(papers: &[Pages]) -> Vec<u8> {
    let sizes: Vec<_> = papers
        .iter()
        .flat_map(|paper| paper.sizes.clone())
        .collect();
    let jpegs: Vec<_> = sizes
        .iter()
        .map(|(width, height)| encoded(corners(*width, *height), ImageFormat::Jpeg))
        .collect();
    let (mut binder, mut pdf) = Binder::begin();
    for sheet in lay_out(papers) {
        let pictures: Vec<_> = sheet
            .places
            .iter()
            .map(|place| {
                let (width, height) = sizes[place.picture];
                (width, height, &jpegs[place.picture][..])
            })
            .collect();
        pdf.extend(binder.sheet(&sheet, &pictures));
    }
    pdf.extend(binder.finish());
    for jpeg in &jpegs {
        let whole = pdf.windows(jpeg.len()).any(|part| part == jpeg);
        assert!(whole, "pictures go in as they are");
    }
    pdf
}

fn paper(kind: &str, card: bool, sizes: &[(u32, u32)]) -> Pages {
    Pages {
        kind: kind.into(),
        card,
        sizes: sizes.into(),
    }
}

fn written(folder: &Path, pdf: &[u8]) -> PathBuf {
    let path = folder.join("bound.pdf");
    std::fs::write(&path, pdf).unwrap();
    path
}

/// What a tool of poppler says; it must have nothing to complain about.
fn poppler(tool: &str, arguments: &[&str], pdf: &Path) -> String {
    let ended = Command::new(tool)
        .args(arguments)
        .arg(pdf)
        .output()
        .unwrap();
    let complaints = String::from_utf8_lossy(&ended.stderr);
    assert!(
        ended.status.success() && complaints.is_empty(),
        "{tool}: {complaints}"
    );
    String::from_utf8(ended.stdout).unwrap()
}

#[test]
fn a_card_lies_front_and_back_on_one_a4_sheet_at_its_real_size() {
    let folder = tempfile::tempdir().unwrap();
    let sides = [(1600, 1009), (1600, 1009)];
    let pdf = written(folder.path(), &bind(&[paper("cni", true, &sides)]));
    let told = poppler("pdfinfo", &[], &pdf);
    assert!(
        told.contains("Pages:           1\n") && told.contains("(A4)"),
        "{told}"
    );
    // 1600 pixels over 85.6 mm are 475 to the inch.
    let listed = poppler("pdfimages", &["-list"], &pdf);
    let pictures: Vec<Vec<&str>> = listed
        .lines()
        .skip(2)
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(pictures.len(), 2);
    for picture in pictures {
        assert_eq!(
            (picture[3], picture[4], picture[8]),
            ("1600", "1009", "jpeg")
        );
        for density in [picture[12], picture[13]] {
            let density: f64 = density.parse().unwrap();
            let width = 1600.0 / density * 25.4;
            assert!((width - 85.6).abs() < 0.3, "{width} mm");
        }
    }
    // Ten pixels to the millimetre: what is not paper is the two cards.
    let to = folder.path().join("seen");
    let to_text = to.display().to_string();
    let ended = Command::new("pdftoppm")
        .args(["-r", "254", "-png", "-singlefile"])
        .args([&pdf.display().to_string(), &to_text])
        .status()
        .unwrap();
    assert!(ended.success());
    let seen = image::open(to.with_extension("png")).unwrap().into_rgb8();
    assert!(seen.width().abs_diff(2100) <= 1 && seen.height().abs_diff(2970) <= 1);
    let red = |x, y| {
        let [r, g, b] = seen.get_pixel(x, y).0;
        r > 180 && g < 90 && b < 90
    };
    // The red corner is a quarter of a card.
    let columns = (0..seen.width())
        .filter(|x| (0..seen.height()).any(|y| red(*x, y)))
        .count();
    let rows = (0..seen.height())
        .filter(|y| (0..seen.width()).any(|x| red(x, *y)))
        .count();
    assert!(
        columns.abs_diff(428) <= 2,
        "{columns} tenths of a millimetre, half of 85.6 mm"
    );
    assert!(
        rows.abs_diff(540) <= 4,
        "{rows} tenths of a millimetre, half of 54 mm twice"
    );
}

#[test]
fn any_other_paper_fills_a4_sheets() {
    let folder = tempfile::tempdir().unwrap();
    let sizes = [(1130, 1600), (1600, 1130), (900, 900)];
    let pdf = written(folder.path(), &bind(&[paper("bail", false, &sizes)]));
    let told = poppler("pdfinfo", &["-l", "3"], &pdf);
    assert_eq!(told.matches("(A4)").count(), 3, "{told}");
    let listed = poppler("pdfimages", &["-list"], &pdf);
    let densities: Vec<f64> = listed
        .lines()
        .skip(2)
        .map(|line| line.split_whitespace().nth(12).unwrap().parse().unwrap())
        .collect();
    let widths = [210.0, 297.0, 210.0];
    for ((density, (pixels, _)), width) in densities.iter().zip(sizes).zip(widths) {
        let seen = f64::from(pixels) / density * 25.4;
        assert!((seen - width).abs() < 2.0, "{seen} mm, not {width}");
    }
}
