//! What lies under the words: dark places, which need light ink, and squares that machines read, which the
//! words must hardly touch.

use image::RgbImage;

/// What a place of the picture asks of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Dark ink.
    Light,
    /// Light ink.
    Dark,
    /// Almost none: a QR code, a 2D-Doc, or the paper close around it.
    Code,
}

/// Pixels to a place, both ways.
const PLACE: u32 = 16;
/// Print is darker than this, paper lighter than that.
const PRINT: u8 = 96;
const PAPER: u8 = 160;
/// Parts of a hundred of a place in a code that are print, and that are either print or paper.
const MODULES: std::ops::RangeInclusive<u32> = 22..=78;
const CLEAR: u32 = 75;
/// Places around the inside of a code that belong to it, with the quiet paper that readers need.
const QUIET: usize = 4;

/// The places of a picture.
pub struct Map {
    width: usize,
    places: Vec<Ground>,
}

struct Counted {
    print: u32,
    paper: u32,
    all: u32,
}

impl Counted {
    fn is_code(&self) -> bool {
        let share = |part: u32| part * 100 / self.all.max(1);
        MODULES.contains(&share(self.print)) && share(self.print + self.paper) >= CLEAR
    }

    fn is_dark(&self) -> bool {
        self.print * 10 > self.all * 9
    }
}

impl Map {
    /// Looks at a picture.
    pub fn of(image: &RgbImage) -> Self {
        let side = |pixels: u32| usize::try_from(pixels.div_ceil(PLACE)).unwrap_or(1).max(1);
        let (width, height) = (side(image.width()), side(image.height()));
        let mut counted: Vec<Counted> = Vec::new();
        counted.resize_with(width * height, || Counted {
            print: 0,
            paper: 0,
            all: 0,
        });
        for (x, y, pixel) in image.enumerate_pixels() {
            let place = &mut counted[Self::index(width, x, y)];
            // Green is most of what an eye calls brightness.
            let bright = pixel.0[1];
            place.print += u32::from(bright < PRINT);
            place.paper += u32::from(bright > PAPER);
            place.all += 1;
        }
        let around = |at: usize, reach: usize| {
            let (x, y) = (at % width, at / width);
            let columns = x.saturating_sub(reach)..(x + reach + 1).min(width);
            let rows = y.saturating_sub(reach)..(y + reach + 1).min(height);
            rows.flat_map(move |row| columns.clone().map(move |column| row * width + column))
        };
        let mut places: Vec<Ground> = (0..counted.len())
            .map(|at| {
                let dark = around(at, 1).all(|near| counted[near].is_dark());
                if dark { Ground::Dark } else { Ground::Light }
            })
            .collect();
        // A code is larger than a place: a word in bold print alone is none.
        let inside: Vec<bool> = (0..counted.len())
            .map(|at| around(at, 1).all(|near| counted[near].is_code()))
            .collect();
        let mut wide = vec![false; counted.len()];
        for near in (0..counted.len())
            .filter(|at| inside[*at])
            .flat_map(|at| around(at, QUIET))
        {
            wide[near] = true;
        }
        for shape in shapes(width, &wide) {
            let within = shape.iter().filter(|at| inside[**at]).count();
            if is_square(width, &shape) && within * 5 <= counted.len() {
                for at in shape {
                    places[at] = Ground::Code;
                }
            }
        }
        Self { width, places }
    }

    /// What lies under this pixel.
    pub fn at(&self, x: u32, y: u32) -> Ground {
        self.places[Self::index(self.width, x, y)]
    }

    fn index(width: usize, x: u32, y: u32) -> usize {
        let place = |at: u32| usize::try_from(at / PLACE).unwrap_or(0);
        place(y) * width + place(x)
    }
}

/// Places that touch, taken together.
fn shapes(width: usize, among: &[bool]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; among.len()];
    let mut found = Vec::new();
    for start in 0..among.len() {
        let mut shape = Vec::new();
        let mut next = vec![start];
        while let Some(at) = next.pop() {
            if !among[at] || std::mem::replace(&mut seen[at], true) {
                continue;
            }
            shape.push(at);
            let column = at % width;
            next.extend((column > 0).then(|| at - 1));
            next.extend((column + 1 < width).then_some(at + 1));
            next.extend(at.checked_sub(width));
            next.extend(Some(at + width).filter(|below| *below < among.len()));
        }
        if !shape.is_empty() {
            found.push(shape);
        }
    }
    found
}

/// Codes are small squares: blocks of heavy print and pictures made of dots are wide, ragged or large, and
/// the words stand on them like on any paper.
fn is_square(width: usize, shape: &[usize]) -> bool {
    let span = |of: fn(usize, usize) -> usize| {
        let (least, most) = shape.iter().fold((usize::MAX, 0), |(least, most), at| {
            (least.min(of(*at, width)), most.max(of(*at, width)))
        });
        most + 1 - least
    };
    let (across, down) = (span(|at, width| at % width), span(|at, width| at / width));
    let even = across.max(down) * 2 <= across.min(down) * 3 + 2;
    even && shape.len() * 10 >= across * down * 6
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    #[test]
    fn squares_of_modules_are_codes_and_lines_of_print_are_not() {
        let mut page = RgbImage::from_pixel(640, 640, Rgb([255; 3]));
        for (x, y, pixel) in page.enumerate_pixels_mut() {
            let module = (x / 4 * 7 + y / 4 * 13) % 5 < 2;
            let code = (64..192).contains(&x) && (64..192).contains(&y) && module;
            let print = y > 320 && y % 24 < 10 && x % 9 < 3;
            if code || print {
                *pixel = Rgb([0; 3]);
            }
        }
        let map = Map::of(&page);
        assert_eq!(map.at(128, 128), Ground::Code);
        assert_eq!(map.at(60, 60), Ground::Code, "the quiet paper around it");
        assert_eq!(map.at(400, 128), Ground::Light);
        assert_eq!(map.at(300, 500), Ground::Light);
        let heavy = RgbImage::from_fn(640, 640, |x, y| {
            let print = (x / 3 * 5 + y / 3 * 11) % 7 < 3;
            Rgb([if print { 0 } else { 255 }; 3])
        });
        let heavy = Map::of(&heavy);
        assert_eq!(
            heavy.at(320, 320),
            Ground::Light,
            "a page of dots is no code"
        );
        let lines = RgbImage::from_fn(640, 640, |x, y| {
            let print = (200..280).contains(&y) && (x / 4 * 7 + y / 4 * 13) % 5 < 2;
            Rgb([if print { 0 } else { 255 }; 3])
        });
        assert_eq!(
            Map::of(&lines).at(320, 240),
            Ground::Light,
            "nor is a line of heavy print"
        );
        let night = Map::of(&RgbImage::from_pixel(64, 64, Rgb([20; 3])));
        assert_eq!(night.at(32, 32), Ground::Dark);
    }
}
