package locale

import (
	"fmt"

	"hoinghi/law"
)

// Date is dd/mm/yyyy; empty for the zero Day.
func Date(d law.Day) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, int(d.Month), d.Year)
}

// Date is dd/mm/yyyy in either language, so that 07/01 is never read as July.
func (w *Words) Date(d law.Day) string { return Date(d) }
