-- why: teams, own roles, second factors, providers, invitations.
SELECT 1;
