-- why: customers sign in on the pages they see, by a code or a link that goes to an address of theirs.
-- A code is not kept: it follows from the row and the house's secret.
CREATE TABLE customer_code (
	id       {{serial}},
	browser  {{text}} NOT NULL UNIQUE, -- hash of what the browser that asked holds
	kind     {{text}} NOT NULL CHECK (kind IN ('email', 'phone')),
	address  {{text}} NOT NULL,
	language {{text}} NOT NULL,
	leads_to {{text}} NOT NULL, -- a path
	tries    BIGINT NOT NULL,
	asked_at BIGINT NOT NULL,
	used_at  BIGINT NOT NULL -- 0: not yet
);
CREATE INDEX customer_code_asked ON customer_code (asked_at);

CREATE TABLE customer_session (
	hash       {{text}} PRIMARY KEY, -- of its token
	person     BIGINT NOT NULL, -- a profile they were known by
	kind       {{text}} NOT NULL, -- of the address that was proved
	address    {{text}} NOT NULL,
	network    {{text}} NOT NULL, -- where it was last used
	device     {{text}} NOT NULL,
	created_at BIGINT NOT NULL,
	used_at    BIGINT NOT NULL
);
CREATE INDEX customer_session_person ON customer_session (person);
