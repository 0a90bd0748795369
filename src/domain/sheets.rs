//! How page pictures lie on sheets of A4: a card's front and back at their real size on one sheet, any other
//! page as large as its sheet.

/// A4, in millimetres.
const SHORT: f32 = 210.0;
const LONG: f32 = 297.0;
/// Width of an identity card (ISO/IEC 7810, ID-1: 85.60 × 53.98 mm), in millimetres.
const CARD: f32 = 85.6;
/// Cards on one sheet: front and back.
const CARDS: usize = 2;
/// From the top of the sheet to its first card, and between cards, in millimetres.
const TOP: f32 = 40.0;
const GAP: f32 = 20.0;
/// Width to height of a picture that can be one side of a card, photographed with some table around it; what
/// is taller is a whole page.
const CARD_SHAPE: std::ops::Range<f32> = 1.2..1.9;

/// A paper to be laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// Its kind: cards of one kind may share a sheet.
    pub kind: String,
    /// Whether it is a card with two sides.
    pub card: bool,
    /// Width and height of each page's picture, in pixels.
    pub sizes: Vec<(u32, u32)>,
}

/// One side of a sheet of paper, in millimetres.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// What lies on it.
    pub places: Vec<Place>,
}

/// Where a picture lies, in millimetres from the lower left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Which picture, counted through all papers.
    pub picture: usize,
    /// From the left.
    pub left: f32,
    /// From below.
    pub bottom: f32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
}

impl Sheet {
    /// Whether pictures lie on it at the size of a card.
    pub fn holds_cards(&self) -> bool {
        self.places.iter().any(|place| is(place.width, CARD))
    }
}

/// Lays the pages of these papers out, in their order.
pub fn lay_out(papers: &[Pages]) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    // The kind whose cards lie on the last sheet, while there is room for another.
    let mut open: Option<&str> = None;
    let mut picture = 0;
    for paper in papers {
        // Front and back of one paper stay together; two papers of one side each may be one card.
        if paper.sizes.len() > 1 {
            open = None;
        }
        for size in &paper.sizes {
            let shape = shape(*size);
            if paper.card && CARD_SHAPE.contains(&shape) {
                match sheets.last_mut() {
                    Some(sheet) if open == Some(&paper.kind) => sheet.add_card(picture, shape),
                    _ => {
                        let mut sheet = Sheet::upright();
                        sheet.add_card(picture, shape);
                        sheets.push(sheet);
                    }
                }
                let last = sheets.last().map_or(0, |sheet| sheet.places.len());
                open = (last < CARDS).then_some(&paper.kind);
            } else {
                sheets.push(Sheet::filled(picture, shape));
                open = None;
            }
            picture += 1;
        }
    }
    sheets
}

fn shape((width, height): (u32, u32)) -> f32 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "sides of pictures are small numbers"
    )]
    let (width, height) = (width.max(1) as f32, height.max(1) as f32);
    width / height
}

fn is(one: f32, other: f32) -> bool {
    (one - other).abs() < 0.01
}

impl Sheet {
    const fn upright() -> Self {
        Self {
            width: SHORT,
            height: LONG,
            places: Vec::new(),
        }
    }

    fn add_card(&mut self, picture: usize, shape: f32) {
        let (width, height) = (CARD, CARD / shape);
        let below = self
            .places
            .last()
            .map_or(self.height - TOP, |above| above.bottom - GAP);
        self.places.push(Place {
            picture,
            left: (self.width - width) / 2.0,
            bottom: below - height,
            width,
            height,
        });
    }

    /// As large as it can be; a picture that is wider than high lies across.
    fn filled(picture: usize, shape: f32) -> Self {
        let (sheet_width, sheet_height) = if shape > 1.0 {
            (LONG, SHORT)
        } else {
            (SHORT, LONG)
        };
        let width = sheet_width.min(sheet_height * shape);
        let height = width / shape;
        Self {
            width: sheet_width,
            height: sheet_height,
            places: vec![Place {
                picture,
                left: (sheet_width - width) / 2.0,
                bottom: (sheet_height - height) / 2.0,
                width,
                height,
            }],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(kind: &str, card: bool, sizes: &[(u32, u32)]) -> Pages {
        Pages {
            kind: kind.into(),
            card,
            sizes: sizes.into(),
        }
    }

    #[test]
    fn front_and_back_lie_on_one_sheet_at_real_size() {
        let sheets = lay_out(&[pages("cni", true, &[(1600, 1009), (1600, 1009)])]);
        let [sheet] = &sheets[..] else {
            panic!("{sheets:?}")
        };
        assert!(is(sheet.width, 210.0) && is(sheet.height, 297.0) && sheet.holds_cards());
        for place in &sheet.places {
            assert!(
                is(place.width, 85.6) && (place.height - 54.0).abs() < 0.1,
                "{place:?}"
            );
        }
        let [front, back] = &sheet.places[..] else {
            panic!("{sheet:?}")
        };
        assert!(
            front.bottom > back.bottom + back.height,
            "one above the other"
        );
        assert!(back.bottom > 0.0);
    }

    #[test]
    fn two_papers_of_one_side_share_a_sheet_and_two_kinds_do_not() {
        let side = [(1600, 1009)];
        let of = |kinds: [&str; 2]| lay_out(&kinds.map(|kind| pages(kind, true, &side))).len();
        assert_eq!(of(["cni", "cni"]), 1);
        assert_eq!(of(["cni", "titre_sejour"]), 2);
        let whole = [(1600, 1009), (1600, 1009)];
        let sheets = lay_out(&[pages("cni", true, &side), pages("cni", true, &whole)]);
        assert_eq!(sheets.len(), 2, "front and back are never parted");
    }

    #[test]
    fn any_other_page_fills_its_sheet() {
        let sizes = [(1130, 1600), (1600, 1130), (1000, 1000)];
        let sheets = lay_out(&[pages("avis_imposition", false, &sizes)]);
        let placed = |n: usize| &sheets[n].places[0];
        assert!(is(sheets[0].height, 297.0) && placed(0).height > 296.0);
        assert!(is(sheets[1].width, 297.0) && placed(1).width > 296.0);
        assert!(
            is(placed(2).width, 210.0) && is(placed(2).left, 0.0) && is(placed(2).bottom, 43.5)
        );
        assert!(sheets.iter().all(|sheet| !sheet.holds_cards()));
        // A card copied onto a whole page stays a page.
        assert!(!lay_out(&[pages("cni", true, &[(1130, 1600)])])[0].holds_cards());
    }
}
