//! Buffers for chunks on their way in or out: a few large ones that are used again, so that a fast
//! client costs few steps; small ones beyond, so that a hundred slow ones cost little memory.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::Notify;

use super::SEALED_CHUNK;

/// Chunks of a large buffer.
const LARGE: usize = 4;
/// Large buffers in all: 1 MiB, however many clients there are.
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

/// A buffer whose bytes have been lent: with the last of them it comes back here, for the next chunks of the same file.
#[derive(Clone, Default)]
pub struct Returned(Arc<Place>);

#[derive(Default)]
struct Place {
    buffer: Mutex<Option<Buffer>>,
    came: Notify,
}

struct Lent {
    buffer: Buffer,
    to: Returned,
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

    /// Full chunks that it holds, whatever is in it now.
    pub const fn holds(&self) -> u64 {
        (self.bytes.capacity() / SEALED_CHUNK) as u64
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

    /// Its first bytes, to be written over. What lies behind them stays until the buffer is wiped.
    pub fn first(&mut self, length: usize) -> &mut [u8] {
        if self.bytes.len() < length {
            self.bytes.resize(length, 0);
        }
        &mut self.bytes[..length]
    }

    /// Lends its bytes: it comes back with the last of them.
    pub fn lend(self, to: &Returned) -> Bytes {
        let to = to.clone();
        Bytes::from_owner(Lent { buffer: self, to })
    }
}

impl Returned {
    /// The buffer, if nothing of it is lent any more.
    pub fn take(&self) -> Option<Buffer> {
        self.place().take()
    }

    /// The same, once nothing of it is lent any more. Whoever still holds some of it waits for ever.
    pub async fn wait(&self) -> Buffer {
        loop {
            if let Some(buffer) = self.take() {
                return buffer;
            }
            self.0.came.notified().await;
        }
    }

    fn place(&self) -> MutexGuard<'_, Option<Buffer>> {
        let place = self.0.buffer.lock();
        place.unwrap_or_else(PoisonError::into_inner)
    }
}

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        self.buffer.as_ref()
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let buffer = std::mem::take(&mut self.buffer);
        // One that came back before it, while this one was still lent, is let go.
        drop(self.to.place().replace(buffer));
        self.to.0.came.notify_one();
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

    #[tokio::test]
    async fn who_waits_for_what_was_lent_is_woken_by_its_last_byte() {
        let returned = Returned::default();
        let lent = Buffers::small().take(1).lend(&returned);
        // Asked first, it has to wait.
        let (buffer, ()) = tokio::join!(returned.wait(), async { drop(lent) });
        assert_eq!(buffer.holds(), 1);
    }

    #[test]
    fn what_was_lent_comes_back_with_its_last_byte_and_is_wiped_in_the_end() {
        let (buffers, returned) = (Buffers::default(), Returned::default());
        let mut buffer = buffers.take(100);
        buffer.first(10).fill(7);
        let mut lent = buffer.lend(&returned).slice(..10);
        let piece = lent.split_to(4);
        drop(lent);
        assert!(returned.take().is_none(), "some of it is still lent");
        drop(piece);
        let mut again = returned.take().unwrap();
        assert_eq!(again.first(3), [7; 3], "to be written over");
        assert_eq!(again.as_ref(), [7; 10]);
        assert_eq!(again.holds(), LARGE as u64);
        // Its reader has gone: with the last byte it goes home.
        let last = again.lend(&returned);
        drop(returned);
        drop(last);
        let home = buffers.0.lock().unwrap();
        let [kept] = &home.free[..] else {
            panic!("{} came home", home.free.len())
        };
        assert!(kept.is_empty());
        drop(home);
        let mut next = buffers.take(100);
        next.bytes().resize(1, 1);
        assert_eq!(next.first(10)[1..], [0; 9], "wiped");
    }
}
