-- why: who can be written to or called is asked together with what only the history knows, of everybody: these are read in
-- the place of the records themselves, and grow at their end.
CREATE INDEX record_email ON record (type, id) WHERE email <> '' AND deleted_at = 0 AND into_id = 0;
CREATE INDEX record_phone ON record (type, id) WHERE phone <> '' AND deleted_at = 0 AND into_id = 0;
