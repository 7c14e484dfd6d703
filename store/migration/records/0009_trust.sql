-- why: the chained audit trail, consent and requests of people about their data.
SELECT 1;
