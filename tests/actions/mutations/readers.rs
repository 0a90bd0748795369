//! What whoever was shown papers sees.

use abri::actions::{read_shown, reading, short_code};

use super::sees::Seen;
use super::text::{json, said, shown};
use super::world::World;

impl World {
    pub async fn readers(&self, seen: &mut Seen) {
        let abri = &self.service.abri;
        let mut note = |what: &str, outcome| seen.insert(format!("reader {what}"), outcome);
        let cookie = self.looking.cookie().unwrap().duplicate();
        let again = read_shown::resume(abri, cookie).await;
        if let Ok(looking) = &again {
            for paper in &looking.papers {
                let read = async {
                    let permit = read_shown::look(abri, looking, paper).await?;
                    let facts = &paper.grant.facts;
                    for picture in &facts.pages {
                        let (key, file) = (&paper.grant.pictures_key, &facts.pictures_file);
                        reading::reads_back(abri, &permit, key, file, picture).await?;
                    }
                    Ok(())
                };
                note(
                    &format!("looks at {}", paper.position),
                    said(read.await, |()| String::new()),
                );
            }
        }
        note("viewing", said(again, |looking| shown(&looking)));
        let opened = read_shown::open(abri, &self.link).await;
        note("opens", said(opened, |looking| shown(&looking)));
        let (secret, id) = &self.accepted;
        let answer = async {
            let waiting = short_code::resume(abri, secret.duplicate(), id).await?;
            short_code::take(abri, &waiting).await
        };
        note("is answered", said(answer.await, |looking| shown(&looking)));
        let asking = short_code::pending(abri, &self.mariam.open).await;
        note(
            "asks",
            said(asking, |asking| {
                let one = |asking: &short_code::Asking| {
                    format!("{} {}", asking.consent, json(&asking.reader))
                };
                asking.iter().map(one).collect::<Vec<_>>().join("; ")
            }),
        );
    }
}
