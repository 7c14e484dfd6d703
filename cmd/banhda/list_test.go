package main

import (
	"context"
	"encoding/json"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"banhda/api"
	"banhda/wheel"
)

// asking is a client of a server that holds the shop, in the state of 1 July 2026.
type asking struct {
	t      *testing.T
	client *api.Client
}

func newAsking(t *testing.T) *asking {
	s := newShop(t)
	s.must("import", "testdata/shop/shop.yaml")
	s.serve(t)
	client := newClient(s.dir)
	t.Cleanup(client.Close)
	return &asking{t, client}
}

// of asks an operation by its path and parameters in pairs.
func of[T any](a *asking, path string, pairs ...string) (v T) {
	a.t.Helper()
	q := url.Values{"as_of": {"2026-07-01"}}
	for i := 0; i < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	raw, err := a.client.Call(context.Background(), "GET", path, q, nil, func(api.Progress) {})
	if err == nil {
		err = json.Unmarshal(raw, &v)
	}
	if err != nil {
		a.t.Fatalf("%s?%s: %v", path, q.Encode(), err)
	}
	return v
}

// whole puts the pages of a list together.
func (a *asking) whole(figure string, pairs ...string) (l api.ListAnswer) {
	a.t.Helper()
	pairs = append(pairs, "of", figure, "limit", "2")
	for page := of[api.ListAnswer](a, "/v1/list", pairs...); ; page = of[api.ListAnswer](a, "/v1/list", append(pairs, "cursor", *page.Cursor)...) {
		rows := append(l.Rows, page.Rows...)
		l = page
		if l.Rows = rows; page.Cursor == nil {
			return l
		}
	}
}

// TestEveryFigureOpensItsList asks the program itself for a figure and for the list behind it, page by page.
func TestEveryFigureOpensItsList(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	period := []string{"from", "2025-12-01", "to", "2026-07-01"}
	report := of[map[string]any](a, "/v1/wheel", period...)
	for _, path := range wheel.FigurePaths() {
		l := a.whole("wheel."+path, period...)
		if int64(len(l.Rows)) != l.Count {
			t.Errorf("%s: %d rows on all pages of %d", path, len(l.Rows), l.Count)
		}
		got := float64(l.Count)
		if l.Sum != nil {
			got = float64(*l.Sum)
		}
		if want := figureIn(t, report, path); want != got {
			t.Errorf("%s is %v, its list gives %v", path, want, got)
		}
	}
}

// figureIn finds a figure in an answer by its path.
func figureIn(t *testing.T, answer any, path string) float64 {
	t.Helper()
	keys := strings.Split(strings.Replace(path, "gain.customers", "gain.rep.customers", 1), ".")
	for i := 0; i < len(keys); i++ {
		if list, is := answer.([]any); is {
			for _, arrow := range list {
				if m := arrow.(map[string]any); m["from"] == keys[i] && m["to"] == keys[i+1] {
					answer = m
				}
			}
			i++
			continue
		}
		answer = answer.(map[string]any)[keys[i]]
	}
	figure, ok := answer.(float64)
	if !ok {
		t.Fatalf("%s is %v", path, answer)
	}
	return figure
}

// A trend ends with the period that was asked for, and says of it what the wheel says.
func TestATrendEndsWithItsWheel(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	trend := of[api.TrendAnswer](a, "/v1/trend", "periods", "4")
	if len(trend.Periods) != 4 {
		t.Fatalf("%d periods", len(trend.Periods))
	}
	for _, p := range trend.Periods {
		w := of[api.WheelAnswer](a, "/v1/wheel", "from", p.From, "to", p.To)
		if p.Mass != w.Mass || p.Arrivals != w.Arrivals || p.Rotations != w.Rotations || !reflect.DeepEqual(p.Revenue, w.Revenue.Total) ||
			!reflect.DeepEqual(p.RotationSpeed, w.RotationSpeed) || !reflect.DeepEqual(p.WheelShare, w.WheelShare) || !reflect.DeepEqual(p.Sustaining, w.SelfSustaining) {
			t.Errorf("from %s the trend says %+v, the wheel %+v", p.From, p, w.Report)
		}
		if p.Momentum != nil || p.Reasons["momentum"] == "" || p.OneIn != 1 {
			t.Errorf("of a dozen people's momentum it says %v, because %q", p.Momentum, p.Reasons["momentum"])
		}
	}
	if first := trend.Periods[0]; first.From != "2026-02-28T17:00:00Z" || *trend.Asked.From != trend.Periods[3].From {
		t.Errorf("the trend begins at %s and ends at %s", first.From, trend.Periods[3].From)
	}
}

func TestNamesOfEvents(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	names := of[api.NamesAnswer](a, "/v1/names").Names
	first := names[0]
	if first.Name != "Order Completed" || *first.Meaning != "purchase" || first.Count != 6 || first.Total != 12 || !reflect.DeepEqual(first.Properties, []string{"city"}) {
		t.Errorf("June's most frequent event is %+v", first)
	}
	for _, n := range names {
		if n.Name == "Survey Answered" && (!n.Depends || n.Meaning != nil || n.Count != 0 || n.Total != 2 || !reflect.DeepEqual(n.Properties, []string{"city", "nps"})) {
			t.Errorf("of surveys it says %+v", n)
		}
		if n.Name == wheel.FriendBought && n.Total != 1 {
			t.Errorf("of what follows from a friend's purchase it says %+v", n)
		}
	}
}

// People are found by what one knows of them; a figure of the past finds only who was there.
func TestPeopleAreFound(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	found := func(text string, pairs ...string) (names []string) {
		for _, p := range of[api.PeopleAnswer](a, "/v1/people", append(pairs, "q", text)...).People {
			names = append(names, *p.Name)
		}
		return names
	}
	lan := of[api.PeopleAnswer](a, "/v1/people", "q", "KH01").People[0]
	for text, want := range map[string][]string{
		"lan":               {"Nguyễn Thị Lan"},
		"HOA pham":          {"Phạm Thị Hoa"},
		"lan@example":       {"Nguyễn Thị Lan"},
		"0912 345":          {"Ngô Anh Quân"},
		"+84 912":           {"Ngô Anh Quân"},
		"KH12":              {"Lê Quốc Việt"},
		lan.ID:              {"Nguyễn Thị Lan"},
		"nobody":            nil,
		"per_0000000000000": nil,
	} {
		if got := found(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
	if got := found("lan", "stage", "stranger"); got != nil {
		t.Errorf("among strangers %v", got)
	}
	if got := found("lan", "as_of", "2026-01-01"); got != nil {
		t.Errorf("before she came %v", got)
	}
}

// A search goes on behind its cursor.
func TestASearchHasPages(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	seen := map[string]bool{}
	for cursor := ""; ; {
		pairs := []string{"q", "th", "limit", "1"}
		if cursor != "" {
			pairs = append(pairs, "cursor", cursor)
		}
		page := of[api.PeopleAnswer](a, "/v1/people", pairs...)
		for _, p := range page.People {
			if seen[*p.Name] {
				t.Fatalf("%s came twice", *p.Name)
			}
			seen[*p.Name] = true
		}
		if page.Cursor == nil {
			break
		}
		cursor = *page.Cursor
	}
	if len(seen) != 5 {
		t.Errorf("found %v", seen)
	}
}

// Those who were seen last come first, page after page, nobody twice and nobody left out.
func TestWhoWasSeenLastComesFirst(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	all := len(of[api.PeopleAnswer](a, "/v1/people", "limit", "1000").People)
	seen, last := map[string]bool{}, "9999"
	for cursor := ""; ; {
		pairs := []string{"order", "last_seen", "limit", "2"}
		if cursor != "" {
			pairs = append(pairs, "cursor", cursor)
		}
		page := of[api.PeopleAnswer](a, "/v1/people", pairs...)
		for _, p := range page.People {
			if seen[p.ID] || p.LastSeen > last {
				t.Fatalf("%s, seen %s, comes after %s", p.ID, p.LastSeen, last)
			}
			seen[p.ID], last = true, p.LastSeen
		}
		if page.Cursor == nil {
			break
		}
		cursor = *page.Cursor
	}
	if all == 0 || len(seen) != all {
		t.Errorf("%d of %d people", len(seen), all)
	}
}
