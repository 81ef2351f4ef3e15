package belenios

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func archiveIn(t testing.TB, folder string) (string, []byte) {
	t.Helper()
	files, _ := filepath.Glob("testdata/vectors/" + folder + "/*.bel")
	if len(files) != 1 {
		t.Fatalf("%d archives in %s", len(files), folder)
	}
	raw, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Base(files[0]), raw
}

func verify(raw []byte, o Options) (*Report, error) {
	return Verify(bytes.NewReader(raw), int64(len(raw)), o)
}

type expected struct {
	UUID, Group string
	Ballots     []struct{ Tracker string } `json:"ballots_in_order"`
	Result      json.RawMessage
	Summary     []struct {
		Hash   string
		Weight json.RawMessage
	} `json:"ballot_summary"`
	Checksums struct {
		Election    string
		Voters      int    `json:"num_voters"`
		Credentials string `json:"public_credentials"`
	}
	Head string `json:"last_event_hash"`
}

func TestGoodArchives(t *testing.T) {
	for _, folder := range samples {
		t.Run(folder, func(t *testing.T) {
			name, raw := archiveIn(t, folder)
			_, before := archiveIn(t, folder+"/voting-phase")
			var want expected
			load(t, folder+"/expected.json", &want)
			report, err := verify(raw, Options{Name: name, Earlier: bytes.NewReader(before), EarlySize: int64(len(before))})
			if err != nil {
				t.Fatal(err)
			}
			if report.Head.String() != want.Head || report.Voters != want.Checksums.Voters ||
				report.Ballots != len(want.Ballots) || report.Phase != Finished ||
				report.Credentials.String() != want.Checksums.Credentials || report.Election.UUID != want.UUID {
				t.Errorf("report %+v differs from %+v", report, want)
			}
			var result bytes.Buffer
			json.Compact(&result, []byte(fmt.Sprintf(`{"result":%s}`, want.Result)))
			if got := string(report.Result.JSON()); got != result.String() {
				t.Errorf("result %s, want %s", got, &result)
			}
			var got, list []string
			for _, c := range report.Counted {
				got = append(got, c.Ballot.String())
			}
			for i, s := range want.Summary {
				list = append(list, s.Hash)
				if s.Weight != nil && string(s.Weight) != string(appendWeight(nil, report.Counted[i].Weight)) {
					t.Errorf("weight %v, want %s", report.Counted[i].Weight, s.Weight)
				}
			}
			if d := cmp.Diff(list, got); d != "" {
				t.Errorf("counted ballots (-want +got):\n%s", d)
			}
			if report, err := verify(before, Options{}); err != nil || report.Phase != Voting || report.Ballots != len(want.Ballots)-1 {
				t.Errorf("voting phase: %v", err)
			}
			if _, err := verify(before, Options{Earlier: bytes.NewReader(raw), EarlySize: int64(len(raw))}); classOf(err) != NotAnEarlier {
				t.Errorf("the past as the future: %v", err)
			}
		})
	}
}

func TestTamperedArchives(t *testing.T) {
	var cases []struct {
		File, Expect, Why string
		Class             Class
	}
	load(t, "tampered/cases.json", &cases)
	files, _ := filepath.Glob("testdata/vectors/tampered/*.bel")
	if len(cases) != len(files) || len(cases) < 36 {
		t.Fatalf("%d cases for %d files", len(cases), len(files))
	}
	for _, c := range cases {
		raw, err := os.ReadFile("testdata/vectors/tampered/" + c.File)
		if err != nil {
			t.Fatal(err)
		}
		_, err = verify(raw, Options{})
		if got := classOf(err); got != c.Class || (err == nil) != (c.Expect == "accept") {
			t.Errorf("%s: %v, want %q: %s", c.File, err, c.Class, c.Why)
		}
	}
}

// A consistent archive from which the last ballot was dropped is found only by
// whoever kept the archive with that ballot.
func TestDroppedBallotShowsAgainstAnEarlierArchive(t *testing.T) {
	_, whole := archiveIn(t, "tampered/base")
	kept := whole[:bytes.Index(whole, []byte(`"type":"EndBallots"`))]
	kept = kept[:len(kept)-len(kept)%block-block] // without the header and the event
	if report, err := verify(kept, Options{}); err != nil || report.Ballots != 7 {
		t.Fatalf("the kept archive: %v", err)
	}
	raw, err := os.ReadFile("testdata/vectors/tampered/ballot-removed-before-tally.bel")
	if err != nil {
		t.Fatal(err)
	}
	for earlier, want := range map[string]Class{string(kept): NotAnEarlier, string(whole): NotAnEarlier} {
		_, err = verify(raw, Options{Earlier: bytes.NewReader([]byte(earlier)), EarlySize: int64(len(earlier))})
		if classOf(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := verify(whole, Options{Earlier: bytes.NewReader(kept), EarlySize: int64(len(kept))}); err != nil {
		t.Errorf("the honest archive: %v", err)
	}
}
