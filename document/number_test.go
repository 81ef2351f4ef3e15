package document_test

import (
	"testing"

	"hoinghi/document"
)

func TestNumber(t *testing.T) {
	for typed, want := range map[string]document.Cell{
		"187.500": document.Dec(187500, 0), "29,2": document.Dec(292, 1), "9.870.000.000": document.Dec(9870000000, 0), "0": document.Dec(0, 0),
		"0,5": document.Dec(5, 1), "-3": document.Dec(-3, 0), "1.250,75": document.Dec(125075, 2),
		"12.5": document.Str("12.5"), "1.2345": document.Str("1.2345"), "05": document.Str("05"), "…": document.Str("…"), "": document.Str(""),
		"2025-2030": document.Str("2025-2030"), "+3": document.Str("+3"), "1,2,3": document.Str("1,2,3"), "99999999999999999999": document.Str("99999999999999999999"),
	} {
		if got := document.Number(typed); got != want {
			t.Errorf("%q: %+v", typed, got)
		}
	}
}
