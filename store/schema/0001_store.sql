-- What a form has already done, by the key it carries.
CREATE TABLE store_once (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	answer TEXT NOT NULL,
	done_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id)
);
