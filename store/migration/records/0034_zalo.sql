-- why: messages by Zalo go by templates that Zalo approved, of which the house has to know what they take and cost.
CREATE TABLE zalo_template (
	id      {{text}} PRIMARY KEY, -- Zalo's
	name    {{text}} NOT NULL,
	status  {{text}} NOT NULL,
	quality {{text}} NOT NULL,
	tag     {{text}} NOT NULL CHECK (tag IN ('transaction', 'care', 'promotion')),
	price   BIGINT NOT NULL, -- đồng
	params  {{text}} NOT NULL, -- JSON
	preview {{text}} NOT NULL, -- an address
	at      BIGINT NOT NULL -- when it was read
);

-- When something went to Zalo last is asked whenever somebody looks whether Zalo still tells what happens.
CREATE INDEX message_zalo ON message (sent_at) WHERE channel = 'zalo';
