package belenios

// MaxBallot is the length in bytes of the longest honest ballot, with room to
// spare; anything longer is TooBig.
func (e *Election) MaxBallot() int { return e.maxBallot() }

// Choices is the same for two ballots with the same encrypted choices, whoever
// signed them: a voter who copies another's ballot is found by it.
func (e *Election) Choices(b *Ballot) Hash { return e.replayKey(b) }

// Check verifies a ballot under its entry in the list: UnknownCredential if it
// has none, else all that Election.Check finds.
func (v *Voters) Check(e *Election, b *Ballot) error {
	i, err := v.find(b.Credential)
	if err != nil {
		return err
	}
	return e.Check(b, v.list[i].key)
}

// Has reports whether a public credential is in the list.
func (v *Voters) Has(credential string) bool {
	_, ok := v.index[credential]
	return ok
}

// ParseTrusteeKey reads a key as a single trustee publishes it: with its proof,
// which is verified, unsigned and without a name.
func ParseTrusteeKey(g Group, raw []byte) (*TrusteeKey, error) {
	r := &reader{s: string(raw), g: g}
	k := r.trusteeKey()
	if err := r.end(); err != nil {
		return nil, err
	}
	if k.Signature != nil || k.Name != "" {
		return nil, failed(BadTrustee, "a single key is neither signed nor named")
	}
	return &k, k.check(g)
}

// CheckCert verifies the certificate of member index (counted from 1) of size
// before the others are known.
func CheckCert(g Group, s Signed, threshold, index, size int) error {
	c, err := parseCert(g, s.Message)
	if err != nil {
		return err
	}
	if c.group != g.Name() || c.size != size || c.threshold != threshold || c.index != index {
		return failed(BadTrustee, "a certificate of another context")
	}
	if !knows(g, messagePrefix(s.Message), c.verification, s.Signature) {
		return failed(BadTrustee, "the certificate is not signed")
	}
	return nil
}

// CheckDealing verifies what can be seen of member index's dealing; whether the
// secrets are true only their receivers can tell.
func (c Ceremony) CheckDealing(g Group, index int, d *Dealing) error {
	certs, err := checkCerts(g, c.Threshold, c.Certs)
	if err != nil {
		return err
	}
	if len(d.Secrets) != len(certs) {
		return failed(BadTrustee, "%d secrets for %d members", len(d.Secrets), len(certs))
	}
	r := &reader{g: g}
	t := &Threshold{Threshold: c.Threshold, Certs: c.Certs, Coefficients: []Signed{d.Coefficients}, Signatures: []Proof{d.Signature},
		coefficients: [][]Element{r.inside(d.Coefficients.Message).coefficients()}}
	if r.fail != nil {
		return r.fail
	}
	return checkCoefficients(g, t, 0, certs[index-1])
}

// CheckOutput verifies the key of member index against all dealings.
func (c Ceremony) CheckOutput(g Group, dealings []Dealing, index int, o *Output) error {
	certs, err := checkCerts(g, c.Threshold, c.Certs)
	if err != nil {
		return err
	}
	var coefficients []Signed
	var signatures []Proof
	for _, d := range dealings {
		coefficients, signatures = append(coefficients, d.Coefficients), append(signatures, d.Signature)
	}
	t, err := c.draft(g, coefficients, signatures)
	if err != nil {
		return err
	}
	t.Keys = make([]TrusteeKey, len(certs))
	t.Keys[index-1] = o.Key
	return t.checkMember(g, index-1, certs[index-1])
}
