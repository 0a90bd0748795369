//! Words across a picture, drawn into its pixels: who looks at it, what for, until when.
//!
//! Rows of words rise to the right all over the picture, every second one moved by half. They are thin
//! enough for what lies under them to be read, by people and by machines.

use ab_glyph::{Font, FontRef, PxScale, ScaleFont};
use image::RgbImage;
use serde::{Deserialize, Serialize};

use crate::ground::{Ground, Map};
use crate::{Limits, Refusal, picture};

/// What stands across a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The words, in the order in which they are read; each stays on one line.
    pub words: Vec<String>,
    /// Stands in for words in a script that cannot be drawn.
    pub reference: String,
}

/// How far the words rise, as sine and cosine (27°).
const RISE: (f32, f32) = (0.453_99, 0.891_007);
/// How much of the ink is seen.
const OPACITY: f32 = 0.26;
/// On light paper, and on what is dark.
const INK: [f32; 3] = [15.0, 86.0, 82.0];
const LIGHT_INK: [f32; 3] = [220.0, 235.0, 228.0];
/// How much of it is seen where a machine reads.
const BARELY: f32 = 0.05;
/// Letters: this part of the picture's shorter side, and never smaller than can be read.
const SIZE: f32 = 1.0 / 48.0;
const SMALLEST: f32 = 11.0;
/// Space between rows and between repeats, in letters' heights.
const BETWEEN_ROWS: f32 = 3.2;
const BETWEEN_REPEATS: f32 = 2.5;

/// The picture with the words in it: width, height, JPEG.
pub fn mark(jpeg: &[u8], mark: &Mark, limits: &Limits) -> Result<(u32, u32, Vec<u8>), Refusal> {
    let mut image = picture::decode(jpeg, limits)?;
    burn(&mut image, mark)?;
    let (width, height) = image.dimensions();
    Ok((width, height, picture::encode(&image, picture::QUALITY)?))
}

fn burn(image: &mut RgbImage, mark: &Mark) -> Result<(), Refusal> {
    let font = FontRef::try_from_slice(dejavu::sans::bold()).map_err(|_| Refusal::Broken)?;
    let (width, height) = image.dimensions();
    #[expect(
        clippy::cast_precision_loss,
        reason = "sides of pictures are small numbers"
    )]
    let short = width.min(height) as f32;
    let size = (short * SIZE).max(SMALLEST);
    let stamp = Stamp::new(&font, size, &lines(&font, size, mark, short));
    let ground = Map::of(image);
    for (x, y, pixel) in image.enumerate_pixels_mut() {
        let covered = stamp.at(x, y);
        if covered == 0.0 {
            continue;
        }
        let (ink, opacity) = match ground.at(x, y) {
            Ground::Light => (INK, OPACITY),
            Ground::Dark => (LIGHT_INK, OPACITY),
            Ground::Code => (INK, BARELY),
        };
        let share = covered * opacity;
        for (channel, ink) in pixel.0.iter_mut().zip(ink) {
            let mixed = f32::from(*channel) * (1.0 - share) + ink * share;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a mean of two bytes is a byte"
            )]
            let mixed = mixed.round() as u8;
            *channel = mixed;
        }
    }
    Ok(())
}

/// The words in lines, none wider than `most` unless a part is.
fn lines(font: &FontRef<'_>, size: f32, mark: &Mark, most: f32) -> Vec<String> {
    let capital: Vec<String> = mark
        .words
        .iter()
        .map(|words| words.to_uppercase())
        .collect();
    let mut parts: Vec<&str> = capital
        .iter()
        .map(|words| words.trim())
        .filter(|words| !words.is_empty() && words.chars().all(|c| can_draw(font, c)))
        .collect();
    if parts.len() < mark.words.len() {
        parts.push(&mark.reference);
    }
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if width(font, size, line) + width(font, size, part) < most => {
                line.push_str(" · ");
                line.push_str(part);
            }
            _ => lines.push(part.to_owned()),
        }
    }
    lines
}

/// Whether the letter has a shape of its own in this font, whatever stands beside it: scripts that join or
/// reorder their letters, or run to the left, would come out wrong.
fn can_draw(font: &FontRef<'_>, letter: char) -> bool {
    let joins = matches!(u32::from(letter), 0x0590..=0x109f | 0x1700..=0x1cff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff);
    let id = font.glyph_id(letter);
    // A glyph without an outline would leave a name out, and nothing in its place.
    !joins && id.0 != 0 && (letter == ' ' || font.outline(id).is_some())
}

fn width(font: &FontRef<'_>, size: f32, line: &str) -> f32 {
    let font = font.as_scaled(PxScale::from(size));
    line.chars().map(|c| font.h_advance(font.glyph_id(c))).sum()
}

/// The lines as coverage, and how they repeat.
struct Stamp {
    width: usize,
    height: usize,
    covered: Vec<f32>,
    across: f32,
    down: f32,
}

impl Stamp {
    fn new(font: &FontRef<'_>, size: f32, lines: &[String]) -> Self {
        let scaled = font.as_scaled(PxScale::from(size));
        let longest = lines
            .iter()
            .map(|line| width(font, size, line))
            .fold(0.0, f32::max);
        let line_height = size * 1.25;
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let block = line_height * lines.len() as f32;
        let mut stamp = Self {
            width: whole(longest) + 2,
            height: whole(block) + 2,
            covered: Vec::new(),
            across: longest + size * BETWEEN_REPEATS,
            down: block + size * BETWEEN_ROWS,
        };
        stamp.covered = vec![0.0; stamp.width * stamp.height];
        let mut base = scaled.ascent() * 0.95;
        for line in lines {
            let mut x = (longest - width(font, size, line)) / 2.0;
            for letter in line.chars() {
                let id = scaled.glyph_id(letter);
                let glyph =
                    id.with_scale_and_position(PxScale::from(size), ab_glyph::point(x, base));
                x += scaled.h_advance(id);
                stamp.put(font, glyph);
            }
            base += line_height;
        }
        stamp
    }

    fn put(&mut self, font: &FontRef<'_>, glyph: ab_glyph::Glyph) {
        let Some(outline) = font.outline_glyph(glyph) else {
            return;
        };
        let corner = outline.px_bounds().min;
        let (left, top) = (whole(corner.x), whole(corner.y));
        outline.draw(|x, y, covered| {
            let (x, y) = (left + x as usize, top + y as usize);
            if x < self.width && y < self.height {
                let place = &mut self.covered[y * self.width + x];
                *place = (*place + covered).min(1.0);
            }
        });
    }

    /// How much of this pixel of the picture the words cover.
    fn at(&self, x: u32, y: u32) -> f32 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "sides of pictures are small numbers"
        )]
        let (x, y) = (x as f32, y as f32);
        let (sin, cos) = RISE;
        let (along, beneath) = (x * cos - y * sin, x * sin + y * cos);
        let row = (beneath / self.down).floor();
        let inside = beneath - row * self.down;
        let moved = if row.rem_euclid(2.0) < 1.0 {
            0.0
        } else {
            self.across / 2.0
        };
        self.between((along + moved).rem_euclid(self.across), inside)
    }

    /// Coverage at a point that lies between four pixels of the stamp.
    fn between(&self, x: f32, y: f32) -> f32 {
        let (left, top) = (whole(x), whole(y));
        if left + 1 >= self.width || top + 1 >= self.height {
            return 0.0;
        }
        let (right, below) = (x.fract(), y.fract());
        let row = |y: usize| {
            let at = y * self.width + left;
            self.covered[at] * (1.0 - right) + self.covered[at + 1] * right
        };
        row(top) * (1.0 - below) + row(top + 1) * below
    }
}

/// The whole part; nothing below zero.
fn whole(n: f32) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "cut on purpose; negative becomes zero"
    )]
    let n = n as usize;
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    fn font() -> FontRef<'static> {
        FontRef::try_from_slice(dejavu::sans::bold()).unwrap()
    }

    fn lines_of(words: &[&str]) -> String {
        let mark = Mark {
            words: words.iter().map(ToString::to_string).collect(),
            reference: "RÉF. 3F2A".into(),
        };
        lines(&font(), 20.0, &mark, 700.0).join(" / ")
    }

    #[test]
    fn french_and_cyrillic_names_are_drawn_as_they_are() {
        assert_eq!(
            lines_of(&["Cœur à l’œuvre", "Зоя Ковальчук", "Ñandú Šimić"]),
            "CŒUR À L’ŒUVRE · ЗОЯ КОВАЛЬЧУК · ÑANDÚ ŠIMIĆ"
        );
    }

    #[test]
    fn a_script_that_cannot_be_drawn_leaves_a_reference() {
        for name in ["محمد الأمين", "山田太郎", "ዮሴፍ", "தமிழ்"] {
            assert_eq!(
                lines_of(&["Logement", name]),
                "LOGEMENT · RÉF. 3F2A",
                "{name}"
            );
        }
        assert_eq!(lines_of(&["Logement", "Zoé"]), "LOGEMENT · ZOÉ");
    }

    #[test]
    fn long_words_break_between_parts_alone() {
        let long = "Centre communal d’action sociale de Saint-Germain-en-Laye".to_owned();
        let broken = lines_of(&["Aide pour le loyer ou l’énergie", &long, "jusqu’à 16 h 05"]);
        assert_eq!(broken.matches(" / ").count(), 2, "{broken}");
    }

    #[test]
    fn every_part_of_a_page_is_covered_and_nothing_is_drawn_solid() {
        let mut page = RgbImage::from_pixel(1130, 1600, image::Rgb([255; 3]));
        let mark = Mark {
            words: vec!["Logement social".into(), "Claire Morel".into()],
            reference: String::new(),
        };
        burn(&mut page, &mark).unwrap();
        for (left, top) in (0..4).flat_map(|x| (0..4).map(move |y| (x * 280, y * 400))) {
            let marked = (left..left + 280)
                .flat_map(|x| (top..top + 400).map(move |y| (x, y)))
                .filter(|(x, y)| page.get_pixel(*x, *y).0 != [255; 3])
                .count();
            assert!(marked > 2000, "at {left},{top}: {marked}");
        }
        assert!(
            page.pixels().all(|pixel| pixel.0[0] > 180),
            "paper stays light"
        );
    }

    #[test]
    fn a_mark_shows_on_a_dark_picture_too() {
        let mut page = RgbImage::from_pixel(400, 300, image::Rgb([10; 3]));
        let mark = Mark {
            words: vec!["Claire Morel".into()],
            reference: String::new(),
        };
        burn(&mut page, &mark).unwrap();
        assert!(page.pixels().any(|pixel| pixel.0[0] > 50));
    }
}
