-- why: a company lays several flows for talks with the bot, each of which begins by rules of its own and acts by the rights of
-- who published it. What was one flow in a setting becomes the first of them; versions keep their numbers, because talks name them.
ALTER TABLE bot_flow RENAME TO bot_flow_version;
ALTER TABLE bot_flow_version ADD COLUMN flow BIGINT NOT NULL DEFAULT 1;
ALTER TABLE bot_flow_version ADD COLUMN begins {{text}} NOT NULL DEFAULT '{"greets":true}'; -- JSON
ALTER TABLE bot_flow_version ADD COLUMN publisher BIGINT NOT NULL DEFAULT 0; -- by whose rights it acts; 0: those of the house
CREATE TABLE bot_flow (
	id         {{serial}},
	name       {{text}} NOT NULL,
	begins     {{text}} NOT NULL, -- JSON, as it is being written
	draft      {{text}} NOT NULL, -- JSON
	edition    BIGINT NOT NULL, -- of the draft
	published  BIGINT NOT NULL, -- number of the version talks go through; 0: it is switched off
	updated_at BIGINT NOT NULL
);
INSERT INTO bot_flow (name, begins, draft, edition, published, updated_at)
SELECT 'Mở đầu', '{"greets":true}', CAST(value AS {{json}}) ->> 'draft', COALESCE(CAST(CAST(value AS {{json}}) ->> 'edition' AS BIGINT), 0), COALESCE(CAST(CAST(value AS {{json}}) ->> 'published' AS BIGINT), 0), 0
FROM setting WHERE key = 'bot.flow';
DELETE FROM setting WHERE key = 'bot.flow';
