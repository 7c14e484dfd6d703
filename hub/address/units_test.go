package address

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"banhda/hub/person"
)

var update = flag.Bool("update", false, "write units.txt.gz anew from its sources")

// TestUnitsAreThoseOfTheirSources makes the units from their sources again and finds the same in the program.
func TestUnitsAreThoseOfTheirSources(t *testing.T) {
	now, before := source(t, "vn_units_2025.json.gz"), source(t, "convert_legacy_2025_simple.csv.gz")
	want := write(t, now, before)
	if *update {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
		_, _ = io.WriteString(z, want)
		_ = z.Close()
		if err := os.WriteFile("units.txt.gz", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := io.ReadAll(z); string(got) != want {
		t.Error("the units in the program are not those of their sources; run with -update")
	}
}

func source(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "vi_admin", name))
	if err != nil {
		t.Skip("no administrative units beside the checkout (../shared/data/vi_admin)")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

type unit struct {
	Code, Name, FullName string
	Wards                []unit
}

// write gives the text that units.go reads.
func write(t *testing.T, now, before []byte) string {
	var provinces []unit
	if err := json.Unmarshal(now, &provinces); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	codes, names := map[string]bool{}, map[string]string{}
	for _, p := range provinces {
		fmt.Fprintf(&b, "p\t%s\t%s\n", p.Code, tones(p.FullName))
		for _, w := range p.Wards {
			codes[w.Code] = true
			names[p.Code+" "+person.Fold(w.Name)] = w.Code
			fmt.Fprintf(&b, "w\t%s\t%s\n", w.Code, tones(w.FullName))
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(before)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	head := rows[0]
	at := func(row []string, column string) string { return row[slices.Index(head, column)] }
	became, order := map[[3]string][]string{}, [][3]string{}
	for _, row := range rows[1:] {
		code := at(row, "newWardCode")
		if !codes[code] { // a code that changed after the mapping was made; the name did not
			if code = names[at(row, "newProvinceCode")+" "+person.Fold(at(row, "newWardShort"))]; code == "" {
				t.Fatalf("what became of %s, %s is not there", at(row, "ward"), at(row, "district"))
			}
		}
		key := [3]string{at(row, "province"), at(row, "district"), at(row, "ward")}
		if became[key] == nil {
			order = append(order, key)
		}
		if !slices.Contains(became[key], code) {
			became[key] = append(became[key], code)
		}
	}
	slices.SortStableFunc(order, func(a, b [3]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	last := ""
	for _, key := range order {
		if district := key[0] + key[1]; district != last {
			last = district
			fmt.Fprintf(&b, "d\t%s\t%s\n", tones(key[0]), tones(key[1]))
		}
		fmt.Fprintf(&b, "f\t%s\t%s\n", tones(key[2]), strings.Join(became[key], "\t"))
	}
	return b.String()
}

var (
	openEnd = regexp.MustCompile(`(?i)(o[àáảãạèéẻẽẹ]|(^|[^q])u[ỳýỷỹỵ])($|[^\pL])`)
	moved   = strings.NewReplacer("oà", "òa", "oá", "óa", "oả", "ỏa", "oã", "õa", "oạ", "ọa", "oè", "òe", "oé", "óe", "oẻ", "ỏe", "oẽ", "õe", "oẹ", "ọe",
		"uỳ", "ùy", "uý", "úy", "uỷ", "ủy", "uỹ", "ũy", "uỵ", "ụy")
)

// tones puts the mark where laws and maps have it (Khánh Hòa), one way for both sources.
func tones(name string) string { return openEnd.ReplaceAllStringFunc(name, moved.Replace) }
