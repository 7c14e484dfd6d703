-- why: notes, mentions and attachments.
SELECT 1;
