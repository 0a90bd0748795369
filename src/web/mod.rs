//! Pages: server-rendered HTML that works without script. Translates; decides nothing.
//!
//! [`app::routes`] is the one table of routes, [`gate`] holds their policies, [`finish`] turns a
//! problem into a page and puts the headers on every answer.

pub mod account;
pub mod agreements;
mod answering;
pub mod app;
mod appointment;
pub mod assets;
mod attachment;
mod carried;
mod civil;
pub mod clock;
pub mod cookies;
pub mod damaged;
pub mod depositor;
pub mod deposits;
mod discreet;
pub mod entry;
pub mod finish;
pub mod gate;
pub mod guard;
mod guichet;
mod handler;
pub mod headers;
pub mod journal;
pub mod kinds;
pub mod leave;
pub mod page;
pub mod papers;
mod parts;
mod percent;
pub mod picto;
pub mod pro;
pub mod problem;
pub mod procedures;
pub mod purposes;
pub mod qr;
pub mod reader;
pub mod renew;
pub mod routes;
pub mod show;
pub mod together;
pub mod turned_away;
pub mod uploads;
mod veto;
mod viewer;
pub mod visit;
pub mod welcome;

pub use app::{App, Shared, Site, router};
pub use clock::Ring;
pub use finish::{Answer, Refused};
pub use gate::Signed;
pub use page::{Help, Leave, Page, Place, html, html_with};
pub use picto::Picto;
pub use visit::{Source, Visit};
