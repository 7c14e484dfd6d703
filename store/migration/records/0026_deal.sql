-- why: pipelines and deals.
SELECT 1;
