package document

import (
	"fmt"
	"io"
)

// Pack is everything that is printed for the day of a conference, in one file.
type Pack struct {
	Cards  []Card
	Deck   Deck
	Before []Paper // after the cards: lists to sign
	Slips  []SlipSet
	Signs  []Sign
	After  []Paper // at the end: the programme in A5
	Meta   Meta
}

// PrintPack draws a pack as one PDF; pages of a paper count for themselves.
func PrintPack(w io.Writer, p Pack) error {
	d := newPress(p.Meta, false)
	d.bare = true
	if len(p.Cards) > 0 {
		if err := d.cards(p.Cards, p.Deck); err != nil {
			return fmt.Errorf("draw pack: %w", err)
		}
	}
	if err := d.papers(p.Before); err != nil {
		return fmt.Errorf("draw pack: %w", err)
	}
	if err := d.slips(p.Slips); err != nil {
		return fmt.Errorf("draw pack: %w", err)
	}
	d.signs(p.Signs)
	if err := d.papers(p.After); err != nil {
		return fmt.Errorf("draw pack: %w", err)
	}
	if d.f.PageNo() == 0 {
		d.f.AddPage()
	}
	if err := d.f.Output(w); err != nil {
		return fmt.Errorf("draw pack: %w", err)
	}
	return nil
}

func (d *press) papers(list []Paper) error {
	d.bare = false
	defer func() { d.bare = true }()
	for _, p := range list {
		sections, err := flow(p)
		if err != nil {
			return err
		}
		d.before = d.f.PageNo()
		for _, s := range sections {
			if s.again {
				d.before = d.f.PageNo()
			}
			d.begin(s)
			d.flow(s.body)
		}
	}
	return nil
}
