package template

import (
	"bytes"
	"strings"
	"testing"
)

// TestLongTextsAreKeptFromLiquid holds what is written with stand-ins for long texts against what Liquid writes of the source itself.
func TestLongTextsAreKeptFromLiquid(t *testing.T) {
	long := strings.Repeat("Trà sen Tây Hồ, ướp bảy lần. ", 4)
	vars := func() map[string]any {
		return map[string]any{"name": "An & \x050\x06 Bình", "list": []any{"a", "b"}, "long": long}
	}
	for _, source := range []string{
		long, "  " + long + "\n\n", long + "{{ name }}" + long, "{{ long }}", "\x050\x06" + long, long + "{{ name", long + "}}" + long,
		"\n " + long + "\n {%- if name -%} \n " + long + "\n\n " + long + " {%- endif -%} \n" + long, "{{- name -}}  " + long + "  {{- name -}}",
		"{% for l in list %}" + long + "{{ l }} " + long + "{% endfor %}", "{% raw %}" + long + "{{ name }}" + long + "{% endraw %}", long + "{% comment %}" + long + "{% endcomment %}",
		long + "\n" + long + "\n{% nothing %}", "{% if %}" + long + "{{ name | nothing }}", long + "\n{{ list | date: 1, 2 }}",
	} {
		var got bytes.Buffer
		p, err := parse(inHTML, source)
		if err == nil {
			err = p.write(&got, vars())
		}
		want, wrong := inHTML.ParseAndRenderString(strings.NewReplacer(longBegin, "", longEnd, "").Replace(source), vars())
		if (err != nil) != (wrong != nil) || err != nil && !strings.HasSuffix(err.Error(), wrong.Error()) {
			t.Errorf("%q: %v, by Liquid alone %v", source, err, wrong)
		} else if err == nil && got.String() != want {
			t.Errorf("%q: %q, by Liquid alone %q", source, got.String(), want)
		}
	}
}
