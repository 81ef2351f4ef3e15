package stage

import (
	"strings"
	"testing"
	"time"

	"hoinghi/conference"
	"hoinghi/law"
	"hoinghi/web/kit"
)

// fit is a conference with nothing left to do.
func fit() readiness {
	now := time.Date(2026, 1, 22, 9, 0, 0, 0, time.UTC)
	frozen := conference.Paper{Item: "i", FrozenAt: now}
	return readiness{Today: law.MustDay("2026-01-22"), Now: now, C: conference.Conference{ScreenKey: "k", HeldOn: law.MustDay("2026-01-23")},
		Form: law.Why{Verdict: law.Met, Conclusion: "x", Cite: "Điều 51"}, Held: law.Why{Verdict: law.Met, Conclusion: "x"}, Bases: 1,
		Items: []conference.Item{{ID: "i", Presenter: "A", Ends: "adopted"}}, Papers: []conference.Paper{frozen},
		Turnout:   conference.Turnout{Convened: 60, Excused: 2, Needed: 40, Rule: law.Dated[law.Share]{ID: "conf.quorum.fraction"}},
		Elections: []readyElection{{Title: "Ban", Settled: true, Ruled: true, Standing: 4, Seats: 3, Tellers: 3}},
		Print:     map[string]int{"cards": 60}, Screens: kit.Seen{Open: 1}, Wall: now, Address: "http://192.168.1.10:8080", Kiosk: true,
		Machine: &kit.Machine{Free: 9 << 30, BackedUp: now.Add(-time.Hour)}}
}

func TestLights(t *testing.T) {
	for _, l := range judge(fit()) {
		if l.State != good {
			t.Errorf("%s is %s (%s) where all is well", l.Key, l.State, l.Said)
		}
	}
	for _, c := range []struct {
		key, state, said string
		change           func(*readiness)
	}{
		{"form", bad, "", func(f *readiness) { f.Form.Verdict = law.Short }},
		{"held", warn, "silent", func(f *readiness) { f.Held = law.Why{} }},
		{"bases", warn, "none", func(f *readiness) { f.Bases = 0 }},
		{"agenda", bad, "none", func(f *readiness) { f.Items = nil }},
		{"agenda", warn, "astray", func(f *readiness) { f.Astray = []string{"Bầu"} }},
		{"agenda", warn, "unnamed", func(f *readiness) { f.Items[0].Presenter = "" }},
		{"papers", bad, "none", func(f *readiness) { f.Papers = nil }},
		{"papers", warn, "bare", func(f *readiness) { f.Papers[0].Item = "other" }},
		{"frozen", warn, "loose", func(f *readiness) { f.Papers[0].FrozenAt = time.Time{} }},
		{"convened", bad, "none", func(f *readiness) { f.Turnout.Convened = 0 }},
		{"quorum", warn, "narrow", func(f *readiness) { f.Turnout.Excused = 18 }},
		{"quorum", bad, "forecast", func(f *readiness) { f.Turnout.Excused = 21 }},
		{"quorum", warn, "silent", func(f *readiness) { f.Turnout.Rule.ID = "" }},
		{"cards", bad, "left", func(f *readiness) { f.CardsLeft = 3 }},
		{"election", bad, "both", func(f *readiness) { f.Elections[0].Both = []string{"A"} }},
		{"election", bad, "tellers", func(f *readiness) { f.Elections[0].Tellers = 1 }},
		{"election", bad, "few", func(f *readiness) { f.Elections[0].Standing = 2 }},
		{"election", warn, "open", func(f *readiness) { f.Elections[0].Ruled = false }},
		{"printer", warn, "lacks", func(f *readiness) { f.Lacks = map[string]string{"cards": "x"} }},
		{"wifi", warn, "alone", func(f *readiness) { f.Address = "http://127.0.0.1:8080" }},
		{"screen", good, "open", func(f *readiness) { f.Screens = kit.Seen{Last: f.Wall.Add(-10 * time.Second)} }},
		{"screen", warn, "gone", func(f *readiness) { f.Screens = kit.Seen{Last: f.Wall.Add(-20 * time.Second)} }},
		{"screen", warn, "look", func(f *readiness) { f.Screens = kit.Seen{} }},
		{"screen", warn, "look", func(f *readiness) { f.Screens, f.Now = kit.Seen{}, startOf(f.C).Add(-time.Hour) }},
		{"screen", bad, "look", func(f *readiness) { f.Screens, f.Now = kit.Seen{}, startOf(f.C).Add(-time.Hour+time.Second) }},
		{"screen", good, "open", func(f *readiness) { f.Screens.Open, f.Now = 2, startOf(f.C) }},
		{"screen", bad, "gone", func(f *readiness) {
			f.Screens, f.C.State = kit.Seen{Last: f.Wall.Add(-time.Minute)}, conference.Open
		}},
		{"screen", warn, "look", func(f *readiness) {
			f.Screens, f.C.State, f.Now = kit.Seen{}, conference.Closed, startOf(f.C).Add(time.Hour*9)
		}},
		{"kiosk", warn, "shut", func(f *readiness) { f.Kiosk = false }},
		{"backup", warn, "age", func(f *readiness) { f.Machine.BackedUp = f.Now.Add(-30 * time.Hour) }},
		{"backup", bad, "age", func(f *readiness) { f.Machine.BackedUp = f.Now.Add(-200 * time.Hour) }},
		{"backup", warn, "age", func(f *readiness) { f.Today, f.Machine.BackedUp = f.C.HeldOn, f.Now.Add(-2*time.Hour) }},
		{"disk", bad, "free", func(f *readiness) { f.Machine.Free = 1 << 20 }},
		{"disk", warn, "unknown", func(f *readiness) { f.Machine = nil }},
	} {
		f := fit()
		c.change(&f)
		found := false
		for _, l := range judge(f) {
			found = found || l.Key == c.key && l.State == c.state && l.Said == c.said
			if l.State != good && l.State != warn && l.State != bad || l.Said == "" && l.Quoted == "" {
				t.Errorf("%s has no state or words: %+v", l.Key, l)
			}
		}
		if !found {
			t.Errorf("%s is not %s (%s)", c.key, c.state, c.said)
		}
	}
	if !alone("http://localhost") || !alone("http://[::1]:80") || alone("https://hn.example.vn") {
		t.Error("an address is taken for another")
	}
	if got := (readyPage{C: conference.Conference{ID: "c"}}).mend(light{Path: "/ban/the"}); !strings.HasSuffix(got, "/ban/the?hn=c") {
		t.Errorf("the mend is at %s", got)
	}
}
