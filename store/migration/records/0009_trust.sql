-- why: who did what is chained, so that nobody can change it unnoticed, and its values can be erased; consent is a
-- ledger with evidence; what people ask about their data has its time; who was erased stays so.
CREATE TABLE audit_value (
	act     {{id}},
	salt    {{bytes}}, -- NULL: from before the chain, until the next start
	before  {{text}}, -- JSON; NULL: there was nothing
	after   {{text}}, -- JSON; NULL: nothing is left
	reason  {{text}} NOT NULL,
	address {{text}} NOT NULL,
	device  {{text}} NOT NULL
);
INSERT INTO audit_value (act, before, after, reason, address, device)
SELECT id, before, after, reason, '', '' FROM audit;
ALTER TABLE audit DROP COLUMN before;
ALTER TABLE audit DROP COLUMN after;
ALTER TABLE audit DROP COLUMN reason;
ALTER TABLE audit ADD COLUMN origin {{text}} NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN action BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN erased BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN commitment {{bytes}};
ALTER TABLE audit ADD COLUMN changes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN hash {{bytes}}; -- NULL: not in the chain yet
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_actor ON audit (actor, id);
CREATE INDEX audit_verb ON audit (verb, id);
CREATE INDEX audit_target ON audit (target, id);
CREATE INDEX audit_action ON audit (action, id);

CREATE TABLE audit_head (
	one  {{id}} CHECK (one = 1),
	act  BIGINT NOT NULL,
	hash {{bytes}} NOT NULL
);

CREATE TABLE consent (
	id       {{serial}},
	person   BIGINT NOT NULL, -- on whom it was written down; whose it is after merges, profile says
	channel  {{text}} NOT NULL,
	purpose  {{text}} NOT NULL,
	state    {{text}} NOT NULL CHECK (state IN ('pending', 'given', 'withdrawn')),
	at       BIGINT NOT NULL,
	how      {{text}} NOT NULL,
	evidence {{text}} NOT NULL, -- JSON
	over     {{text}} NOT NULL, -- JSON: withdrawals it takes the place of
	act      BIGINT NOT NULL
);
CREATE INDEX consent_person ON consent (person, id);

-- What holds now, reckoned from the ledger.
CREATE TABLE consent_state (
	person  BIGINT NOT NULL,
	channel {{text}} NOT NULL,
	purpose {{text}} NOT NULL,
	state   {{text}} NOT NULL,
	at      BIGINT NOT NULL,
	PRIMARY KEY (person, channel, purpose)
);
CREATE INDEX consent_state_of ON consent_state (channel, purpose, state, person);

-- What people ask about their data.
CREATE TABLE request (
	id              {{serial}},
	kind            {{text}} NOT NULL,
	state           {{text}} NOT NULL CHECK (state IN ('open', 'done', 'refused')),
	person          BIGINT NOT NULL, -- 0: not known who it is
	contact         {{text}} NOT NULL, -- how they wrote, and how to answer
	wish            {{text}} NOT NULL, -- in their words
	received_at     BIGINT NOT NULL,
	acknowledge_by  BIGINT NOT NULL,
	acknowledged_at BIGINT NOT NULL, -- 0: not yet
	due_at          BIGINT NOT NULL,
	extended        {{text}} NOT NULL, -- why; empty: it was not
	assignee        BIGINT NOT NULL, -- a member's id; 0: nobody
	closed_at       BIGINT NOT NULL, -- 0: open
	outcome         {{text}} NOT NULL
);
CREATE INDEX request_open ON request (state, due_at, id);
CREATE INDEX request_person ON request (person, id);

-- People who were, or are being, erased. work is what that needs until it is done, and is emptied then.
CREATE TABLE erasure (
	id          {{serial}},
	person      BIGINT NOT NULL,
	state       {{text}} NOT NULL CHECK (state IN ('waiting', 'running', 'done')),
	asked_at    BIGINT NOT NULL,
	finished_at BIGINT NOT NULL,
	act         BIGINT NOT NULL,
	work        {{text}} NOT NULL -- JSON
);
CREATE INDEX erasure_state ON erasure (state, id);
