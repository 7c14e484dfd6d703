-- why: before each message is asked what advertising somebody got lately: that alone is looked at now, and not all they were ever sent.
CREATE INDEX message_capped_people ON message (person, sent_at) WHERE class = 'advertising' AND sent_at > 0;
