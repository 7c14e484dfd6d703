-- why: how long customers of tickets wait is promised. What a ticket is held to is kept with since when, so that policies
-- can change without changing what was promised; what its clocks came to is kept for lists and figures, and can be
-- reckoned again from what happened to it.
CREATE TABLE sla_term (
	ticket BIGINT NOT NULL,
	at     BIGINT NOT NULL, -- from when on, microseconds
	terms  {{text}} NOT NULL, -- JSON
	PRIMARY KEY (ticket, at)
);

-- Each time a clock of a ticket ran.
CREATE TABLE sla_spell (
	ticket   BIGINT NOT NULL,
	clock    {{text}} NOT NULL CHECK (clock IN ('first', 'next', 'resolution')),
	began_at BIGINT NOT NULL,
	ended_at BIGINT NOT NULL, -- 0: it goes on
	due_at   BIGINT NOT NULL, -- 0: it stands still, or nothing was promised
	target   BIGINT NOT NULL, -- minutes; 0: nothing was promised
	used     BIGINT NOT NULL, -- microseconds; of those that ended
	silent   BOOLEAN NOT NULL, -- it ended with the ticket, without an answer
	policy   {{text}} NOT NULL,
	mark     BIGINT NOT NULL, -- the next thing that is told of it: minutes left then
	tell_at  BIGINT NOT NULL, -- and when; 0: nothing is
	PRIMARY KEY (ticket, clock, began_at)
);
CREATE INDEX sla_spell_tell ON sla_spell (tell_at, ticket) WHERE tell_at > 0;
CREATE INDEX sla_spell_ended ON sla_spell (clock, ended_at, ticket);

-- What was told of them, once.
CREATE TABLE sla_told (
	ticket   BIGINT NOT NULL,
	clock    {{text}} NOT NULL,
	began_at BIGINT NOT NULL,
	mark     BIGINT NOT NULL,
	at       BIGINT NOT NULL,
	PRIMARY KEY (ticket, clock, began_at, mark)
);
