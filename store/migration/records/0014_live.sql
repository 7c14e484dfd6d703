-- why: what follows the log keeps its place, and segments their members.
SELECT 1;
