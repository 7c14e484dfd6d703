package demo

import (
	"time"

	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
)

// Form is one of those on the shop's site.
type Form struct {
	Key, Name     string // Name is what the story calls it
	Title, Button record.Label
}

// Forms are all of them.
var Forms = []Form{
	{"cam-nang", "Cẩm nang pha cà phê", record.Label{Vi: "Cẩm nang pha cà phê", En: "How to brew at home"}, record.Label{Vi: "Gửi tôi cẩm nang", En: "Send me the booklet"}},
	{"ban-tin", "Bản tin Sương Mai", record.Label{Vi: "Bản tin Sương Mai", En: "Letters from Sương Mai"}, record.Label{Vi: "Nhận bản tin", En: "Write to me"}},
	{"dung-thu", "Dùng thử 3 vị", record.Label{Vi: "Dùng thử 3 vị", En: "Try three blends"}, record.Label{Vi: "Cho tôi thử", En: "Let me try"}},
	{"van-phong", officeForm, record.Label{Vi: "Báo giá văn phòng", En: "Coffee for your office"}, record.Label{Vi: "Xin báo giá", En: "Ask for a quote"}},
}

// Answer is a form somebody filled in, as the story tells.
type Answer struct {
	Who   person.Identity
	Form  string // its name
	Event string
	At    int64
}

// Letter is one of the letters to those who had been silent for long, as the story tells.
type Letter struct {
	Who     person.Identity
	At      int64
	Clicked int64 // 0: not
}

// answeredFor is for how many days back answers are kept, writtenFor letters.
const (
	answeredFor = 30
	writtenFor  = 75
)

// silent is the campaign by which those who had been silent for long are written to.
const silent = "Lâu rồi không gặp"

// answers are the forms that were filled in last, the first first.
func answers(c *calendar, events []timeline.Event) (list []Answer) {
	since := c.end - answeredFor*24*time.Hour.Microseconds()
	for i := range events {
		if e := &events[i]; e.Name == "Form Submitted" && e.At >= since && e.Person.Email != "" {
			list = append(list, Answer{Who: person.Identity{Email: e.Person.Email, Name: e.Person.Name}, Form: stated(e, "form"), Event: e.ID, At: e.At})
		}
	}
	return list
}

// letters are those of the last months to who had been silent, each of them the first to somebody.
func letters(c *calendar, events []timeline.Event) (list []Letter) {
	since := c.end - writtenFor*24*time.Hour.Microseconds()
	at := map[string]int{}
	for i := range events {
		e := &events[i]
		id := e.Person.UserID
		if e.At < since || id == "" {
			continue
		}
		k, written := at[id]
		switch {
		case e.Name == "Message Sent" && e.Campaign == silent && !written:
			at[id] = len(list)
			list = append(list, Letter{Who: person.Identity{UserID: id}, At: e.At})
		case e.Name == "Email Link Clicked" && written && stated(e, "campaign") == silent && list[k].Clicked == 0:
			list[k].Clicked = e.At
		}
	}
	return list
}
