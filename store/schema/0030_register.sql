CREATE TABLE register_document (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	way TEXT NOT NULL,
	series TEXT NOT NULL,
	kind TEXT NOT NULL,
	number TEXT NOT NULL,
	symbol TEXT NOT NULL,
	dated TEXT NOT NULL,
	issuer TEXT NOT NULL,
	subject TEXT NOT NULL,
	file_id TEXT NOT NULL,
	noted_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id)
);
CREATE INDEX register_document_dated ON register_document (org_id, dated);

CREATE TABLE register_counter (
	org_id TEXT NOT NULL,
	series TEXT NOT NULL,
	kind TEXT NOT NULL,
	year BIGINT NOT NULL,
	last BIGINT NOT NULL,
	PRIMARY KEY (org_id, series, kind, year)
);
