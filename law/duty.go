package law

// Duty is one of the things that the law of a day obliges a unit to: publish
// ("public"), ask about ("asked"), let decide ("decided").
type Duty struct {
	Key   string
	Texts []string
}

// Duties lists those in force on a day.
func Duties(on Day) (out []Duty) {
	if rule, err := Notices.On(on); err == nil {
		d := Duty{Key: "public"}
		for _, n := range rule.Is {
			d.Texts = append(d.Texts, n.Text)
		}
		out = append(out, d)
	}
	for i, series := range []Series[[]Item]{OpinionItems, DecideItems} {
		if rule, err := series.On(on); err == nil {
			d := Duty{Key: []string{"asked", "decided"}[i]}
			for _, n := range rule.Is {
				d.Texts = append(d.Texts, n.Text)
			}
			out = append(out, d)
		}
	}
	return out
}
