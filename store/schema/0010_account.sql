-- Organisations: the directory by which a request finds its own.
CREATE TABLE account_org (
	org_id TEXT NOT NULL PRIMARY KEY,
	slug TEXT NOT NULL UNIQUE,
	host TEXT NOT NULL,
	name TEXT NOT NULL,
	short TEXT NOT NULL,
	parent TEXT NOT NULL,
	sector TEXT NOT NULL,
	place TEXT NOT NULL,
	symbol TEXT NOT NULL,
	kind TEXT NOT NULL,
	full_budget BOOLEAN NOT NULL,
	partner TEXT NOT NULL,
	partner_name TEXT NOT NULL,
	head_title TEXT NOT NULL,
	made_at BIGINT NOT NULL
);

-- Who may sign in. A member is a person of the roster, by the same id.
CREATE TABLE account_member (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	login TEXT NOT NULL,
	password TEXT NOT NULL,
	active BOOLEAN NOT NULL,
	PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX account_member_login ON account_member (org_id, login) WHERE login <> '';

CREATE TABLE account_role (
	org_id TEXT NOT NULL,
	member_id TEXT NOT NULL,
	role TEXT NOT NULL,
	PRIMARY KEY (org_id, member_id, role),
	FOREIGN KEY (org_id, member_id) REFERENCES account_member (org_id, id)
);

-- The personal card: one in force for each member.
CREATE TABLE account_card (
	org_id TEXT NOT NULL,
	code TEXT NOT NULL,
	member_id TEXT NOT NULL,
	issued_at BIGINT NOT NULL,
	ended_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, code),
	FOREIGN KEY (org_id, member_id) REFERENCES account_member (org_id, id)
);
CREATE INDEX account_card_member ON account_card (org_id, member_id);

CREATE TABLE account_link (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	member_id TEXT NOT NULL,
	expires_at BIGINT NOT NULL,
	used_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, member_id) REFERENCES account_member (org_id, id)
);

CREATE TABLE account_session (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	member_id TEXT NOT NULL,
	began_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	device TEXT NOT NULL,
	PRIMARY KEY (org_id, id),
	FOREIGN KEY (org_id, member_id) REFERENCES account_member (org_id, id)
);
CREATE INDEX account_session_member ON account_session (org_id, member_id);
