-- A mediator puts papers in for somebody who is with them. Kept until it ends, an hour at most; one for each of
-- their sessions.
CREATE TABLE mediations (
    -- Hash of the secret of the mediator's session: who it is does not stand here.
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- The vault into which papers are put.
    vault_id BYTEA NOT NULL CHECK (length(vault_id) = 16),
    -- Generation of the vault.
    generation BIGINT NOT NULL CHECK (generation >= 0),
    -- Its name beside the papers that come by it: the invitation's id, or a drawn one.
    right_id BYTEA NOT NULL CHECK (length(right_id) = 16),
    -- Envelope under the session's secret and the key of the day: the secret behind the code, if there was one.
    key BYTEA NOT NULL,
    -- Sealed to the inbox: who the mediator is, for the person's page.
    who BYTEA NOT NULL,
    -- Papers that came.
    arrived BIGINT NOT NULL CHECK (arrived BETWEEN 0 AND 50),
    -- When it began.
    begun_at BIGINT NOT NULL,
    -- End in any case.
    until BIGINT NOT NULL
);

CREATE INDEX mediations_of_vault ON mediations (vault_id);
