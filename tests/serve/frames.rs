//! HTTP/2 written by hand (RFC 9113), to say what no well-behaved client says.

/// What every client begins with: the preface and empty settings.
pub const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

/// "Are you there?"
pub const PING: &[u8] = b"\0\0\x08\x06\0\0\0\0\0pingping";

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const CONTINUATION: u8 = 9;

/// Flags: no more frames of this stream; no more frames of this head.
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut out = vec![length[1], length[2], length[3], kind, flags];
    out.extend(stream.to_be_bytes());
    out.extend(payload);
    out
}

/// How much of each stream may be sent before more is asked for, in bytes.
pub fn window(bytes: u32) -> Vec<u8> {
    let mut setting = vec![0, 4];
    setting.extend(bytes.to_be_bytes());
    frame(SETTINGS, 0, 0, &setting)
}

/// A head without Huffman codes: the method's entry of the static table, `https`, `localhost`, the path.
fn head(method: u8, path: &str) -> Vec<u8> {
    let mut out = vec![method, 0x87, 0x41, 9];
    out.extend(b"localhost");
    out.extend([0x44, u8::try_from(path.len()).unwrap()]);
    out.extend(path.as_bytes());
    out
}

/// A whole request without body.
pub fn get(stream: u32, path: &str) -> Vec<u8> {
    frame(HEADERS, END_STREAM | END_HEADERS, stream, &head(0x82, path))
}

/// The head of a request whose body follows.
pub fn post(stream: u32, path: &str) -> Vec<u8> {
    frame(HEADERS, END_HEADERS, stream, &head(0x83, path))
}

/// The first part of a head that goes on.
pub fn half_head(stream: u32) -> Vec<u8> {
    frame(HEADERS, END_STREAM, stream, &[0x82, 0x87])
}

/// One more part of it, which does not end it either: `a: b`.
pub fn more_head(stream: u32) -> Vec<u8> {
    frame(CONTINUATION, 0, stream, &[0, 1, b'a', 1, b'b'])
}

/// A part of a body.
pub fn data(stream: u32, bytes: &[u8], last: bool) -> Vec<u8> {
    frame(DATA, u8::from(last), stream, bytes)
}

/// "I do not want it any more."
pub fn reset(stream: u32) -> Vec<u8> {
    frame(RST_STREAM, 0, stream, &8u32.to_be_bytes())
}

/// Whether what was read holds a frame that resets a stream.
pub fn holds_reset(mut read: &[u8]) -> bool {
    while let [a, b, c, kind, _, _, _, _, _, rest @ ..] = read {
        if *kind == RST_STREAM {
            return true;
        }
        let length = u32::from_be_bytes([0, *a, *b, *c]) as usize;
        read = rest.get(length..).unwrap_or_default();
    }
    false
}
