-- why: the shop page, and customers who sign in.
SELECT 1;
