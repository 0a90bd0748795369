//! Where something shows.

/// Where somebody sees something else, and is not told so.
pub const SEEN: &[(&str, &str)] = &[
    ("notices.paused", "her own page says whether any is sent"),
    (
        "notices.language",
        "the same words in another language, and in French where there is no such",
    ),
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
    (
        "guardians.called",
        "of one who has the key already: nobody reads it any more",
    ),
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
    ("sessions (a row that was deleted)", "the same"),
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
        "consents.lookup",
        "the place of another share's counter: the same, since a share that was stopped has nothing left to open",
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
    (
        "member_names (a row that was deleted)",
        "the name of a colleague who left, sealed to a manager who knew it: who works there is in another table",
    ),
];
