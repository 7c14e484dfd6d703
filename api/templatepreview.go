package api

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"banhda/auth"
	"banhda/channel/email"
	"banhda/hub/consent"
	"banhda/hub/record"
	"banhda/hub/template"
	"banhda/phrase"
	"banhda/store"
)

// TemplatePreview is a message as somebody would get it, and what is wrong with it.
type TemplatePreview struct {
	Language string            `json:"language"`
	From     string            `json:"from"`
	To       string            `json:"to"`
	Subject  string            `json:"subject"`
	HTML     string            `json:"html"`
	Text     string            `json:"text"`
	Bytes    int               `json:"bytes" doc:"of the HTML; mailboxes cut it off after 102 kB"`
	SMS      *SMSCount         `json:"sms,omitempty" doc:"of an SMS: how many messages it fills, and what they cost"`
	Problems []TemplateProblem `json:"problems"`
}

// TemplateProblem is something that is wrong with a message, or could be better.
type TemplateProblem struct {
	Severe bool   `json:"severe" doc:"it cannot be published so"`
	Block  int    `json:"block" doc:"which one, from 1; 0: the message as a whole"`
	Text   string `json:"text"`
	told   *phrase.Sentence
}

type previewOrder struct {
	Body struct {
		Channel  string           `json:"channel" enum:"email,sms,zalo,web"`
		Class    string           `json:"class" enum:"transactional,care,advertising"`
		Content  template.Content `json:"content"`
		Language string           `json:"language" enum:"vi,en"`
		Person   string           `json:"person,omitempty" doc:"somebody within reach; left out: somebody made up"`
	}
}

// previewTemplate renders what is being written for a person within reach. What the role hides stays hidden.
func (s *Server) previewTemplate(ctx context.Context, in *previewOrder, _ Tell) (a *TemplatePreview, err error) {
	version := template.Version{Channel: template.Channel(in.Body.Channel), Class: consent.Class(in.Body.Class), Content: in.Body.Content}
	version.Content.Clean()
	if err := version.Content.Check(); err != nil {
		return nil, wrong(err)
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		sight, err := s.sightOf(ctx, v, version, in.Body.Person)
		if err == nil {
			a, err = sight.show(ctx, v, in.Body.Language)
		}
		return err
	})
	return a, err
}

// sight is a version made ready to be looked at.
type sight struct {
	*mailer
	version template.Version
	to      *addressee
}

func (s *Server) sightOf(ctx context.Context, v *store.View, version template.Version, person string) (*sight, error) {
	m, err := s.newMailer(ctx, v, version)
	if err != nil {
		return nil, err
	}
	to, err := shownTo(ctx, v, person)
	if m.url == "" {
		m.url = "https://example.com"
	}
	return &sight{m, *m.compiled.Version(), to}, err
}

// shownTo is whom a preview is for.
func shownTo(ctx context.Context, v *store.View, id string) (*addressee, error) {
	if id == "" {
		return &addressee{Name: "Nguyễn Thị Lan", Address: "lan@example.com", Values: map[string]any{"name": "Nguyễn Thị Lan", "given_name": "Lan", "greeting": "chị Lan", "email": "lan@example.com"}}, nil
	}
	p, err := personWithin(ctx, v, id, auth.Read)
	if err != nil {
		return nil, err
	}
	all, err := addressees(ctx, v, reach(ctx, record.Person, auth.Read), []int64{p.ID}, hidden(ctx, record.Person))
	if err == nil && all[p.ID] == nil {
		err = missing("there is no person %s", id)
	}
	if to := all[p.ID]; to != nil && slices.Contains(hidden(ctx, record.Person), "email") {
		to.Address = ""
	}
	return all[p.ID], err
}

func (s *sight) show(ctx context.Context, v *store.View, language string) (*TemplatePreview, error) {
	s.to.Language = language
	d := s.data(s.to)
	d.Campaign = map[string]any{"key": "vi-du", "name": "Ví dụ"}
	r, err := s.compiled.Render(d)
	if err != nil {
		return nil, wrong(err)
	}
	a := &TemplatePreview{Language: r.Language, From: strings.TrimSuffix(s.from.Name+" <"+s.from.Address+">", " <>"), To: s.to.Address, Subject: r.Subject, HTML: string(r.HTML), Text: string(r.Text), Bytes: len(r.HTML), Problems: []TemplateProblem{}}
	if s.version.Channel == template.Email && s.version.Class == consent.Advertising {
		rules, err := readRules(ctx, v)
		if err != nil {
			return nil, err
		}
		a.Subject = labelled(rules.Label, r.Subject)
	}
	if s.version.Channel == template.SMS {
		if a.SMS, err = smsCounted(ctx, v, a.Text, s.version.Class); err != nil {
			return nil, err
		}
	}
	names, err := knownVariables(ctx, v)
	known := func(name string) bool {
		return slices.Contains(names, name) || slices.ContainsFunc([]string{"event.", "person.address."}, func(p string) bool { return strings.HasPrefix(name, p) }) || slices.Contains([]string{"person", "event", "company", "campaign"}, name)
	}
	for _, p := range s.version.Lint(known, r) {
		a.Problems = append(a.Problems, TemplateProblem{p.Severe, p.Block, p.Told.In(speaks(ctx)), p.Told})
	}
	a.Problems = append(a.Problems, s.identityProblems(ctx)...)
	if err == nil {
		err = s.zaloProblems(ctx, v, r, a)
	}
	return a, err
}

// identityProblems are what an advertisement needs and the settings do not say.
func (s *sight) identityProblems(ctx context.Context) (list []TemplateProblem) {
	id := s.senders.Identity
	if s.version.Channel == template.Email && s.version.Class == consent.Advertising && (id.Address == "" || id.Phone == "") {
		told := phrase.Sentencef("advertising has to say who writes, with address and phone (Decree 91/2020); set them in Settings, E-mail")
		list = append(list, TemplateProblem{Text: told.In(speaks(ctx)), told: told})
	}
	return list
}

// TemplateLinksAnswer is what became of the links of a message when they were followed.
type TemplateLinksAnswer struct {
	Links []TemplateLink `json:"links"`
}

// TemplateLink is one link, and what its server said.
type TemplateLink struct {
	URL    string `json:"url"`
	Good   bool   `json:"good"`
	Status int    `json:"status" doc:"of HTTP; 0: there was no answer"`
	Error  string `json:"error,omitempty"`
}

// mostLinks bounds how many links are followed at once and at all.
const (
	mostLinks     = 50
	linksAtOnce   = 8
	linkAnswersIn = 8 * time.Second
)

type linksOrder struct {
	Body struct {
		Content template.Content `json:"content"`
	}
}

// checkLinks follows the links of a message that are the same for everybody. Private networks are never asked.
func (s *Server) checkLinks(ctx context.Context, in *linksOrder, tell Tell) (*TemplateLinksAnswer, error) {
	urls := in.Body.Content.Addresses()
	urls = urls[:min(len(urls), mostLinks)]
	a := &TemplateLinksAnswer{Links: make([]TemplateLink, len(urls))}
	seats := make(chan struct{}, linksAtOnce)
	var wait sync.WaitGroup
	for i, u := range urls {
		wait.Go(func() {
			seats <- struct{}{}
			defer func() { <-seats }()
			a.Links[i] = s.followLink(ctx, u)
			tell(Progress{Step: "following links", Done: int64(i), Total: int64(len(urls))})
		})
	}
	wait.Wait()
	return a, nil
}

// followLink asks for one address as a browser does.
func (s *Server) followLink(ctx context.Context, url string) (l TemplateLink) {
	l.URL = url
	ctx, cancel := context.WithTimeout(ctx, linkAnswersIn)
	defer cancel()
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		r, err := http.NewRequestWithContext(ctx, method, url, nil)
		if err != nil {
			l.Error = err.Error()
			return l
		}
		r.Header.Set("User-Agent", "Mozilla/5.0 (compatible; BanhDa link check)")
		answer, err := s.Hooks.Client().Do(r)
		if err != nil {
			l.Error = err.Error()
			return l
		}
		answer.Body.Close()
		l.Status, l.Good = answer.StatusCode, answer.StatusCode < 400
		if l.Good {
			return l
		}
	}
	return l
}

type templateTest struct {
	TemplateNamed
	Body struct {
		Language string `json:"language" enum:"vi,en"`
		Person   string `json:"person,omitempty" doc:"as whom it is filled in; left out: somebody made up"`
	}
}

// testTemplate sends the draft to the address of who asks.
func (s *Server) testTemplate(ctx context.Context, in *templateTest, _ Tell) (*TestMailAnswer, error) {
	m, sight, err := s.testSight(ctx, in)
	if err != nil {
		return nil, err
	}
	sight.to.Language, sight.to.Name = in.Body.Language, ""
	if sight.to.Address = s.addressOf(ctx, auth.From(ctx).User()); sight.to.Address == "" {
		return nil, refused(http.StatusConflict, 0, "a test goes to who asks for it; sign in as a user with an address")
	}
	if _, err := s.change(ctx, mutation{verb: "template-test", target: in.ID}, nil); err != nil {
		return nil, err
	}
	d := sight.data(sight.to)
	r, err := sight.compiled.Render(d)
	if err != nil {
		return nil, wrong(err)
	}
	r.Subject = phrase.Sentencef("[Test] %s", r.Subject).In(in.Body.Language)
	made := sight.mail(r, &d, sight.to)
	made.At = s.Now()
	if err := s.sendNow(ctx, m, made); err != nil {
		return nil, err
	}
	return &TestMailAnswer{sight.to.Address}, nil
}

func (s *Server) testSight(ctx context.Context, in *templateTest) (m mailSettings, a *sight, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		if m, err = readMail(ctx, v); err == nil && !m.ready() {
			err = errNoMail
		}
		if err != nil {
			return err
		}
		t, err := templateOf(ctx, v, in.ID)
		if err != nil {
			return err
		}
		if t.Channel != template.Email {
			return refused(http.StatusConflict, 0, "only an e-mail is sent as a test from here")
		}
		a, err = s.sightOf(ctx, v, draftOf(&t), in.Body.Person)
		return err
	})
	return m, a, err
}

// sendNow sends one message at once, and says what the mail server said.
func (s *Server) sendNow(ctx context.Context, m mailSettings, made *email.Mail) error {
	server, err := s.server(m)
	if err == nil {
		err = server.Send(ctx, made)
	}
	if err != nil {
		return refused(http.StatusBadGateway, 0, "the mail was not sent. The mail server, or the way to it, says: %s", strings.ToValidUTF8(err.Error(), ""))
	}
	return nil
}
