-- why: an import that was interrupted can be taken up again only by who knows which files were sent for it.
ALTER TABLE import ADD COLUMN uploads {{text}} NOT NULL DEFAULT '';
