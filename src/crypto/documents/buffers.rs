//! Buffers for chunks on their way in or out: a few large ones that are used again, so that a fast
//! client costs few steps; small ones beyond, so that a hundred slow ones cost little memory.

use std::sync::{Arc, Mutex, PoisonError};

use super::SEALED_CHUNK;

/// Chunks of a large buffer.
const LARGE: usize = 8;
/// Large buffers in all: 2 MiB, however many clients there are.
const COUNT: usize = 4;
/// Room for the header of a file before its first chunk, in bytes.
pub(super) const HEADER: usize = 512;

/// The buffers of a running service.
#[derive(Clone, Default)]
pub struct Buffers(Arc<Mutex<Pool>>);

#[derive(Default)]
struct Pool {
    free: Vec<Vec<u8>>,
    made: usize,
}

/// A buffer in use; wiped, and given back if it is a large one, when it is dropped. The default one has no room.
#[derive(Default)]
pub struct Buffer {
    bytes: Vec<u8>,
    home: Option<Buffers>,
}

impl Buffers {
    /// Gives no large ones.
    pub fn small() -> Self {
        let made = COUNT;
        Self(Arc::new(Mutex::new(Pool {
            free: Vec::new(),
            made,
        })))
    }

    /// A buffer for as many chunks as there is room for now: one at least, `most` at most.
    pub fn take(&self, most: u64) -> Buffer {
        if most > 1
            && let Some(bytes) = self.large()
        {
            let home = Some(self.clone());
            return Buffer { bytes, home };
        }
        Buffer {
            bytes: Vec::with_capacity(HEADER + SEALED_CHUNK),
            home: None,
        }
    }

    fn large(&self) -> Option<Vec<u8>> {
        let mut pool = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pool.free.is_empty() && pool.made < COUNT {
            pool.made += 1;
            return Some(Vec::with_capacity(HEADER + LARGE * SEALED_CHUNK));
        }
        pool.free.pop()
    }
}

impl Buffer {
    /// Full chunks that there is room for.
    pub const fn chunks(&self) -> u64 {
        (self.room() / SEALED_CHUNK) as u64
    }

    /// Bytes that there is room for.
    pub const fn room(&self) -> usize {
        self.bytes.capacity() - self.bytes.len()
    }

    /// Whether it is one of the few.
    pub const fn is_large(&self) -> bool {
        self.home.is_some()
    }

    /// Its bytes; never more of them than there is room for.
    pub const fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }
}

impl AsRef<[u8]> for Buffer {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        // A small one is freed, and the allocator wipes what it frees.
        if let Some(Buffers(home)) = self.home.take() {
            self.bytes.fill(0);
            self.bytes.clear();
            let mut pool = home.lock().unwrap_or_else(PoisonError::into_inner);
            pool.free.push(std::mem::take(&mut self.bytes));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_it_takes_room() {
        let mut buffer = Buffers::default().take(1);
        let (room, chunks) = (buffer.room(), buffer.chunks());
        buffer.bytes().extend([7; 10]);
        assert_eq!(buffer.room(), room - 10);
        buffer.bytes().resize(10 + SEALED_CHUNK, 7);
        assert_eq!(buffer.chunks(), chunks - 1);
    }

    #[test]
    fn large_ones_are_few_wiped_and_used_again() {
        let buffers = Buffers::default();
        let mut held: Vec<_> = (0..COUNT).map(|_| buffers.take(100)).collect();
        assert!(held.iter().all(|one| one.chunks() == LARGE as u64));
        assert_eq!(buffers.take(100).chunks(), 1, "beyond the budget");
        assert_eq!(buffers.take(1).chunks(), 1, "a short file needs no more");
        held[0].bytes().extend([7; 10]);
        held.clear();
        let again = buffers.take(100);
        assert_eq!(again.chunks(), LARGE as u64);
        assert!(again.as_ref().is_empty());
    }
}
