package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"banhda/auth"
	"banhda/delight/onboarding"
	"banhda/delight/portal"
	"banhda/hub/calendar"
	"banhda/phrase"
	"banhda/store"
)

// onboardingPanel shows a customer how far they are: what we do, what they do, what helps; they tick what is theirs.
func (s *Server) onboardingPanel() panel {
	return panel{
		Panel: portal.Panel{ID: "onboarding", Name: portal.Label{Vi: "Làm quen", En: "Getting started"}},
		card:  s.onboardingCard,
		pages: []panelPage{{"GET", "", s.myOnboarding}, {"POST", "/{id}/{step}", s.myStep}},
	}
}

// theirOnboardings are those a customer sees: not what was stopped.
func theirOnboardings(ctx context.Context, v *store.View, person int64) (list []onboarding.Run, err error) {
	all, err := v.Onboardings(ctx, auth.Everything, store.OnboardingFilter{Person: person, Limit: mostOffered})
	for _, o := range all {
		if o.State != onboarding.Stopped {
			list = append(list, o)
		}
	}
	return list, err
}

func (s *Server) onboardingCard(ctx context.Context, v *store.View, who portal.Customer) (card portal.Card, err error) {
	list, err := theirOnboardings(ctx, v, who.Person)
	if err != nil || len(list) == 0 {
		return card, err
	}
	card.Text = phrase.Sentencef("%d of %d steps done", list[0].Done, list[0].Total).In(who.Language)
	c, err := readCalendar(ctx, v)
	for i := range list {
		if err != nil || list[i].State != onboarding.Running {
			continue
		}
		by, wrong := versionsRead{}.of(ctx, v, &list[i])
		if err = wrong; err != nil {
			return card, err
		}
		for _, one := range by.Content.Look(&list[i], c, v.Now()) {
			if canTick(&one) {
				card.Waits++
			}
		}
	}
	return card, err
}

// canTick reports whether a customer can do a step now.
func canTick(one *onboarding.Seen) bool {
	return one.Side == onboarding.Customer && (one.Standing == onboarding.Open || one.Standing == onboarding.Late)
}

// myOnboardingRun is one onboarding as the customer sees it.
type myOnboardingRun struct {
	ID, Name, Welcome, Agent string
	Done, Total              int
	Finished                 bool
	Theirs, Ours             []myOnboardingStep
}

type myOnboardingStep struct {
	Language, Key, Name, Help, Link, Booking, Due, At, Waits string
	Done, Skipped, Late, Tick, Optional                      bool
}

func (s *Server) myOnboarding(w http.ResponseWriter, r *http.Request, c *myCall) error {
	var all []myOnboardingRun
	err := s.Records.View(r.Context(), func(v *store.View) error {
		list, err := theirOnboardings(r.Context(), v, c.Person)
		if err != nil {
			return err
		}
		names, err := actorNames(r.Context(), v)
		if err != nil {
			return err
		}
		cal, err := readCalendar(r.Context(), v)
		for i := range list {
			if err != nil {
				return err
			}
			var by *onboarding.Version
			if by, err = (versionsRead{}).of(r.Context(), v, &list[i]); err == nil {
				all = append(all, showMyOnboarding(&list[i], by, cal, v.Now(), c.language))
				all[len(all)-1].Agent = names[UserID(list[i].Agent)]
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.show(w, r, onboardingPages, "onboarding", saidIn(c.language, c.here.Name), all)
}

func showMyOnboarding(o *onboarding.Run, by *onboarding.Version, cal *calendar.Calendar, now int64, language string) myOnboardingRun {
	a := myOnboardingRun{ID: OnboardingID(o.ID), Name: by.Name, Welcome: saidIn(language, by.Content.Welcome), Done: o.Done, Total: o.Total, Finished: o.State == onboarding.Finished}
	for _, one := range by.Content.Look(o, cal, now) {
		s := myOnboardingStep{Language: language, Key: one.Key, Name: saidIn(language, one.Label), Help: saidIn(language, one.Help), Link: one.Link, Due: dayIn(language, one.Due.At(0, cal.Zone())), Done: one.At != 0, Skipped: one.Skipped,
			Late: one.Standing == onboarding.Late, Optional: one.Optional, Tick: o.State == onboarding.Running && canTick(&one)}
		if one.At != 0 {
			s.At = dayIn(language, time.UnixMicro(one.At).In(cal.Zone()))
		}
		if one.Booking != "" && s.Tick {
			s.Booking = "/b/" + one.Booking + "?lang=" + language
		}
		if one.Standing == onboarding.Waiting {
			names := make([]string, len(one.Waits))
			for i, w := range one.Waits {
				names[i] = saidIn(language, w.Label)
			}
			s.Waits = strings.Join(names, ", ")
		}
		if one.Side == onboarding.Customer {
			a.Theirs = append(a.Theirs, s)
		} else {
			a.Ours = append(a.Ours, s)
		}
	}
	return a
}

// myStep ticks a step of the customer's own.
func (s *Server) myStep(w http.ResponseWriter, r *http.Request, c *myCall) error {
	id, err := ParseOnboardingID(r.PathValue("id"))
	if err != nil {
		return store.ErrNotFound
	}
	_, err = s.change(r.Context(), mutation{verb: "onboarding-step", target: OnboardingID(id), entry: map[string]string{"do": "done", "step": r.PathValue("step")}, also: func(ctx context.Context, t *store.Tx) error {
		o, err := t.Onboarding(ctx, auth.Everything, id)
		if err != nil {
			return err
		}
		by, err := versionsRead{}.of(ctx, &t.View, &o)
		if err != nil {
			return err
		}
		step := by.Content.Step(r.PathValue("step"))
		if o.Person != c.Person || step == nil || step.Side != onboarding.Customer {
			return store.ErrNotFound
		}
		if err := tickStep(ctx, t, &o, by, step.Key, onboarding.ByCustomer); err != nil {
			return err
		}
		return s.keepOnboarding(ctx, t, &o, by)
	}}, nil)
	if err != nil {
		return err
	}
	return c.done(w, r, "/my/onboarding")
}

var onboardingWords = map[string]map[string]string{
	"none":   {"vi": "Hiện chưa có bước nào. Khi bạn bắt đầu dùng một sản phẩm, các bước sẽ hiện ở đây.", "en": "There are no steps yet. When you begin with a product, its steps appear here."},
	"theirs": {"vi": "Phần của bạn", "en": "Your part"}, "ours": {"vi": "Phần của chúng tôi", "en": "Our part"},
	"done": {"vi": "Xong ngày", "en": "Done on"}, "skipped": {"vi": "Không cần nữa", "en": "Not needed any more"}, "by": {"vi": "Hạn", "en": "By"}, "late": {"vi": "Quá hạn từ", "en": "Overdue since"},
	"after": {"vi": "Sau bước", "en": "After"}, "tick": {"vi": "Tôi đã xong", "en": "I have done this"}, "read": {"vi": "Xem hướng dẫn", "en": "Read how"}, "book": {"vi": "Chọn giờ hẹn", "en": "Choose a time"},
	"agent": {"vi": "Người đồng hành cùng bạn", "en": "Who accompanies you"}, "finished": {"vi": "Đã xong tất cả. Cảm ơn bạn!", "en": "All done. Thank you!"}, "of": {"vi": "bước đã xong", "en": "steps done"}, "optional": {"vi": "không bắt buộc", "en": "optional"},
}

var onboardingPages = panelPages(onboardingWords, `{{define "onboarding"}}{{template "myhead" .}}{{$l := .Language}}<style>progress{width:100%;height:10px;accent-color:#0b6e63}ol.steps{list-style:none;margin:0;padding:0}ol.steps>li{padding:.75rem 0;border-top:1px solid #dfe6e4}ol.steps p{margin:.25rem 0}.two{display:grid;gap:0 2rem}@media(min-width:48rem){.two{grid-template-columns:1fr 1fr}}.mark{display:inline-block;min-width:1.5rem;font-weight:700}@media(prefers-color-scheme:dark){ol.steps>li{border-color:#2c3a37}}</style>
{{range $o := .About}}<section class="card" aria-labelledby="{{$o.ID}}"><h2 id="{{$o.ID}}">{{$o.Name}}</h2><progress max="{{$o.Total}}" value="{{$o.Done}}" aria-labelledby="{{$o.ID}}"></progress><p role="status"><strong>{{$o.Done}}/{{$o.Total}}</strong> {{word $l "of"}}</p>{{if $o.Finished}}<p><strong>{{word $l "finished"}}</strong></p>{{else}}{{with $o.Welcome}}<p class="pre">{{.}}</p>{{end}}{{end}}{{with $o.Agent}}<p class="soft">{{word $l "agent"}}: {{.}}</p>{{end}}
<div class="two"><div><h3>{{word $l "theirs"}}</h3><ol class="steps">{{range $o.Theirs}}<li>{{template "step" .}}{{if .Tick}}<div class="row">{{with .Booking}}<a class="button" href="{{.}}">{{word $l "book"}}</a>{{end}}<form method="post" action="/my/onboarding/{{$o.ID}}/{{.Key}}"><button{{if .Booking}} class="second"{{end}} aria-label="{{word $l "tick"}}: {{.Name}}">{{word $l "tick"}}</button></form></div>{{end}}</li>{{end}}</ol></div>
<div><h3>{{word $l "ours"}}</h3><ol class="steps">{{range $o.Ours}}<li>{{template "step" .}}</li>{{end}}</ol></div></div></section>{{else}}<p role="status">{{word $l "none"}}</p>{{end}}{{template "myfoot" .}}{{end}}
{{define "step"}}{{$l := .Language}}<p><span class="mark" aria-hidden="true">{{if .Skipped}}–{{else if .Done}}✓{{else}}○{{end}}</span> <strong>{{.Name}}</strong>{{if .Optional}} <span class="soft">({{word $l "optional"}})</span>{{end}}</p>{{with .Help}}<p class="soft pre">{{.}}</p>{{end}}{{with .Link}}<p><a href="{{.}}">{{word $l "read"}}</a></p>{{end}}<p class="soft">{{if .Skipped}}{{word $l "skipped"}}{{else if .Done}}{{word $l "done"}} {{.At}}{{else if .Waits}}{{word $l "after"}}: {{.Waits}}{{else if .Late}}<strong>{{word $l "late"}} {{.Due}}</strong>{{else}}{{word $l "by"}} {{.Due}}{{end}}</p>{{end}}`)
