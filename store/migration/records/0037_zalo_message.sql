-- why: messages by Zalo are written as templates, too. Which channels there are, the code knows: a constraint that names them would have to be made anew with each.
ALTER TABLE template ADD COLUMN way {{text}} NOT NULL DEFAULT '';
UPDATE template SET way = channel;
ALTER TABLE template DROP COLUMN channel;
ALTER TABLE template RENAME COLUMN way TO channel;
