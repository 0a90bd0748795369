//! What may be changed without being refused or told, with the reason for each.
//!
//! A place is a column (`table.column`), rows of a table (`table (how)`) or a folder of objects (`folder/ (how)`);
//! `table` or `folder` alone stands for all of it.

use super::change::Change;

/// Where a change is seen by nobody, and nobody may do anything else for it.
const UNSEEN: &[(&str, &str)] = &[
    (
        "slots.generation",
        "the way in of somebody who is elsewhere opens no more",
    ),
    (
        "vaults.sealed_number",
        "of a closed account, which nobody opens: elsewhere the seal does not hold",
    ),
    ("vaults.sequence", "of a closed account, as before"),
    ("vaults.closes_mac", "a MAC beside no moment says nothing"),
    (
        "slots.parameters",
        "of a rescue code, which has none: nobody asks for them",
    ),
    ("slots.salt", "the same"),
    (
        "documents.generation",
        "an index: the paper is read, and cannot be changed",
    ),
    (
        "journal.payload",
        "of a closed account, which nobody opens: elsewhere its person reads that the entry is damaged",
    ),
    (
        "journal (doubled)",
        "a line of a vault that is not there: no list has it",
    ),
    (
        "journal (an older row)",
        "the same words, sealed as they were while the vault was locked",
    ),
    ("guardians (doubled)", "a seat of nobody who works there"),
    ("guardians.named_at", "who came first in a manager's list"),
    (
        "slots.secret",
        "what is kept of a computer or card for a changed code: the code cannot be changed, and the way in opens",
    ),
    // What passes. A row of somebody who is elsewhere, or a moment that is not reached yet.
    (
        "appointments",
        "what is over keeps what only its professional prints; a column of a state it is not in is not read",
    ),
    (
        "deposit_codes",
        "its invitation is asked again when it is used, and its end is inside its envelope's key",
    ),
    (
        "grants",
        "the end of a grant is inside it; the column is an index, the narrower wins",
    ),
    (
        "leases",
        "two processes do one job at once, which every job stands",
    ),
    (
        "mediations",
        "it needs the mediator's own session, and the person's leave is asked again at each paper",
    ),
    (
        "pairings",
        "the longer life of a phone beside the computer ends with the day's key at the latest",
    ),
    (
        "refusals",
        "wrong words of one hour are told to nobody, or as another number",
    ),
    (
        "requests",
        "a short code that nobody typed yet, or an answer that is none: it opens nothing without the person's yes",
    ),
    (
        "sessions",
        "one of somebody who is elsewhere; a longer one ends with the key of its day, and needs its cookie",
    ),
    (
        "throttle",
        "a counter begins anew, once; the tables are trusted with it",
    ),
    (
        "uploads",
        "one that nobody goes on with; whoever may is sealed in its key",
    ),
    ("upload_parts", "the same"),
    (
        "viewings",
        "one of somebody who is elsewhere; it opens nothing without its cookie and its grant",
    ),
    // What lasts.
    (
        "destroyed",
        "a mark alone: whatever it kept out is not there, or is refused by the seal",
    ),
    (
        "intents",
        "a note of work begun; whatever it leaves over, a check names",
    ),
    (
        "marks",
        "numbers that spare work or say a thing once: done or said once more, or later",
    ),
    (
        "tries_told",
        "wrong tries are told once more, or not again, as a number",
    ),
    (
        "work_alarms",
        "an alarm is told once more, or to nobody: a number of one day",
    ),
    (
        "vaults.logged_number",
        "what is logged is logged once more, or at the next change",
    ),
    (
        "vaults.notice_by",
        "how the notice was read; shown to nobody yet",
    ),
    ("vaults.notice_given", "the same"),
    ("vaults.notice_language", "the same"),
    (
        "vaults.notice_version",
        "another one: the notice is shown once more",
    ),
    (
        "code_apps.last_step",
        "a code of the last half minutes is taken once more, and only beside the words and the computer",
    ),
    ("code_apps.made_at", "a moment that is told as it stands"),
    (
        "code_apps.generation",
        "the application is added anew, beside the words and the computer",
    ),
    (
        "consents.generation",
        "an index: the receipt's own place is in its envelope, under the seal",
    ),
    (
        "consents.mode",
        "an index: what may be kept is inside the grants",
    ),
    (
        "consents.wrong_codes",
        "a counter; the tables are trusted with it",
    ),
    ("consents.openings_left", "the same"),
    ("consents.link", "a share that is over shows no link again"),
    ("deposit_numbers.drawn_at", "a moment that nobody is told"),
    (
        "deposits",
        "what was taken in is a paper, sealed anew; its row is for its depositor's receipt alone",
    ),
    (
        "help_cases",
        "a case needs its second yes all the same, from another manager",
    ),
    ("invitations", "one that is over: what opened it is erased"),
    (
        "person_invitations",
        "the MAC covers what counts; a moment that nobody is told",
    ),
    (
        "member_names",
        "a name that nobody looks for, or twice the same",
    ),
    (
        "code_apps (doubled)",
        "an application for an account that has none: it admits nothing without words and computer",
    ),
    ("people.joined_at", "a moment that is told as it stands"),
    (
        "people.deactivated_at",
        "an account is closed without its ways in: they are erased",
    ),
    (
        "structures",
        "its name and state are the operator's to write",
    ),
    (
        "checkpoints/heads",
        "the log has the same; alone it would say so at a visit, and the check reads the log",
    ),
    (
        "tombstones",
        "it speaks at a restore: whoever takes it away needs the old backup and its secrets as well",
    ),
    (
        "d",
        "an object that was deleted lies there again: its key is gone, and the check names it after an hour",
    ),
    ("p", "the same"),
];

/// Where somebody sees something else, and is not told so.
const SEEN: &[(&str, &str)] = &[
    ("notices.paused", "her own page says whether any is sent"),
    ("people.structure_id", "as of a row that is deleted"),
    ("people.vault_id", "as of a row that is deleted"),
    (
        "people.deactivated_at",
        "an account that a manager's list calls closed; it comes in no more, as if its ways in were erased",
    ),
    (
        "people (doubled)",
        "somebody in a manager's list who has no vault: nobody comes in as them",
    ),
    (
        "person_invitations.until",
        "a moment in a list; whoever joins is refused by the MAC",
    ),
    (
        "person_invitations.role",
        "a role in a list; whoever joins is refused by the MAC",
    ),
    (
        "invitations.withdrawn_at",
        "a stop undone, for whoever kept the link, until the end under the seal; or a moment in a list",
    ),
    (
        "deposit_numbers (an older row)",
        "a number that was changed lets mediators in again, until the person's next visit, whose seal refuses; each paper waits for a yes",
    ),
    (
        "guardians.structure_id",
        "who sits where, in a list: whoever has no key of the seat confirms nothing",
    ),
    ("guardians.person", "the same"),
    ("guardians.seat", "the same"),
    ("guardians.key", "the same"),
    ("guardians.called", "how a newcomer is called, in a list"),
    ("guardians (reordered)", "as of their columns"),
    (
        "recoveries.ready_at",
        "the person's alarm says what stands there; the case itself is refused by its MAC",
    ),
    ("recoveries.vault_id", "the same"),
    ("recoveries.id", "the same"),
    ("recoveries.until", "the same"),
    ("recoveries.manner", "the same"),
    ("recoveries.told", "the same"),
    ("recoveries (reordered)", "the same"),
    (
        "recoveries (a row that was deleted)",
        "a slip and an alarm show the case again; whatever it would open asks for its tombstone, and is refused",
    ),
    (
        "person_invitations (a row that was deleted)",
        "whoever has the secret of an invitation that was taken back joins with it, until its end under the MAC; its managers are told",
    ),
    (
        "grants (doubled)",
        "a row in a place that is not its envelope's opens nothing; a list counts it",
    ),
    (
        "sessions.until",
        "needs its cookie, and ends with the key of its day",
    ),
    ("sessions.idle_until", "the same"),
    (
        "sessions.place",
        "how long a session may idle, at most until the key of its day ends",
    ),
    (
        "appointments.asked_at",
        "a moment in a list, and nothing opens for it",
    ),
    (
        "appointments.opened_at",
        "a moment in a list, and nothing opens for it",
    ),
    (
        "appointments.until",
        "an index: the end is inside the grants; a request that waits longer needs the person's yes",
    ),
    (
        "appointments.copy_state",
        "what a list says of it; a copy needs the person's yes",
    ),
    (
        "invitations.papers_left",
        "a counter; the tables are trusted with it",
    ),
    (
        "invitations.undos_left",
        "a counter; the tables are trusted with it",
    ),
    (
        "invitations.given_at",
        "a moment in a list, and nothing opens for it",
    ),
    (
        "mediations.arrived",
        "a counter; the tables are trusted with it",
    ),
    (
        "mediations.begun_at",
        "a moment in a list, and nothing opens for it",
    ),
    (
        "mediations.until",
        "needs the mediator's own session; the person sees it and stops it",
    ),
    (
        "pairings.arrived",
        "a counter; the tables are trusted with it",
    ),
    ("pairings.until", "ends with the key of its day"),
    (
        "people.joined_at",
        "a moment in a list, and nothing opens for it",
    ),
    (
        "help_cases.until",
        "a case needs its second yes all the same, from another manager",
    ),
    (
        "help_cases.opened_at",
        "a moment in a list, and nothing opens for it",
    ),
    (
        "vaults.opened_at",
        "a moment in a list, and nothing opens for it",
    ),
    (
        "vaults.notice_at",
        "a moment in a list, and nothing opens for it",
    ),
    (
        "vaults.bytes_used",
        "a counter; the tables are trusted with it",
    ),
    (
        "vaults.closes_at",
        "a wish to close, told by each page; whoever writes to the tables can erase the rows anyway",
    ),
    (
        "person_invitations.made_at",
        "a moment in a list, and nothing opens for it",
    ),
    (
        "person_invitations.used_at",
        "an invitation is used once more, by whoever has its secret, until its end under the MAC",
    ),
    (
        "deposits.deposited_at",
        "a moment in a list, and nothing opens for it",
    ),
    (
        "people (deleted)",
        "a professional's open session has no work any more; the seal refuses each change of it and the next sign-in",
    ),
    (
        "appointments (an older row)",
        "what a list says of it; nothing opens for it, what opens is gone",
    ),
    (
        "appointments.state",
        "what a list says of it; nothing opens for it, what opens is gone",
    ),
    (
        "vaults.visited_at",
        "when the last visit was, beside the journal that has it too",
    ),
    (
        "slots.used_at",
        "when a way in was used, beside the journal that has it too",
    ),
    ("slots.created_at", "the same"),
    (
        "slots.confirmed_at",
        "the advice to note a code comes once more, or not again",
    ),
    (
        "slots.failures",
        "a counter; the tables are trusted with it",
    ),
    (
        "documents.added_at",
        "a moment in a list; the record under the seal has it too",
    ),
    (
        "consents.given_at",
        "a moment in a list; the receipt under the seal has it too",
    ),
    (
        "consents.openings_left",
        "a counter: one opening more or less, until the end inside the grant; the tables are trusted with it",
    ),
    (
        "consents.withdrawn_at",
        "a stop undone opens nothing: what opened it is gone",
    ),
    ("consents (an older row)", "the same, and the same counter"),
    (
        "invitations (an older row)",
        "a stop undone, for whoever kept the link, until the end under the seal",
    ),
    (
        "work_counts",
        "numbers of one day; the tables are trusted with them",
    ),
    (
        "structures",
        "its name and state are the operator's to write",
    ),
];

/// Of those, where something opens again that was over.
const REOPENS: &[&str] = &[
    "person_invitations (a row that was deleted)",
    "person_invitations.used_at",
    "invitations.withdrawn_at",
    "invitations (an older row)",
    "consents.openings_left",
    "consents (an older row)",
    "deposit_numbers (an older row)",
];

/// Whether a change may open again what was over, with its reason among [`SEEN`].
pub fn reopens(change: &Change) -> bool {
    REOPENS.contains(&change.column().as_str())
}

/// Why a change that nobody sees needs no telling; `None` where it does.
pub fn unseen(change: &Change) -> Option<&'static str> {
    find(UNSEEN, change).or_else(|| find(SEEN, change))
}

/// Why one that somebody sees needs none.
pub fn seen(change: &Change) -> Option<&'static str> {
    find(SEEN, change)
}

fn find(list: &[(&str, &'static str)], change: &Change) -> Option<&'static str> {
    let place = change.column();
    let whole = place
        .split(['.', ' '])
        .next()
        .unwrap()
        .trim_end_matches('/');
    let known = |one: &str| one == place || one == whole;
    list.iter().find(|(one, _)| known(one)).map(|(_, why)| *why)
}
