//! The computers of professionals: one cookie for each account that this browser holds a secret of. No
//! name is in it: several accounts are told apart by the day they were added.

use axum::http::HeaderMap;
use cookie::time::Duration;
use cookie::{Cookie, SameSite};

use crate::actions::ways_in;
use crate::crypto::secrets::Secret;
use crate::domain::time::{Day, Moment};
use crate::web::cookies::{self, DESK};

/// The longest that browsers keep a cookie.
const DAYS: i64 = 400;

/// What this browser holds of one account.
pub struct Desk {
    /// The random part of the cookie's name.
    pub tag: String,
    /// The day it was added.
    pub added: Day,
    /// The 128 bits; worth nothing without the words.
    pub secret: Secret,
}

/// Every account of this browser, the oldest first, as browsers send them.
pub fn all(headers: &HeaderMap) -> Vec<Desk> {
    cookies::all(headers)
        .filter_map(|cookie| read(cookie.name(), cookie.value()))
        .collect()
}

/// The account of that tag; the only one where none is named.
pub fn one(headers: &HeaderMap, tag: &str) -> Option<Desk> {
    let mut all = all(headers);
    if tag.is_empty() && all.len() == 1 {
        return all.pop();
    }
    all.into_iter().find(|desk| desk.tag == tag)
}

fn read(name: &str, value: &str) -> Option<Desk> {
    let tag = name.strip_prefix(DESK)?;
    let (secret, day) = value.split_once('.')?;
    Some(Desk {
        tag: tag.to_owned(),
        added: Day::from_number(day.parse().ok()?),
        secret: cookies::read_secret(secret)?,
    })
}

/// The cookie of a computer that was just added.
pub fn cookie(secret: &Secret, now: Moment) -> Cookie<'static> {
    let name = format!("{DESK}{}", ways_in::device_tag());
    let day = now.day().number();
    let value = format!("{}.{day}", cookies::write_secret(secret));
    let mut cookie = cookies::make(name, value);
    // It comes along when a link leads here.
    cookie.set_same_site(SameSite::Lax);
    cookie.set_max_age(Duration::days(DAYS));
    cookie
}

/// A computer that opens nothing any more.
pub fn forget(tag: &str) -> Cookie<'static> {
    cookies::forget(format!("{DESK}{tag}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_reads_back_from_its_cookie() {
        let now = Moment::from_millis(1_795_527_000_000);
        let cookie = cookie(&Secret::take(&mut [7; 16]), now);
        let desk = read(cookie.name(), cookie.value()).unwrap();
        assert_eq!(desk.added, now.day());
        assert!(desk.secret == Secret::take(&mut [7; 16]));
        let line = cookie.to_string();
        for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/;"] {
            assert!(line.contains(part), "{line}");
        }
    }

    #[test]
    fn attack_what_is_no_desk_is_not_read() {
        let zeros = "0".repeat(32);
        assert!(read("__Host-bureau-1", "zz.20000").is_none());
        assert!(read("__Host-bureau-1", &format!("{zeros}.boat")).is_none());
        assert!(read("__Host-tel-1", &format!("{zeros}.20000")).is_none());
    }
}
