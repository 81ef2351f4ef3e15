package law

import "slices"

// UnitKind is the kind of body that holds the conference.
type UnitKind string

// The kinds of unit.
const (
	Administrative UnitKind = "hanh-chinh"    // state agency
	PublicService  UnitKind = "su-nghiep"     // public non-business unit
	PartyOrMass    UnitKind = "dang-doan-the" // party, Front or mass organisation: by analogy only
	Enterprise     UnitKind = "doanh-nghiep"  // state-owned enterprise: another chapter of the law
)

// UnitKinds lists all kinds.
func UnitKinds() []UnitKind {
	return []UnitKind{Administrative, PublicService, PartyOrMass, Enterprise}
}

var agencies = []UnitKind{Administrative, PublicService, PartyOrMass}

// ParseUnitKind reads a kind; empty or other text is an *Error.
func ParseUnitKind(s string) (UnitKind, error) {
	if k := UnitKind(s); slices.Contains(UnitKinds(), k) {
		return k, nil
	}
	return "", missing(KeyUnitKind, s)
}

// Name is the kind in Vietnamese.
func (k UnitKind) Name() string {
	switch k {
	case Administrative:
		return "cơ quan hành chính nhà nước"
	case PublicService:
		return "đơn vị sự nghiệp công lập"
	case PartyOrMass:
		return "cơ quan Đảng, Mặt trận, tổ chức chính trị - xã hội"
	case Enterprise:
		return "doanh nghiệp nhà nước"
	}
	return ""
}

// BudgetAutonomy says who pays a public service unit.
type BudgetAutonomy string

// The budget autonomies that decide whether a union stays.
const (
	StateFunded BudgetAutonomy = "ngan-sach" // 100 % of salaries from the budget
	SelfFunded  BudgetAutonomy = "tu-chu"    // wholly or partly from own income
)

// ParseBudgetAutonomy reads a budget autonomy.
func ParseBudgetAutonomy(s string) (BudgetAutonomy, error) {
	if b := BudgetAutonomy(s); b == StateFunded || b == SelfFunded {
		return b, nil
	}
	return "", missing(KeyUnitBudget, s)
}

// Unit is what the law asks about a body.
type Unit struct {
	Kind        UnitKind
	FullyFunded bool // salaries paid 100 % by the budget; asked of public service units only
	NoUnion     bool // has no union base for a reason of its own
	CoOrganiser Role // chosen by the unit; empty leaves it to the law
}

// OnFullBudget reports whether the budget pays all salaries: always in
// agencies and party or mass bodies, never in enterprises.
func (u Unit) OnFullBudget() bool {
	switch u.Kind {
	case Administrative, PartyOrMass:
		return true
	case PublicService:
		return u.FullyFunded
	}
	return false
}

// check refuses a unit without a kind.
func (u Unit) check() error {
	_, err := ParseUnitKind(string(u.Kind))
	return err
}
