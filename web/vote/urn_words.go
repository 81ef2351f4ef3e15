package vote

// The words that the scripts of the secret ballot say: keys of messages. The
// pages hand them over, for the scripts have no words of their own.
var (
	boothWords   []string
	officerWords []string
	trusteeWords []string
)
