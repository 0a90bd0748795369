//! JPEG, PNG and WebP: decoded whole, turned upright, written anew without anything that came along.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder};

use crate::{Give, Kind, Limits, Piece, Refusal, Stop, Verdict, jpeg, picture};

/// JPEG quality of what is kept: no loss that an eye finds.
const QUALITY: u8 = 88;
/// A PNG of at most this many pixels stays PNG (a screenshot, a scan of a card); a larger one is a
/// photograph, ten times smaller as JPEG.
const SMALL: u64 = 4_000_000;

/// Reads an image of this kind and gives its clean form and its pictures.
pub fn examine(kind: Kind, bytes: &[u8], limits: &Limits, give: Give<'_>) -> Result<(), Stop> {
    let image = decode(kind, bytes, limits)?;
    let pixels = u64::from(image.width()) * u64::from(image.height());
    let lossless = match kind {
        Kind::Png => pixels <= SMALL,
        // A WebP with transparency is a drawing or a stamp, not a photograph.
        Kind::Webp => pixels <= SMALL && image.color().has_alpha(),
        Kind::Jpeg | Kind::Pdf => false,
    };
    give(Piece::Verdict(&Verdict {
        kind,
        kept: if lossless { Kind::Png } else { Kind::Jpeg },
        pages: 1,
        active: Vec::new(),
    }))?;
    let page = if lossless {
        give(Piece::Kept(&png(&image)?))?;
        picture::on_paper(image)
    } else {
        let whole = picture::on_paper(image);
        let anew = picture::encode(&whole, QUALITY)?;
        let ours = kind == Kind::Jpeg && jpeg::is_ours(bytes, &anew);
        give(Piece::Kept(if ours { bytes } else { &anew }))?;
        whole
    };
    picture::give(&picture::of_image(&page), true, give)
}

fn png(image: &DynamicImage) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
    image
        .write_with_encoder(encoder)
        .map_err(|_| Refusal::Broken)?;
    Ok(bytes)
}

/// The first image of the file, upright.
fn decode(kind: Kind, bytes: &[u8], limits: &Limits) -> Result<DynamicImage, Refusal> {
    match kind {
        Kind::Jpeg => {
            let whole = jpeg::length(bytes).ok_or(Refusal::Broken)?;
            let bytes = &bytes[..whole];
            upright(JpegDecoder::new(Cursor::new(bytes)), limits)
        }
        Kind::Png => upright(PngDecoder::new(Cursor::new(bytes)), limits),
        Kind::Webp => upright(WebPDecoder::new(Cursor::new(bytes)), limits),
        Kind::Pdf => Err(Refusal::Broken),
    }
}

fn upright<D: ImageDecoder>(
    decoder: image::ImageResult<D>,
    limits: &Limits,
) -> Result<DynamicImage, Refusal> {
    let mut decoder = decoder.map_err(|error| refusal(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(Refusal::TooLarge);
    }
    // An unreadable orientation is no reason to refuse a photograph.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| refusal(&error))?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn refusal(error: &image::ImageError) -> Refusal {
    match error {
        image::ImageError::Limits(_) => Refusal::TooLarge,
        _ => Refusal::Broken,
    }
}
