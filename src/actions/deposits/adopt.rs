//! An open vault adopts what was put in while it was closed.

use crate::actions::open::Open;
use crate::actions::{Abri, Outcome};

/// Takes what waits into the vault; how many papers. Costs one query when nothing waits.
pub async fn adopt(abri: &Abri, open: &Open) -> Outcome<usize> {
    todo!()
}
