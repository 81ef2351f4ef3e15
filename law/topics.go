package law

// topics lists the packs in the order in which people read them.
func topics() []topic {
	return []topic{conferenceTopic, paperTopic}
}
