package document

import (
	"fmt"
	"strings"
	"time"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const mainNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

const namespaces = mainNS +
	` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
	` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
	` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
	` xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml."

const contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Default Extension="png" ContentType="image/png"/>` +
	`<Default Extension="jpeg" ContentType="image/jpeg"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + wordType + `styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="` + wordType + `settings+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="` + wordType + `fontTable+xml"/>` +
	`<Override PartName="/word/header1.xml" ContentType="` + wordType + `header+xml"/>` +
	`<Override PartName="/word/header2.xml" ContentType="` + wordType + `header+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>` +
	`</Types>`

const (
	relsNS = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	relURL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

const packageRels = xmlHead + relsNS +
	`<Relationship Id="rId1" Type="` + relURL + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`<Relationship Id="rId3" Type="` + relURL + `extended-properties" Target="docProps/app.xml"/>` +
	`</Relationships>`

const appProps = xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>hoinghi</Application></Properties>`

// settingsXML keeps Word 2013 and later out of compatibility mode.
const settingsXML = xmlHead + `<w:settings ` + mainNS + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>` +
	`<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:doNotExpandShiftReturn/>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="` + language + `"/></w:settings>`

func (d *docx) rels() string {
	var b strings.Builder
	b.WriteString(xmlHead + relsNS)
	for i, t := range [][2]string{{"styles", "styles.xml"}, {"settings", "settings.xml"}, {"fontTable", "fontTable.xml"}, {"header", "header1.xml"}, {"header", "header2.xml"}} {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s%s" Target="%s"/>`, i+1, relURL, t[0], t[1])
	}
	for i, m := range d.media {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%simage" Target="%s"/>`, pictureRel(i+1), relURL, strings.TrimPrefix(m.name, "word/"))
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

func pictureRel(n int) string { return fmt.Sprintf("rId%d", 100+n) }

func coreProps(m Meta) string {
	at := stamp(m.Created).Format(time.RFC3339)
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escape(m.Title) + `</dc:title><dc:subject>` + escape(m.Subject) + `</dc:subject><dc:creator>` + escape(m.Author) + `</dc:creator>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + at + `</dcterms:modified>` +
		`<dc:language>` + language + `</dc:language></cp:coreProperties>`
}

// stylesXML names the language in the defaults: else Word marks all of it as
// misspelt.
func stylesXML() string {
	var b strings.Builder
	fmt.Fprintf(&b, `%s<w:styles %s><w:docDefaults><w:rPrDefault><w:rPr>`, xmlHead, mainNS)
	fmt.Fprintf(&b, `<w:rFonts w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="%[1]s" w:cs="%[1]s"/>`, fontName)
	fmt.Fprintf(&b, `<w:color w:val="000000"/><w:sz w:val="%[1]d"/><w:szCs w:val="%[1]d"/><w:lang w:val="%[2]s" w:eastAsia="%[2]s" w:bidi="%[2]s"/>`, sizeBody, language)
	b.WriteString(`</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`)
	b.WriteString(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>`)
	for i := 1; i <= 4; i++ {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="Heading%[1]d"><w:name w:val="heading %[1]d"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>`, i)
		fmt.Fprintf(&b, `<w:pPr><w:keepNext/><w:outlineLvl w:val="%d"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style>`, i-1)
	}
	b.WriteString(`</w:styles>`)
	return b.String()
}

func fontTableXML() string {
	return xmlHead + `<w:fonts ` + mainNS + `><w:font w:name="` + fontName + `"><w:altName w:val="Tinos"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>`
}

// pageNumberXML is a PAGE field, centred in the top margin.
func pageNumberXML() string {
	size := fmt.Sprintf(`<w:rPr><w:sz w:val="%[1]d"/><w:szCs w:val="%[1]d"/></w:rPr>`, sizePage)
	return xmlHead + `<w:hdr ` + mainNS + `><w:p><w:pPr><w:jc w:val="center"/></w:pPr>` +
		`<w:r>` + size + `<w:fldChar w:fldCharType="begin"/></w:r><w:r>` + size + `<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
		`<w:r>` + size + `<w:fldChar w:fldCharType="separate"/></w:r><w:r>` + size + `<w:t>2</w:t></w:r>` +
		`<w:r>` + size + `<w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`
}

func emptyHeaderXML() string { return xmlHead + `<w:hdr ` + mainNS + `><w:p/></w:hdr>` }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "\t", " ", "\n", " ")

// escape makes clean text part of an XML element or attribute.
func escape(s string) string { return escaper.Replace(s) }
