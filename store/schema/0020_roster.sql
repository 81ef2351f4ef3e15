-- Departments of the agency, and bodies of the union and of the Party.
-- A day is ISO text, empty when not known; to_day is the first day after.
CREATE TABLE roster_department (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	parent_id TEXT,
	name TEXT NOT NULL,
	tree TEXT NOT NULL,
	position BIGINT NOT NULL,
	kind TEXT NOT NULL,
	from_day TEXT NOT NULL,
	to_day TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, parent_id) REFERENCES roster_department (org_id, id)
);

CREATE TABLE roster_person (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	family TEXT NOT NULL,
	middle TEXT NOT NULL,
	given TEXT NOT NULL,
	sort_key TEXT NOT NULL,
	born TEXT NOT NULL,
	sex TEXT NOT NULL,
	category TEXT NOT NULL,
	department_id TEXT,
	grade TEXT NOT NULL,
	union_member BOOLEAN NOT NULL,
	party_member BOOLEAN NOT NULL,
	joined_day TEXT NOT NULL,
	left_day TEXT NOT NULL,
	phone TEXT NOT NULL,
	email TEXT NOT NULL,
	code TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, department_id) REFERENCES roster_department (org_id, id)
);
CREATE UNIQUE INDEX roster_person_code ON roster_person (org_id, code) WHERE code <> '';
CREATE INDEX roster_person_department ON roster_person (org_id, department_id);

CREATE TABLE roster_post (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	title TEXT NOT NULL,
	tree TEXT NOT NULL,
	department_id TEXT,
	rank BIGINT NOT NULL,
	from_day TEXT NOT NULL,
	to_day TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, person_id) REFERENCES roster_person (org_id, id),
	FOREIGN KEY (org_id, department_id) REFERENCES roster_department (org_id, id)
);
CREATE INDEX roster_post_person ON roster_post (org_id, person_id);

-- Leave and secondment; who has no row on a day is at work.
CREATE TABLE roster_status (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	status TEXT NOT NULL,
	from_day TEXT NOT NULL,
	to_day TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, person_id) REFERENCES roster_person (org_id, id)
);
CREATE INDEX roster_status_person ON roster_status (org_id, person_id);

-- A file between its dry run and its import; done has the figures afterwards,
-- when the file itself is gone.
CREATE TABLE roster_import (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	name TEXT NOT NULL,
	category TEXT NOT NULL,
	kept_at BIGINT NOT NULL,
	done TEXT NOT NULL,
	body BYTEA NOT NULL,
	PRIMARY KEY (org_id, id)
) -- large rows
;
