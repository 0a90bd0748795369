//! The HTTP client of a bucket: it goes where the operator said, and nowhere else.

use std::time::Duration;

use object_store::ClientOptions;
use object_store::client::{HttpClient, HttpConnector};
use reqwest::redirect::Policy;

/// Makes the client. Redirects are not followed: what is put in would go to whoever the answer names.
#[derive(Debug)]
pub(super) struct Straight {
    /// Plain HTTP, on this machine.
    pub allows_http: bool,
}

impl HttpConnector for Straight {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        // No limit on a whole request: a slow reader may take minutes. Each silence is limited, and what is small by
        // `in_time`.
        let client = reqwest::Client::builder()
            .user_agent(env!("CARGO_PKG_NAME"))
            .redirect(Policy::none())
            .https_only(!self.allows_http)
            .connect_timeout(Duration::from_secs(5))
            .read_timeout(Duration::from_secs(15))
            .build()
            .map_err(|source| object_store::Error::Generic {
                store: "S3",
                source: Box::new(source),
            })?;
        Ok(HttpClient::new(client))
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;
    use std::sync::{Arc, Mutex};

    use axum::http::StatusCode;
    use axum::response::{IntoResponse, Response};
    use bytes::Bytes;
    use tokio::net::TcpListener;

    use crate::blobs::{Blobs, Credentials, Error};

    /// Attack: what answers in the store's place sends what is put in, or asked for, somewhere else.
    #[tokio::test]
    async fn attack_no_redirect_of_a_store_is_followed() {
        let credentials = Credentials::fixed("test-access", "test-secret");
        let came = Arc::new(Mutex::new(0));
        let seen = came.clone();
        let elsewhere = answering(move || {
            *seen.lock().unwrap() += 1;
            StatusCode::OK.into_response()
        });
        let to = format!("http://{}/objects/d/1", elsewhere.await);
        for status in [301, 302, 307, 308] {
            let to = to.clone();
            let store = answering(move || {
                let status = StatusCode::from_u16(status).unwrap();
                (status, [("location", to.clone())]).into_response()
            });
            let url = format!("s3://objects?endpoint=http://{}&region=test", store.await);
            let blobs = Blobs::open(&url, Some(&credentials)).unwrap();
            let put = blobs.put("d/1", Bytes::from_static(b"ciphertext")).await;
            assert_eq!(put, Err(Error::Unavailable), "{status}");
            assert_eq!(blobs.head("d/1").await, Err(Error::Unavailable), "{status}");
        }
        assert_eq!(*came.lock().unwrap(), 0);
    }

    /// A server on loopback that answers everything with this; where.
    async fn answering(
        answer: impl Fn() -> Response + Clone + Send + Sync + 'static,
    ) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = axum::Router::new().fallback(async move || answer());
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }
}
