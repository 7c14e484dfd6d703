-- why: what somebody earned names the version of the programme it went by, and a voucher that was given by hand says for what.
ALTER TABLE loyalty_transaction ADD COLUMN version BIGINT NOT NULL DEFAULT 0; -- 0: by none, or by the one that held when it was posted
ALTER TABLE loyalty_voucher ADD COLUMN note {{text}} NOT NULL DEFAULT ''; -- for colleagues; empty: it was not given by hand
