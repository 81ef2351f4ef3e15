-- Visits and page views of a day in Việt Nam, and the views of each article.
CREATE TABLE counter_day (
	org_id TEXT NOT NULL,
	day TEXT NOT NULL,
	visits BIGINT NOT NULL,
	views BIGINT NOT NULL,
	PRIMARY KEY (org_id, day)
);

CREATE TABLE counter_article (
	org_id TEXT NOT NULL,
	article_id TEXT NOT NULL,
	views BIGINT NOT NULL,
	PRIMARY KEY (org_id, article_id)
);

-- Which figures the portal shows, in their order, each with its label and what
-- it began with.
CREATE TABLE counter_figure (
	org_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	label TEXT NOT NULL,
	start BIGINT NOT NULL,
	hidden BOOLEAN NOT NULL,
	position BIGINT NOT NULL,
	PRIMARY KEY (org_id, kind)
);
