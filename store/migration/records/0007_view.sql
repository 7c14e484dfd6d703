-- why: views, segments and the index that search reads.
SELECT 1;
