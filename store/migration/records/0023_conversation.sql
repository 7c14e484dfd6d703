-- why: conversations: one per person over channels, so that whoever answers sees all that was said.
CREATE TABLE conversation (
	id             {{serial}},
	person         BIGINT NOT NULL, -- whose it is now
	profile        BIGINT NOT NULL, -- who they were when it was opened
	state          {{text}} NOT NULL CHECK (state IN ('open', 'snoozed', 'closed')),
	subject        {{text}} NOT NULL,
	preview        {{text}} NOT NULL, -- the beginning of what was said last
	channel        {{text}} NOT NULL, -- over which was spoken last
	owner          BIGINT NOT NULL, -- a member's id; 0: nobody's
	team           BIGINT NOT NULL, -- 0: none
	priority       BIGINT NOT NULL,
	opened_at      BIGINT NOT NULL,
	last_at        BIGINT NOT NULL,
	waiting_since  BIGINT NOT NULL, -- 0: they do not
	first_due_at   BIGINT NOT NULL, -- 0: no target
	next_due_at    BIGINT NOT NULL,
	due_at         BIGINT NOT NULL, -- when the answer is due they wait for; 0: they wait for none
	answered_at    BIGINT NOT NULL, -- for the first time, by a human; 0: not yet
	snoozed_until  BIGINT NOT NULL, -- 0: until they write
	closed_at      BIGINT NOT NULL, -- 0: it is not
	bot            BIGINT NOT NULL, -- 1: a bot has it
	version        BIGINT NOT NULL
);
CREATE UNIQUE INDEX conversation_person_open ON conversation (person) WHERE state <> 'closed';
CREATE INDEX conversation_profile ON conversation (profile);
CREATE INDEX conversation_person ON conversation (person, id);
CREATE INDEX conversation_last ON conversation (state, last_at, id);
CREATE INDEX conversation_owner ON conversation (owner, state, last_at, id);
CREATE INDEX conversation_team ON conversation (team, state, last_at, id) WHERE team > 0;
CREATE INDEX conversation_channel ON conversation (channel, state, last_at, id);
CREATE INDEX conversation_due ON conversation (due_at, id) WHERE due_at > 0;
CREATE INDEX conversation_snoozed ON conversation (snoozed_until) WHERE state = 'snoozed' AND snoozed_until > 0;

CREATE TABLE conversation_entry (
	id           {{serial}},
	conversation BIGINT NOT NULL,
	kind         {{text}} NOT NULL CHECK (kind IN ('in', 'out', 'note', 'act')),
	channel      {{text}} NOT NULL, -- empty of notes and acts
	author       {{text}} NOT NULL,
	address      {{text}} NOT NULL, -- where it came from or goes to
	subject      {{text}} NOT NULL,
	text         {{text}} NOT NULL,
	html         {{text}} NOT NULL, -- sanitised; empty: none
	quoted       {{text}} NOT NULL,
	files        {{text}} NOT NULL, -- JSON: ids of attachments of the person
	message      BIGINT NOT NULL, -- the line that carries it; 0: none
	key          {{text}} NOT NULL, -- unique over the channel; empty: none
	data         {{text}} NOT NULL, -- JSON
	at           BIGINT NOT NULL,
	machine      BIGINT NOT NULL  -- 1: a program wrote it of itself
);
CREATE UNIQUE INDEX conversation_entry_key ON conversation_entry (channel, key) WHERE key <> '';
CREATE INDEX conversation_entry_of ON conversation_entry (conversation, at, id);
CREATE INDEX conversation_entry_to ON conversation_entry (address, at) WHERE kind = 'out' AND address <> '';

ALTER TABLE message ADD COLUMN entry BIGINT NOT NULL DEFAULT 0; -- of a conversation, whose text it carries; 0: none

-- A text that is said often, with places that are filled in.
CREATE TABLE canned_text (
	id      {{serial}},
	name    {{text}} NOT NULL UNIQUE,
	text    {{text}} NOT NULL,
	team    BIGINT NOT NULL, -- whose it is; 0: everybody's
	version BIGINT NOT NULL
);
