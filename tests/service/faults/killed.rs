//! The process is killed at points spread over each act.

use crate::evidence::Claim;
use crate::setups::Setup;

use super::{ACTS, House, is_long};

const COMMAND: &str = "LONG_SUITES=1 cargo test --release --test service killed_in";
/// Points of each act when the suite is long; when it is quick, each act on SQLite has one.
const POINTS: u32 = 40;
/// Points far from each other follow one another: ten crashes running while somebody types their code would be ten tries, and
/// their card gone. Has no divisor in common with their number.
const STRIDE: u32 = 17;

#[tokio::test(flavor = "multi_thread")]
async fn killed_in_everything_that_writes_on_sqlite_and_disk() {
    killed(Setup::embedded(), if is_long() { POINTS } else { 1 }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_in_everything_that_writes_on_postgres_and_s3() {
    // The quick run has kills there already (`kills`).
    if is_long() {
        killed(Setup::networked().await, POINTS).await;
    }
}

async fn killed(setup: Setup, points: u32) {
    let claim = is_long().then(|| Claim::begin("kills", setup.name, COMMAND));
    let mut house = House::of(setup).await;
    let mut serving = house.serve().await;
    let (mut tried, mut cut) = (0_u32, 0_u32);
    for act in ACTS {
        let whole = house.calm(act).await;
        for turn in 0..points {
            if !house.may(act) {
                break;
            }
            let point = turn * STRIDE % points;
            // Also a little after its end: what was answered for last is what a crash loses first.
            let moment = whole.mul_f64((f64::from(point) + 0.5) / f64::from(points) * 1.1);
            eprintln!("{}: {act}, killed after {moment:?}", house.name);
            let power = async {
                tokio::time::sleep(moment).await;
                serving.kill();
            };
            let (ended, ()) = tokio::join!(house.troubled(act), power);
            serving = house.serve().await;
            house.holds().await;
            house.point(act);
            tried += 1;
            cut += u32::from(!ended);
        }
    }
    house.every_event_has_its_act();
    drop(serving);
    let open = house.ends(|| house.serve()).await;
    assert!(open > 0, "nobody came back into a new vault");
    eprintln!("{}: killed {tried} times, {cut} acts cut short", house.name);
    assert!(cut > tried / 3, "too late to cut anything short");
    if let Some(claim) = claim {
        claim.held(f64::from(tried));
    }
}
