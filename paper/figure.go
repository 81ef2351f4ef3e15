package paper

import (
	"hoinghi/conference"
	"hoinghi/document"
)

// measured makes the figures of the last sheet numbers, with their units beside
// them: a workbook is there to reckon with. A range stays as it was written.
func (p *pen) measured(facts []conference.Fact) {
	var figures, units []document.Cell
	for _, f := range facts {
		c := document.Number(f.Low)
		if f.High != "" {
			c = document.Str(f.Low + " - " + f.High)
		}
		figures, units = append(figures, c), append(units, document.Str(f.Unit))
	}
	p.out.Sheets[len(p.out.Sheets)-1].Measure(2, p.col("unit", 24), figures, units)
}
