-- why: whoever lays a flow of the bot sees how many talks began it, and at which step they stand or left it.
CREATE TABLE bot_walk (
	begun   BIGINT NOT NULL, -- the entry by which the talk began to be led
	flow    BIGINT NOT NULL,
	version BIGINT NOT NULL,
	at      BIGINT NOT NULL, -- when that was said
	moved   BIGINT NOT NULL, -- when it went on last
	step    {{text}} NOT NULL, -- at which it stands, or left; empty: it came to none
	fate    {{text}} NOT NULL CHECK (fate IN ('waiting', 'ended', 'person', 'meeting', 'flow', 'left', 'unknown')),
	PRIMARY KEY (begun, flow)
);
CREATE INDEX bot_walk_of ON bot_walk (flow, at);

-- Of talks of before, what the bot said holds where it asked; how a talk went on from there was not kept.
INSERT INTO bot_walk (begun, flow, version, at, moved, step, fate)
SELECT p.begun, p.flow, p.version, b.at, p.at, p.step, CASE WHEN EXISTS (SELECT 1 FROM conversation_entry l WHERE l.conversation = p.conversation AND l.author = 'bot' AND l.id > p.id) THEN 'unknown' ELSE 'waiting' END
FROM (SELECT s.*, v.flow, ROW_NUMBER() OVER (PARTITION BY s.begun, v.flow ORDER BY s.id DESC) AS place
	FROM (SELECT id, conversation, at, CAST(said -> 'flow' ->> 'run' AS BIGINT) AS begun, CAST(said -> 'flow' ->> 'version' AS BIGINT) AS version, said -> 'flow' ->> 'step' AS step
		FROM (SELECT id, conversation, at, CAST(CAST(data AS {{json}}) ->> 'bot' AS {{json}}) AS said FROM conversation_entry WHERE author = 'bot' AND data LIKE '%flow%') AS replies) AS s
	JOIN bot_flow_version v ON v.number = s.version) AS p
JOIN conversation_entry b ON b.id = p.begun
WHERE p.place = 1 AND p.step <> '';
