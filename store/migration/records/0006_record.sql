-- why: records of every kind, their fields and the journal of their changes.
SELECT 1;
