package kit

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hoinghi/locale"
)

// Option is one choice of a select, of radios or of ticks.
type Option struct {
	Value, Label, Hint string
	Off                bool // shown, but not to be chosen
}

// FieldOpts is one field of a form with its words. Only Name and Label are
// needed; what is empty is left out.
type FieldOpts struct {
	Name, Label string
	Type        string // text (default), number, date, day (typed dd/mm/yyyy), time, datetime-local, textarea, select, radio, checks, checkbox, file, or any input type
	ID          string // default is Name
	Value       string
	Values      []string // chosen, of checks and of a select of many
	Hint        string
	Fault       string // in words, beside the field
	Unit        string // after the input: %, people
	Required    bool
	Bare        bool // does not say that it may stay empty, as in filters
	ReadOnly    bool
	Off         bool
	Many        bool // several files or options
	Options     []Option
	Empty       string // label of a select's first, empty option
	Rows        int
	Auto        string // autocomplete token
	Mode        string // inputmode
	Accept      string // of files
	MaxLen      int
	Class       string // width in the grid: f3 f4 f6 f8 f9
	Keep        string // textarea: name under which unsent words survive a lost tab
	Focus       bool   // the cursor starts here
	Attrs       templ.Attributes
}

func (o FieldOpts) id() string {
	if o.ID != "" {
		return o.ID
	}
	return strings.NewReplacer("[", "-", "]", "", " ", "-").Replace(o.Name)
}

func (o FieldOpts) inputType() string {
	switch o.Type {
	case "", "day":
		return "text"
	}
	return o.Type
}

func (o FieldOpts) described() string {
	var ids []string
	if o.Hint != "" {
		ids = append(ids, o.id()+"-hint")
	}
	if o.Fault != "" {
		ids = append(ids, o.id()+"-fault")
	}
	return strings.Join(ids, " ")
}

// attrs are what an input, a select and a textarea have in common.
func (o FieldOpts) attrs() templ.Attributes {
	a := templ.Attributes{"name": o.Name, "id": o.id()}
	put := func(name, value string) {
		if value != "" {
			a[name] = value
		}
	}
	put("aria-describedby", o.described())
	put("autocomplete", o.Auto)
	put("inputmode", o.Mode)
	put("accept", o.Accept)
	if o.Fault != "" {
		a["aria-invalid"] = "true"
	}
	if o.MaxLen > 0 {
		a["maxlength"] = strconv.Itoa(o.MaxLen)
	}
	for name, is := range map[string]bool{"required": o.Required, "readonly": o.ReadOnly, "disabled": o.Off, "multiple": o.Many, "autofocus": o.Focus} {
		if is {
			a[name] = true
		}
	}
	for name, value := range o.Attrs {
		a[name] = value
	}
	return a
}

func (o FieldOpts) inputAttrs(w *locale.Words) templ.Attributes {
	a := o.attrs()
	a["type"] = o.inputType()
	if o.Type != "file" {
		a["value"] = o.Value
	}
	if o.Type == "day" {
		a["placeholder"] = w.T("kit.day.form")
		a["pattern"] = `\s*[0-9]{1,2}[\/.\-][0-9]{1,2}[\/.\-][0-9]{4}\s*`
		a["title"] = w.T("kit.day.title")
	}
	return a
}

func (o FieldOpts) areaAttrs(w *locale.Words) templ.Attributes {
	a := o.attrs()
	if o.Rows > 0 {
		a["rows"] = strconv.Itoa(o.Rows)
	}
	if o.Keep != "" {
		a["data-keep"], a["data-offer"] = o.Keep, w.T("kit.keep.offer")
		a["data-yes"], a["data-no"] = w.T("kit.keep.yes"), w.T("kit.keep.no")
	}
	return a
}

// boxAttrs are those of one radio or tick among the options.
func (o FieldOpts) boxAttrs(i int, x Option) templ.Attributes {
	a := templ.Attributes{"type": "radio", "name": o.Name, "value": x.Value, "id": o.id() + "-" + strconv.Itoa(i+1)}
	if o.Type == "checks" {
		a["type"] = "checkbox"
	}
	if o.chosen(x) {
		a["checked"] = true
	}
	if x.Off || o.Off {
		a["disabled"] = true
	}
	if o.Required && o.Type == "radio" {
		a["required"] = true
	}
	if o.Focus && i == 0 {
		a["autofocus"] = true
	}
	for name, value := range o.Attrs {
		a[name] = value
	}
	return a
}

func (o FieldOpts) chosen(x Option) bool {
	if len(o.Values) > 0 || o.Type == "checks" {
		return slices.Contains(o.Values, x.Value)
	}
	return x.Value == o.Value
}

// megabytes is a size in bytes, for the script.
func megabytes(n int) string { return strconv.Itoa(n << 20) }

// wordsOf are the words of the visit that a page is drawn for.
func wordsOf(ctx context.Context) *locale.Words {
	if v, ok := ctx.Value(visitKey{}).(*Visit); ok && v.W != nil {
		return v.W
	}
	return locale.In("vi")
}
