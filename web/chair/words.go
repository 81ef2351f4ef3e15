package chair

import (
	"net/http"

	"hoinghi/conference"
	"hoinghi/emulation"
	"hoinghi/locale"
	"hoinghi/web/kit"
)

// keys: chair.shown.*

// lookedAt is the item of the page's address; empty follows the hall.
func (p console) lookedAt() string {
	if p.Looking() {
		return p.Item.ID
	}
	return ""
}

func (p console) look(it conference.Item) string {
	return p.Path("/dieu-hanh?hn=", p.Conf.ID, "&muc=", it.ID)
}

func (p console) by() string {
	if p.Item.Presenter == "" {
		return ""
	}
	return " · " + p.Item.Presenter
}

func (p console) openItem() conference.Item {
	for _, it := range p.Items {
		if it.ID == p.Conf.Item {
			return it
		}
	}
	return conference.Item{}
}

// resolution marks the vote by which the resolution is adopted.
func (p console) resolution() string {
	if p.Item.Kind == "resolution" {
		return "resolution"
	}
	return ""
}

// need is how many of those present now would have to be in favour.
func (p console) need() int64 {
	if p.Bar.ID == "" {
		return 0
	}
	return p.Bar.Is.Needed(p.Turnout.Present)
}

func (p console) options(prefix string, values ...string) []kit.Option {
	var out []kit.Option
	for _, v := range values {
		out = append(out, kit.Option{Value: v, Label: p.T(prefix + v)})
	}
	return out
}

func (p console) way(s conference.Speaker) string {
	at := locale.Clock(s.AskedAt.In(locale.Zone))
	if s.Way == "slip" {
		return p.T("chair.by.slip", at)
	}
	return p.T("chair.by.phone", at)
}

func (p console) channel() string {
	if p.Conf.Channel == "" {
		return "welcome"
	}
	return p.Conf.Channel
}

// shown is the words on the projector, for the preview.
func (p console) shown() string {
	switch p.Conf.Channel {
	case "item":
		return p.openItem().Title
	case "speaker":
		return p.Speaking().Name
	case "vote", "result":
		return p.Asked
	case "quorum":
		return locale.Number(p.Turnout.Present) + "/" + locale.Number(p.Turnout.Convened)
	case "ceremony":
		if at := emulation.At(p.Steps, p.Conf); at >= 0 {
			return p.label(p.Steps[at])
		}
	case "opinion":
		for _, o := range p.Opinions {
			if o.ID == p.Conf.ChannelRef {
				return o.Text
			}
		}
	case "election", "election-result", "urn":
		return p.shownPoll()
	case "blank":
		return ""
	}
	return p.Conf.Name
}

func or(s, fallback string) string {
	if s != "" {
		return s
	}
	return fallback
}

// cueSheet leads to the script, which the MC and the presidium follow on their
// phones and print.
func cueSheet(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	http.Redirect(w, r, v.Path("/dai-bieu/kich-ban?", r.URL.RawQuery), http.StatusSeeOther)
	return nil
}
