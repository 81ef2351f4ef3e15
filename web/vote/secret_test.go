package vote_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"hoinghi/account"
	"hoinghi/belenios"
	"hoinghi/election"
	"hoinghi/store"
	"hoinghi/store/storetest"
	"hoinghi/urn"
)

type refusal struct{ Key, Text, Tracker string }

func (h *hall) refused(what string, status int, path string, body []byte, key string) refusal {
	h.Helper()
	var r refusal
	out := h.post(status, path, body)
	if err := json.Unmarshal(out, &r); err != nil || r.Key != key || len(r.Text) < 20 {
		h.Errorf("%s: %.200s, want %s and words", what, out, key)
	}
	return r
}

// said is what the voter reads for each class of bad ballot.
var said = map[belenios.Class]string{
	belenios.TooBig:            "dài quá mức của một lá phiếu",
	belenios.NotCanonical:      "không đúng khuôn dạng",
	belenios.BadShape:          "không khớp với số câu hỏi hoặc số người trong danh sách",
	belenios.BadPoint:          "phần mã hóa không hợp lệ",
	belenios.BadScalar:         "số liệu chứng minh không hợp lệ",
	belenios.OtherElection:     "được làm cho một cuộc bỏ phiếu khác",
	belenios.UnknownCredential: "không có trong danh sách của cuộc bỏ phiếu",
	belenios.UsedCredential:    "Mã này đã bỏ phiếu rồi, mỗi mã chỉ bỏ một lần",
	belenios.Replayed:          "đã có trong hòm, không tính hai lần",
	belenios.ForgedProof:       "không chứng minh được rằng mỗi lựa chọn là hợp lệ",
	belenios.OutOfBounds:       "không chứng minh được rằng số người chọn nằm trong giới hạn",
	belenios.BadSignature:      "Chữ ký trên phiếu không đúng với mã bỏ phiếu",
	belenios.Closed:            "Đã đóng hòm phiếu",
}

// badBallot is one way of spoiling a ballot, and what it is called.
type badBallot struct {
	what  string
	class belenios.Class
	raw   []byte
}

// spoilt are the bad ballots of every class that an open box can be sent.
func (h *hall) spoilt(good []byte) []badBallot {
	h.Helper()
	fresh := string(h.vote(1, 0, 1, 0, 0))
	number := func(after, digits string) []byte {
		at := strings.Index(fresh, after)
		at += strings.Index(fresh[at:], `"challenge":"`) + len(`"challenge":"`)
		return []byte(fresh[:at] + digits + fresh[at+strings.IndexByte(fresh[at:], '"'):])
	}
	at := strings.Index(fresh, `"alpha":"`) + len(`"alpha":"`)
	point := func(text string) []byte { return []byte(fresh[:at] + text + fresh[at+64:]) }
	answers := strings.Index(fresh, `"answers":[`) + len(`"answers":[`)
	h.slips = append(h.slips, "AAAAA-BBBBBB-CCCCC-DDDDDD")
	unknown := h.vote(len(h.slips)-1, 0, 1, 0, 0)
	h.slips = h.slips[:len(h.slips)-1]
	return []badBallot{
		{"replayed", belenios.Replayed, good},
		{"a used credential", belenios.UsedCredential, h.vote(0, 1, 0, 0, 0)},
		{"an unknown credential", belenios.UnknownCredential, unknown},
		{"a forged proof", belenios.ForgedProof, number(`"individual_proofs"`, "5")},
		{"out of bounds", belenios.OutOfBounds, number(`"overall_proof"`, "5")},
		{"another's signature", belenios.BadSignature, number(`"signature"`, "5")},
		{"a scalar with zeros", belenios.BadScalar, number(`"individual_proofs"`, "007")},
		{"a scalar above q", belenios.BadScalar, number(`"individual_proofs"`, strings.Repeat("9", 77))},
		{"no point", belenios.BadPoint, point(strings.Repeat("f", 64))},
		{"a point in capitals", belenios.BadPoint, point(strings.ToUpper(fresh[at : at+64]))},
		{"a point of small order", belenios.BadPoint, point("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")},
		{"spaces", belenios.NotCanonical, []byte(" " + fresh)},
		{"nothing", belenios.NotCanonical, nil},
		{"no answer", belenios.BadShape, []byte(fresh[:answers] + fresh[strings.Index(fresh, `],"signature"`):])},
		{"another election", belenios.OtherElection, []byte(strings.Replace(fresh, h.box.UUID, "AAAAAAAAAAAAAA", 1))},
		{"10 MB", belenios.TooBig, bytes.Repeat([]byte("x"), 10<<20)},
		{"10 MB of spaces behind it", belenios.TooBig, append([]byte(fresh), bytes.Repeat([]byte(" "), 10<<20)...)},
	}
}

// Each bad ballot is refused over the network by its own name, with words for
// the voter, and nothing is stored. No class is left out.
func TestBadBallotsOverTheNetwork(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHall(t, db, 12)
		h.prepare(5)
		good := h.vote(0, 0, 1, 0, 0)
		h.post(200, "/phieu", good)
		late := h.vote(1, 0, 1, 0, 0)
		tried := map[belenios.Class]bool{}
		try := func(b badBallot) {
			status := 422
			if b.class == belenios.Replayed || b.class == belenios.UsedCredential || b.class == belenios.Closed {
				status = 409
			}
			r := h.refused(b.what, status, "/phieu", b.raw, "belenios."+string(b.class))
			if want := said[b.class]; want == "" || !strings.Contains(r.Text, want) {
				t.Errorf("%s: the voter reads %q, want %q", b.what, r.Text, want)
			}
			if (b.class == belenios.Replayed) != (len(r.Tracker) == 43) {
				t.Errorf("%s: tracker %q", b.what, r.Tracker)
			}
			tried[b.class] = true
		}
		for _, b := range h.spoilt(good) {
			try(b)
		}
		h.refused("a long list", 422, "/can-bo/x/phieu", bytes.Repeat([]byte("x"), 5<<20), "belenios.too-big")
		h.refused("a stranger's list", 404, "/can-bo/x/phieu", []byte("[]"), "fault.missing")
		h.refused("a stranger's key", 404, "/giu-khoa/x/buoc", []byte("{}"), "fault.missing")
		var b urn.Board
		h.do(func(tx *store.Tx) (err error) { b, err = urn.BoardOf(tx, h.box.ID); return err })
		if b.Cast != 1 {
			t.Errorf("%d ballots were kept, want 1", b.Cast)
		}
		h.ok(urn.Close(t.Context(), db, h.desk, h.box.ID))
		try(badBallot{"a closed box", belenios.Closed, late})
		for _, class := range belenios.BallotClasses() {
			if !tried[class] {
				t.Errorf("no ballot of class %s was tried", class)
			}
		}
	})
}

// The pages are served to whoever asks and set no cookie, in every state.
func TestPagesOfABox(t *testing.T) {
	h := newHall(t, storetest.SQLite(t), 12)
	h.prepare(4)
	for i := range 3 {
		h.post(200, "/phieu", h.vote(i, 0, 1, 0, 0))
	}
	for path, want := range map[string]string{"": `data-urn="booth"`, "/bang": `data-urn="board"`, "/bao-mat": "phiếu", "/thong-tin.json": `"state":"open"`} {
		if !strings.Contains(string(h.get(200, path)), want) {
			t.Errorf("%s has no %s", path, want)
		}
	}
	h.get(404, "/can-bo/khong-phai")
	h.get(404, "/giu-khoa/khong-phai")
	h.finish()
	if body := string(h.get(200, "/bang")); strings.Contains(body, "Kết quả giải mã") {
		t.Error("the box is told while others may still vote on paper")
	}
	h.do(func(tx *store.Tx) error { return election.CloseVoting(tx, h.round, election.Stub{}) })
	if body := string(h.get(200, "/bang")); !strings.Contains(body, "luu-tru.bel") || !strings.Contains(body, "Kết quả giải mã") {
		t.Error("the board of a finished box has no archive or no result")
	}
	h.get(200, "")
	var c urn.Counts
	h.do(func(tx *store.Tx) (err error) { c, err = urn.Outcome(tx, h.box.ID); return err })
	if c.Votes[0][0] != 3 || c.Missing() != 1 {
		t.Errorf("outcome %+v", c)
	}
}

// What the organiser does in the workspace, from an election with its standers
// to the result in the round.
func TestOrganiserPreparesABox(t *testing.T) {
	h := newHall(t, storetest.SQLite(t), 14)
	cookie := h.signIn(0, true)
	path := "/ban/bau-cu/" + h.election + "/phieu-kin"
	if !strings.Contains(h.page(cookie, "/ban/bau-cu/"+h.election), `href="/d/thu-vien`+path+`"`) {
		t.Error("the election's page does not lead to its boxes")
	}
	if body := h.page(cookie, path); !strings.Contains(body, "Lập hòm phiếu") {
		t.Fatalf("no form to prepare a box: %.2000s", body)
	}
	res := h.form(cookie, path, "name=B%E1%BA%A7u&slips=0&trustees=3&threshold=2")
	if res.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("no slips: %d", res.StatusCode)
	}
	res = h.form(cookie, path, "name=B%E1%BA%A7u&slips=5&trustees=3&threshold=2")
	to := res.Header.Get("Location")
	if res.StatusCode != http.StatusSeeOther || !strings.Contains(to, "/ban/phieu-kin/") {
		t.Fatalf("prepare: %d %s", res.StatusCode, to)
	}
	body := h.page(cookie, strings.TrimPrefix(to, "/d/thu-vien"))
	if strings.Count(body, "/giu-khoa/") < 3 || !strings.Contains(body, "/can-bo/") {
		t.Error("the links of the officer and the key keepers are missing")
	}
	if res := h.form(cookie, strings.TrimPrefix(to, "/d/thu-vien")+"/mo", ""); res.StatusCode != http.StatusConflict {
		t.Errorf("opened without keys: %d", res.StatusCode)
	}
	delegate := h.signIn(5, false)
	if res := h.form(delegate, strings.TrimPrefix(to, "/d/thu-vien")+"/huy", ""); res.StatusCode != http.StatusForbidden {
		t.Errorf("a delegate gave up the box: %d", res.StatusCode)
	}
	var boxes []urn.Box
	h.do(func(tx *store.Tx) (err error) { boxes, err = urn.Of(tx, h.round); return err })
	if len(boxes) != 1 || len(boxes[0].Questions[0].Answers) != 4 || boxes[0].Questions[0].Max != 3 {
		t.Errorf("boxes of the round: %+v", boxes)
	}
	h.handOut(4)
	h.tooFew(cookie, 2)
	h.prepare(5)
	for i := range 4 {
		h.post(200, "/phieu", h.vote(i, 0, 1, 1, 0))
	}
	h.finish()
	if res := h.form(cookie, "/ban/phieu-kin/"+h.box.ID+"/cong", ""); res.StatusCode != http.StatusConflict {
		t.Errorf("a result was added while the round is open: %d", res.StatusCode)
	}
}

// tooFew looks whether an organiser reads beforehand that a box of one or two
// ballots stays shut, and after the closing why.
func (h *hall) tooFew(cookie string, cast int) {
	h.Helper()
	was, slips := h.box, h.slips
	h.slips = nil
	h.prepare(cast)
	for i := range cast {
		h.post(200, "/phieu", h.vote(i, 0, 1, 1, 0))
	}
	path := "/ban/phieu-kin/" + h.box.ID
	if body := h.page(cookie, path); !strings.Contains(body, "Hòm mới có 2 phiếu") {
		h.Error("the organisers are not told that the box holds too few")
	}
	h.ok(urn.Close(h.Context(), h.db, h.desk, h.box.ID))
	if body := h.page(cookie, path); !strings.Contains(body, "Hòm chỉ có 2 phiếu nên không mở") || strings.Contains(body, path+"/kiem") || !strings.Contains(body, path+"/huy") {
		h.Error("a closed box of two is not said to stay shut")
	}
	if res := h.form(cookie, path+"/kiem", ""); res.StatusCode != http.StatusConflict {
		h.Errorf("the sum of two ballots: %d", res.StatusCode)
	}
	h.box, h.slips = was, slips
}

func (h *hall) handOut(n int) {
	h.Helper()
	h.do(func(tx *store.Tx) error { return election.HandOut(tx, h.round, election.ByBox, h.people[:n]...) })
}

// signIn gives the cookie of a person; an organiser holds the desk's roles.
func (h *hall) signIn(i int, organiser bool) (cookie string) {
	h.Helper()
	code := h.card(i, organiser)
	h.do(func(tx *store.Tx) (err error) {
		cookie, err = account.EnterByCard(tx, code, "điện thoại")
		return err
	})
	return cookie
}

// card is the code of a person's card.
func (h *hall) card(i int, organiser bool) (code string) {
	h.Helper()
	h.do(func(tx *store.Tx) error {
		if organiser {
			for _, r := range h.desk.Roles {
				if err := account.Grant(tx, h.people[i], r); err != nil {
					return err
				}
			}
		} else if err := account.Grant(tx, h.people[i], "delegate"); err != nil {
			return err
		}
		cards, err := account.IssueCards(tx, []string{h.people[i]})
		if err == nil {
			code = cards[0].Code
		}
		return err
	})
	return code
}

func (h *hall) page(cookie, path string) string {
	h.Helper()
	r, err := http.NewRequestWithContext(h.Context(), http.MethodGet, h.site.URL+"/d/thu-vien"+path, nil)
	h.ok(err)
	res, body := h.ask(r, cookie)
	if res.StatusCode != 200 {
		h.Fatalf("%s: %d %.500s", path, res.StatusCode, body)
	}
	return string(body)
}

func (h *hall) form(cookie, path, fields string) *http.Response {
	h.Helper()
	r, err := http.NewRequestWithContext(h.Context(), http.MethodPost, h.site.URL+"/d/thu-vien"+path, strings.NewReader(fields))
	h.ok(err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: "hoinghi", Value: cookie})
	c := *h.site.Client()
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	res, err := c.Do(r)
	h.ok(err)
	res.Body.Close()
	return res
}
