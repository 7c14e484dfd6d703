-- why: customers bring friends by their own link; what becomes of each, what both got for it and what speaks against it is kept.
CREATE TABLE referral_programme (
	one        BIGINT PRIMARY KEY CHECK (one = 1),
	draft      {{text}} NOT NULL, -- JSON
	edition    BIGINT NOT NULL, -- of the draft
	published  BIGINT NOT NULL, -- number of the version that holds; 0: none
	open       BOOLEAN NOT NULL, -- new friends are taken in
	updated_at BIGINT NOT NULL
);

-- Never changed: a referral goes by the version under which the friend accepted.
CREATE TABLE referral_version (
	number  BIGINT PRIMARY KEY,
	content {{text}} NOT NULL, -- JSON
	at      BIGINT NOT NULL,
	act     BIGINT NOT NULL
);

-- One friend, brought by one person. The people are profiles they were known by; 0: erased.
CREATE TABLE referral (
	id          {{serial}},
	version     BIGINT NOT NULL,
	code        {{text}} NOT NULL,
	referrer    BIGINT NOT NULL,
	friend      BIGINT NOT NULL,
	via         {{text}} NOT NULL,
	device      {{text}} NOT NULL, -- by what the browser is known; empty: not known
	network     {{text}} NOT NULL, -- keyed hash; empty: not known
	accepted_at BIGINT NOT NULL,
	state       {{text}} NOT NULL CHECK (state IN ('accepted', 'pending', 'review', 'due', 'rewarded', 'refused', 'cancelled', 'expired', 'taken')),
	reason      {{text}} NOT NULL, -- of refused
	sale        {{text}} NOT NULL, -- the purchase it goes by; empty: none yet
	sale_at     BIGINT NOT NULL,
	amount      BIGINT NOT NULL,
	due_at      BIGINT NOT NULL, -- when it changes by time alone; 0: never
	level       {{text}} NOT NULL CHECK (level IN ('none', 'low', 'high')),
	findings    {{text}} NOT NULL, -- JSON
	decision    {{text}} NOT NULL,
	decided_by  BIGINT NOT NULL,
	decided_at  BIGINT NOT NULL,
	note        {{text}} NOT NULL,
	beyond      BOOLEAN NOT NULL, -- the month's limit was reached: only the friend is rewarded
	rewarded_at BIGINT NOT NULL,
	taken_at    BIGINT NOT NULL,
	look_at     BIGINT NOT NULL, -- 0: when something happens
	created_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX referral_friend ON referral (friend) WHERE friend <> 0;
CREATE INDEX referral_referrer ON referral (referrer, accepted_at);
CREATE INDEX referral_look ON referral (look_at, id) WHERE look_at > 0;
CREATE INDEX referral_state ON referral (state, id);
CREATE INDEX referral_device ON referral (device) WHERE device <> '';
CREATE INDEX referral_network ON referral (network, accepted_at) WHERE network <> '';

-- What one of the two got: one for each referral and side, so that nobody gets it twice.
CREATE TABLE referral_reward (
	referral BIGINT NOT NULL,
	side     {{text}} NOT NULL CHECK (side IN ('referrer', 'friend')),
	person   BIGINT NOT NULL, -- a profile; 0: erased
	kind     {{text}} NOT NULL,
	points   BIGINT NOT NULL,
	voucher  {{text}} NOT NULL,
	amount   BIGINT NOT NULL,
	state    {{text}} NOT NULL CHECK (state IN ('given', 'owed', 'paid', 'taken')),
	at       BIGINT NOT NULL,
	note     {{text}} NOT NULL,
	PRIMARY KEY (referral, side)
);
CREATE INDEX referral_reward_person ON referral_reward (person);

-- How often somebody was invited, shared their link, and it was clicked, by day.
CREATE TABLE referral_step (
	person BIGINT NOT NULL, -- a profile
	step   {{text}} NOT NULL CHECK (step IN ('invited', 'shared', 'clicked')),
	day    {{text}} NOT NULL, -- of the house, 2026-11-23
	times  BIGINT NOT NULL,
	at     BIGINT NOT NULL, -- the last time
	PRIMARY KEY (person, step, day)
);
CREATE INDEX referral_step_day ON referral_step (step, day);

-- In which browsers and on which networks who refers was seen with their link; forgotten after a while.
CREATE TABLE referral_sight (
	person  BIGINT NOT NULL, -- a profile
	device  {{text}} NOT NULL,
	network {{text}} NOT NULL, -- keyed hash
	at      BIGINT NOT NULL,
	PRIMARY KEY (person, device, network)
);
