-- why: who bought comes to use it by a plan both sides see, and what sales promised is handed over to care.
CREATE TABLE onboarding_plan (
	id         {{serial}},
	name       {{text}} NOT NULL,
	draft      {{text}} NOT NULL, -- JSON
	edition    BIGINT NOT NULL, -- of the draft
	published  BIGINT NOT NULL, -- number of the version by which customers begin; 0: none
	archived   BOOLEAN NOT NULL,
	updated_at BIGINT NOT NULL
);

-- Never changed: who is under way goes on by theirs.
CREATE TABLE onboarding_version (
	plan    BIGINT NOT NULL,
	number  BIGINT NOT NULL,
	name    {{text}} NOT NULL,
	content {{text}} NOT NULL, -- JSON
	at      BIGINT NOT NULL,
	act     BIGINT NOT NULL,
	PRIMARY KEY (plan, number)
);

-- One customer going through a version.
CREATE TABLE onboarding (
	id         {{serial}},
	plan       BIGINT NOT NULL,
	version    BIGINT NOT NULL,
	person     BIGINT NOT NULL, -- a profile they were known by
	deal       BIGINT NOT NULL, -- 0: none
	cause      {{text}} NOT NULL, -- what began it
	state      {{text}} NOT NULL CHECK (state IN ('running', 'finished', 'stopped')),
	seller     BIGINT NOT NULL, -- 0: nobody
	agent      BIGINT NOT NULL, -- 0: nobody yet
	promised   {{text}} NOT NULL, -- JSON
	ticks      {{text}} NOT NULL, -- JSON, by step
	done       BIGINT NOT NULL,
	total      BIGINT NOT NULL,
	started_at BIGINT NOT NULL,
	touched_at BIGINT NOT NULL, -- care's first touch; 0: not yet
	moved_at   BIGINT NOT NULL,
	due_at     BIGINT NOT NULL, -- what is due first; 0: nothing
	stalled_at BIGINT NOT NULL, -- 0: it does not stall
	look_at    BIGINT NOT NULL, -- 0: never again
	ended_at   BIGINT NOT NULL,
	reason     {{text}} NOT NULL,
	UNIQUE (plan, cause)
);
CREATE INDEX onboarding_look ON onboarding (look_at, id) WHERE look_at > 0;
CREATE INDEX onboarding_person ON onboarding (person, state);
CREATE INDEX onboarding_deal ON onboarding (deal) WHERE deal > 0;
CREATE INDEX onboarding_state ON onboarding (state, started_at, id);

-- What a deal's seller promised, until an onboarding takes it over.
CREATE TABLE onboarding_promise (
	deal     BIGINT PRIMARY KEY,
	promised {{text}} NOT NULL, -- JSON
	member   BIGINT NOT NULL, -- who wrote it
	at       BIGINT NOT NULL
);
