-- why: what erasure and backup still lacked.
SELECT 1;
