package document

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Encode writes a paper as JSON that Decode reads again, each block with its
// kind beside it. The same paper gives the same bytes.
func Encode(p Paper) ([]byte, error) {
	k, err := storePaper(p)
	if err != nil {
		return nil, err
	}
	b, err := json.Marshal(k)
	if err != nil {
		return nil, fmt.Errorf("encode paper: %w", err)
	}
	return b, nil
}

// Decode reads what Encode wrote.
func Decode(b []byte) (Paper, error) {
	var k storedPaper
	if err := json.Unmarshal(b, &k); err != nil {
		return Paper{}, fmt.Errorf("decode paper: %w", err)
	}
	return k.paper()
}

// storedPaper is a Paper whose blocks say what they are.
type storedPaper struct {
	Paper   Paper // without what follows
	Body    []storedBlock
	Annexes []storedAnnex
	Next    []storedPaper
}

type storedAnnex struct {
	Annex Annex // without its body
	Body  []storedBlock
}

type storedBlock struct {
	Kind  string
	Block json.RawMessage
	Body  []storedBlock `json:",omitempty"` // of an article
}

func storePaper(p Paper) (storedPaper, error) {
	var k storedPaper
	var err error
	if k.Body, err = storeBlocks(p.Body); err != nil {
		return k, err
	}
	for _, a := range p.Annexes {
		body, err := storeBlocks(a.Body)
		if err != nil {
			return k, err
		}
		a.Body = nil
		k.Annexes = append(k.Annexes, storedAnnex{a, body})
	}
	for _, n := range p.Next {
		next, err := storePaper(n)
		if err != nil {
			return k, err
		}
		k.Next = append(k.Next, next)
	}
	p.Body, p.Annexes, p.Next = nil, nil, nil
	k.Paper = p
	return k, nil
}

func storeBlocks(list []Block) (out []storedBlock, err error) {
	for _, b := range list {
		var s storedBlock
		if a, ok := b.(Article); ok {
			if s.Body, err = storeBlocks(a.Body); err != nil {
				return nil, err
			}
			a.Body = nil
			b = a
		}
		s.Kind = reflect.TypeOf(b).Name()
		if s.Block, err = json.Marshal(b); err != nil {
			return nil, fmt.Errorf("encode %s: %w", s.Kind, err)
		}
		out = append(out, s)
	}
	return out, nil
}

func (k storedPaper) paper() (Paper, error) {
	p := k.Paper
	var err error
	if p.Body, err = readBlocks(k.Body); err != nil {
		return p, err
	}
	for _, a := range k.Annexes {
		annex := a.Annex
		if annex.Body, err = readBlocks(a.Body); err != nil {
			return p, err
		}
		p.Annexes = append(p.Annexes, annex)
	}
	for _, n := range k.Next {
		next, err := n.paper()
		if err != nil {
			return p, err
		}
		p.Next = append(p.Next, next)
	}
	return p, nil
}

func readBlocks(list []storedBlock) (out []Block, err error) {
	for _, s := range list {
		b, err := s.read()
		if err != nil {
			return nil, err
		}
		if a, ok := b.(Article); ok {
			if a.Body, err = readBlocks(s.Body); err != nil {
				return nil, err
			}
			b = a
		}
		out = append(out, b)
	}
	return out, nil
}

// stored makes an empty block of each kind to read into.
var stored = map[string]func() (pointer any, value func() Block){
	"Heading": fresh[Heading], "Para": fresh[Para], "Article": fresh[Article], "Points": fresh[Points], "Table": fresh[Table],
	"Signatures": fresh[Signatures], "Picture": fresh[Picture], "QR": fresh[QR], "PageBreak": fresh[PageBreak],
}

func fresh[T Block]() (any, func() Block) {
	b := new(T)
	return b, func() Block { return *b }
}

func (s storedBlock) read() (Block, error) {
	begin, ok := stored[s.Kind]
	if !ok {
		return nil, fmt.Errorf("decode paper: unknown block %q", s.Kind)
	}
	to, value := begin()
	if err := json.Unmarshal(s.Block, to); err != nil {
		return nil, fmt.Errorf("decode %s: %w", s.Kind, err)
	}
	return value(), nil
}
