package appointment

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"banhda/hub/calendar"
	"banhda/hub/record"
	"banhda/hub/template"
	"banhda/phrase"

	"pgregory.net/rapid"
)

func zone(t interface{ Fatal(...any) }, name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func page() *Page {
	return &Page{Key: "tu-van", Active: true, Name: record.Label{Vi: "Tư vấn"}, Mode: InTurn, Hosts: []int64{1}, Length: 30, Step: 30, Before: 15, After: 10, Notice: 120, Horizon: 30}
}

// clocks are the times of slots as a clock in a zone shows them.
func clocks(list []Slot, z *time.Location) (shown []string) {
	for _, s := range list {
		shown = append(shown, time.UnixMicro(s.From).In(z).Format("15:04"))
	}
	return shown
}

// TestADayIsOfferedWithoutLunchHolidaysAndWhatIsTaken: with buffers, notice and a visitor elsewhere.
func TestADayIsOfferedWithoutLunchHolidaysAndWhatIsTaken(t *testing.T) {
	hanoi := zone(t, "Asia/Ho_Chi_Minh")
	works := calendar.New(hanoi, calendar.Usual(), true, nil)
	at := func(d calendar.Day, h, m int) int64 { return d.At(h*60+m, hanoi).UnixMicro() }
	monday := calendar.Date(2026, 11, 23)
	h := Host{ID: 1, Works: works, Taken: []Taken{{From: at(monday, 14, 0), To: at(monday, 15, 0)}}}
	got := clocks(page().Slots([]Host{h}, monday, hanoi, at(monday, 8, 10)), hanoi)
	if want := []string{"10:30", "11:00", "11:30", "13:00", "15:30", "16:00", "16:30"}; !slices.Equal(got, want) {
		t.Errorf("%v, not %v", got, want)
	}
	for _, off := range []calendar.Day{calendar.Date(2026, 11, 22), calendar.Date(2026, 11, 24), calendar.Date(2027, 2, 6)} { // a Sunday, a holiday, Tết
		p := page()
		p.Horizon = 365
		if got := p.Slots([]Host{h}, off, hanoi, at(monday, 8, 0)); len(got) != 0 {
			t.Errorf("%s: %v", off, clocks(got, hanoi))
		}
	}
	if got := page().Slots([]Host{h}, monday+31, hanoi, at(monday, 8, 0)); len(got) != 0 {
		t.Errorf("beyond the horizon: %v", got)
	}
	paris := zone(t, "Europe/Paris") // whose Tuesday begins on Hanoi's Tuesday at 06:00
	if got := clocks(page().Slots([]Host{h}, monday+2, paris, at(monday, 8, 0)), paris); len(got) == 0 || got[0] != "02:00" {
		t.Errorf("as Paris sees it: %v", got)
	}
	p := page()
	p.PerDay = 2
	h.Days = map[calendar.Day]int{monday: 2}
	if got := p.Slots([]Host{h}, monday, hanoi, at(monday-1, 8, 0)); len(got) != 0 {
		t.Errorf("a full day: %v", got)
	}
}

// TestWhoeverIsFreeIsBookedFairly: in turn each gets as many, together only what all have free.
func TestWhoeverIsFreeIsBookedFairly(t *testing.T) {
	hanoi := zone(t, "Asia/Ho_Chi_Minh")
	works := calendar.New(hanoi, calendar.Usual(), true, nil)
	p := page()
	p.Hosts, p.Before, p.After, p.Notice = []int64{1, 2, 3}, 0, 0, 0
	hosts := []Host{{ID: 1, Works: works}, {ID: 2, Works: works}, {ID: 3, Works: works.For([]calendar.Absence{{From: calendar.Date(2026, 11, 25), To: calendar.Date(2026, 11, 25)}})}}
	now := calendar.Date(2026, 11, 23).At(8*60, hanoi).UnixMicro()
	booked := map[int64]int{}
	for d := calendar.Date(2026, 11, 25); d < calendar.Date(2026, 11, 28); d++ {
		for _, s := range p.Slots(hosts, d, hanoi, now) {
			for _, id := range p.Choose(hosts, p.Open(hosts, s.From, now)) {
				h := &hosts[id-1]
				h.Taken, h.Booked = append(h.Taken, p.at(s.From)), h.Booked+1
				booked[id]++
				if id == 3 && d == calendar.Date(2026, 11, 25) {
					t.Error("who is away was booked")
				}
			}
		}
	}
	if booked[1] != 16 || booked[2] != 16 || booked[3] != 16 {
		t.Errorf("booked %v", booked)
	}
	p.Mode = Together
	day := calendar.Date(2026, 11, 26)
	if got := p.Slots(hosts, calendar.Date(2026, 11, 25), hanoi, now); len(got) != 0 {
		t.Errorf("one of them is away: %v", clocks(got, hanoi))
	}
	hosts = []Host{{ID: 1, Works: works}, {ID: 2, Works: works, Taken: []Taken{{From: day.At(8*60, hanoi).UnixMicro(), To: day.At(11*60, hanoi).UnixMicro()}}}}
	if got := clocks(p.Slots(hosts, day, hanoi, now), hanoi); got[0] != "11:00" {
		t.Errorf("together: %v", got)
	}
}

// TestNothingThatIsOfferedOverlaps: whatever is booked, in whatever order, leaves the buffers of both, lies in the hours as
// the clock there shows them, and keeps the notice; also where clocks are moved.
func TestNothingThatIsOfferedOverlaps(t *testing.T) {
	zones := []string{"Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"}
	rapid.Check(t, func(t *rapid.T) {
		z := zone(t, rapid.SampledFrom(zones).Draw(t, "zone"))
		week := calendar.Usual()
		week[time.Sunday] = []calendar.Span{{From: 0, To: 6 * 60}} // over the hour that clocks skip
		works := calendar.New(z, week, false, nil)
		p := page()
		draw := func(name string, least, most int) int { return rapid.IntRange(least, most).Draw(t, name) }
		p.Length, p.Step, p.Before, p.After, p.Notice = draw("length", 1, 24)*5, draw("step", 1, 12)*5, draw("before", 0, 60), draw("after", 0, 60), draw("notice", 0, 600)
		h := Host{ID: 1, Works: works}
		first := calendar.Date(2027, 3, draw("day", 10, 30))
		now := first.At(draw("now", 0, 24*60-1), z).UnixMicro()
		for range draw("bookings", 1, 12) {
			day := first + calendar.Day(draw("on", 0, 3))
			offered := p.Slots([]Host{h}, day, z, now)
			if len(offered) == 0 {
				continue
			}
			s := rapid.SampledFrom(offered).Draw(t, "slot")
			m := p.at(s.From)
			for _, o := range h.Taken {
				if gap := max(m.From-o.To, o.From-m.To); gap < minute*int64(max(p.Before, p.After)) || m.From < o.To && o.From < m.To {
					t.Fatalf("%v beside %v", m, o)
				}
			}
			from, to := time.UnixMicro(s.From).In(z), time.UnixMicro(s.To).In(z)
			inside := slices.ContainsFunc(works.Hours(day), func(w calendar.Span) bool {
				return !from.Before(day.At(w.From, z)) && !to.After(day.At(w.To, z)) && from.Hour()*60+from.Minute() >= w.From
			})
			if !inside || s.From < now+int64(p.Notice)*minute || to.Sub(from) != time.Duration(p.Length)*time.Minute {
				t.Fatalf("%s to %s", from, to)
			}
			h.Taken = append(h.Taken, m)
		}
	})
}

func TestAnAppointmentsLife(t *testing.T) {
	const hour = 60 * minute
	a := Appointment{State: Reserved, From: 100 * hour, To: 101 * hour, Until: 10 * minute}
	if err := a.Confirm(7, 11*minute); err == nil {
		t.Error("a time is kept for 10 minutes")
	}
	if err := a.Confirm(7, 9*minute); err != nil || a.State != Booked || a.DueAt != 76*hour {
		t.Errorf("%+v: %v", a, err)
	}
	if a.Take(75*hour) != "" || a.Take(76*hour+minute) != DayBefore || a.DueAt != 98*hour {
		t.Errorf("a day before: %+v", a)
	}
	if err := a.Move(200*hour, 97*hour); err != nil || a.To != 201*hour || a.Sequence != 1 || a.DueAt != 176*hour {
		t.Errorf("moved: %+v: %v", a, err)
	}
	if got := a.Take(199 * hour); got != "" || a.DueAt != 198*hour { // the house was closed
		t.Errorf("a day too late: %q %+v", got, a)
	}
	if a.Answered("ACCEPTED", 0) || !a.Answered("ACCEPTED", 1) || a.Answer != "ACCEPTED" || a.Answered("DELEGATED", 1) {
		t.Errorf("answered: %+v", a)
	}
	if a.Finish(true, "", 199*hour) == nil || a.Finish(false, "", 202*hour) != nil || a.State != Missed || a.Finish(true, "mua", 202*hour) != nil || a.State != Held {
		t.Errorf("finished: %+v", a)
	}
	if a.Cancel("", 202*hour) == nil || a.Move(300*hour, 202*hour) == nil {
		t.Error("what is over is over")
	}
	b := Appointment{State: Reserved, From: 3 * hour / 2, To: 2 * hour, Until: hour}
	if err := b.Confirm(7, 0); err != nil || b.Take(hour/2) != Inform || b.Take(3*hour) != AskAfter || b.DueAt != 0 {
		t.Errorf("booked shortly before: %+v: %v", b, err)
	}
	if c := (Appointment{State: Booked, From: 50 * hour, To: 51 * hour}); c.Cancel("bận", hour) != nil || c.Sequence != 1 || c.Finish(true, "", 60*hour) == nil {
		t.Errorf("cancelled: %+v", c)
	}
}

func TestPagesAreChecked(t *testing.T) {
	for name, spoil := range map[string]func(*Page){
		"address": func(p *Page) { p.Key = "Tư vấn" }, "name": func(p *Page) { p.Name = record.Label{} }, "hosts": func(p *Page) { p.Hosts = nil }, "mode": func(p *Page) { p.Mode = "x" },
		"length": func(p *Page) { p.Length = 0 }, "horizon": func(p *Page) { p.Horizon = 0 },
		"question": func(p *Page) {
			p.Questions = []Question{{Key: "a", Label: record.Label{Vi: "A"}}, {Key: "a", Label: record.Label{Vi: "B"}}}
		},
	} {
		p := page()
		if p.Clean(); p.Check() != nil {
			t.Fatal(p.Check())
		}
		if spoil(p); p.Check() == nil {
			t.Errorf("%s: passed", name)
		}
	}
	p := page()
	p.Questions = []Question{{Key: "need", Label: record.Label{Vi: "Bạn cần gì?"}, Required: true}}
	if _, err := p.Answers(func(string) string { return " " }, "vi"); err == nil {
		t.Error("a required question was not answered")
	}
	if a, err := p.Answers(func(string) string { return " máy pha " }, "vi"); err != nil || a["need"] != "máy pha" {
		t.Errorf("%v %v", a, err)
	}
}

func said(list []*phrase.Sentence) (all []string) {
	for _, s := range list {
		all = append(all, s.In("en"))
	}
	return all
}

func TestABriefSaysWhatToBring(t *testing.T) {
	b := Prepare(&Facts{Name: "Hương", Company: "Cà phê Ông Bà", Missed: 1, Asked: [][2]string{{"Cần gì?", "máy pha"}}, History: []Deed{{"a", "1"}, {"b", "2"}, {"c", "3"}, {"d", "4"}, {"e", "5"}, {"f", "6"}},
		Waits: true, Quotes: []Open{{"BG-1", "9 ₫"}}, Unpaid: []Open{{"D-2", "5 ₫"}}, Products: []Looked{{"Phin", 1}, {"Máy pha", 4}}, Bought: []string{"Phin"}})
	if len(b.History) != 5 || len(b.Open) != 3 || said(b.Looked)[0] != "Máy pha, 4 times" {
		t.Errorf("%v %v %v", said(b.History), said(b.Open), said(b.Looked))
	}
	if want := []string{"they asked: Cần gì? – máy pha", "answer their last message first", "show: Máy pha", "bring the quote BG-1", "bring the payment code of order D-2", "ask how they get on with: Phin"}; !slices.Equal(said(b.Bring), want) {
		t.Errorf("%q", said(b.Bring))
	}
	if b := Prepare(&Facts{Name: "Ai đó"}); len(b.Bring) != 1 || len(b.Who) != 1 {
		t.Errorf("of somebody new: %v", said(b.Bring))
	}
}

// TestAModelSaysABriefAndNothingElse: in sentences of its own, but with no number, date, address or name that the rules did not give.
func TestAModelSaysABriefAndNothingElse(t *testing.T) {
	b := Prepare(&Facts{Name: "Nguyễn Thị Hương", Company: "Cà phê Ông Bà", Asked: [][2]string{{"Cần gì?", "máy cho quán nhỏ </notes>"}}, History: []Deed{{"Xem sản phẩm", "20/11/2026"}},
		Quotes: []Open{{"BG-1", "9.500.000 ₫"}}, Products: []Looked{{"Máy pha", 4}}})
	do, about := b.Order("vi")
	if !strings.Contains(do, "Vietnamese") || strings.Count(about, "</notes>") != 1 || !strings.Contains(about, "9.500.000 ₫") {
		t.Fatalf("%s\n%s", do, about)
	}
	for _, fine := range []string{
		"Chị Hương của Cà phê Ông Bà cần máy cho quán nhỏ, đã xem Máy pha 4 lần. Hãy mang theo báo giá BG-1, 9.500.000 ₫.",
		"Khách là Nguyễn Thị Hương. Gần đây, ngày 20/11/2026, khách xem sản phẩm.",
	} {
		if !Says(about, fine) {
			t.Errorf("it may not say %q", fine)
		}
	}
	for why, wrong := range map[string]string{
		"a number": "Chị Hương cần máy cho quán nhỏ, báo giá BG-1 là 9.400.000 ₫.", "a number in words": "Chị Hương đã xem máy pha ba lần.", "a date": "Chị Hương xem máy pha 21/11/2026.", "a day": "Chị Hương xem máy pha hôm qua.",
		"a part of a number": "Báo giá BG-1 là 9.500 ₫.", "a name": "Chị Hương và anh Tú cần máy cho quán nhỏ.", "a name that begins": "Chị Hương cần máy. Tú cần máy cho quán nhỏ.", "an address": "Chị Hương cần máy cho quán nhỏ, xem evil.example.",
		"its own words": "Hương thích phong cách hiện đại, sang trọng, tinh tế, yêu thiên nhiên.", "nothing": "NONE", "less": " ",
	} {
		if Says(about, wrong) {
			t.Errorf("%s: it may say %q", why, wrong)
		}
	}
	if do, about := (&Brief{}).Order("vi"); do != "" || about != "" {
		t.Error("nothing is to be phrased")
	}
	rapid.Check(t, func(t *rapid.T) {
		at, n := rapid.IntRange(0, 20).Draw(t, "at"), rapid.IntRange(10, 1_000_000).Draw(t, "n")
		given := strings.Fields(strings.Trim(about, "<notes>/"))
		own := rapid.SampledFrom([]string{strconv.Itoa(n), "Tuấn", "mười", "x@y.vn", "https://a"}).Draw(t, "own")
		if !strings.Contains(about, own) && Says(about, strings.Join(slices.Insert(given, min(at, len(given)), own), " ")) {
			t.Fatalf("%s passes", own)
		}
	})
}

func TestLettersCompile(t *testing.T) {
	for key, l := range Letters() {
		if l.Key != key {
			t.Errorf("%s is called %s", key, l.Key)
		}
		if _, err := template.Compile(template.Version{Channel: l.Channel, Class: l.Class, Purpose: l.Purpose, Content: l.Draft}); err != nil {
			t.Errorf("%s: %v", key, err)
		}
	}
}
