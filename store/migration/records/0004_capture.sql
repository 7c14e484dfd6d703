-- why: sources have rank from now on, and of what was stated of people it matters who said so. Who is who is read
-- again from the log, which knows.
DELETE FROM profile;
DELETE FROM link;
DELETE FROM traits;
DELETE FROM person;
DELETE FROM suggestion;
DELETE FROM apart;
DELETE FROM identity_cursor;
