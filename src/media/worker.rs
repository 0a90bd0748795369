//! The worker: one untrusted file in, results out, then the end. It runs as `abri worker`, a command that
//! the server gives to itself.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use abri_render::{self as render, Piece, Stop};

use super::frames::{self, Tag};
use super::{Order, Task, sandbox, trials};

/// Runs this process as a worker; `arguments` are those after `worker`.
pub fn run(mut arguments: impl Iterator<Item = String>) -> ExitCode {
    let done = match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => read_one(),
        (Some(trials::FLAG), None) => trials::run_all(),
        (Some(trials::FLAG), Some(name)) => return trials::run_one(&name),
        (Some(_), _) => Err(io::ErrorKind::InvalidInput.into()),
    };
    // The server sees the pipe close; nobody else listens.
    done.map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
}

fn read_one() -> io::Result<()> {
    let (mut from, mut to) = (io::stdin().lock(), io::stdout().lock());
    let mut first = Vec::new();
    let (Tag::Order, _) = frames::read(&mut from, &mut first)? else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    let Order { bounds, task } = frames::json(&first)?;
    let locked = sandbox::lock_down(&bounds)?;
    frames::write_json(&mut to, Tag::Locked, &locked)?;
    let bytes = file(&mut from)?;
    // A decoder's panic is a damaged file; its message has no reader.
    std::panic::set_hook(Box::new(|_| {}));
    let done = std::panic::catch_unwind(move || {
        let mut to = io::stdout().lock();
        let mut give = |piece: Piece<'_>| give(&mut to, &piece);
        match task {
            Task::Examine => render::examine(bytes, &bounds.content, &mut give),
            Task::Mark(mark) => redrawn(&render::mark(&bytes, &mark, &bounds.content)?, &mut give),
            Task::Shrink(to) => redrawn(&render::shrink(&bytes, &to, &bounds.content)?, &mut give),
        }
    });
    match done {
        Ok(Ok(())) => frames::write(&mut to, Tag::Done, &[]),
        Ok(Err(Stop::Refused(refusal))) => frames::write_json(&mut to, Tag::Refused, &refusal),
        Ok(Err(Stop::Output(error))) => Err(error),
        Err(_) => frames::write_json(&mut to, Tag::Refused, &render::Refusal::Broken),
    }
}

/// Gives one picture: width, height, JPEG.
fn redrawn(
    (width, height, jpeg): &(u32, u32, Vec<u8>),
    give: render::Give<'_>,
) -> Result<(), Stop> {
    let (width, height) = (*width, *height);
    Ok(give(Piece::Picture {
        width,
        height,
        jpeg,
    })?)
}

fn file(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        match frames::read(from, &mut bytes)? {
            (Tag::File, 0) => return Ok(bytes),
            (Tag::File, _) => {}
            _ => return Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

fn give(to: &mut impl Write, piece: &Piece<'_>) -> io::Result<()> {
    match piece {
        Piece::Verdict(verdict) => frames::write_json(to, Tag::Verdict, verdict),
        Piece::Kept(image) => image
            .chunks(frames::CHUNK)
            .try_for_each(|chunk| frames::write(to, Tag::Kept, &[chunk])),
        Piece::Picture {
            width,
            height,
            jpeg,
        } => {
            let parts = [&width.to_be_bytes()[..], &height.to_be_bytes(), jpeg];
            frames::write(to, Tag::Picture, &parts)
        }
        Piece::Thumbnail(jpeg) => frames::write(to, Tag::Thumbnail, &[jpeg]),
    }
}
