package history

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// pieces of column names and values: what YAML, expressions and CSV give a meaning of their own.
var pieces = []string{"Tên", "ngày", "no", "true", "null", "12", "1e3", ":", ": ", " #", "#", "'", `"`, "{", "}", "[", "]", ",", "&", "*", "!", "|", ">", "%", "@", "`",
	"- ", "?", "a b", "\\", "\t", "=", "&&", "x × y", "(", ")", "~", "é\u0301", "\u00a0", "\u200b", "\u0085", "$", "<<", "…", "ổ", "and", "empty"}

func oddText(random *rand.Rand) string {
	var b strings.Builder
	for range 1 + random.IntN(4) {
		b.WriteString(pieces[random.IntN(len(pieces))])
	}
	return b.String()
}

// oddColumn is a name no expression has trouble with: one cannot hold both marks that close a column.
func oddColumn(random *rand.Rand, taken map[string]bool) string {
	for {
		name := oddText(random)
		if strings.Contains(name, "]") {
			name = strings.ReplaceAll(name, "`", "")
		}
		name = strings.Join(strings.Fields(nfc(name)), " ")
		if folded := strings.ToLower(name); name != "" && !taken[folded] {
			taken[folded] = true
			return name
		}
	}
}

// Whatever columns are called and whatever is chosen, a draft that lacks nothing is a mapping that reads its file.
func TestEveryDraftIsAMapping(t *testing.T) {
	dir := t.TempDir()
	for seed := range uint64(400) {
		random := rand.New(rand.NewPCG(seed, 7))
		d, rows := oddDraft(random)
		if lacks := d.Lacks(); lacks != nil {
			t.Fatalf("seed %d lacks %v", seed, lacks)
		}
		file, err := os.Create(filepath.Join(dir, d.Files[0].Path))
		must(t, err)
		w := csv.NewWriter(file)
		must(t, w.WriteAll(rows))
		must(t, file.Close())
		m, err := ParseMapping("odd.yaml", []byte(d.YAML()))
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, d.YAML())
		}
		events, refused, _ := readAll(t, m, dir, Options{})
		if len(events) != 2 || len(refused) != 0 {
			t.Fatalf("seed %d: %d events, refused %v\n%s%q", seed, len(events), refused, d.YAML(), rows)
		}
		if e := events[0]; *e.Value != 30 || e.Sale != "A" || e.Person.UserID != "u" || e.Person.Name != "Lê Hà" || len(e.Person.Fields) != 1 {
			t.Fatalf("seed %d: %s\n%s", seed, line(e), d.YAML())
		}
	}
}

// oddDraft makes a draft in which every role occurs, and the rows of two orders and one to leave out.
func oddDraft(random *rand.Rand) (*Draft, [][]string) {
	roles := []Role{OrderID, UserID, Name, Name, Field, Time, Value, Quantity, PropertyOf, PropertyOf, Ignore}
	values := [][]string{{"A", "u", "Lê", "Hà", "Huế", "31/01/2026", "10", "3", "x", "", "z"}, {"B", "u", "Lê", "Hà", "Huế", "01/02/2026", "5", "2", "", "y", "z"}}
	f := DraftFile{Path: fmt.Sprintf("tệp's %d.csv", random.IntN(100)), Header: random.IntN(2) == 0, Event: oddText(random), Orders: []string{EachRow, OneRow, SumOfLines, FirstLine}[random.IntN(4)]}
	f.Event = "Bán " + strings.TrimSpace(nfc(f.Event)) + "."
	if f.Orders == FirstLine {
		values[0][6], values[0][7] = "15", "2"
	}
	state, taken := oddText(random)+"x", map[string]bool{"total": random.IntN(2) == 0}
	header := []string{}
	for _, role := range append(roles, PropertyOf) {
		c := DraftColumn{Name: oddColumn(random, taken), Role: role}
		if role == Time {
			c.Format = "DD/MM/YYYY"
		}
		if role == Field {
			c.As = oddText(random) + "f"
		}
		f.Columns, header = append(f.Columns, c), append(header, c.Name)
	}
	f.Only = &DraftOnly{Column: header[len(roles)], Values: []string{clean(nfc(state)), "other"}}
	rows := [][]string{append(slices.Clone(values[0]), state), append(slices.Clone(values[1]), state), append(slices.Clone(values[1]), "no such")}
	if f.Header {
		rows = slices.Insert(rows, 0, header)
	}
	return &Draft{Source: oddText(random) + "s", Timezone: "Asia/Ho_Chi_Minh", Currency: "VND", Files: []DraftFile{f}}, rows
}

func TestDraftSaysWhatItLacks(t *testing.T) {
	for want, d := range map[string]*Draft{
		"source file":                    {},
		"person time event order":        {Source: "s", Files: []DraftFile{{Orders: OneRow}}},
		"twice":                          {Source: "s", Files: []DraftFile{{Event: "e", Orders: EachRow, Columns: []DraftColumn{{Name: "a", Role: Email}, {Name: "b", Role: Email}, {Name: "c", Role: Time}}}}},
		"source person time event twice": {Files: []DraftFile{{Orders: EachRow, Columns: []DraftColumn{{Name: "a", Role: Value}, {Name: "b", Role: Value}}}}},
	} {
		var got []string
		for _, l := range d.Lacks() {
			got = append(got, l.What)
			if l.Text == "" {
				t.Errorf("%s says nothing", l.What)
			}
		}
		expect(t, "lacks", strings.Join(got, " "), want)
	}
}
