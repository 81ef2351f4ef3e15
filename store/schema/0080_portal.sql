-- Articles of the portal. day is the day of publication in Việt Nam, fold the
-- words to search in, number that in search_word, 0 until it has one.
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
	no_comments BOOLEAN NOT NULL,
	publish_at BIGINT NOT NULL,
	state TEXT NOT NULL,
	submitted_by TEXT NOT NULL,
	version BIGINT NOT NULL,
	revision BIGINT NOT NULL,
	published_at BIGINT NOT NULL,
	day TEXT NOT NULL,
	made_by TEXT NOT NULL,
	made_at BIGINT NOT NULL,
	changed_by TEXT NOT NULL,
	changed_at BIGINT NOT NULL,
	fold TEXT NOT NULL,
	number BIGINT NOT NULL,
	PRIMARY KEY (org_id, id)
) -- large rows
;
CREATE INDEX portal_article_shown ON portal_article (org_id, state, published_at, number);
CREATE INDEX portal_article_category ON portal_article (org_id, category_slug, state, published_at, number);
CREATE INDEX portal_article_conference ON portal_article (org_id, conference_id, state, published_at, number);
CREATE INDEX portal_article_changed ON portal_article (org_id, state, changed_at);
CREATE INDEX portal_article_number ON portal_article (org_id, number);

-- How many articles stand published under a heading, those of an hour to come
-- included.
CREATE TABLE portal_heading (
	org_id TEXT NOT NULL,
	slug TEXT NOT NULL,
	name TEXT NOT NULL,
	articles BIGINT NOT NULL,
	PRIMARY KEY (org_id, slug)
);

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
	children BOOLEAN NOT NULL,
	consent TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, article_id) REFERENCES portal_article (org_id, id),
	FOREIGN KEY (org_id, file_id) REFERENCES media_file (org_id, id)
);
CREATE INDEX portal_photo_article ON portal_photo (org_id, article_id);
CREATE INDEX portal_photo_file ON portal_photo (org_id, file_id);

-- What was confirmed as fit for the public although it tells of a person's
-- illness, child or rating: kind and sentence hashed, with the reason.
CREATE TABLE portal_clearance (
	org_id TEXT NOT NULL,
	article_id TEXT NOT NULL,
	worry TEXT NOT NULL,
	reason TEXT NOT NULL,
	made_by TEXT NOT NULL,
	made_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, article_id, worry),
	FOREIGN KEY (org_id, article_id) REFERENCES portal_article (org_id, id)
);

-- How the portal of an agency behaves; no row is the usual way.
CREATE TABLE portal_site (
	org_id TEXT NOT NULL,
	two_people BOOLEAN NOT NULL,
	end_mark BOOLEAN NOT NULL,
	stamp TEXT NOT NULL,
	comments BOOLEAN NOT NULL,
	progress BOOLEAN NOT NULL,
	mail TEXT NOT NULL,
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (org_id)
);

-- Blocks beside the pages in their order; none is the usual ones.
CREATE TABLE portal_block (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	body TEXT NOT NULL,
	link TEXT NOT NULL,
	file_id TEXT NOT NULL,
	width BIGINT NOT NULL,
	height BIGINT NOT NULL,
	alt TEXT NOT NULL,
	first_day TEXT NOT NULL,
	last_day TEXT NOT NULL,
	hidden BOOLEAN NOT NULL,
	position BIGINT NOT NULL,
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id)
);

-- Papers that the agency laid open to everybody.
CREATE TABLE portal_disclosure (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	title TEXT NOT NULL,
	about TEXT NOT NULL,
	day TEXT NOT NULL,
	file_id TEXT NOT NULL,
	made_by TEXT NOT NULL,
	made_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, file_id) REFERENCES media_file (org_id, id)
);
