package law

// topics lists the packs in the order in which people read them.
func topics() []topic {
	return []topic{
		conferenceTopic, disclosureTopic, inspectionTopic, unionTopic, emulationTopic,
		ratingTopic, payTopic, financeTopic, paperTopic, portalTopic,
	}
}
