-- why: a company lays the way of a talk with the bot itself; talks name the version they are in.
-- Never changed.
CREATE TABLE bot_flow (
	number  BIGINT PRIMARY KEY, -- 1, 2, …
	content {{text}} NOT NULL, -- JSON
	at      BIGINT NOT NULL
);
