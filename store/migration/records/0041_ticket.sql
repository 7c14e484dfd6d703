-- why: tickets. What lists and clocks ask of them stands in columns, everything that happened to one is kept, and it is
-- known which ticket something that was said belongs to.
{{words search_ticket}};

-- The tickets that are there, as they are now; written with their records.
CREATE TABLE ticket (
	id            BIGINT PRIMARY KEY,
	state         {{text}} NOT NULL, -- open, solved, closed
	status        {{text}} NOT NULL,
	priority      {{text}} NOT NULL,
	kind          {{text}} NOT NULL,
	channel       {{text}} NOT NULL,
	person        BIGINT NOT NULL, -- 0: none
	company       BIGINT NOT NULL,
	product       BIGINT NOT NULL,
	problem       BIGINT NOT NULL, -- the ticket behind it
	owner         BIGINT NOT NULL,
	team          BIGINT NOT NULL,
	opened_at     BIGINT NOT NULL, -- microseconds, as all instants
	due_at        BIGINT, -- the earliest deadline; NULL: none
	waiting_since BIGINT NOT NULL, -- 0: the customer does not wait for us
	solved_at     BIGINT NOT NULL, -- 0: it is not
	closed_at     BIGINT NOT NULL
);
CREATE INDEX ticket_due ON ticket (due_at, id) WHERE state = 'open';
CREATE INDEX ticket_person ON ticket (person, id) WHERE person <> 0;
CREATE INDEX ticket_problem ON ticket (problem, id) WHERE problem <> 0;
CREATE INDEX ticket_owner ON ticket (owner, state, id);
CREATE INDEX ticket_team ON ticket (team, state, id) WHERE team <> 0;
CREATE INDEX ticket_solved ON ticket (solved_at, id) WHERE state = 'solved';

-- Everything that happened to tickets, append-only.
CREATE TABLE ticket_moment (
	id         {{serial}},
	ticket     BIGINT NOT NULL,
	at         BIGINT NOT NULL,
	kind       {{text}} NOT NULL,
	from_value {{text}} NOT NULL,
	to_value   {{text}} NOT NULL,
	actor      {{text}} NOT NULL,
	status     {{text}} NOT NULL, -- from then on
	priority   {{text}} NOT NULL
);
CREATE INDEX ticket_moment_of ON ticket_moment (ticket, at, id);

-- Which ticket something that was said in a conversation belongs to: at most one.
CREATE TABLE ticket_entry (
	entry  BIGINT PRIMARY KEY,
	ticket BIGINT NOT NULL
);
CREATE INDEX ticket_entry_of ON ticket_entry (ticket, entry);

-- A text that is said often may be in both languages, and change a ticket along with it.
ALTER TABLE canned_text ADD COLUMN text_en {{text}} NOT NULL DEFAULT '';
ALTER TABLE canned_text ADD COLUMN changes {{text}} NOT NULL DEFAULT ''; -- JSON; empty: none

-- Who made roles of their own before there were tickets meant them to go as far with tickets as with orders.
UPDATE role SET rights = REPLACE(rights, '"grants":{', '"grants":{"tickets":' || {{orders of rights}} || ',')
WHERE {{orders of rights}} IS NOT NULL AND rights NOT LIKE '%"tickets":%';
