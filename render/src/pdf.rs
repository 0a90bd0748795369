//! PDF: kept as received, shown as pictures.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::RgbImage;

use crate::{Give, Kind, Limits, Look, Piece, Refusal, Stop, Verdict, active, picture, sniff};

/// Where readers look for the end mark, counted from the last byte (ISO 32000-1, annex H).
const TAIL: usize = 1024;

/// Reads a PDF and gives the pictures of its pages.
pub fn examine(bytes: Vec<u8>, limits: &Limits, give: Give<'_>) -> Result<(), Stop> {
    let pdf = open(bytes)?;
    let pages = pdf.pages();
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    if count == 0 {
        return Err(Refusal::Broken.into());
    }
    if count > limits.pages {
        return Err(Refusal::TooManyPages.into());
    }
    give(Piece::Verdict(&Verdict {
        kind: Kind::Pdf,
        kept: Kind::Pdf,
        pages: count,
        active: active::find(&pdf),
    }))?;
    let cache = RenderCache::new();
    for (number, page) in pages.iter().enumerate() {
        picture::give(&draw(page, &cache)?, number == 0, give)?;
    }
    Ok(())
}

fn open(bytes: Vec<u8>) -> Result<Pdf, Refusal> {
    if sniff::ends_as_zip(&bytes) {
        return Err(Refusal::NotAllowed(Look::Zip));
    }
    // The parser repairs a file that was cut short and shows the pages it finds; the others would be lost
    // without a word.
    let written = bytes.iter().rposition(|b| *b != 0).map_or(0, |at| at + 1);
    if !sniff::holds(&bytes[written.saturating_sub(TAIL)..written], b"%%EOF") {
        return Err(Refusal::Broken);
    }
    Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Refusal::Encrypted,
        LoadPdfError::Invalid => Refusal::Broken,
    })
}

/// The page on white paper, its long side [`picture::LONG_SIDE`] pixels.
fn draw<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>) -> Result<RgbImage, Refusal> {
    let (width, height) = page.render_dimensions();
    let long = width.max(height);
    if !(long.is_finite() && width > 0.0 && height > 0.0) {
        return Err(Refusal::Broken);
    }
    // At least one pixel each way: a page may be a thousand times longer than it is wide.
    let scale = |side: f32| (f32::from(picture::LONG_SIDE) / long).max(1.01 / side);
    let pixmap = hayro::render(
        page,
        cache,
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale(width),
            y_scale: scale(height),
            bg_color: WHITE,
        },
    );
    let (width, height) = (pixmap.width(), pixmap.height());
    let pixels = pixmap
        .data_as_u8_slice()
        .chunks_exact(4)
        .flat_map(|rgba| [rgba[0], rgba[1], rgba[2]])
        .collect();
    RgbImage::from_raw(u32::from(width), u32::from(height), pixels).ok_or(Refusal::Broken)
}
