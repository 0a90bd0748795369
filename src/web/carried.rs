//! An action that writes, and goes on without whoever waited for it: the browser may go away midway.

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::FutureExt;
use tokio::runtime::Handle;
use tokio_util::task::TaskTracker;

use crate::actions::{Outcome, Problem};

type Ended<T> = Result<Outcome<T>, Box<dyn Any + Send>>;

/// Runs where it is waited for, without a task and the threads that it would wake (`docs/speed.md`); whoever stops waiting
/// once it has begun leaves the rest to a task. It begins when it is waited for: who counts tries may still say no.
pub(super) struct Carried<T: Send + 'static> {
    // Actions are large, and of a hundred kinds: whoever waits holds none, and there is one kind for each kind of outcome.
    rest: Option<Pin<Box<dyn Future<Output = Ended<T>> + Send>>>,
    begun: bool,
    left: TaskTracker,
}

impl<T: Send + 'static> Carried<T> {
    /// `left` keeps what is left, so that a service that stops waits for it.
    pub(super) fn new(
        action: impl Future<Output = Outcome<T>> + Send + 'static,
        left: TaskTracker,
    ) -> Self {
        Self {
            rest: Some(Box::pin(AssertUnwindSafe(action).catch_unwind())),
            begun: false,
            left,
        }
    }
}

impl<T: Send + 'static> Future for Carried<T> {
    type Output = Outcome<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Outcome<T>> {
        self.begun = true;
        let broke_off = || Err(Problem::Unavailable("an action broke off".to_owned()));
        let Some(rest) = &mut self.rest else {
            return Poll::Ready(broke_off());
        };
        let Poll::Ready(ended) = rest.as_mut().poll(cx) else {
            return Poll::Pending;
        };
        self.rest = None;
        Poll::Ready(ended.unwrap_or_else(|_| broke_off()))
    }
}

impl<T: Send + 'static> Drop for Carried<T> {
    fn drop(&mut self) {
        if self.begun
            && let Some(rest) = self.rest.take()
            && let Ok(runtime) = Handle::try_current()
        {
            let to_its_end = async move {
                match rest.await {
                    Ok(Ok(_)) => {}
                    Ok(Err(problem)) => {
                        tracing::info!(%problem, "what nobody waited for was refused, or failed");
                    }
                    Err(_) => tracing::error!("what nobody waited for broke off"),
                }
            };
            self.left.spawn_on(to_its_end, &runtime);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::sync::oneshot;

    use super::*;

    /// An action that waits for `go`, and says that it came to its end.
    fn waiting(left: &TaskTracker) -> (Carried<()>, oneshot::Sender<()>, oneshot::Receiver<()>) {
        let (go, wait) = oneshot::channel::<()>();
        let (end, ended) = oneshot::channel();
        let action = async move {
            wait.await.unwrap();
            end.send(()).unwrap();
            Ok(())
        };
        let action = Carried::new(action, left.clone());
        (action, go, ended)
    }

    #[tokio::test]
    async fn what_has_begun_goes_on_when_nobody_waits() {
        let left = TaskTracker::new();
        let (mut action, go, ended) = waiting(&left);
        assert!(futures_util::poll!(&mut action).is_pending());
        drop(action);
        // Whoever stops waits for it.
        assert_eq!(left.len(), 1);
        go.send(()).unwrap();
        left.close();
        left.wait().await;
        ended.await.unwrap();
    }

    #[tokio::test]
    async fn what_nobody_waited_for_does_not_begin() {
        let (action, go, ended) = waiting(&TaskTracker::new());
        drop(action);
        assert!(go.send(()).is_err());
        assert!(ended.await.is_err());
    }

    #[tokio::test]
    async fn one_that_panics_is_an_answer() {
        let action: Carried<()> = Carried::new(async { panic!("on purpose") }, TaskTracker::new());
        let answer = tokio::time::timeout(Duration::from_secs(10), action).await;
        assert!(matches!(answer.unwrap(), Err(Problem::Unavailable(_))));
    }
}
