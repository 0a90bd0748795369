//! What crosses the pipes, both ways: one byte that says what it is, four of length (big-endian), the bytes.

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// The largest piece of a file in one frame, in bytes.
pub const CHUNK: usize = 64 * 1024;
/// The largest frame that is believed, in bytes: a page's picture with every pixel noise.
pub const MOST: usize = 12 << 20;

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Tag {
    /// To the worker: its task and its bounds (JSON).
    Order = b'O',
    /// To the worker: the next bytes of the file; none at all ends the file.
    File = b'F',
    /// From the worker: it is locked down (JSON).
    Locked = b'L',
    /// From the worker: what the file is (JSON).
    Verdict = b'V',
    /// From the worker: the next bytes of the cleaned image.
    Kept = b'K',
    /// From the worker: width and height (four bytes each, big-endian), JPEG.
    Picture = b'P',
    /// From the worker: JPEG.
    Thumbnail = b'T',
    /// From the worker: why the file is refused (JSON). The last frame.
    Refused = b'R',
    /// From the worker: all was given. The last frame.
    Done = b'D',
}

impl Tag {
    fn from_byte(byte: u8) -> Option<Self> {
        [
            Self::Order,
            Self::File,
            Self::Locked,
            Self::Verdict,
            Self::Kept,
            Self::Picture,
            Self::Thumbnail,
            Self::Refused,
            Self::Done,
        ]
        .into_iter()
        .find(|tag| *tag as u8 == byte)
    }
}

fn head(tag: Tag, length: usize) -> io::Result<[u8; 5]> {
    let length = u32::try_from(length).map_err(|_| io::ErrorKind::InvalidInput)?;
    let [a, b, c, d] = length.to_be_bytes();
    Ok([tag as u8, a, b, c, d])
}

fn parse_head([tag, length @ ..]: [u8; 5]) -> io::Result<(Tag, usize)> {
    let tag = Tag::from_byte(tag).ok_or(io::ErrorKind::InvalidData)?;
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if length > MOST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok((tag, length))
}

/// Writes a frame made of several slices.
pub fn write(to: &mut impl Write, tag: Tag, parts: &[&[u8]]) -> io::Result<()> {
    to.write_all(&head(tag, parts.iter().map(|part| part.len()).sum())?)?;
    parts.iter().try_for_each(|part| to.write_all(part))?;
    to.flush()
}

/// Writes a frame of JSON.
pub fn write_json(to: &mut impl Write, tag: Tag, value: &impl Serialize) -> io::Result<()> {
    write(to, tag, &[&serde_json::to_vec(value)?])
}

/// Reads a frame onto the end of `into`.
pub fn read(from: &mut impl Read, into: &mut Vec<u8>) -> io::Result<(Tag, usize)> {
    let mut bytes = [0; 5];
    from.read_exact(&mut bytes)?;
    let (tag, length) = parse_head(bytes)?;
    let start = into.len();
    into.resize(start + length, 0);
    from.read_exact(&mut into[start..])?;
    Ok((tag, length))
}

/// Writes a frame.
pub async fn send(to: &mut (impl AsyncWrite + Unpin), tag: Tag, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&head(tag, bytes.len())?).await?;
    to.write_all(bytes).await
}

/// Reads a frame; memory grows with what arrives, not with what is announced.
pub async fn receive(from: &mut (impl AsyncRead + Unpin)) -> io::Result<(Tag, Vec<u8>)> {
    let mut bytes = [0; 5];
    from.read_exact(&mut bytes).await?;
    let (tag, length) = parse_head(bytes)?;
    let mut body = Vec::with_capacity(length.min(CHUNK));
    from.take(length as u64).read_to_end(&mut body).await?;
    if body.len() < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok((tag, body))
}

/// Reads JSON that came in a frame.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> io::Result<T> {
    serde_json::from_slice(bytes).map_err(io::Error::from)
}
