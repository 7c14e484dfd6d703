package timeline

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"banhda/hub/person"
)

// events draws events that may be taken in, with every part sometimes missing.
func events() *rapid.Generator[Event] {
	text := rapid.OneOf(rapid.StringN(0, 12, -1), rapid.SampledFrom([]string{"", `"\/`, "Đặng\n\t\u2028", "\x01\x7f", "😀"}))
	money := rapid.Ptr(rapid.Int64Range(-maxMoney, maxMoney), true)
	return rapid.Custom(func(t *rapid.T) Event {
		e := Event{
			ID: "i" + text.Draw(t, "id"), Name: "n" + text.Draw(t, "name"), At: rapid.Int64Range(earliest, latest-1).Draw(t, "at"),
			Person: person.Identity{UserID: text.Draw(t, "user"), AnonymousID: "a" + text.Draw(t, "anonymous"), Email: text.Draw(t, "email"),
				Phone: text.Draw(t, "phone"), Name: text.Draw(t, "person"), External: rapid.MapOfN(rapid.StringMatching("[a-z]{1,3}"), text, 0, 2).Draw(t, "external")},
			Value: money.Draw(t, "value"), Cost: money.Draw(t, "cost"), Currency: rapid.SampledFrom([]string{"", "VND"}).Draw(t, "currency"),
			Sale: text.Draw(t, "sale"), Team: text.Draw(t, "team"), Campaign: text.Draw(t, "campaign"),
		}
		scalar := rapid.OneOf(text.AsAny(), rapid.Float64Range(-1e300, 1e300).AsAny(), rapid.Bool().AsAny())
		e.Person.Fields = rapid.MapOfN(text, scalar, 0, 3).Draw(t, "fields")
		if rapid.Bool().Draw(t, "referred") {
			e.Referrer = &person.Key{Kind: person.Email, Value: "r" + text.Draw(t, "referrer")}
		}
		if rapid.Bool().Draw(t, "props") {
			e.Properties, _ = json.Marshal(rapid.MapOfN(text, scalar, 0, 3).Draw(t, "properties"))
		}
		return e
	})
}

func TestRowsReadBackAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(events(), 0, 4).Draw(t, "events")
		for i := range want {
			if err := want[i].Check(); err != nil && !strings.Contains(err.Error(), "NUL") {
				t.Fatalf("%v: %+v", err, want[i])
			}
		}
		body := AppendRow(nil, want)
		got, err := ReadRow(body)
		if err != nil {
			t.Fatalf("%v\n%s", err, body)
		}
		for i := range want {
			sameEvent(t, got[i], want[i])
		}
		if again := AppendRow(nil, got); string(again) != string(body) {
			t.Fatalf("written again:\n%s\n%s", again, body)
		}
		var standard []Event
		if err := json.Unmarshal(body, &standard); err != nil || len(standard) != len(want) {
			t.Fatalf("not standard JSON: %v", err)
		}
	})
}

func sameEvent(t *rapid.T, got, want Event) {
	for _, e := range []*Event{&got, &want} { // no map and an empty one are the same
		if len(e.Person.External) == 0 {
			e.Person.External = nil
		}
		if len(e.Person.Fields) == 0 {
			e.Person.Fields = nil
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got  %+v\nwant %+v", got, want)
	}
}

func TestCheck(t *testing.T) {
	n := func(v int64) *int64 { return &v }
	for _, c := range []struct {
		field string
		spoil func(*Event)
	}{
		{"id", func(e *Event) { e.ID = "" }},
		{"id", func(e *Event) { e.ID = strings.Repeat("ă", 201) }},
		{"id", func(e *Event) { e.ID = "\xff" }},
		{"name", func(e *Event) { e.Name = "" }},
		{"name", func(e *Event) { e.Name = "a\x00" }},
		{"person", func(e *Event) { e.Person = person.Identity{Name: "An"} }},
		{"person.external", func(e *Event) { e.Person.External = map[string]string{"": "x"} }},
		{"person.fields", func(e *Event) { e.Person.Fields = map[string]any{"x": []any{}} }},
		{"person.fields", func(e *Event) { e.Person.Fields = map[string]any{"x": math.NaN()} }},
		{"person.fields", func(e *Event) { e.Person.Fields = map[string]any{"x": strings.Repeat("x", MaxProperties)} }},
		{"at", func(e *Event) { e.At = earliest - 1 }},
		{"at", func(e *Event) { e.At = latest }},
		{"currency", func(e *Event) { e.Currency = "vnd" }},
		{"currency", func(e *Event) { e.Currency = "đồng" }},
		{"value", func(e *Event) { e.Value = n(maxMoney + 1) }},
		{"cost", func(e *Event) { e.Cost = n(math.MinInt64) }},
		{"referrer", func(e *Event) { e.Referrer = &person.Key{Kind: "friend", Value: "x"} }},
		{"referrer", func(e *Event) { e.Referrer = &person.Key{Kind: person.Email} }},
		{"properties", func(e *Event) { e.Properties = json.RawMessage(`[1]`) }},
		{"properties", func(e *Event) { e.Properties = json.RawMessage(`{"a":}`) }},
		{"properties", func(e *Event) { e.Properties = json.RawMessage("{\"a\":\"\xff\"}") }},
	} {
		e := Event{ID: strings.Repeat("ă", 200), Name: "Order Completed", At: latest - 1, Person: person.Identity{UserID: "u"},
			Value: n(maxMoney), Currency: "VND", Properties: json.RawMessage(` {"a":[1]}`)}
		if err := e.Check(); err != nil {
			t.Fatal(err)
		}
		c.spoil(&e)
		err, ok := e.Check().(*Invalid)
		if !ok || err.Field != c.field || err.Reason == "" {
			t.Errorf("want %s refused, got %v", c.field, err)
		}
	}
}

func TestClean(t *testing.T) {
	e := Event{ID: " e\u0301 ", Name: " Đa\u0323t ha\u0300ng ", Currency: "vnd", Properties: json.RawMessage("{\"a\":\"e\u0301\"}"),
		Person: person.Identity{Name: "Nguye\u0302\u0303n ", Fields: map[string]any{"city": "Ha\u0300"}}}
	e.Clean()
	if e.ID != " e\u0301 " || e.Name != "Đạt hàng" || e.Currency != "VND" || string(e.Properties) != `{"a":"é"}` ||
		e.Person.Name != "Nguyễn" || e.Person.Fields["city"] != "Hà" {
		t.Errorf("%+v", e)
	}
}

func TestChannel(t *testing.T) {
	for properties, want := range map[string]string{
		``:                            "",
		`{"page":"/"}`:                "",
		`{"utm_source":" Facebook "}`: "Facebook",
		`{"utm_source":"","referrer":"https://www.Google.com.vn/search?q=x"}`: "www.google.com.vn",
		`{"referrer":"http://zalo.me:8080/x"}`:                                "zalo.me",
		`{"referrer":""}`:                                                     "",
		`{"referrer":null,"utm_source":null}`:                                 "",
		`{"referrer":"%zz"}`:                                                  "",
		`{"utm_source":7}`:                                                    "7",
		`{"referrer":"https://Shop.vn/a","url":"https://shop.vn/b"}`:          "",
		`{"referrer":"https://blog.shop.vn/a","url":"https://shop.vn/b"}`:     "blog.shop.vn",
	} {
		if got := Channel(json.RawMessage(properties)); got != want {
			t.Errorf("%s: %q, want %q", properties, got, want)
		}
	}
}

// Whatever arrives is refused or can be written, read back and written again to the same bytes.
func FuzzReadRow(f *testing.F) {
	f.Add([]byte(`[{"id":"1","name":"Page Viewed","at":1,"person":{"anonymous_id":"a","fields":{"x":1e3}},"properties":{"a":[]}}]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		events, err := ReadRow(body)
		if err != nil {
			return
		}
		for i := range events {
			events[i].Clean()
			if events[i].Check() != nil {
				return
			}
		}
		written := AppendRow(nil, events)
		back, err := ReadRow(written)
		if err != nil || !utf8.Valid(written) {
			t.Fatalf("%v\n%s", err, written)
		}
		if again := AppendRow(nil, back); string(again) != string(written) {
			t.Fatalf("%s\n%s", written, again)
		}
	})
}

func row(n int) []Event {
	value := int64(250_000)
	es := make([]Event, n)
	for i := range es {
		es[i] = Event{ID: "shop-00-000000000001-0", Name: "Order Completed", At: 1_700_000_000_000_000, Person: person.Identity{UserID: "khach-00012345"},
			Value: &value, Currency: "VND", Sale: "DH-12345", Properties: json.RawMessage(`{"utm_source":"facebook","city":"Hà Nội"}`)}
	}
	return es
}

func BenchmarkAppendRow(b *testing.B) {
	es := row(1000)
	var body []byte
	for b.Loop() {
		body = AppendRow(body[:0], es)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/event")
}

func BenchmarkReadRow(b *testing.B) {
	body := AppendRow(nil, row(1000))
	for b.Loop() {
		if _, err := ReadRow(body); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/event")
}

func TestRetracts(t *testing.T) {
	for properties, want := range map[string]string{`{"id":"a-1"}`: "a-1", `{"id":""}`: "", `{"id":7}`: "", `{}`: "", ``: ""} {
		e := Event{Name: EventRetracted, Properties: json.RawMessage(properties)}
		if id, ok := e.Retracts(); id != want || ok != (want != "") {
			t.Errorf("%s takes back %q", properties, id)
		}
	}
	if _, ok := (&Event{Name: "Order Completed", Properties: json.RawMessage(`{"id":"a-1"}`)}).Retracts(); ok {
		t.Error("an order takes nothing back")
	}
}
