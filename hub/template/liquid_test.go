package template

import (
	"bytes"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"
)

// TestWhatIsKeptFromLiquidIsFilledAsItWould holds what is written with stand-ins against what Liquid writes of the source itself.
func TestWhatIsKeptFromLiquidIsFilledAsItWould(t *testing.T) {
	long := strings.Repeat("Trà sen Tây Hồ, ướp bảy lần. ", 4)
	for _, source := range []string{
		long, "  " + long + "\n\n", long + "{{ name }}" + long, "{{ long }}", "\x050\x06" + long, long + "{{ name", long + "}}" + long,
		"\n " + long + "\n {%- if name -%} \n " + long + "\n\n " + long + " {%- endif -%} \n" + long, "{{- name -}}  " + long + "  {{- name -}}",
		"{% for l in list %}" + long + "{{ l }} " + long + "{% endfor %}", "{% raw %}" + long + "{{ name }}" + long + "{% endraw %}", long + "{% comment %}" + long + "{% endcomment %}",
		long + "\n" + long + "\n{% nothing %}", "{% if %}" + long + "{{ name | nothing }}", long + "\n{{ list | date: 1, 2 }}",
		"{{ person.name }}", "{{person.name}}!", "{{ person.none }}", "{{ person }}", "{{ none.name }}", "{{ company.name }}", "{{ person.name.first }}", "{{ person.name.other }}", "{{ event.of.name }} {{ event.of.none.more }}",
		"{{ person.none | default: 'a <friend>' }}", `{{ person.empty | default: "bạn" }}{{ person.blank | default: "x" }}|`, "{{ person.name | default: 'x' }}{{ person.none | default: '' }}", "{{ person.age }} {{ person.rate | default: 'x' }} {{ person.no }} {{ person.no | default: 'so' }} {{ person.list }}",
		"{{ person.name | upcase }}", "{{- person.name -}} ", " {%- if person.name -%} {{ person.blank }} {%- endif -%} ", "{% raw %}{{ person.name }}{% endraw %}", "{% comment %}{{ person.name }}{% endcomment %}",
		"{% assign person = event.of %}{{ person.name }}", "{% for person in event.people %}{{ person.name }}{% endfor %}{{ person.name }}", "{% for p in event.people %}{{ p.name }}{{ person.name }}{% endfor %}", "{% increment person %}{{ person.name }}",
		"{% assign name = 'x' %}{{ name }}{{ person.name }}", "{% if person.name %}{{ person.name }}{% else %}{{ person.none }}{% endif %}", "{% case person.name %}{{ person.name }}{% when 'x' %}{{ person.name }}{% else %}{{ person.age }}{% endcase %}",
		"{{ person.name\n}}", "{{ person.name | default: 'a }}", "{{ person.size }} {{ event.people.first.name }} {{ event.people.size }}", "{{ person.list.first }}{{ person.at }}", "{{ person.name }} {{ person.name | nothing }}",
	} {
		heldAgainstLiquid(t, source)
	}
}

// FuzzKeptFromLiquid does the same with whatever else may stand in a template.
func FuzzKeptFromLiquid(f *testing.F) {
	f.Add("{% if person.name %}{{ person.name | default: 'x' }}{% endif %}")
	f.Add("{{ event.of.name }}{%- assign a = person.name -%}{{ a }}{{ person.age }}")
	f.Fuzz(func(t *testing.T, source string) {
		if strings.Contains(source, "now") || strings.Contains(source, "today") || strings.Contains(source, "sample") {
			return // is another one each time
		}
		if loops(source) != nil {
			return // is never asked of Liquid
		}
		heldAgainstLiquid(t, source)
	})
}

func heldAgainstLiquid(t *testing.T, source string) {
	t.Helper()
	vars := map[string]any{"name": "An & \x050\x06 Bình", "list": []any{"a", "b"}, "long": strings.Repeat("dài ", 40), "company": map[string]any(nil),
		"person": map[string]any{"name": "An & <Bình> \x050\x06\x01", "empty": "", "blank": "  ", "age": 30, "rate": 1.5, "no": false, "list": []any{"a", 1}, "at": time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)},
		"event":  map[string]any{"of": map[string]any{"name": "Trà"}, "people": []any{map[string]any{"name": "Chi"}}}}
	for _, e := range []language{inHTML, inText} {
		var got bytes.Buffer
		p, err := parse(e, source)
		if err == nil {
			err = p.write(&got, maps.Clone(vars))
		}
		want, wrong := byLiquidAlone(e, strings.NewReplacer(keptBegin, "", keptEnd, "").Replace(source), maps.Clone(vars))
		if (err != nil) != (wrong != nil) || err != nil && !strings.HasSuffix(err.Error(), wrong.Error()) && !errors.Is(wrong, errPanics) {
			t.Errorf("%q: %v, by Liquid alone %v", source, err, wrong)
		} else if err == nil && got.String() != want {
			t.Errorf("%q: %q, by Liquid alone %q", source, got.String(), want)
		}
	}
}

var errPanics = errors.New("Liquid panics")

func byLiquidAlone(e language, source string, vars map[string]any) (text string, err error) {
	defer func() {
		if recover() != nil {
			err = errPanics
		}
	}()
	text, wrong := e.ParseAndRenderString(source, vars)
	if wrong != nil {
		err = wrong
	}
	return text, err
}
