package document

import "hoinghi/law"

// The layout of Annex I to Decree 30/2020/NĐ-CP is law.Decree30; here it becomes
// twips (1/1440 inch) and half points, as DOCX writes them.
var (
	marginTop    = twips(law.Decree30.Top)
	marginBottom = twips(law.Decree30.Bottom)
	marginLeft   = twips(law.Decree30.Left)
	marginRight  = twips(law.Decree30.Right)

	firstLine = law.Decree30.IndentTenthMM * 1440 / 254 // 127 is exactly 720
	paraGap   = law.Decree30.ParagraphPt * 20
	leading   = law.Decree30.LinePercent

	sizeNation = law.Decree30.NationPt * 2
	sizeMotto  = law.Decree30.MottoPt * 2
	sizeOver   = law.Decree30.SuperiorPt * 2
	sizeIssuer = law.Decree30.IssuerPt * 2
	sizeNumber = law.Decree30.NumberPt * 2
	sizeAbout  = law.Decree30.SubjectPt * 2
	sizeDate   = law.Decree30.PlacePt * 2
	leastDate  = law.Decree30Least.PlacePt * 2
	sizeKind   = law.Decree30.KindPt * 2
	sizeTitle  = law.Decree30.SummaryPt * 2
	sizeHead   = law.Decree30.HeadPt * 2
	sizeBody   = law.Decree30.BodyPt * 2
	sizeSign   = law.Decree30.SignerPt * 2
	sizeToHead = law.Decree30.ReceiversPt * 2
	sizeTo     = law.Decree30.ReceiverListPt * 2
	sizePage   = law.Decree30.PagePt * 2
)

// What the decree leaves open.
const (
	pageShort, pageLong = 11906, 16838 // A4
	pageHalf            = 8391         // A5 is half of it
	marginSmall         = 850          // 15 mm

	headerEdge = 480 // the page number, in the middle of the top margin
	ruleAbove  = 50  // between text and the stroke under it
	sizeNote   = 26
	proofSize  = 18 // mm, of the code on an issued paper
	sizeProof  = 18
	sizeTable  = 26
	sizeSmall  = 24
	sizeSpacer = 12
	sizeTail   = 2 // of the empty line that Word wants after a table: it must not begin a page

	// Measured: at 13 points the national name is 5424 twips wide, so half of
	// the text would break it.
	headLeft, headRight = 3800, 5554
	jointLeft           = 1900 // of each of two issuers
	partyLeft           = 4600
	signRoom            = 1300 // height left for the signature and a third of the seal
)

// twips is the nearest of a length in millimetres.
func twips(mm int) int { return (mm*14400 + 127) / 254 }

// The Party (Hướng dẫn của Văn phòng Trung ương Đảng) and the Youth Union
// (Quyết định 367-QĐ/TWĐTN-VP) write larger heads.
const (
	sizePartyName   = 30
	sizePartyIssuer = 28
)

// fontName is what DOCX names; PDF embeds Tinos, which has the same widths.
var fontName = law.Decree30.Font

// Words that the decree fixes for every paper.
const (
	nation     = law.NationalName
	motto      = law.NationalMark
	partyName  = law.PartyName
	youthName  = law.YouthName
	toHead     = law.ToHead
	dearHead   = law.DearHead
	annexHead  = law.AnnexHead
	articleNo  = "Điều"
	aboutHead  = "V/v"
	closeMark  = "./."
	language   = "vi-VN"
	vietLetter = "abcdđeghiklmnopqrstuvxy"
)
