package main

import (
	"context"
	"encoding/json"
	"maps"
	"testing"

	"banhda/api"
	"banhda/drive/flow"
	"banhda/hub/timeline"
)

// TestKnownAtIsReproduced asks a house the same questions after every hour in which something came: late events,
// merges, other rules, imports and their taking back. Asked at the end what was known at each of those hours, it
// answers the same, also after a rebuild.
func TestKnownAtIsReproduced(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	t.Parallel()
	o := &ordeal{random: newRandom(t), ids: map[string]bool{}}
	o.tell()
	h := newHouse(t)
	asked := append([]string{}, ordealAsked...)
	var hours []string
	var then []map[string]string
	for hour, change := range o.changes(t, h) {
		change()
		if hour == 0 {
			people := answer[api.PeopleAnswer](h, ordealAsked[len(ordealAsked)-1]).People
			asked = append(asked, "person "+people[3].ID+" --as-of 2026-01-01", "person "+people[7].ID+" --as-of 2026-01-01")
		}
		h.later(t)
		hours, then = append(hours, h.now), append(then, h.figures(asked...))
		if hour > 0 && maps.Equal(then[hour], then[hour-1]) {
			t.Errorf("change %d changes nothing", hour)
		}
		h.later(t)
	}
	for rebuilt := range 2 {
		server := h.serve(t) // one house answers all: opening it takes longer than most questions
		for i, hour := range hours {
			for j, line := range asked {
				if (i+j)%2 != rebuilt {
					continue // half of each before it is rebuilt, the other half afterwards
				}
				now := h.must(append(words(line, nil), "--json", "--known-at", hour)...)
				if a, b := withoutAsked(now), withoutAsked(then[i][line]); a != b {
					t.Errorf("as known after change %d: banhda %s\ngot  %s\nwant %s", i, line, difference(a, b), difference(b, a))
				}
			}
		}
		kill(server)
		h.must("rebuild")
	}
}

// changes are what happens to the house, an hour each.
func (o *ordeal) changes(t *testing.T, h *house) []func() {
	t.Helper()
	first, last := o.events[:4000], o.events[4000:6000]
	person := func(i int) string {
		return answer[api.PeopleAnswer](h, "people --limit 50 --as-of 2026-01-01").People[i].ID
	}
	var x, y string
	return []func(){
		func() { h.post(t, first) },
		func() { x, y = person(3), person(7); h.must("merge", x, y) },
		func() { h.must("import", "testdata/shop/shop.yaml") },
		func() { h.post(t, last) },
		func() { h.must("catalogue", "set", "testdata/shop/catalogue.yaml") },
		func() { h.must("unmerge", x) },
		func() { h.must("import", "--undo", api.ImportID(1)) },
		func() { h.must("merge", y, x) },
		func() { h.must("import", "testdata/shop/shop.yaml") },
	}
}

// post sends events to the house and waits until every readout knows them.
func (h *house) post(t *testing.T, events []timeline.Event) {
	t.Helper()
	c := &call{config: readEnvironment(func(name string) string {
		return map[string]string{"BANHDA_DATA": h.dir, "BANHDA_NOW": h.now, "BANHDA_DATABASE": h.database}[name]
	})}
	raw, err := c.ask(context.Background(), "POST", "/v1/events", nil, json.RawMessage(timeline.AppendRow(nil, events)))
	var a api.AppendedAnswer
	if err == nil {
		err = json.Unmarshal(raw, &a)
	}
	if err == nil {
		err = c.session.server.api.Flow.(*flow.Flow).WaitFor(context.Background(), a.Seq)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := c.close(context.Background()); err != nil {
		t.Fatal(err)
	}
}
