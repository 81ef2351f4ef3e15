package law

// UnionFullBudget says whether a unit paid wholly by the budget has a union.
var UnionFullBudget = history("union.present.full_budget_unit",
	between("2013-01-01", "2025-06-15", true, known(High, "Luật Công đoàn năm 2012; Luật Công đoàn năm 2024")),
	since("2025-06-16", false, read(nq60+"; "+tld2025)),
)

// UnionPartBudget says whether other units have a union.
var UnionPartBudget = history("union.present.part_budget_unit",
	since("2013-01-01", true, read("Điều 2 "+l97).noting("Trước 01/7/2025 theo Luật Công đoàn năm 2012 và năm 2024.")))

// UnionDues says what becomes of dues in agencies.
var UnionDues = history("union.dues.agency",
	since("2025-06-01", Item{"stopped", "dừng thu đoàn phí tại cơ quan, đơn vị hưởng 100 % lương từ ngân sách"}, read(tld2025)))

// UnionFee is the union fee on the payroll that counts for social insurance.
var UnionFee = history("union.fee.rate",
	since("2025-07-01", Fraction{2, 100}, read("khoản 8 Điều 2 "+l97+"; "+nd105).noting(nd105+" có hiệu lực từ 16/5/2026.")))

// WithoutUnion is who takes the union's part where there is none, unless the
// unit has chosen otherwise.
var WithoutUnion = history("coorganiser.without_union",
	since("2025-06-16", StaffRepresentative, known(Low, cv8378).noting("Chưa đọc được nội dung công văn; đơn vị cần hỏi Sở Nội vụ và khai báo.")))

var unionTopic = topic{
	name: "Công đoàn", review: MustDay("2027-01-01"), kinds: agencies,
	rules: []Rule{
		rule(UnionFullBudget, "Công đoàn ở đơn vị hưởng 100 % ngân sách", either("có công đoàn cơ sở", "không còn công đoàn cơ sở")),
		rule(UnionPartBudget, "Công đoàn ở đơn vị tự bảo đảm một phần trở lên", either("có công đoàn cơ sở", "không có công đoàn cơ sở")).only(PublicService, Enterprise),
		rule(UnionDues, "Đoàn phí công đoàn", itemText),
		rule(UnionFee, "Kinh phí công đoàn", func(f Fraction) string {
			return f.Words() + " quỹ lương đóng bảo hiểm xã hội, chỉ ở đơn vị không hưởng 100 % ngân sách"
		}).only(PublicService, Enterprise),
		rule(WithoutUnion, "Ai thay vai công đoàn khi đơn vị không có công đoàn", Role.Name),
	},
}

// Role is who takes the part that the law gives to the union of the unit.
type Role string

// The roles.
const (
	UnionBase           Role = "UNION_BASE"
	UnionUpper          Role = "UNION_UPPER"
	Front               Role = "FRONT"
	StaffRepresentative Role = "STAFF_REPRESENTATIVE"
	PartyCommittee      Role = "PARTY_COMMITTEE"
	NoRole              Role = "NONE"
)

// Name is the role in Vietnamese; empty for text that is no role.
func (r Role) Name() string {
	return map[Role]string{
		UnionBase: "ban chấp hành công đoàn cơ sở", UnionUpper: "công đoàn cấp trên",
		Front: "Mặt trận Tổ quốc", StaffRepresentative: "người đại diện do tập thể cử",
		PartyCommittee: "cấp ủy", NoRole: "không có",
	}[r]
}

// ParseRole reads a role.
func ParseRole(s string) (Role, error) {
	if r := Role(s); r.Name() != "" {
		return r, nil
	}
	return "", missing(KeyRoleUnknown, s)
}

// Appointment is who takes the union's part in a matter, and by what rule.
type Appointment struct {
	Role    Role
	Chosen  bool   // by the unit, not by the law
	Rule    string // id of the value applied
	Cite    string
	Conf    Confidence
	Warning string // in Vietnamese; may be empty
}

// HasUnion reports whether a unit has a union on a day.
func HasUnion(u Unit, on Day) (bool, error) {
	d, err := unionOf(u, on)
	return d.Is && !u.NoUnion, err
}

// unionOf is the rule of union presence for a unit.
func unionOf(u Unit, on Day) (Dated[bool], error) {
	if err := u.check(); err != nil {
		return Dated[bool]{}, err
	}
	if u.OnFullBudget() {
		return UnionFullBudget.On(on)
	}
	return UnionPartBudget.On(on)
}

// CoOrganiser is who organises the conference with the head.
func CoOrganiser(u Unit, on Day) (Appointment, error) {
	return appoint(u, on, "Điều 6 "+tt01, l10d51k1)
}

// BoardRecogniser is who nominates, recognises and directs the Inspection Board.
func BoardRecogniser(u Unit, on Day) (Appointment, error) {
	return appoint(u, on, "Chương III "+nd159, "khoản 1 Điều 21 "+nd59)
}

// PledgePartner is who signs the emulation pledge with the head.
func PledgePartner(u Unit, on Day) (Appointment, error) {
	return appoint(u, on, "Điều 5 "+nd04, "điểm h khoản 4 Điều 51 "+l10)
}

// appoint gives the union's part its holder; the citations are those of the
// matter before and after the law of 2022.
func appoint(u Unit, on Day, before, after string) (Appointment, error) {
	d, err := unionOf(u, on)
	if err != nil {
		return Appointment{}, err
	}
	present := d.Is && !u.NoUnion
	cite := after
	if !Chair[0].Holds(on) {
		cite = before
	}
	if u.CoOrganiser != "" {
		return chosen(u, on, Appointment{Rule: d.ID, Cite: cite, Conf: d.Conf}, present)
	}
	if present {
		return Appointment{Role: UnionBase, Rule: d.ID, Cite: joinCites(cite, d.Cite), Conf: d.Conf}, nil
	}
	w, err := WithoutUnion.On(on)
	if err != nil {
		return Appointment{}, err
	}
	return Appointment{Role: w.Is, Rule: w.ID, Cite: joinCites(cite, d.Cite, w.Cite), Conf: w.Conf, Warning: textNoUnion}, nil
}

// chosen takes the unit's own choice, unless it names a union that is not there.
func chosen(u Unit, on Day, a Appointment, present bool) (Appointment, error) {
	if _, err := ParseRole(string(u.CoOrganiser)); err != nil {
		return Appointment{}, err
	}
	if u.CoOrganiser == UnionBase && !present {
		return Appointment{}, missing(KeyRoleAbsent, string(UnionBase), on)
	}
	a.Role, a.Chosen = u.CoOrganiser, true
	if a.Role != UnionBase {
		a.Conf, a.Warning = Low, textChosenRole
	}
	return a, nil
}

func joinCites(cites ...string) string {
	s := cites[0]
	for _, c := range cites[1:] {
		s += "; " + c
	}
	return s
}
