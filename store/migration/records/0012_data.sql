-- why: imports of records and duplicates.
SELECT 1;
