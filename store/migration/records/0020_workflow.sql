-- why: people go through workflows, each step once.
CREATE TABLE workflow (
	id         {{serial}},
	name       {{text}} NOT NULL,
	state      {{text}} NOT NULL CHECK (state IN ('draft', 'active', 'paused', 'ended')),
	version    BIGINT NOT NULL, -- the last that was published; 0: none
	draft      {{text}},        -- JSON; NULL: as published
	publisher  BIGINT NOT NULL, -- a user
	recipe     {{text}} NOT NULL,
	hook       {{text}} NOT NULL, -- what is secret of its address; empty: it has none
	edition    BIGINT NOT NULL,
	scanned    {{text}} NOT NULL, -- the day for which its date triggers were looked at last
	created_at BIGINT NOT NULL,
	updated_at BIGINT NOT NULL
);

CREATE TABLE workflow_version (
	workflow   BIGINT NOT NULL,
	version    BIGINT NOT NULL,
	definition {{text}} NOT NULL, -- JSON
	publisher  BIGINT NOT NULL,
	at         BIGINT NOT NULL,
	PRIMARY KEY (workflow, version)
);

-- One person on their way through one version. What is done and what it leads to are written in one transaction.
CREATE TABLE run (
	id       {{serial}},
	workflow BIGINT NOT NULL,
	version  BIGINT NOT NULL,
	person   BIGINT NOT NULL,
	trigger_ {{text}} NOT NULL,
	cause    {{text}} NOT NULL,
	depth    BIGINT NOT NULL,
	node     {{text}} NOT NULL,
	due      BIGINT NOT NULL, -- when it goes on by itself; 0: not by itself, or it has ended
	state    {{text}} NOT NULL, -- JSON: the rest of where it stands
	since    BIGINT NOT NULL, -- at the node
	outcome  {{text}} NOT NULL, -- empty: under way
	began    BIGINT NOT NULL,
	ended    BIGINT NOT NULL, -- 0: under way
	action   BIGINT NOT NULL, -- the first act of what it changed; 0: none
	UNIQUE (workflow, person, cause)
);
CREATE INDEX run_due ON run (workflow, due) WHERE due > 0;
CREATE INDEX run_person ON run (person);
CREATE INDEX run_node ON run (workflow, outcome, node, id);

CREATE TABLE run_line (
	id   {{serial}},
	run  BIGINT NOT NULL,
	at   BIGINT NOT NULL,
	body {{text}} NOT NULL -- JSON
);
CREATE INDEX run_line_run ON run_line (run, id);
