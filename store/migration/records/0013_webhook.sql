-- why: calls to other systems and answers kept for repeated calls.
SELECT 1;
