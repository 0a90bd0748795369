//! Checklists: which papers a procedure wants, which of them lie in a vault, and what is wrong with the rest.
//!
//! A paper is never good or bad in itself: the same bill is old enough for one procedure and too old for
//! another. Everything here is a hint for people, and never refuses anything.

mod keys;
mod lines;
mod procedure;
mod reminders;
mod series;
mod validity;

pub use keys::{Law, Note, Question, Where, Wish};
pub use lines::{Chosen, Line, Lines, checklist};
pub use procedure::{Alternative, Answers, Confidence, Need, Noted, Procedure};
pub use reminders::{Permit, Reminder, Why, reminders};
pub use validity::{End, Held, Keep, Remind, Rules, State, Validity, Window};
