// Package document draws a paper, given as data, as DOCX and PDF, a table also
// as XLSX, and conference cards and certificates as PDF.
//
// A room says what the paper holds (Paper and its Blocks); this package alone
// knows where Decree 30/2020/NĐ-CP puts it. It promises that the same input
// gives the same bytes, that text comes out as NFC with what XML forbids
// dropped, and that an empty field never breaks the layout. It knows no clock,
// disk or network: the fonts are embedded.
package document

import "hoinghi/law"

// Paper is one official paper. Every field may be empty.
type Paper struct {
	Head    Head
	Kind    string      // name of the type in capitals, "NGHỊ QUYẾT"; empty for an official letter
	Title   string      // abstract of the content; of a letter it is drawn as "V/v …" under the number
	By      string      // who decides, in capitals, between abstract and grounds (Decree 30/2020, Annex III, form 1.2)
	Dear    []string    // addressees of a letter or submission, after "Kính gửi:"
	Bases   []string    // grounds, without closing mark: Grounds adds it
	Body    []Block     // in reading order
	End     bool        // close the last paragraph of Body with "./."
	Sign    []Signature // side by side, two in a row; one stands right of the recipients
	To      []string    // recipients, without dash or closing mark: Recipients adds them
	Annexes []Annex     // after the signatures, each on a new page
	Wide    bool        // landscape
	A5      bool        // half the size, margins of 15 mm: a programme to hand out
	Next    []Paper     // further papers of the same file, each from a new page with pages of its own
	Proof   Proof
	Meta    Meta
}

// Proof stands at the foot of an issued paper: a code that opens its record, and
// lines beside it, such as its hash. An empty Code draws nothing.
type Proof struct {
	Code  string
	Lines []string
}

// Style is the family of rules that shapes the head.
type Style int

// The styles. A union base writes the national name as the State does
// (Hướng dẫn 11/HD-TLĐ); the Party and the Youth Union have heads of their own.
const (
	State Style = iota
	Union
	Party
	Youth
)

// Head is the top of the first page.
type Head struct {
	Style  Style
	Plain  bool     // no head at all: an internal list or speech
	Over   string   // superior body, without abbreviation
	Issuer string   // issuing body
	Joint  []Issuer // further issuers of a joint paper, side by side with the first
	Number string   // "12"; one digit gets its leading zero, empty leaves room to write
	Symbol string   // "NQ-TV"; with an empty number too the whole line is left out
	Place  string   // "Hồng Lam"
	Day    law.Day  // zero leaves room to write
}

// Issuer is a further issuer of a joint paper.
type Issuer struct{ Over, Name string }

// Signature is one signer with the authority signed under.
type Signature struct {
	Formula string // "TM. HỘI NGHỊ", "KT. GIÁM ĐỐC"; may be empty
	Post    string // "CHỦ TỌA"
	Note    string // small italic line under the post, "(Ký, ghi rõ họ tên)"
	Name    string
}

// Annex follows the signed paper; it is named and referred to it (Decree
// 30/2020, Annex I, part III).
type Annex struct {
	No    string // roman: "I"; empty when there is only one
	Title string
	Of    string // "Kèm theo Nghị quyết số 01/NQ-TV ngày …", drawn in brackets
	Body  []Block
	Wide  bool // landscape, for tables of many columns
}

// Meta is the description kept in the file. The created day also stamps the
// file; the zero day stamps a fixed one.
type Meta struct {
	Title   string
	Author  string
	Subject string
	Created law.Day
}
