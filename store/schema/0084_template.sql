-- Templates that the office has edited, every version; at most one of a kind is
-- in use. The bytes are a file of media.
CREATE TABLE template_version (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	no BIGINT NOT NULL,
	file_id TEXT NOT NULL,
	name TEXT NOT NULL,
	size BIGINT NOT NULL,
	active BOOLEAN NOT NULL,
	taken_by TEXT NOT NULL,
	taken_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, file_id) REFERENCES media_file (org_id, id)
);
CREATE UNIQUE INDEX template_version_no ON template_version (org_id, kind, no);
CREATE UNIQUE INDEX template_version_active ON template_version (org_id, kind) WHERE active;
