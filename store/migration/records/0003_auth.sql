-- why: people sign in and programs bring keys. Of passwords, sessions and API keys only hashes are kept; a write key is
-- readable in every page that sends events, so it is kept as it is.
CREATE TABLE member (
	id         {{serial}},
	email      {{text}} NOT NULL UNIQUE, -- lower case
	name       {{text}} NOT NULL,
	role       {{text}} NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
	language   {{text}} NOT NULL,
	password   {{text}} NOT NULL, -- a PHC string
	created_at BIGINT NOT NULL,
	seen_at    BIGINT NOT NULL -- 0: never signed in
);

CREATE TABLE session (
	hash       {{text}} PRIMARY KEY,
	member     BIGINT NOT NULL,
	created_at BIGINT NOT NULL,
	used_at    BIGINT NOT NULL
);
CREATE INDEX session_member ON session (member);

CREATE TABLE access_key (
	id         {{serial}},
	hash       {{text}} NOT NULL UNIQUE,
	token      {{text}} NOT NULL, -- of a write key; empty: an API key's
	name       {{text}} NOT NULL,
	kind       {{text}} NOT NULL CHECK (kind IN ('write', 'api')),
	source     {{text}} NOT NULL,
	rank       {{text}} NOT NULL CHECK (rank IN ('browser', 'server')),
	scopes     {{text}} NOT NULL, -- divided by spaces
	origins    {{text}} NOT NULL, -- divided by spaces; empty: any
	created_at BIGINT NOT NULL,
	used_at    BIGINT NOT NULL -- 0: never
);
