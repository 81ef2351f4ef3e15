package law

import "fmt"

// Error says what is missing before the law can be applied. The Key is stable
// and is the key of a message; Args fill it.
type Error struct {
	Key  string
	Args []any
}

// Error is for logs; people read the translated message.
func (e *Error) Error() string {
	if len(e.Args) == 0 {
		return e.Key
	}
	return fmt.Sprintf("%s %v", e.Key, e.Args)
}

func missing(key string, args ...any) *Error { return &Error{Key: key, Args: args} }

// The keys of all refusals of this package.
const (
	KeyDayMissing      = "law.day.missing"      // no day was given
	KeyDayBefore       = "law.day.before"       // rule id, day, first day known
	KeyDayGap          = "law.day.gap"          // rule id, day, reason
	KeyRuleUnknown     = "law.rule.unknown"     // rule id
	KeyUnitKind        = "law.unit.kind"        // text that names no kind of unit
	KeyUnitBudget      = "law.unit.budget"      // text that names no budget autonomy
	KeyUnitOutside     = "law.unit.outside"     // rule id, kind: the rule is not for this kind
	KeyRoleUnknown     = "law.role.unknown"     // role
	KeyRoleAbsent      = "law.role.absent"      // role, day: no union there on that day
	KeyCountBase       = "law.count.base"       // base of a share that is not positive
	KeyCountPart       = "law.count.part"       // part, base: negative or above the base
	KeyForm            = "law.form.unknown"     // form of conference
	KeyOverlayPaper    = "law.overlay.document" // what is missing: number, day, article
	KeyOverlayLooser   = "law.overlay.looser"   // rule id, own value, own citation, law's value, law's citation
	KeyOverlayClosed   = "law.overlay.closed"   // rule id: not one a unit may set
	KeyOverlayValue    = "law.overlay.value"    // rule id, value: not a value of this rule
	KeyOverlayDay      = "law.overlay.day"      // rule id, day, first day of the unit's regulation
	KeyPayScale        = "law.pay.scale"        // scale code
	KeyPayStep         = "law.pay.step"         // step, steps of the scale
	KeyPayLast         = "law.pay.last"         // scale code: the last step has no regular raise
	KeyPayNotLast      = "law.pay.notlast"      // scale code, step: the allowance is for the last step
	KeyPayPeriod       = "law.pay.period"       // months or counts that are negative
	KeyPayStaff        = "law.pay.staff"        // kind of staff
	KeyPayDiscipline   = "law.pay.discipline"   // form of discipline
	KeyAwardUnknown    = "law.award.unknown"    // award code
	KeyAwardRecipient  = "law.award.recipient"  // award code, recipient
	KeyScore           = "law.rating.points"    // points outside the scale
	KeyCalendarYear    = "law.calendar.year"    // year outside the tables
	KeyLunarDay        = "law.calendar.lunar"   // year, month, day that no lunar month has
	KeyWorkingDayCount = "law.calendar.count"   // number of working days that is negative
)
