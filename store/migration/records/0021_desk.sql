-- why: tasks made at once are taken back at once; what somebody arranged on their screens goes with them to every device.
ALTER TABLE task ADD COLUMN action BIGINT NOT NULL DEFAULT 0; -- the first act of the work that made it; 0: before this was kept
CREATE INDEX task_action ON task (action) WHERE action > 0 AND deleted_at = 0;

CREATE TABLE arrangement (
	member {{id}},
	body   {{text}} NOT NULL -- JSON: what the screens keep, by their own names
);
