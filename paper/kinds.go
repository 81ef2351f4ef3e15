package paper

// kinds is the set in the order of the work. It is a function because the
// papers know their record and not the other way round.
func kinds() []Kind {
	return []Kind{
		{"plan", "before", "plan", Agency, false, (*pen).plan},
		{"committee", "before", "decision", Agency, false, (*pen).committee},
		{"guidance", "before", "letter", Agency, false, (*pen).guidance},
		{"invitation", "before", "invitation", Agency, false, (*pen).invitation},
		{"agenda", "before", "programme", Agency, true, (*pen).agenda},

		{"minutes", "hall", "minutes", Hall, false, (*pen).minutesPaper},
		{"resolution", "hall", "resolution", Hall, false, (*pen).resolutionPaper},

		{"convened", "lists", "", Agency, true, (*pen).convened},
		{"attendance", "lists", "", Agency, true, (*pen).attendance},
		{"guests", "lists", "", Agency, true, (*pen).guestList},
		{"agenda-a5", "lists", "", Agency, false, (*pen).agendaA5},
		{"signs", "lists", "", Agency, false, (*pen).tableSigns},
	}
}
