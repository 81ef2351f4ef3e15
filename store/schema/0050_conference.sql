CREATE TABLE conference_conference (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	own_name BOOLEAN NOT NULL,
	name_style TEXT NOT NULL,
	track TEXT NOT NULL,
	form TEXT NOT NULL,
	year_name TEXT NOT NULL,
	review_year BIGINT NOT NULL,
	plan_year BIGINT NOT NULL,
	period TEXT NOT NULL,
	held_on TEXT NOT NULL,
	session TEXT NOT NULL,
	starts_at TEXT NOT NULL,
	place TEXT NOT NULL,
	scope TEXT NOT NULL,
	purpose TEXT NOT NULL,
	guidance_name TEXT NOT NULL,
	consent_by TEXT NOT NULL,
	consent_on TEXT NOT NULL,
	consent_doc TEXT NOT NULL,
	dispersed BOOLEAN NOT NULL,
	state TEXT NOT NULL,
	opened_at BIGINT NOT NULL,
	closed_at BIGINT NOT NULL,
	item_id TEXT NOT NULL,
	screen_key TEXT NOT NULL,
	channel TEXT NOT NULL,
	channel_ref TEXT NOT NULL,
	timer_ends BIGINT NOT NULL,
	timer_left BIGINT NOT NULL,
	quorum_rule TEXT NOT NULL,
	PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX conference_conference_key ON conference_conference (org_id, screen_key);

CREATE TABLE conference_basis (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	document_id TEXT NOT NULL,
	position BIGINT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);

CREATE TABLE conference_task (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	person_name TEXT NOT NULL,
	duty TEXT NOT NULL,
	what TEXT NOT NULL,
	due TEXT NOT NULL,
	done_at BIGINT NOT NULL,
	position BIGINT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);

CREATE TABLE conference_guest (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	honorific TEXT NOT NULL,
	name TEXT NOT NULL,
	posts TEXT NOT NULL,
	position BIGINT NOT NULL,
	superior BOOLEAN NOT NULL,
	on_behalf TEXT NOT NULL,
	came_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);

CREATE TABLE conference_item (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	position BIGINT NOT NULL,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	presenter_id TEXT NOT NULL,
	presenter TEXT NOT NULL,
	minutes BIGINT NOT NULL,
	ends TEXT NOT NULL,
	opened_at BIGINT NOT NULL,
	closed_at BIGINT NOT NULL,
	outcome TEXT NOT NULL,
	note TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);
CREATE INDEX conference_item_of ON conference_item (org_id, conference_id, position);

CREATE TABLE conference_paper (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	item_id TEXT NOT NULL,
	title TEXT NOT NULL,
	file_id TEXT NOT NULL,
	file_name TEXT NOT NULL,
	version BIGINT NOT NULL,
	put_at BIGINT NOT NULL,
	frozen_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);
CREATE INDEX conference_paper_of ON conference_paper (org_id, conference_id);

CREATE TABLE conference_convened (
	org_id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	name TEXT NOT NULL,
	sort TEXT NOT NULL,
	fold TEXT NOT NULL,
	category TEXT NOT NULL,
	department TEXT NOT NULL,
	post TEXT NOT NULL,
	excuse TEXT NOT NULL,
	arrived_at BIGINT NOT NULL,
	left_at BIGINT NOT NULL,
	way TEXT NOT NULL,
	room TEXT NOT NULL,
	PRIMARY KEY (org_id, conference_id, person_id),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);

CREATE TABLE conference_movement (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	at BIGINT NOT NULL,
	arrival BOOLEAN NOT NULL,
	way TEXT NOT NULL,
	by_id TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);
CREATE INDEX conference_movement_of ON conference_movement (org_id, conference_id, at);

CREATE TABLE conference_speaker (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	item_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	name TEXT NOT NULL,
	department TEXT NOT NULL,
	topic TEXT NOT NULL,
	way TEXT NOT NULL,
	asked_at BIGINT NOT NULL,
	called_at BIGINT NOT NULL,
	ended_at BIGINT NOT NULL,
	withdrawn_at BIGINT NOT NULL,
	note TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);
CREATE INDEX conference_speaker_of ON conference_speaker (org_id, conference_id, asked_at);

CREATE TABLE conference_fact (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	position BIGINT NOT NULL,
	topic TEXT NOT NULL,
	what TEXT NOT NULL,
	low TEXT NOT NULL,
	high TEXT NOT NULL,
	unit TEXT NOT NULL,
	base TEXT NOT NULL,
	decided_by TEXT NOT NULL,
	state TEXT NOT NULL,
	year BIGINT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);

CREATE TABLE conference_minutes (
	org_id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	section TEXT NOT NULL,
	text TEXT NOT NULL,
	basis TEXT NOT NULL,
	edited_at BIGINT NOT NULL,
	edited_by TEXT NOT NULL,
	PRIMARY KEY (org_id, conference_id, section),
	FOREIGN KEY (org_id, conference_id) REFERENCES conference_conference (org_id, id)
);
