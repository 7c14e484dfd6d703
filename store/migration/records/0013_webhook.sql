-- why: a call that is repeated because its answer was lost is answered again, not carried out again; and other systems are told what happened.
CREATE TABLE repetition (
	hash        {{text}} PRIMARY KEY, -- of who called and their key
	fingerprint {{text}} NOT NULL,    -- of what was asked, under the key
	act         BIGINT NOT NULL,      -- that carried it out; 0: none yet
	answer      {{text}},             -- sealed under the key; NULL: none yet
	at          BIGINT NOT NULL
);
CREATE INDEX repetition_at ON repetition (at);

CREATE TABLE webhook (
	id            {{serial}},
	url           {{text}} NOT NULL,
	name          {{text}} NOT NULL,
	types         {{text}} NOT NULL, -- divided by spaces
	secret        {{text}} NOT NULL, -- sealed with the house's secret
	old_secret    {{text}} NOT NULL, -- sealed; empty: none
	old_until     BIGINT NOT NULL,
	state         {{text}} NOT NULL CHECK (state IN ('active', 'paused', 'failed')),
	failing_since BIGINT NOT NULL, -- 0: what was sent last was taken
	created_at    BIGINT NOT NULL
);

CREATE TABLE webhook_message (
	id   {{serial}},
	type {{text}} NOT NULL,
	body {{text}} NOT NULL, -- JSON
	at   BIGINT NOT NULL
);
CREATE INDEX webhook_message_at ON webhook_message (at);

CREATE TABLE webhook_delivery (
	id       {{serial}},
	webhook  BIGINT NOT NULL,
	message  BIGINT NOT NULL,
	state    {{text}} NOT NULL CHECK (state IN ('waiting', 'taken', 'given_up')),
	attempts {{text}} NOT NULL, -- JSON
	next_at  BIGINT NOT NULL
);
CREATE INDEX webhook_delivery_list ON webhook_delivery (webhook, id);
CREATE INDEX webhook_delivery_message ON webhook_delivery (message);
CREATE INDEX webhook_delivery_waiting ON webhook_delivery (webhook) WHERE state = 'waiting';

-- What messages have been made of: the journal up to a change, and the log up to an entry.
CREATE TABLE webhook_cursor (
	one    {{id}} CHECK (one = 1),
	change BIGINT NOT NULL,
	seq    BIGINT NOT NULL
);
