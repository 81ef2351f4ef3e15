package cli

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"runtime/debug"

	"hoinghi/fault"
	"hoinghi/law"
	"hoinghi/locale"
)

// explained is what law explain --json prints.
type explained struct {
	Rule       string `json:"rule"`
	Title      string `json:"title"`
	Value      string `json:"value"`
	From       string `json:"from"`
	To         string `json:"to,omitempty"`
	Citation   string `json:"citation"`
	Confidence string `json:"confidence"`
	Note       string `json:"note,omitempty"`
	On         string `json:"on"`
	Unit       string `json:"unit"`
	Banner     string `json:"banner,omitempty"`
	Applies    bool   `json:"applies"`
}

func lawExplain(r *run, f *flag.FlagSet) (func() error, error) {
	on := f.String("on", law.DayOf(r.Now().In(locale.Zone)).String(), r.w.T("cli.flag.on"))
	unit := f.String("unit", string(law.Administrative), r.w.T("cli.flag.unit"))
	asJSON := f.Bool("json", false, r.w.T("cli.flag.json"))
	return func() error {
		if err := r.need(1); err != nil {
			return err
		}
		day, err := law.ParseDay(*on)
		if err != nil || day.IsZero() {
			return fault.New(fault.Invalid, "cli.day", *on)
		}
		x, err := law.Explain(r.args[0], day, law.UnitKind(*unit))
		var refused *law.Error
		if errors.As(err, &refused) {
			return fault.New(fault.Invalid, refused.Key, refused.Args...)
		}
		if err != nil {
			return err
		}
		e := explained{x.Rule.ID, x.Rule.Title, x.Entry.Value, x.Entry.From.String(), x.Entry.To.String(), x.Entry.Cite,
			string(x.Entry.Conf), x.Entry.Note, day.String(), string(x.Kind), x.Banner, x.Applies != law.NotAtAll}
		if *asJSON {
			return json.NewEncoder(r.Out).Encode(e)
		}
		r.print(e)
		return nil
	}, nil
}

func (r *run) print(e explained) {
	to := e.To
	if to == "" {
		to = r.w.T("cli.law.open")
	}
	fmt.Fprintf(r.Out, "%s (%s)\n", e.Title, e.Rule)
	r.say("cli.law.value", e.Value)
	r.say("cli.law.interval", e.From, to)
	r.say("cli.law.citation", e.Citation)
	r.say("cli.law.confidence", r.w.T("cli.law.confidence."+e.Confidence))
	for _, s := range []string{e.Banner, e.Note} {
		if s != "" {
			fmt.Fprintln(r.Out, s)
		}
	}
}

// keys: cli.law.confidence.*

func version(r *run, f *flag.FlagSet) (func() error, error) {
	return func() error {
		text := "hoinghi"
		if info, ok := debug.ReadBuildInfo(); ok {
			text += " " + info.Main.Version + " " + info.GoVersion
		}
		fmt.Fprintln(r.Out, text)
		return nil
	}, nil
}
