package law

import (
	"fmt"
	"strings"
)

// StepGroup decides how long a step is held.
type StepGroup string

// The groups.
const (
	GroupA      StepGroup = "A"
	GroupBC     StepGroup = "BC"
	GroupExpert StepGroup = "expert"
)

// Scale is one row of the salary tables; coefficients are in hundredths.
type Scale struct {
	Code, Name string
	First      int64 // coefficient of step 1
	Increment  int64
	Steps      int
	Group      StepGroup
}

// Coefficient is the coefficient of a step, in hundredths.
func (s Scale) Coefficient(step int) (int64, error) {
	if step < 1 || step > s.Steps {
		return 0, missing(KeyPayStep, step, s.Steps)
	}
	return s.First + int64(step-1)*s.Increment, nil
}

// Last is the coefficient of the last step, in hundredths.
func (s Scale) Last() int64 { return s.First + int64(s.Steps-1)*s.Increment }

// SalaryScales is the tables of decree 204 of 2004.
var SalaryScales = history("sal.tables", since("2004-10-01", []Scale{
	{"CGCC", "Chuyên gia cao cấp", 880, 60, 3, GroupExpert},
	{"A3.1", "A3 nhóm 1", 620, 36, 6, GroupA},
	{"A3.2", "A3 nhóm 2", 575, 36, 6, GroupA},
	{"A2.1", "A2 nhóm 1", 440, 34, 8, GroupA},
	{"A2.2", "A2 nhóm 2", 400, 34, 8, GroupA},
	{"A1", "A1", 234, 33, 9, GroupA},
	{"A0", "A0", 210, 31, 10, GroupA},
	{"B", "B", 186, 20, 12, GroupBC},
	{"C1", "C1", 165, 18, 12, GroupBC},
	{"C2.CC", "C2 công chức", 150, 18, 12, GroupBC},
	{"C2.VC", "C2 viên chức", 200, 18, 12, GroupBC},
	{"C3", "C3", 135, 18, 12, GroupBC},
	{"LX", "Nhân viên lái xe", 205, 18, 12, GroupBC},
	{"PV", "Nhân viên phục vụ", 100, 18, 12, GroupBC},
}, read(nd204).noting("Luật Viên chức số 129/2025/QH15 có thể kéo theo bảng lương mới.")))

func scalesText(list []Scale) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = fmt.Sprintf("%s: %s đến %s (%d bậc)", s.Name, decimal(s.First, 100, 2), decimal(s.Last(), 100, 2), s.Steps)
	}
	return strings.Join(out, "; ")
}

// months is how long a step of the scale is held.
func (s Scale) months(on Day) (Dated[Span], error) {
	switch s.Group {
	case GroupA:
		return StepMonthsA.On(on)
	case GroupExpert:
		return StepMonthsExpert.On(on)
	}
	return StepMonthsBC.On(on)
}

// ScaleOf finds a row of the tables in force on a day.
func ScaleOf(code string, on Day) (Scale, error) {
	d, err := SalaryScales.On(on)
	if err != nil {
		return Scale{}, err
	}
	for _, s := range d.Is {
		if s.Code == code {
			return s, nil
		}
	}
	return Scale{}, missing(KeyPayScale, code)
}

// Pay is what one month of pay is made of; coefficients are in hundredths.
type Pay struct {
	Coefficient int64
	Leadership  int64 // allowance of a post
	OverScale   int   // per cent of the coefficient, for the last step only
}

// Amount is the month's pay in đồng for a base salary, rounded half up.
func (p Pay) Amount(base int64) int64 {
	parts := 100*(p.Coefficient+p.Leadership) + p.Coefficient*int64(p.OverScale)
	return (base*parts + 5000) / 10000
}
