package document

// Block is one part of the body: Heading, Para, Article, Points, Table,
// Signatures, Picture, QR or PageBreak.
type Block interface{ block() }

// Heading levels: 0 is a centred line ("QUYẾT NGHỊ:"), 1 a part or chapter
// (centred, a line break parts number and name), 2 bold ("I. ĐÁNH GIÁ"), 3 bold,
// 4 bold italic.
type Heading struct {
	Level int
	Text  string
}

// Align places text in its line. Para is justified unless told otherwise;
// table cells begin at the left.
type Align int

// The alignments.
const (
	Auto Align = iota
	Left
	Center
	Right
	Justify
)

// Para is a paragraph: Text in one style, or Runs in several. A line feed is a
// new line within it, a tab a tab.
type Para struct {
	Text   string
	Runs   []Run // used when not empty, instead of Text
	Align  Align
	Flush  bool // no first-line indent
	Left   int  // further indent of the whole paragraph, millimetres
	Bold   bool // with Text
	Italic bool // with Text
	Size   int  // points; 0 is the size of the body
}

// Run is text of one style within a paragraph.
type Run struct {
	Text                    string
	Bold, Italic, Underline bool
	Strike                  bool // a line through it: text that is taken out
}

// Article is "Điều 1." with a bold title on its line, or with text that runs
// on after the number, and what follows.
type Article struct {
	No    string // "1", "3a"
	Title string // bold
	Text  string // regular, when the article has no title
	Body  []Block
}

// Marks are the signs before points.
type Marks int

// The marks. Letters follow the Vietnamese alphabet: a, b, c, d, đ, e, g …
const (
	Dashes  Marks = iota // -
	Numbers              // 1.
	Letters              // a)
	Pluses               // +
)

// Points are paragraphs with running marks.
type Points struct {
	Marks Marks
	From  int // first number, when the count goes on; 0 is 1
	Items []string
}

// Column is one column of a table or sheet.
type Column struct {
	Title string
	Group string // a further head cell above adjacent columns of the same group
	Width int    // millimetres; 0 shares the rest, the table is fitted to the page
	Align Align
}

// Table has ruled cells and a head row repeated on each page. A row of one cell
// in a table of more columns is a bold line over the whole width; missing cells
// are empty.
type Table struct {
	Caption string // above, bold
	Columns []Column
	Rows    [][]string
	Sums    int  // so many of the last rows are bold totals
	NoHead  bool // no head row
	Small   bool // 12 points instead of 13
	High    int  // least height of a row, millimetres: room to sign a list of those present
}

// Signatures stand within the body, for example those of the departments under
// a pledge.
type Signatures struct {
	Signers []Signature
	InRow   int // 0 is 2
}

// Picture is a JPEG or PNG of at most 50 megapixels, centred.
type Picture struct {
	Data    []byte
	Width   int // millimetres; 0 or too wide is the width of the text
	Caption string
}

// QR is a code that telephones read, centred.
type QR struct {
	Text    string
	Size    int // millimetres; 0 is 30
	Caption string
}

// PageBreak begins a new page.
type PageBreak struct{}

func (Heading) block()    {}
func (Para) block()       {}
func (Article) block()    {}
func (Points) block()     {}
func (Table) block()      {}
func (Signatures) block() {}
func (Picture) block()    {}
func (QR) block()         {}
func (PageBreak) block()  {}
