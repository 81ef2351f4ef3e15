-- Boxes of secret ballots. Nothing here names a person or a moment: no user, no
-- session, no address, no time, and no order in which anything arrived.
CREATE TABLE urn_box (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	subject TEXT NOT NULL,
	name TEXT NOT NULL,
	description TEXT NOT NULL,
	questions TEXT NOT NULL,
	group_name TEXT NOT NULL,
	uuid TEXT NOT NULL,
	slips BIGINT NOT NULL,
	trustees BIGINT NOT NULL,
	threshold BIGINT NOT NULL,
	revote BOOLEAN NOT NULL,
	state TEXT NOT NULL,
	officer_link TEXT NOT NULL,
	stamp BIGINT NOT NULL,
	fingerprint TEXT NOT NULL,
	counted BIGINT NOT NULL,
	result TEXT NOT NULL,
	PRIMARY KEY (org_id, id)
);
CREATE INDEX urn_box_for ON urn_box (org_id, subject);

-- Public records of the election: election, trustees, credentials.
CREATE TABLE urn_record (
	org_id TEXT NOT NULL,
	box_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (org_id, box_id, kind),
	FOREIGN KEY (org_id, box_id) REFERENCES urn_box (org_id, id)
);

-- What each trustee has published; the secrets stay on their devices.
CREATE TABLE urn_trustee (
	org_id TEXT NOT NULL,
	box_id TEXT NOT NULL,
	nth BIGINT NOT NULL,
	link TEXT NOT NULL,
	cert TEXT NOT NULL,
	dealing TEXT NOT NULL,
	public_key TEXT NOT NULL,
	turn BIGINT NOT NULL,
	decryption TEXT NOT NULL,
	PRIMARY KEY (org_id, box_id, nth),
	FOREIGN KEY (org_id, box_id) REFERENCES urn_box (org_id, id)
);

-- Credentials that can no longer cast: the slip was given back.
CREATE TABLE urn_cancelled (
	org_id TEXT NOT NULL,
	box_id TEXT NOT NULL,
	credential TEXT NOT NULL,
	PRIMARY KEY (org_id, box_id, credential),
	FOREIGN KEY (org_id, box_id) REFERENCES urn_box (org_id, id)
);

-- Ballots of an open box, under a key that stands beside the database until the
-- box closes: so the pages of the file and the numbers of transactions, which
-- keep the order of arrival, tell nothing about which ballot came when. Names of
-- rows are keyed hashes; all bodies of a box are equally long.
CREATE TABLE urn_sealed (
	org_id TEXT NOT NULL,
	box_id TEXT NOT NULL,
	id TEXT NOT NULL,
	choices TEXT NOT NULL,
	body BYTEA NOT NULL,
	PRIMARY KEY (org_id, box_id, id),
	FOREIGN KEY (org_id, box_id) REFERENCES urn_box (org_id, id)
);
CREATE UNIQUE INDEX urn_sealed_choices ON urn_sealed (org_id, box_id, choices);

-- Ballots of a closed box, all written at once in the order of their hashes. nth
-- counts the ballots of one credential.
CREATE TABLE urn_ballot (
	org_id TEXT NOT NULL,
	box_id TEXT NOT NULL,
	nth BIGINT NOT NULL,
	hash TEXT NOT NULL,
	credential TEXT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (org_id, box_id, nth, hash),
	FOREIGN KEY (org_id, box_id) REFERENCES urn_box (org_id, id)
);
