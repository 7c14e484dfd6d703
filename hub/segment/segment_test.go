package segment

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"banhda/wheel"
)

// fields is a Subject made of texts; Text decides which of them are numbers.
type fields map[string]string

func (f fields) Get(name string) (Value, bool) {
	s, ok := f[name]
	return Text(s), ok
}

func TestMatch(t *testing.T) {
	lan := fields{"stage": "customer", "channel": "email", "props.city": "Quận 1, Hà Nội", "props.total": "120",
		"props.code": "007", "name": "Nguyễn Thị Lan", "props.since": "2026-02-03"}
	for expr, want := range map[string]bool{
		`stage = customer and (channel in (email, referral) or props.city contains "Hà Nội") and not exists phone`: true,
		`stage = prospect`:                    false,
		`stage != prospect`:                   true,
		`STAGE = customer`:                    false, // another field, which is missing
		`not stage = prospect`:                true,
		`phone != 1`:                          false, // missing fulfils no comparison
		`not phone = 1`:                       true,
		`exists name AND NOT EXISTS phone`:    true,
		`props.total > 99`:                    true, // as numbers, not as text
		`props.total > "99"`:                  false,
		`props.total = 120.0`:                 true,
		`props.total = "120.0"`:               false,
		`props.code = 7`:                      false, // a code, not a number
		`props.code = 007`:                    true,
		`name starts Nguyễn`:                  true,
		`name starts nguyễn`:                  false,
		`name contains "ị L"`:                 true,
		`props.since >= 2026-01-31`:           true,
		`props.since < 2026-01-31`:            false,
		`stage=customer or nothing=1`:         true,
		`nothing=1 or x=2 and stage=customer`: false,
		`"props.total" <= 120`:                true,
		`channel in (sms)`:                    false,
	} {
		e, err := Parse(expr)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		if got := e.Match(lan); got != want {
			t.Errorf("%s: got %v, want %v", expr, got, want)
		}
	}
}

func TestDecomposedTextEqualsComposed(t *testing.T) {
	e, err := Parse(norm.NFD.String(`name = "Nguyễn Đức"`))
	if err != nil || !e.Match(fields{"name": norm.NFD.String("Nguyễn Đức")}) || !e.Match(fields{"name": "Nguyễn Đức"}) {
		t.Fatalf("the same name in another normal form was not found (%v)", err)
	}
}

func TestErrorsSayWhereAndWhat(t *testing.T) {
	for expr, want := range map[string]string{
		``:                             `at character 1: found the end, expected the name of a field`,
		`stage`:                        `at character 6: found the end, expected one of = != < <= > >= in contains starts ~ has`,
		`stage = khách`:                `at character 9: found "khách", expected a stage`,
		`Tên đầy = 1 đ`:                `at character 5: found "đầy", expected one of =`,
		`a = 1 b = 2`:                  `at character 7: found "b", expected and, or, or the end`,
		`(a = 1`:                       `at character 7: found the end, expected and, or, or a closing )`,
		`a in email`:                   `at character 6: found "email", expected a list in parentheses`,
		`a in (b c)`:                   `at character 9: found "c", expected a comma or a closing )`,
		`a = "b`:                       `at character 7: found the end, expected a closing " for the one at character 5`,
		`a = )`:                        `at character 5: found ")", expected a constant`,
		strings.Repeat("(", 300):       `at character 102: found "(", expected at most 100 levels`,
		`a = ` + "\xff":                `expected text in UTF-8`,
		strings.Repeat("a=1 or ", 9e3): `expected at most 16384 bytes`,
	} {
		_, err := Parse(expr)
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: got %v, want %s", expr, err, want)
		}
	}
}

// generated draws an expression as text together with what it should decide, worked out beside the parser.
func generated(t *rapid.T, depth int, of fields) (string, bool) {
	if depth == 0 || rapid.Bool().Draw(t, "leaf") {
		name := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "field")
		v, there := of[name]
		k := rapid.SampledFrom([]string{"0", "1", "2"}).Draw(t, "constant")
		switch rapid.IntRange(0, 3).Draw(t, "leaf kind") {
		case 0:
			return "exists " + name, there
		case 1:
			return name + " != " + k, there && v != k
		case 2:
			return name + " in (" + k + ", 5)", there && v == k
		default:
			return name + " >= " + k, there && v >= k
		}
	}
	l, lv := generated(t, depth-1, of)
	r, rv := generated(t, depth-1, of)
	switch rapid.IntRange(0, 2).Draw(t, "joint") {
	case 0:
		return "(" + l + ") and (" + r + ")", lv && rv
	case 1:
		return "(" + l + ") or (" + r + ")", lv || rv
	default:
		return "not (" + l + ")", !lv
	}
}

func TestTreesDecideAsTheirPartsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.MapOf(rapid.SampledFrom([]string{"a", "b", "c"}), rapid.SampledFrom([]string{"0", "1", "2"})).Draw(t, "fields")
		text, want := generated(t, 4, of)
		e, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := e.Match(fields(of)); got != want {
			t.Fatalf("%s of %v: got %v", text, of, got)
		}
	})
}

func TestFields(t *testing.T) {
	e, err := Parse(`b = 1 and (a in (x) or not exists c) and b != 2`)
	if err != nil || !reflect.DeepEqual(e.Fields(), []string{"a", "b", "c"}) {
		t.Fatal(e, err)
	}
}

func TestFromJSON(t *testing.T) {
	for raw, want := range map[string]string{`"Hà Nội"`: "Hà Nội", `12.50`: "12.5", ` true `: "true", `1e3`: "1000"} {
		if v, ok := FromJSON([]byte(raw)); !ok || v.Text != want {
			t.Errorf("%s: got %v %v", raw, v, ok)
		}
	}
	for _, raw := range []string{``, `null`, `{}`, `[1]`, `x`} {
		if v, ok := FromJSON([]byte(raw)); ok {
			t.Errorf("%s is no scalar, got %v", raw, v)
		}
	}
}

func TestSteps(t *testing.T) {
	steps, err := ParseSteps(`Page Viewed, Order Completed[total >= 100 and stage = "a]b"] ,"A, [B]",-> customer`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range steps {
		stage := ""
		if s.Stage != nil {
			stage = s.Stage.String()
		}
		where := ""
		if s.Where != nil {
			where = s.Where.String()
		}
		got = append(got, fmt.Sprintf("%s|%s|%s|%s", s.Label, s.Event, where, stage))
	}
	want := []string{
		`Page Viewed|Page Viewed||`,
		`Order Completed[total >= 100 and stage = "a]b"]|Order Completed|total >= 100 and stage = "a]b"|`,
		`"A, [B]"|A, [B]||`,
		`→customer|||customer`,
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got  %q\nwant %q", got, want)
	}
	if *steps[3].Stage != wheel.Customer {
		t.Fatal(steps[3].Stage)
	}
}

func TestArrivingIsAStep(t *testing.T) {
	steps, err := ParseSteps("→stranger, →prospect")
	if err != nil || *steps[0].Stage != wheel.Stranger || *steps[1].Stage != wheel.Prospect {
		t.Fatal(steps, err)
	}
}

func TestStepErrors(t *testing.T) {
	for text, want := range map[string]string{
		``:                             `at character 1: found the end, expected the name of an event`,
		`A,, B`:                        `at character 3: found the end, expected the name of an event`,
		`A, →khách`:                    `at character 4: found "→khách", expected →stranger`,
		`A[p=1`:                        `at character 6: found the end, expected and, or, or a closing ]`,
		`A[p=1] B`:                     `at character 8: found "B", expected a comma`,
		`"A`:                           `expected a closing "`,
		strings.Repeat("A,", 40) + "A": `expected at most 20 steps`,
	} {
		if _, err := ParseSteps(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: got %v, want %s", text, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`stage = customer and (channel in (email, referral) or props.city contains "Hà Nội") and not exists phone`)
	f.Add(`a != "x\"y" or not not b<=-0.5`)
	f.Fuzz(func(t *testing.T, text string) {
		e, err := Parse(text)
		if err != nil {
			return
		}
		e.Match(fields{"stage": "customer"})
		again, err := Parse(e.String())
		if err != nil || !reflect.DeepEqual(again.root, e.root) {
			t.Fatalf("%q reads differently the second time: %v", e.String(), err)
		}
	})
}

func FuzzParseSteps(f *testing.F) {
	f.Add(`A, B[p=1], →customer, "C,D"[x in (1,2)]`)
	f.Fuzz(func(t *testing.T, text string) {
		steps, err := ParseSteps(text)
		if err == nil && len(steps) == 0 {
			t.Fatal("no step and no error")
		}
		for _, s := range steps {
			if (s.Event == "") == (s.Stage == nil) {
				t.Fatalf("%q: a step is an event or a stage entry: %+v", text, s)
			}
		}
	})
}
