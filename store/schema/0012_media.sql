-- Files that people brought, by the hash of their content.
CREATE TABLE media_file (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	type TEXT NOT NULL,
	size BIGINT NOT NULL,
	width BIGINT NOT NULL,
	height BIGINT NOT NULL,
	taken_by TEXT NOT NULL,
	taken_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id)
);

-- Their content: width 0 is the whole, others are smaller sizes of a picture.
CREATE TABLE media_blob (
	org_id TEXT NOT NULL,
	file_id TEXT NOT NULL,
	width BIGINT NOT NULL,
	body BYTEA NOT NULL,
	PRIMARY KEY (org_id, file_id, width),
	FOREIGN KEY (org_id, file_id) REFERENCES media_file (org_id, id)
) -- large rows
;
