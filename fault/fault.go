// Package fault names the kinds of failure that a person can meet.
//
// A fault carries a kind and the key of a message, never a sentence: the web
// and the command line translate it in one place each. Any other error counts
// as Internal. A form fault also says which field is wrong.
package fault

import (
	"errors"
	"fmt"
)

// Kind decides what a caller may do next, and the status a page answers with.
type Kind int

// The kinds. What is not yours to see is Missing, never Denied, so that a
// stranger cannot learn what exists.
const (
	Internal Kind = iota // our mistake or the machine's
	Invalid              // the input must be mended
	Denied               // signed in, but without the right
	Missing              // not there, or not yours to see
	Conflict             // the record has moved on
	Busy                 // try again soon
)

// Fault is a failure with a message key and its arguments.
type Fault struct {
	Kind   Kind
	Key    string
	Args   []any
	Fields []Field // of a form, in the order of its fields
	Cause  error   // for the log only
}

// Field says what is wrong with one field of a form.
type Field struct {
	Name string
	Key  string
	Args []any
}

// New makes a fault of one kind with the key of its message.
func New(kind Kind, key string, args ...any) *Fault {
	return &Fault{Kind: kind, Key: key, Args: args}
}

// Because keeps the cause for the log.
func (f *Fault) Because(err error) *Fault {
	f.Cause = err
	return f
}

// Error is for logs and tests; people read the translated message.
func (f *Fault) Error() string {
	s := f.Key
	if len(f.Args) > 0 {
		s = fmt.Sprintf("%s %v", s, f.Args)
	}
	for _, x := range f.Fields {
		s += fmt.Sprintf("; %s: %s", x.Name, x.Key)
		if len(x.Args) > 0 {
			s += fmt.Sprintf(" %v", x.Args)
		}
	}
	if f.Cause != nil {
		s += ": " + f.Cause.Error()
	}
	return s
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// Of finds the fault in an error; any other error is an Internal one.
func Of(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return New(Internal, "fault.internal").Because(err)
}

// Is reports whether an error is a fault of this kind.
func Is(err error, kind Kind) bool {
	return err != nil && Of(err).Kind == kind
}

// Form gathers what is wrong with a form, so that all of it is shown at once.
// The zero value is ready.
type Form struct{ fields []Field }

// Check notes a fault of a field unless ok, and returns ok.
func (f *Form) Check(ok bool, field, key string, args ...any) bool {
	if !ok {
		f.fields = append(f.fields, Field{field, key, args})
	}
	return ok
}

// Err is nil when every check held, else one Invalid fault with every field.
func (f *Form) Err() error {
	if len(f.fields) == 0 {
		return nil
	}
	return &Fault{Kind: Invalid, Key: "fault.form", Fields: f.fields}
}
