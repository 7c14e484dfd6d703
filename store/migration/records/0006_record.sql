-- why: records of every kind, their fields and the journal of their changes. People's are written from the log, which
-- is read again.
DROP TABLE person;
DELETE FROM profile;
DELETE FROM link;
DELETE FROM traits;
DELETE FROM suggestion;
DELETE FROM apart;
DELETE FROM identity_cursor;
CREATE TABLE record (
	type        {{text}} NOT NULL,
	id          BIGINT NOT NULL,
	name        {{text}} NOT NULL,
	name_folded {{text}} NOT NULL,
	sort_key    {{bytes}} NOT NULL,
	owner       BIGINT NOT NULL, -- a member's id; 0: nobody
	team        BIGINT NOT NULL, -- 0: none
	email       {{text}} NOT NULL, -- the primary one; empty: none
	phone       {{text}} NOT NULL,
	created_at  BIGINT NOT NULL,
	updated_at  BIGINT NOT NULL,
	version     BIGINT NOT NULL, -- counts its changes
	deleted_at  BIGINT NOT NULL, -- 0: it is there; -1: a person of whom nothing is left to tell
	into_id     BIGINT NOT NULL, -- whom it was merged into; 0: it stands for itself
	fields      {{json}} NOT NULL, -- the other values by field key
	stated      {{json}}, -- of people, what events said of them; NULL: nothing
	PRIMARY KEY (type, id)
);
-- Lists show who is there, in one of the orders everybody asks for.
CREATE INDEX record_name ON record (type, sort_key, id) WHERE deleted_at = 0 AND into_id = 0;
CREATE INDEX record_created ON record (type, created_at, id) WHERE deleted_at = 0 AND into_id = 0;
CREATE INDEX record_updated ON record (type, updated_at, id) WHERE deleted_at = 0 AND into_id = 0;
-- What has an owner, a team or lies in the bin is found without passing by the rest.
CREATE INDEX record_owner ON record (type, owner, id) WHERE owner <> 0;
CREATE INDEX record_team ON record (type, team, id) WHERE team <> 0;
CREATE INDEX record_deleted ON record (type, deleted_at, id) WHERE deleted_at > 0;

-- The id last given to a record of a type; no id is given twice. People have theirs from identity.
CREATE TABLE record_counter (
	type {{text}} PRIMARY KEY,
	last BIGINT NOT NULL
);

-- What was set on a person in the record itself, over what events said. It stays with the one it was set on: whose it
-- is after merges, profile says. Of several values of a field that of the last act holds; what it
-- replaced comes back when that is undone.
CREATE TABLE own (
	person BIGINT NOT NULL,
	field  {{text}} NOT NULL, -- a field's key; of lists, with the element after a colon
	value  {{text}}, -- JSON; NULL: set to nothing
	act    BIGINT NOT NULL,
	PRIMARY KEY (person, field, act)
);

-- The lists and the unique values among the values of records, where they can be looked up.
CREATE TABLE tagging (
	type   {{text}} NOT NULL,
	record BIGINT NOT NULL,
	tag    {{text}} NOT NULL,
	PRIMARY KEY (type, record, tag)
);
CREATE INDEX tagging_tag ON tagging (type, tag, record);

CREATE TABLE membership (
	person     BIGINT NOT NULL,
	company    BIGINT NOT NULL,
	role       {{text}} NOT NULL,
	is_primary BOOLEAN NOT NULL,
	since      {{text}} NOT NULL, -- a date; empty: not known
	until      {{text}} NOT NULL, -- a date; empty: still
	PRIMARY KEY (person, company)
);
CREATE INDEX membership_company ON membership (company, person);

CREATE TABLE order_line (
	order_id BIGINT NOT NULL,
	place    BIGINT NOT NULL,
	product  BIGINT NOT NULL, -- 0: none of ours
	name     {{text}} NOT NULL,
	quantity BIGINT NOT NULL, -- thousandths
	price    BIGINT NOT NULL, -- minor units
	discount BIGINT NOT NULL,
	tax_rate DOUBLE PRECISION NOT NULL,
	PRIMARY KEY (order_id, place)
);
CREATE INDEX order_line_product ON order_line (product, order_id);

-- What the log was told of orders and still says.
CREATE TABLE order_told (
	order_id BIGINT NOT NULL,
	name     {{text}} NOT NULL, -- of the event
	event    {{text}} NOT NULL, -- its id
	at       BIGINT NOT NULL,
	body     {{text}} NOT NULL, -- the rest of it, JSON
	PRIMARY KEY (order_id, name)
);

CREATE TABLE unique_value (
	type   {{text}} NOT NULL,
	field  {{text}} NOT NULL,
	value  {{text}} NOT NULL,
	record BIGINT NOT NULL,
	PRIMARY KEY (type, field, value)
);
CREATE INDEX unique_value_record ON unique_value (type, record);

-- The company's own fields, and what it changed of the standard ones.
CREATE TABLE field (
	type       {{text}} NOT NULL,
	key        {{text}} NOT NULL,
	definition {{text}} NOT NULL, -- JSON
	PRIMARY KEY (type, key)
);

CREATE TABLE price_book (
	key        {{text}} PRIMARY KEY,
	name       {{text}} NOT NULL,
	currency   {{text}} NOT NULL,
	archived   BOOLEAN NOT NULL,
	created_at BIGINT NOT NULL
);

-- Every change of a value, append-only. Before and after are JSON; NULL: none. The commitment is what the audit trail
-- holds of them once they are erased.
CREATE TABLE change (
	id         {{serial}},
	act        BIGINT NOT NULL,
	action     BIGINT NOT NULL, -- the first act of the same piece of work
	at         BIGINT NOT NULL,
	type       {{text}} NOT NULL,
	record     BIGINT NOT NULL,
	field      {{text}} NOT NULL, -- empty: the record itself
	before     {{text}},
	after      {{text}},
	salt       {{bytes}}, -- NULL: erased
	commitment {{bytes}} NOT NULL
);
CREATE INDEX change_record ON change (type, record, id);
CREATE INDEX change_action ON change (action, id);
CREATE INDEX change_act ON change (act, id);
