-- In which texts a folded word stands. Rooms number their texts, and 1,024
-- numbers are a part: texts holds the places of those in the part, a list of
-- two bytes each, or 1,024 bits once that is shorter.
CREATE TABLE search_word (
	org_id TEXT NOT NULL,
	word TEXT NOT NULL,
	part BIGINT NOT NULL,
	texts BYTEA NOT NULL,
	PRIMARY KEY (org_id, word, part)
);

-- The hour of each text of a part, eight bytes each; 0 for one that is not to
-- be found.
CREATE TABLE search_part (
	org_id TEXT NOT NULL,
	part BIGINT NOT NULL,
	hours BYTEA NOT NULL,
	PRIMARY KEY (org_id, part)
) -- large rows
;
