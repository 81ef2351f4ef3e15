package cli

import (
	"math/rand/v2"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// composer writes articles of the length of real ones out of syllables that
// come as often as words do: few of them all the time, most seldom (Zipf). It
// writes the same each time.
type composer struct {
	words []string // the most common first
	often *rand.Zipf
}

const (
	benchParagraphs = 9
	benchSentence   = 26 // words
)

func newComposer(rimes string) *composer {
	luck := rand.New(rand.NewPCG(2022, 1))
	c := &composer{}
	for _, onset := range strings.Fields("b c ch d đ g h k kh l m n ng nh ph qu r s t th tr v x") {
		for _, rime := range strings.Fields(rimes) {
			for _, tone := range []string{"", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"} {
				c.words = append(c.words, norm.NFC.String(onset+rime+tone))
			}
		}
	}
	luck.Shuffle(len(c.words), func(i, j int) { c.words[i], c.words[j] = c.words[j], c.words[i] })
	c.often = rand.NewZipf(luck, 1.1, 8, uint64(len(c.words)-1))
	return c
}

// body is about 700 words, as the articles of agencies are.
func (c *composer) body() string {
	var b strings.Builder
	for range benchParagraphs {
		for range 3 {
			for i := range benchSentence {
				if i > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(c.words[c.often.Uint64()])
			}
			b.WriteString(". ")
		}
		b.WriteString("\n\n")
	}
	return b.String()
}
