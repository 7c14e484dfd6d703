-- why: what is written to people goes over Zalo, too.
SELECT 1;
