//! Where a JPEG ends. The decoder forgives a missing end and paints grey; a vault must not.

/// The length of the image in `bytes`, up to and with its end mark; what follows (films of "motion
/// photos", hidden files) is not part of it. `None` when the end never comes.
pub fn length(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        match *bytes.get(at + 1)? {
            // Filling before a mark.
            0xff => at += 1,
            0xd9 => return Some(at + 2),
            // Marks without a body: restarts and TEM.
            0x01 | 0xd0..=0xd7 => at += 2,
            mark => {
                let size = usize::from(u16::from_be_bytes([
                    *bytes.get(at + 2)?,
                    *bytes.get(at + 3)?,
                ]));
                if size < 2 {
                    return None;
                }
                at += 2 + size;
                if mark == 0xda {
                    at = end_of_scan(bytes, at)?;
                }
            }
        }
    }
}

/// Whether these bytes are what our own encoder wrote: the head is, letter by letter, that of `anew`, the same image
/// written once more; then one scan without any mark in it, its end, and nothing after. Such an image has no room for
/// anything that cleaning would take away, and stays as it is: written anew, it would lose a little each time.
pub fn is_ours(bytes: &[u8], anew: &[u8]) -> bool {
    let Some(head) = scan(anew) else {
        return false;
    };
    let Some((scan, end)) = bytes.split_at_checked(bytes.len().saturating_sub(2)) else {
        return false;
    };
    let marks = |scan: &[u8]| scan.windows(2).any(|pair| pair[0] == 0xff && pair[1] != 0);
    end == [0xff, 0xd9]
        && scan.get(..head) == anew.get(..head)
        && scan
            .get(head..)
            .is_some_and(|scan| !marks(scan) && scan.last() != Some(&0xff))
}

/// Where the compressed data of the first scan begins.
fn scan(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        let [0xff, mark, high, low] = *bytes.get(at..at + 4)? else {
            return None;
        };
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
        if mark == 0xda {
            return Some(at);
        }
    }
}

/// The first mark after compressed data: `ff` followed by neither a stuffed zero nor a restart.
fn end_of_scan(bytes: &[u8], from: usize) -> Option<usize> {
    bytes
        .get(from..)?
        .windows(2)
        .position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7))
        .map(|offset| from + offset)
}
