//! Objects keep the same promises on a disk, on an S3 server and in memory.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/s3.rs"]
mod s3;

use std::future::ready;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use abri::blobs::{Blobs, Credentials, Epochs, Error};
use abri::config::KeyFiles;
use abri::domain::time::{Clock, Day, Moment, Span};
use abri::serve::compose;
use bytes::Bytes;
use futures_util::TryStreamExt;
use futures_util::future::BoxFuture;
use hyper::Request;
use hyper::body::Incoming;
use hyper::header::HeaderValue;
use hyper::service::{Service, service_fn};
use s3s::S3Result;
use s3s::auth::{S3Auth, SecretKey};
use tempfile::TempDir;

const MIB: usize = 1024 * 1024;

/// What keeps a place alive while a story runs, and a look at what it really holds.
enum Place {
    Disk(TempDir),
    S3(s3::Server),
    Memory,
}

impl Place {
    fn files(&self) -> Vec<String> {
        match self {
            Self::Disk(folder) => s3::files_under(folder.path()),
            Self::S3(server) => server.files(),
            Self::Memory => Vec::new(),
        }
    }
}

fn on_disk() -> (Blobs, Place) {
    let folder = TempDir::new().unwrap();
    let url = format!("file://{}/objects", folder.path().display());
    (Blobs::open(&url, None).unwrap(), Place::Disk(folder))
}

async fn on_s3() -> (Blobs, Place) {
    let server = s3::Server::start().await;
    let blobs = Blobs::open(&server.bucket("objects"), Some(&credentials())).unwrap();
    (blobs, Place::S3(server))
}

fn in_memory() -> (Blobs, Place) {
    (Blobs::open("memory:", None).unwrap(), Place::Memory)
}

fn credentials() -> Credentials {
    Credentials::fixed(s3::ACCESS_KEY, s3::SECRET_KEY)
}

macro_rules! stories {
    ($($story:ident),+ $(,)?) => {
        mod disk {
            $(#[tokio::test]
            async fn $story() {
                let (blobs, place) = super::on_disk();
                super::$story(blobs, place).await;
            })+
        }

        mod s3_server {
            $(#[tokio::test]
            async fn $story() {
                let (blobs, place) = super::on_s3().await;
                super::$story(blobs, place).await;
            })+
        }

        mod memory {
            $(#[tokio::test]
            async fn $story() {
                let (blobs, place) = super::in_memory();
                super::$story(blobs, place).await;
            })+
        }
    };
}

stories!(
    streams_of_all_sizes_read_back,
    a_name_is_written_once,
    a_wrong_length_is_told_before_the_first_byte,
    ranges_are_exact,
    a_torn_upload_leaves_nothing,
    lists_and_deletes,
    epoch_keys_are_made_once_and_destroyed,
);

/// Bytes that differ from place to place, so that a part out of order shows.
fn sample(length: usize) -> Bytes {
    (0..length)
        .map(|n| u8::try_from((n / 7 + n / 65_537) % 251).unwrap())
        .collect()
}

async fn write(blobs: &Blobs, name: &str, value: &Bytes, step: usize) -> u64 {
    let mut upload = blobs.put_stream(name).await.unwrap();
    let mut rest = value.clone();
    while !rest.is_empty() {
        upload
            .write(rest.split_to(step.min(rest.len())))
            .await
            .unwrap();
    }
    upload.finish().await.unwrap()
}

async fn read(blobs: &Blobs, name: &str, length: usize) -> Vec<u8> {
    let stream = blobs.get_stream(name, length as u64).await.unwrap();
    let parts: Vec<Bytes> = stream.try_collect().await.unwrap();
    parts.concat()
}

async fn streams_of_all_sizes_read_back(blobs: Blobs, _place: Place) {
    for (number, length) in [0, 1, 256 * 1024, 5 * MIB, 11 * MIB + 3]
        .into_iter()
        .enumerate()
    {
        let name = format!("d/{number}");
        let value = sample(length);
        assert_eq!(write(&blobs, &name, &value, 100_000).await, length as u64);
        assert_eq!(blobs.head(&name).await, Ok(Some(length as u64)));
        assert!(read(&blobs, &name, length).await == value, "{length}");
    }
}

async fn a_name_is_written_once(blobs: Blobs, _place: Place) {
    blobs.put("d/1", sample(10)).await.unwrap();
    assert_eq!(blobs.put("d/1", sample(11)).await, Err(Error::Exists));
    assert_eq!(blobs.put_stream("d/1").await.err(), Some(Error::Exists));
    assert_eq!(read(&blobs, "d/1", 10).await, sample(10));
}

async fn a_wrong_length_is_told_before_the_first_byte(blobs: Blobs, _place: Place) {
    blobs.put("d/1", sample(10)).await.unwrap();
    let wrong = Err(Error::Length {
        expected: 11,
        found: 10,
    });
    assert_eq!(blobs.get_stream("d/1", 11).await.map(drop), wrong);
    assert_eq!(blobs.get_range("d/1", 11, 0..4).await.map(drop), wrong);
    assert_eq!(
        blobs.get_stream("d/2", 11).await.map(drop),
        Err(Error::Missing)
    );
}

async fn ranges_are_exact(blobs: Blobs, _place: Place) {
    let value = sample(MIB);
    blobs.put("d/1", value.clone()).await.unwrap();
    let length = value.len() as u64;
    for range in [0..1, 0..length, 65_536..131_072, length - 1..length] {
        let at = usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap();
        assert!(blobs.get_range("d/1", length, range).await.unwrap() == value[at]);
    }
    for range in [0..length + 1, length..length + 1, 5..5] {
        assert_eq!(
            blobs.get_range("d/1", length, range).await,
            Err(Error::Malformed)
        );
    }
}

async fn a_torn_upload_leaves_nothing(blobs: Blobs, place: Place) {
    for written in [1000, 6 * MIB, 11 * MIB] {
        let mut upload = blobs.put_stream("d/1").await.unwrap();
        upload.write(sample(written)).await.unwrap();
        drop(upload);
        let mut upload = blobs.put_stream("d/2").await.unwrap();
        upload.write(sample(written)).await.unwrap();
        upload.abort().await.unwrap();
        assert_eq!(blobs.head("d/1").await, Ok(None));
        assert_eq!(blobs.head("d/2").await, Ok(None));
    }
    // What was dropped is taken back in the background.
    for _ in 0..100 {
        if place.files().is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("left behind: {:?}", place.files());
}

async fn lists_and_deletes(blobs: Blobs, _place: Place) {
    for name in ["d/1", "d/2", "p/1", "tombstones/20600/1"] {
        blobs.put(name, sample(5)).await.unwrap();
    }
    let names = |folder: &'static str| {
        let listed = blobs.list(folder);
        async move {
            let listed: Vec<_> = listed.try_collect().await.unwrap();
            assert!(
                listed
                    .iter()
                    .all(|one| one.length == 5 && one.written_at.millis() > 0)
            );
            let mut names: Vec<_> = listed.into_iter().map(|one| one.name).collect();
            names.sort();
            names
        }
    };
    assert_eq!(names("d").await, ["d/1", "d/2"]);
    assert_eq!(names("tombstones").await, ["tombstones/20600/1"]);
    assert_eq!(names("").await.len(), 4);
    assert!(names("nothing").await.is_empty());
    blobs.delete("d/1").await.unwrap();
    blobs.delete("d/1").await.unwrap();
    assert_eq!(names("d").await, ["d/2"]);
}

/// The epochs beside these objects, in a place of their own.
fn epochs_beside(blobs: &Blobs, place: &Place) -> impl Fn() -> Epochs {
    let url = match place {
        Place::Disk(folder) => format!("file://{}/epochs", folder.path().display()),
        Place::S3(server) => server.bucket("epochs"),
        Place::Memory => "memory:".to_owned(),
    };
    let blobs = blobs.clone();
    move || Epochs::open(&url, Some(&credentials()), &blobs).unwrap()
}

async fn epoch_keys_are_made_once_and_destroyed(blobs: Blobs, place: Place) {
    let open = epochs_beside(&blobs, &place);
    let epochs = open();
    let day = Day::from_number(20_600);
    let mut number = 0;
    let mut random = || {
        number += 1;
        [number; 32]
    };
    assert_eq!(epochs.key(day).await, Ok(None));
    assert_eq!(epochs.ensure(day..day.plus(3), &mut random).await, Ok(3));
    assert_eq!(
        epochs.ensure(day.plus(1)..day.plus(4), &mut random).await,
        Ok(1)
    );
    for (n, key) in [(0, 1), (1, 2), (2, 3), (3, 4)] {
        assert_eq!(
            epochs.key(day.plus(n)).await.unwrap().as_deref(),
            Some(&[key; 32])
        );
    }
    // Another process sees the same keys (two places in memory are never the same one).
    let other = (!matches!(place, Place::Memory)).then(&open);
    if let Some(other) = &other {
        assert_eq!(
            other.key(day.plus(2)).await.unwrap().as_deref(),
            Some(&[3; 32])
        );
    }
    assert_eq!(epochs.destroy_before(day.plus(2)).await, Ok(2));
    assert_eq!(epochs.days().await, Ok(vec![day.plus(2), day.plus(3)]));
    assert_eq!(epochs.key(day.plus(1)).await, Ok(None));
    assert!(epochs.key(day.plus(2)).await.unwrap().is_some());
    if let Some(other) = &other {
        assert_eq!(other.key(day).await, Ok(None));
    }
    // A clock that went back: days that are over begin again, with other keys.
    assert_eq!(epochs.ensure(day..day.plus(2), &mut random).await, Ok(2));
    assert_eq!(epochs.key(day).await.unwrap().as_deref(), Some(&[5; 32]));
    assert_eq!(epochs.destroy_before(day.plus(2)).await, Ok(2));
    assert_eq!(epochs.key(day).await, Ok(None));
}

#[tokio::test]
async fn epoch_keys_and_objects_never_share_a_place() {
    let folder = TempDir::new().unwrap();
    let url = |name: &str| format!("file://{}/{name}", folder.path().display());
    let objects = Blobs::open(&url("objects"), None).unwrap();
    std::os::unix::fs::symlink(folder.path().join("objects"), folder.path().join("link")).unwrap();
    for name in ["objects", "objects/epochs", "", "link", "link/epochs"] {
        let opened = Epochs::open(&url(name), None, &objects);
        assert_eq!(opened.map(drop), Err(Error::Nested), "{name}");
    }
    assert!(Epochs::open(&url("objects2"), None, &objects).is_ok());

    let server = s3::Server::start().await;
    let bucket = server.bucket("objects");
    let objects = Blobs::open(&bucket, Some(&credentials())).unwrap();
    let opened = Epochs::open(&bucket, Some(&credentials()), &objects);
    assert_eq!(opened.map(drop), Err(Error::Nested));
}

#[tokio::test]
async fn what_a_killed_process_left_is_removed() {
    let (blobs, place) = on_disk();
    blobs.put("d/1", sample(5)).await.unwrap();
    let mut upload = blobs.put_stream("d/2").await.unwrap();
    upload.write(sample(MIB)).await.unwrap();
    std::mem::forget(upload);
    assert_eq!(place.files().len(), 2);
    let long_ago = Moment::from_millis(1);
    let in_future = Clock::system().now() + Span::DAY;
    assert_eq!(blobs.remove_unfinished(long_ago).await, Ok(0));
    assert_eq!(blobs.remove_unfinished(in_future).await, Ok(1));
    assert_eq!(place.files().len(), 1);
    assert_eq!(read(&blobs, "d/1", 5).await, sample(5));
}

#[tokio::test]
async fn what_could_be_neither_finished_nor_taken_back_goes_with_its_name() {
    let (blobs, place) = on_disk();
    let mut upload = blobs.put_stream("d/half").await.unwrap();
    upload.write(Bytes::from(vec![7; MIB])).await.unwrap();
    // A folder stands in the way of the name.
    let Place::Disk(folder) = &place else {
        panic!("on a disk")
    };
    let name = folder.path().join("objects/d/half");
    std::fs::create_dir_all(name.join("in the way")).unwrap();
    assert_eq!(upload.finish().await.err(), Some(Error::Unavailable));
    std::fs::remove_dir_all(&name).unwrap();
    assert_eq!(place.files().len(), 1, "{:?}", place.files());
    blobs.delete("d/half").await.unwrap();
    assert_eq!(place.files(), Vec::<String>::new());
}

#[tokio::test]
async fn wrong_credentials_are_refused() {
    let server = s3::Server::start().await;
    let url = server.bucket("objects");
    let wrong = Credentials::fixed(s3::ACCESS_KEY, "another");
    let blobs = Blobs::open(&url, Some(&wrong)).unwrap();
    assert_eq!(blobs.put("d/1", sample(3)).await, Err(Error::Refused));
    assert_eq!(Blobs::open(&url, None).map(drop), Err(Error::Address));
}

/// The one pair of keys that a server knows; another can take its place while it runs.
#[derive(Clone)]
struct Known(Arc<Mutex<(&'static str, &'static str)>>);

impl S3Auth for Known {
    fn get_secret_key<'a, 'b, 'answer>(
        &'a self,
        access_key: &'b str,
    ) -> BoxFuture<'answer, S3Result<SecretKey>>
    where
        'a: 'answer,
        'b: 'answer,
        Self: 'answer,
    {
        let (known, secret) = *self.0.lock().unwrap();
        Box::pin(ready(if access_key == known {
            Ok(SecretKey::from(secret))
        } else {
            Err(s3s::s3_error!(InvalidAccessKeyId))
        }))
    }
}

/// Replaces each file as whoever renews keys should: beside it, then renamed.
fn renew(files: &KeyFiles, access_key: &str, secret_key: &str, token: &str) {
    use std::os::unix::fs::PermissionsExt;
    let texts = [
        (&files.access_key, access_key),
        (&files.secret_key, secret_key),
        (files.session_token.as_ref().unwrap(), token),
    ];
    for (file, text) in texts {
        let beside = file.with_extension("new");
        std::fs::write(&beside, text).unwrap();
        std::fs::set_permissions(&beside, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::rename(&beside, file).unwrap();
    }
}

#[tokio::test]
async fn keys_that_are_renewed_in_their_files_go_on_without_a_restart() {
    let known = Known(Arc::new(Mutex::new(("first", "s1"))));
    let token = Arc::new(Mutex::new(None::<HeaderValue>));
    let seen = token.clone();
    let server = s3::Server::behind(known.clone(), move |service| {
        service_fn(move |request: Request<Incoming>| {
            *seen.lock().unwrap() = request.headers().get("x-amz-security-token").cloned();
            Service::call(&service, request)
        })
    })
    .await;
    let token = || token.lock().unwrap().clone().unwrap();

    let folder = TempDir::new().unwrap();
    let files = KeyFiles {
        access_key: folder.path().join("access"),
        secret_key: folder.path().join("secret"),
        session_token: Some(folder.path().join("token")),
    };
    renew(&files, "first", "s1", "t1");
    let credentials = compose::credentials(&files);
    let blobs = Blobs::open(&server.bucket("objects"), Some(&credentials)).unwrap();
    blobs.put("d/1", sample(3)).await.unwrap();
    assert_eq!(token(), "t1");

    *known.0.lock().unwrap() = ("second", "s2");
    assert_eq!(blobs.put("d/2", sample(3)).await, Err(Error::Refused));
    renew(&files, "second", "s2", "t2");
    // Keys that are new are looked at again after a second; half a minute on a machine where that look came too early.
    let mut put = Err(Error::Refused);
    for _ in 0..800 {
        put = blobs.put("d/2", sample(3)).await;
        if put.is_ok() {
            break;
        }
        assert_eq!(put, Err(Error::Refused));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(put, Ok(()));
    assert_eq!(token(), "t2");
    assert_eq!(read(&blobs, "d/1", 3).await, sample(3));
}

#[tokio::test]
async fn folders_are_for_the_service_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (_blobs, Place::Disk(folder)) = on_disk() else {
        panic!("a folder")
    };
    let made = std::fs::metadata(folder.path().join("objects")).unwrap();
    assert_eq!(made.permissions().mode() & 0o777, 0o700);
}
