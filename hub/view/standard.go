package view

import "banhda/hub/record"

// Standard is a view that comes with the product.
type Standard struct {
	Key   string // its id, with the type: std_people_mine
	Label record.Label
	View
}

// Standards are those of a type, in their order.
func Standards(t record.Type) []Standard {
	all := []Standard{
		standard(t, "all", "Tất cả", "All", "", first(t)),
		standard(t, "mine", "Của tôi", "Mine", "owner = me", first(t)),
		standard(t, "new", "Mới tuần này", "New this week", "created_at = this_week", "-created_at"),
	}
	switch t {
	case record.Person:
		all = append(all,
			standard(t, "nobodys", "Chưa ai phụ trách", "Nobody's", "not exists owner", "-created_at"),
			standard(t, "quiet", "30 ngày chưa liên hệ", "Not in touch for 30 days", "stage in (prospect, customer, promoter) and not last_contact > -30d", "last_contact"),
			standard(t, "prospects", "Tiềm năng", "Prospects", "stage = prospect", "-last_seen"),
			standard(t, "customers", "Khách hàng", "Customers", "stage in (customer, promoter)", "-revenue"))
	case record.Company:
		all = append(all, standard(t, "nobodys", "Chưa ai phụ trách", "Nobody's", "not exists owner", "-created_at"))
	case record.Product:
		all[1] = standard(t, "sold", "Đang bán", "On sale", "active = yes", "name")
	case record.Deal:
		all = append(all,
			standard(t, "open", "Đang mở", "Open", "state = open", "close_date"),
			standard(t, "overdue", "Quá ngày chốt", "Past their close date", "state = open and close_date < today", "close_date"),
			standard(t, "won", "Đã thắng", "Won", "state = won", "-closed_on"),
			standard(t, "lost", "Đã thua", "Lost", "state = lost", "-closed_on"))
	case record.Ticket:
		all = []Standard{
			standard(t, "open", "Đang mở", "Open", "state = open", earliest),
			standard(t, "mine", "Của tôi", "Mine", "state = open and owner = me", earliest),
			standard(t, "team", "Của nhóm tôi", "My team's", "state = open and team = my_team", earliest),
			standard(t, "nobodys", "Chưa ai nhận", "Unassigned", "state = open and not exists owner", earliest),
			standard(t, "overdue", "Quá hạn", "Overdue", "state = open and due_at < now", earliest),
			standard(t, "waiting", "Khách đang chờ", "Waiting for us", "state = open and exists waiting_since", "waiting_since"),
			standard(t, "solved", "Đã giải quyết", "Solved", "state in (solved, closed)", "-solved_at"),
			standard(t, "all", "Tất cả", "All", "", "-opened_at")}
	case record.Order:
		all = append(all, standard(t, "open", "Đang xử lý", "Open", "status in (draft, confirmed)", "-created_at"))
	}
	return all
}

// earliest is the order in which tickets are worked on: the earliest deadline first, of equals and of those without one
// the most urgent, then the oldest.
const earliest = "due_at,priority,opened_at"

// first is the order in which a type is looked through.
func first(t record.Type) string {
	if t == record.Order || t == record.Deal {
		return "-created_at"
	}
	return "name"
}

func standard(t record.Type, key, vi, en, condition, sort string) Standard {
	return Standard{"std_" + t.Plural() + "_" + key, record.Label{Vi: vi, En: en},
		View{Type: t, Condition: condition, Sort: ParseSort(sort), Columns: columns[t], Shared: All}}
}

// columns are those a list begins with.
var columns = map[record.Type][]string{
	record.Person:  {"name", "phone", "email", "stage", "owner", "tags", "last_contact"},
	record.Company: {"name", "phone", "industry", "size", "owner", "tags"},
	record.Product: {"name", "sku", "kind", "price", "unit", "active"},
	record.Order:   {"number", "person", "status", "placed_on", "total", "owner"},
	record.Ticket:  {"name", "status", "due_at", "person", "priority", "number", "kind", "owner"},
	record.Deal:    {"name", "deal_stage", "value", "close_date", "person", "company", "owner"},
}

// FindStandard finds a view by its key.
func FindStandard(key string) (Standard, bool) {
	for _, t := range record.Types {
		for _, s := range Standards(t) {
			if s.Key == key {
				return s, true
			}
		}
	}
	return Standard{}, false
}
