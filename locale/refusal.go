package locale

// Refusal is an error of reading what a person typed or sent. It is the key
// of the message for that person, to put into a fault or beside a form field.
type Refusal string

// The refusals.
const (
	NotDay    Refusal = "fault.day"
	NotNumber Refusal = "fault.number"
	Unclear   Refusal = "locale.unclear" // text of more than one possible encoding
	Unknown   Refusal = "locale.unknown" // text of no known encoding, or no text
)

// Error is for logs; people read the text of Key.
func (r Refusal) Error() string { return "refused: " + string(r) }

// Key is the key of the message.
func (r Refusal) Key() string { return string(r) }
