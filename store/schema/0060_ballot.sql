-- An open vote. Slips are named: nothing here is secret, and pages say so.
CREATE TABLE ballot_ballot (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	item_id TEXT NOT NULL,
	question TEXT NOT NULL,
	method TEXT NOT NULL,
	base TEXT NOT NULL,
	shown TEXT NOT NULL,
	state TEXT NOT NULL,
	opened_at BIGINT NOT NULL,
	closed_at BIGINT NOT NULL,
	convened BIGINT NOT NULL,
	present BIGINT NOT NULL,
	in_favour BIGINT NOT NULL,
	against BIGINT NOT NULL,
	other BIGINT NOT NULL,
	rule TEXT NOT NULL,
	passed BOOLEAN NOT NULL,
	resolution_item TEXT NOT NULL,
	PRIMARY KEY (org_id, id)
);
CREATE INDEX ballot_ballot_of ON ballot_ballot (org_id, conference_id, opened_at);

CREATE TABLE ballot_slip (
	org_id TEXT NOT NULL,
	ballot_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	choice TEXT NOT NULL,
	receipt TEXT NOT NULL,
	cast_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, ballot_id, person_id),
	FOREIGN KEY (org_id, ballot_id) REFERENCES ballot_ballot (org_id, id)
);

-- A teller's count of hands or cards, by row of seats.
CREATE TABLE ballot_count (
	org_id TEXT NOT NULL,
	ballot_id TEXT NOT NULL,
	row_name TEXT NOT NULL,
	in_favour BIGINT NOT NULL,
	against BIGINT NOT NULL,
	other BIGINT NOT NULL,
	teller_id TEXT NOT NULL,
	counted_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, ballot_id, row_name),
	FOREIGN KEY (org_id, ballot_id) REFERENCES ballot_ballot (org_id, id)
);
