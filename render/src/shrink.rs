//! A page picture that takes fewer bytes: as large and as sharp as the bytes given for it allow.

use image::RgbImage;
use serde::{Deserialize, Serialize};

use crate::{Limits, Refusal, picture};

/// One way to write a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The longer side at most, in pixels; nothing is made larger.
    pub longest: u16,
    /// JPEG quality, 1 to 100.
    pub quality: u8,
}

/// How small a picture must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shrink {
    /// Ways to write it, each smaller than the one before; one at least.
    pub steps: Vec<Step>,
    /// Bytes that it may take.
    pub bytes: u64,
}

/// The picture (width, height, JPEG) by the first step that takes no more than the bytes given for it; by the
/// last step when none does.
pub fn shrink(jpeg: &[u8], to: &Shrink, limits: &Limits) -> Result<(u32, u32, Vec<u8>), Refusal> {
    let image = picture::decode(jpeg, limits)?;
    let (mut first, mut last) = (0, to.steps.len().checked_sub(1).ok_or(Refusal::Broken)?);
    let mut fits = None;
    while first < last {
        let middle = usize::midpoint(first, last);
        let made = made(&image, to.steps[middle])?;
        if made.2.len() as u64 <= to.bytes {
            fits = Some(made);
            last = middle;
        } else {
            first = middle + 1;
        }
    }
    // Halving ends at a step that was tried and fits, or at the last one, not tried yet.
    match fits {
        Some(made) => Ok(made),
        None => made(&image, to.steps[last]),
    }
}

fn made(image: &RgbImage, step: Step) -> Result<(u32, u32, Vec<u8>), Refusal> {
    let image = picture::within(image, step.longest);
    let jpeg = picture::encode(&image, step.quality.clamp(1, 100))?;
    Ok((image.width(), image.height(), jpeg))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn step(longest: u16, quality: u8) -> Step {
        Step { longest, quality }
    }

    const STEPS: [Step; 4] = [step(800, 80), step(800, 60), step(600, 50), step(300, 40)];

    /// A page of print: dark strokes on light paper.
    fn page() -> Vec<u8> {
        let print = |x: u32, y: u32| {
            let dark = (x / 3 + y / 11).is_multiple_of(4) && (y / 9).is_multiple_of(2);
            image::Rgb([if dark { 30 } else { 245 }; 3])
        };
        picture::encode(&RgbImage::from_fn(848, 1200, print), 90).unwrap()
    }

    fn shrunk(bytes: u64) -> (u32, u32, usize) {
        let to = Shrink {
            steps: STEPS.to_vec(),
            bytes,
        };
        let (width, height, jpeg) = shrink(&page(), &to, &Limits::default()).unwrap();
        let image = picture::decode(&jpeg, &Limits::default()).unwrap();
        assert_eq!(image.dimensions(), (width, height));
        (width, height, jpeg.len())
    }

    #[test]
    fn the_first_step_that_fits_is_taken_and_the_last_when_none_does() {
        let image = picture::decode(&page(), &Limits::default()).unwrap();
        let sizes = STEPS.map(|step| made(&image, step).unwrap().2.len());
        assert!(sizes.is_sorted_by(|a, b| a > b), "{sizes:?}");
        for (step, size) in STEPS.iter().zip(sizes) {
            let (_, height, made) = shrunk(size as u64);
            assert_eq!((height, made), (u32::from(step.longest), size));
            // One byte less is the next step.
            let (_, _, smaller) = shrunk(size as u64 - 1);
            assert!(smaller < size || size == sizes[3]);
        }
        assert_eq!(shrunk(u64::MAX).2, sizes[0]);
        assert_eq!(shrunk(0).2, sizes[3]);
    }

    #[test]
    fn a_small_picture_is_not_made_larger() {
        let small = picture::encode(&RgbImage::new(120, 80), 80).unwrap();
        let to = Shrink {
            steps: STEPS.to_vec(),
            bytes: u64::MAX,
        };
        let (width, height, _) = shrink(&small, &to, &Limits::default()).unwrap();
        assert_eq!((width, height), (120, 80));
    }

    #[test]
    fn attack_more_pixels_than_allowed_and_no_step_at_all_are_refused() {
        let limits = Limits {
            pixels: 1000,
            pages: 1,
        };
        let to = |steps: &[Step]| Shrink {
            steps: steps.to_vec(),
            bytes: 0,
        };
        let large = shrink(&page(), &to(&STEPS), &limits);
        assert_eq!(large, Err(Refusal::TooLarge));
        let none = shrink(&page(), &to(&[]), &Limits::default());
        assert_eq!(none, Err(Refusal::Broken));
    }
}
