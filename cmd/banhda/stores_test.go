package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"banhda/api"
	"banhda/store/pgtest"
)

// TestStoresAnswerAlike tells the same history to a house on SQLite and to one on PostgreSQL. Whatever is asked or
// done, both print the same, byte for byte, in both forms, but for
// the hash of the audit, which is salted.
func TestStoresAnswerAlike(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	t.Parallel()
	one, two := newHouse(t), newHouse(t)
	two.database = pgtest.Database(t)
	for _, h := range []*house{one, two} {
		h.now = afterSmall
		h.serve(t)
	}
	for _, line := range storesAsked(t) {
		t.Run(line, func(t *testing.T) {
			one.t, two.t = t, t
			for _, form := range [][]string{{"--json"}, nil}[:forms(line)] {
				args := append(words(line, nil), form...)
				a, b := one.must(args...), two.must(args...)
				a, b = hash.ReplaceAllString(strings.ReplaceAll(a, one.dir, "DATA"), "HASH"), hash.ReplaceAllString(strings.ReplaceAll(b, two.dir, "DATA"), "HASH")
				if a == "" || a != b {
					t.Errorf("on SQLite\n%s\non PostgreSQL\n%s", difference(a, b), difference(b, a))
				}
			}
		})
	}
}

// afterSmall is after everything in docs/examples/small.
const afterSmall = "2026-10-01T00:00:00+07:00"

// forms is in how many forms a command is asked: what changes the house only once.
func forms(line string) int {
	first, _, _ := strings.Cut(line, " ")
	if slices.Contains([]string{"import", "merge", "unmerge", "catalogue", "workspace"}, first) {
		return 1
	}
	return 2
}

// storesAsked is every command there is but serve, in an order in which each finds something. People's ids follow
// from the order of the log, so they can be taken from any house with the same one.
func storesAsked(t *testing.T) []string {
	t.Helper()
	h := newHouse(t)
	h.now = afterSmall
	h.must("import", "../../docs/examples/small/small.yaml")
	people := answer[api.PeopleAnswer](h, "people --limit 10000").People
	if len(people) < 10 {
		t.Fatalf("the small history has %d people", len(people))
	}
	a, b := people[3].ID, people[7].ID
	read := []string{
		"wheel --from 2026-03-01 --to 2026-09-01", "wheel", "wheel --as-of 2026-06-15 --segment 'stage = customer and not channel = referral'",
		"gain", "gain --horizon 30d", "value --at 2026-08-31", "value --at 2026-08-31 --horizon 30d",
		"funnel --steps 'Lead Captured, Order Completed, Order Completed' --window 30d --from 2026-01-01 --breakdown utm_source",
		"funnel --steps '->prospect, ->customer, ->promoter' --from 2026-01-01 --order strict",
		"retention --first 'Order Completed' --return 'Order Completed' --every week --periods 8 --from 2026-02-01",
		"retention --first '->prospect' --return '->customer' --every month --periods 6 --from 2026-02-01 --unbounded",
		"people --limit 10000", "people --stage dormant --limit 5", "person " + a, "person " + b,
	}
	asked := []string{"version", "help", "workspace show", "catalogue show", "import ../../docs/examples/small/small.yaml --dry-run",
		"import ../../docs/examples/small/small.yaml", "import ../../docs/examples/small/small.yaml", "import --list", "workspace show"}
	asked = append(asked, read...)
	asked = append(asked, fmt.Sprintf("merge %s %s", a, b))
	asked = append(asked, read...)
	asked = append(asked, "unmerge "+a)
	asked = append(asked, read...)
	asked = append(asked, "catalogue set testdata/shop/catalogue.yaml", "wheel --from 2026-03-01 --to 2026-09-01",
		"rebuild", "wheel --from 2026-03-01 --to 2026-09-01", "workspace set --timezone Europe/Berlin", "wheel",
		"migrate", "doctor", "import --undo "+api.ImportID(1), "import --list", "wheel", "people")
	return append(asked, "import ../../docs/examples/small/small.yaml", "wheel --from 2026-03-01 --to 2026-09-01", "people --limit 10000", "person "+a)
}
