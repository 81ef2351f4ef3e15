-- An opinion without a name has no person, no department, no entering hand and
-- only the day on which it came, and lies in the order of its random key; code is the hash of its receipt.
CREATE TABLE opinion_opinion (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	item_id TEXT NOT NULL,
	paper_id TEXT NOT NULL,
	place TEXT NOT NULL,
	kind TEXT NOT NULL,
	stance TEXT NOT NULL,
	addressee TEXT NOT NULL,
	cover TEXT NOT NULL,
	way TEXT NOT NULL,
	phase TEXT NOT NULL,
	topics TEXT NOT NULL,
	text TEXT NOT NULL,
	person_id TEXT NOT NULL,
	name TEXT NOT NULL,
	department TEXT NOT NULL,
	put_at BIGINT NOT NULL,
	entered_by TEXT NOT NULL,
	owner TEXT NOT NULL,
	due TEXT NOT NULL,
	taken_at BIGINT NOT NULL,
	read_at BIGINT NOT NULL,
	withdrawn_at BIGINT NOT NULL,
	code TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);
CREATE INDEX opinion_opinion_of ON opinion_opinion (org_id, conference_id);
CREATE UNIQUE INDEX opinion_opinion_code ON opinion_opinion (org_id, code) WHERE code <> '';

CREATE TABLE opinion_answer (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	opinion_id TEXT NOT NULL,
	ending TEXT NOT NULL,
	text TEXT NOT NULL,
	name TEXT NOT NULL,
	by_id TEXT NOT NULL,
	at BIGINT NOT NULL,
	due TEXT NOT NULL,
	live BOOLEAN NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, opinion_id) REFERENCES opinion_opinion (org_id, id)
) -- large rows
;
CREATE INDEX opinion_answer_of ON opinion_answer (org_id, opinion_id, at);
