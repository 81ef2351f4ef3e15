package locale

import "strings"

var digitWords = [...]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

const billion = 1_000_000_000

// Spelled is a number in Vietnamese words, as minutes repeat a count: 48 is
// "bốn mươi tám", 105 "một trăm linh năm", 1.024 "một nghìn không trăm hai
// mươi tư".
func Spelled(n int64) string {
	switch {
	case n == 0:
		return digitWords[0]
	case n < 0:
		return "âm " + strings.Join(spell(-uint64(n), false), " ")
	}
	return strings.Join(spell(uint64(n), false), " ")
}

// spell gives the words of n; inner says that higher groups came before, so
// that the hundreds are spoken even when they are none.
func spell(n uint64, inner bool) []string {
	var words []string
	for _, unit := range []struct {
		size uint64
		word string
	}{{billion, "tỷ"}, {1_000_000, "triệu"}, {1000, "nghìn"}} {
		if n < unit.size {
			continue
		}
		words = append(words, spell(n/unit.size, inner)...)
		words = append(words, unit.word)
		n, inner = n%unit.size, true
	}
	if n == 0 {
		return words
	}
	return append(words, spellGroup(n, inner)...)
}

func spellGroup(n uint64, inner bool) []string {
	hundreds, tens, ones := n/100, n/10%10, n%10
	var words []string
	if hundreds > 0 || inner {
		words = append(words, digitWords[hundreds], "trăm")
	}
	switch {
	case tens == 0 && ones == 0:
		return words
	case tens == 0 && len(words) > 0:
		return append(words, "linh", digitWords[ones])
	case tens == 0:
		return append(words, digitWords[ones])
	case tens == 1:
		words = append(words, "mười")
	default:
		words = append(words, digitWords[tens], "mươi")
	}
	switch {
	case ones == 0:
		return words
	case ones == 1 && tens > 1:
		return append(words, "mốt")
	case ones == 4 && tens > 1:
		return append(words, "tư")
	case ones == 5:
		return append(words, "lăm")
	}
	return append(words, digitWords[ones])
}
