//! An anti-virus asked through clamd's socket, with the command INSTREAM (clamd(8)): each piece of the file
//! with its length before it, a length of zero at the end, one line as the answer.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::time::timeout;

use super::frames::CHUNK;

/// The longest answer that is read, in bytes: a name of a virus is short.
const LONGEST_ANSWER: u64 = 4096;

/// Where clamd listens, and how long it is waited for.
#[derive(Debug, Clone)]
pub struct Scanner {
    /// Its socket.
    pub socket: PathBuf,
    /// For one file.
    pub patience: Duration,
}

/// What clamd says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// Nothing found.
    Clean,
    /// Something found.
    Found,
}

impl Finding {
    /// Reads an answer, with the zero that ends it or without.
    pub fn read(answer: &[u8]) -> Result<Self, NoAnswer> {
        match answer.strip_suffix(b"\0").unwrap_or(answer) {
            [] => Err(NoAnswer::Away(io::ErrorKind::UnexpectedEof.into())),
            b"stream: OK" => Ok(Self::Clean),
            found if found.ends_with(b" FOUND") => Ok(Self::Found),
            _ => Err(NoAnswer::Unsure),
        }
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    /// The file could not be read from where it lies.
    #[error("the file cannot be read")]
    Source(#[source] io::Error),
    /// Nobody listens, or the connection broke.
    #[error("clamd cannot be reached: {0}")]
    Away(#[source] io::Error),
    /// It took too long.
    #[error("clamd did not answer in time")]
    Late,
    /// Neither OK nor FOUND: a limit of clamd's own, for instance.
    #[error("clamd could not read the file")]
    Unsure,
}

impl Scanner {
    /// Sends a file to clamd and waits for what it finds.
    pub async fn scan(&self, source: impl AsyncRead + Unpin) -> Result<Finding, NoAnswer> {
        timeout(self.patience, self.ask(source))
            .await
            .map_err(|_| NoAnswer::Late)?
    }

    async fn ask(&self, mut source: impl AsyncRead + Unpin) -> Result<Finding, NoAnswer> {
        let stream = UnixStream::connect(&self.socket).await;
        let mut stream = stream.map_err(NoAnswer::Away)?;
        stream
            .write_all(b"zINSTREAM\0")
            .await
            .map_err(NoAnswer::Away)?;
        let mut buffer = vec![0; CHUNK];
        loop {
            let read = source.read(&mut buffer).await.map_err(NoAnswer::Source)?;
            let length = u32::try_from(read).unwrap_or(0).to_be_bytes();
            let sent = match stream.write_all(&length).await {
                Ok(()) => stream.write_all(&buffer[..read]).await,
                broken => broken,
            };
            // It may have said why before it hung up.
            if sent.is_err() || read == 0 {
                break;
            }
        }
        let mut answer = Vec::new();
        let read = stream.take(LONGEST_ANSWER).read_to_end(&mut answer).await;
        read.map_err(NoAnswer::Away)?;
        Finding::read(&answer)
    }
}
