-- why: visitors talk with the company while they look at its pages.
SELECT 1;
