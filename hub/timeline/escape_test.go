package timeline

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestUnescaped(t *testing.T) {
	for text, want := range map[string]string{
		`{"p":"H\u00e0 N\u1ed9i"}`:         `{"p":"Hà Nội"}`,
		`{"p":"\ud83d\ude00\ud83d"}`:       `{"p":"😀` + "\ufffd" + `"}`,
		`{"p":"\ude00\ud83dx"}`:            `{"p":"` + "\ufffd\ufffd" + `x"}`,
		`{"\ud800":"\\ud800\n\/"}`:         `{"` + "\ufffd" + `":"\\ud800\n\/"}`,
		`{"p":"\u0000\u001F\u0022\u005c"}`: `{"p":"\u0000\u001F\u0022\u005c"}`,
		`{"p":"\uZZZZ\u12"}`:               `{"p":"\uZZZZ\u12"}`,
		`\`:                                `\`,
		`\u`:                               `\u`,
	} {
		if got := string(unescaped([]byte(text))); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// Properties have one form, however their source wrote them, and every reader of JSON reads it.
func TestCleanUnescapesProperties(t *testing.T) {
	e := Event{Properties: json.RawMessage(`{"city":"Hue\u0302\u0301"}`)}
	e.Clean()
	if want := `{"city":"Huế"}`; string(e.Properties) != want {
		t.Errorf("got %s, want %s", e.Properties, want)
	}
}

// What is valid JSON stays so, with the same content.
func FuzzUnescaped(f *testing.F) {
	f.Add([]byte(`{"a\ud83d\ude00":["\\u0041\u0041\"", "\ud800", 1e9]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var before, after any
		if json.Unmarshal(text, &before) != nil {
			unescaped(text)
			return
		}
		got := unescaped(text)
		if err := json.Unmarshal(got, &after); err != nil || !reflect.DeepEqual(before, after) {
			t.Fatalf("%q becomes %q: %v", text, got, err)
		}
		if again := unescaped(got); string(again) != string(got) {
			t.Fatalf("%q becomes %q and then %q", text, got, again)
		}
	})
}
