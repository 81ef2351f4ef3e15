package locale

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Vietnamese syllables are an onset, a rhyme and a tone, and there are few of
// each: that is how text of an old font is told from text that is right.
var (
	onsets = wordSet("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
	rhymes = wordSet(`
a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uy uya uych uyên uyêt uynh uyp uyt uyu
ư ưa ưc ưi ươc ươi ươm ươn ương ươp ươt ươu ưng ưt ưu
y yêm yên yêng yêt yêu ych ynh yt`)
)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(norm.NFC.String(s)) {
		set[w] = true
	}
	return set
}

// syllable reports whether a word is a possible Vietnamese syllable in any
// case. Strictly, one that ends in a stop has the tone sắc or nặng.
func syllable(word string, strict bool) bool {
	bare, tone, ok := untone(strings.ToLower(word))
	if !ok {
		return false
	}
	if strict && stopped(bare) && tone != acute && tone != dotBelow {
		return false
	}
	if rhymes[bare] {
		return true
	}
	for n := 1; n <= 3 && n < len(bare); n++ {
		if onsets[bare[:n]] && rhymes[bare[n:]] {
			return true
		}
	}
	return false
}

const (
	grave    = '\u0300'
	acute    = '\u0301'
	tilde    = '\u0303'
	hook     = '\u0309'
	dotBelow = '\u0323'
)

// untone takes the tone mark off a word; two marks, or one on a consonant,
// make it no syllable.
func untone(word string) (bare string, tone rune, ok bool) {
	ok = true
	base := ' '
	bare = strings.Map(func(r rune) rune {
		switch r {
		case grave, acute, tilde, hook, dotBelow:
			ok = ok && tone == 0 && strings.ContainsRune("aeiouyAEIOUY", base)
			tone = r
			return -1
		}
		if unicode.IsLetter(r) {
			base = r
		}
		return r
	}, norm.NFD.String(word))
	return norm.NFC.String(bare), tone, ok
}

func stopped(bare string) bool {
	return strings.HasSuffix(bare, "ch") || strings.HasSuffix(bare, "c") || strings.HasSuffix(bare, "k") ||
		strings.HasSuffix(bare, "p") || strings.HasSuffix(bare, "t")
}

// abbreviation reports whether a word with đ is one such as HĐND or đc.
func abbreviation(word string) bool {
	plain := strings.NewReplacer("đ", "d", "Đ", "D").Replace(word)
	if strings.ContainsFunc(plain, func(r rune) bool { return r > unicode.MaxASCII }) {
		return false
	}
	return plain == strings.ToUpper(plain) || !strings.ContainsAny(strings.ToLower(plain), "aeiouy")
}
