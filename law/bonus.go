package law

import (
	"fmt"
	"strings"
)

// Multiple is a number of base salaries, in hundredths.
type Multiple int64

// Words writes the multiple with a decimal comma: 0,3.
func (m Multiple) Words() string { return decimal(int64(m), 100, 2) }

// AwardMultiple is the bonus of one award.
type AwardMultiple struct {
	Award Award
	Of    Multiple
}

var titleMultiples = []AwardMultiple{
	{CSTDTQ, 450}, {CSTDBo, 300}, {CSTDCS, 100}, {LDTT, 30},
	{TTLDXS, 150}, {TTLDTT, 80}, {CoBo, 800}, {CoCP, 1200},
}

const note98 = "Mức của giai đoạn " + nd98 + " theo hiểu biết chung, chưa đọc nguyên văn."

// Multiples is the bonus of titles and flags.
var Multiples = history("tdkt.money.multiples",
	between("2017-10-01", "2023-12-31", titleMultiples, read("Điều 69 "+nd91)),
	between("2024-01-01", "2025-06-30", titleMultiples, known(Medium, nd98).noting(note98)),
	between("2025-07-01", "2027-03-01", titleMultiples, read("Điều 50 "+nd152).noting(noteTDKT2026)),
)

// MeritMultiple is the bonus of a ministry's or province's certificate.
var MeritMultiple = history("tdkt.money.bk_tinh",
	between("2017-10-01", "2023-12-31", Multiple(100), read("Điều 73 "+nd91)),
	between("2024-01-01", "2025-06-30", Multiple(150), known(Low, nd98).noting(note98)),
	between("2025-07-01", "2027-03-01", Multiple(150), read("Điều 54 "+nd152).noting(noteTDKT2026)),
)

// PrimeMultiple is the bonus of the prime minister's certificate.
var PrimeMultiple = history("tdkt.money.bk_ttg",
	between("2017-10-01", "2023-12-31", Multiple(350), read("Điều 73 "+nd91)),
	between("2024-01-01", "2025-06-30", Multiple(350), known(Medium, nd98).noting(note98)),
	between("2025-07-01", "2027-03-01", Multiple(350), read("Điều 54 "+nd152).noting(noteTDKT2026)),
)

var laborOrders = []AwardMultiple{{HCLDNhat, 900}, {HCLDNhi, 750}, {HCLDBa, 450}}

// OrderMultiples is the bonus of the Labour Orders.
var OrderMultiples = history("tdkt.money.hcld",
	between("2017-10-01", "2023-12-31", laborOrders, read("Điều 70 "+nd91)),
	between("2024-01-01", "2025-06-30", laborOrders, known(Medium, nd98).noting(note98)),
)

// CommendationMultiple is the bonus of a head's certificate for one person.
var CommendationMultiple = history("tdkt.money.gk",
	between("2017-10-01", "2027-03-01", Multiple(30), read("Điều 73 "+nd91+"; Điều 54 "+nd152)))

// BadgeMultiple is the most that a commemorative badge may bring.
var BadgeMultiple = history("tdkt.money.knc",
	between("2024-01-01", "2025-06-30", Multiple(60), known(Medium, nd98).noting(note98)),
	between("2025-07-01", "2027-03-01", Multiple(60), read("Điều 54 "+nd152).noting(noteTDKT2026)),
)

// MoneyRounding is the number of đồng to whose next multiple a bonus rises.
var MoneyRounding = history("tdkt.money.rounding", since("2017-10-01", int64(10_000), read("Điều 68 "+nd91+"; Điều 49 "+nd152)))

// FundMax caps the emulation fund by the payroll.
var FundMax = history("tdkt.fund.max", between("2017-10-01", "2027-03-01", AtMost(20, 100), read("Điều 65 "+nd91+"; Điều 46 "+nd152)))

func timesBase(m Multiple) string {
	return m.Words() + " lần lương cơ sở; tập thể gấp đôi"
}

func multiplesText(list []AwardMultiple) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = x.Award.Name() + " " + x.Of.Words()
	}
	return strings.Join(out, "; ") + " lần lương cơ sở"
}

// Recipient is who gets an award.
type Recipient string

// The recipients.
const (
	Person     Recipient = "ca-nhan"
	Collective Recipient = "tap-the"
)

// Bonus is the money that goes with one award.
type Bonus struct {
	Amount   int64 // đồng, rounded up
	Exact    int64 // đồng, before rounding
	Base     int64 // base salary on the day of the decision
	Multiple Multiple
	Most     bool   // the law gives only an upper limit
	Rule     string // id of the multiple applied
	Pay      string // id of the base salary applied
	Cite     string
	Conf     Confidence
	Note     string
}

// BonusFor is the money for an award decided on a day. A title of persons
// cannot go to a collective, nor the other way round.
func BonusFor(a Award, to Recipient, decided Day) (Bonus, error) {
	m, err := multipleOf(a, decided)
	if err != nil {
		return Bonus{}, err
	}
	times, ok := doubling(a, to)
	if !ok {
		return Bonus{}, missing(KeyAwardRecipient, string(a), string(to))
	}
	base, err := BasePay.On(decided)
	if err != nil {
		return Bonus{}, err
	}
	unit, err := MoneyRounding.On(decided)
	if err != nil {
		return Bonus{}, err
	}
	b := Bonus{Base: base.Is, Multiple: m.Is * times, Most: a == KyNiem, Rule: m.ID, Pay: base.ID, Conf: m.Conf, Note: m.Note}
	b.Exact = base.Is * int64(b.Multiple) / 100
	b.Amount = (b.Exact + unit.Is - 1) / unit.Is * unit.Is
	b.Cite = joinCites(m.Cite, unit.Cite, base.Cite)
	return b, nil
}

// multipleOf finds the multiple of an award among the series.
func multipleOf(a Award, on Day) (Dated[Multiple], error) {
	switch a {
	case BangKhen:
		return MeritMultiple.On(on)
	case BangKhenTTg:
		return PrimeMultiple.On(on)
	case GiayKhen:
		return CommendationMultiple.On(on)
	case KyNiem:
		return BadgeMultiple.On(on)
	case HCLDNhat, HCLDNhi, HCLDBa:
		return pick(OrderMultiples, a, on)
	}
	return pick(Multiples, a, on)
}

func pick(s Series[[]AwardMultiple], a Award, on Day) (Dated[Multiple], error) {
	d, err := s.On(on)
	if err != nil {
		return Dated[Multiple]{}, err
	}
	for _, x := range d.Is {
		if x.Award == a {
			return Dated[Multiple]{ID: d.ID, From: d.From, To: d.To, Cite: d.Cite, Conf: d.Conf, Note: d.Note, Is: x.Of}, nil
		}
	}
	return Dated[Multiple]{}, missing(KeyAwardUnknown, string(a))
}

// doubling is how many times the multiple a recipient gets: forms of reward
// bring a collective twice what they bring a person; titles and flags are
// either personal or collective.
func doubling(a Award, to Recipient) (Multiple, bool) {
	switch a {
	case LDTT, CSTDCS, CSTDBo, CSTDTQ, KyNiem:
		return 1, to == Person
	case TTLDTT, TTLDXS, CoBo, CoCP:
		return 1, to == Collective
	}
	if to == Collective {
		return 2, true
	}
	return 1, to == Person
}

// BonusWhy says how the money for an award is found.
func BonusWhy(unit Unit, a Award, to Recipient, decided Day) (Why, error) {
	if err := unit.check(); err != nil {
		return Why{}, err
	}
	b, err := BonusFor(a, to, decided)
	if err != nil {
		return Why{}, err
	}
	r, _ := Find(b.Rule)
	w := Why{Rule: b.Rule, Title: r.Title, Cite: b.Cite, Conf: b.Conf, On: decided, Verdict: Met, Note: b.Note}
	w.Inputs = []Figure{{labelAward, a.Name()}, {labelMultiple, b.Multiple.Words()}, {labelBasePay, grouped(b.Base)}}
	w.Requirement = textBonusRule
	w.Conclusion = fmt.Sprintf(textBonus, b.Multiple.Words(), grouped(b.Base), grouped(b.Exact), grouped(b.Amount))
	if b.Most {
		w.Conclusion = textAtMost + w.Conclusion
	}
	return w, nil
}
