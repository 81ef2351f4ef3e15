-- Articles that came from an older site, by the hash of their text, so that
-- none comes twice.
CREATE TABLE oldnews_article (
	org_id TEXT NOT NULL,
	hash TEXT NOT NULL,
	article_id TEXT NOT NULL,
	source TEXT NOT NULL,
	made_by TEXT NOT NULL,
	made_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, hash),
	FOREIGN KEY (org_id, article_id) REFERENCES portal_article (org_id, id)
);
CREATE INDEX oldnews_article_id ON oldnews_article (org_id, article_id);

-- Figures of such an article that a person has confirmed.
CREATE TABLE oldnews_fact (
	org_id TEXT NOT NULL,
	article_id TEXT NOT NULL,
	position BIGINT NOT NULL,
	kind TEXT NOT NULL,
	figure TEXT NOT NULL,
	counted TEXT NOT NULL,
	about TEXT NOT NULL,
	sentence TEXT NOT NULL,
	confirmed_by TEXT NOT NULL,
	confirmed_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, article_id, position),
	FOREIGN KEY (org_id, article_id) REFERENCES portal_article (org_id, id)
);
