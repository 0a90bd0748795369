//! Two people, two readers and somebody who puts papers in at once, in seven browsers, until the power goes.

use std::cell::RefCell;
use std::future::Future;

use reqwest::{Method, Response};

use super::deposits;
use super::told::{Between, Opening, Paper, PaperStage, Share, ShareStage, Told};
use crate::people::{come_in, depositor, papers};
use crate::server::Person;

/// In every name, title and file of theirs: it must be found nowhere in clear.
pub const MARK: &str = "Quillardise";

/// The browsers, signed in before the first crash and never again.
pub struct Scene {
    /// A browser without cookies, to make others like it.
    pub anybody: Person,
    /// Two browsers of the first person put papers in and take some out.
    first: [Person; 2],
    /// A third one shows papers.
    shows: Person,
    /// The second person puts papers in too.
    second: Person,
    /// Somebody whom the first person has given a link to put papers in.
    pub depositor: Person,
    /// A paper of the first person that stays, and is shown.
    pub shown: (String, Vec<u8>),
}

impl Scene {
    /// Signs everybody in.
    pub async fn set(anybody: Person, said: &serde_json::Value) -> Self {
        let first = [
            come_in(&anybody, said, 0).await,
            come_in(&anybody, said, 0).await,
        ];
        let shown = a_pdf(&first[0]).await;
        Self {
            shows: come_in(&anybody, said, 0).await,
            second: come_in(&anybody, said, 1).await,
            depositor: depositor(&anybody, said).await.0,
            anybody,
            first,
            shown,
        }
    }

    /// The first person looks at their home page, which takes in what waits.
    pub const fn at_home(&self) -> &Person {
        &self.shows
    }

    /// Another PDF: the shown one with a comment of its own, short or long.
    pub fn another_pdf(&self, name: &str, long: bool) -> Vec<u8> {
        let pdf = &self.shown.1;
        let end = pdf.windows(9).rposition(|word| word == b"startxref");
        let filling = vec![b'.'; if long { 700_000 } else { 0 }];
        let comment = format!("\n% {name} ");
        [
            pdf,
            comment.as_bytes(),
            &filling,
            b"\n",
            &pdf[end.unwrap()..],
        ]
        .concat()
    }
}

/// One of the invented PDFs that can be shown: its id, and its bytes as its owner saves it.
async fn a_pdf(person: &Person) -> (String, Vec<u8>) {
    let home = person.get("/papiers").await.text().await.unwrap();
    for id in papers(person).await {
        // Somebody put it in, and the person has not said yet whether they keep it.
        if home.contains(&format!("/papiers/{id}/garder")) {
            continue;
        }
        let answer = person.get(&format!("/papiers/{id}/1/original")).await;
        let bytes = answer.bytes().await.unwrap();
        if bytes.starts_with(b"%PDF-") {
            return (id, bytes.to_vec());
        }
    }
    panic!("no PDF on the home page");
}

/// Everybody works until the power goes: each ends with the first request that is not answered.
pub async fn until(
    scene: &Scene,
    told: &RefCell<Told>,
    point: u64,
    power: impl Future<Output = ()>,
) {
    let begin = usize::try_from(point).unwrap();
    tokio::join!(
        power,
        keep_papers(scene, (0, &scene.first[0]), told, (begin, "a")),
        keep_papers(scene, (0, &scene.first[1]), told, (begin + 1, "b")),
        keep_papers(scene, (1, &scene.second), told, (begin + 2, "c")),
        give(scene, told, begin),
        open(scene, told, (begin, "d")),
        open(scene, told, (begin, "e")),
        deposits::work(scene, told, begin),
    );
}

/// Sends a form; nothing when the power went first.
pub async fn post(person: &Person, path: &str, fields: &[(&str, &str)]) -> Option<Response> {
    let asked = person.ask(Method::POST, path).form(fields);
    asked.send().await.ok()
}

/// Where an answer leads; a session that did not outlive the crash would lead to its beginning.
fn leads_to(answer: &Response) -> Option<String> {
    let to = answer.headers().get("location")?.to_str().unwrap();
    assert!(!to.starts_with("/entrer"), "the session is lost");
    Some(to.to_owned())
}

/// Puts papers in: one is named, the next one removed, one more named, the next one destroyed.
async fn keep_papers(
    scene: &Scene,
    (owner, person): (usize, &Person),
    told: &RefCell<Told>,
    (begin, browser): (usize, &str),
) -> Option<()> {
    for number in begin.. {
        let name = format!("{MARK} {begin}{browser}{number}");
        let bytes = scene.another_pdf(&name, number % 3 == 0);
        let file = reqwest::multipart::Part::bytes(bytes.clone()).file_name("fiche.pdf");
        let form = reqwest::multipart::Form::new().part("papier", file);
        let asked = person.ask(Method::POST, "/papiers/ajouter").multipart(form);
        // Too busy for now: tried again.
        let Some(to) = leads_to(&asked.send().await.ok()?) else {
            continue;
        };
        let id = to.split('/').nth(2).unwrap().to_owned();
        let at = |stage| format!("/papiers/{id}/{stage}");
        let place = {
            let mut told = told.borrow_mut();
            told.papers.push(Paper {
                owner,
                id: id.clone(),
                bytes,
                stage: Between::at(PaperStage::Kept),
                title: None,
                certificate: None,
            });
            told.papers.len() - 1
        };
        if number % 2 == 0 {
            let answer = post(person, &at("nom"), &[("name", &name)]).await?;
            if leads_to(&answer).is_some() {
                told.borrow_mut().papers[place].title = Some(name);
            }
            continue;
        }
        told.borrow_mut().papers[place]
            .stage
            .ask(PaperStage::Removed);
        let answer = post(person, &at("retirer"), &[]).await?;
        if leads_to(&answer).is_none() {
            continue;
        }
        told.borrow_mut().papers[place]
            .stage
            .answer(PaperStage::Removed);
        if number % 4 == 3 {
            told.borrow_mut().papers[place]
                .stage
                .ask(PaperStage::Destroyed);
            let answer = post(person, &at("detruire"), &[]).await?;
            if let Some(certificate) = leads_to(&answer) {
                let paper = &mut told.borrow_mut().papers[place];
                paper.stage.answer(PaperStage::Destroyed);
                paper.certificate = Some(certificate);
            }
        }
    }
    None
}

/// Shows a paper again and again, to be opened once or often; stops some of it, and one in four
/// while it is being given.
async fn give(scene: &Scene, told: &RefCell<Told>, begin: usize) -> Option<()> {
    let person = &scene.shows;
    for number in begin.. {
        let once = number % 2 == 0;
        let hasty = number % 4 == 3;
        let name = format!("{MARK} {begin}-{number}");
        let mut fields = vec![
            ("pourquoi", "rsa"),
            ("papier", &scene.shown.0),
            ("nom", &name),
            ("fin", "semaine"),
            ("mode", "copy"),
            ("fois", if once { "une" } else { "souvent" }),
            ("code", "non"),
            ("etape", "code"),
        ];
        let page = post(person, "/montrer", &fields).await?.text().await.ok()?;
        let (Some(id), Some(sentence)) = (hidden(&page, "numero"), hidden(&page, "phrase")) else {
            continue;
        };
        fields.extend([
            ("etape", "accord"),
            ("numero", &*id),
            ("phrase", &*sentence),
        ]);
        let stop = format!("/montrer/{id}/arreter");
        let answer = if hasty {
            tokio::join!(post(person, "/montrer", &fields), post(person, &stop, &[])).0?
        } else {
            post(person, "/montrer", &fields).await?
        };
        if leads_to(&answer).is_none() {
            continue;
        }
        let place = {
            let mut stage = Between::at(ShareStage::Open);
            if hasty {
                stage.ask(ShareStage::Stopped);
            }
            let mut told = told.borrow_mut();
            told.shares.push(Share {
                id: id.clone(),
                link: None,
                once,
                stage,
                opened_after: false,
            });
            told.shares.len() - 1
        };
        let asked = person.ask(Method::GET, &format!("/montrer/{id}"));
        let page = asked.send().await.ok()?.text().await.ok()?;
        told.borrow_mut().shares[place].link = link(&page);
        if number % 3 == 0 {
            told.borrow_mut().shares[place]
                .stage
                .ask(ShareStage::Stopped);
            let answer = post(person, &stop, &[]).await?;
            if leads_to(&answer).is_some() {
                told.borrow_mut().shares[place]
                    .stage
                    .answer(ShareStage::Stopped);
            }
        }
    }
    None
}

/// The value of a hidden field of a page.
fn hidden(page: &str, name: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\""))?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// The link on the page of a share.
pub fn link(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("/p#")?;
    Some(rest.split_once('<')?.0.to_owned())
}

/// Opens the newest shares, each time under another name, and takes a copy of what is shown. Two who
/// do so meet at shares that open once.
async fn open(scene: &Scene, told: &RefCell<Told>, (begin, browser): (usize, &str)) -> Option<()> {
    for turn in 0.. {
        let name = format!("{MARK} {begin}{browser}{turn}");
        let Some((place, link)) = next(&mut told.borrow_mut(), turn, &name) else {
            // Nothing is shown yet; looking at the page of links spends nothing.
            scene.anybody.ask(Method::GET, "/p").send().await.ok()?;
            continue;
        };
        let reader = scene.anybody.another();
        let answer = post(&reader, "/p/ouvrir", &[("lien", &link), ("nom", &name)]).await?;
        if answer.status() != 303 {
            continue;
        }
        let copy = reader.ask(Method::GET, "/p/papiers/0/original");
        {
            let mut told = told.borrow_mut();
            let opening = &mut told.openings[place];
            opening.reader = Some(reader);
            let share = opening.share;
            if told.shares[share].once {
                told.shares[share].stage.answer(ShareStage::Spent);
            }
        }
        let answer = copy.send().await.ok()?;
        if answer.status() == 200 {
            // Cut off by a stop or by the crash, it ends with an error.
            if let Ok(bytes) = answer.bytes().await {
                assert!(bytes[..] == scene.shown.1[..], "another copy");
                told.borrow_mut().openings[place].copied = true;
            }
        }
    }
    None
}

/// Notes that one of the newest three shares is going to be opened under this name.
fn next(told: &mut Told, turn: usize, name: &str) -> Option<(usize, String)> {
    let known = told.shares.iter_mut().enumerate().rev();
    let mut newest = known.filter(|(_, share)| share.link.is_some()).take(3);
    let (place, share) = newest.nth(turn % 3)?;
    if share.once {
        share.stage.ask(ShareStage::Spent);
    }
    let link = share.link.clone()?;
    told.openings.push(Opening {
        share: place,
        name: name.to_owned(),
        reader: None,
        copied: false,
    });
    Some((told.openings.len() - 1, link))
}
