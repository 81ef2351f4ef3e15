-- What readers wrote under articles. mail is the writer's address: it leaves
-- this table for nobody, and is blanked when a comment is refused.
CREATE TABLE comment_comment (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	article_id TEXT NOT NULL,
	answers TEXT NOT NULL,
	name TEXT NOT NULL,
	mail TEXT NOT NULL,
	body TEXT NOT NULL,
	official BOOLEAN NOT NULL,
	state TEXT NOT NULL,
	made_at BIGINT NOT NULL,
	decided_by TEXT NOT NULL,
	decided_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id)
) -- large rows
;
CREATE INDEX comment_comment_article ON comment_comment (org_id, article_id, state, made_at);
CREATE INDEX comment_comment_state ON comment_comment (org_id, state, made_at);
