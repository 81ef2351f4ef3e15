package locale

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// size: table

// The old fonts put Vietnamese letters where Latin-1 has others, so their
// text, read as Latin-1, is what stands in the left columns here.

// TCVN 5712:1993, set VN3, of the ABC fonts (.VnTime). It has no capitals with
// a tone: a capital font (.VnTimeH) draws small letters as capitals.
var tcvn3Letters = letterTable(`
¡Ă ¢Â £Ê ¤Ô ¥Ơ ¦Ư §Đ ¨ă ©â ªê «ô ¬ơ ` + "\u00ad" + `ư ®đ
µà ¶ả ·ã ¸á ¹ạ »ằ ¼ẳ ½ẵ ¾ắ Æặ Çầ Èẩ Éẫ Êấ Ëậ
Ìè Îẻ Ïẽ Ðé Ñẹ Òề Óể Ôễ Õế Öệ ×ì Øỉ Üĩ Ýí Þị
ßò áỏ âõ ãó äọ åồ æổ çỗ èố éộ êờ ëở ìỡ íớ îợ
ïù ñủ òũ óú ôụ õừ öử ÷ữ øứ ùự úỳ ûỷ üỹ ýý þỵ`)

// VNI for Windows (VNI-Times): a letter, then its marks as one more letter;
// a few letters stand alone. The capital follows from the first letter.
var (
	vniLetters = letterTable(`ñđ öư ôơ íí ìì æỉ óĩ òị îỵ`)
	vniPairs   = pairTable(`
aùá aøà aûả aõã aïạ aêă aéắ aèằ aúẳ aüẵ aëặ aââ aáấ aàầ aåẩ aãẫ aäậ
eùé eøè eûẻ eõẽ eïẹ eâê eáế eàề eåể eãễ eäệ
oùó oøò oûỏ oõõ oïọ oâô oáố oàồ oåổ oãỗ oäộ ôùớ ôøờ ôûở ôõỡ ôïợ
uùú uøù uûủ uõũ uïụ öùứ öøừ öûử öõữ öïự yùý yøỳ yûỷ yõỹ`)
)

func letterTable(s string) map[rune]rune {
	t := map[rune]rune{}
	for entry := range strings.FieldsSeq(s) {
		r := []rune(entry)
		t[r[0]] = r[1]
	}
	return t
}

func pairTable(s string) map[[2]rune]rune {
	t := map[[2]rune]rune{}
	for entry := range strings.FieldsSeq(s) {
		r := []rune(entry)
		t[[2]rune{r[0], r[1]}] = r[2]
	}
	return t
}

// A decoder reads one word of Latin-1 letters as an old font shows it; not ok
// when the font has no such letter.
type decoder func(word string) (text string, ok bool)

func fromTCVN3(word string) (string, bool) {
	ok := true
	text := strings.Map(func(r rune) rune {
		if r <= unicode.MaxASCII {
			return r
		}
		v, found := tcvn3Letters[r]
		if !found {
			ok = false
			return r
		}
		return v
	}, word)
	if shouted(text) {
		text = strings.ToUpper(text)
	}
	return text, ok
}

func fromVNI(word string) (string, bool) {
	var out strings.Builder
	for len(word) > 0 {
		v, n := vniLetter(word)
		if n == 0 {
			return "", false
		}
		out.WriteRune(v)
		word = word[n:]
	}
	return out.String(), true
}

// vniLetter reads the first letter and how many bytes it took; 0 for none.
func vniLetter(word string) (rune, int) {
	r, n := utf8.DecodeRuneInString(word)
	mark, m := utf8.DecodeRuneInString(word[n:])
	small := unicode.ToLower(r)
	if v, ok := vniPairs[[2]rune{small, unicode.ToLower(mark)}]; ok {
		return sameCase(v, r), n + m
	}
	if v, ok := vniLetters[small]; ok {
		return sameCase(v, r), n
	}
	if r <= unicode.MaxASCII {
		return r, n
	}
	return 0, 0
}

func sameCase(v, like rune) rune {
	if unicode.IsUpper(like) {
		return unicode.ToUpper(v)
	}
	return v
}
