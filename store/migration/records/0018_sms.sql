-- why: messages to phones, and the list of those who must not be called.
SELECT 1;
