//! Where the authority looks: each connection goes on to one node after the other, once there are any.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

pub struct Gate {
    pub port: u16,
    nodes: watch::Sender<Vec<SocketAddr>>,
    came: Arc<AtomicUsize>,
}

impl Gate {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (nodes, behind) = watch::channel(Vec::<SocketAddr>::new());
        let came = Arc::new(AtomicUsize::new(0));
        let counted = came.clone();
        tokio::spawn(async move {
            while let Ok((mut from, _)) = listener.accept().await {
                let number = counted.fetch_add(1, Ordering::SeqCst);
                let mut behind = behind.clone();
                tokio::spawn(async move {
                    let Ok(node) = behind
                        .wait_for(|nodes| !nodes.is_empty())
                        .await
                        .map(|nodes| nodes[number % nodes.len()])
                    else {
                        return;
                    };
                    if let Ok(mut to) = TcpStream::connect(node).await {
                        // Either side may go first.
                        drop(tokio::io::copy_bidirectional(&mut from, &mut to).await);
                    }
                });
            }
        });
        Self { port, nodes, came }
    }

    /// Lets connections through to these.
    pub fn lead_to(&self, nodes: &[SocketAddr]) {
        self.nodes.send_replace(nodes.to_vec());
    }

    /// Connections that came until now.
    pub fn came(&self) -> usize {
        self.came.load(Ordering::SeqCst)
    }
}
