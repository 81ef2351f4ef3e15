package press_test

import (
	"archive/zip"
	"io"
	"strings"
	"testing"

	"hoinghi/web/kit/kittest"
	"hoinghi/web/press"
)

var (
	serve  = kittest.Area(press.Routes).Serve
	upload = kittest.Area(press.Routes).Upload
	shows  = kittest.Shows
	goes   = kittest.Goes
)

// unzipped is the text of all parts of a workbook; of anything else, nothing.
func unzipped(t testing.TB, body string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		return ""
	}
	var out strings.Builder
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&out, part); err != nil {
			t.Fatal(err)
		}
		part.Close()
	}
	return out.String()
}
