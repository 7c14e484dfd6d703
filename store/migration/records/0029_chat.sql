-- why: visitors talk with the company while they look at its pages.
-- One row for each talk of a visitor who wrote; what was said in it are entries of their conversation with its name as address.
CREATE TABLE chat_visitor (
	name       {{text}} PRIMARY KEY,
	profile    BIGINT NOT NULL, -- who they were when they wrote first
	language   {{text}} NOT NULL,
	read       BIGINT NOT NULL, -- the last answer they saw; 0: none
	mailed     BIGINT NOT NULL, -- the last answer that went by e-mail because they had not seen it; 0: none
	started_at BIGINT NOT NULL
);
CREATE INDEX chat_visitor_profile ON chat_visitor (profile);
CREATE INDEX conversation_entry_chat ON conversation_entry (address, id) WHERE channel = 'chat';
