-- Articles of the portal. day is the day of publication in Việt Nam, fold the
-- words to search in.
CREATE TABLE portal_article (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	title TEXT NOT NULL,
	lead TEXT NOT NULL,
	body TEXT NOT NULL,
	category TEXT NOT NULL,
	category_slug TEXT NOT NULL,
	conference_id TEXT NOT NULL,
	byline_kind TEXT NOT NULL,
	byline_role TEXT NOT NULL,
	byline_name TEXT NOT NULL,
	byline_unit TEXT NOT NULL,
	stamp TEXT NOT NULL,
	end_mark BOOLEAN NOT NULL,
	publish_at BIGINT NOT NULL,
	state TEXT NOT NULL,
	version BIGINT NOT NULL,
	revision BIGINT NOT NULL,
	published_at BIGINT NOT NULL,
	day TEXT NOT NULL,
	made_by TEXT NOT NULL,
	made_at BIGINT NOT NULL,
	changed_by TEXT NOT NULL,
	changed_at BIGINT NOT NULL,
	fold TEXT NOT NULL,
	PRIMARY KEY (org_id, id)
) -- large rows
;
CREATE INDEX portal_article_shown ON portal_article (org_id, state, published_at);
CREATE INDEX portal_article_day ON portal_article (org_id, day);

-- Each wording that has been before the public, and why it was changed.
CREATE TABLE portal_version (
	org_id TEXT NOT NULL,
	article_id TEXT NOT NULL,
	number BIGINT NOT NULL,
	title TEXT NOT NULL,
	lead TEXT NOT NULL,
	body TEXT NOT NULL,
	note TEXT NOT NULL,
	made_by TEXT NOT NULL,
	made_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, article_id, number),
	FOREIGN KEY (org_id, article_id) REFERENCES portal_article (org_id, id)
) -- large rows
;

CREATE TABLE portal_photo (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	article_id TEXT NOT NULL,
	file_id TEXT NOT NULL,
	width BIGINT NOT NULL,
	height BIGINT NOT NULL,
	caption TEXT NOT NULL,
	alt TEXT NOT NULL,
	place TEXT NOT NULL,
	position BIGINT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, article_id) REFERENCES portal_article (org_id, id),
	FOREIGN KEY (org_id, file_id) REFERENCES media_file (org_id, id)
);
CREATE INDEX portal_photo_article ON portal_photo (org_id, article_id);
CREATE INDEX portal_photo_file ON portal_photo (org_id, file_id);
