package order

import (
	"encoding/json"
	"fmt"

	"banhda/hub/record"
	"banhda/hub/timeline"
)

// The statuses of an order.
const (
	Draft     = "draft"
	Confirmed = "confirmed"
	Completed = "completed"
	Cancelled = "cancelled"
	Refunded  = "refunded"
)

// Settle completes the values of an order: a number where it has none, its name, its currency, and what its lines come
// to. An order without lines, as from an older system, keeps the total it was given.
func Settle(id int64, v record.Values, currency string) (record.Values, error) {
	set := record.Values{}
	number := v.Text("number")
	if number == "" {
		number = fmt.Sprintf("DH-%06d", id)
		set["number"] = number
	}
	set["name"] = number
	if v.Text("currency") == "" {
		set["currency"] = currency
	}
	if v.Text("status") == "" {
		set["status"] = Draft
	}
	if lines, ok := v["lines"].([]record.Line); ok {
		sum, err := Reckon(lines, v.Int("discount"))
		if err != nil {
			return nil, &record.Wrong{Sentence: wrongLines(err), Field: "lines"}
		}
		set["tax"], set["total"] = sum.Tax, sum.Total
	}
	return v.With(set), nil
}

// The events the log hears of orders.
const (
	CompletedEvent = "Order Completed"
	refundedEvent  = "Order Refunded"
	cancelledEvent = "Order Cancelled"
)

// Events are what the log is to say of an order as it is: that it was completed, and that it was refunded or cancelled.
// It says nothing of one that is not there, or that no person placed. Ids, instants and whom they are of are left open.
func Events(r *record.Record) []timeline.Event {
	if r.DeletedAt != 0 || r.Into != 0 || r.Version == 0 || r.Values.Int("person") == 0 {
		return nil
	}
	switch r.Values.Text("status") {
	case Completed:
		if r.Values.Int("refunded") > 0 {
			return []timeline.Event{event(CompletedEvent, r), refund(r)}
		}
		return []timeline.Event{event(CompletedEvent, r)}
	case Refunded:
		return []timeline.Event{event(CompletedEvent, r), refund(r)}
	case Cancelled:
		return []timeline.Event{event(cancelledEvent, r)}
	}
	return nil
}

// refund is the event of what went back: as much as is known to have, else the whole price.
func refund(r *record.Record) timeline.Event {
	e := event(refundedEvent, r)
	if back := r.Values.Int("refunded"); back > 0 {
		e.Value = &back
	}
	return e
}

// Due is what is still to be paid for an order that waits for money, in minor units; 0 for any other.
func Due(r *record.Record) int64 {
	if r.Values.Text("status") != Confirmed || r.DeletedAt != 0 || r.Into != 0 {
		return 0
	}
	return max(r.Values.Int("total")-r.Values.Int("paid"), 0)
}

// First is what is due first of what is due: what is missing of a deposit, else all.
func First(r *record.Record) int64 {
	due := Due(r)
	if missing := r.Values.Int("deposit") - r.Values.Int("paid"); missing > 0 && missing < due {
		return missing
	}
	return due
}

// product is one line as the e-commerce events of Segment's specification have it.
type product struct {
	Name     string  `json:"name,omitempty"`
	Quantity float64 `json:"quantity"`
	Price    int64   `json:"price"`
}

func event(name string, r *record.Record) timeline.Event {
	e := timeline.Event{Name: name, Sale: r.Values.Text("number"), Currency: r.Values.Text("currency"), Team: "sales"}
	if total, ok := r.Values["total"].(int64); ok && name != cancelledEvent {
		e.Value = &total
	}
	var list []product
	lines, _ := r.Values["lines"].([]record.Line)
	for _, l := range lines {
		list = append(list, product{l.Name, float64(l.Quantity) / 1000, l.Price})
	}
	e.Properties, _ = json.Marshal(struct {
		Order    string    `json:"order_id"`
		Products []product `json:"products,omitempty"`
	}{e.Sale, list}) // of texts and finite numbers: it never fails
	return e
}
