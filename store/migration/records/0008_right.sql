-- why: teams, roles of the company's own, second factors, providers of identity, invitations.
-- A role is one of those built in or one of the table below; which there are the program knows, and no condition here.
ALTER TABLE member ADD COLUMN role_now {{text}} NOT NULL DEFAULT '';
UPDATE member SET role_now = role;
ALTER TABLE member DROP COLUMN role;
ALTER TABLE member RENAME COLUMN role_now TO role;
ALTER TABLE member ADD COLUMN totp {{text}} NOT NULL DEFAULT ''; -- a sealed secret; empty: no second step
ALTER TABLE member ADD COLUMN totp_step BIGINT NOT NULL DEFAULT 0; -- the last one a code was taken of

CREATE TABLE recovery_code (
	member BIGINT NOT NULL,
	hash   {{text}} NOT NULL,
	PRIMARY KEY (member, hash)
);

CREATE TABLE role (
	id         {{serial}},
	name       {{text}} NOT NULL UNIQUE,
	about      {{text}} NOT NULL,
	rights     {{text}} NOT NULL, -- JSON
	created_at BIGINT NOT NULL
);

CREATE TABLE team (
	id         {{serial}},
	name       {{text}} NOT NULL UNIQUE,
	lead       BIGINT NOT NULL, -- 0: nobody
	created_at BIGINT NOT NULL
);

CREATE TABLE team_member (
	team   BIGINT NOT NULL,
	member BIGINT NOT NULL,
	PRIMARY KEY (team, member)
);
CREATE INDEX team_member_member ON team_member (member);

CREATE TABLE invitation (
	id         {{serial}},
	hash       {{text}} NOT NULL UNIQUE, -- of its token
	email      {{text}} NOT NULL,
	role       {{text}} NOT NULL,
	teams      {{text}} NOT NULL, -- ids divided by spaces
	inviter    BIGINT NOT NULL, -- 0: the house
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL
);

-- Who somebody is at a provider of identity.
CREATE TABLE foreign_login (
	issuer  {{text}} NOT NULL,
	subject {{text}} NOT NULL,
	member  BIGINT NOT NULL,
	PRIMARY KEY (issuer, subject)
);
CREATE INDEX foreign_login_member ON foreign_login (member);

ALTER TABLE session ADD COLUMN method {{text}} NOT NULL DEFAULT 'password';
ALTER TABLE session ADD COLUMN address {{text}} NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN device {{text}} NOT NULL DEFAULT '';
ALTER TABLE access_key ADD COLUMN maker BIGINT NOT NULL DEFAULT 0; -- whose rights bound it; 0: the house
