//! Where nothing shows.

/// The same of an account that is closed, which nobody opens; anywhere else the seal does not hold, or its person reads that
/// the entry is damaged.
pub const CLOSED: &[&str] = &[
    "vaults.seal",
    "vaults.sealed_number",
    "vaults.sequence",
    "vaults.profile",
    "vaults (an older row)",
    "journal.payload",
    "journal.sealed",
];

/// Where a change is seen by nobody, and nobody may do anything else for it.
pub const UNSEEN: &[(&str, &str)] = &[
    (
        "slots.generation",
        "the way in of somebody who is elsewhere opens no more",
    ),
    ("vaults.closes_mac", "a MAC beside no moment says nothing"),
    (
        "documents.removed_mac",
        "beside no moment, or in the place of none, it says nothing; one that is taken away leaves the paper for the next visit",
    ),
    (
        "slots.parameters",
        "of a rescue code, which has none: nobody asks for them",
    ),
    ("slots.salt", "the same"),
    (
        "slots.pepper",
        "the same of a rescue code; where another way in names no pepper, each is tried",
    ),
    (
        "documents.generation",
        "an index: the paper is read, and cannot be changed",
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
        "certificates",
        "a row that does not open, is not found or is over counts as none: what it held is ordered anew",
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
        "outbox",
        "a message that says nothing, to an address that the person gave: sooner, once more or not at all, as whoever runs the service can send it anyway",
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
        "a note of work begun; it deletes nothing that is in use, and whatever it leaves over, a check names",
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
    ("consents.told", "the same"),
    ("consents.told_until", "the same"),
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
        "notices (doubled)",
        "an address beside a vault that is not there: nothing is due to it",
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
