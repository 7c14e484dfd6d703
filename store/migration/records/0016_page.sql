-- why: pages, posts and calls to action.
SELECT 1;
