-- why: a company shows pages and posts on the web.
CREATE TABLE page (
	id         {{serial}},
	key        {{text}} NOT NULL UNIQUE, -- its address ends with it
	kind       {{text}} NOT NULL CHECK (kind IN ('page', 'post')),
	name       {{text}} NOT NULL,
	draft      {{text}} NOT NULL, -- JSON
	edition    BIGINT NOT NULL, -- of the draft
	published  BIGINT NOT NULL, -- number of the version visitors see; 0: none
	first_at   BIGINT NOT NULL, -- when it was first published; 0: never
	publish_at BIGINT NOT NULL, -- when the draft is to be published; 0: by hand
	hide_at    BIGINT NOT NULL, -- when visitors see it no more; 0: never
	archived   BOOLEAN NOT NULL,
	updated_at BIGINT NOT NULL
);
CREATE INDEX page_due ON page (publish_at) WHERE publish_at > 0;

-- Never changed.
CREATE TABLE page_version (
	page    BIGINT NOT NULL,
	number  BIGINT NOT NULL,
	content {{text}} NOT NULL, -- JSON
	at      BIGINT NOT NULL,
	act     BIGINT NOT NULL,
	PRIMARY KEY (page, number)
);

-- Addresses a page was at before: who comes by one is led to where it is now.
CREATE TABLE page_address (
	key  {{text}} PRIMARY KEY,
	page BIGINT NOT NULL
);

-- How often a page was seen on a day, and how many left their name there, nobody's name with it.
CREATE TABLE page_day (
	page  BIGINT NOT NULL,
	day   {{text}} NOT NULL, -- of the workspace's zone
	views BIGINT NOT NULL,
	leads BIGINT NOT NULL,
	PRIMARY KEY (page, day)
);

-- Pictures of pages, drawn anew when they came, so that they tell nothing but what they show. The file lies under its hash.
CREATE TABLE picture (
	id     {{serial}},
	hash   {{text}} NOT NULL UNIQUE,
	name   {{text}} NOT NULL,
	media  {{text}} NOT NULL,
	width  BIGINT NOT NULL, -- pixels
	height BIGINT NOT NULL,
	bytes  BIGINT NOT NULL,
	at     BIGINT NOT NULL
);
