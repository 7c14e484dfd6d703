-- why: customers book meetings by themselves: what can be booked, what is, and when who holds them has no time.
CREATE TABLE booking_page (
	id      {{serial}},
	key     {{text}} NOT NULL UNIQUE, -- in its address
	active  BOOLEAN NOT NULL,
	content {{text}} NOT NULL, -- JSON
	edition BIGINT NOT NULL
);

CREATE TABLE appointment (
	id          {{serial}},
	page        BIGINT NOT NULL,
	person      BIGINT NOT NULL, -- a profile they were known by; 0: nobody yet
	owner       BIGINT NOT NULL, -- the first of its hosts
	team        BIGINT NOT NULL,
	from_at     BIGINT NOT NULL,
	to_at       BIGINT NOT NULL,
	free_before BIGINT NOT NULL, -- kept free around it, microseconds
	free_after  BIGINT NOT NULL,
	state       {{text}} NOT NULL CHECK (state IN ('reserved', 'booked', 'held', 'missed', 'cancelled')),
	until_at    BIGINT NOT NULL, -- of reserved
	uid         {{text}} NOT NULL UNIQUE, -- in calendars
	sequence    BIGINT NOT NULL,
	title       {{text}} NOT NULL,
	place       {{text}} NOT NULL,
	language    {{text}} NOT NULL,
	zone        {{text}} NOT NULL,
	answers     {{text}} NOT NULL, -- JSON
	reason      {{text}} NOT NULL,
	answer      {{text}} NOT NULL, -- of the customer's calendar
	outcome     {{text}} NOT NULL,
	due_at      BIGINT NOT NULL, -- when something is to be done about it; 0: nothing is
	created_at  BIGINT NOT NULL,
	version     BIGINT NOT NULL
);
CREATE INDEX appointment_time ON appointment (from_at, id);
CREATE INDEX appointment_person ON appointment (person, from_at);
CREATE INDEX appointment_page ON appointment (page, from_at);
CREATE INDEX appointment_due ON appointment (due_at, id) WHERE due_at > 0;
CREATE INDEX appointment_reserved ON appointment (until_at) WHERE state = 'reserved';

CREATE TABLE appointment_host (
	appointment BIGINT NOT NULL,
	member      BIGINT NOT NULL,
	PRIMARY KEY (member, appointment)
);
CREATE INDEX appointment_hosts ON appointment_host (appointment);

-- When a member meets customers, and the calendar they keep elsewhere.
CREATE TABLE availability (
	member     BIGINT NOT NULL PRIMARY KEY,
	hours      {{text}} NOT NULL, -- JSON; {}: the company's
	feed       {{text}} NOT NULL, -- the address of their other calendar, sealed; empty: none
	fetched_at BIGINT NOT NULL,
	failure    {{text}} NOT NULL -- why it could not be read last; empty: it was
);

-- What that calendar says, as it was read last.
CREATE TABLE busy_elsewhere (
	member  BIGINT NOT NULL,
	from_at BIGINT NOT NULL,
	to_at   BIGINT NOT NULL,
	PRIMARY KEY (member, from_at, to_at)
);
