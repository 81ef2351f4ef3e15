-- What the tamper watch found when it last compared the served files with the
-- record.
CREATE TABLE watch_look (
	org_id TEXT NOT NULL,
	at BIGINT NOT NULL,
	place TEXT NOT NULL,
	files BIGINT NOT NULL,
	wrong BIGINT NOT NULL,
	PRIMARY KEY (org_id)
);
