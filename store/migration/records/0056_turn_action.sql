-- why: who was put into a list, or taken out of it, by one piece of work can be taken back as one, so each turn says which it was.
ALTER TABLE segment_turn ADD COLUMN action BIGINT NOT NULL DEFAULT 0; -- 0: nobody's, a condition decided
CREATE INDEX segment_turn_action ON segment_turn (action, id) WHERE action > 0;
