-- The unit's own regulations: each tightens a rule of the law or answers a
-- question that it leaves open. A row is never taken back, for decisions name
-- it; one that ends before it begins never was in force.
CREATE TABLE regulation_own (
	org_id TEXT NOT NULL,
	id TEXT NOT NULL,
	rule TEXT NOT NULL,
	value TEXT NOT NULL,
	number TEXT NOT NULL,
	dated TEXT NOT NULL,
	article TEXT NOT NULL,
	from_day TEXT NOT NULL,
	to_day TEXT NOT NULL,
	noted_at BIGINT NOT NULL,
	PRIMARY KEY (org_id, id)
);
CREATE INDEX regulation_own_rule ON regulation_own (org_id, rule, from_day);
