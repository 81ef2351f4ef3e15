package kit

import (
	"slices"
	"strconv"
	"strings"
)

// Datum is one value of a chart. Text is how it is written; empty writes the
// plain number. Class is yes, no, else or empty.
type Datum struct {
	Label string
	Value int64
	Text  string
	Class string
}

func (d Datum) text() string {
	if d.Text != "" {
		return d.Text
	}
	return strconv.FormatInt(d.Value, 10)
}

// ChartOpts names a chart; Goal is a dashed line with its words, 0 draws none.
type ChartOpts struct {
	Title     string // what it shows, for screen readers and the table
	Goal      int64
	GoalText  string
	Middle    string   // words in the middle of a donut
	LabelHead string   // heads of the table
	ValueHead []string // one per series
}

// Series is one curve of a line chart.
type Series struct {
	Name   string
	Values []int64
	Texts  []string // how the values are written; may be nil
}

// arc is a part of the ring: dash and gap on a circle of length 100.
type arc struct {
	Class, Dash, Offset string
}

func arcs(data []Datum) []arc {
	var total, sum int64
	for _, d := range data {
		total += max(0, d.Value)
	}
	var out []arc
	for i, d := range data {
		if d.Value <= 0 || total == 0 {
			continue
		}
		from, to := sum*10000/total, (sum+d.Value)*10000/total
		sum += d.Value
		out = append(out, arc{colour(i, d.Class), hundredths(to-from) + " 100", "-" + hundredths(from)})
	}
	return out
}

func colour(i int, class string) string {
	if class != "" {
		return "c-" + class
	}
	return "c" + strconv.Itoa(i%6)
}

// The frame of column and line charts, in units of the drawing.
const (
	chartWide = 320
	chartTop  = 26
	chartLow  = 180 // the axis
)

// ceiling is a round number not below any value: 1, 2 or 5 and zeros.
func ceiling(values ...int64) int64 {
	most := slices.Max(append(values, 1))
	for step := int64(1); ; step *= 10 {
		for _, m := range []int64{1, 2, 4, 5, 8, 10} {
			if m*step >= most {
				return m * step
			}
		}
	}
}

// high is the y of a value under a ceiling.
func high(value, top int64) int64 { return chartLow - max(0, value)*(chartLow-chartTop)/top }

func digits(n int64) string { return strconv.FormatInt(n, 10) }

type column struct {
	Datum
	X, Y, Width, Height, Middle string
}

func columns(data []Datum, goal int64) []column {
	values := []int64{goal}
	for _, d := range data {
		values = append(values, d.Value)
	}
	top := ceiling(values...)
	slot := int64(chartWide / max(1, len(data)))
	width := min(slot*6/10, 72)
	var out []column
	for i, d := range data {
		y := high(d.Value, top)
		x := int64(i)*slot + (slot-width)/2
		out = append(out, column{d, digits(x), digits(y), digits(width), digits(chartLow - y), digits(x + width/2)})
	}
	return out
}

func goalOf(data []Datum, goal int64) string {
	values := []int64{goal}
	for _, d := range data {
		values = append(values, d.Value)
	}
	return digits(high(goal, ceiling(values...)))
}

type point struct{ X, Y, Text string }

type curve struct {
	Class, Name, Path string
	Points            []point
}

func curves(labels []string, series []Series, goal int64) []curve {
	values := []int64{goal}
	for _, s := range series {
		values = append(values, s.Values...)
	}
	top := ceiling(values...)
	slot := int64(chartWide / max(1, len(labels)))
	var out []curve
	for i, s := range series {
		c := curve{Class: "s" + strconv.Itoa(i), Name: s.Name}
		var path strings.Builder
		for j, v := range s.Values {
			p := point{digits(int64(j)*slot + slot/2), digits(high(v, top)), s.text(j)}
			c.Points = append(c.Points, p)
			path.WriteString(map[bool]string{true: "M", false: "L"}[j == 0] + p.X + " " + p.Y)
		}
		c.Path = path.String()
		out = append(out, c)
	}
	return out
}

func (s Series) text(j int) string {
	if j < len(s.Texts) {
		return s.Texts[j]
	}
	return digits(s.Values[j])
}

func slotX(i, n int) string {
	slot := chartWide / max(1, n)
	return strconv.Itoa(i*slot + slot/2)
}

func (o ChartOpts) headOf(i int) string {
	if i < len(o.ValueHead) {
		return o.ValueHead[i]
	}
	return o.Title
}

func labelsOf(data []Datum) []string {
	var out []string
	for _, d := range data {
		out = append(out, d.Label)
	}
	return out
}

func seriesOf(data []Datum) Series {
	var s Series
	for _, d := range data {
		s.Values = append(s.Values, d.Value)
		s.Texts = append(s.Texts, d.text())
	}
	return s
}

func goalOfSeries(series []Series, goal int64) string {
	values := []int64{goal}
	for _, s := range series {
		values = append(values, s.Values...)
	}
	return digits(high(goal, ceiling(values...)))
}
