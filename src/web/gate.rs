//! Who may pass: the policies of the table, enforced before any handler.
//!
//! Absent and forbidden are one answer. Whoever has no open session is led to sign in, in the same
//! way whatever they asked for.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::FromRequestParts;
use axum::http::{self, header, request::Parts};
use axum::response::{IntoResponse, Redirect, Response};

use super::answering;
use super::app::Shared;
use super::cookies;
use super::discreet;
use super::finish::Refused;
use super::page::Place;
use super::problem::{Trouble, answer};
use super::renew;
use super::routes::{Gate, Policy, Route};
use super::turned_away::TurnedAway;
use super::veto;
use super::visit::Visit;
use crate::actions::deposits::{self, Depositor, DepositorCookie};
use crate::actions::people::Working;
use crate::actions::read_shown::{self, Looking};
use crate::actions::session::{self, Session};
use crate::actions::short_code::{self, Waiting};
use crate::actions::{Abri, Problem, open_vault};
use crate::domain::access::Whose;
use crate::domain::slot;
use crate::domain::structure::Role;

/// What open pages ask again and again by themselves.
const BY_THEMSELVES: [&str; 3] = [
    "/montrer/questions",
    "/rendez-vous/questions",
    "/pro/rendez-vous/{id}/etat",
];

/// The gate of the pages.
pub struct Doors(Shared);

impl Doors {
    /// For this service.
    pub const fn new(app: Shared) -> Self {
        Self(app)
    }

    async fn session(&self, route: &Route, parts: &Parts) -> Result<Option<Session>, Problem> {
        let Some(secret) = cookies::secret(&parts.headers, cookies::SESSION) else {
            return Ok(None);
        };
        let resumed = if BY_THEMSELVES.contains(&route.path) {
            session::resume_unattended(&self.0.abri, secret).await
        } else {
            session::resume(&self.0.abri, secret).await
        };
        match resumed {
            // A helped session is good in its own cookie alone.
            Ok(session) if session.open.whose == Whose::Helped => Ok(None),
            Ok(session) => Ok(Some(session)),
            Err(Problem::SignInAgain) => Ok(None),
            Err(problem) => Err(problem),
        }
    }

    async fn window(&self, parts: &Parts) -> Result<Session, Problem> {
        let secret = cookies::secret(&parts.headers, cookies::WINDOW);
        session::resume_answer(&self.0.abri, secret.ok_or(Problem::SignInAgain)?).await
    }

    async fn together(&self, parts: &Parts) -> Result<Session, Problem> {
        let secret = cookies::secret(&parts.headers, cookies::TOGETHER);
        let session = session::resume(&self.0.abri, secret.ok_or(Problem::SignInAgain)?).await?;
        match session.open.whose {
            Whose::Helped => Ok(session),
            _ => Err(Problem::SignInAgain),
        }
    }

    async fn looking(&self, parts: &Parts) -> Result<Looking, Problem> {
        let secret = cookies::secret(&parts.headers, cookies::VIEWING).ok_or(Problem::NotFound)?;
        read_shown::resume(&self.0.abri, secret).await
    }

    async fn waiting(&self, parts: &Parts) -> Result<Waiting, Problem> {
        let value = cookies::value(&parts.headers, cookies::ASKER).ok_or(Problem::NotFound)?;
        let (secret, id) = cookies::read_asker(&value).ok_or(Problem::NotFound)?;
        short_code::resume(&self.0.abri, secret, &id).await
    }

    async fn depositor(&self, parts: &Parts) -> Result<Depositor, Problem> {
        let value = cookies::value(&parts.headers, cookies::DEPOSITOR).ok_or(Problem::NotFound)?;
        let cookie = DepositorCookie::parse(&value).ok_or(Problem::NotFound)?;
        deposits::resume(&self.0.abri, &cookie).await
    }
}

impl Doors {
    /// A deposit that is over has a page that says so; whatever is sent to it is refused.
    async fn mediating(&self, parts: &mut Parts, session: Session) -> Result<(), Response> {
        match deposits::resume_mediation(&self.0.abri, session).await {
            Ok(depositor) => {
                hand(parts, depositor);
                Ok(())
            }
            Err(Problem::NotFound) if parts.method == http::Method::GET => {
                Err(Redirect::to("/pro/deposer?fini=1").into_response())
            }
            Err(problem) => Err(Refused(problem).into_response()),
        }
    }
}
/// Where what a helper saw being made is replaced.
pub const RENEW: &str = "/renouveler";

/// Where somebody who is signed in begins.
pub const fn home(session: &Session) -> &'static str {
    match session.open.whose {
        Whose::Professional => "/pro",
        Whose::Renewing => RENEW,
        Whose::Beneficiary | Whose::Helped => "/papiers",
    }
}

fn has_role(session: &Session, roles: &[Role]) -> bool {
    let working = session.working.as_ref();
    working.is_some_and(|working| roles.contains(&working.member.role))
}

/// What the gate hands to the handler, taken once.
struct Handed<T>(Arc<Mutex<Option<T>>>);

impl<T> Clone for Handed<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

pub(super) fn hand<T: Send + 'static>(parts: &mut Parts, what: T) {
    let handed = Handed(Arc::new(Mutex::new(Some(what))));
    parts.extensions.insert(handed);
}

fn handed<T: Send + 'static>(parts: &Parts) -> Option<T> {
    let handed = parts.extensions.get::<Handed<T>>()?;
    handed
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take()
}

impl Gate for Doors {
    async fn admit(&self, parts: &mut Parts, route: &Route) -> Result<(), Response> {
        match route.policy {
            Policy::Anyone => Ok(()),
            Policy::SignedOut => match self.session(route, parts).await {
                Ok(None) => Ok(()),
                Ok(Some(session)) => Err(Redirect::to(home(&session)).into_response()),
                Err(problem) => Err(Refused(problem).into_response()),
            },
            Policy::Beneficiary => match self.session(route, parts).await {
                Ok(Some(session)) => match session.open.whose {
                    Whose::Beneficiary => {
                        parts.extensions.insert(route.names);
                        hand(parts, session);
                        discreet::admit(&self.0, parts).await
                    }
                    Whose::Renewing => Err(Redirect::to(RENEW).into_response()),
                    _ => Err(Refused(Problem::NotFound).into_response()),
                },
                Ok(None) => Err(Refused(Problem::SignInAgain).into_response()),
                Err(problem) => Err(Refused(problem).into_response()),
            },
            Policy::Professional(roles) => match self.session(route, parts).await {
                Ok(Some(session)) if has_role(&session, roles) => {
                    hand(parts, session);
                    Ok(())
                }
                Ok(Some(_)) => Err(Refused(Problem::NotFound).into_response()),
                Ok(None) => Err(Refused(Problem::SignInAgain).into_response()),
                Err(problem) => Err(Refused(problem).into_response()),
            },
            Policy::Mediator => match self.session(route, parts).await {
                Ok(Some(session)) if has_role(&session, Role::MEDIATORS) => {
                    self.mediating(parts, session).await
                }
                Ok(Some(_)) => Err(Refused(Problem::NotFound).into_response()),
                Ok(None) => Err(Refused(Problem::SignInAgain).into_response()),
                Err(problem) => Err(Refused(problem).into_response()),
            },
            Policy::Renewing => match self.session(route, parts).await {
                Ok(Some(session)) => match session.open.whose {
                    Whose::Renewing => {
                        hand(parts, session);
                        Ok(())
                    }
                    // Done already, by a first press of the same button perhaps.
                    Whose::Beneficiary => Err(Redirect::to(&renew::next(&session)).into_response()),
                    _ => Err(Refused(Problem::NotFound).into_response()),
                },
                Ok(None) => Err(Refused(Problem::SignInAgain).into_response()),
                Err(problem) => Err(Refused(problem).into_response()),
            },
            Policy::Helped => match self.together(parts).await {
                Ok(session) => {
                    hand(parts, session);
                    Ok(())
                }
                Err(problem) => Err(Refused(problem).into_response()),
            },
            Policy::Viewer => match self.looking(parts).await {
                Ok(looking) => {
                    hand(parts, looking);
                    Ok(())
                }
                Err(problem) => Err(Refused(problem).into_response()),
            },
            Policy::Asker => match self.waiting(parts).await {
                Ok(waiting) => {
                    hand(parts, waiting);
                    Ok(())
                }
                Err(problem) => Err(Refused(problem).into_response()),
            },
            Policy::Guichet => match self.window(parts).await {
                Ok(session) => {
                    hand(parts, session);
                    Ok(())
                }
                Err(problem) => Err(Refused(problem).into_response()),
            },
            Policy::Depositor => match self.depositor(parts).await {
                Ok(depositor) => {
                    hand(parts, depositor);
                    Ok(())
                }
                Err(problem) => Err(Refused(problem).into_response()),
            },
        }
    }

    fn lost(&self, parts: &Parts) -> Response {
        let visit = Visit::of(&self.0, parts);
        answer(&visit.t, &visit.page, &Trouble::Gone)
    }

    fn forged(&self, parts: &Parts) -> Response {
        let visit = Visit::of(&self.0, parts);
        let mut response = answer(&visit.t, &visit.page, &Trouble::StaleForm);
        response.extensions_mut().insert(TurnedAway::Forged);
        response
    }
}

/// A person with their vault open. Of a person's own routes, only those with the policies `Beneficiary` and `Renewing` have one.
pub struct Signed {
    /// Their session.
    pub session: Session,
    /// Texts and page; on a shared computer the page says what is left.
    pub visit: Visit,
}

impl Signed {
    /// What is left of the session on a shared computer, in words, for the page.
    fn dress(abri: &Abri, session: &Session, mut visit: Visit) -> Visit {
        if session.place == slot::Place::Shared {
            let left = session.idle_until.min(session.until).left_at(abri.now());
            let left = visit.t.span(left);
            visit.page = visit.page.with_time_left(left);
        }
        visit
    }
}

impl FromRequestParts<Shared> for Signed {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refused> {
        let session = handed::<Session>(parts);
        let session = session.ok_or(Refused(Problem::SignInAgain))?;
        let Ok(visit): Result<Visit, Infallible> = Visit::from_request_parts(parts, app).await;
        let mut visit = Self::dress(&app.abri, &session, visit);
        if session.open.whose == Whose::Beneficiary {
            visit.page.discreet = open_vault::profile(&session)?.discreet;
            visit.page.hide = discreet::hidden_at(parts).filter(|_| visit.page.discreet);
        }
        if session.open.whose == Whose::Beneficiary && is_page(parts) {
            visit.page.waits = answering::waits(app, &session, parts.uri.path()).await?;
            visit.page.asking = veto::asking(app, &session, &visit.t).await?;
        }
        Ok(Self { session, visit })
    }
}

/// Whether a browser asks for a page, not for a picture of one or for what a script wants to know.
fn is_page(parts: &Parts) -> bool {
    let accept = parts.headers.get(header::ACCEPT);
    let html = accept.is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    html && (parts.method == http::Method::GET || discreet::is_shown(parts))
}

/// Somebody who answers a request in a window at the desk. Only routes with the policy `Guichet` have one.
pub struct AtWindow {
    /// Their session of five minutes.
    pub session: Session,
    /// Texts and page; the page says what is left, and has the button that ends it.
    pub visit: Visit,
}

impl FromRequestParts<Shared> for AtWindow {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refused> {
        let session = handed::<Session>(parts);
        let session = session.ok_or(Refused(Problem::SignInAgain))?;
        let Ok(visit): Result<Visit, Infallible> = Visit::from_request_parts(parts, app).await;
        let mut visit = Signed::dress(&app.abri, &session, visit);
        visit.page = visit.page.at_window();
        Ok(Self { session, visit })
    }
}

/// A professional at work. Only routes with the policy `Professional` have one.
pub struct AtWork {
    /// Their session.
    pub session: Session,
    /// Where they work, and as what.
    pub working: Working,
    /// Texts and page, with their own menu.
    pub visit: Visit,
}

impl FromRequestParts<Shared> for AtWork {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refused> {
        let Signed { session, visit } = Signed::from_request_parts(parts, app).await?;
        let working = session.working.clone().ok_or(Refused(Problem::NotFound))?;
        let mut visit = visit;
        visit.page = visit.page.at_desk(working.member.role);
        Ok(Self {
            session,
            working,
            visit,
        })
    }
}

/// Somebody who begins with a helper, on the helper's screen. Only routes with the policy `Helped` have one.
pub struct Together {
    /// The person's session.
    pub session: Session,
    /// Texts and page, with the button that ends it.
    pub visit: Visit,
}

impl FromRequestParts<Shared> for Together {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refused> {
        let Signed { session, mut visit } = Signed::from_request_parts(parts, app).await?;
        visit.page = visit.page.together();
        Ok(Self { session, visit })
    }
}

/// Somebody who looks at what is shown to them. Only routes with the policy `Viewer` have one.
pub struct Viewing {
    /// What they may see.
    pub looking: Looking,
    /// Texts and page, with the button that closes.
    pub visit: Visit,
}

impl FromRequestParts<Shared> for Viewing {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refused> {
        let looking = handed::<Looking>(parts).ok_or(Refused(Problem::NotFound))?;
        let Ok(mut visit): Result<Visit, Infallible> = Visit::from_request_parts(parts, app).await;
        visit.page = visit.page.closing();
        Ok(Self { looking, visit })
    }
}

/// A computer that asked with a short code. Only routes with the policy `Asker` have one.
pub struct Asker {
    /// How far its request is.
    pub waiting: Waiting,
    /// Texts and page.
    pub visit: Visit,
}

impl FromRequestParts<Shared> for Asker {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refused> {
        let waiting = handed::<Waiting>(parts).ok_or(Refused(Problem::NotFound))?;
        let Ok(visit): Result<Visit, Infallible> = Visit::from_request_parts(parts, app).await;
        Ok(Self { waiting, visit })
    }
}

/// Somebody who may put papers in. Only routes with the policies `Depositor` and `Mediator` have one.
pub struct Depositing {
    /// What they may do.
    pub depositor: Depositor,
    /// Texts and page, with the button that ends it.
    pub visit: Visit,
}

impl Depositing {
    /// Where their pages stand.
    pub fn base(&self) -> &'static str {
        match self.depositor.at_work() {
            None => "/d",
            Some(_) => "/pro/deposer",
        }
    }
}

impl FromRequestParts<Shared> for Depositing {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refused> {
        let depositor = handed::<Depositor>(parts).ok_or(Refused(Problem::NotFound))?;
        let Ok(mut visit): Result<Visit, Infallible> = Visit::from_request_parts(parts, app).await;
        match depositor.at_work() {
            None => visit.page = visit.page.finishing(),
            Some(session) => {
                visit = Signed::dress(&app.abri, session, visit);
                visit.page = visit.page.at_desk(Role::Mediator).at(Place::Desk);
            }
        }
        Ok(Self { depositor, visit })
    }
}
