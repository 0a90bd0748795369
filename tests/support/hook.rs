//! A hook for text messages inside the test process, on a loopback port.

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;

/// What it knows Abri by.
pub const SECRET: &str = "hook-secret";

/// A running hook; it ends with the runtime of the test that started it.
pub struct Hook {
    pub url: String,
    taken: Arc<Mutex<Vec<serde_json::Value>>>,
    answers: Arc<AtomicU16>,
}

impl Hook {
    /// Started, and taking everything.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/sms", listener.local_addr().unwrap());
        let taken = Arc::new(Mutex::new(Vec::new()));
        let answers = Arc::new(AtomicU16::new(204));
        let (into, says) = (taken.clone(), answers.clone());
        let take = async move |head: HeaderMap, body: String| {
            let says = StatusCode::from_u16(says.load(Ordering::SeqCst)).unwrap();
            if head["authorization"] != format!("Bearer {SECRET}") {
                return StatusCode::UNAUTHORIZED;
            }
            assert_eq!(head["content-type"], "application/json");
            if says.is_success() {
                into.lock()
                    .unwrap()
                    .push(serde_json::from_str(&body).unwrap());
            }
            says
        };
        let router = Router::new().route("/sms", post(take));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            url,
            taken,
            answers,
        }
    }

    /// What it answers from now on.
    pub fn answers(&self, status: u16) {
        self.answers.store(status, Ordering::SeqCst);
    }

    /// All that it took.
    pub fn taken(&self) -> Vec<serde_json::Value> {
        self.taken.lock().unwrap().clone()
    }
}
