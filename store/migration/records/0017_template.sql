-- why: what is written to people, and where it must not go.
SELECT 1;
