package demo

import (
	"slices"
	"time"

	"banhda/hub/record"
	"banhda/hub/timeline"
)

// hope is a deal with an office.
type hope struct {
	office        int
	name, stage   string
	opened, close int
	boxes         int64
	reason        string
}

// hopes are the deals with the offices: those that were won lately, those that were lost and why, and those that are open,
// of which one slips and one is forgotten. Offices are counted from the one that is known longest; days are counted back from
// today, those to come are negative.
var hopes = []hope{
	{0, "Cà phê hội sách", "lost", 96, 71, 20, "price"},
	{1, "Cà phê cho khách mời", "lost", 88, 55, 12, "no_answer"},
	{2, "Quà cuối năm", "lost", 70, 41, 18, "competitor"},
	{3, "Cà phê cả năm", "proposal", 64, -9, 24, ""}, // nobody has moved it for long
	{4, "Cà phê hội chợ", "lost", 52, 27, 15, "no_need"},
	{5, "Cà phê cho ba chi nhánh", "negotiation", 47, 4, 72, ""}, // its day has passed
	{0, "Cà phê cả năm", "won", 44, 3, 48, "fit"},
	{1, "Cà phê phòng chờ", "won", 38, 8, 24, "trust"},
	{2, "Cà phê phòng họp", "negotiation", 33, -6, 30, ""},
	{3, "Gói mùa thu", "won", 31, 12, 36, "price_won"},
	{4, "Quà Tết nhân viên", "won", 25, 16, 60, "fit"},
	{5, "Trà chiều cho khách", "proposal", 21, -12, 40, ""},
	{6, "Quà Tết đối tác", "proposal", 15, -20, 90, ""},
	{7, "Gói thử ba tháng", "qualified", 11, -28, 9, ""},
	{8, "Cà phê văn phòng mới", "qualified", 8, -35, 24, ""},
	{9, "Cà phê cuối tuần", "new", 4, -40, 10, ""},
	{10, "Quà Tết cho cả công ty", "new", 2, -45, 120, ""},
}

// deals are those hopes with the offices that are there, on a day. None was opened before its office was known.
func deals(r Records, events []timeline.Event, today time.Time) (list []Deal) {
	known := knownFor(events, today)
	var offices []int
	for i := range r.Firms {
		offices = append(offices, i)
	}
	slices.SortStableFunc(offices, func(a, b int) int { return known[r.Firms[b].Email] - known[r.Firms[a].Email] })
	for i := range hopes {
		h := &hopes[i]
		if h.office >= len(offices) {
			continue
		}
		firm := offices[h.office]
		opened := min(h.opened, known[r.Firms[firm].Email])
		closes := min(h.close, opened)
		day := func(back int) string { return today.AddDate(0, 0, -back).Format(time.DateOnly) }
		product := len(beans) + 2 + i%2 // one of the two boxes for offices
		line := record.Line{Name: r.Products[product].Text("name"), Quantity: h.boxes * 1000, Price: r.Products[product].Int("price"), TaxRate: 8}
		v := record.Values{"name": h.name, "deal_stage": h.stage, "opened_on": day(opened), "close_date": day(closes), "currency": Currency, "lines": []record.Line{line}}
		if h.reason != "" {
			v["reason"] = h.reason
		}
		list = append(list, Deal{Values: v, Firm: firm, Product: product, Offer: h.offerOf(i, opened, closes, today)})
	}
	return list
}

// knownFor is for how many days each address has been known.
func knownFor(events []timeline.Event, today time.Time) map[string]int {
	days := map[string]int{}
	for i := range events {
		e := &events[i]
		if back := int(today.Sub(time.UnixMicro(e.At)).Hours() / 24); e.Person.Email != "" && back > days[e.Person.Email] {
			days[e.Person.Email] = back
		}
	}
	return days
}
