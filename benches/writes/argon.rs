//! Argon2 with its memory kept and wiped, against one that asks for fresh memory each time: processor time.

use abri::crypto::argon::{Argon, Parameters, Queue};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::evidence::Claim;
use crate::process::Cpu;

const ROUNDS: usize = 5;
/// Derivations of one turn: the kernel counts in steps of ten milliseconds.
const TURN: u32 = 6;

/// Each turn in both ways.
pub async fn compare() {
    let argon = Argon::new(1, 1);
    let own = Cpu(vec![i32::try_from(std::process::id()).unwrap()]);
    let mut ratios = Vec::new();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let kept = async {
            for _ in 0..TURN {
                let key = argon.derive(Queue::Known, b"six words", &[7; 16], Parameters::PHRASE);
                drop(key.await.unwrap());
            }
        };
        let one = own.during(kept).await / TURN;
        let fresh = async {
            for _ in 0..TURN {
                tokio::task::spawn_blocking(fresh).await.unwrap();
            }
        };
        let other = own.during(fresh).await / TURN;
        if round > 0 {
            ratios.push(one.as_secs_f64() / other.as_secs_f64());
            ours.push(one);
            theirs.push(other);
        }
    }
    ratios.sort_by(f64::total_cmp);
    ours.sort();
    theirs.sort();
    let (figure, middle) = (ratios[ROUNDS / 2], ROUNDS / 2);
    eprintln!(
        "Argon2: {:?} with its memory kept, {:?} with fresh memory: {figure:.2}",
        ours[middle], theirs[middle]
    );
    Claim::begin("P7-argon", "phrase", super::COMMAND).held(figure);
}

fn fresh() {
    let params = Params::new(64 * 1024, 3, 4, Some(32)).unwrap();
    let mut out = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(b"six words", &[7; 16], &mut out)
        .unwrap();
}
