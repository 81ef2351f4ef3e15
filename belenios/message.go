package belenios

// The one-line messages of the key generation, as they travel (section 7.2).

// JSON writes a certificate.
func (s Signed) JSON() []byte { return appendSigned(nil, s) }

// ParseSigned reads a certificate; Ceremony.Check verifies it.
func ParseSigned(g Group, raw []byte) (Signed, error) {
	r := &reader{s: string(raw), g: g}
	s := r.signed()
	return s, r.end()
}

// JSON writes a dealing.
func (d *Dealing) JSON() []byte {
	out := quote([]byte(`{"polynomial":`), d.Polynomial)
	out = appendList(append(out, `,"secrets":`...), d.Secrets, quote)
	out = appendSigned(append(out, `,"coefexps":`...), d.Coefficients)
	return append(appendProof(append(out, `,"signature":`...), d.Signature), '}')
}

// ParseDealing reads a dealing; Finish and Assemble verify it.
func ParseDealing(g Group, raw []byte) (*Dealing, error) {
	r := &reader{s: string(raw), g: g}
	d := new(Dealing)
	r.need(`{"polynomial":`)
	d.Polynomial = r.text()
	r.need(`,"secrets":`)
	r.list(1, func() { d.Secrets = append(d.Secrets, r.text()) })
	r.need(`,"coefexps":`)
	d.Coefficients = r.signed()
	r.need(`,"signature":`)
	d.Signature = r.proof()
	r.need(`}`)
	return d, r.end()
}

// JSON writes an input.
func (in *Input) JSON() []byte {
	out := quote([]byte(`{"polynomial":`), in.Polynomial)
	out = appendList(append(out, `,"secrets":`...), in.Secrets, quote)
	out = appendList(append(out, `,"coefexps":`...), in.Coefficients, appendSigned)
	return append(appendProofs(append(out, `,"signatures":`...), in.Signatures), '}')
}

// ParseInput reads an input; Finish verifies it.
func ParseInput(g Group, raw []byte) (*Input, error) {
	r := &reader{s: string(raw), g: g}
	in := new(Input)
	r.need(`{"polynomial":`)
	in.Polynomial = r.text()
	r.need(`,"secrets":`)
	r.list(1, func() { in.Secrets = append(in.Secrets, r.text()) })
	r.need(`,"coefexps":`)
	r.list(1, func() { in.Coefficients = append(in.Coefficients, r.signed()) })
	r.need(`,"signatures":`)
	in.Signatures = r.proofs()
	r.need(`}`)
	return in, r.end()
}

// JSON writes an output.
func (o *Output) JSON(g Group) []byte {
	out := quote([]byte(`{"private_key":`), o.Private)
	return append(appendTrusteeKey(g, append(out, `,"public_key":`...), o.Key), '}')
}

// ParseOutput reads an output; Assemble verifies it.
func ParseOutput(g Group, raw []byte) (*Output, error) {
	r := &reader{s: string(raw), g: g}
	o := new(Output)
	r.need(`{"private_key":`)
	o.Private = r.text()
	r.need(`,"public_key":`)
	o.Key = r.trusteeKey()
	r.need(`}`)
	return o, r.end()
}
