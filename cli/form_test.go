package cli

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// Every field that the form takes is told in docs/import-conference.md.
func TestFormIsDocumented(t *testing.T) {
	body, err := os.ReadFile("../docs/import-conference.md")
	if err != nil {
		t.Fatal(err)
	}
	told := string(body)
	fields := map[string]bool{}
	gather(reflect.TypeFor[form](), fields)
	if len(fields) < 80 {
		t.Fatalf("only %d fields found", len(fields))
	}
	for name := range fields {
		if !strings.Contains(told, "`"+name+"`") && !strings.Contains(told, "[]."+name+"`") && !strings.Contains(told, "`"+name+"[]`") && !strings.Contains(told, "[]."+name+"[]`") {
			t.Errorf("%s is not told", name)
		}
	}
}

func gather(x reflect.Type, into map[string]bool) {
	for x.Kind() == reflect.Slice || x.Kind() == reflect.Pointer {
		x = x.Elem()
	}
	if x.Kind() != reflect.Struct {
		return
	}
	for i := range x.NumField() {
		name, _, _ := strings.Cut(x.Field(i).Tag.Get("json"), ",")
		into[name] = true
		gather(x.Field(i).Type, into)
	}
}

// A form that a machine made up is read or refused, never worse.
func FuzzReadForm(f *testing.F) {
	for _, s := range []string{"", "{}", `{"unit":{}}`, `{"conference":{"article":{"stamp":"x"}}}`, `{"people":[{"posts":null}]}`, "\ufeff[1]", `{"unit":{"slug":"a","name":"A","kind":"su-nghiep"},"conference":{"held_on":"2026-01-23"}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if x, err := readForm(body); err == nil && x.Unit.Slug == "" {
			t.Error("a unit without an address was taken")
		}
	})
}
