package stage

import (
	"bytes"
	"strings"
	"testing"

	"hoinghi/ballot"
	"hoinghi/locale"
	"hoinghi/urn"
	"hoinghi/web/kit"
)

// While boxes of a secret election are open, the tablet leads there without a
// card, and has one heading of the first rank, beside an open vote or not.
func TestKioskLeadsToTheBooth(t *testing.T) {
	booths := []urn.Box{{ID: "B1", Draft: urn.Draft{Name: "Bầu Ban Thanh tra"}}, {ID: "B2", Draft: urn.Draft{Name: "Bầu bổ sung"}}}
	for _, vote := range []*ballot.Ballot{nil, {Question: "Thông qua", Method: "phone"}} {
		p := kioskPage{Visit: &kit.Visit{W: locale.In("vi"), Place: kit.Place{Base: "/d/tv"}}, Key: "k", Booths: booths, Vote: vote}
		var b bytes.Buffer
		if err := kioskNow(p).Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`href="/d/tv/quay-phieu/k/phieu-kin/B1"`, `href="/d/tv/quay-phieu/k/phieu-kin/B2"`, "Bầu bổ sung", "dùng mã in trên phiếu"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("the start lacks %q", want)
			}
		}
		if n := strings.Count(b.String(), "<h1"); n != 1 || strings.Contains(b.String(), "Chưa có nội dung") {
			t.Errorf("%d first headings in %s", n, b.String())
		}
	}
	p := kioskPage{Visit: &kit.Visit{W: locale.In("vi")}, Key: "k", Said: "booth", Person: "A"}
	var b bytes.Buffer
	if err := kioskSaid(p).Render(t.Context(), &b); err != nil || !strings.Contains(b.String(), "không cần thẻ") || strings.Contains(b.String(), "phieu-kin") {
		t.Errorf("a card before a secret ballot: %s, %v", b.String(), err)
	}
}
