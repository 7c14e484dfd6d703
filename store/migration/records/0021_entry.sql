-- why: people made by hand and by lists in one step.
SELECT 1;
