-- why: whoever sets a value asks for what was set of it before: all of that lies side by side now, rather than each somewhere in the table.
CREATE TABLE own_by_key (
	person BIGINT NOT NULL,
	field  {{text}} NOT NULL, -- a field's key; of lists, with the element after a colon
	value  {{text}}, -- JSON; NULL: set to nothing
	act    BIGINT NOT NULL,
	PRIMARY KEY (person, field, act)
){{by key}};
INSERT INTO own_by_key (person, field, value, act) SELECT person, field, value, act FROM own ORDER BY person, field, act;
DROP TABLE own;
ALTER TABLE own_by_key RENAME TO own;
