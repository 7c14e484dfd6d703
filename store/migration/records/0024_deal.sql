-- why: pipelines and deals. What boards and forecasts ask of deals stands in columns, every change of a stage is kept,
-- and forecasts are frozen, to be held against what came.
{{words search_deal}};

-- The deals that are there, as they are now; written with their records.
CREATE TABLE deal (
	id         BIGINT PRIMARY KEY,
	pipeline   {{text}} NOT NULL,
	stage      {{text}} NOT NULL,
	state      {{text}} NOT NULL, -- open, won, lost
	forecast   {{text}} NOT NULL, -- omitted, pipeline, best_case, commit, closed
	currency   {{text}} NOT NULL,
	value      BIGINT NOT NULL, -- minor units; 0 where none is known
	expected   BIGINT NOT NULL, -- value × the stage's probability
	opened_on  {{text}} NOT NULL, -- a date
	close_date {{text}} NOT NULL, -- a date; empty: none
	closed_on  {{text}} NOT NULL, -- a date; empty: open
	since      BIGINT NOT NULL, -- in its stage, microseconds
	pushes     BIGINT NOT NULL,
	reason     {{text}} NOT NULL,
	person     BIGINT NOT NULL, -- 0: none
	company    BIGINT NOT NULL,
	owner      BIGINT NOT NULL,
	team       BIGINT NOT NULL
);
CREATE INDEX deal_board ON deal (pipeline, stage, close_date, id);
CREATE INDEX deal_person ON deal (person, id) WHERE person <> 0;
CREATE INDEX deal_company ON deal (company, id) WHERE company <> 0;
CREATE INDEX deal_closed ON deal (closed_on, id) WHERE closed_on <> '';

-- Which products deals are about: what is merged is found by it.
CREATE TABLE deal_product (
	deal    BIGINT NOT NULL,
	product BIGINT NOT NULL,
	PRIMARY KEY (product, deal)
);

-- Which orders came of which deal.
CREATE TABLE deal_order (
	order_id BIGINT PRIMARY KEY,
	deal     BIGINT NOT NULL
);
CREATE INDEX deal_order_deal ON deal_order (deal, order_id);

-- Every change of a stage, append-only.
CREATE TABLE deal_move (
	id            {{serial}},
	deal          BIGINT NOT NULL,
	act           BIGINT NOT NULL,
	at            BIGINT NOT NULL, -- microseconds
	from_pipeline {{text}} NOT NULL,
	from_stage    {{text}} NOT NULL, -- empty: it was opened
	to_pipeline   {{text}} NOT NULL,
	to_stage      {{text}} NOT NULL,
	owner         BIGINT NOT NULL -- whose it was then
);
CREATE INDEX deal_move_deal ON deal_move (deal, id);

-- What the log was told of deals and still says.
CREATE TABLE deal_told (
	deal  BIGINT NOT NULL,
	name  {{text}} NOT NULL, -- of the event
	event {{text}} NOT NULL, -- its id
	at    BIGINT NOT NULL,
	body  {{text}} NOT NULL, -- the rest of it, JSON
	PRIMARY KEY (deal, name)
);

-- Forecasts as they stood at the beginning of a week, deal by deal.
CREATE TABLE deal_frozen (
	week     {{text}} NOT NULL, -- its Monday
	deal     BIGINT NOT NULL,
	at       BIGINT NOT NULL, -- when it was frozen
	pipeline {{text}} NOT NULL,
	stage    {{text}} NOT NULL,
	category {{text}} NOT NULL,
	currency {{text}} NOT NULL,
	value    BIGINT NOT NULL,
	expected BIGINT NOT NULL,
	due      {{text}} NOT NULL, -- the day it was expected to close; of won deals the day it did
	owner    BIGINT NOT NULL,
	team     BIGINT NOT NULL,
	PRIMARY KEY (week, deal)
);

-- Who made roles of their own before there were deals meant them to go as far with deals as with orders: else a role that
-- showed everything no longer would.
UPDATE role SET rights = REPLACE(rights, '"grants":{', '"grants":{"deals":' || {{orders of rights}} || ',')
WHERE {{orders of rights}} IS NOT NULL AND rights NOT LIKE '%"deals":%';
