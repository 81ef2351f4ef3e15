package vote

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"hoinghi/access"
	"hoinghi/belenios"
	"hoinghi/election"
	"hoinghi/fault"
	"hoinghi/live"
	"hoinghi/store"
	"hoinghi/urn"
	"hoinghi/web/kit"
)

// SealedPath begins every path that is served without knowing by whom: no
// cookie, referrer, address or time is read or kept under it.
const SealedPath = "/phieu-kin/"

// Bytes of a body. A ballot may be longer than any honest one by a little, so
// that it is refused by its own name.
const (
	ballotLimit  = 1 << 20
	messageLimit = 4 << 20
	drained      = 32 << 20 // read and thrown away, so that the sender hears why
)

func urnRoutes(m *kit.Mux) {
	m.On("GET /phieu-kin/{box}", showBooth)
	m.On("GET /phieu-kin/{box}/bang", showBoard)
	m.On("GET /phieu-kin/{box}/bang/truc-tiep", streamBoard)
	m.On("GET /phieu-kin/{box}/bao-mat", showHonesty)
	m.On("GET /phieu-kin/{box}/luu-tru.bel", sendArchive)
	m.On("GET /phieu-kin/{box}/can-bo/{key}", showOfficer)
	m.On("GET /phieu-kin/{box}/giu-khoa/{key}", showTrustee)
	m.HandleFunc("GET /phieu-kin/{box}/thong-tin.json", sealed(0, sendFacts))
	m.HandleFunc("GET /phieu-kin/{box}/tim", sealed(0, seek))
	for _, kind := range []string{"election", "trustees", "credentials"} {
		m.HandleFunc("GET /phieu-kin/{box}/"+kind+".json", sealed(0, sendRecord(kind)))
	}
	m.HandleFunc("POST /phieu-kin/{box}/phieu", sealed(ballotLimit, cast))
	m.HandleFunc("POST /phieu-kin/{box}/can-bo/{key}/phieu", sealed(messageLimit, enrol))
	m.HandleFunc("GET /phieu-kin/{box}/giu-khoa/{key}/buoc", sealed(0, sendStep))
	m.HandleFunc("POST /phieu-kin/{box}/giu-khoa/{key}/buoc", sealed(messageLimit, publish))
	m.HandleFunc("POST /phieu-kin/{box}/giu-khoa/{key}/huy", sealed(ballotLimit, cancelSlip))
	deskRoutes(m)
}

// call is one question of a script: the answer is JSON, nil is none.
type call struct {
	*kit.Visit
	r    *http.Request
	box  string
	key  string
	body []byte
}

// sealed answers a script. A fault is its key and its words in JSON.
func sealed(limit int64, answer func(call) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c := call{Visit: kit.From(r.Context()), r: r, box: r.PathValue("box"), key: r.PathValue("key")}
		var err error
		if limit > 0 {
			c.body, err = io.ReadAll(io.LimitReader(r.Body, limit+1))
			io.Copy(io.Discard, io.LimitReader(r.Body, drained))
		}
		if err != nil {
			return // the sender hung up
		}
		out, err := answer(c)
		if int64(len(c.body)) > limit && err == nil {
			err = errors.New("a body above the limit was taken")
		}
		if err != nil {
			c.fail(w, err)
			return
		}
		reply(w, http.StatusOK, out)
	}
}

type refusal struct {
	Key     string `json:"key"`
	Text    string `json:"text"`
	Tracker string `json:"tracker,omitempty"` // of a ballot that is in the box
}

func (c call) fail(w http.ResponseWriter, err error) {
	f := fault.Of(err)
	if f.Kind == fault.Internal && !kit.HungUp(c.r, err) {
		c.Site.Log.Error("internal fault", "path", c.r.Pattern, "err", err)
	}
	out := refusal{Key: f.Key, Text: c.Say(err)}
	if f.Key == "belenios.replayed" {
		out.Tracker = belenios.HashOf(c.body).Base64()
	}
	reply(w, kit.Status(err), out)
}

func reply(w http.ResponseWriter, status int, out any) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if out == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	raw, isRaw := out.([]byte)
	if !isRaw {
		raw, _ = json.Marshal(out) // our own types of strings and numbers
	}
	h.Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(raw)
}

// cast is the one act of a voter.
func cast(c call) (any, error) {
	r, err := urn.Voters{DB: c.Site.DB, Org: c.Place.ID}.Cast(c.r.Context(), c.box, c.body)
	if err != nil {
		return nil, err
	}
	return struct {
		Tracker string `json:"tracker"`
		Again   bool   `json:"again"`
	}{r.Tracker, r.Again}, nil
}

func tooLong(c call) error {
	if len(c.body) > messageLimit {
		return fault.New(fault.Invalid, "belenios.too-big")
	}
	return nil
}

func enrol(c call) (any, error) {
	if err := tooLong(c); err != nil {
		return nil, err
	}
	return nil, c.Write(c.r.Context(), func(tx *store.Tx) error { return urn.Enrol(tx, c.box, c.key, c.body) })
}

func publish(c call) (any, error) {
	if err := tooLong(c); err != nil {
		return nil, err
	}
	return nil, c.Write(c.r.Context(), func(tx *store.Tx) error { return urn.Publish(tx, c.box, c.key, c.body) })
}

func cancelSlip(c call) (any, error) {
	var in struct {
		Credential string `json:"credential"`
	}
	if json.Unmarshal(c.body, &in) != nil {
		return nil, fault.New(fault.Invalid, "belenios.not-canonical")
	}
	err := c.Write(c.r.Context(), func(tx *store.Tx) error { return urn.CancelBy(tx, c.box, c.key, in.Credential) })
	if err != nil {
		return nil, err
	}
	return map[string]string{"state": "cancelled"}, nil
}

func seek(c call) (any, error) {
	var at urn.Place
	err := c.Read(c.r.Context(), func(tx *store.Tx) (err error) {
		at, err = urn.Seek(tx, c.box, c.r.URL.Query().Get("ma"))
		return err
	})
	return map[string]any{"found": at == urn.Counting, "place": at}, err
}

func sendRecord(kind string) func(call) (any, error) {
	return func(c call) (any, error) {
		var raw []byte
		err := c.Read(c.r.Context(), func(tx *store.Tx) (err error) { raw, err = urn.Record(tx, c.box, kind); return err })
		return raw, err
	}
}

// facts is what every script asks first.
type facts struct {
	State       urn.State `json:"state"`
	UUID        string    `json:"uuid"`
	Group       string    `json:"group"`
	Mode        string    `json:"mode"`
	Size        int       `json:"size"`
	Threshold   int       `json:"threshold"`
	Revote      bool      `json:"revote"`
	Slips       int       `json:"slips"`
	Counted     int       `json:"counted"`
	Fingerprint string    `json:"fingerprint"`
}

func mode(b urn.Box) string {
	if b.Single() {
		return "single"
	}
	return "threshold"
}

func sendFacts(c call) (any, error) {
	var b urn.Board
	err := c.Read(c.r.Context(), func(tx *store.Tx) (err error) { b, err = urn.BoardOf(tx, c.box); return err })
	return facts{b.State, b.UUID, b.Group, mode(b.Box), b.Trustees, b.Threshold, b.Revote, b.Slips, b.Cast, b.Fingerprint}, err
}

// step is what a trustee's script asks for.
type step struct {
	Step string `json:"step"`
	facts
	Index     int               `json:"index"`
	Certs     []json.RawMessage `json:"certs,omitempty"`
	Input     json.RawMessage   `json:"input,omitempty"`
	Private   string            `json:"private,omitempty"`
	Announced *int              `json:"announced,omitempty"`
	Done      int               `json:"done"`
}

func sendStep(c call) (any, error) {
	var s urn.Step
	err := c.Read(c.r.Context(), func(tx *store.Tx) (err error) { s, err = urn.StepOf(tx, c.box, c.key); return err })
	if err != nil {
		return nil, err
	}
	b := s.Box
	out := step{Step: s.Next, Index: s.Nth, Certs: s.Certs, Input: s.Input, Private: s.Private, Done: s.Done,
		facts: facts{b.State, b.UUID, b.Group, mode(b), b.Trustees, b.Threshold, b.Revote, b.Slips, b.Counted, b.Fingerprint}}
	if b.State == urn.Decrypting {
		out.Announced = &s.Announced
	}
	return out, nil
}

// urnPage is a page about a box. Words are those of its script.
type urnPage struct {
	*kit.Visit
	Board  urn.Board
	Key    string
	Step   urn.Step
	Counts urn.Counts // of a finished box
	Apart  bool       // what is in a finished box may be told by itself
	Origin string     // scheme and host
	Script string
	Says   []string
	Sought string
	At     urn.Place
}

// Base is the address of the box.
func (p urnPage) Base() string { return p.Path(SealedPath, p.Board.ID) }

// Words are the texts of the page's script, as a JSON object.
func (p urnPage) Words() string {
	words := map[string]string{}
	for _, key := range p.Says {
		words[key] = p.T(key)
	}
	b, _ := json.Marshal(words) // strings only
	return string(b)
}

// read fills a page with what everybody may know of its box.
func readUrn(r *http.Request, v *kit.Visit, more func(*store.Tx, *urnPage) error) (urnPage, error) {
	p := urnPage{Visit: v, Origin: kit.Origin(r), Key: r.PathValue("key")}
	err := v.Read(r.Context(), func(tx *store.Tx) (err error) {
		if p.Board, err = urn.BoardOf(tx, r.PathValue("box")); err != nil {
			return err
		}
		if p.Board.State == urn.Done {
			if p.Counts, err = urn.Outcome(tx, p.Board.ID); err != nil {
				return err
			}
			if p.Apart, err = apart(tx, p.Board.Subject); err != nil {
				return err
			}
		}
		if more != nil {
			return more(tx, &p)
		}
		return nil
	})
	return p, err
}

// apart reports whether what is in a box may be told by itself; a box for
// something else than a round stands alone. Who asks may be anybody: the answer
// is one word about the round.
func apart(tx *store.Tx, subject string) (bool, error) {
	reader := tx.Who
	tx.Who = access.Machine(reader.Org)
	defer func() { tx.Who = reader }()
	yes, err := election.Apart(tx, subject)
	if fault.Is(err, fault.Missing) {
		return true, nil
	}
	return yes, err
}

func showBooth(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readUrn(r, v, nil)
	if err != nil {
		return err
	}
	p.Script, p.Says = "urn-booth.js", boothWords
	return v.Show(w, r, boothView(p))
}

func showHonesty(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readUrn(r, v, nil)
	if err != nil {
		return err
	}
	return v.Show(w, r, honestyView(p))
}

func showOfficer(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readUrn(r, v, func(tx *store.Tx, p *urnPage) error { _, err := urn.Officer(tx, p.Board.ID, p.Key); return err })
	if err != nil {
		return err
	}
	p.Script, p.Says = "urn-officer.js", officerWords
	return v.Show(w, r, officerView(p))
}

func showTrustee(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readUrn(r, v, func(tx *store.Tx, p *urnPage) (err error) {
		p.Step, err = urn.StepOf(tx, p.Board.ID, p.Key)
		return err
	})
	if err != nil {
		return err
	}
	p.Script, p.Says = "urn-trustee.js", trusteeWords
	return v.Show(w, r, trusteeView(p))
}

func showBoard(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readBoard(r, v)
	if err != nil {
		return err
	}
	return v.Show(w, r, boardView(p))
}

func readBoard(r *http.Request, v *kit.Visit) (urnPage, error) {
	return readUrn(r, v, func(tx *store.Tx, p *urnPage) (err error) {
		p.Sought = strings.TrimSpace(r.URL.Query().Get("ma"))
		if p.Sought != "" {
			p.At, err = urn.Seek(tx, p.Board.ID, p.Sought)
		}
		return err
	})
}

func streamBoard(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	topic := urn.Topic(r.PathValue("box"))
	return v.Stream(w, r, []live.Topic{topic}, func() (templ.Component, error) {
		p, err := readBoard(r, v)
		return boardParts(p), err
	})
}

func sendArchive(w http.ResponseWriter, r *http.Request, v *kit.Visit) error {
	p, err := readUrn(r, v, nil)
	if err != nil {
		return err
	}
	return v.Send(w, kit.Download{Name: p.Board.UUID + ".bel", Type: "application/octet-stream", Write: func(out io.Writer) error {
		_, err := readUrn(r, v, func(tx *store.Tx, p *urnPage) error { // the box may have come further meanwhile
			if p.Board.State == urn.Done && !p.Apart {
				return urn.WriteUnopened(tx, p.Board.ID, out)
			}
			return urn.WriteArchive(tx, p.Board.ID, out)
		})
		return err
	}})
}

// ScriptHash is what people compare with the list beside the source.
func (p urnPage) ScriptHash() string { return kit.AssetHash(p.Script) }
