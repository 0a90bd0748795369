//! Our own pictograms: 32 grid, round lines of 2, one area filled by the lamp (`.f`).
//!
//! Never without its word beside it: they are hidden from screen readers.

use std::fmt;

use askama::filters::HtmlSafe;

use crate::domain::slot::SlotKind;

macro_rules! pictograms {
    ($($(#[$doc:meta])* $name:ident $key:literal $lines:literal)*) => {
        /// A pictogram; written into a page as inline SVG, 24 CSS pixels wide.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Picto {
            $($(#[$doc])* $name,)*
        }

        impl Picto {
            /// Every pictogram, for the page that shows them all.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// By the name that the catalogue uses.
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($key => Some(Self::$name),)*
                    _ => None,
                }
            }

            /// Its name in the catalogue.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }

            const fn lines(self) -> &'static str {
                match self {
                    $(Self::$name => $lines,)*
                }
            }
        }
    };
}

pictograms! {
    /// Photograph, add.
    Camera "camera" r#"<path d="M5 10h5l2.5-4h7L22 10h5a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V12a2 2 0 0 1 2-2z"/><circle class=f cx=16 cy=18 r=5.5 /><path d="M16 14.8v6.4M12.8 18h6.4"/>"#
    /// Show: a paper on an open hand.
    Hand "hand" r#"<rect class="f o" x=12 y=2.5 width=11 height=14 rx=2 /><path d="M15.5 7.5h4M15.5 11.5h4"/><path d="M3 21h4.5l3-1.5h5.2a2 2 0 0 1 0 4H13h5l6.3-4a2 2 0 0 1 2.6 3l-6.6 5.7a4 4 0 0 1-2.7 1H8l-5-.7"/>"#
    /// Print.
    Printer "printer" r#"<path d="M9 11V4h14v7"/><path class="f o" d="M6 11h20a2.5 2.5 0 0 1 2.5 2.5v6A2.5 2.5 0 0 1 26 22h-3v-4H9v4H6a2.5 2.5 0 0 1-2.5-2.5v-6A2.5 2.5 0 0 1 6 11z"/><path d="M9 18h14v10H9zM13 23h6"/>"#
    /// Looked at, see.
    Eye "eye" r#"<path d="M2.5 16C6 10 10.7 7 16 7s10 3 13.5 9c-3.5 6-8.2 9-13.5 9S6 22 2.5 16z"/><circle class="f o" cx=16 cy=16 r=4 />"#
    /// How long, ends soon.
    Clock "clock" r#"<circle class="f o" cx=16 cy=16 r=12.5 /><path d="M16 9v7.5l5 3"/>"#
    /// Kept safe.
    Lock "lock" r#"<path d="M10 14V9.5a6 6 0 0 1 12 0V14"/><rect class="f o" x=6 y=14 width=20 height=14 rx=3 /><path d="M16 19.5v3"/>"#
    /// Papers.
    Papers "papers" r#"<path d="M12 8V5a2 2 0 0 1 2-2h11a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2h-3"/><rect class="f o" x=5 y=9 width=16 height=20 rx=2 /><path d="M9.5 16h7M9.5 21.5h7"/>"#
    /// A person, the account.
    Person "person" r#"<circle class="f o" cx=16 cy=9.5 r=6 /><path d="M4.5 28c0-6.6 5-10 11.5-10s11.5 3.4 11.5 10"/>"#
    /// Identity card.
    Identity "identity" r#"<rect class=f x=6 y=10 width=9 height=12 rx=1 /><rect x=2.5 y=5.5 width=27 height=21 rx=2.5 /><circle cx=10.5 cy=13 r=2.5 /><path d="M6.5 21.5c0-3 1.7-4.5 4-4.5s4 1.5 4 4.5M19 12h6.5M19 16.5h6.5M19 21h4"/>"#
    /// Passport, residence permit.
    Passport "passport" r#"<rect class="f o" x=5.5 y=2.5 width=21 height=27 rx=3 /><circle cx=16 cy=13 r=5.8 /><path d="M16 7.2c-3.4 3.5-3.4 8 0 11.6 3.4-3.5 3.4-8 0-11.6zM10.2 13h11.6M11.5 24.5h9"/>"#
    /// Health card.
    Health "health" r#"<circle class=f cx=16 cy=16 r=7 /><rect x=2.5 y=5.5 width=27 height=21 rx=2.5 /><path d="M16 11.5v9M11.5 16h9"/>"#
    /// Pay slip.
    Pay "pay" r#"<rect class=f x=8.5 y=17 width=15 height=7 /><path d="M6 3h20v26l-3.3-2.5L19.3 29 16 26.5 12.7 29l-3.4-2.5L6 29zM10.5 8.5h11M10.5 13h11M20 17.5a3.6 3.6 0 1 0 0 5.5M12.5 19.5h5"/>"#
    /// Tax notice.
    Tax "tax" r#"<path d="M13 28.5H7a2 2 0 0 1-2-2v-22a2 2 0 0 1 2-2h11l6 6V13M18 2.5v6h6M9.5 14H15M9.5 19h3"/><circle class="f o" cx=21.5 cy=22.5 r=7 /><path d="M18.8 25.2l5.4-5.4M19 20.3h.01M24 24.7h.01"/>"#
    /// Bank details.
    Bank "bank" r#"<path class=f d="M6 12h20v13H6z"/><path d="M16 3L2.5 11.5h27zM7 12v12.5M13 12v12.5M19 12v12.5M25 12v12.5M3 28.5h26"/>"#
    /// Rent receipt.
    Rent "rent" r#"<path class=f d="M6.5 13.5h19V28h-19z"/><path d="M2.5 15L16 3.5 29.5 15M6.5 12v16h19V12"/><circle cx=12.5 cy=20.5 r=3 /><path d="M15.5 20.5h6.5v3M19 20.5v2"/>"#
    /// Energy bill.
    Energy "energy" r#"<path class=f d="M6 18h20v10.5H6z"/><rect x=6 y=2.5 width=20 height=27 rx=2 /><path d="M17.5 7l-6 9.5h4l-1 8.5 6.5-10.5h-4.5z"/>"#
    /// Birth certificate.
    Birth "birth" r#"<path d="M18.5 2.5H8a2 2 0 0 0-2 2v23a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V10zM18.5 2.5V10H26"/><circle class="f o" cx=16 cy=19 r=6 /><path d="M13.7 17.5h.01M18.3 17.5h.01M13.5 20.8c1.5 1.6 3.5 1.6 5 0"/>"#
    /// Family, allowances.
    Family "family" r#"<circle cx=9.5 cy=7.5 r=4.5 /><circle cx=23 cy=8.5 r=4 /><circle class="f o" cx=16.5 cy=19 r=3.2 /><path d="M2.5 26.5V21c0-4 2.8-6 7-6 1.5 0 2.6.2 3.5.6M29.5 26.5v-5c0-3.7-2.5-5.5-6.5-5.5-1 0-1.9.1-2.7.4M10.5 29c0-4 2.4-6 6-6s6 2 6 6"/>"#
    /// Another paper.
    Other "other" r#"<rect class="f o" x=5.5 y=2.5 width=21 height=27 rx=3 /><path d="M10.5 16h.01M16 16h.01M21.5 16h.01" stroke-width=3.4 />"#
    /// I do not know, help.
    Question "question" r#"<circle class="f o" cx=16 cy=16 r=13 /><path d="M12 12.5a4 4 0 1 1 6 3.4c-1.5.9-2 1.8-2 3.3M16 23.5h.01"/>"#
    /// Put in, keep.
    Deposit "deposit" r#"<path class=f d="M4 20h24v8H4z"/><path d="M16 3v13M10.5 11l5.5 5.5 5.5-5.5M3.5 19v7a2.5 2.5 0 0 0 2.5 2.5h20a2.5 2.5 0 0 0 2.5-2.5v-7"/>"#
    /// Text to send.
    Message "message" r#"<path class="f o" d="M6 4.5h20A2.5 2.5 0 0 1 28.5 7v13a2.5 2.5 0 0 1-2.5 2.5H14L8 28v-5.5H6A2.5 2.5 0 0 1 3.5 20V7A2.5 2.5 0 0 1 6 4.5z"/><path d="M11 13.5h.01M16 13.5h.01M21 13.5h.01"/>"#
    /// Access card.
    AccessCard "access-card" r#"<rect class="f o" x=2.5 y=6 width=27 height=20 rx=3 /><path d="M7.5 11.5h6v6h-6zM18 11.5h6.5M18 16h6.5M7.5 21.5h17"/>"#
    /// A security key: a passkey.
    SecurityKey "security-key" r#"<circle class="f o" cx=10.5 cy=16 r=7.5 /><path d="M18 16h11v5.5M23.5 16v4"/><path d="M8 16h.01" stroke-width=3.4 />"#
    /// Home, housing.
    House "house" r#"<path class=f d="M6.5 15h19v13.5h-19z"/><path d="M2.5 15L16 3.5 29.5 15M6.5 12v16.5h19V12M13 28.5V21h6v7.5"/>"#
    /// Attention.
    Warning "warning" r#"<path class="f o" d="M16 4L30 28H2z"/><path d="M16 12.5v7M16 24h.01"/>"#
    /// Done, agreed.
    Check "check" r#"<path d="M5 17l7.5 7.5L27 8.5"/>"#
    /// Stop.
    Stop "stop" r"<rect x=7 y=7 width=18 height=18 rx=4 fill=currentColor stroke=none />"
    /// Add one.
    Plus "plus" r#"<path d="M16 5v22M5 16h22"/>"#
    /// Not yet shown.
    Missing "missing" r#"<path d="M16 8v10M16 23.5h.01"/>"#
    /// After, open.
    Next "next" r#"<path class=flip d="M12 5l11 11-11 11"/>"#
    /// Before.
    Previous "previous" r#"<path class=flip d="M20 5L9 16l11 11"/>"#
    /// Larger.
    Larger "larger" r#"<circle cx=14 cy=14 r=10.5 /><path d="M21.8 21.8l7 7M14 9.5v9M9.5 14h9"/>"#
    /// Smaller.
    Smaller "smaller" r#"<circle cx=14 cy=14 r=10.5 /><path d="M21.8 21.8l7 7M9.5 14h9"/>"#
    /// Listen.
    Sound "sound" r#"<path d="M15.5 5v22l-7-6.5H3.5v-9h5zM20 11.5c2.5 2.5 2.5 6.5 0 9M24 8c4.4 4.4 4.4 11.6 0 16"/>"#
    /// Leave, close.
    Leave "leave" r#"<path d="M18 5H6v22h12M12 16h17M23 10l6 6-6 6" class=flip />"#
    /// Language.
    Globe "globe" r#"<circle cx=16 cy=16 r=12.5 /><path d="M16 3.5c-7 7.5-7 17.5 0 25 7-7.5 7-17.5 0-25zM3.5 16h25"/>"#
    /// Erase a digit.
    Erase "erase" r#"<path d="M10.5 6.5H27a2.5 2.5 0 0 1 2.5 2.5v14a2.5 2.5 0 0 1-2.5 2.5H10.5L2.5 16zM15 12l8 8M23 12l-8 8"/>"#
    /// A telephone.
    Phone "phone" r#"<rect class=f x=9 y=7 width=14 height=16 /><rect x=8 y=2.5 width=16 height=27 rx=3 /><path d="M14.5 26h3"/>"#
    /// A shared computer.
    Computer "computer" r#"<rect class="f o" x=3 y=5 width=26 height=17 rx=2.5 /><path d="M16 22v6M9.5 28h13"/>"#
    /// The five words.
    Words "words" r#"<rect class="f o" x=3 y=7 width=26 height=18 rx=3 /><path d="M8 13h6M17.5 13H24M8 19h9M20.5 19H24"/>"#
    /// The six-digit code.
    Digits "digits" r#"<rect class="f o" x=2.5 y=9 width=27 height=14 rx=3 /><path d="M8 16h.01M13.3 16h.01M18.7 16h.01M24 16h.01" stroke-width=3.4 />"#
    /// The square to scan.
    Square "square" r#"<rect class="f o" x=4 y=4 width=9 height=9 rx=1.5 /><rect x=19 y=4 width=9 height=9 rx=1.5 /><rect x=4 y=19 width=9 height=9 rx=1.5 /><path d="M19 19h3.5v3.5M28 19v4M19 28h3M26 28h2"/>"#
    /// Take with you.
    Download "download" r#"<path class=f d="M4 20h24v8H4z"/><path d="M16 17V4M10.5 9.5L16 4l5.5 5.5M3.5 19v7a2.5 2.5 0 0 0 2.5 2.5h20a2.5 2.5 0 0 0 2.5-2.5v-7"/>"#
    /// Take out.
    Bin "bin" r#"<path class=f d="M8 11h16l-1.5 17h-13z"/><path d="M4.5 8.5h23M12 8.5V4h8v4.5M7.5 8.5L9 28.5h14l1.5-20M13.5 14v9M18.5 14v9"/>"#
    /// Change.
    Pen "pen" r#"<path class="f o" d="M5 27l1.5-6.5L21 6l5 5-14.5 14.5z"/><path d="M17.5 9.5l5 5"/>"#
    /// Put straight by its four corners.
    Corners "corners" r#"<path class=f d="M9 9.5l15-2.5 2 17-18.5 2z"/><path d="M9 9.5L24 7l2 17-18.5 2z"/><circle cx=9 cy=9.5 r=3 fill="currentColor"/><circle cx=24 cy=7 r=3 fill="currentColor"/><circle cx=26 cy=24 r=3 fill="currentColor"/><circle cx=7.5 cy=26 r=3 fill="currentColor"/>"#
    /// A quarter turn, once more.
    Turn "turn" r#"<circle class=f cx=16 cy=17 r=6 /><path d="M26.5 17a10.5 10.5 0 1 1-3.200-7.5L26.5 12.5M26.5 5v7.5H19"/>"#
    /// A white sheet out of the shadow.
    White "white" r#"<path class=f d="M16 3.5a12.5 12.5 0 0 1 0 25z"/><circle cx=16 cy=16 r=12.5 /><path d="M16 3.5v25"/>"#
    /// Cut and fold.
    Scissors "scissors" r#"<path class=f d="M3.5 5.5H18v21H3.5z"/><path d="M18 11V5.5H3.5v21H18V21M3.5 16H10M13 11.5l9.5 6.5M13 20.5l9.5-6.5"/><circle cx=25.5 cy=12 r=3.5 /><circle cx=25.5 cy=20 r=3.5 />"#
    /// A picture to be recognised by: the sun.
    Sun "sun" r#"<circle class="f o" cx=16 cy=16 r=6.5 /><path d="M16 2.5v3.5M16 26v3.5M2.5 16H6M26 16h3.5M6.5 6.5L9 9M23 23l2.5 2.5M25.5 6.5L23 9M9 23l-2.5 2.5"/>"#
    /// A picture to be recognised by: a tree.
    Tree "tree" r#"<path class="f o" d="M16 2.5c5.5 0 9.5 4.2 9.5 9.3S21.5 21 16 21s-9.5-4.1-9.5-9.2S10.5 2.5 16 2.5z"/><path d="M16 12v17.5M16 18l4.5-4M10.5 29.5h11"/>"#
    /// A picture to be recognised by: a boat.
    Boat "boat" r#"<path class="f o" d="M17.5 3L26 18h-8.5z"/><path d="M14 7v11H6.5zM3.5 22h25l-3.5 6.5H7z"/>"#
    /// A picture to be recognised by: a fish.
    Fish "fish" r#"<path class="f o" d="M2.5 16C6 9.5 10.5 7.5 14.5 7.5c4.5 0 7.5 3.5 10 8.5-2.5 5-5.5 8.5-10 8.5-4 0-8.5-2-12-8.5z"/><path d="M24.5 16l5-5.5v11zM9 14h.01M15 12.5c1.5 2.2 1.5 4.8 0 7"/>"#
    /// A picture to be recognised by: a flower.
    Flower "flower" r#"<circle class="f o" cx=16 cy=11 r=3 /><circle cx=16 cy=5.2 r=2.9 /><circle cx=16 cy=16.8 r=2.9 /><circle cx=10.2 cy=11 r=2.9 /><circle cx=21.8 cy=11 r=2.9 /><path d="M16 19.7v9.8M16 28c-4.5 0-6.5-2-7-5 3.5 0 6 1.5 7 5z"/>"#
    /// A picture to be recognised by: a cup.
    Cup "cup" r#"<path class="f o" d="M5 12h18v9a7 7 0 0 1-7 7h-4a7 7 0 0 1-7-7z"/><path d="M23 14h2.5a4 4 0 0 1 0 8H23M10 3.5c-1.5 2 1.5 3 0 5M17 3.5c-1.5 2 1.5 3 0 5"/>"#
    /// No.
    Cross "cross" r#"<path d="M7 7l18 18M25 7L7 25"/>"#
    /// Without a home.
    Tent "tent" r#"<path class="f o" d="M16 6.5L29.5 27.5h-27z"/><path d="M16 6.5l2.5-3.5M16 6.5L13.5 3M16 15l-5 12.5M16 15l5 12.5"/>"#
    /// A date.
    Calendar "calendar" r#"<path class=f d="M4 12h24v16H4z"/><rect x=4 y=6 width=24 height=22.5 rx=2.5 /><path d="M4 13h24M10.5 3v6M21.5 3v6"/>"#
}

/// A pictogram at another size than the one beside a word.
#[derive(Debug, Clone, Copy)]
pub struct SizedPicto {
    picto: Picto,
    class: &'static str,
}

impl Picto {
    /// What a way in looks like.
    pub const fn of_way(kind: SlotKind) -> Self {
        match kind {
            SlotKind::Card | SlotKind::DeskCard => Self::AccessCard,
            SlotKind::Device => Self::Phone,
            SlotKind::Desk => Self::Computer,
            SlotKind::Phrase => Self::Words,
            SlotKind::Rescue => Self::House,
            SlotKind::Passkey => Self::SecurityKey,
        }
    }

    /// 44 pixels wide, with a finer line: in the three buttons, the kinds, the agreement.
    pub const fn big(self) -> SizedPicto {
        SizedPicto {
            picto: self,
            class: "i big",
        }
    }

    /// 20 pixels wide: in a chip.
    pub const fn small(self) -> SizedPicto {
        SizedPicto {
            picto: self,
            class: "i small",
        }
    }
}

impl fmt::Display for Picto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let class = "i";
        SizedPicto {
            picto: *self,
            class,
        }
        .fmt(f)
    }
}

impl fmt::Display for SizedPicto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "<svg class=\"{}\" viewBox=\"0 0 32 32\" aria-hidden=\"true\">{}</svg>",
            self.class,
            self.picto.lines()
        )
    }
}

/// Our own drawings only.
impl HtmlSafe for Picto {}
impl HtmlSafe for SizedPicto {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_area_at_most_is_filled_and_names_are_their_own() {
        for picto in Picto::ALL {
            let filled = picto.lines().matches("class=f").count()
                + picto.lines().matches("class=\"f").count();
            assert!(filled <= 1, "{picto:?}");
            assert_eq!(Picto::named(picto.key()), Some(*picto));
            assert!(!picto.lines().contains("style="), "{picto:?}");
        }
    }

    #[test]
    fn every_pictogram_of_the_catalogue_is_drawn() {
        let kinds = crate::catalogue::kinds().iter().map(|kind| &kind.picto);
        let purposes = crate::catalogue::purposes()
            .iter()
            .map(|purpose| &purpose.picto);
        for name in kinds.chain(purposes) {
            assert!(Picto::named(name).is_some(), "{name}");
        }
    }
}
