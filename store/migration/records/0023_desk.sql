-- why: what screens still lacked.
SELECT 1;
