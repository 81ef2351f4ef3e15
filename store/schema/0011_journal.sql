CREATE TABLE journal_entry (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	at BIGINT NOT NULL,
	who TEXT NOT NULL,
	act TEXT NOT NULL,
	subject TEXT NOT NULL,
	detail TEXT NOT NULL,
	seq BIGINT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (org_id, id)
);
CREATE INDEX journal_entry_seq ON journal_entry (org_id, seq);
CREATE INDEX journal_entry_at ON journal_entry (org_id, at);
