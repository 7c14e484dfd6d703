-- why: every message to a person has a line that outlives a crash; campaigns decide who gets which, and who is left out to see what it is worth.
CREATE TABLE message (
	id         {{serial}},
	person     BIGINT NOT NULL, -- as known when it was written down; whose it is after merges, profile says
	channel    {{text}} NOT NULL,
	class      {{text}} NOT NULL,
	purpose    {{text}} NOT NULL, -- empty: that of the class
	campaign   BIGINT NOT NULL, -- 0: none
	step       BIGINT NOT NULL, -- of the campaign's plan, from 1; 0: none
	run        BIGINT NOT NULL, -- of a workflow; 0: none
	key        {{text}} NOT NULL, -- of one campaign and key there is one message; empty: any number
	template   BIGINT NOT NULL,
	version    BIGINT NOT NULL, -- of the template, once it was rendered; 0: not yet
	variant    {{text}} NOT NULL,
	data       {{text}} NOT NULL, -- JSON: what the template needs besides the person
	address    {{text}} NOT NULL, -- where it went; empty: not sent yet
	state      {{text}} NOT NULL CHECK (state IN ('queued', 'held', 'sending', 'sent', 'doubtful', 'refused', 'delivered', 'bounced', 'failed', 'stopped')),
	reason     {{text}} NOT NULL,
	due_at     BIGINT NOT NULL, -- when it is looked at next; 0: it needs nothing more
	attempts   BIGINT NOT NULL,
	cost       BIGINT NOT NULL, -- minor units of the workspace's currency
	created_at BIGINT NOT NULL,
	sent_at    BIGINT NOT NULL, -- 0: not yet
	opened_at  BIGINT NOT NULL, -- by a human; 0: not that anybody knew
	clicked_at BIGINT NOT NULL  -- likewise
);
CREATE UNIQUE INDEX message_key ON message (campaign, key) WHERE key <> '';
CREATE INDEX message_person ON message (person, id);
CREATE INDEX message_due ON message (campaign, due_at, id) WHERE due_at > 0;
CREATE INDEX message_capped ON message (address, sent_at) WHERE class = 'advertising' AND sent_at > 0;
CREATE INDEX message_sending ON message (id) WHERE state IN ('sending', 'doubtful');

CREATE TABLE campaign (
	id         {{serial}},
	name       {{text}} NOT NULL UNIQUE,
	state      {{text}} NOT NULL CHECK (state IN ('draft', 'scheduled', 'running', 'paused', 'finished', 'stopped')),
	plan       {{text}} NOT NULL, -- JSON
	owner      BIGINT NOT NULL, -- a member's id; 0: nobody's
	start_at   BIGINT NOT NULL, -- when it is to begin, or began; 0: not planned
	ended_at   BIGINT NOT NULL, -- 0: not yet
	filled_at  BIGINT NOT NULL, -- when its people were gathered last; 0: not yet
	version    BIGINT NOT NULL,
	created_at BIGINT NOT NULL,
	updated_at BIGINT NOT NULL
);
CREATE INDEX campaign_state ON campaign (state, id);

-- Who takes part in a campaign, and in which arm of it: drawn once, never again.
CREATE TABLE campaign_person (
	campaign BIGINT NOT NULL,
	person   BIGINT NOT NULL, -- as known when they were drawn
	arm      {{text}} NOT NULL, -- control, or a variant
	at       BIGINT NOT NULL,
	step     BIGINT NOT NULL, -- done so far
	next_at  BIGINT NOT NULL, -- when the next one is looked at; 0: none is left
	PRIMARY KEY (campaign, person)
);
CREATE INDEX campaign_person_next ON campaign_person (campaign, next_at) WHERE next_at > 0;
CREATE INDEX campaign_person_of ON campaign_person (person);

-- What a campaign cost besides its messages: advertisements, print, a fair.
CREATE TABLE campaign_cost (
	id       {{serial}},
	campaign BIGINT NOT NULL,
	day      {{text}} NOT NULL, -- 2026-11-22
	kind     {{text}} NOT NULL,
	note     {{text}} NOT NULL,
	amount   BIGINT NOT NULL -- minor units of the workspace's currency
);
CREATE INDEX campaign_cost_of ON campaign_cost (campaign, day, id);
