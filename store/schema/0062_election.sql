-- An election of the conference: who may be elected to how many seats, by
-- which rules. What is decided stays; what corrects it is added.
CREATE TABLE election_election (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	item_id TEXT NOT NULL,
	purpose TEXT NOT NULL,
	title TEXT NOT NULL,
	by_of TEXT NOT NULL,
	seats BIGINT NOT NULL,
	special BOOLEAN NOT NULL,
	term_months BIGINT NOT NULL,
	called_at BIGINT NOT NULL,
	list_at BIGINT NOT NULL,
	list_ballot TEXT NOT NULL,
	way TEXT NOT NULL,
	form TEXT NOT NULL,
	base TEXT NOT NULL,
	tie TEXT NOT NULL,
	tie_cite TEXT NOT NULL,
	least BIGINT NOT NULL,
	most BIGINT NOT NULL,
	bar TEXT NOT NULL,
	rules_at BIGINT NOT NULL,
	rules_ballot TEXT NOT NULL,
	ended_at BIGINT NOT NULL,
	ended TEXT NOT NULL,
	PRIMARY KEY (org_id, id)
);
CREATE INDEX election_election_of ON election_election (org_id, conference_id, called_at);

CREATE TABLE election_candidate (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	election_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	name TEXT NOT NULL,
	post TEXT NOT NULL,
	department TEXT NOT NULL,
	position BIGINT NOT NULL,
	source TEXT NOT NULL,
	put_by TEXT NOT NULL,
	consent_on TEXT NOT NULL,
	consent_how TEXT NOT NULL,
	withdrawn_at BIGINT NOT NULL,
	withdrawn_why TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, election_id) REFERENCES election_election (org_id, id)
);
CREATE UNIQUE INDEX election_candidate_once ON election_candidate (org_id, election_id, person_id);

CREATE TABLE election_teller (
	org_id TEXT NOT NULL,
	election_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	name TEXT NOT NULL,
	duty TEXT NOT NULL,
	position BIGINT NOT NULL,
	PRIMARY KEY (org_id, election_id, person_id),
	FOREIGN KEY (org_id, election_id) REFERENCES election_election (org_id, id)
);

CREATE TABLE election_round (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	election_id TEXT NOT NULL,
	no BIGINT NOT NULL,
	kind TEXT NOT NULL,
	seats BIGINT NOT NULL,
	state TEXT NOT NULL,
	opened_at BIGINT NOT NULL,
	closed_at BIGINT NOT NULL,
	decided_at BIGINT NOT NULL,
	convened BIGINT NOT NULL,
	present BIGINT NOT NULL,
	printed BIGINT NOT NULL,
	spoiled BIGINT NOT NULL,
	unused BIGINT NOT NULL,
	pass BIGINT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, election_id) REFERENCES election_election (org_id, id)
);
CREATE INDEX election_round_of ON election_round (org_id, election_id, no);

CREATE TABLE election_stander (
	org_id TEXT NOT NULL,
	round_id TEXT NOT NULL,
	candidate_id TEXT NOT NULL,
	position BIGINT NOT NULL,
	PRIMARY KEY (org_id, round_id, candidate_id),
	FOREIGN KEY (org_id, round_id) REFERENCES election_round (org_id, id),
	FOREIGN KEY (org_id, candidate_id) REFERENCES election_candidate (org_id, id)
);

-- The serials reserved for the paper of a round. Nothing refers to a serial:
-- no row says who got it, whether it was used, or in which order it was
-- printed.
CREATE TABLE election_serial (
	org_id TEXT NOT NULL,
	round_id TEXT NOT NULL,
	no BIGINT NOT NULL,
	code TEXT NOT NULL,
	PRIMARY KEY (org_id, round_id, no),
	FOREIGN KEY (org_id, round_id) REFERENCES election_round (org_id, id)
);

-- Who got a ballot, and by which way. There is no time, no order and no
-- serial here, and the journal is silent about it.
CREATE TABLE election_roll (
	org_id TEXT NOT NULL,
	round_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	channel TEXT NOT NULL,
	PRIMARY KEY (org_id, round_id, person_id),
	FOREIGN KEY (org_id, round_id) REFERENCES election_round (org_id, id)
);

-- What a teller wrote down: seats a and b are blind to each other, c is the
-- third reading of what differs. A recount is a new pass.
CREATE TABLE election_count (
	org_id TEXT NOT NULL,
	round_id TEXT NOT NULL,
	pass BIGINT NOT NULL,
	seat TEXT NOT NULL,
	teller_id TEXT NOT NULL,
	valid BIGINT NOT NULL,
	invalid BIGINT NOT NULL,
	not_returned BIGINT NOT NULL,
	entered_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, round_id, pass, seat),
	FOREIGN KEY (org_id, round_id) REFERENCES election_round (org_id, id)
);

CREATE TABLE election_figure (
	org_id TEXT NOT NULL,
	round_id TEXT NOT NULL,
	pass BIGINT NOT NULL,
	seat TEXT NOT NULL,
	candidate_id TEXT NOT NULL,
	votes BIGINT NOT NULL,
	PRIMARY KEY (org_id, round_id, pass, seat, candidate_id),
	FOREIGN KEY (org_id, round_id, pass, seat) REFERENCES election_count (org_id, round_id, pass, seat)
);

-- The sums that an electronic box was opened with.
CREATE TABLE election_box (
	org_id TEXT NOT NULL,
	round_id TEXT NOT NULL,
	box_id TEXT NOT NULL,
	valid BIGINT NOT NULL,
	invalid BIGINT NOT NULL,
	added_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, round_id, box_id),
	FOREIGN KEY (org_id, round_id) REFERENCES election_round (org_id, id)
);

CREATE TABLE election_box_figure (
	org_id TEXT NOT NULL,
	round_id TEXT NOT NULL,
	box_id TEXT NOT NULL,
	candidate_id TEXT NOT NULL,
	votes BIGINT NOT NULL,
	PRIMARY KEY (org_id, round_id, box_id, candidate_id),
	FOREIGN KEY (org_id, round_id, box_id) REFERENCES election_box (org_id, round_id, box_id)
);

CREATE TABLE election_result (
	org_id TEXT NOT NULL,
	round_id TEXT NOT NULL,
	pass BIGINT NOT NULL,
	candidate_id TEXT NOT NULL,
	votes BIGINT NOT NULL,
	rank BIGINT NOT NULL,
	standing TEXT NOT NULL,
	won BOOLEAN NOT NULL,
	how TEXT NOT NULL,
	PRIMARY KEY (org_id, round_id, pass, candidate_id),
	FOREIGN KEY (org_id, round_id) REFERENCES election_round (org_id, id)
);

-- Objections, answers, corrections, recounts, lots drawn: added, never changed.
CREATE TABLE election_note (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	election_id TEXT NOT NULL,
	round_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	said_by TEXT NOT NULL,
	text TEXT NOT NULL,
	noted_at BIGINT NOT NULL,
	noted_by TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, election_id) REFERENCES election_election (org_id, id)
);
CREATE INDEX election_note_of ON election_note (org_id, election_id, noted_at);

CREATE TABLE election_recognition (
	org_id TEXT NOT NULL,
	election_id TEXT NOT NULL,
	number TEXT NOT NULL,
	signed_on TEXT NOT NULL,
	issuer TEXT NOT NULL,
	signer TEXT NOT NULL,
	noted_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, election_id),
	FOREIGN KEY (org_id, election_id) REFERENCES election_election (org_id, id)
);

-- Who serves, from the recognition to the end of the term or the release.
CREATE TABLE election_member (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	election_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	name TEXT NOT NULL,
	duty TEXT NOT NULL,
	from_day TEXT NOT NULL,
	to_day TEXT NOT NULL,
	post_id TEXT NOT NULL,
	released_by TEXT NOT NULL,
	released_why TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, election_id) REFERENCES election_election (org_id, id)
);
CREATE UNIQUE INDEX election_member_once ON election_member (org_id, election_id, person_id);

CREATE TABLE election_meeting (
	org_id TEXT NOT NULL,
	election_id TEXT NOT NULL,
	held_on TEXT NOT NULL,
	present BIGINT NOT NULL,
	note TEXT NOT NULL,
	PRIMARY KEY (org_id, election_id),
	FOREIGN KEY (org_id, election_id) REFERENCES election_election (org_id, id)
);
