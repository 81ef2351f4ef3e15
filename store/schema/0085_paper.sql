-- Papers that were issued: what they say, the files as they were drawn, and the
-- hash of what they say, by which anybody may look them up.
CREATE TABLE paper_issued (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	document_id TEXT NOT NULL,
	number TEXT NOT NULL,
	symbol TEXT NOT NULL,
	dated TEXT NOT NULL,
	title TEXT NOT NULL,
	hash TEXT NOT NULL,
	issued_at BIGINT NOT NULL,
	issued_by TEXT NOT NULL,
	reason TEXT NOT NULL,
	layout TEXT NOT NULL,
	content TEXT NOT NULL,
	PRIMARY KEY (org_id, id)
) -- large rows
;
CREATE UNIQUE INDEX paper_issued_one ON paper_issued (org_id, conference_id, kind) WHERE state = 'issued';
CREATE INDEX paper_issued_hash ON paper_issued (org_id, hash);

CREATE TABLE paper_file (
	org_id TEXT NOT NULL,
	issued_id TEXT NOT NULL,
	format TEXT NOT NULL,
	hash TEXT NOT NULL,
	body BYTEA NOT NULL,
	PRIMARY KEY (org_id, issued_id, format),
	FOREIGN KEY (org_id, issued_id) REFERENCES paper_issued (org_id, id)
) -- large rows
;
-- The two wordings of the regulation that a conference is asked about.
CREATE TABLE paper_texts (
	org_id TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	was TEXT NOT NULL,
	draft TEXT NOT NULL,
	PRIMARY KEY (org_id, conference_id)
) -- large rows
;
CREATE INDEX paper_file_hash ON paper_file (org_id, hash);
