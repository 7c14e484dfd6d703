-- why: every message to a person has a line that outlives a crash.
SELECT 1;
