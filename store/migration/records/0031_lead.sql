-- why: prospects who ask for something wait for a first answer, and somebody has to know since when.
CREATE TABLE lead (
	id       {{serial}},
	profile  BIGINT NOT NULL, -- by which they were known when they asked; whose it is now, identity knows
	state    {{text}} NOT NULL CHECK (state IN ('waiting', 'answered', 'aside')),
	event    {{text}} NOT NULL, -- what they did
	source   {{text}} NOT NULL, -- where they did it, or came from
	since    BIGINT NOT NULL,
	due_at   BIGINT NOT NULL, -- 0: no target was set
	tell_at  BIGINT NOT NULL, -- when somebody else is told that no answer came; 0: never, or they were
	told_at  BIGINT NOT NULL,
	ended_at BIGINT NOT NULL,
	answer   {{text}} NOT NULL, -- the event that answered
	member   BIGINT NOT NULL, -- who answered
	reason   {{text}} NOT NULL -- why nobody has to
);
CREATE UNIQUE INDEX lead_waiting ON lead (profile) WHERE state = 'waiting';
CREATE INDEX lead_since ON lead (since, id) WHERE state = 'waiting';
CREATE INDEX lead_ended ON lead (state, ended_at, id) WHERE ended_at > 0;
CREATE INDEX lead_tell ON lead (tell_at, id) WHERE tell_at > 0;
CREATE INDEX lead_profile ON lead (profile);
