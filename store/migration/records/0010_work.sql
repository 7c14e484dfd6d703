-- why: work that waits: jobs done after a commit, notices, tasks and the rules that make them, who gets whom, and when.
CREATE TABLE job (
	id          {{serial}},
	kind        {{text}} NOT NULL,
	key         {{text}} NOT NULL, -- empty: any number of them
	body        {{text}} NOT NULL, -- JSON
	state       {{text}} NOT NULL CHECK (state IN ('waiting', 'running', 'dead')),
	run_at      BIGINT NOT NULL,
	lease_until BIGINT NOT NULL, -- of a running one
	attempts    BIGINT NOT NULL,
	error       {{text}} NOT NULL,
	created_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX job_key ON job (kind, key) WHERE state = 'waiting' AND key <> '';
CREATE INDEX job_due ON job (state, run_at);

CREATE TABLE notice (
	id        {{serial}},
	member    BIGINT NOT NULL,
	kind      {{text}} NOT NULL,
	key       {{text}} NOT NULL, -- what it is about, so that nobody is told twice
	type      {{text}} NOT NULL, -- of the record it is about; empty: none
	record    BIGINT NOT NULL,
	data      {{text}} NOT NULL, -- JSON
	at        BIGINT NOT NULL,
	read_at   BIGINT NOT NULL, -- 0: not yet
	mailed_at BIGINT NOT NULL, -- 0: not yet; -1: it is not to be
	UNIQUE (member, kind, key)
);
CREATE INDEX notice_unread ON notice (member) WHERE read_at = 0;
CREATE INDEX notice_unmailed ON notice (member) WHERE mailed_at = 0;

CREATE TABLE notice_choice (
	member {{id}},
	body   {{text}} NOT NULL -- JSON
);

CREATE TABLE absence (
	id       {{serial}},
	member   BIGINT NOT NULL,
	from_day {{text}} NOT NULL, -- 2026-11-22
	to_day   {{text}} NOT NULL, -- with it
	note     {{text}} NOT NULL
);
CREATE INDEX absence_member ON absence (member, from_day);

CREATE TABLE task (
	id         {{serial}},
	title      {{text}} NOT NULL,
	note       {{text}} NOT NULL,
	kind       {{text}} NOT NULL,
	priority   BIGINT NOT NULL,
	due_day    {{text}} NOT NULL, -- empty: due at an instant, or never
	due_at     BIGINT NOT NULL, -- of a day: the instant it ends; 0: no due date
	plan       {{text}} NOT NULL, -- JSON: reminders, repetition, checklist
	owner      BIGINT NOT NULL, -- whose it is; 0: a team's, or nobody's
	team       BIGINT NOT NULL,
	type       {{text}} NOT NULL, -- of the record it is about; empty: none
	record     BIGINT NOT NULL,
	creator    {{text}} NOT NULL, -- an actor
	rule       BIGINT NOT NULL, -- that made it; 0: none
	cause      {{text}} NOT NULL, -- of the rule: so that it makes one task for one cause
	series     BIGINT NOT NULL, -- the first task of a repetition; 0: itself
	snoozed    BIGINT NOT NULL, -- until then it is not shown as due; 0: it is
	comes_at   BIGINT NOT NULL, -- when it comes up: due, or snoozed until; far ahead where it is never due
	done_at    BIGINT NOT NULL, -- 0: open
	done_by    {{text}} NOT NULL,
	outcome    {{text}} NOT NULL,
	version    BIGINT NOT NULL,
	created_at BIGINT NOT NULL,
	updated_at BIGINT NOT NULL,
	deleted_at BIGINT NOT NULL
);
CREATE INDEX task_owner ON task (owner, comes_at) WHERE done_at = 0 AND deleted_at = 0;
CREATE INDEX task_team ON task (team, comes_at) WHERE done_at = 0 AND deleted_at = 0;
CREATE INDEX task_open ON task (comes_at) WHERE done_at = 0 AND deleted_at = 0;
CREATE INDEX task_done ON task (done_at) WHERE done_at > 0 AND deleted_at = 0;
CREATE INDEX task_record ON task (type, record);
CREATE UNIQUE INDEX task_rule_open ON task (rule, type, record) WHERE rule > 0 AND done_at = 0 AND deleted_at = 0;
CREATE UNIQUE INDEX task_cause ON task (rule, cause) WHERE rule > 0 AND cause <> '';

CREATE TABLE task_rule (
	id         {{serial}},
	name       {{text}} NOT NULL,
	body       {{text}} NOT NULL, -- JSON
	created_at BIGINT NOT NULL
);

CREATE TABLE assignment_rule (
	id       {{serial}},
	position BIGINT NOT NULL,
	body     {{text}} NOT NULL -- JSON
);

-- People who wait for somebody to be free.
CREATE TABLE assignment_queue (
	person {{id}},
	rule   BIGINT NOT NULL, -- 0: any
	since  BIGINT NOT NULL
);
CREATE INDEX assignment_queue_since ON assignment_queue (since, person);

CREATE TABLE assignment (
	id     {{serial}},
	at     BIGINT NOT NULL,
	person BIGINT NOT NULL,
	member BIGINT NOT NULL, -- who got them; 0: nobody
	was    BIGINT NOT NULL, -- whose they were; 0: nobody's
	rule   BIGINT NOT NULL,
	reason {{text}} NOT NULL,
	open   BIGINT NOT NULL -- 1: nobody was in touch yet
);
CREATE INDEX assignment_person ON assignment (person, id);
CREATE INDEX assignment_open ON assignment (id) WHERE open = 1;

CREATE TABLE assignment_share (
	rule   BIGINT NOT NULL,
	member BIGINT NOT NULL, -- 0: the rule's clock
	pass   BIGINT NOT NULL,
	PRIMARY KEY (rule, member)
);

CREATE TABLE skipping (
	member {{id}},
	until  BIGINT NOT NULL
);
