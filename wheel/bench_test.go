package wheel

import (
	"fmt"
	"testing"
)

// crowd makes people with so many events each over two years, the same at every call: a fifth of the events are
// purchases with a sale and a value, one person in ten was referred.
func crowd(people, events int) []History {
	g := generator(42)
	all := make([]History, people)
	details := []Detail{{}}
	for i := range all {
		h := History{Person: int64(i + 1)}
		at := int64(g.next() % uint64(700*Day))
		for k := range events {
			meaning := [10]Meaning{Seen, Lead, Seen, Purchase, Usage, Advocacy, Seen, Touch, Purchase, Grievance}[g.next()%10]
			e := Event{At: at, Kind: NewKind(uint32(meaning), meaning, k == 0 && i%10 == 9, false)}
			if meaning == Purchase || e.Kind.Accepted() {
				e.Detail = uint32(len(details))
				details = append(details, Detail{
					Value: int64(g.next() % 1_000_000), Stated: true, Currency: "VND",
					Sale: fmt.Sprint("DH", i, "-", k), Referrer: int64(g.next()%uint64(people)) + 1,
				})
			}
			h.Events = append(h.Events, e)
			at += int64(g.next() % uint64(40*Day))
		}
		all[i] = h
	}
	for i := range all {
		all[i].Details = details
	}
	return all
}

func BenchmarkFold(b *testing.B) {
	const people, events = 50_000, 20
	histories := crowd(people, events)
	f := NewFolder(DefaultRules(), Forever)
	b.ReportAllocs()
	for b.Loop() {
		for _, h := range histories {
			f.Fold(h, nil)
		}
	}
	b.ReportMetric(float64(b.N)*people*events/b.Elapsed().Seconds()/1e6, "Mevents/s")
}

// million is a book of a million people, made of fifty thousand lives.
func million() *Book {
	few := FoldAll(DefaultRules(), crowd(50_000, 12), self, joined, bought, Forever)
	lives := make([]Life, 0, 20*len(few.lives))
	for i := range 20 {
		for _, l := range few.lives {
			l.Person += int64(i * len(few.lives))
			lives = append(lives, l)
		}
	}
	return NewBook(lives)
}

func BenchmarkStockFlowOfAYearByMonth(b *testing.B) {
	book := million()
	var bounds []int64
	for month := range 13 {
		bounds = append(bounds, day(365+30*float64(month)))
	}
	for b.Loop() {
		book.StockFlow(bounds, Forever, nil)
	}
}

func BenchmarkReportOfAMonth(b *testing.B) {
	book := million()
	for b.Loop() {
		book.Report(day(500), day(530), day(800), "VND", nil)
	}
}

func BenchmarkReportOfEverything(b *testing.B) {
	book := million()
	for b.Loop() {
		book.Report(0, day(1200), day(1200), "VND", nil)
	}
}
