//! A service starts by a clock that is far ahead or behind, and again by one that is right: nothing that was stopped is revived, and
//! nothing that had not ended is erased.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kills::{Serving, log_in};
use crate::not_run::not_run;
use crate::people::{come_in, papers};
use crate::server::Person;
use crate::setups::Setup;

use super::flow::Flow;
use super::{House, acts};

/// How far the clock is off: a share of a week ends within the longest one ahead, by that clock alone. No further than
/// the certificate is good for: these browsers have the right time.
const JUMPS: [&str; 6] = ["+10m", "+5h", "+30d", "-10m", "-5h", "-30d"];

/// What stands between a program and the clock of its machine.
pub fn library() -> Option<PathBuf> {
    let of = |machine: fs::DirEntry| machine.path().join("faketime/libfaketime.so.1");
    let machines = fs::read_dir("/usr/lib").ok()?.filter_map(Result::ok);
    machines.map(of).find(|file| file.exists())
}

fn serve(folder: &Path, port: u16, library: &Path, jump: &str) -> Serving {
    let child = Command::new(env!("CARGO_BIN_EXE_abri"))
        .args(["serve", "--config"])
        .arg(folder.join("demo.toml"))
        .env("LD_PRELOAD", library)
        .env("FAKETIME", jump)
        // Time that passes goes on passing; what o'clock it is has changed.
        .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        .stderr(log_in(folder))
        .spawn()
        .unwrap();
    Serving(child).listening(port)
}

pub async fn opens(anybody: &Person, link: &str) -> bool {
    let fields = [("lien", link), ("nom", "Vérification")];
    let answer = anybody.another().form("/p/ouvrir", &fields).await;
    assert!(
        matches!(answer.status().as_u16(), 303 | 404),
        "{}",
        answer.status()
    );
    answer.status() == 303
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_revives_nothing_and_erases_nothing() {
    let Some(library) = library() else {
        not_run(
            "a_clock_that_jumps_revives_nothing_and_erases_nothing",
            "no libfaketime here",
        );
        return;
    };
    let mut house = House::of(Setup::embedded()).await;
    let serving = house.serve().await;
    house.calm("papers").await;
    let flow = Flow::new(&house.people, &house.told, 1_000, true);
    let (_, live) = acts::given(&flow).await.unwrap();
    let (path, stopped) = acts::given(&flow).await.unwrap();
    let stop = format!("{path}/arreter");
    let end = flow.form(&house.people.owner, &stop, &[], &["share_stopped"]);
    end.await.unwrap();
    let (anybody, said) = (house.people.anybody.another(), house.people.said.clone());
    let anybody = &anybody;
    let kept = papers(&house.people.owner).await;
    drop(serving);
    for jump in JUMPS {
        let serving = serve(house.stores.folder.path(), house.port, &library, jump);
        house.answers().await;
        assert!(
            !opens(anybody, &stopped).await,
            "{jump} revives what was stopped"
        );
        let shown = opens(anybody, &live).await;
        // Somebody comes in, and what they keep meanwhile is kept.
        let person = come_in(anybody, &said, 0).await;
        assert_eq!(papers(&person).await, kept, "{jump}");
        let home = house.people.owner.get("/papiers").await.status();
        eprintln!("{jump}: the share opens: {shown}, the session gives {home}");
        drop((flow_in(&house, &person).await, serving));

        let serving = house.serve().await;
        assert!(
            !opens(anybody, &stopped).await,
            "{jump} revived what was stopped"
        );
        assert!(
            opens(anybody, &live).await,
            "{jump} erased what had not ended"
        );
        // A session that was over by the wrong clock stays so.
        house.people.owner = come_in(anybody, &said, 0).await;
        house.holds().await;
        drop(serving);
    }
}

/// A paper is named anew while the clock is wrong.
async fn flow_in(house: &House, person: &Person) -> Option<String> {
    let flow = Flow::new(&house.people, &house.told, 1_001, true);
    let path = format!("/papiers/{}/nom", house.people.shown());
    let name = flow.name();
    flow.form(person, &path, &[("name", &name)], &["paper_refiled"])
        .await
}
