CREATE TABLE emulation_decision (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	position BIGINT NOT NULL,
	number TEXT NOT NULL,
	dated TEXT NOT NULL,
	issuer TEXT NOT NULL,
	signer TEXT NOT NULL,
	signer_post TEXT NOT NULL,
	subject TEXT NOT NULL,
	words TEXT NOT NULL,
	behalf TEXT NOT NULL,
	announced_at BIGINT NOT NULL,
	public_at BIGINT NOT NULL,
	withdrawn_at BIGINT NOT NULL,
	withdrawn TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);
CREATE INDEX emulation_decision_of ON emulation_decision (org_id, conference_id, position);

CREATE TABLE emulation_award (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	decision_id TEXT NOT NULL,
	position BIGINT NOT NULL,
	collective BOOLEAN NOT NULL,
	person_id TEXT NOT NULL,
	name TEXT NOT NULL,
	under TEXT NOT NULL,
	title TEXT NOT NULL,
	form TEXT NOT NULL,
	reason TEXT NOT NULL,
	picture TEXT NOT NULL,
	consent TEXT NOT NULL,
	handed_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, decision_id) REFERENCES emulation_decision (org_id, id)
);
CREATE INDEX emulation_award_of ON emulation_award (org_id, decision_id, position);

CREATE TABLE emulation_version (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	subject_id TEXT NOT NULL,
	number BIGINT NOT NULL,
	at BIGINT NOT NULL,
	by_id TEXT NOT NULL,
	reason TEXT NOT NULL,
	was TEXT NOT NULL,
	PRIMARY KEY (org_id, id)
);
CREATE INDEX emulation_version_of ON emulation_version (org_id, subject_id, number);

CREATE TABLE emulation_pact (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	position BIGINT NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	opened_at BIGINT NOT NULL,
	withdrawn_at BIGINT NOT NULL,
	withdrawn TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);

CREATE TABLE emulation_party (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	pledge_id TEXT NOT NULL,
	position BIGINT NOT NULL,
	name TEXT NOT NULL,
	signer TEXT NOT NULL,
	post TEXT NOT NULL,
	person_id TEXT NOT NULL,
	signed_at BIGINT NOT NULL,
	way TEXT NOT NULL,
	by_id TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, pledge_id) REFERENCES emulation_pact (org_id, id)
);

CREATE TABLE emulation_movement (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	position BIGINT NOT NULL,
	title TEXT NOT NULL,
	theme TEXT NOT NULL,
	text TEXT NOT NULL,
	goals TEXT NOT NULL,
	from_day TEXT NOT NULL,
	to_day TEXT NOT NULL,
	speaker TEXT NOT NULL,
	launched_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);

CREATE TABLE emulation_signature (
	org_id TEXT NOT NULL,
	commitment_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	name TEXT NOT NULL,
	signed_at BIGINT NOT NULL,
	way TEXT NOT NULL,
	by_id TEXT NOT NULL,
	PRIMARY KEY (org_id, commitment_id, person_id),
	FOREIGN KEY (org_id, commitment_id) REFERENCES emulation_pact (org_id, id)
);

CREATE TABLE emulation_flowers (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	position BIGINT NOT NULL,
	giver TEXT NOT NULL,
	receiver TEXT NOT NULL,
	words TEXT NOT NULL,
	given_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);
