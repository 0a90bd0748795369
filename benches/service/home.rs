//! Pages whose cost must not grow: the home page with 200 papers (P6), and a paper that was shown to many (P12).

use std::time::Duration;

use reqwest::Client;

use crate::abri::Abri;
use crate::evidence::Claim;
use crate::load::Load;
use crate::papers::{self, Sizes};
use crate::{COMMAND, ROUNDS, SETUP, compared_with, median, ratio};

const PAPERS: u32 = 200;
const SHOWN: usize = 20;

/// Processor time of one home page with 200 papers, median of several turns.
pub async fn page(abri: &Abri) {
    const COUNT: u32 = 100;
    let client = abri.somebody_else();
    let place = abri.url("/papiers/ajouter");
    let put = Load::put_in(client.clone(), place, papers::pdf(Sizes::Small));
    put.run(PAPERS).await;
    let listed = listed(abri, &client).await;
    assert!(listed >= PAPERS as usize, "{listed} papers on the page");
    let look = Load::page(client, abri.url("/papiers"));
    let mut times = Vec::new();
    for _ in 0..=ROUNDS {
        times.push(abri.cpu().during(look.run(COUNT)).await / COUNT);
    }
    let time = median(&mut times[1..]);
    eprintln!("home page with {listed} papers: {time:?} of the processor");
    Claim::begin("P6", SETUP, COMMAND).held(time.as_secs_f64() * 1000.0);
}

async fn listed(abri: &Abri, client: &Client) -> usize {
    let page = client.get(abri.url("/papiers")).send().await.unwrap();
    let page = page.text().await.unwrap();
    page.matches("class=\"paper\" href=\"/papiers/").count()
}

/// Processor time of reading a paper shown once, and one shown twenty times, in turns.
pub async fn shown(abri: &Abri) {
    let (count, bytes) = (Sizes::Small.downloads(), Sizes::Small.bytes());
    let paper = || papers::another(&papers::pdf(Sizes::Small));
    let url = abri.url("/p/papiers/0/original");
    let (mut ratios, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let once = abri.reader_of(&paper(), 1).await;
        let often = abri.reader_of(&paper(), SHOWN).await;
        let once = Load::get(once, url.clone(), bytes);
        let often = Load::get(often, url.clone(), bytes);
        let many: Duration = abri.cpu().during(often.run(count)).await / count;
        let single = abri.cpu().during(once.run(count)).await / count;
        if round > 0 {
            ratios.push(ratio(many, single));
            ours.push(many);
            theirs.push(single);
        }
    }
    let what = format!("reading a paper shown {SHOWN} times");
    let all = (&mut ratios[..], &mut ours[..], &mut theirs[..]);
    compared_with("P12", SETUP, &what, "shown once", all);
}
