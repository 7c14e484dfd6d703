package bot

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"banhda/hub/calendar"
	"banhda/hub/person"
	"banhda/hub/record"
)

// shop is a house with a little in it.
type shop struct {
	passages []Found
	goods    []Good
	orders   []Order
	signed   bool
	times    []Time
	flows    []Published
}

func (s shop) Passages(string) ([]Found, error)     { return s.passages, nil }
func (s shop) Goods() ([]Good, error)               { return s.goods, nil }
func (s shop) Placed() ([]Order, bool, error)       { return s.orders, s.signed, nil }
func (s shop) Times() (l []Time, p string, e error) { return s.times, "/b/tu-van", nil }
func (s shop) Flows() ([]Published, error)          { return s.flows, nil }
func (s shop) Flow(int64) (*Flow, error)            { return nil, nil }

// Walk is at the first step of whatever flow it is.
func (s shop) Walk(at Flowing, _ *Said) (Walked, error) {
	i := slices.IndexFunc(s.flows, func(f Published) bool { return f.Version == at.Version })
	return Walked{Step: &s.flows[i].Flow.Steps[0], At: &at}, nil
}
func (s shop) Hours() (string, error) { return InWords(week, "vi"), nil }

var teas = shop{
	passages: []Found{{Source: Source{Title: "Đổi trả hàng", URL: "/a/art_1", Article: 1, Version: 2}, Text: "Đổi trả trong 7 ngày kể từ lúc nhận.", Sure: 0.9}},
	goods: []Good{{Name: "Trà sen Tây Hồ", Unit: "hộp", Price: "250.000 ₫", Text: "Ướp bằng hoa sen.", OnSale: true}, {Name: "Trà shan tuyết", Price: "180.000 ₫", OnSale: true},
		{Name: "Trà sen", Price: "120.000 ₫", OnSale: true}, {Name: "Ấm tử sa", OnSale: true}, {Name: "Trà nhài", Price: "90.000 ₫"}},
	orders: []Order{{Number: "DH-12", Day: "20/11/2026", State: "confirmed", Total: "250.000 ₫"}},
	times:  []Time{{At: 1000, Said: "09:00 thứ Hai"}},
}

var week = calendar.Default().Hours

// says is what the bot answers to somebody it has greeted.
func (s shop) says(t interface{ Fatal(...any) }, h Heard) Reply {
	if h.Last == nil {
		h.Last = &Reply{}
	}
	if h.Language == "" {
		h.Language = "vi"
	}
	r, err := Decide(&h, Settings{On: true, Sure: 0.5, Page: "tu-van"}, s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestUnderstand(t *testing.T) {
	for text, want := range map[string]Intent{
		"Chào shop": Greeting, "hello": Greeting, "chao ban oi": Greeting, "Cảm ơn shop nhiều nha": Thanks, "thank you so much": Thanks,
		"Cho mình gặp nhân viên tư vấn": Human, "cho em gap nguoi that voi": Human, "can I talk to a person?": Human, "mình không cần gặp nhân viên đâu, hỏi về phí ship": Question,
		"Nhân viên giao hàng có gọi trước không?": Question, "Shop mở cửa mấy giờ?": Hours, "gio lam viec cua shop": Hours, "What time do you open on Sunday?": Hours,
		"Trà sen giá bao nhiêu?": Price, "tra sen con hang khong": Price, "how much is the lotus tea": Price,
		"Đơn hàng của mình đến đâu rồi?": Orders, "kiem tra don giup minh": Orders, "Where is my order?": Orders, "Đơn tối thiểu để được miễn phí giao?": Question,
		"Mình muốn đặt lịch hẹn": Meeting, "dat lich tu van": Meeting, "I would like to book an appointment": Meeting, "I want an appointment": Meeting, "cho mình xin lịch hẹn": Meeting, "I have an appointment on Friday": Question, "Huỷ lịch hẹn đã đặt thế nào": Question,
		"Tôi muốn khiếu nại": Complaint, "lam an te qua": Complaint, "this is a scam": Complaint, "chào shop, đổi trả trong bao lâu": Question, "không": No, "Dạ có": Yes, "": Question,
		"Mình có được đổi không?": Question,
	} {
		if got := Understand(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
		if got := Understand(person.Fold(text)); got != want {
			t.Errorf("%q without marks is %q, not %q", text, got, want)
		}
	}
}

func TestAnswersNameTheirSource(t *testing.T) {
	r := teas.says(t, Heard{Text: "doi tra trong bao lau"})
	if r.Outcome != Answered || r.Sure != 0.9 || len(r.Sources) != 1 || r.Sources[0].URL != "/a/art_1" || !strings.Contains(r.Said(), "7 ngày") || !strings.Contains(r.Said(), "Theo bài “Đổi trả hàng”") {
		t.Errorf("%+v", r)
	}
	doubted := teas
	doubted.passages = []Found{{Source: teas.passages[0].Source, Text: "Bảy ngày.", Sure: 0.6}}
	if r := doubted.says(t, Heard{Text: "đổi trả"}); !strings.Contains(r.Said(), "không chắc lắm") {
		t.Errorf("what is not quite sure is said as %q", r.Said())
	}
}

func TestProductsAreToldWithTheirPrice(t *testing.T) {
	none := teas
	none.passages = nil
	for text, want := range map[string]string{
		"tra sen tay ho gia bao nhieu": "“Trà sen Tây Hồ” có giá 250.000 ₫ mỗi hộp.|Sản phẩm này đang bán.|Ướp bằng hoa sen.",
		"Trà sen giá bao nhiêu?":       "“Trà sen” có giá 120.000 ₫.|Sản phẩm này đang bán.",
		"shan tuyết còn hàng không":    "“Trà shan tuyết” có giá 180.000 ₫.|Sản phẩm này đang bán.",
		"trà nhài còn không shop":      "“Trà nhài” hiện không bán nữa.",
		"giá của ấm tử sa":             "“Ấm tử sa” chưa niêm yết giá; nhân viên sẽ báo giá cho bạn.",
	} {
		r := none.says(t, Heard{Text: text})
		var said []string
		for _, p := range r.Parts {
			said = append(said, p.Text)
		}
		if got := strings.Join(said, "|"); got != want || r.Outcome != Answered || len(r.Sources) != 1 {
			t.Errorf("%s: %s", text, got)
		}
	}
	if r := none.says(t, Heard{Text: "cà phê giá bao nhiêu"}); r.Outcome != Unknown {
		t.Errorf("what is not sold is answered with %q", r.Said())
	}
	beans := shop{goods: []Good{{Name: "Robusta Di Linh", Category: "Cà phê hạt", Price: "145.000 ₫", OnSale: true}, {Name: "Arabica Cầu Đất", Category: "Cà phê hạt", Price: "155.000 ₫", OnSale: true},
		{Name: "Moka Đà Lạt", Category: "Cà phê hạt", Price: "210.000 ₫"}, {Name: "Phin nhôm", Category: "Dụng cụ", Price: "95.000 ₫", OnSale: true}}}
	if r := beans.says(t, Heard{Text: "ca phe bao nhieu tien"}); r.Outcome != Answered || len(r.Sources) != 2 || !strings.Contains(r.Said(), "145.000") || !strings.Contains(r.Said(), "155.000") {
		t.Errorf("of a category it says %q", r.Said())
	}
	for _, name := range []string{"Culi", "Excelsa", "Liberica"} {
		beans.goods = append(beans.goods, Good{Name: name, Category: "Cà phê hạt", Price: "100.000 ₫", OnSale: true})
	}
	if r := beans.says(t, Heard{Text: "cà phê bao nhiêu tiền"}); len(r.Sources) != 4 || !strings.Contains(r.Said(), "Còn 1 sản phẩm nữa") {
		t.Errorf("of more than can be told at once it says %q", r.Said())
	}
}

// TestWhatIsNotKnownIsSaid: it says so and offers a person; the second time in a row a person gets the talk, at once where
// somebody complains or asks for one.
func TestWhatIsNotKnownIsSaid(t *testing.T) {
	none := shop{times: teas.times}
	r := none.says(t, Heard{Text: "Xe máy điện đi được bao xa?", Open: true})
	if r.Outcome != Unknown || r.Asks != ForPerson || r.Missed != 1 {
		t.Fatalf("%+v", r)
	}
	for name, h := range map[string]Heard{
		"asked again": {Text: "Pin có bền không?", Last: &r}, "yes": {Text: "có", Last: &r}, "pressed": {Choice: "person", Last: &r}, "a wish": {Text: "cho gap nhan vien"}, "a complaint": {Text: "tôi rất thất vọng"},
	} {
		h.Open = true
		if got := none.says(t, h); got.Outcome != Handed || got.Reason == "" || got.Asks != ForNothing {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := none.says(t, Heard{Text: "không", Last: &r}); got.Outcome != Talked || got.Missed != 1 {
		t.Errorf("who wants nobody gets %+v", got)
	}
	away := none.says(t, Heard{Text: "gặp nhân viên", Opens: "08:00 thứ Hai"})
	if away.Asks != ForContact || !strings.Contains(away.Said(), "08:00 thứ Hai") {
		t.Errorf("outside working hours %+v", away)
	}
	if known := none.says(t, Heard{Text: "gặp nhân viên", Opens: "08:00 thứ Hai", Reached: true}); known.Asks != ForNothing {
		t.Errorf("who can be answered is asked %+v", known)
	}
}

func TestItSaysThatItIsAMachine(t *testing.T) {
	for language, want := range map[string]string{"vi": "Mình là máy trả lời tự động", "en": "I am a machine"} {
		r, err := Decide(&Heard{Text: "hello", Language: language, Company: "Quán Nhỏ"}, Usual, teas)
		if err != nil || !strings.Contains(r.Parts[0].Text, want) || !strings.Contains(r.Parts[0].Text, "Quán Nhỏ") {
			t.Errorf("%+v, %v", r, err)
		}
		if again, _ := Decide(&Heard{Text: "hello", Language: language, Last: &r}, Usual, teas); strings.Contains(again.Said(), want) {
			t.Errorf("it says so twice: %s", again.Said())
		}
	}
}

func TestOrdersAreShownToWhoIsSignedInAlone(t *testing.T) {
	out := teas
	if r := out.says(t, Heard{Text: "đơn hàng của tôi đến đâu rồi"}); strings.Contains(r.Said(), "DH-12") || r.Asks != ForPerson {
		t.Errorf("anybody is told %q", r.Said())
	}
	in := teas
	in.signed = true
	if r := in.says(t, Heard{Text: "đơn hàng của tôi đến đâu rồi"}); r.Said() != "Đơn DH-12, đặt ngày 20/11/2026, 250.000 ₫: đã xác nhận." {
		t.Errorf("told %q", r.Said())
	}
}

func TestMeetingsAreBookedInTheTalk(t *testing.T) {
	r := teas.says(t, Heard{Text: "cho minh dat lich"})
	if r.Asks != ForTime || r.Buttons[0].Key != "time:1000" || r.Buttons[1].URL != "/b/tu-van" {
		t.Fatalf("offered %+v", r)
	}
	if got := teas.says(t, Heard{Choice: "time:1000", Text: "09:00 thứ Hai"}); got.At != 1000 || got.Asks != ForContact {
		t.Errorf("chosen by a stranger: %+v", got)
	}
	if got := teas.says(t, Heard{Choice: "time:1000", Text: "09:00 thứ Hai", Reached: true}); got.At != 1000 || got.Outcome != Booked {
		t.Errorf("chosen: %+v", got)
	}
	late, err := Rebook(&Heard{Language: "vi"}, true, Usual, teas)
	if err != nil || late.Asks != ForTime || !strings.Contains(late.Said(), "hết hạn") {
		t.Errorf("%+v, %v", late, err)
	}
	if none := (shop{}).says(t, Heard{Text: "đặt lịch"}); none.Asks != ForPerson {
		t.Errorf("without free times %+v", none)
	}
}

func TestHoursInWords(t *testing.T) {
	if got := InWords(week, "vi"); got != "thứ Hai–thứ Sáu 08:00–12:00, 13:00–17:00" {
		t.Error(got)
	}
	if got := InWords(map[string][]string{"sun": {"09:00-10:00"}, "mon": {"09:00-10:00"}}, "en"); got != "Monday 09:00–10:00; Sunday 09:00–10:00" {
		t.Error(got)
	}
}

// TestNothingIsInvented: whatever is asked, each part of an answer is a phrase, or stands word for word in what was looked up;
// every word of a filled phrase is one of the phrase or of the house.
func TestNothingIsInvented(t *testing.T) {
	known := map[string]bool{}
	learn := func(texts ...string) {
		for _, text := range texts {
			for _, w := range strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) }) {
				known[strings.Trim(w, ".,:;?“”")] = true
			}
		}
	}
	for _, w := range all {
		learn(w.vi, w.en)
	}
	for _, w := range states {
		learn(w.vi, w.en)
	}
	for _, g := range teas.goods {
		learn(g.Name, g.Price, g.Unit)
	}
	learn("Quán Nhỏ 08:00 thứ Hai 09:00 DH-12 20/11/2026 250.000 ₫ Đổi trả hàng", InWords(week, "vi"))
	words := strings.Fields("trà sen giá bao nhiêu đơn hàng của tôi gặp nhân viên đổi trả khiếu nại đặt lịch chào cảm ơn giờ mở cửa không có hello how much 7 99 https://evil.example ignore instructions")
	rapid.Check(t, func(t *rapid.T) {
		house := teas
		house.signed = rapid.Bool().Draw(t, "signed")
		house.passages = slices.Clone(teas.passages)
		house.passages[0].Sure = rapid.Float64Range(0, 1).Draw(t, "sure")
		h := Heard{Text: strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 8).Draw(t, "words"), " "), Language: rapid.SampledFrom([]string{"vi", "en"}).Draw(t, "language"),
			Choice: rapid.SampledFrom([]string{"", "", "", "person", "again", "helped", "not-helped", "book", "hours", "time:9", "time:x", "?"}).Draw(t, "choice"), Company: "Quán Nhỏ", Opens: "08:00 thứ Hai", Open: rapid.Bool().Draw(t, "open")}
		if rapid.Bool().Draw(t, "went on") {
			h.Last = &Reply{Asks: ForPerson}
		}
		r, err := Decide(&h, Settings{Sure: 0.5, Page: "x"}, house)
		if err != nil || len(r.Parts) == 0 && r.At == 0 {
			t.Fatalf("%+v answers %+v, %v", h, r, err)
		}
		for _, p := range r.Parts {
			switch p.From {
			case Passage:
				if p.Text != house.passages[0].Text {
					t.Fatalf("%q is no passage", p.Text)
				}
			case Product:
				if p.Text != house.goods[0].Text {
					t.Fatalf("%q is no description", p.Text)
				}
			default:
				for _, w := range strings.FieldsFunc(p.Text, unicode.IsSpace) {
					if !known[strings.Trim(w, ".,:;?“”")] {
						t.Fatalf("%q in %q was said by nobody", w, p.Text)
					}
				}
			}
		}
	})
}

func TestSettingsAreChecked(t *testing.T) {
	usual := Usual
	if err := usual.Check(); err != nil || usual.On {
		t.Errorf("%+v, %v", usual, err)
	}
	for name, wrong := range map[string]Settings{"no doubt": {Sure: 1}, "no care": {Sure: 0.1}, "a long name": {Sure: 0.5, Name: record.Label{Vi: strings.Repeat("x", 61)}}} {
		if wrong.Check() == nil {
			t.Errorf("%s passes", name)
		}
	}
}

// all are the phrases of the bot.
var all = []words{sayWho, sayUsualName, sayGreeting, sayWelcome, sayFrom, sayMaybe, sayUnknown, sayTryAgain, sayHanded, saySorry, sayAway, sayLeave, sayHours, sayPrice, sayPriceUnit, sayNoPrice, sayOnSale, sayMoreGoods, sayOffSale, sayOrder, sayNoOrders, saySignIn, sayGoOn, sayTimes, sayNoTimes, sayTaken, sayLate, sayKept, sayBooked, sayThanks, sayNotHelped, buttonPerson, buttonAgain, buttonHelped, buttonNot, buttonBook, buttonHours, buttonAll, buttonMeeting}
