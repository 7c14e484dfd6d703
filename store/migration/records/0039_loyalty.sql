-- why: customers are thanked with points. What they have is a ledger that is only added to, and can be reckoned again from its first line.
CREATE TABLE loyalty_program (
	one       INTEGER PRIMARY KEY CHECK (one = 1),
	draft     {{text}} NOT NULL, -- JSON
	edition   BIGINT NOT NULL,
	published BIGINT NOT NULL -- number of the version that holds; 0: none
);

-- Never changed: what happened is reckoned by what held then.
CREATE TABLE loyalty_version (
	number  BIGINT PRIMARY KEY,
	content {{text}} NOT NULL, -- JSON
	at      BIGINT NOT NULL,
	act     BIGINT NOT NULL
);

-- Only appended; of each cause there is one.
CREATE TABLE loyalty_transaction (
	id     {{serial}},
	kind   {{text}} NOT NULL,
	cause  {{text}} NOT NULL UNIQUE,
	about  {{text}} NOT NULL, -- what it is for, such as an order
	rule   {{text}} NOT NULL, -- by which points were earned; empty: by none
	person BIGINT NOT NULL, -- a profile they were known by; 0: forgotten
	worth  BIGINT NOT NULL, -- minor units that counted
	note   {{text}} NOT NULL,
	at     BIGINT NOT NULL,
	act    BIGINT NOT NULL
);
CREATE INDEX loyalty_transaction_person ON loyalty_transaction (person, id);
CREATE INDEX loyalty_transaction_about ON loyalty_transaction (about) WHERE about <> '';

-- The lines of each transaction add up to nothing.
CREATE TABLE loyalty_line (
	id      {{serial}},
	posting BIGINT NOT NULL,
	account {{text}} NOT NULL,
	person  BIGINT NOT NULL, -- 0: of the house, or forgotten
	lot     BIGINT NOT NULL, -- 0: none
	points  BIGINT NOT NULL
);
CREATE INDEX loyalty_line_posting ON loyalty_line (posting);
CREATE INDEX loyalty_line_person ON loyalty_line (person, account);

-- Points that came together, with what the lines left of them: nothing can be taken that is not there.
CREATE TABLE loyalty_lot (
	id         {{serial}},
	person     BIGINT NOT NULL, -- a profile; 0: forgotten
	about      {{text}} NOT NULL,
	points     BIGINT NOT NULL,
	pending    BIGINT NOT NULL CHECK (pending >= 0),
	available  BIGINT NOT NULL CHECK (available >= 0),
	expired    BIGINT NOT NULL,
	reversed   BIGINT NOT NULL,
	opens_at   BIGINT NOT NULL,
	expires_at BIGINT NOT NULL, -- 0: never
	at         BIGINT NOT NULL
);
CREATE INDEX loyalty_lot_person ON loyalty_lot (person, expires_at);
CREATE INDEX loyalty_lot_about ON loyalty_lot (about) WHERE about <> '';
CREATE INDEX loyalty_lot_opens ON loyalty_lot (opens_at) WHERE pending > 0;
CREATE INDEX loyalty_lot_expires ON loyalty_lot (expires_at) WHERE available > 0;

-- What a profile has, as its lines left it: the row that two who spend at once both need.
CREATE TABLE loyalty_member (
	person    BIGINT PRIMARY KEY, -- a profile
	pending   BIGINT NOT NULL CHECK (pending >= 0),
	available BIGINT NOT NULL CHECK (available >= 0),
	owed      BIGINT NOT NULL CHECK (owed >= 0),
	tier      {{text}} NOT NULL, -- empty: none
	since     BIGINT NOT NULL, -- of the tier
	until     BIGINT NOT NULL, -- the tier is sure; 0: there is none
	at        BIGINT NOT NULL -- when points were given first
);
CREATE INDEX loyalty_member_until ON loyalty_member (until) WHERE until > 0;

CREATE TABLE loyalty_reward (
	id         {{serial}},
	content    {{text}} NOT NULL, -- JSON
	product    BIGINT NOT NULL, -- 0: none
	stock      BIGINT NOT NULL CHECK (stock >= -1), -- −1: as many as are wanted
	edition    BIGINT NOT NULL,
	updated_at BIGINT NOT NULL
);

-- A reward somebody was given, to be used once. Its code is kept nowhere.
CREATE TABLE loyalty_voucher (
	id         {{serial}},
	reward     BIGINT NOT NULL,
	person     BIGINT NOT NULL, -- a profile; 0: forgotten
	hash       {{text}} NOT NULL, -- of the code; empty: not yet
	tail       {{text}} NOT NULL,
	cause      {{text}} NOT NULL UNIQUE,
	points     BIGINT NOT NULL, -- the transaction that paid for it; 0: given
	state      {{text}} NOT NULL CHECK (state IN ('open', 'used', 'returned')),
	order_id   BIGINT NOT NULL, -- 0: none
	expires_at BIGINT NOT NULL, -- 0: never
	at         BIGINT NOT NULL,
	used_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX loyalty_voucher_hash ON loyalty_voucher (hash) WHERE hash <> '';
CREATE INDEX loyalty_voucher_person ON loyalty_voucher (person);
CREATE INDEX loyalty_voucher_order ON loyalty_voucher (order_id) WHERE order_id <> 0;

ALTER TABLE shop_cart ADD COLUMN voucher BIGINT NOT NULL DEFAULT 0; -- that is to be used; 0: none
