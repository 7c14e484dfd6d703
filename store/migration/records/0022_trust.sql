-- why: a place that was kept for what erasure, backup and lists might still lack. They needed no table.
SELECT 1;
