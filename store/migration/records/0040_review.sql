-- why: customers say in public what they think of what they bought, where they allow it and somebody of the house has looked at it.
CREATE TABLE review (
	id         {{serial}},
	touch      {{text}} NOT NULL UNIQUE, -- the person and the product: there is one for each
	person     BIGINT NOT NULL, -- a profile they were known by
	product    BIGINT NOT NULL, -- 0: of the house
	purchase   BIGINT NOT NULL, -- the order it stands on
	state      {{text}} NOT NULL CHECK (state IN ('asked', 'written', 'published', 'refused', 'private')),
	rating     BIGINT NOT NULL, -- 1 to 5; 0: not written yet
	text       {{text}} NOT NULL,
	name       {{text}} NOT NULL, -- shown in public; empty: they do not allow it
	photo      {{text}} NOT NULL, -- hash of a picture; empty: none
	bytes      BIGINT NOT NULL, -- of the picture
	reason     {{text}} NOT NULL, -- why it was refused
	reply      {{text}} NOT NULL, -- of the house, in public
	language   {{text}} NOT NULL,
	event      {{text}} NOT NULL, -- the id of what it became in the log
	times      BIGINT NOT NULL, -- how often it was written
	asked_at   BIGINT NOT NULL,
	written_at BIGINT NOT NULL,
	decided_at BIGINT NOT NULL
);
CREATE INDEX review_person ON review (person);
CREATE INDEX review_shown ON review (product, written_at) WHERE state = 'published';
CREATE INDEX review_state ON review (state, written_at);
