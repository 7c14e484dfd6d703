-- why: articles: what a company knows, in versions.
CREATE TABLE article_section (
	id      {{serial}},
	parent  BIGINT NOT NULL, -- 0: none
	name_vi {{text}} NOT NULL,
	name_en {{text}} NOT NULL,
	place   BIGINT NOT NULL -- among its siblings
);

CREATE TABLE article (
	id          {{serial}},
	external    {{text}} NOT NULL, -- its id where it was brought from; empty: written here
	section     BIGINT NOT NULL, -- 0: none
	visibility  {{text}} NOT NULL CHECK (visibility IN ('public', 'customers', 'team')),
	author      BIGINT NOT NULL, -- 0: none
	draft       {{text}} NOT NULL, -- JSON
	found       {{text}} NOT NULL, -- what lists find it by: titles and tags, folded
	edition     BIGINT NOT NULL, -- of the draft
	published   BIGINT NOT NULL, -- number of the version that is read; 0: none
	written     BOOLEAN NOT NULL, -- the draft says something else than that version
	reviewed_at BIGINT NOT NULL, -- 0: never
	updated_at  BIGINT NOT NULL,
	act         BIGINT NOT NULL -- by which it was last changed: who follows reads on from here
);
CREATE UNIQUE INDEX article_external ON article (external) WHERE external <> '';
CREATE INDEX article_section_of ON article (section, id);
CREATE INDEX article_act ON article (act, id);

-- Never changed: answers name theirs.
CREATE TABLE article_version (
	article BIGINT NOT NULL,
	number  BIGINT NOT NULL,
	content {{text}} NOT NULL, -- JSON
	at      BIGINT NOT NULL,
	act     BIGINT NOT NULL,
	PRIMARY KEY (article, number)
);
