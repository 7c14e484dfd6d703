-- why: the log is the truth about what happened. It is only ever appended to, so it has no index but its order:
-- a row is one request body holding count entries numbered seq, seq + 1, …
CREATE TABLE log (
	seq         {{id}},
	count       BIGINT NOT NULL CHECK (count > 0),
	received_at BIGINT NOT NULL,
	kind        {{text}} NOT NULL,
	source      {{text}} NOT NULL,
	import      BIGINT NOT NULL,
	body        {{bytes}} NOT NULL
);

-- The last outbox row that has come into the log, written in the transaction that brings it: so a crash between
-- log and outbox relays nothing twice.
CREATE TABLE relayed (
	one    {{id}} CHECK (one = 1),
	outbox BIGINT NOT NULL
);
INSERT INTO relayed (one, outbox) VALUES (1, 0);
