package ballot

import (
	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/store"
)

// Receipts are the slips of a ballot by person, for the machine alone, which
// hands each reader their own; people have OwnReceipt and, afterwards, Voices.
func Receipts(tx *store.Tx, ballot string) (map[string]Receipt, error) {
	if err := tx.Who.Need(access.Count); err != nil {
		return nil, err
	}
	if tx.Who.Person != "" || len(tx.Who.Roles) > 0 {
		return nil, fault.New(fault.Denied, "fault.denied")
	}
	if _, err := oneBallot(tx, ballot); err != nil {
		return nil, err
	}
	return receiptsOf(tx, ballot)
}
