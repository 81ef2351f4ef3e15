-- bases and opening are empty while they are made from the record; face,
-- passed and result are kept when the resolution is adopted.
CREATE TABLE resolution_resolution (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	state TEXT NOT NULL,
	bases TEXT NOT NULL,
	opening TEXT NOT NULL,
	ballot_id TEXT NOT NULL,
	adopted_at BIGINT NOT NULL,
	document_id TEXT NOT NULL,
	number TEXT NOT NULL,
	symbol TEXT NOT NULL,
	dated TEXT NOT NULL,
	face TEXT NOT NULL,
	passed TEXT NOT NULL,
	result TEXT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX resolution_resolution_of ON resolution_resolution (org_id, conference_id);

CREATE TABLE resolution_item (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	resolution_id TEXT NOT NULL,
	position BIGINT NOT NULL,
	part TEXT NOT NULL,
	text TEXT NOT NULL,
	owner TEXT NOT NULL,
	due TEXT NOT NULL,
	measure TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, resolution_id) REFERENCES resolution_resolution (org_id, id)
);

CREATE TABLE resolution_progress (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	item_id TEXT NOT NULL,
	state TEXT NOT NULL,
	note TEXT NOT NULL,
	said_of TEXT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, item_id) REFERENCES resolution_item (org_id, id)
);
CREATE INDEX resolution_progress_of ON resolution_progress (org_id, item_id);
