//! PDFs that act, burst, loop, or ask for what nobody has.

use std::io::Write as _;

use abri::media::Active;

use super::{Evil, Fate, evil};
use crate::samples::{assemble, pdf};

pub fn all() -> Vec<Evil> {
    let mut all: Vec<Evil> = ACTS
        .iter()
        .map(|(name, catalog, told)| {
            evil(
                format!("PDF with {name}"),
                Fate::Told(*told),
                pdf(1, catalog, ""),
            )
        })
        .collect();
    for pages in [201, 1_000, 100_000] {
        all.push(evil(
            format!("PDF of {pages} pages"),
            Fate::Refused,
            pdf(pages, "", ""),
        ));
    }
    let zeros = "00".repeat(32);
    for (version, revision) in [(1, 2), (2, 3), (4, 4)] {
        let trailer = format!(
            "/ID [<01> <01>] /Encrypt << /Filter /Standard /V {version} /R {revision} /O <{zeros}> /U <{zeros}> /P -4 >>"
        );
        all.push(evil(
            format!("PDF under a password, {revision}"),
            Fate::Refused,
            pdf(1, "", &trailer),
        ));
    }
    for (name, page, contents) in PAGES {
        all.push(evil(
            format!("PDF with {name}"),
            Fate::Ended,
            one_page(page, contents, ""),
        ));
    }
    all.extend(trees());
    all.extend(bombs());
    let mut archive = pdf(1, "", "");
    archive.extend(b"PK\x05\x06");
    archive.extend([0; 16]);
    archive.extend(7u16.to_le_bytes());
    archive.extend(b"%%EOF\n\n");
    all.push(evil("PDF that unpacks as ZIP", Fate::Refused, archive));
    all.push(evil(
        "PDF without an end",
        Fate::Refused,
        &b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"[..],
    ));
    all.push(evil(
        "PDF that is only its marks",
        Fate::Refused,
        &b"%PDF-1.7\n%%EOF\n"[..],
    ));
    all
}

const ACTS: &[(&str, &str, Active)] = &[
    (
        "a script at its opening",
        "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
        Active::Script,
    ),
    (
        "a script under a hidden name",
        "/OpenAction << /S /J#61vaScript /J#53 (x) >>",
        Active::Script,
    ),
    (
        "a script among its names",
        "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >>",
        Active::Script,
    ),
    (
        "a script at each page",
        "/AA << /O << /S /JavaScript /JS (x) >> >>",
        Active::Script,
    ),
    (
        "a film with a script",
        "/OpenAction << /S /Rendition /JS (x) >>",
        Active::Script,
    ),
    (
        "a program to start",
        "/OpenAction << /S /Launch /F (calc.exe) >>",
        Active::Launch,
    ),
    (
        "another file to open",
        "/OpenAction << /S /GoToR /F (//host/share) >>",
        Active::Launch,
    ),
    (
        "a file within to open",
        "/OpenAction << /S /GoToE >>",
        Active::Launch,
    ),
    (
        "a form that is sent",
        "/OpenAction << /S /SubmitForm /F (http://host.example/) >>",
        Active::Launch,
    ),
    (
        "data that is fetched",
        "/OpenAction << /S /ImportData /F (x) >>",
        Active::Launch,
    ),
    (
        "a file inside",
        "/Names << /EmbeddedFiles << /Names [(a.exe) << /Type /Filespec >>] >> >>",
        Active::Attachment,
    ),
    (
        "rich media",
        "/X << /RichMediaContent << >> >>",
        Active::Attachment,
    ),
    ("a form", "/AcroForm << /Fields [] >>", Active::Form),
    (
        "an XFA form",
        "/AcroForm << /XFA [] /Fields [] >>",
        Active::Form,
    ),
    (
        "something at its opening",
        "/OpenAction [5 0 R /Fit]",
        Active::OnOpen,
    ),
];

/// What stands in a page's dictionary, and its drawing.
const PAGES: &[(&str, &str, &str)] = &[
    (
        "a page of a billion points",
        "/MediaBox [0 0 1000000000 1000000000]",
        "",
    ),
    ("a page of no size", "/MediaBox [0 0 0 0]", ""),
    ("a page turned inside out", "/MediaBox [600 800 0 0]", ""),
    (
        "a page a thousand times longer than wide",
        "/MediaBox [0 0 1 14400]",
        "",
    ),
    ("a page of letters for numbers", "/MediaBox [a b c d]", ""),
    ("a page of huge numbers", "/MediaBox [0 0 1e308 1e308]", ""),
    (
        "a turn by a third",
        "/MediaBox [0 0 100 100] /Rotate 33",
        "",
    ),
    (
        "a unit of a million",
        "/MediaBox [0 0 100 100] /UserUnit 1000000",
        "",
    ),
    (
        "brackets without end",
        "/MediaBox [0 0 100 100]",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ),
    (
        "states that are never put back",
        "/MediaBox [0 0 100 100]",
        "q q q q q q q q q q q q q q q q q",
    ),
    (
        "states put back too often",
        "/MediaBox [0 0 100 100]",
        "Q Q Q Q Q Q Q Q Q Q",
    ),
    (
        "a picture that draws itself",
        "/MediaBox [0 0 100 100] /Resources << /XObject << /X 4 0 R >> >>",
        "/X Do",
    ),
    (
        "a pattern of nothing",
        "/MediaBox [0 0 100 100]",
        "/Pattern cs /P0 scn 0 0 100 100 re f",
    ),
    (
        "a font that is none",
        "/MediaBox [0 0 100 100] /Resources << /Font << /F 1 0 R >> >>",
        "BT /F 12 Tf (x) Tj ET",
    ),
    (
        "letters of a million points",
        "/MediaBox [0 0 100 100] /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
        "BT /F 1000000 Tf (xxxx) Tj ET",
    ),
];

/// A PDF of one page; the drawing's dictionary may hold more.
fn one_page(page: &str, contents: &str, of_contents: &str) -> Vec<u8> {
    assemble(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R {page} /Contents 4 0 R >>"),
        format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /XObject << /X 4 0 R >> >> {of_contents} /Length {} >>\nstream\n{contents}\nendstream",
            contents.len()
        ),
    ])
}

/// Trees of pages that have no end or no leaves.
fn trees() -> Vec<Evil> {
    let catalog = "<< /Type /Catalog /Pages 2 0 R >>".to_owned();
    let tree = |name: &str, nodes: &[&str]| {
        let mut objects = vec![catalog.clone()];
        objects.extend(nodes.iter().map(|node| (*node).to_owned()));
        evil(format!("PDF with {name}"), Fate::Ended, assemble(&objects))
    };
    vec![
        tree(
            "a tree that is its own branch",
            &["<< /Type /Pages /Count 1 /Kids [2 0 R] >>"],
        ),
        tree(
            "two branches of each other",
            &[
                "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
                "<< /Type /Pages /Count 1 /Kids [2 0 R] >>",
            ],
        ),
        tree(
            "a tree without leaves",
            &["<< /Type /Pages /Count 0 /Kids [] >>"],
        ),
        tree(
            "leaves that are not there",
            &["<< /Type /Pages /Count 3 /Kids [9 0 R 10 0 R 11 0 R] >>"],
        ),
        tree(
            "a count below zero",
            &[
                "<< /Type /Pages /Count -5 /Kids [3 0 R] >>",
                "<< /Type /Page >>",
            ],
        ),
        evil(
            "PDF whose table points to itself",
            Fate::Ended,
            pdf(1, "", "/Prev 9"),
        ),
    ]
}

/// Small files that unpack to large ones, and deep ones.
fn bombs() -> Vec<Evil> {
    let mut all = Vec::new();
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let space = vec![b' '; 1 << 20];
    for _ in 0..256 {
        packer.write_all(&space).unwrap();
    }
    let once = packer.finish().unwrap();
    let mut again = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    again.write_all(&once).unwrap();
    for (name, filter, body) in [
        ("256 MB packed once", "/FlateDecode", once),
        (
            "256 MB packed twice",
            "[/FlateDecode /FlateDecode]",
            again.finish().unwrap(),
        ),
    ] {
        let mut bytes = one_page("/MediaBox [0 0 100 100]", "@", &format!("/Filter {filter}"));
        let text = b"/Length 1 >>\nstream\n@\nendstream";
        let at = bytes
            .windows(text.len())
            .position(|part| part == text)
            .unwrap();
        let mut body_text = format!("/Length {} >>\nstream\n", body.len()).into_bytes();
        body_text.extend(body);
        body_text.extend(b"\nendstream");
        bytes.splice(at..at + text.len(), body_text);
        all.push(evil(format!("PDF with {name}"), Fate::Ended, bytes));
    }
    for (open, close) in [("[", "]"), ("<< /A ", ">>"), ("(", ")")] {
        let deep = format!("/X {}{}", open.repeat(50_000), close.repeat(50_000));
        all.push(evil(
            format!("PDF 50,000 {open} deep"),
            Fate::Ended,
            pdf(1, &deep, ""),
        ));
    }
    let image = "/MediaBox [0 0 100 100] /Resources << /XObject << /I << /Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB >> >> >>";
    all.push(evil(
        "PDF with a picture of 60000 × 60000",
        Fate::Ended,
        one_page(image, "/I Do", ""),
    ));
    let many = "0 0 100 100 re f ".repeat(200_000);
    all.push(evil(
        "PDF with 200,000 drawings",
        Fate::Ended,
        one_page("/MediaBox [0 0 100 100]", &many, ""),
    ));
    all
}
