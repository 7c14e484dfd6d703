-- why: strangers leave their names on forms.
SELECT 1;
