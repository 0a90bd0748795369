//! The one table of routes. A route cannot be mounted without saying who may call it, so a test can walk
//! the table with every kind of actor.

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request};
use axum::handler::Handler;
use axum::http::request::Parts;
use axum::http::{self, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{self, MethodFilter};
use http_body_util::Limited;

use super::guard;
use super::handler::{Answering, Answers};
use crate::config::Origin;
use crate::domain::structure::Role;

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Policy {
    /// Whoever comes.
    Anyone,
    /// Whoever is not signed in on this device.
    SignedOut,
    /// Whoever is signed in to a vault with papers; its own things only.
    Beneficiary,
    /// Whoever is signed in and works at a structure, in one of these roles.
    Professional(&'static [Role]),
    /// A mediator, signed in, who has a deposit under way for somebody.
    Mediator,
    /// Whoever opened a share and still holds its viewing cookie.
    Viewer,
    /// Whoever asked, by a short code, to be shown something and holds that request's cookie.
    Asker,
    /// Whoever may put papers in for somebody and holds the cookie of that right.
    Depositor,
    /// Whoever came in at the desk, in a window of its own, to answer a request; nothing else.
    Guichet,
    /// Whoever begins with a helper, on the helper's screen, and holds the cookie of that session.
    Helped,
    /// Whoever is signed in by what a helper saw being made, and must replace it first.
    Renewing,
}

/// How much a request may bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// No body.
    Page,
    /// A form without files.
    Form,
    /// A form with files, or a file.
    Files,
    /// A form with the archive of a whole vault.
    Archive,
}

/// Bytes behind each [`Limit`].
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// Of a form without files.
    pub form: usize,
    /// Of a form with files.
    pub files: usize,
    /// Of a form with the archive of a whole vault.
    pub archive: usize,
}

/// How a route is called. Pages know two ways; the others are those of the protocol of uploads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Looks; also answers HEAD where whoever comes may look.
    Get,
    /// Changes something.
    Post,
    /// Asks how far an upload is.
    Head,
    /// Asks what uploads can do.
    Options,
    /// Goes on with an upload.
    Patch,
    /// Gives something up.
    Delete,
}

impl From<Method> for MethodFilter {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Head => Self::HEAD,
            Method::Options => Self::OPTIONS,
            Method::Patch => Self::PATCH,
            Method::Delete => Self::DELETE,
        }
    }
}

/// The end of an address to which the press is sent that shows names for once.
pub const NAMES: &str = "/noms";

/// What discreet mode does with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Names {
    /// Nothing: it names little, or what somebody chose to open.
    Kept,
    /// It names papers or people: a page that asks first stands in its place.
    Hidden,
    /// The same page after that question, for once.
    Shown,
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Route {
    /// How it is called.
    pub method: Method,
    /// The path, parameters in braces.
    pub path: &'static str,
    /// Who may call it.
    pub policy: Policy,
    /// How much may be brought.
    pub limit: Limit,
    /// What discreet mode does with it.
    pub names: Names,
}

/// Enforces policies, and has the pages for whoever is turned away.
pub trait Gate: Send + Sync + 'static {
    /// Lets a request in, having put into its extensions what the handler needs (the session, the viewing),
    /// or answers in its place. Absent and forbidden look alike: the answer is [`Self::lost`], or the way to
    /// sign in where that tells nothing.
    fn admit(
        &self,
        parts: &mut Parts,
        route: &Route,
    ) -> impl Future<Output = Result<(), Response>> + Send;

    /// The one page for whatever does not exist, or not for you.
    fn lost(&self, parts: &Parts) -> Response;

    /// The page for a request that does not come from our own pages.
    fn forged(&self, parts: &Parts) -> Response;
}

/// The table being written, and its handlers.
pub struct Routes<S = ()> {
    table: Vec<(Route, Box<dyn Answers<S>>)>,
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// An empty table.
    pub const fn new() -> Self {
        Self { table: Vec::new() }
    }

    /// A page to look at.
    #[must_use]
    #[inline]
    pub fn get<T: 'static>(
        self,
        path: &'static str,
        policy: Policy,
        handler: impl Handler<T, S>,
    ) -> Self {
        self.on(Method::Get, path, policy, Limit::Page, handler)
    }

    /// A page of a person that names papers or people. In discreet mode it is shown for once by a press that is sent
    /// to `shown`, which is `path` and [`NAMES`]: no state is kept, so going back leads to the page that hides them.
    #[must_use]
    pub fn naming<T: 'static>(
        mut self,
        [path, shown]: [&'static str; 2],
        handler: impl Handler<T, S>,
    ) -> Self {
        self = self.get(path, Policy::Beneficiary, handler.clone());
        self.mark(Names::Hidden);
        self.shown(shown, handler)
    }

    /// The second half of [`Self::naming`], for a page that hides names by itself.
    #[must_use]
    pub fn shown<T: 'static>(mut self, path: &'static str, handler: impl Handler<T, S>) -> Self {
        self = self.post(path, Policy::Beneficiary, Limit::Form, handler);
        self.mark(Names::Shown);
        self
    }

    fn mark(&mut self, names: Names) {
        if let Some((route, _)) = self.table.last_mut() {
            route.names = names;
        }
    }

    /// A change.
    #[must_use]
    #[inline]
    pub fn post<T: 'static>(
        self,
        path: &'static str,
        policy: Policy,
        limit: Limit,
        handler: impl Handler<T, S>,
    ) -> Self {
        self.on(Method::Post, path, policy, limit, handler)
    }

    /// A line of a protocol that has more methods than pages.
    #[must_use]
    #[inline]
    pub fn on<T: 'static>(
        self,
        method: Method,
        path: &'static str,
        policy: Policy,
        limit: Limit,
        handler: impl Handler<T, S>,
    ) -> Self {
        let route = Route {
            method,
            path,
            policy,
            limit,
            names: Names::Kept,
        };
        self.line(route, Box::new(Answering::of(handler)))
    }

    fn line(mut self, route: Route, handler: Box<dyn Answers<S>>) -> Self {
        self.table.push((route, handler));
        self
    }

    /// The lines of another table after these.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.table.extend(other.table);
        self
    }

    /// Every line, for the sweep.
    pub fn table(&self) -> impl Iterator<Item = &Route> {
        self.table.iter().map(|(route, _)| route)
    }

    /// The router. Before any handler: the guard against forged requests, then the gate. Everything else,
    /// an unknown path as well as an unknown method, is [`Gate::lost`].
    pub fn build<G: Gate>(self, state: S, gate: Arc<G>, own: Origin, sizes: Sizes) -> Router {
        let mut router = Router::new();
        for (route, handler) in self.table {
            let most = match route.limit {
                Limit::Page => 0,
                Limit::Form => sizes.form,
                Limit::Files => sizes.files,
                Limit::Archive => sizes.archive,
            };
            let (gate, state) = (gate.clone(), state.clone());
            let handler: Arc<dyn Answers<S>> = handler.into();
            let answer = move |request: Request| async move {
                let (mut parts, body) = request.into_parts();
                if parts.method == http::Method::HEAD && !answers_head(&route) {
                    return gate.lost(&parts);
                }
                let mut answer = match gate.admit(&mut parts, &route).await {
                    Ok(()) => {
                        let body = Body::new(Limited::new(body, most));
                        let request = Request::from_parts(parts, body);
                        handler.answer(request, state).await
                    }
                    Err(answer) => answer,
                };
                answer.extensions_mut().insert(route.policy);
                answer
            };
            let on = routing::on(route.method.into(), answer);
            router = router.route(route.path, on);
        }
        let lost = {
            let gate = gate.clone();
            move |request: Request| {
                let (parts, _) = request.into_parts();
                let answer = gate.lost(&parts);
                async move { answer }
            }
        };
        let own = Arc::new(own);
        let guarded = move |request: Request, next: Next| {
            let (gate, own) = (gate.clone(), own.clone());
            async move {
                let (parts, body) = request.into_parts();
                if !guard::admits(&parts, &own) {
                    return gate.forged(&parts);
                }
                let mut answer = next.run(Request::from_parts(parts, body)).await;
                // Told by the framework beside our page: which methods a path would have.
                answer.headers_mut().remove(header::ALLOW);
                answer
            }
        };
        let router = router
            .fallback(lost.clone())
            .method_not_allowed_fallback(lost)
            .layer(DefaultBodyLimit::disable());
        // A layer on the router itself would run before the framework puts its header on.
        Router::new()
            .fallback_service(router)
            .layer(from_fn(guarded))
    }
}

/// Whether HEAD is answered. Where a session or a viewing is needed, looking is told in the journal, and
/// a HEAD looks at nothing, but where the table has it.
const fn answers_head(route: &Route) -> bool {
    matches!(route.method, Method::Head)
        || matches!(route.policy, Policy::Anyone | Policy::SignedOut)
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use axum::response::IntoResponse;
    use tower::ServiceExt;

    use super::*;

    /// Lets everybody in where anyone may come, and nobody elsewhere.
    struct Closed;

    impl Gate for Closed {
        async fn admit(&self, parts: &mut Parts, route: &Route) -> Result<(), Response> {
            if route.policy == Policy::Anyone {
                Ok(())
            } else {
                Err(self.lost(parts))
            }
        }

        fn lost(&self, _: &Parts) -> Response {
            (StatusCode::NOT_FOUND, "lost").into_response()
        }

        fn forged(&self, _: &Parts) -> Response {
            (StatusCode::FORBIDDEN, "forged").into_response()
        }
    }

    fn routes() -> Routes {
        Routes::new()
            .get("/", Policy::Anyone, async || "welcome")
            .get("/papiers", Policy::Beneficiary, async || "papers")
            .post(
                "/entrer",
                Policy::Anyone,
                Limit::Form,
                async |body: String| body,
            )
    }

    async fn ask(method: &str, path: &str, body: &'static str) -> (StatusCode, String, String) {
        let own = Origin::parse("https://abri.example.org").unwrap();
        let router = routes().build(
            (),
            Arc::new(Closed),
            own,
            Sizes {
                form: 8,
                files: 16,
                archive: 16,
            },
        );
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "abri.example.org")
            .header("origin", "https://abri.example.org")
            .header("content-type", "application/json")
            .body(Body::from(body))
            .unwrap();
        let answer = router.oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = axum::body::to_bytes(body, 1000).await.unwrap();
        (
            parts.status,
            format!("{:?}", parts.headers),
            String::from_utf8(body.to_vec()).unwrap(),
        )
    }

    #[test]
    fn the_table_lists_what_is_mounted() {
        let routes = routes();
        let lines: Vec<_> = routes
            .table()
            .map(|route| (route.method, route.path, route.policy))
            .collect();
        assert_eq!(
            lines,
            [
                (Method::Get, "/", Policy::Anyone),
                (Method::Get, "/papiers", Policy::Beneficiary),
                (Method::Post, "/entrer", Policy::Anyone),
            ]
        );
    }

    #[tokio::test]
    async fn unknown_path_unknown_method_and_forbidden_are_one_answer() {
        let lost = ask("GET", "/nothing", "").await;
        assert_eq!(lost.0, StatusCode::NOT_FOUND);
        assert_eq!(ask("POST", "/papiers", "").await, lost);
        assert_eq!(ask("DELETE", "/entrer", "").await, lost);
        assert_eq!(ask("GET", "/papiers", "").await, lost);
        assert_eq!(ask("GET", "/entrer", "").await, lost);
        assert_eq!(ask("HEAD", "/papiers", "").await.0, lost.0);
        assert_eq!(ask("GET", "/", "").await.2, "welcome");
    }

    #[tokio::test]
    async fn a_body_over_its_limit_is_refused() {
        assert_eq!(ask("POST", "/entrer", "12345678").await.2, "12345678");
        assert_eq!(
            ask("POST", "/entrer", "123456789").await.0,
            StatusCode::PAYLOAD_TOO_LARGE
        );
    }
}
