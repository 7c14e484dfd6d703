-- why: conversations: one per person over channels.
SELECT 1;
