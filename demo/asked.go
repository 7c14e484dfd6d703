package demo

import (
	"encoding/json"
	"time"

	"banhda/hub/person"
	"banhda/hub/timeline"
)

// Asked is somebody who was asked whether they would recommend the company, as the story tells.
type Asked struct {
	Who   person.Identity
	Touch string // the id of the event by which they were asked
	At    int64
	// Once they have answered.
	Answered int64 // 0: not
	Event    string
	Score    int
	Comment  string
}

// askedFor is for how many days back the answers are kept, answersFor how long an answer takes at most.
const (
	askedFor   = 60
	answersFor = 3 * 24 * time.Hour
)

// remarks are what people write beside a score: those who would recommend us, those who might, those who would not.
var remarks = [3][]string{
	{"Hạt thơm, gói kỹ, mở ra là muốn pha ngay.", "Tư vấn nhiệt tình, đúng vị mình thích.", "Uống quen rồi, tháng nào cũng đặt.", "Mình đã giới thiệu cho cả phòng."},
	{"Ngon, nhưng phí giao hơi cao.", "Được, chỉ mong giao nhanh hơn một chút.", "Vị ổn, mình thích rang đậm hơn."},
	{"Lần này hạt cháy, đắng.", "Giao chậm quá, gọi mới biết.", "Nhận sai loại, đổi mất mấy ngày."},
}

// asked are who was asked in the last two months, the first first.
func asked(c *calendar, events []timeline.Event) (list []Asked) {
	since := c.end - askedFor*24*time.Hour.Microseconds()
	at := map[string]int{} // in list, of who may still answer
	for i := range events {
		e := &events[i]
		switch {
		case e.At < since || e.Person.UserID == "":
		case e.Campaign == "Khảo sát hài lòng":
			at[e.Person.UserID] = len(list)
			list = append(list, Asked{Who: person.Identity{UserID: e.Person.UserID}, Touch: e.ID, At: e.At})
		case e.Name == "Survey Answered":
			if k, ok := at[e.Person.UserID]; ok && e.At-list[k].At < answersFor.Microseconds() {
				list[k].answer(e, k)
				delete(at, e.Person.UserID)
			}
		}
	}
	return list
}

// answer is what they said; every third writes a line with it.
func (a *Asked) answer(e *timeline.Event, k int) {
	var told struct{ Score int }
	if json.Unmarshal(e.Properties, &told) != nil {
		return
	}
	a.Answered, a.Event, a.Score = e.At, e.ID, told.Score
	if k%3 == 0 {
		of := remarks[[]int{2, 2, 2, 2, 2, 2, 2, 1, 1, 0, 0}[told.Score]]
		a.Comment = of[k/3%len(of)]
	}
}

// Lead is somebody who asked and waits for a first answer, or waited. Who has bought asks as a customer, and is none.
type Lead struct {
	Who    person.Identity
	Event  string
	Source string
	Since  int64
	// Ended is when they were answered by Answer, or set aside for Reason; 0: they wait.
	Ended  int64
	Answer string
	Reason string
}

// leadsFor is for how many days back leads are kept.
const leadsFor = 7

// leads are who asked in the last week, the first first.
func leads(c *calendar, events []timeline.Event) (list []Lead) {
	bought, seen := map[string]bool{}, map[string]bool{}
	for i := range events {
		if events[i].Sale != "" {
			bought[events[i].Person.Email] = true
		}
	}
	since := c.end - leadsFor*24*time.Hour.Microseconds()
	for i := range events {
		e := &events[i]
		if e.At < since || e.Name != "Form Submitted" && e.Name != "Chat Lead Captured" || bought[e.Person.Email] || seen[e.Person.Email] {
			continue
		}
		seen[e.Person.Email] = true
		l := Lead{Who: person.Identity{Email: e.Person.Email}, Event: e.Name, Source: stated(e, "form") + stated(e, "channel"), Since: e.At}
		l.become(c, e, events[i:])
		list = append(list, l)
	}
	return list
}

// become is what came of a lead: an answer; of who only wanted to read something, that somebody said so the next morning.
func (l *Lead) become(c *calendar, e *timeline.Event, later []timeline.Event) {
	if a := after(later, e, "Call Made", "Meeting Held", "Message Sent"); a != nil {
		l.Ended, l.Answer = a.At, a.Name
		return
	}
	day := int((e.At-c.days[0].midnight)/(24*time.Hour.Microseconds())) + 1
	if (l.Source == "Bản tin Sương Mai" || l.Source == "Cẩm nang pha cà phê") && day < len(c.days) {
		l.Ended, l.Reason = c.instant(day, 9.5), "Chỉ xin tài liệu để đọc"
	}
}
