//! The papers that are carried: one page of text, and padding that every reader skips.

use std::sync::atomic::{AtomicU32, Ordering};

/// How every paper begins: a comment has room for a number.
const HEAD: &[u8] = b"%PDF-1.4\n% 0000000000\n";
/// Where the number stands.
const NUMBER: std::ops::Range<usize> = 11..21;

/// The three sizes of the goals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sizes {
    /// 200 KB.
    Small,
    /// 2 MB.
    Two,
    /// 20 MB.
    Twenty,
}

impl Sizes {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Small, Self::Two, Self::Twenty];

    /// Bytes of the file.
    pub const fn bytes(self) -> usize {
        match self {
            Self::Small => 200_000,
            Self::Two => 2_000_000,
            Self::Twenty => 20_000_000,
        }
    }

    /// Downloads of one turn: about as many bytes whatever the size.
    pub const fn downloads(self) -> u32 {
        match self {
            Self::Small => 200,
            Self::Two => 60,
            Self::Twenty => 8,
        }
    }
}

/// A PDF of exactly this size. The padding is noise, so that nothing on the way can make it smaller.
pub fn pdf(size: Sizes) -> Vec<u8> {
    let mut out = HEAD.to_vec();
    let mut places = Vec::new();
    let text = b"BT /F1 12 Tf 60 760 Td (Papier invente pour une mesure) Tj ET";
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
          /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_vec(),
        stream(text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
        // Room is left for the objects around it; blank lines before the end fill what remains of it.
        stream(&noise(size.bytes() - out.len() - 1000)),
    ];
    for (number, object) in (1..).zip(&objects) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n").into_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).into_bytes());
    for place in &places {
        out.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    let size_line = places.len() + 1;
    let end = format!("trailer\n<< /Size {size_line} /Root 1 0 R >>\n");
    out.extend(end.into_bytes());
    let tail = format!("startxref\n{table}\n%%EOF\n");
    let padding = size.bytes() - out.len() - tail.len();
    out.extend(std::iter::repeat_n(b'\n', padding));
    out.extend(tail.into_bytes());
    assert_eq!(out.len(), size.bytes());
    out
}

/// The same paper, or its beginning, with a number that no other has: the same paper twice is asked about.
pub fn another(file: &[u8]) -> Vec<u8> {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let mut other = file.to_vec();
    other[NUMBER].copy_from_slice(format!("{number:010}").as_bytes());
    other
}

fn stream(bytes: &[u8]) -> Vec<u8> {
    let mut out = format!("<< /Length {} >>\nstream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}

/// Bytes from a small generator (xorshift64), the same at every run.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut out = Vec::with_capacity(length + 8);
    while out.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        out.extend(state.to_le_bytes());
    }
    out.truncate(length);
    out
}
