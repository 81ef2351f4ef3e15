package vote

// The words that the scripts of the secret ballot say: keys of messages, whose
// places {1}, {2} the script fills. The pages hand them over, for the scripts
// have no words of their own.
var (
	boothWords = []string{
		"vote.say.refused", "vote.say.broken", "vote.say.archive", "vote.say.copied", "vote.say.copy.by.hand",
		"vote.say.again", "vote.say.booth.other", "vote.say.booth.names", "vote.say.booth.shape", "vote.say.booth.unknown",
		"vote.say.booth.blank", "vote.say.booth.chosen", "vote.say.booth.few", "vote.say.booth.many",
		"vote.say.booth.voted.blank", "vote.say.booth.voted.none", "vote.say.booth.tracker", "vote.say.booth.right",
		"vote.say.booth.wrong", "vote.say.booth.scan.on", "vote.say.booth.scan.other", "vote.say.booth.scan.none",
		"vote.say.booth.scan.insecure", "vote.say.booth.scan.denied",
	}
	officerWords = []string{
		"vote.say.refused", "vote.say.broken", "vote.say.archive", "vote.say.copied", "vote.say.copy.by.hand",
		"vote.say.again", "vote.say.officer.slip.one", "vote.say.officer.slip.two", "vote.say.officer.slip.three",
		"vote.say.officer.slip.code", "vote.say.officer.wiped",
	}
	trusteeWords = []string{
		"vote.say.refused", "vote.say.broken", "vote.say.archive", "vote.say.copied", "vote.say.copy.by.hand",
		"vote.say.again", "vote.say.booth.shape", "vote.say.trustee.nokey", "vote.say.trustee.noannounced",
		"vote.say.trustee.announced", "vote.say.trustee.nottallied", "vote.say.trustee.notmine", "vote.say.trustee.second",
		"vote.say.trustee.step", "vote.say.trustee.step.container", "vote.say.trustee.step.trustees",
		"vote.say.trustee.step.credentials", "vote.say.trustee.step.ballots", "vote.say.trustee.step.decryptions",
		"vote.say.trustee.verified", "vote.say.trustee.fact.name", "vote.say.trustee.fact.fingerprint",
		"vote.say.trustee.fact.voters", "vote.say.trustee.fact.ballots", "vote.say.trustee.fact.counted",
		"vote.say.trustee.fact.credentials", "vote.say.trustee.fact.head", "vote.say.trustee.mine",
		"vote.say.trustee.cancelled", "vote.say.trustee.used",
	}
)
