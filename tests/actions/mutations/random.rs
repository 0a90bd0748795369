//! Numbers that only look random: the same ones for the same seed.

/// `SplitMix64` (Steele, Lea and Flood, 2014).
pub struct Random(u64);

impl Random {
    pub const fn of(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// One of them.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        if of.is_empty() {
            return None;
        }
        of.get(self.below(of.len()))
    }

    /// Another value of these bytes: one bit flipped, cut, longer, or empty.
    pub fn spoilt(&mut self, value: &[u8]) -> Vec<u8> {
        let mut bytes = value.to_vec();
        match self.below(8) {
            0 if !bytes.is_empty() => bytes.truncate(self.below(value.len())),
            1 => bytes.extend((0..=self.below(40)).map(|_| self.next().to_le_bytes()[0])),
            _ if bytes.is_empty() => bytes.push(0),
            _ => {
                let at = self.below(bytes.len());
                bytes[at] ^= 1 << self.below(8);
            }
        }
        bytes
    }
}
