-- why: what the house knows of itself: its settings, the imports it took in, who did what and why, and what it
-- still has to tell the log.
CREATE TABLE setting (
	key   {{text}} PRIMARY KEY,
	value {{text}} NOT NULL
);

CREATE TABLE import (
	id           {{serial}},
	source       {{text}} NOT NULL,
	name         {{text}} NOT NULL,
	mapping      {{text}} NOT NULL,
	state        {{text}} NOT NULL CHECK (state IN ('running', 'done', 'undone', 'failed')),
	started_at   BIGINT NOT NULL,
	finished_at  BIGINT, -- NULL: still running
	read         BIGINT NOT NULL,
	imported     BIGINT NOT NULL,
	duplicates   BIGINT NOT NULL,
	refused      BIGINT NOT NULL,
	refused_file {{text}} NOT NULL,
	people       BIGINT NOT NULL,
	first_seq    BIGINT NOT NULL,
	last_seq     BIGINT NOT NULL
);

CREATE TABLE audit (
	id     {{serial}},
	at     BIGINT NOT NULL,
	actor  {{text}} NOT NULL,
	verb   {{text}} NOT NULL,
	target {{text}} NOT NULL,
	before {{text}}, -- JSON; NULL: there was nothing
	after  {{text}}, -- JSON; NULL: nothing is left
	reason {{text}} NOT NULL
);

-- An id is never used twice, and the one writer gives ids in the order of commits: "greater than the last one
-- relayed" therefore misses nothing.
CREATE TABLE outbox (
	id         {{serial}},
	kind       {{text}} NOT NULL,
	source     {{text}} NOT NULL,
	count      BIGINT NOT NULL CHECK (count > 0),
	body       {{bytes}} NOT NULL,
	created_at BIGINT NOT NULL
);
