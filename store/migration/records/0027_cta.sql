-- why: calls to action, shown to visitors, and who saw them, so that what they are worth can be known.
CREATE TABLE cta (
	id         {{serial}},
	key        {{text}} NOT NULL UNIQUE, -- by which pages name it
	name       {{text}} NOT NULL,
	draft      {{text}} NOT NULL, -- JSON
	edition    BIGINT NOT NULL, -- of the draft
	published  BIGINT NOT NULL, -- number of the version visitors see; 0: none
	archived   BOOLEAN NOT NULL,
	updated_at BIGINT NOT NULL
);

-- Never changed.
CREATE TABLE cta_version (
	cta     BIGINT NOT NULL,
	number  BIGINT NOT NULL,
	content {{text}} NOT NULL, -- JSON
	at      BIGINT NOT NULL,
	act     BIGINT NOT NULL,
	PRIMARY KEY (cta, number)
);

-- Who saw a version, or was left out of it by chance.
CREATE TABLE cta_person (
	cta     BIGINT NOT NULL,
	version BIGINT NOT NULL,
	person  BIGINT NOT NULL,
	arm     {{text}} NOT NULL,
	at      BIGINT NOT NULL, -- when first
	views   BIGINT NOT NULL,
	clicks  BIGINT NOT NULL,
	PRIMARY KEY (cta, version, person)
);
