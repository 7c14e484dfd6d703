-- why: company.name was the house in canned texts and the firm somebody is at in templates. It is the firm everywhere now, and
-- what texts said of the house they say by workspace.name.
UPDATE canned_text SET text = REPLACE(REPLACE(text, '{company.name', '{workspace.name'), '{ company.name', '{ workspace.name'),
	text_en = REPLACE(REPLACE(text_en, '{company.name', '{workspace.name'), '{ company.name', '{ workspace.name');
