-- why: lists are narrowed, ordered and kept under a name, people are gathered in segments, and one box finds everything.
CREATE TABLE list_view (
	id         {{serial}},
	type       {{text}} NOT NULL,
	name       {{text}} NOT NULL,
	condition  {{text}} NOT NULL, -- as segment reads it; empty: all
	sort       {{text}} NOT NULL, -- keys divided by commas, with - before those that descend
	columns    {{text}} NOT NULL, -- keys divided by commas
	shared     {{text}} NOT NULL CHECK (shared IN ('me', 'team', 'all')),
	owner      BIGINT NOT NULL, -- a member's id; 0: the house
	team       BIGINT NOT NULL, -- with whom it is shared; 0: no team
	created_at BIGINT NOT NULL,
	updated_at BIGINT NOT NULL
);
CREATE INDEX list_view_type ON list_view (type, id);

CREATE TABLE segment (
	id          {{serial}},
	name        {{text}} NOT NULL UNIQUE,
	description {{text}} NOT NULL,
	condition   {{text}} NOT NULL,
	owner       BIGINT NOT NULL,
	created_at  BIGINT NOT NULL,
	updated_at  BIGINT NOT NULL
);

-- What of each record is looked for, as words: of which record, rowid says. It is made from the records, and can be made
-- anew from them.
{{words search_person}};
{{words search_company}};
{{words search_product}};
{{words search_order}};
