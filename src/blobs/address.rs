//! Where objects lie, and how to reach them.

use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::{ObjectStore, RetryConfig};

use super::straight::Straight;
use super::{Credentials, Error};

/// A parsed address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// A folder, absolute.
    Disk(PathBuf),
    /// A bucket.
    S3 {
        bucket: String,
        endpoint: String,
        region: String,
    },
    /// Nowhere that lasts.
    Memory,
}

impl Address {
    pub(super) fn parse(url: &str) -> Result<Self, Error> {
        if url == "memory:" {
            return Ok(Self::Memory);
        }
        if let Some(path) = url.strip_prefix("file://") {
            let path = PathBuf::from(path);
            let up = std::path::Component::ParentDir;
            return if path.is_absolute() && path.components().all(|part| part != up) {
                Ok(Self::Disk(path))
            } else {
                Err(Error::Address)
            };
        }
        let rest = url.strip_prefix("s3://").ok_or(Error::Address)?;
        let (bucket, query) = rest.split_once('?').ok_or(Error::Address)?;
        let mut endpoint = "";
        let mut region = "";
        for pair in query.split('&') {
            match pair.split_once('=') {
                Some(("endpoint", value)) => endpoint = value.trim_end_matches('/'),
                Some(("region", value)) => region = value,
                _ => return Err(Error::Address),
            }
        }
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b);
        if bucket.is_empty()
            || !bucket.bytes().all(plain)
            || region.is_empty()
            || !(endpoint.starts_with("https://") || is_loopback(endpoint))
        {
            return Err(Error::Address);
        }
        Ok(Self::S3 {
            bucket: bucket.to_owned(),
            endpoint: endpoint.to_owned(),
            region: region.to_owned(),
        })
    }

    pub(super) fn connect(
        &self,
        credentials: Option<&Credentials>,
    ) -> Result<Arc<dyn ObjectStore>, Error> {
        match self {
            Self::Memory => Ok(Arc::new(InMemory::new())),
            Self::Disk(path) => {
                std::fs::DirBuilder::new()
                    .recursive(true)
                    .mode(0o700)
                    .create(path)
                    .map_err(|_| Error::Unavailable)?;
                // Without it an acknowledged document could be lost with the power.
                let disk = LocalFileSystem::new_with_prefix(path)?.with_fsync(true);
                Ok(Arc::new(disk))
            }
            Self::S3 {
                bucket,
                endpoint,
                region,
            } => {
                let credentials = credentials.ok_or(Error::Address)?;
                let retry = RetryConfig {
                    max_retries: 3,
                    retry_timeout: Duration::from_secs(8),
                    ..RetryConfig::default()
                };
                let bucket = AmazonS3Builder::new()
                    .with_http_connector(Straight {
                        allows_http: is_loopback(endpoint),
                    })
                    .with_retry(retry)
                    .with_bucket_name(bucket)
                    .with_endpoint(endpoint)
                    .with_region(region)
                    .with_virtual_hosted_style_request(false)
                    .with_disable_bulk_delete(true)
                    .with_credentials(credentials.provider())
                    .build()?;
                Ok(Arc::new(bucket))
            }
        }
    }

    /// Bytes held back before they are written: the smallest part allowed on S3; none where parts may
    /// have any length.
    pub(super) const fn part(&self) -> usize {
        match self {
            Self::Disk(_) | Self::Memory => 0,
            Self::S3 { .. } => 5 * 1024 * 1024,
        }
    }

    /// Whether one of the two lies inside the other. Two places in memory never do.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Disk(a), Self::Disk(b)) => {
                // Both folders exist by now; links are followed.
                let real = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
                let (a, b) = (real(a), real(b));
                a.starts_with(&b) || b.starts_with(&a)
            }
            (
                Self::S3 {
                    bucket: a,
                    endpoint: x,
                    ..
                },
                Self::S3 {
                    bucket: b,
                    endpoint: y,
                    ..
                },
            ) => a == b && x == y,
            _ => false,
        }
    }
}

/// Whether the endpoint is plain HTTP on this machine.
fn is_loopback(endpoint: &str) -> bool {
    let Some(rest) = endpoint.strip_prefix("http://") else {
        return false;
    };
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|host| {
        rest.strip_prefix(host)
            .is_some_and(|port| port.is_empty() || port.starts_with(':'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_safe_addresses_are_read() {
        for url in [
            "",
            "file://relative",
            "file:///srv/../etc",
            "s3://bucket",
            "s3://bucket/folder?endpoint=https://s3.example&region=fr",
            "s3://bucket?endpoint=http://s3.example&region=fr",
            "s3://bucket?endpoint=http://127.0.0.1.example&region=fr",
            "s3://bucket?endpoint=http://localhost@s3.example&region=fr",
            "s3://?endpoint=https://s3.example&region=fr",
            "s3://bucket?endpoint=https://s3.example&region=fr&acl=public",
        ] {
            assert_eq!(Address::parse(url), Err(Error::Address), "{url}");
        }
        for url in [
            "file:///srv/abri/objects",
            "s3://bucket?endpoint=https://s3.example&region=fr",
            "s3://bucket?endpoint=http://127.0.0.1:3900&region=fr",
        ] {
            assert!(Address::parse(url).is_ok(), "{url}");
        }
    }
}
