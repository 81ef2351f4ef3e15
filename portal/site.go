package portal

import (
	"crypto/rand"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/journal"
	"hoinghi/law"
	"hoinghi/locale"
	"hoinghi/media"
	"hoinghi/store"
)

// Site is how the portal of an agency behaves.
type Site struct {
	TwoPeople bool   // who approves an article neither wrote nor submitted it
	EndMark   bool   // of new articles
	Stamp     string // of new articles
	Comments  bool   // readers may write under articles
	Progress  bool   // everybody reads what became of the resolution
	Mail      string // where readers write to; may be empty
}

// FindSite reads the settings; anybody may ask.
func FindSite(tx *store.Tx) (Site, error) {
	s, err := siteRow(tx)
	if fault.Is(err, fault.Missing) {
		return Site{EndMark: true, Stamp: StampLong, Comments: true}, nil
	}
	return s, err
}

// SetUp changes the settings.
func SetUp(tx *store.Tx, s Site) error {
	if err := tx.Who.Need(access.Publish); err != nil {
		return err
	}
	s.Mail = strings.TrimSpace(s.Mail)
	_, bad := mail.ParseAddress(s.Mail)
	var f fault.Form
	f.Check(s.Mail == "" || bad == nil && len(s.Mail) <= mostShort, "mail", "portal.mail")
	f.Check(s.Stamp == StampNone || s.Stamp == StampLong || s.Stamp == StampShort, "stamp", "fault.choice")
	if err := f.Err(); err != nil {
		return err
	}
	tx.Announce(Topic)
	if err := putSite(tx, s); err != nil {
		return err
	}
	return journal.Write(tx, "portal.setup", "", "")
}

// Kinds of blocks. The first are made from the record and cannot be removed,
// only hidden; the others are written.
const (
	BlockNext       = "next"       // the conference to come
	BlockCategories = "categories" // headings
	BlockCalendar   = "calendar"
	BlockCounter    = "counter"
	BlockStaff      = "staff"   // the ways in for who belongs to the agency
	BlockBanner     = "banner"  // a picture or words for a cause, with its days
	BlockLinks      = "links"   // lines of "name | address"
	BlockSupport    = "support" // lines: who helps, how to reach them
	BlockMail       = "mail"    // where to write to
)

// WrittenBlocks are the kinds that an editor adds.
func WrittenBlocks() []string { return []string{BlockBanner, BlockLinks, BlockSupport, BlockMail} }

var madeBlocks = []string{BlockNext, BlockCategories, BlockCalendar, BlockCounter, BlockStaff}

// Block is what stands beside the pages of the portal.
type Block struct {
	ID, Kind, Title, Body string
	Link                  string // of a banner
	File                  string // picture of a banner
	Width, Height         int
	Alt                   string
	First, Last           law.Day // shown from and to; zero is open
	Hidden                bool
	Position              int
}

// Made reports whether a block is made from the record.
func (b Block) Made() bool { return slices.Contains(madeBlocks, b.Kind) }

// Entry is a line of a block of links or support.
type Entry struct{ Label, Link string }

// Entries are the lines of a block; what is no safe address is words.
func (b Block) Entries() (out []Entry) {
	for line := range strings.Lines(b.Body) {
		label, link, _ := strings.Cut(strings.TrimSpace(line), "|")
		e := Entry{Label: strings.TrimSpace(label), Link: strings.TrimSpace(link)}
		if e.Link != "" && !harmless(e.Link) {
			e = Entry{Label: strings.TrimSpace(line)}
		}
		if e.Label != "" {
			out = append(out, e)
		}
	}
	return out
}

// harmless reports whether a link leads to a page, a mailbox or a telephone.
func harmless(link string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return u.Host != ""
	case "mailto", "tel":
		return u.Opaque != ""
	}
	return u.Scheme == "" && u.Host == "" && strings.HasPrefix(link, "/") && !strings.HasPrefix(link, "//")
}

// Blocks reads all blocks in their order; anybody may ask.
func Blocks(tx *store.Tx) ([]Block, error) {
	all, err := blockRows(tx)
	if err != nil || len(all) > 0 {
		return all, err
	}
	for i, k := range madeBlocks {
		all = append(all, Block{ID: k, Kind: k, Position: i})
	}
	return all, nil
}

// ShownBlocks are those that stand on a day.
func ShownBlocks(tx *store.Tx) ([]Block, error) {
	all, err := Blocks(tx)
	today := law.DayOf(tx.Now.In(locale.Zone))
	return slices.DeleteFunc(all, func(b Block) bool {
		return b.Hidden || !b.First.IsZero() && today.Before(b.First) || !b.Last.IsZero() && b.Last.Before(today)
	}), err
}

// PutBlock keeps a block: a new one, without an ID, stands behind the others.
// A picture, if there is one, replaces that of a banner.
func PutBlock(tx *store.Tx, b Block, picture *media.Pictures) error {
	all, err := editableBlocks(tx)
	if err != nil {
		return err
	}
	b.Title, b.Alt, b.Link = strings.Join(strings.Fields(b.Title), " "), strings.Join(strings.Fields(b.Alt), " "), strings.TrimSpace(b.Link)
	b.Body = strings.TrimSpace(strings.ReplaceAll(b.Body, "\r\n", "\n"))
	if i := slices.IndexFunc(all, func(x Block) bool { return x.ID == b.ID }); i >= 0 {
		old := all[i]
		b.Kind, b.Position, b.File, b.Width, b.Height = old.Kind, old.Position, old.File, old.Width, old.Height
	} else if b.ID != "" {
		return fault.New(fault.Missing, "fault.missing")
	} else {
		b.ID, b.Position = strings.ToLower(rand.Text()[:12]), len(all)
	}
	if picture != nil {
		f, err := media.TakePicture(tx, b.ID+".jpg", *picture)
		if err != nil {
			return err
		}
		b.File, b.Width, b.Height = f.ID, f.Width, f.Height
	}
	if err := b.check(); err != nil {
		return err
	}
	return keepBlocks(tx, append(all, b))
}

func (b Block) check() error {
	var f fault.Form
	f.Check(b.Made() || slices.Contains(WrittenBlocks(), b.Kind), "kind", "fault.choice")
	f.Check(b.Made() || b.Title != "", "title", "fault.required")
	f.Check(b.Made() || b.Body != "" || b.File != "", "body", "fault.required")
	f.Check(b.File == "" || b.Alt != "", "alt", "portal.alt.needed")
	f.Check(b.Link == "" || harmless(b.Link), "link", "portal.link")
	f.Check(b.First.IsZero() || b.Last.IsZero() || !b.Last.Before(b.First), "last", "portal.block.days")
	if _, err := mail.ParseAddress(b.Body); b.Kind == BlockMail {
		f.Check(err == nil, "body", "portal.mail")
	}
	for _, x := range []struct {
		name, text string
		most       int
	}{{"title", b.Title, mostShort}, {"body", b.Body, mostLead}, {"alt", b.Alt, mostNote}, {"link", b.Link, mostNote}} {
		f.Check(utf8.RuneCountInString(x.text) <= x.most, x.name, "fault.long", x.most)
	}
	return f.Err()
}

// MoveBlock puts a block before its neighbour, or behind it.
func MoveBlock(tx *store.Tx, id string, up bool) error {
	all, err := editableBlocks(tx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(b Block) bool { return b.ID == id })
	j := i + 1
	if up {
		j = i - 1
	}
	if i < 0 || j < 0 || j >= len(all) {
		return nil
	}
	all[i].Position, all[j].Position = all[j].Position, all[i].Position
	return keepBlocks(tx, all)
}

// RemoveBlock takes a written block away.
func RemoveBlock(tx *store.Tx, id string) error {
	all, err := editableBlocks(tx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(b Block) bool { return b.ID == id && !b.Made() })
	if i < 0 {
		return fault.New(fault.Missing, "fault.missing")
	}
	if err := deleteBlock(tx, id); err != nil {
		return err
	}
	return keepBlocks(tx, slices.Delete(all, i, i+1))
}

func editableBlocks(tx *store.Tx) ([]Block, error) {
	if err := tx.Who.Need(access.Publish); err != nil {
		return nil, err
	}
	return Blocks(tx)
}

// keepBlocks writes every block with its place; of two with one id the last
// holds. The usual blocks become rows with the first change.
func keepBlocks(tx *store.Tx, all []Block) error {
	slices.SortStableFunc(all, func(x, y Block) int { return x.Position - y.Position })
	for i, b := range all {
		b.Position = i
		if err := putBlock(tx, b); err != nil {
			return err
		}
	}
	tx.Announce(Topic)
	return nil
}
