-- why: customers who speak for the company are given something to share.
CREATE TABLE share_kit (
	id         {{serial}},
	name       {{text}} NOT NULL,
	content    {{text}} NOT NULL, -- JSON
	open       BOOLEAN NOT NULL, -- it can be shared
	edition    BIGINT NOT NULL,
	updated_at BIGINT NOT NULL
);
