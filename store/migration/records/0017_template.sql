-- why: what is written to people, and where it must not go.
CREATE TABLE template (
	id         {{serial}},
	key        {{text}} NOT NULL UNIQUE,
	channel    {{text}} NOT NULL CHECK (channel IN ('email', 'sms', 'web')),
	name       {{text}} NOT NULL,
	class      {{text}} NOT NULL,
	purpose    {{text}} NOT NULL, -- empty: that of the class
	draft      {{text}} NOT NULL, -- JSON
	edition    BIGINT NOT NULL, -- of the draft
	published  BIGINT NOT NULL, -- number of the version that is sent; 0: none
	archived   BOOLEAN NOT NULL,
	updated_at BIGINT NOT NULL
);

-- Never changed: messages name theirs.
CREATE TABLE template_version (
	id       {{serial}},
	template BIGINT NOT NULL,
	number   BIGINT NOT NULL,
	channel  {{text}} NOT NULL,
	class    {{text}} NOT NULL,
	purpose  {{text}} NOT NULL,
	content  {{text}} NOT NULL, -- JSON
	at       BIGINT NOT NULL,
	act      BIGINT NOT NULL,
	UNIQUE (template, number)
);

-- Addresses that are written to no more. The hash stays when whoever it is was erased, so that a list imported anew does
-- not bring them back.
CREATE TABLE suppression (
	id      {{serial}},
	hash    {{text}} NOT NULL UNIQUE, -- keyed, of channel and address
	channel {{text}} NOT NULL,
	address {{text}} NOT NULL, -- empty: erased
	reason  {{text}} NOT NULL CHECK (reason IN ('bounced', 'complained', 'unsubscribed', 'by-hand')),
	note    {{text}} NOT NULL, -- what a server said, or a colleague
	message BIGINT NOT NULL, -- the message it came of; 0: none
	at      BIGINT NOT NULL,
	act     BIGINT NOT NULL -- by which it was noted; 0: by none
);
CREATE INDEX suppression_list ON suppression (channel, id);

-- Reports that messages did not arrive, or were not wanted: what soft ones are counted by.
CREATE TABLE bounce (
	id      {{serial}},
	hash    {{text}} NOT NULL, -- keyed, of channel and address
	verdict {{text}} NOT NULL,
	reason  {{text}} NOT NULL,
	code    {{text}} NOT NULL, -- of RFC 3463
	message BIGINT NOT NULL, -- 0: not known
	at      BIGINT NOT NULL
);
CREATE INDEX bounce_of ON bounce (hash, at);
