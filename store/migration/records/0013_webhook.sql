-- why: a call that is repeated because its answer was lost is answered again, not carried out again; and other systems are told what happened.
CREATE TABLE repetition (
	hash        {{text}} PRIMARY KEY, -- of who called and their key
	fingerprint {{text}} NOT NULL,    -- of what was asked, under the key
	act         BIGINT NOT NULL,      -- that carried it out; 0: none yet
	answer      {{text}},             -- sealed under the key; NULL: none yet
	at          BIGINT NOT NULL
);
CREATE INDEX repetition_at ON repetition (at);
