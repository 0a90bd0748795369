//! Invented files, made by hand.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// An image whose four corners differ: red, green, blue and white, in reading order.
pub fn corners(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        match (x < width / 2, y < height / 2) {
            (true, true) => Rgb([220, 30, 30]),
            (false, true) => Rgb([30, 200, 30]),
            (true, false) => Rgb([30, 30, 220]),
            (false, false) => Rgb([240, 240, 240]),
        }
    })
}

pub fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// What a telephone writes: an APP1 segment with this orientation and a GPS position (TIFF 6.0, EXIF 2.3).
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(2u16.to_le_bytes());
    // Orientation, one SHORT.
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    // Pointer to the GPS directory at 38.
    tiff.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0; 4]);
    assert_eq!(tiff.len(), 38);
    tiff.extend(1u16.to_le_bytes());
    // Version of the GPS directory, then a text that a search will find.
    tiff.extend([0x1b, 0x00, 2, 0, 20, 0, 0, 0, 56, 0, 0, 0]);
    tiff.extend([0; 4]);
    tiff.extend(GPS);
    tiff
}

pub const GPS: &[u8] = b"48.8566N 2.3522E GPS";

/// A JPEG of `upright` stored as a camera held otherwise would store it.
pub fn turned_jpeg(upright: &RgbImage, orientation: u8) -> Vec<u8> {
    use image::imageops::{flip_horizontal, flip_vertical, rotate90, rotate180, rotate270};
    let stored = match orientation {
        2 => flip_horizontal(upright),
        3 => rotate180(upright),
        4 => flip_vertical(upright),
        5 => flip_horizontal(&rotate90(upright)),
        6 => rotate270(upright),
        7 => flip_horizontal(&rotate270(upright)),
        8 => rotate90(upright),
        _ => upright.clone(),
    };
    let mut body = b"Exif\0\0".to_vec();
    body.extend(exif(orientation));
    with_segment(&encoded(stored, ImageFormat::Jpeg), 0xe1, &body)
}

/// A JPEG with one more segment right after its first mark.
pub fn with_segment(jpeg: &[u8], mark: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, mark];
    bytes.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
    bytes.extend(body);
    bytes.extend(&jpeg[2..]);
    bytes
}

/// A PNG head that promises 30,000 × 30,000 pixels of compressed nothing.
pub fn png_bomb() -> Vec<u8> {
    let mut head = 30_000u32.to_be_bytes().to_vec();
    head.extend(30_000u32.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    png_chunks(&[(b"IHDR", &head), (b"IDAT", &[0x78, 0x9c]), (b"IEND", &[])])
}

/// A PNG of these chunks, each with its right sum.
pub fn png_chunks(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, body) in chunks {
        bytes.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
        let start = bytes.len();
        bytes.extend(*kind);
        bytes.extend(*body);
        let sum = crc(&bytes[start..]);
        bytes.extend(sum.to_be_bytes());
    }
    bytes
}

/// The sum at the end of a chunk (PNG, annex D).
pub fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum: u32, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

/// A PDF of `pages` pages of small print; `catalog` goes into its catalogue, `trailer` into its trailer.
pub fn pdf(pages: usize, catalog: &str, trailer: &str) -> Vec<u8> {
    let print = "attestation de droits, valable du 01/02/2031 au 31/01/2032, n. 0123456789";
    let lines = (0..40).fold(String::new(), |text, n| {
        text + &format!("(Ligne {n:02} : {print}) ' ")
    });
    let text =
        format!("BT /F 18 Tf 60 780 Td 14 TL (Attestation d'hebergement) Tj /F 9 Tf {lines} ET");
    let kids = (0..pages).fold(String::new(), |kids, n| kids + &format!("{} 0 R ", n + 5));
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        format!("<< /Type /Pages /Count {pages} /Kids [{kids}] >>"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
    ];
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 3 0 R >> >> >>";
    objects.extend(std::iter::repeat_n(page.to_owned(), pages));
    assemble_with(&objects, trailer)
}

/// A PDF of these objects, the first its catalogue.
pub fn assemble(objects: &[String]) -> Vec<u8> {
    assemble_with(objects, "")
}

fn assemble_with(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", n + 1).bytes());
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    bytes.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n")
            .bytes(),
    );
    bytes
}

/// Repeatable noise (xorshift64).
pub struct Noise(pub u64);

impl Noise {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).unwrap()
    }
}
