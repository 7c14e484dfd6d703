-- why: how often somebody is shown a call to action, and that they closed or clicked it, counts for the person, whichever browser
-- they come with; until now each browser alone remembered it.
CREATE TABLE cta_turn (
	cta    BIGINT NOT NULL,
	person BIGINT NOT NULL, -- as known then; whose it is after merges, profile says
	what   {{text}} NOT NULL CHECK (what IN ('shown', 'closed', 'clicked')),
	at     BIGINT NOT NULL,
	PRIMARY KEY (cta, person, what, at)
);

-- What is known of the time before: that they saw it first then, and whether they clicked.
INSERT INTO cta_turn (cta, person, what, at) SELECT cta, person, 'shown', MIN(at) FROM cta_person WHERE views > 0 GROUP BY cta, person;
INSERT INTO cta_turn (cta, person, what, at) SELECT cta, person, 'clicked', MIN(at) FROM cta_person WHERE clicks > 0 GROUP BY cta, person;
