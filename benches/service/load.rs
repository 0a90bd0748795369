//! Requests over kept connections, four at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::papers;
use reqwest::{Client, Method, RequestBuilder, StatusCode, Url};

/// Requests in flight at a time.
const AT_ONCE: u32 = 4;

/// One kind of request, to be made again and again.
pub struct Load {
    client: Client,
    url: Url,
    kind: Kind,
    number: AtomicU32,
}

enum Kind {
    /// Reads this many bytes.
    Get(usize),
    /// Looks at a page.
    Page,
    /// Puts a file under a name of its own.
    Put(Vec<u8>),
    /// Sends a form with a file that is different each time.
    Form(Vec<u8>),
}

impl Load {
    /// A file of this length is read.
    pub fn get(client: Client, url: Url, bytes: usize) -> Arc<Self> {
        Self::new(client, url, Kind::Get(bytes))
    }

    /// A page is looked at.
    pub fn page(client: Client, url: Url) -> Arc<Self> {
        Self::new(client, url, Kind::Page)
    }

    /// A file is put below this address.
    pub fn put(client: Client, url: Url, file: Vec<u8>) -> Arc<Self> {
        Self::new(client, url, Kind::Put(file))
    }

    /// A file is sent as the page's own form sends it.
    pub fn put_in(client: Client, url: Url, file: Vec<u8>) -> Arc<Self> {
        Self::new(client, url, Kind::Form(file))
    }

    fn new(client: Client, url: Url, kind: Kind) -> Arc<Self> {
        let number = AtomicU32::new(0);
        Arc::new(Self {
            client,
            url,
            kind,
            number,
        })
    }

    /// So many requests, four at a time.
    pub async fn run(self: &Arc<Self>, count: u32) {
        let tasks: Vec<_> = (0..AT_ONCE)
            .map(|one| {
                let load = self.clone();
                let share = count / AT_ONCE + u32::from(one < count % AT_ONCE);
                tokio::spawn(async move {
                    for _ in 0..share {
                        load.once().await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    }

    async fn once(&self) {
        let mut answer = self.ask().send().await.unwrap();
        match &self.kind {
            Kind::Get(bytes) => {
                assert_eq!(answer.status(), StatusCode::OK);
                let mut read = 0;
                while let Some(piece) = answer.chunk().await.unwrap() {
                    read += piece.len();
                }
                assert_eq!(read, *bytes);
            }
            Kind::Page => {
                assert_eq!(answer.status(), StatusCode::OK);
                answer.bytes().await.unwrap();
            }
            Kind::Put(_) => assert_eq!(answer.status(), StatusCode::CREATED),
            Kind::Form(_) => assert_eq!(answer.status(), StatusCode::SEE_OTHER),
        }
    }

    /// Until the first byte of the body is there; the rest is read too.
    pub async fn first_byte(&self) -> Duration {
        let since = Instant::now();
        let mut answer = self.ask().send().await.unwrap();
        assert!(answer.chunk().await.unwrap().is_some());
        let first = since.elapsed();
        while answer.chunk().await.unwrap().is_some() {}
        first
    }

    fn ask(&self) -> RequestBuilder {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        match &self.kind {
            Kind::Get(_) | Kind::Page => self.client.get(self.url.clone()),
            Kind::Put(file) => {
                let url = self.url.join(&format!("{number}.pdf")).unwrap();
                self.client.put(url).body(file.clone())
            }
            Kind::Form(file) => {
                let part = reqwest::multipart::Part::bytes(papers::another(file));
                let part = part.file_name("papier.pdf");
                let form = reqwest::multipart::Form::new().part("papier", part);
                self.client
                    .request(Method::POST, self.url.clone())
                    .multipart(form)
            }
        }
    }
}
