-- why: who did what is chained, so that nobody can change it unnoticed, and its values can be erased; consent is a
-- ledger with evidence; what people ask about their data has its time; who was erased stays so.
CREATE TABLE audit_value (
	act     {{id}},
	salt    {{bytes}}, -- NULL: from before the chain, until the next start
	before  {{text}}, -- JSON; NULL: there was nothing
	after   {{text}}, -- JSON; NULL: nothing is left
	reason  {{text}} NOT NULL,
	address {{text}} NOT NULL,
	device  {{text}} NOT NULL
);
INSERT INTO audit_value (act, before, after, reason, address, device)
SELECT id, before, after, reason, '', '' FROM audit;
ALTER TABLE audit DROP COLUMN before;
ALTER TABLE audit DROP COLUMN after;
ALTER TABLE audit DROP COLUMN reason;
ALTER TABLE audit ADD COLUMN origin {{text}} NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN action BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN erased BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN commitment {{bytes}};
ALTER TABLE audit ADD COLUMN changes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN hash {{bytes}}; -- NULL: not in the chain yet
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_actor ON audit (actor, id);
CREATE INDEX audit_verb ON audit (verb, id);
CREATE INDEX audit_target ON audit (target, id);
CREATE INDEX audit_action ON audit (action, id);

CREATE TABLE audit_head (
	one  {{id}} CHECK (one = 1),
	act  BIGINT NOT NULL,
	hash {{bytes}} NOT NULL
);
