-- why: quotes and payments.
SELECT 1;
