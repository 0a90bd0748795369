//! The pictures that people look at: pages and thumbnails, always JPEG.

use std::io::Cursor;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::imageops::{self, FilterType};
use image::{DynamicImage, ImageDecoder, RgbImage};

use crate::{Limits, Piece, Refusal, Stop};

/// The long side of a page's picture, in pixels: 10-point print on A4 stays readable.
pub const LONG_SIDE: u16 = 1600;
/// The width of a thumbnail, in pixels.
const THUMBNAIL: u32 = 168;
/// JPEG quality of pages and thumbnails.
pub const QUALITY: u8 = 82;

/// Gives a page's picture and, for the first page, its thumbnail.
pub fn give(page: &RgbImage, first: bool, give: crate::Give<'_>) -> Result<(), Stop> {
    let jpeg = encode(page, QUALITY)?;
    give(Piece::Picture {
        width: page.width(),
        height: page.height(),
        jpeg: &jpeg,
    })?;
    if first {
        let (width, height) = fitted(page.width(), page.height(), THUMBNAIL, u32::from(LONG_SIDE));
        give(Piece::Thumbnail(&encode(
            &scaled(page, width, height),
            QUALITY,
        )?))?;
    }
    Ok(())
}

/// A page's picture made of an upright image: never larger than the image.
pub fn of_image(image: &RgbImage) -> RgbImage {
    within(image, LONG_SIDE)
}

/// The same image, its longer side at most so many pixels.
pub fn within(image: &RgbImage, longest: u16) -> RgbImage {
    let side = u32::from(longest);
    let (width, height) = fitted(image.width(), image.height(), side, side);
    scaled(image, width, height)
}

/// A page's picture, read back.
pub fn decode(jpeg: &[u8], limits: &Limits) -> Result<RgbImage, Refusal> {
    let mut decoder = JpegDecoder::new(Cursor::new(jpeg)).map_err(|_| Refusal::Broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(Refusal::TooLarge);
    }
    let whole = image::Limits::default();
    decoder.set_limits(whole).map_err(|_| Refusal::TooLarge)?;
    let image = DynamicImage::from_decoder(decoder).map_err(|_| Refusal::Broken)?;
    Ok(image.into_rgb8())
}

/// JPEG bytes of a picture.
pub fn encode(image: &RgbImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(image)
        .map_err(|_| Refusal::Broken)?;
    Ok(bytes)
}

/// Any image as plain colours; what is transparent becomes white, as paper is.
pub fn on_paper(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    let mut paper = RgbImage::new(image.width(), image.height());
    for (to, from) in paper.pixels_mut().zip(image.pixels()) {
        let [.., alpha] = from.0;
        let alpha = u16::from(alpha);
        for (to, from) in to.0.iter_mut().zip(from.0) {
            let mixed = (u16::from(from) * alpha + 255 * (255 - alpha) + 127) / 255;
            *to = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
    }
    paper
}

/// The largest size of the same shape within both bounds, never larger than the original, never empty.
fn fitted(width: u32, height: u32, most_width: u32, most_height: u32) -> (u32, u32) {
    let (mut w, mut h) = (u64::from(width), u64::from(height));
    for (most_w, most_h) in [(most_width, u32::MAX), (u32::MAX, most_height)] {
        if w > u64::from(most_w) {
            (w, h) = (u64::from(most_w), (h * u64::from(most_w)).div_ceil(w));
        }
        if h > u64::from(most_h) {
            (w, h) = ((w * u64::from(most_h)).div_ceil(h), u64::from(most_h));
        }
    }
    let side = |n: u64| u32::try_from(n.max(1)).unwrap_or(u32::MAX);
    (side(w), side(h))
}

/// Scales down: means of whole squares first (cheap), the last step sharp.
fn scaled(image: &RgbImage, width: u32, height: u32) -> RgbImage {
    if (width, height) == image.dimensions() {
        return image.clone();
    }
    let (double_w, double_h) = (width.saturating_mul(2), height.saturating_mul(2));
    if image.width() > double_w && image.height() > double_h {
        let halfway = imageops::thumbnail(image, double_w, double_h);
        return imageops::resize(&halfway, width, height, FilterType::CatmullRom);
    }
    imageops::resize(image, width, height, FilterType::CatmullRom)
}
