package urn

import (
	"errors"

	"hoinghi/belenios"
	"hoinghi/fault"
)

// keys: belenios.*

// refused turns the named failure of a record into a fault that says to people
// what to do; other errors stay.
func refused(err error) error {
	var f *belenios.Failure
	if !errors.As(err, &f) {
		return err
	}
	kind := fault.Invalid
	switch f.Class {
	case belenios.Closed, belenios.UsedCredential, belenios.Replayed:
		kind = fault.Conflict
	}
	return fault.New(kind, f.Key()).Because(err)
}

func refuse(class belenios.Class) error { return refused(&belenios.Failure{Class: class}) }
