-- why: leads are led to who answers them, and calls are noted.
SELECT 1;
