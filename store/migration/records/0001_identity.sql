-- why: who is who. A projection of the log, so that it can be emptied and rebuilt: nothing outside refers to it by
-- foreign key.
CREATE TABLE profile (
	id           {{id}},
	kind         {{text}} NOT NULL,
	value        {{text}} NOT NULL,
	person       BIGINT NOT NULL, -- whose it is now
	first_person BIGINT NOT NULL, -- whose it was when it first appeared
	seq          BIGINT NOT NULL,
	received_at  BIGINT NOT NULL,
	UNIQUE (kind, value)
);
CREATE INDEX profile_person ON profile (person);
CREATE INDEX profile_seq ON profile (seq);

CREATE TABLE link (
	seq         BIGINT NOT NULL,
	rank        BIGINT NOT NULL,
	profile     BIGINT NOT NULL,
	person_from BIGINT NOT NULL,
	person_to   BIGINT NOT NULL,
	bond_a      BIGINT NOT NULL,
	bond_b      BIGINT NOT NULL,
	cause       {{text}} NOT NULL,
	received_at BIGINT NOT NULL,
	PRIMARY KEY (seq, rank)
);
CREATE INDEX link_profile ON link (profile, seq, rank);

CREATE TABLE traits (
	profile {{id}},
	body    {{text}} NOT NULL
);

CREATE TABLE person (
	id          {{id}},
	name        {{text}} NOT NULL,
	name_folded {{text}} NOT NULL,
	sort_key    {{bytes}} NOT NULL,
	fields      {{text}} -- NULL: none
);
CREATE INDEX person_order ON person (sort_key, id);

CREATE TABLE suggestion (
	person_a BIGINT NOT NULL,
	person_b BIGINT NOT NULL,
	reason   {{text}} NOT NULL,
	seq      BIGINT NOT NULL,
	PRIMARY KEY (person_a, person_b)
);

CREATE TABLE apart (
	profile_a BIGINT NOT NULL,
	profile_b BIGINT NOT NULL,
	PRIMARY KEY (profile_a, profile_b)
);

CREATE TABLE identity_cursor (
	one          {{id}} CHECK (one = 1),
	seq          BIGINT NOT NULL,
	last_profile BIGINT NOT NULL
);
