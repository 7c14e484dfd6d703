package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"banhda/api"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shop is a data directory with the history of testdata/shop in it, at 0:00 on 1 July 2026 in Việt Nam.
type shop struct {
	t        *testing.T
	dir      string
	lang     string
	database string // empty: SQLite
}

func newShop(t *testing.T) *shop { return &shop{t: t, dir: t.TempDir(), lang: "en"} }

// run runs the program and gives its exit code and what it wrote.
func (s *shop) run(args ...string) (code int, stdout, stderr string) {
	s.t.Helper()
	env := map[string]string{"BANHDA_DATA": s.dir, "BANHDA_NOW": "2026-07-01T00:00:00+07:00", "BANHDA_LANG": s.lang, "BANHDA_DATABASE": s.database}
	var out, err bytes.Buffer
	code = Run(context.Background(), args, &out, &err, func(name string) string { return env[name] })
	return code, out.String(), err.String()
}

// must runs what has to succeed.
func (s *shop) must(args ...string) string {
	s.t.Helper()
	code, out, err := s.run(args...)
	if code != exitOK {
		s.t.Fatalf("banhda %s: exit code %d: %s", strings.Join(args, " "), code, err)
	}
	return out
}

// ask runs a command with --json and reads its result.
func ask[T any](s *shop, args ...string) (v T) {
	s.t.Helper()
	out := s.must(append(args, "--json")...)
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		s.t.Fatalf("banhda %s prints no JSON: %v\n%s", strings.Join(args, " "), err, out)
	}
	return v
}

// people are the ids by name; who has none goes by the stage.
func (s *shop) people() map[string]string {
	ids := map[string]string{}
	for _, p := range ask[api.PeopleAnswer](s, "people").People {
		name := p.Stage
		if p.Name != nil {
			words := strings.Fields(*p.Name)
			name = words[len(words)-1]
		}
		ids[name] = p.ID
	}
	return ids
}

// golden are the commands whose output is kept, in the order they are run in: the last ones change something. {Lan}
// stands for Lan's id.
var golden = []struct{ name, args string }{
	{"help", "help"},
	{"help-vi", "help funnel"},
	{"import-dry-run", "import testdata/shop/shop.yaml --dry-run"},
	{"import", "import testdata/shop/shop.yaml --json"},
	{"import-again", "import testdata/shop/shop.yaml"},
	{"import-list", "import --list"},
	{"wheel", "wheel --json"},
	{"wheel-text", "wheel"},
	{"wheel-vi", "wheel"},
	{"wheel-spring", "wheel --from 2026-03-01 --to 2026-06-01 --as-of 2026-06-01 --json"},
	{"wheel-segment", `wheel --segment 'props.city = "Hà Nội"' --json`},
	{"gain", "gain --json"},
	{"gain-text", "gain --horizon 90d"},
	{"value", "value --json"},
	{"value-text", "value"},
	{"funnel", "funnel --steps 'Form Submitted, Order Completed' --window 14d --from 2026-01-01 --to 2026-07-01 --breakdown city --json"},
	{"funnel-text", "funnel --steps '->prospect, →customer, →promoter' --from 2026-01-01"},
	{"funnel-where", "funnel --steps 'Order Completed[city = Huế], Order Completed' --order strict --from 2025-12-01"},
	{"retention", "retention --first 'Order Completed' --return 'Order Completed' --every month --periods 4 --from 2025-12-01 --to 2026-07-01 --json"},
	{"retention-text", "retention --first 'Form Submitted' --return 'Order Completed' --every week --periods 3 --from 2026-06-01"},
	{"lift", "lift --arm city --control 'Hà Nội' --goal 'Order Completed' --value --json"},
	{"lift-text", "lift --arm city --control 'Hà Nội' --goal 'Order Completed' --window 60d --value"},
	{"lift-vi", "lift --arm city --control 'Hà Nội' --goal →customer --from 2026-06-01"},
	{"people", "people --json"},
	{"people-text", "people --stage prospect"},
	{"people-search", "people --search duc"},
	{"list", "list wheel.revenue.total --limit 2 --json"},
	{"list-text", "list wheel.rotations --from 2026-01-01"},
	{"list-moves", "list wheel.self_sustaining.gained --from 2025-12-01"},
	{"list-spells-vi", "list wheel.speed.customer.promoter.spells --from 2026-01-01"},
	{"list-gain", "list wheel.gain.customers"},
	{"list-funnel", "list funnel.breakdown.Huế.0 --steps 'Form Submitted, Order Completed' --window 14d --from 2026-01-01 --to 2026-07-01 --breakdown city"},
	{"list-retention", "list retention.2026-01-01.1 --first 'Order Completed' --return 'Order Completed' --from 2025-12-01 --to 2026-07-01"},
	{"person", "person {Lan} --json"},
	{"person-text", "person {Lan}"},
	{"merge", "merge {stranger} {Quân}"},
	{"person-merged", "person {stranger} --json"},
	{"unmerge", "unmerge {stranger} --json"},
	{"workspace", "workspace show --json"},
	{"catalogue", "catalogue show --json"},
	{"catalogue-set", "catalogue set testdata/shop/catalogue.yaml"},
	{"wheel-catalogue", "wheel --json"},
	{"rebuild", "rebuild --json"},
	{"doctor", "doctor"},
	{"doctor-vi", "doctor"},
	{"migrate", "migrate"},
	{"user-add", "user add lan@example.com --name Lan --role owner"},
	{"user-add-vi", "user add minh@example.com"},
	{"user-reset", "user reset Minh@example.com --json"},
	{"user-list", "user list"},
	{"user-remove", "user remove minh@example.com"},
	{"key-add", "key add Web --origins https://example.com"},
	{"key-add-api", "key add Report --kind api --scopes wheel:read,people:read --json"},
	{"key-list", "key list"},
	{"key-remove", "key remove {key}"},
	{"kb-import", "kb import testdata/kb/kb.jsonl --json"},
	{"kb-import-again", "kb import testdata/kb/kb.jsonl"},
	{"kb-import-vi", "kb import testdata/kb/kb.jsonl"},
	{"kb-search", "kb search --queries testdata/kb/queries.txt --json"},
	{"kb-search-text", "kb search --queries testdata/kb/queries.txt --limit 1"},
	{"import-undo", "import --undo {import}"},
	{"wheel-undone", "wheel --json"},
}

// TestGolden runs each command on the shop and compares what it prints with what was checked by hand.
func TestGolden(t *testing.T) {
	s := newShop(t)
	ids := map[string]string{"import": api.ImportID(1), "key": api.KeyID(1)}
	for _, g := range golden {
		if strings.Contains(g.args, "{") && ids["Lan"] == "" {
			for name, id := range s.people() {
				ids[name] = id
			}
		}
		t.Run(g.name, func(t *testing.T) {
			s.t, s.lang = t, "en"
			if strings.HasSuffix(g.name, "-vi") {
				s.lang = "vi"
			}
			compare(t, g.name, g.args, s.stable(s.must(words(g.args, ids)...)))
		})
	}
}

// secret is what is made up anew each time: tokens and passwords.
var secret = regexp.MustCompile(`\b(wk_|ak_)[0-9a-f]{32,}\b|\b[0-9a-z]{4}(?:-[0-9a-z]{4}){3}\b`)

// hash is what the audit ends with: it is salted anew each time.
var hash = regexp.MustCompile(`\b[0-9a-f]{64}\b`)

// stable replaces what differs from one run of the test to the next.
func (s *shop) stable(out string) string {
	out = hash.ReplaceAllString(secret.ReplaceAllString(out, "${1}SECRET"), "HASH")
	return strings.NewReplacer(s.dir, "DATA", "banhda "+programVersion(), "banhda VERSION").Replace(out)
}

// words divides a command line as a shell does, single quotes included, and puts ids in.
func words(line string, ids map[string]string) (list []string) {
	for name, id := range ids {
		line = strings.ReplaceAll(line, "{"+name+"}", id)
	}
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			list = append(list, part)
		} else {
			list = append(list, strings.Fields(part)...)
		}
	}
	return list
}

// compare holds a golden file, the command line on its first line, against what the command printed.
func compare(t *testing.T, name, args, out string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name+".txt")
	got := "$ banhda " + args + "\n" + out
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s has changed; got\n%s", path, got)
	}
}
