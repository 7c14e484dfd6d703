-- why: customers choose before they buy, on a phone now and at a desk later: what is in their cart is kept for them.
CREATE TABLE shop_cart (
	id         {{serial}},
	visitor    {{text}} NOT NULL, -- the anonymous id of who is not signed in; empty: it is a person's
	person     BIGINT NOT NULL, -- a profile they were known by; 0: not known yet
	items      {{text}} NOT NULL, -- JSON
	language   {{text}} NOT NULL,
	ref        {{text}} NOT NULL, -- the code of who sent them
	edition    BIGINT NOT NULL,
	order_id   BIGINT NOT NULL, -- the last that was placed of it; 0: none
	touched_at BIGINT NOT NULL,
	told_at    BIGINT NOT NULL -- that it was abandoned; 0: it was not
);
CREATE UNIQUE INDEX shop_cart_visitor ON shop_cart (visitor) WHERE visitor <> '';
CREATE INDEX shop_cart_person ON shop_cart (person) WHERE person <> 0;
CREATE INDEX shop_cart_quiet ON shop_cart (touched_at) WHERE told_at = 0;
