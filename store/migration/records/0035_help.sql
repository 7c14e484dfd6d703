-- why: readers of articles say whether these helped, and what was looked for and not found is seen.
CREATE TABLE article_vote (
	article BIGINT NOT NULL,
	voter   {{text}} NOT NULL, -- a name of this article's readers, from which nobody is known
	version BIGINT NOT NULL, -- that they read
	helped  BOOLEAN NOT NULL,
	at      BIGINT NOT NULL,
	PRIMARY KEY (article, voter)
);

-- One row for what is the same however it is written. What may tell of somebody is left out before it comes here.
CREATE TABLE article_miss (
	id      {{serial}},
	known   {{text}} NOT NULL UNIQUE, -- without marks and case
	said    {{text}} NOT NULL, -- as it was written last
	times   BIGINT NOT NULL,
	last_at BIGINT NOT NULL
);
CREATE INDEX article_miss_often ON article_miss (times, id);
