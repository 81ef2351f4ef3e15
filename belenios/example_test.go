package belenios_test

import (
	"bytes"
	"crypto/rand"
	"fmt"

	"hoinghi/belenios"
)

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

func try(err error) {
	if err != nil {
		panic(err)
	}
}

// A whole election with one trustee and two voters.
func Example() {
	g := belenios.Ed25519()
	secret, key, err := belenios.NewTrustee(g, rand.Reader)
	try(err)
	trustees := belenios.Trustees{{Single: &key}}
	e := &belenios.Election{
		Name: "Bầu Ban Thanh tra nhân dân", Group: g, PublicKey: trustees.Key(g), UUID: must(belenios.NewUUID(rand.Reader)),
		Questions: []belenios.Question{{Question: "Ai?", Answers: []string{"An", "Bình", "Cường"}, Min: 1, Max: 2}},
	}
	try(e.Seal())

	// The voters' office: private credentials to the voters, public ones to the list.
	private := []string{must(belenios.NewCredential(rand.Reader)), must(belenios.NewCredential(rand.Reader))}
	var list []belenios.Voter
	for _, c := range private {
		list = append(list, belenios.Voter{Credential: must(belenios.PublicCredential(g, e.UUID, c))})
	}
	credentials := belenios.CredentialsJSON(list)

	// The server.
	var file bytes.Buffer
	archive := must(belenios.NewArchive(&file, 1795288452))
	try(archive.Setup(e, trustees, credentials))
	box := belenios.NewBox(e, must(belenios.ParseVoters(g, credentials, 0)), false)
	for i, choice := range [][]int{{1, 1, 0}, {0, 1, 0}} {
		raw := must(e.Vote(rand.Reader, private[i], [][]int{choice})) // in the voter's browser
		must(box.Accept(raw, func(raw []byte, _ *belenios.Ballot) error { return archive.Ballot(raw) }))
	}
	box.Close()
	try(archive.EndBallots())
	tally := box.Tally()
	try(archive.Tally(tally))

	// The trustee verifies, and decrypts the two ballots announced in the room.
	report := must(belenios.Verify(bytes.NewReader(file.Bytes()), int64(file.Len()), belenios.Options{}))
	owner, part, err := report.Contribute(rand.Reader, secret, 2)
	try(err)

	// The server again.
	try(e.CheckDecryption(tally, part, trustees.Owners()[owner-1]))
	try(archive.Decryption(g, owner, part))
	result := must(e.Result(trustees, tally, map[int]*belenios.Decryption{owner: part}))
	try(archive.Result(result))

	// Anybody.
	report = must(belenios.Verify(bytes.NewReader(file.Bytes()), int64(file.Len()), belenios.Options{Name: e.UUID + ".bel"}))
	fmt.Println(report.Phase, report.Result)
	// Output: finished [[1 2 0]]
}
