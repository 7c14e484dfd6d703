-- why: strangers leave their names on forms.
CREATE TABLE form (
	id         {{serial}},
	key        {{text}} NOT NULL UNIQUE, -- its address ends with it
	name       {{text}} NOT NULL,
	draft      {{text}} NOT NULL, -- JSON
	edition    BIGINT NOT NULL, -- of the draft
	published  BIGINT NOT NULL, -- number of the version visitors see; 0: none
	archived   BOOLEAN NOT NULL,
	updated_at BIGINT NOT NULL
);

-- Never changed: evidence of consent names it.
CREATE TABLE form_version (
	form    BIGINT NOT NULL,
	number  BIGINT NOT NULL,
	content {{text}} NOT NULL, -- JSON
	at      BIGINT NOT NULL,
	act     BIGINT NOT NULL,
	PRIMARY KEY (form, number)
);

-- What was answered, and what became of it. One that waits to be looked at holds the event it becomes; of one that was
-- taken the log has it.
CREATE TABLE submission (
	id        {{serial}},
	form      BIGINT NOT NULL,
	version   BIGINT NOT NULL,
	event     {{text}} NOT NULL UNIQUE, -- its id: what is sent again is the same
	person    BIGINT NOT NULL, -- a profile they were known by; 0: nobody yet
	at        BIGINT NOT NULL,
	state     {{text}} NOT NULL CHECK (state IN ('waiting', 'taken', 'spam')),
	reason    {{text}} NOT NULL, -- why it waited; empty: it did not
	said      {{text}} NOT NULL, -- JSON
	held      {{text}} NOT NULL, -- JSON; empty: nothing
	confirm   {{text}} NOT NULL, -- JSON: how far a consent is that has to be confirmed
	looked_at BIGINT NOT NULL
);
CREATE INDEX submission_form ON submission (form, id);
CREATE INDEX submission_waiting ON submission (state, id) WHERE state <> 'taken';
CREATE INDEX submission_person ON submission (person);

-- How often a form was seen and begun on a day, nobody's name with it.
CREATE TABLE form_day (
	form    BIGINT NOT NULL,
	day     {{text}} NOT NULL, -- of the workspace's zone
	views   BIGINT NOT NULL,
	starts  BIGINT NOT NULL,
	submits BIGINT NOT NULL,
	PRIMARY KEY (form, day)
);
