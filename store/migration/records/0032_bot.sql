-- why: a bot answers visitors of the chat, and what it did not know is looked at.
-- One row for each thing a visitor said that it answered. What was said stands with the conversation, and goes with it.
CREATE TABLE bot_answer (
	entry   BIGINT PRIMARY KEY, -- what they said
	at      BIGINT NOT NULL,
	outcome {{text}} NOT NULL CHECK (outcome IN ('answered', 'unknown', 'handed', 'asked', 'booked', 'talked')),
	sure    DOUBLE PRECISION NOT NULL, -- of an answer, from 0 to 1
	article BIGINT NOT NULL, -- the answer was taken from; 0: none
	version BIGINT NOT NULL, -- of the article
	helped  BIGINT NOT NULL, -- 1: they say so; -1: they say that it did not; 0: they say nothing
	tokens  BIGINT NOT NULL, -- a service of language models counted for it; 0: none was asked
	settled BIGINT NOT NULL  -- when somebody looked at what was not known; 0: nobody did
);
CREATE INDEX bot_answer_at ON bot_answer (at);
CREATE INDEX bot_answer_unknown ON bot_answer (entry) WHERE settled = 0 AND outcome = 'unknown';
