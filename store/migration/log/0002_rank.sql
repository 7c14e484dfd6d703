-- why: sources have rank, and a row says for ever with which it came. Rows from before state none (0): an import's
-- has the rank of imports, any other that of a server.
ALTER TABLE log ADD COLUMN rank BIGINT NOT NULL DEFAULT 0;
