-- why: what a network calls the messages it took, so that its reports find them; and the numbers that want no advertising, whoever agreed.
CREATE TABLE sms_handle (
	handle  {{text}} NOT NULL,
	message BIGINT NOT NULL,
	at      BIGINT NOT NULL,
	PRIMARY KEY (handle, message)
);
CREATE INDEX sms_handle_at ON sms_handle (at);
CREATE INDEX sms_handle_of ON sms_handle (message);

-- Each time the national list was taken in: the proof that it was looked at.
CREATE TABLE do_not_call_list (
	id         {{serial}},
	name       {{text}} NOT NULL, -- of the file
	hash       {{text}} NOT NULL, -- SHA-256 of the file, hexadecimal
	scope      {{text}} NOT NULL CHECK (scope IN ('all', 'sms', 'call')), -- what those numbers refuse
	checked_on {{text}} NOT NULL, -- the day the list is of, 2026-11-22
	whole      BOOLEAN NOT NULL, -- it takes the place of those before; else it adds to them
	numbers    BIGINT NOT NULL,
	refused    BIGINT NOT NULL, -- lines that are no number
	done       BOOLEAN NOT NULL,
	at         BIGINT NOT NULL,
	act        BIGINT NOT NULL
);

-- Of a number only a hash is kept: it is asked for by numbers that are known otherwise.
CREATE TABLE do_not_call (
	hash  {{text}} NOT NULL, -- keyed
	scope {{text}} NOT NULL,
	list  BIGINT NOT NULL, -- that named it last
	PRIMARY KEY (hash, scope)
);
CREATE INDEX do_not_call_of ON do_not_call (scope, list);
