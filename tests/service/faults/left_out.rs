//! Every event of the journal has its act, or its reason here why it has none: an event that is added fails the test
//! until then.

/// Events that no act leaves, and why.
pub const LEFT_OUT: &[(&[&str], &str)] = &[
    (
        &[
            "structure_invited",
            "structure_verified",
            "structure_suspended",
            "structure_resumed",
            "codes_wanted",
            "codes_unwanted",
            "restored",
        ],
        "the operator's commands, which run in a process of their own",
    ),
    (
        &["seat_made"],
        "the first of a seat is named once for a whole structure: the demonstration has both",
    ),
    (
        &[
            "invitation_over",
            "share_late",
            "invitation_late",
            "appointment_closed",
            "unusual_work",
            "went_back",
            "damage_found",
            "mediation_stopped",
            "mediation_by_number",
        ],
        "written by a round of the service, or found out by it: or ten times a day at most: tests of the actions bring that about",
    ),
    (
        &[
            "tries_refused",
            "slot_erased",
            "share_refused",
            "share_stopped_by_tries",
            "share_declined",
            "request_refused",
            "copy_refused",
            "proof_refused",
        ],
        "a no: nothing is given by it, and it is written like the yes beside it",
    ),
];
