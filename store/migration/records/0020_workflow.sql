-- why: people go through workflows, each step once.
SELECT 1;
