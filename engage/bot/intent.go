package bot

import (
	"strings"
	"unicode"

	"banhda/hub/person"
)

// Intent is what somebody wants, as far as rules can tell.
type Intent string

// The intents. What is none of them is a question.
const (
	Question  Intent = ""
	Greeting  Intent = "greeting"
	Thanks    Intent = "thanks"
	Human     Intent = "person"
	Complaint Intent = "complaint"
	Meeting   Intent = "appointment"
	Orders    Intent = "order"
	Hours     Intent = "hours"
	Price     Intent = "price" // or whether there is any
	Yes       Intent = "yes"
	No        Intent = "no"
)

// said are phrases an intent is told by, without marks: the first that is in what somebody writes decides. Bare words that
// are also part of ordinary questions are left out: who delivers, how to return something.
var said = []struct {
	Intent
	phrases []string
}{
	{Complaint, []string{"khieu nai", "phan nan", "lua dao", "that vong", "buc minh", "buc xuc", "te qua", "qua te", "lam an kieu gi", "complain", "complaint", "scam", "disappointed", "unacceptable", "terrible", "ridiculous"}},
	{Human, []string{"gap nhan vien", "gap nguoi", "gap tu van vien", "gap tu van", "noi chuyen voi nguoi", "noi chuyen voi nhan vien", "chat voi nguoi", "chat voi nhan vien", "nguoi that", "nguoi tu van", "cho minh gap", "cho toi gap", "cho em gap", "khong muon noi voi may",
		"talk to a person", "talk to a human", "talk to someone", "talk to somebody", "speak to a person", "speak to someone", "speak with someone", "speak to a human", "real person", "human please", "a human", "an agent", "live agent"}},
	{Meeting, []string{"dat lich", "dat hen", "dat cuoc hen", "hen lich", "hen gap", "muon hen", "xin lich hen", "can lich hen", "want an appointment", "need an appointment", "like an appointment", "get an appointment", "arrange a meeting", "book an appointment", "book appointment", "make an appointment", "book a meeting", "schedule a meeting", "schedule a call", "schedule an appointment", "book a call"}},
	{Orders, []string{"don hang cua", "don cua", "tinh trang don", "trang thai don", "kiem tra don", "theo doi don", "tra cuu don", "don hang den dau", "don hang toi dau", "don den dau", "don toi dau", "my order", "my orders", "order status", "track order"}},
	{Hours, []string{"gio mo cua", "may gio mo cua", "mo cua luc", "mo cua may gio", "mo cua tu", "gio lam viec", "lam viec luc may gio", "lam viec may gio", "gio dong cua", "may gio dong cua", "dong cua luc", "dong cua may gio", "opening hours", "working hours", "business hours", "what time do you open", "what time do you close", "when are you open", "when do you open", "when do you close", "are you open"}},
	{Price, []string{"gia bao nhieu", "bao nhieu tien", "gia the nao", "gia sao", "gia cua", "gia ca", "bao gia", "xin gia", "con hang", "het hang", "con khong", "con ban", "how much is", "how much are", "how much does", "how much do", "price of", "price for", "what is the price", "in stock", "do you sell", "do you have"}},
}

// Not about a new meeting.
var otherMeeting = []string{"huy lich", "huy hen", "doi lich", "doi hen", "doi gio hen", "cancel", "reschedule", "move my"}

// denied come before what somebody does not want.
var denied = []string{"khong can ", "khong muon ", "chua can ", "don t need to ", "don t want to ", "do not want to ", "no need to "}

// polite are words that say nothing beside a greeting or thanks.
var polite = folded("chao xin hello hi hey alo shop ban a anh chi em minh oi moi nguoi ad admin good morning afternoon evening buoi sang chieu toi there da vang nhe nha")

var (
	greetings = folded("chao hello hi hey alo good")
	thanks    = folded("cam on camon thank thanks tks thankyou you nhieu lam very much so rat ok oke okay roi hieu duoc tuyet voi great")
	yes       = folded("co yes yep yeah ok oke okay vang da u uh dong y sure please duoc muon a nhe")
	no        = folded("khong no nope ko k thoi nah not now can dau thanks cam on a da")
)

// folded are the words of a text, without marks.
func folded(text string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(text) {
		m[w] = true
	}
	return m
}

// plain is what somebody writes without marks and signs, each word between spaces.
func plain(text string) string {
	return " " + strings.Join(strings.FieldsFunc(person.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ") + " "
}

// Understand tells what somebody wants, in Vietnamese with marks or without, or in English.
func Understand(text string) Intent {
	p := plain(text)
	for _, s := range said {
		if wants(p, s.phrases) && !(s.Intent == Meeting && wants(p, otherMeeting)) {
			return s.Intent
		}
	}
	words := strings.Fields(p)
	switch {
	case only(words, no) && (words[0] == "khong" || words[0] == "no" || words[0] == "nope" || words[0] == "ko" || words[0] == "thoi"):
		return No
	case only(words, polite, greetings) && some(words, greetings):
		return Greeting
	case only(words, polite, thanks) && some(words, folded("cam camon thank thanks tks thankyou")):
		return Thanks
	case only(words, yes):
		return Yes
	}
	return Question
}

// wants reports whether one of some phrases is in what somebody writes, and is not denied there.
func wants(p string, phrases []string) bool {
	for _, one := range phrases {
		at := strings.Index(p, " "+one+" ")
		if at < 0 {
			continue
		}
		before, refused := p[:at+1], false
		for _, d := range denied {
			refused = refused || strings.HasSuffix(before, " "+d)
		}
		if !refused {
			return true
		}
	}
	return false
}

// only reports whether all words are of some sets, and there are any.
func only(words []string, sets ...map[string]bool) bool {
	for _, w := range words {
		in := false
		for _, s := range sets {
			in = in || s[w]
		}
		if !in {
			return false
		}
	}
	return len(words) > 0
}

func some(words []string, set map[string]bool) bool {
	for _, w := range words {
		if set[w] {
			return true
		}
	}
	return false
}
