package wheel

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// printedFigure reads a figure from a printed report by its path; ok is false where it is null.
func printedFigure(t *rapid.T, report []byte, path string) (figure int64, ok bool) {
	var at any
	if err := json.Unmarshal(report, &at); err != nil {
		t.Fatal(err)
	}
	keys := strings.Split(strings.Replace(path, "gain.customers", "gain.rep.customers", 1), ".")
	for i := 0; i < len(keys) && at != nil; i++ {
		if arrows, is := at.([]any); is {
			at = arrow(arrows, keys[i], keys[i+1])
			i++
			continue
		}
		next, found := at.(map[string]any)[keys[i]]
		if !found {
			t.Fatalf("a report has no figure %s", path)
		}
		at = next
	}
	number, ok := at.(float64)
	return int64(number), ok
}

func arrow(all []any, from, to string) any {
	for _, a := range all {
		if m := a.(map[string]any); m["from"] == from && m["to"] == to {
			return a
		}
	}
	return nil
}

// listed is a whole list in one page.
func (w world) listed(b *Book, path string, from, to int64, who Who) (Figure, *Page) {
	f, _ := FigureAt(path)
	page := &Page{Limit: 1 << 20, Currency: "VND"}
	b.List(f, from, to, w.now, 0, who, page)
	return f, page
}

// Invariant 5: a figure opens the list behind it, and that list has that length, or adds up to it.
func TestListsAreAsLongAsTheirFigures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, who := drawWorld(t), drawWho(t)
		from, to := drawPeriod(t)
		book := w.fold(Forever)
		report, err := json.Marshal(book.Report(from, to, w.now, "VND", who))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range FigurePaths() {
			want, known := printedFigure(t, report, path)
			f, page := w.listed(book, path, from, to, who)
			got := page.Count
			if f.Money {
				got = page.Sum
			}
			if known && got != want {
				t.Fatalf("%s is %d, its list gives %d: %+v", path, want, got, page.Rows())
			}
			if !known && (!f.Money || page.Stated > 0) {
				t.Fatalf("%s is not known, its list has %d rows, %d with a value", path, page.Count, page.Stated)
			}
			if int64(len(page.Rows())) != page.Count {
				t.Fatalf("%s: %d rows on one page of %d", path, len(page.Rows()), page.Count)
			}
		}
	})
}

func TestOtherCurrenciesOpenTheirLists(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, who := drawWorld(t), drawWho(t)
		from, to := drawPeriod(t)
		book := w.fold(Forever)
		others := map[string]int64{"VND": 0, "USD": 0, "EUR": 0} // the question's own is not among the others
		for _, o := range book.Report(from, to, w.now, "VND", who).Revenue.Others {
			others[o.Currency] = o.Total
		}
		for currency, want := range others {
			if _, page := w.listed(book, "revenue.others."+currency, from, to, who); page.Sum != want || page.Currency != currency {
				t.Fatalf("in %s %d, its list gives %d %s", currency, want, page.Sum, page.Currency)
			}
		}
	})
}

// Every figure that counts has a list: nothing in a report is left without a door but what is divided or estimated.
func TestEveryFigureHasAList(t *testing.T) {
	report, err := json.Marshal(NewBook(nil).Report(0, day(1), day(2), "VND", nil))
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(report, &all); err != nil {
		t.Fatal(err)
	}
	estimated := map[string]bool{
		"rotation_speed": true, "wheel_share": true, "self_sustaining_ratio": true, "reasons": true, "gain": true,
		"revenue.currency": true,
	}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		key := strings.TrimPrefix(path, ".")
		if _, found := FigureAt(key); found || estimated[key] {
			return
		}
		switch v := v.(type) {
		case map[string]any:
			for k, inner := range v {
				walk(path+"."+k, inner)
			}
		case []any:
			for _, a := range v {
				m := a.(map[string]any)
				along := path + "." + m["from"].(string) + "." + m["to"].(string)
				for k, inner := range m {
					if k != "from" && k != "to" && k != "within" && k != "median_days" {
						walk(along+"."+k, inner)
					}
				}
			}
		default:
			t.Errorf("%s opens no list", key)
		}
	}
	walk("", all)
}

// Pages put together are the list: in order of person and time, nothing twice, nothing left out.
func TestPagesMakeTheList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, who := drawWorld(t), drawWho(t)
		from, to := drawPeriod(t)
		book := w.fold(Forever)
		path := rapid.SampledFrom(FigurePaths()).Draw(t, "figure")
		limit := rapid.IntRange(1, 4).Draw(t, "limit")
		f, whole := w.listed(book, path, from, to, who)
		var rows []Row
		for after, more := (Mark{}), true; more; {
			page := &Page{After: after, Limit: limit, Currency: "VND"}
			book.List(f, from, to, w.now, 0, who, page)
			if page.Count != whole.Count || page.Sum != whole.Sum || len(page.Rows()) > limit {
				t.Fatalf("%s: %d rows of %d (%d of %d) on a page of %d", path, page.Count, whole.Count, page.Sum, whole.Sum, limit)
			}
			rows = append(rows, page.Rows()...)
			after, more = page.Next()
		}
		if len(rows) != len(whole.Rows()) || len(rows) > 0 && !reflect.DeepEqual(rows, whole.Rows()) {
			t.Fatalf("%s in pages %+v\nwhole %+v", path, rows, whole.Rows())
		}
		inOrder(t, f, rows)
	})
}

func inOrder(t *rapid.T, f Figure, rows []Row) {
	for i := 1; i < len(rows); i++ {
		a, b := rows[i-1], rows[i]
		if a.Person > b.Person || a.Person == b.Person && (f.Kind == ListsPeople || a.At > b.At) {
			t.Fatalf("%+v comes before %+v", a, b)
		}
	}
}

// However many goroutines list, a page is the same.
func TestListDoesNotDependOnTheMachine(t *testing.T) {
	book := foldAll(Forever, crowd(3*parallel, 6)...)
	f, _ := FigureAt("revenue.repeat")
	page := func(after Mark) *Page {
		p := &Page{After: after, Limit: 100, Currency: "VND"}
		book.List(f, day(100), day(400), day(600), 0, nil, p)
		return p
	}
	r := book.Report(day(100), day(400), day(600), "VND", nil)
	first := page(Mark{})
	equal(t, "the sum", first.Sum, *r.Revenue.Repeat)
	far := page(Mark{Person: 2 * parallel})
	equal(t, "the sum on a later page", far.Sum, first.Sum)
	equal(t, "the first on a later page", far.Rows()[0].Person > 2*parallel, true)
	equal(t, "rows", len(far.Rows()), 100)
}

func TestStoodIsWhenAStockWasCounted(t *testing.T) {
	for path, want := range map[string]int64{"stock.from.customer": day(1), "stock.to.customer": day(5), "mass": day(5), "growth.people.start": day(1), "arrivals": day(9)} {
		f, _ := FigureAt(path)
		equal(t, path, f.Stood(day(1), day(5), day(9)), want)
		equal(t, path+" now", f.Stood(day(1), day(5), day(0)), day(0))
	}
}

func TestRowsSayWhatTheyAre(t *testing.T) {
	w := world{rules: DefaultRules(), now: day(60), people: []History{
		tell(t, 1, "1 purchase 100 VND", "2 purchase 7 USD", "3 purchase", "4 advocacy", "5 grievance 30 VND"),
		tell(t, 2, "2 accept @1", "3 purchase 50 VND"),
	}}
	book := w.fold(Forever)
	_, page := w.listed(book, "revenue.total", 0, day(60), nil)
	equal(t, "purchases", printed(t, page.Rows()), printed(t, []Row{
		{Person: 1, At: day(1), Value: 100, Currency: "VND", Class: ClassNew, nth: 1},
		{Person: 1, At: day(3), Class: ClassRepeat, nth: 2},
		{Person: 2, At: day(3), Value: 50, Currency: "VND", Class: ClassReferred, nth: 1},
	}))
	_, page = w.listed(book, "rotations", 0, day(60), nil)
	equal(t, "rotations", printed(t, page.Rows()), printed(t, []Row{
		{Person: 1, At: day(2), Value: 7, Currency: "USD", Class: ClassRepeat},
		{Person: 1, At: day(3), Class: ClassRepeat},
		{Person: 1, At: day(3), Class: ClassFriend},
	}))
	_, page = w.listed(book, "speed.promoter.customer.spells", 0, day(60), nil)
	equal(t, "spells", printed(t, page.Rows()), printed(t, []Row{{Person: 1, At: day(2), From: Promoter, To: Customer, Until: day(5)}}))
	_, page = w.listed(book, "self_sustaining.gained", 0, day(60), nil)
	equal(t, "gained", printed(t, page.Rows()), printed(t, []Row{{Person: 2, At: day(3), From: Prospect, To: Customer, Class: ClassReferred}}))
}
