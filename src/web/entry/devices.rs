//! The phones that this browser is: one cookie for each person who uses it, told apart by a picture.

use axum::http::HeaderMap;
use cookie::time::Duration;
use cookie::{Cookie, SameSite};

use crate::actions::ways_in;
use crate::crypto::secrets::Secret;
use crate::i18n::Texts;
use crate::web::cookies::{self, DEVICE};
use crate::web::picto::Picto;

/// The longest that browsers keep a cookie.
const DAYS: i64 = 400;

/// Pictures to choose from, with the key of their word.
pub const PICTURES: [(Picto, &str); 6] = [
    (Picto::Sun, "enter-picture-sun"),
    (Picto::Tree, "enter-picture-tree"),
    (Picto::Boat, "enter-picture-boat"),
    (Picto::Fish, "enter-picture-fish"),
    (Picto::Flower, "enter-picture-flower"),
    (Picto::Cup, "enter-picture-cup"),
];

/// What this browser holds for one person.
pub struct Device {
    /// The random part of the cookie's name.
    pub tag: String,
    /// The picture the person chose.
    pub picture: Picto,
    /// The key of its word.
    pub word: &'static str,
    /// Which one of those with the same picture, from 1.
    pub nth: usize,
    /// The 128 bits; worth nothing without the person's code.
    pub secret: Secret,
}

impl Device {
    /// The word of the picture; numbered where two people of one phone chose the same.
    pub fn name(&self, t: &Texts) -> String {
        let word = t.say(self.word);
        if self.nth == 1 {
            return word;
        }
        let name = t.with("enter-picture-again").arg("picture", word);
        name.arg("nth", self.nth).to_string()
    }
}

/// Every device cookie of the request, the oldest first, as browsers send them.
pub fn all(headers: &HeaderMap) -> Vec<Device> {
    let mut found: Vec<Device> = Vec::new();
    for cookie in cookies::all(headers) {
        if let Some(mut device) = read(cookie.name(), cookie.value()) {
            device.nth += found
                .iter()
                .filter(|other| other.picture == device.picture)
                .count();
            found.push(device);
        }
    }
    found
}

/// The device of that tag.
pub fn one(headers: &HeaderMap, tag: &str) -> Option<Device> {
    all(headers).into_iter().find(|device| device.tag == tag)
}

fn read(name: &str, value: &str) -> Option<Device> {
    let tag = name.strip_prefix(DEVICE)?;
    let (secret, picture) = value.split_once('.')?;
    let (picture, word) = picture_named(picture);
    Some(Device {
        tag: tag.to_owned(),
        picture,
        word,
        nth: 1,
        secret: cookies::read_secret(secret)?,
    })
}

/// The picture of that name; the first one for any other name.
pub fn picture_named(name: &str) -> (Picto, &'static str) {
    let found = PICTURES.iter().find(|(picture, _)| picture.key() == name);
    *found.unwrap_or(&PICTURES[0])
}

/// The cookie of a new device. It comes along when a link leads here, so `Lax`: the person finds
/// their phone known whatever brought them.
pub fn cookie(secret: &Secret, picture: &str) -> Cookie<'static> {
    let (picture, _) = picture_named(picture);
    let name = format!("{DEVICE}{}", ways_in::device_tag());
    let value = format!("{}.{}", cookies::write_secret(secret), picture.key());
    let mut cookie = cookies::make(name, value);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_max_age(Duration::days(DAYS));
    cookie
}

/// A device that opens nothing any more.
pub fn forget(tag: &str) -> Cookie<'static> {
    cookies::forget(format!("{DEVICE}{tag}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Lang, Zone};

    #[test]
    fn a_device_reads_back_from_its_cookie() {
        let cookie = cookie(&Secret::take(&mut [7; 16]), "boat");
        let device = read(cookie.name(), cookie.value()).unwrap();
        assert_eq!(device.picture, Picto::Boat);
        assert!(device.secret == Secret::take(&mut [7; 16]));
        let line = cookie.to_string();
        for part in [
            "HttpOnly",
            "SameSite=Lax",
            "Secure",
            "Path=/;",
            "Max-Age=34560000",
        ] {
            assert!(line.contains(part), "{line}");
        }
    }

    #[test]
    fn two_people_with_the_same_picture_are_told_apart() {
        let pictures = ["boat", "sun", "boat"];
        let line: Vec<_> = pictures
            .iter()
            .map(|picture| {
                let cookie = cookie(&Secret::take(&mut [7; 16]), picture);
                format!("{}={}", cookie.name(), cookie.value())
            })
            .collect();
        let mut headers = HeaderMap::new();
        headers.insert("cookie", line.join("; ").parse().unwrap());
        let t = Texts::new(Lang::Fr, Zone::named("Europe/Paris").unwrap());
        let names: Vec<_> = all(&headers).iter().map(|device| device.name(&t)).collect();
        assert_eq!(names, ["Bateau", "Soleil", "Bateau 2"]);
    }

    #[test]
    fn attack_what_is_no_device_is_not_read() {
        assert!(read("__Host-tel-1", "zz.boat").is_none());
        assert!(read("__Host-abri", &"0".repeat(32)).is_none());
    }
}
