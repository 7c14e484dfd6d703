package api

import (
	"context"
	"encoding/json"
	"time"

	"banhda/auth"
	"banhda/engage/appointment"
	"banhda/engage/deal"
	"banhda/engage/quote"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
	"banhda/warehouse"
)

// briefEvents is how many of the last events a brief looks at, and briefOpen how many of a kind that are open it names.
const (
	briefEvents = 100
	briefOpen   = 3
)

type briefAsked struct {
	AppointmentNamed
	Phrased bool `query:"phrased" doc:"have it said in sentences by the service of language models, where one is set for that"`
}

func (s *Server) showBrief(ctx context.Context, in *briefAsked, tell Tell) (*AppointmentBrief, error) {
	var a appointment.Appointment
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		a, err = appointmentOf(ctx, v, auth.Read, in.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	language := speaks(ctx)
	b, err := s.prepareFor(ctx, &a, language, tell)
	if err != nil {
		return nil, err
	}
	said := &AppointmentBrief{Who: sayAll(b.Who, language), History: sayAll(b.History, language), Open: sayAll(b.Open, language), Looked: sayAll(b.Looked, language), Bring: sayAll(b.Bring, language)}
	if in.Phrased {
		said.Phrased = s.briefSaid(ctx, &b, language)
	}
	return said, nil
}

func sayAll(list []*phrase.Sentence, language string) []string {
	all := []string{}
	for _, one := range list {
		all = append(all, one.In(language))
	}
	return all
}

// prepareFor gathers what is known of who is met, within the reach of who asks, and writes the brief.
func (s *Server) prepareFor(ctx context.Context, a *appointment.Appointment, language string, tell Tell) (b appointment.Brief, err error) {
	f := &appointment.Facts{}
	if a.Person == 0 {
		return b, nil
	}
	var past *warehouse.Timeline
	if reach(ctx, record.Person, auth.Read).All || s.reachable(ctx, a.Person, auth.Read) == nil {
		if past, err = s.lastOf(ctx, a.Person, tell); err != nil {
			return b, err
		}
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		today, err := s.todayOf(ctx, v)
		if err != nil {
			return err
		}
		if past != nil {
			happened(f, past, today.Location(), language)
		}
		return s.gatherFacts(ctx, v, f, a, language)
	})
	return appointment.Prepare(f), err
}

// lastOf are the last events of somebody; nil where the events know nothing of them.
func (s *Server) lastOf(ctx context.Context, person int64, tell Tell) (*warehouse.Timeline, error) {
	c, _, err := s.cut(ctx, "person", Reading{}, tell)
	if err != nil {
		return nil, err
	}
	t, _, err := s.Warehouse.Person(ctx, c, warehouse.TimelineQuestion{Person: person, Limit: briefEvents})
	if absent(err) == nil && err != nil {
		return nil, nil
	}
	if err == nil {
		err = s.veilPerson(ctx, &t)
	}
	return &t, err
}

// stageSaid are the stages of the wheel in a brief.
var stageSaid = map[string]*phrase.Sentence{"stranger": phrase.Sentencef("is a stranger yet"), "prospect": phrase.Sentencef("is a prospect"), "customer": phrase.Sentencef("is a customer"),
	"promoter": phrase.Sentencef("recommends us to others"), "dormant": phrase.Sentencef("was a customer, and fell asleep")}

// happened takes facts of what somebody did.
func happened(f *appointment.Facts, t *warehouse.Timeline, zone *time.Location, language string) {
	f.Stage = stageSaid[t.Stage.String()]
	pages, products := map[string]int{}, map[string]int{}
	for i := range t.Events {
		e := &t.Events[i]
		var said struct {
			Name, Title, Path, URL string
			Products               []struct{ Name string }
		}
		_ = json.Unmarshal(e.Properties, &said) // what cannot be read says nothing
		switch e.Name {
		case "Page Viewed":
			countLooked(&f.Pages, pages, orText(orText(said.Title, said.Path), said.URL))
			continue
		case "Product Viewed", "Product Added":
			countLooked(&f.Products, products, said.Name)
		case "Order Completed":
			for _, p := range said.Products {
				f.Bought = append(f.Bought, p.Name)
			}
		}
		if len(f.History) < briefEvents && e.Name != identified {
			f.History = append(f.History, appointment.Deed{What: saidEvent(e.Name, language), When: time.UnixMicro(e.At).In(zone).Format("02/01/2006")})
		}
	}
}

// saidEvent is what an event is called in a brief.
func saidEvent(name, language string) string {
	if said := briefNames[name]; language == "vi" && said != "" {
		return said
	}
	return name
}

// briefNames are the Vietnamese names of the events that tell most before a meeting; others keep theirs.
var briefNames = map[string]string{"Order Completed": "Mua hàng", "Form Submitted": "Điền biểu mẫu", "Message Received": "Nhắn cho chúng ta", "Message Sent": "Nhận tin từ chúng ta", "Ticket Replied": "Được trả lời yêu cầu hỗ trợ", "Quote Sent": "Được gửi báo giá",
	"Quote Viewed": "Đọc báo giá", "Quote Accepted": "Đồng ý báo giá", "Quote Declined": "Từ chối báo giá", "Deal Opened": "Có cơ hội mới", "Deal Won": "Chốt được", "Deal Lost": "Mất cơ hội", "Call Made": "Được gọi",
	"Appointment Booked": "Đặt lịch hẹn", "Appointment Rescheduled": "Đổi lịch hẹn", "Appointment Cancelled": "Huỷ lịch hẹn", "Meeting Missed": "Không đến hẹn", "Meeting Held": "Đã gặp", "Product Viewed": "Xem sản phẩm",
	"Product Added": "Cho vào giỏ", "Payment Received": "Thanh toán", "Email Link Clicked": "Bấm liên kết trong thư", "Signed Up": "Đăng ký", "Complaint Filed": "Khiếu nại", "Survey Answered": "Trả lời khảo sát", "Order Refunded": "Được hoàn tiền"}

// countLooked counts what somebody looked at, in the order they looked.
func countLooked(list *[]appointment.Looked, at map[string]int, name string) {
	if name == "" {
		return
	}
	i, ok := at[name]
	if !ok {
		i = len(*list)
		at[name], *list = i, append(*list, appointment.Looked{Name: name})
	}
	(*list)[i].Times++
}

// gatherFacts takes facts of the records.
func (s *Server) gatherFacts(ctx context.Context, v *store.View, f *appointment.Facts, a *appointment.Appointment, language string) (err error) {
	r, err := v.Record(ctx, reach(ctx, record.Person, auth.Read), record.Person, a.Person)
	if err != nil {
		return absent(err)
	}
	f.Name, f.Job, f.Source = r.Name(), r.Values.Text("job_title"), r.Values.Text("source")
	if id := r.Values.Int("company"); id != 0 {
		firm, err := v.Record(ctx, reach(ctx, record.Company, auth.Read), record.Company, id)
		if absent(err) != nil {
			return err
		}
		f.Company = firm.Name()
	}
	if f.Asked, err = askedOf(ctx, v, a, language); err != nil {
		return err
	}
	if c, err := v.LastConversation(ctx, a.Person); err == nil {
		f.Waits = c.WaitingSince != 0 && conversationReach(ctx, auth.Read).Reaches(c.Assignee, c.Team)
	} else if absent(err) != nil {
		return err
	}
	past, err := v.Appointments(ctx, auth.Everything, store.AppointmentFilter{Person: a.Person, To: a.From, Last: true, Limit: 50})
	for _, one := range past {
		switch one.State {
		case appointment.Held:
			f.Met++
		case appointment.Missed:
			f.Missed++
		}
	}
	return orElse(err, s.gatherOpen(ctx, v, f, a.Person, language))
}

// gatherOpen takes what is open with somebody: deals, quotes, orders that are not paid.
func (s *Server) gatherOpen(ctx context.Context, v *store.View, f *appointment.Facts, person int64, language string) error {
	amount := func(n int64, currency string) string { return saidIn(language, record.WriteAmount(n, currency)) }
	deals, err := v.Deals(ctx, store.DealsQuestion{Reach: reach(ctx, record.Deal, auth.Read), State: string(deal.Open), Person: person, Limit: briefOpen})
	if err != nil {
		return err
	}
	for _, d := range deals {
		r, err := v.Record(ctx, reach(ctx, record.Deal, auth.Read), record.Deal, d.ID)
		if err != nil {
			return err
		}
		f.Deals = append(f.Deals, appointment.Open{Name: r.Name(), Amount: amount(d.Value, d.Currency)})
	}
	quotes, err := v.Quotes(ctx, reach(ctx, record.Order, auth.Read), store.QuoteFilter{State: quote.Sent, Person: person, Limit: briefOpen})
	for i := range quotes {
		f.Quotes = append(f.Quotes, appointment.Open{Name: quotes[i].Number, Amount: amount(quotes[i].Total, quotes[i].Currency)})
	}
	if err != nil {
		return err
	}
	due, err := v.DueOf(ctx, person, briefOpen)
	for _, d := range due {
		r, err := v.Record(ctx, reach(ctx, record.Order, auth.Read), record.Order, d.Order)
		if absent(err) != nil {
			return err
		}
		if err == nil {
			f.Unpaid = append(f.Unpaid, appointment.Open{Name: r.Values.Text("number"), Amount: amount(d.Amount, d.Currency)})
		}
	}
	return err
}
