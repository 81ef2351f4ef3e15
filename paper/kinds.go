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
		{"script", "before", "", Hall, false, (*pen).script},

		{"report", "reports", "report", Agency, false, (*pen).report},
		{"accountability", "reports", "report", Agency, false, (*pen).accountability},
		{"previous", "reports", "report", Agency, true, (*pen).previous},
		{"democracy", "reports", "report", Union, false, (*pen).democracy},
		{"union-report", "reports", "report", Union, false, (*pen).unionReport},
		{"emulation", "reports", "report", Agency, true, (*pen).emulation},
		{"inspection", "reports", "report", Board, false, (*pen).inspection},
		{"finance", "reports", "report", Agency, true, (*pen).finance},
		{"union-finance", "reports", "report", Union, true, (*pen).unionFinance},
		{"opinions", "reports", "report", Agency, true, (*pen).opinions},
		{"regulation", "reports", "", Agency, false, (*pen).regulation},

		{"rules", "hall", "", Hall, false, (*pen).rules},
		{"ballots", "hall", "", Hall, false, (*pen).slips},
		{"count", "hall", "", Hall, true, (*pen).count},
		{"minutes", "hall", "minutes", Hall, false, (*pen).minutesPaper},
		{"resolution", "hall", "resolution", Hall, false, (*pen).resolutionPaper},
		{"pledge", "hall", "", Hall, false, (*pen).pledge},

		{"awards", "after", "decision", Agency, true, (*pen).awards},
		{"certificates", "after", "", Agency, false, (*pen).certificates},
		{"notice", "after", "notice", Agency, false, (*pen).notice},
		{"superior", "after", "report", Agency, false, (*pen).superior},

		{"convened", "lists", "", Agency, true, (*pen).convened},
		{"attendance", "lists", "", Agency, true, (*pen).attendance},
		{"guests", "lists", "", Agency, true, (*pen).guestList},
		{"agenda-a5", "lists", "", Agency, false, (*pen).agendaA5},
		{"signs", "lists", "", Agency, false, (*pen).tableSigns},
	}
}
