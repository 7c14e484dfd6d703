package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"banhda/delight/portal"
	"banhda/hub/consent"
	"banhda/hub/person"
	"banhda/hub/token"
	"banhda/store"
)

// consentPanel lets a customer choose what they get, for each purpose and channel, and shows the whole ledger.
func (s *Server) consentPanel() panel {
	return panel{
		Panel: portal.Panel{ID: "consent", Name: portal.Label{Vi: "Tin tôi nhận", En: "What I get"}, Must: true},
		card:  func(context.Context, *store.View, portal.Customer) (portal.Card, error) { return portal.Card{}, nil },
		pages: []panelPage{{"GET", "", s.myConsent}, {"POST", "", s.setMyConsent}},
	}
}

// mostOfLedger is how much of the ledger stands on the page, the last first; all of it is in what they download.
const mostOfLedger = 100

type myConsentPage struct {
	Purposes []purposeChoice
	Ledger   []myEntry
}

type myEntry struct{ Day, Purpose, Channel, State, How string }

func (s *Server) myConsent(w http.ResponseWriter, r *http.Request, c *myCall) error {
	choices, err := s.choicesOf(r.Context(), c.Person, c.language)
	if err != nil {
		return err
	}
	p := &myConsentPage{Purposes: choices}
	err = s.Records.View(r.Context(), func(v *store.View) (err error) {
		p.Ledger, err = ledgerOf(r.Context(), v, c)
		return err
	})
	if err != nil {
		return err
	}
	return c.show(w, r, consentPages, "consent", saidIn(c.language, c.here.Name), p)
}

func ledgerOf(ctx context.Context, v *store.View, c *myCall) (list []myEntry, err error) {
	entries, err := v.Consents(ctx, c.Person)
	if err != nil {
		return nil, err
	}
	purposes, err := readPurposes(ctx, v)
	named := func(key string) string {
		if at := slices.IndexFunc(purposes, func(p consent.Purpose) bool { return p.Key == key }); at >= 0 {
			return saidIn(c.language, purposes[at].Label)
		}
		if strings.HasPrefix(key, reviewPurpose) {
			return consentWords["review"][c.language]
		}
		return key
	}
	for _, e := range slices.Backward(entries) {
		if len(list) == mostOfLedger {
			break
		}
		channel := string(e.Channel)
		if name := channelNames[e.Channel]; name != nil {
			channel = name.In(c.language)
		}
		list = append(list, myEntry{c.day(e.At), named(e.Purpose), channel, consentWords["state-"+string(e.State)][c.language], consentWords["how-"+e.How][c.language]})
	}
	return list, err
}

// setMyConsent writes down what a customer ticked, with what they were shown.
func (s *Server) setMyConsent(w http.ResponseWriter, r *http.Request, c *myCall) error {
	if err := r.ParseForm(); err != nil {
		return invalid("choose what you ask for")
	}
	about := token.Token{Person: c.Person}
	if c.Key.Kind == person.Email {
		about.Text = c.Key.Value
	}
	if err := s.keepChoices(r, about, c.Person); err != nil {
		return err
	}
	return c.done(w, r, c.here.url())
}

var consentWords = map[string]map[string]string{
	"intro":           {"vi": "Đánh dấu những gì bạn đồng ý nhận. Bạn có thể đổi ý bất cứ lúc nào.", "en": "Tick what you agree to get. You can change your mind at any time."},
	"none":            {"vi": "Không nhận gì cả", "en": "Get nothing at all"},
	"ledger":          {"vi": "Bạn đã nói gì, khi nào", "en": "What you said, and when"},
	"nothing":         {"vi": "Chưa có gì được ghi.", "en": "Nothing is written down yet."},
	"state-given":     {"vi": "Đồng ý", "en": "Yes"},
	"state-withdrawn": {"vi": "Không", "en": "No"},
	"state-pending":   {"vi": "Chờ xác nhận", "en": "To be confirmed"},
	"review":          {"vi": "Đăng đánh giá của bạn", "en": "Showing your review"},
	"how-form":        {"vi": "qua biểu mẫu", "en": "by a form"},
	"how-email":       {"vi": "qua e-mail", "en": "by e-mail"},
	"how-sms":         {"vi": "qua SMS", "en": "by SMS"},
	"how-call":        {"vi": "qua điện thoại", "en": "by phone"},
	"how-chat":        {"vi": "trong khung chat", "en": "in the chat"},
	"how-paper":       {"vi": "trên giấy", "en": "on paper"},
	"how-person":      {"vi": "trực tiếp", "en": "in person"},
	"how-link":        {"vi": "trên trang này hoặc qua liên kết", "en": "on this page, or by a link"},
	"how-import":      {"vi": "từ dữ liệu nhập", "en": "by an import"},
	"how-request":     {"vi": "theo yêu cầu của bạn", "en": "by a request of yours"},
}

var consentPages = panelPages(consentWords, `{{define "consent"}}{{template "myhead" .}}{{$l := .Language}}{{with .About}}<form class="card" method="post" action="/my/consent"><p>{{word $l "intro"}}</p>{{range .Purposes}}{{$purpose := .Key}}<fieldset><legend>{{.Name}}</legend><p class="soft">{{.Wording}}</p>{{range .Channels}}<label><input type="checkbox" name="yes" value="{{$purpose}} {{.Key}}"{{if .Given}} checked{{end}}>{{.Name}}</label>{{end}}</fieldset>{{end}}
<p class="row"><button>{{my $l "save"}}</button> <button class="second" name="none" value="1">{{word $l "none"}}</button></p></form>
<section class="card"><h2>{{word $l "ledger"}}</h2>{{range .Ledger}}<p>{{.Day}} · {{.Purpose}} · {{.Channel}}: <strong>{{.State}}</strong> <span class="soft">{{.How}}</span></p>{{else}}<p class="soft">{{word $l "nothing"}}</p>{{end}}</section>{{end}}{{template "myfoot" .}}{{end}}`)
