//! The invented papers of the demonstration: small PDFs and drawings, made here so that nothing
//! real is ever shown.

use std::fmt::Write;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// One line of an invented paper: how far from the left and the top, in points, its size, its text.
type Line<'a> = (i32, i32, i32, &'a str);

/// A page of A4 with lines of text, each marked as a specimen; text is Latin-1.
pub(super) fn pdf(lines: &[Line<'_>]) -> Vec<u8> {
    let mut content = String::from(
        "0.055 0.247 0.255 rg 40 770 515 34 re f 0.957 0.933 0.878 rg 40 560 515 24 re f\n",
    );
    for (left, top, size, text) in lines {
        let colour = if *top < 72 { "1 1 1" } else { "0.09 0.19 0.18" };
        let height = 842 - top;
        let _ = writeln!(
            content,
            "BT {colour} rg /F1 {size} Tf {left} {height} Td ({}) Tj ET",
            escaped(text)
        );
    }
    content.push_str("BT 0.68 0.25 0.10 rg /F1 11 Tf 40 40 Td (SP\\311CIMEN - papier invent\\351 pour la d\\351monstration) Tj ET\n");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!(
            "<< /Length {} >>\nstream\n{content}endstream",
            content.len()
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    assemble(&objects)
}

/// Text of a PDF string: what is not ASCII as an octal escape of its Latin-1 code.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '(' | ')' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            ' '..='~' => out.push(c),
            '€' => out.push_str("\\200"),
            '’' => out.push('\''),
            _ => {
                let _ = write!(out, "\\{:03o}", u32::from(c) & 0xff);
            }
        }
    }
    out
}

fn assemble(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let table = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        let _ = writeln!(file, "{offset:010} 00000 n ");
    }
    let size = objects.len() + 1;
    let _ = write!(
        file,
        "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    );
    file.into_bytes()
}

/// A rectangle of a drawing: left, top, width, height in pixels, colour.
type Patch = (usize, usize, usize, usize, [u8; 3]);

/// A card drawn in rectangles: a band, a portrait without a face, lines where words would be.
pub(super) fn card(ground: [u8; 3], band: [u8; 3], ink: [u8; 3]) -> Vec<u8> {
    const WIDTH: usize = 856;
    const HEIGHT: usize = 540;
    let patches: [Patch; 11] = [
        (0, 0, WIDTH, HEIGHT, ground),
        (0, 0, WIDTH, 100, band),
        (56, 150, 210, 270, [255, 255, 255]),
        (126, 190, 70, 80, ink),
        (96, 290, 130, 130, ink),
        (320, 160, 380, 26, ink),
        (320, 220, 300, 20, band),
        (320, 270, 340, 20, band),
        (320, 320, 220, 20, band),
        (320, 390, 80, 60, [224, 172, 60]),
        (56, 480, 740, 18, band),
    ];
    png(WIDTH, HEIGHT, &patches)
}

/// A PNG (ISO/IEC 15948) of rectangles painted one over another, 8-bit RGB.
fn png(width: usize, height: usize, patches: &[Patch]) -> Vec<u8> {
    let mut raw = Vec::with_capacity(height * (width * 3 + 1));
    for y in 0..height {
        raw.push(0);
        for x in 0..width {
            let over = |(left, top, wide, high, _): &&Patch| {
                (*left..left + wide).contains(&x) && (*top..top + high).contains(&y)
            };
            raw.extend(
                patches
                    .iter()
                    .rev()
                    .find(over)
                    .map_or([255; 3], |patch| patch.4),
            );
        }
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    let packed = packed
        .write_all(&raw)
        .and_then(|()| packed.finish())
        .unwrap_or_default();
    let mut head = Vec::new();
    for side in [width, height] {
        head.extend(u32::try_from(side).unwrap_or_default().to_be_bytes());
    }
    head.extend([8, 2, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [(b"IHDR", &head[..]), (b"IDAT", &packed), (b"IEND", &[])] {
        let mut crc = flate2::Crc::new();
        crc.update(name);
        crc.update(data);
        file.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
        file.extend(name);
        file.extend(data);
        file.extend(crc.sum().to_be_bytes());
    }
    file
}
