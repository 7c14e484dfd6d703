-- why: people book an appointment without a telephone call.
SELECT 1;
