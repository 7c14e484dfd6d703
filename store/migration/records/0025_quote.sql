-- why: a price is promised in writing, accepted by who is to pay it, and paid; each of these has to be shown later as it was.
CREATE TABLE quote (
	id          {{serial}},
	number      {{text}} NOT NULL, -- given when it is first sent; empty: not yet
	state       {{text}} NOT NULL CHECK (state IN ('draft', 'sent', 'accepted', 'declined', 'expired', 'withdrawn')),
	person      BIGINT NOT NULL, -- a profile they were known by
	company     BIGINT NOT NULL, -- 0: none
	deal        BIGINT NOT NULL, -- 0: none
	owner       BIGINT NOT NULL, -- a member's id; 0: nobody's
	team        BIGINT NOT NULL,
	draft       {{text}} NOT NULL, -- JSON
	edition     BIGINT NOT NULL, -- of the draft
	version     BIGINT NOT NULL, -- number of the last one sent; 0: none
	total       BIGINT NOT NULL, -- of the draft, minor units
	currency    {{text}} NOT NULL,
	valid_until {{text}} NOT NULL, -- of the last one sent, a day; empty: none was
	order_id    BIGINT NOT NULL, -- what accepting it made; 0: nothing yet
	viewed_at   BIGINT NOT NULL, -- first; 0: not yet
	reminded_at BIGINT NOT NULL, -- 0: not yet
	created_at  BIGINT NOT NULL,
	updated_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX quote_by_number ON quote (number) WHERE number <> '';
CREATE INDEX quote_person ON quote (person, id);
CREATE INDEX quote_deal ON quote (deal, id) WHERE deal <> 0;
CREATE INDEX quote_order ON quote (order_id) WHERE order_id <> 0;
CREATE INDEX quote_ends ON quote (valid_until, id) WHERE state = 'sent';

-- The last number given in a year: none is left out, none given twice.
CREATE TABLE quote_number (
	year BIGINT NOT NULL PRIMARY KEY,
	last BIGINT NOT NULL
);

-- Never changed: what was sent is what was accepted.
CREATE TABLE quote_version (
	quote   BIGINT NOT NULL,
	number  BIGINT NOT NULL,
	content {{text}} NOT NULL, -- JSON: all that the document says
	pdf     {{bytes}} NOT NULL,
	hash    {{text}} NOT NULL, -- SHA-256 of the PDF
	at      BIGINT NOT NULL,
	act     BIGINT NOT NULL,
	PRIMARY KEY (quote, number)
);

-- What happened to it, in order: the evidence.
CREATE TABLE quote_entry (
	id      {{serial}},
	quote   BIGINT NOT NULL,
	version BIGINT NOT NULL,
	kind    {{text}} NOT NULL,
	at      BIGINT NOT NULL,
	member  BIGINT NOT NULL, -- who of us; 0: the customer, or the house itself
	name    {{text}} NOT NULL, -- as the customer typed it
	body    {{text}} NOT NULL,
	address {{text}} NOT NULL, -- of the network they came from
	device  {{text}} NOT NULL,
	hash    {{text}} NOT NULL  -- of what they accepted
);
CREATE INDEX quote_entry_of ON quote_entry (quote, id);

-- Discounts above the limit, and who let them pass.
CREATE TABLE quote_approval (
	id         {{serial}},
	quote      BIGINT NOT NULL,
	edition    BIGINT NOT NULL, -- of the draft that was asked for
	mark       {{text}} NOT NULL, -- of what that draft says: another is another
	discount   BIGINT NOT NULL, -- hundredths of a percent
	reason     {{text}} NOT NULL,
	asked_by   BIGINT NOT NULL,
	asked_at   BIGINT NOT NULL,
	decided_by BIGINT NOT NULL, -- 0: nobody yet
	decided_at BIGINT NOT NULL,
	granted    BOOLEAN NOT NULL,
	note       {{text}} NOT NULL
);
CREATE INDEX quote_approval_of ON quote_approval (quote, id);
CREATE INDEX quote_approval_waiting ON quote_approval (id) WHERE decided_at = 0;

-- What banks told: each line once, however often it is told.
CREATE TABLE bank_line (
	id          {{serial}},
	key         {{text}} NOT NULL UNIQUE,
	source      {{text}} NOT NULL,
	account     {{text}} NOT NULL,
	amount      BIGINT NOT NULL, -- minor units; less than nothing: it went out
	currency    {{text}} NOT NULL,
	at          BIGINT NOT NULL,
	body        {{text}} NOT NULL,
	reference   {{text}} NOT NULL,
	state       {{text}} NOT NULL CHECK (state IN ('waiting', 'booked', 'aside')),
	outcome     {{text}} NOT NULL,
	reason      {{text}} NOT NULL,
	order_id    BIGINT NOT NULL, -- booked for, or perhaps meant for; 0: none
	received_at BIGINT NOT NULL
);
CREATE INDEX bank_line_state ON bank_line (state, id);

-- Money received for orders, and given back.
CREATE TABLE payment (
	id       {{serial}},
	order_id BIGINT NOT NULL,
	kind     {{text}} NOT NULL CHECK (kind IN ('received', 'refunded')),
	way      {{text}} NOT NULL,
	amount   BIGINT NOT NULL CHECK (amount > 0),
	at       BIGINT NOT NULL,
	line     BIGINT NOT NULL, -- of the bank; 0: none
	key      {{text}} NOT NULL, -- under one of an order there is one; empty: any number
	note     {{text}} NOT NULL,
	act      BIGINT NOT NULL
);
CREATE UNIQUE INDEX payment_key ON payment (order_id, key) WHERE key <> '';
CREATE INDEX payment_order ON payment (order_id, id);
CREATE INDEX payment_line ON payment (line) WHERE line <> 0;

-- What is still due for orders that wait for money: a transfer without a code is looked for by its amount.
CREATE TABLE order_due (
	order_id BIGINT NOT NULL PRIMARY KEY,
	due      BIGINT NOT NULL,
	currency {{text}} NOT NULL
);
CREATE INDEX order_due_amount ON order_due (currency, due);
