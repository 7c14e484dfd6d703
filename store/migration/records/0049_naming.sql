-- why: who writes a review chooses how they are named in public: by their name, by a part of it, or not at all. It is part of what
-- they allow. Whoever allowed it before is named as they wrote.
ALTER TABLE review ADD COLUMN naming {{text}} NOT NULL DEFAULT ''; -- full, short, none; empty: it may not be shown
UPDATE review SET naming = 'full' WHERE name <> '';
