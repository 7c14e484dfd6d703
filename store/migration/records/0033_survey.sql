-- why: customers are asked whether they are content, each as seldom as was promised, and what they answered is kept.
CREATE TABLE survey (
	id         {{serial}},
	name       {{text}} NOT NULL,
	draft      {{text}} NOT NULL, -- JSON
	edition    BIGINT NOT NULL, -- of the draft
	published  BIGINT NOT NULL, -- number of the version people are asked; 0: none
	archived   BOOLEAN NOT NULL,
	updated_at BIGINT NOT NULL
);

-- Never changed: answers name it.
CREATE TABLE survey_version (
	survey  BIGINT NOT NULL,
	number  BIGINT NOT NULL,
	content {{text}} NOT NULL, -- JSON
	at      BIGINT NOT NULL,
	act     BIGINT NOT NULL,
	PRIMARY KEY (survey, number)
);

-- One person being asked about one touch: of each touch there is one, over all surveys.
CREATE TABLE survey_invitation (
	id          {{serial}},
	survey      BIGINT NOT NULL,
	version     BIGINT NOT NULL,
	kind        {{text}} NOT NULL,
	person      BIGINT NOT NULL, -- a profile they were known by
	touch       {{text}} NOT NULL UNIQUE,
	channel     {{text}} NOT NULL,
	state       {{text}} NOT NULL CHECK (state IN ('waiting', 'asked', 'answered', 'expired', 'left')),
	reason      {{text}} NOT NULL, -- why they were left alone; empty: they were not
	talk        {{text}} NOT NULL, -- of the chat; empty: asked by a message
	message     BIGINT NOT NULL, -- 0: none
	created_at  BIGINT NOT NULL,
	due_at      BIGINT NOT NULL, -- 0: never again
	asked_at    BIGINT NOT NULL, -- 0: not yet
	reminded_at BIGINT NOT NULL,
	answered_at BIGINT NOT NULL
);
CREATE INDEX survey_invitation_due ON survey_invitation (due_at, id) WHERE due_at > 0;
CREATE INDEX survey_invitation_person ON survey_invitation (person, asked_at);
CREATE INDEX survey_invitation_survey ON survey_invitation (survey, asked_at);
CREATE INDEX survey_invitation_talk ON survey_invitation (talk) WHERE talk <> '';

-- What was answered. Who answers again keeps both: the last stands.
CREATE TABLE survey_answer (
	id         {{serial}},
	invitation BIGINT NOT NULL,
	survey     BIGINT NOT NULL,
	version    BIGINT NOT NULL,
	person     BIGINT NOT NULL, -- a profile they were known by
	at         BIGINT NOT NULL,
	score      BIGINT NOT NULL,
	comment    {{text}} NOT NULL,
	said       {{text}} NOT NULL, -- JSON
	event      {{text}} NOT NULL, -- the id of what it became in the log
	stands     BOOLEAN NOT NULL
);
CREATE INDEX survey_answer_invitation ON survey_answer (invitation, id);
CREATE INDEX survey_answer_person ON survey_answer (person);
