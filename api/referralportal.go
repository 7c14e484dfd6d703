package api

import (
	"context"
	"crypto/rand"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"time"

	"banhda/delight/portal"
	"banhda/delight/referral"
	"banhda/engage/payment"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/phrase"
	"banhda/store"
)

// referPanel shows a customer their link, how to hand it on, and what became of who came by it.
func (s *Server) referPanel() panel {
	return panel{
		Panel: portal.Panel{ID: "refer", Name: portal.Label{Vi: "Giới thiệu bạn bè", En: "Refer friends"}},
		card:  s.referCard,
		pages: []panelPage{{"GET", "", s.myRefer}, {"POST", "", s.makeMyLink}, {"POST", "/shared", s.sharedMyLink}},
	}
}

func (s *Server) referCard(ctx context.Context, v *store.View, who portal.Customer) (card portal.Card, err error) {
	n, err := v.CountReferrals(ctx, store.ReferralFilter{Referrer: who.Person})
	if err != nil || n > 0 {
		card.Text = phrase.Sentencef("%d friends came by you", n).In(who.Language)
		return card, err
	}
	p, err := v.ReferralProgramme(ctx)
	if err != nil || !p.Live() {
		return card, err
	}
	card.Text, err = promiseOf(ctx, v, who.Person, who.Language)
	return card, absent(err)
}

// referPage is what the panel shows.
type referPage struct {
	Language string
	Open     bool
	Promise  string
	Code     string
	Share    *handOnSheet
	QR       template.HTML
	Terms    string
	Friends  []myFriend
	More     bool
}

// myFriend is somebody who came, by their given name only.
type myFriend struct{ Name, Day, State, Due, Got string }

// shownFriends is how many of those who came are shown.
const shownFriends = 50

func (s *Server) myRefer(w http.ResponseWriter, r *http.Request, c *myCall) error {
	p := &referPage{}
	err := s.Records.View(r.Context(), func(v *store.View) error {
		if err := s.fillRefer(r.Context(), v, c, p); err != nil {
			return err
		}
		return s.fillFriends(r.Context(), v, c, p)
	})
	if err != nil {
		return err
	}
	if p.Code != "" { // where they refer from is kept, to tell whether a friend is somebody else
		device := s.deviceOf(w, r)
		if err := s.Records.Tx(r.Context(), func(t *store.Tx) error {
			return t.Sighted(r.Context(), c.Person, device, s.networkMark(visitAddress(r)))
		}); err != nil {
			return err
		}
	}
	return c.show(w, r, referPages, "refer", saidIn(c.language, c.here.Name), p)
}

func (s *Server) fillRefer(ctx context.Context, v *store.View, c *myCall, p *referPage) error {
	programme, err := v.ReferralProgramme(ctx)
	if err != nil || !programme.Live() {
		return err
	}
	is, err := v.ReferralVersion(ctx, programme.Published)
	if err != nil {
		return err
	}
	p.Open, p.Terms, p.Language = true, in(c.language, is.Content.Terms), c.language
	if p.Promise, err = promiseOf(ctx, v, c.Person, c.language); absent(err) != nil {
		return err
	}
	code, err := v.ReferralCode(ctx, c.Person)
	if err != nil {
		return absent(err)
	}
	m, err := readMail(ctx, v)
	if err != nil {
		return err
	}
	link := m.URL + referralPath + code
	svg, err := payment.SVG(link, referralWords["qr"][c.language])
	p.Code, p.Share, p.QR = referral.Spoken(code), handOnOf(c.language, link, &is.Content), template.HTML(svg) // drawn here
	return err
}

func (s *Server) fillFriends(ctx context.Context, v *store.View, c *myCall, p *referPage) error {
	list, err := v.Referrals(ctx, store.ReferralFilter{Referrer: c.Person, Limit: shownFriends + 1})
	if err != nil {
		return err
	}
	if p.More = len(list) > shownFriends; p.More {
		list = list[:shownFriends]
	}
	today, err := s.todayOf(ctx, v)
	if err != nil {
		return err
	}
	var ids []int64
	for i := range list {
		ids = append(ids, list[i].ID)
	}
	payouts, err := v.Payouts(ctx, ids)
	if err != nil {
		return err
	}
	for i := range list {
		who, err := personRecord(ctx, v, list[i].Friend)
		if absent(err) != nil {
			return err
		}
		f := showFriend(&list[i], person.GivenName(who.Name()), c.language, today.Location())
		for _, paid := range payouts[list[i].ID] {
			if paid.Side == referral.OfReferrer && paid.State != referral.Back {
				if f.Got, err = promised(ctx, v, c.language, &paid.Reward); err != nil {
					return err
				}
			}
		}
		p.Friends = append(p.Friends, f)
	}
	return nil
}

// showFriend is what somebody is told of a friend: how it stands, and nothing of what they bought.
func showFriend(r *referral.Referral, name, language string, zone *time.Location) myFriend {
	day := func(at int64) string { return dayIn(language, time.UnixMicro(at).In(zone)) }
	f := myFriend{Name: orText(name, referralWords["friend"][language]), Day: day(r.AcceptedAt), State: referralWords["ended"][language]}
	if words, ok := referralWords[string(r.State)]; ok {
		f.State = words[language]
	}
	if r.State == referral.Pending && r.DueAt > 0 {
		f.Due = day(r.DueAt)
	}
	return f
}

// makeMyLink gives who asks a link of their own.
func (s *Server) makeMyLink(w http.ResponseWriter, r *http.Request, c *myCall) error {
	_, err := s.change(r.Context(), mutation{verb: "referral-code", target: refID(record.Ref{Type: record.Person, ID: c.Person}), also: func(ctx context.Context, t *store.Tx) error {
		p, err := t.ReferralProgramme(ctx)
		if err == nil && !p.Live() {
			err = phrase.Sentencef("there is no referral programme at the moment")
		}
		if err == nil {
			_, err = codeFor(ctx, t, c.Person)
		}
		return err
	}}, nil)
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/my/refer", http.StatusSeeOther)
	return nil
}

// handOnWays are the ways by which a link is handed on.
var handOnWays = []string{"share", "copy", "sms", "mail"}

// sharedMyLink tells that who asks handed their link on: told by the page's script, at most once in a minute.
func (s *Server) sharedMyLink(w http.ResponseWriter, r *http.Request, c *myCall) error {
	by := r.PostFormValue("by")
	if !slices.Contains(handOnWays, by) {
		return store.ErrNotFound
	}
	err := s.Records.Tx(r.Context(), func(t *store.Tx) error {
		last, err := t.LastReferralStep(r.Context(), c.Person, "shared")
		if err != nil || t.Now()-last < time.Minute.Microseconds() {
			return err
		}
		if err := s.countedStep(r.Context(), t, c.Person, "shared"); err != nil {
			return err
		}
		return postEvents(r.Context(), t, referral.Source, []int64{c.Person}, func(int64) timeline.Event {
			return timeline.Event{ID: "shared-" + strings.ToLower(rand.Text()), Name: referral.SharedEvent, At: t.Now(), Properties: marshalled(map[string]any{"what": "referral", "by": by})}
		})
	})
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}

var referPages = panelPages(referralWords, handOnHTML+`{{define "refer"}}{{template "myhead" .}}{{template "sharestyle" .}}<style>.qr{max-width:14rem}.qr svg{width:100%;height:auto;display:block}.friends{list-style:none;padding:0;margin:0}.friends li{padding:.6rem 0;border-top:1px solid #dfe6e4;display:grid;grid-template-columns:1fr auto;gap:.1rem 1rem}.friends li:first-child{border:0}@media(prefers-color-scheme:dark){.friends li{border-color:#2c3a37}}</style>{{$l := .Language}}{{with .About}}{{if .Open}}<section class="card">{{with .Promise}}<p><strong>{{.}}</strong></p>{{end}}
{{if .Code}}<p class="soft">{{word $l "spoken"}}</p><p class="spoken">{{.Code}}</p><p class="soft">{{word $l "link"}}</p><p><a href="{{.Share.Link}}">{{.Share.Link}}</a></p>{{template "share" .}}<div class="qr">{{.QR}}</div>{{else}}<form method="post" action="/my/refer"><p><button>{{word $l "make"}}</button></p></form>{{end}}{{with .Terms}}<h2>{{word $l "terms"}}</h2><p class="pre soft">{{.}}</p>{{end}}</section>{{else}}<p role="status">{{word $l "closed"}}</p>{{end}}
<section class="card" aria-labelledby="joined"><h2 id="joined">{{word $l "joined"}}</h2>{{if .Friends}}<ul class="friends">{{range .Friends}}<li><strong>{{.Name}}</strong><span class="soft">{{.Day}}</span><span>{{.State}}{{with .Due}}, {{word $l "from"}} {{.}}{{end}}</span><span>{{.Got}}</span></li>{{end}}</ul>{{else}}<p>{{word $l "nobody"}}</p>{{end}}</section>{{end}}<script src="/w/share.js" async></script>{{template "myfoot" .}}{{end}}`)
