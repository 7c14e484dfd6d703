package api

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"banhda/auth"
	"banhda/channel/openai"
	"banhda/engage/bot"
	"banhda/store"
)

// modelSetting keeps the service of language models, as JSON; the key in it is sealed. modelSpent keeps what it took beside
// answers of the bot.
const (
	modelSetting = "bot.model"
	modelSpent   = "bot.model.spent"
)

// Model is the service of language models that words the bot's answers, and briefs where that is wanted.
type Model struct {
	On   bool   `json:"on" doc:"it words the answers; else they are given word for word"`
	URL  string `json:"url" maxLength:"300" doc:"of a service that speaks chat completions, such as https://api.example.com/v1 or http://localhost:11434/v1"`
	Name string `json:"name" maxLength:"100" doc:"of the model, as the service calls it"`
	// Briefs is apart from On: of the bot the service hears what everybody may know, of a brief what is known of a customer.
	Briefs bool  `json:"briefs,omitempty" doc:"it phrases what to know before an appointment; what is known of the customer is then sent to it"`
	Day    int64 `json:"day" minimum:"0" maximum:"1000000000" doc:"tokens a day at most; then answers are given word for word"`
}

// keptModel is it as it is kept.
type keptModel struct {
	Model
	Sealed string `json:"sealed"`
}

// usualDay is how many tokens a day may cost where nobody says.
const usualDay = 200_000

// ModelAnswer is the service, and how it is. The key is not among it.
type ModelAnswer struct {
	Model
	KeySet bool   `json:"key_set"`
	Today  int64  `json:"today" doc:"tokens that were counted today"`
	Rests  bool   `json:"rests" doc:"it failed several times in a row and is not asked for some minutes"`
	Said   string `json:"said" doc:"why it failed last; empty: it did not"`
}

func readModel(ctx context.Context, v *store.View) (k keptModel, err error) {
	k.Day = usualDay
	err = readJSON(ctx, v, modelSetting, &k)
	return k, err
}

func (s *Server) modelSealer() auth.Sealer { return auth.NewSealer(s.Secret, modelSetting) }

// spentToday is how many tokens were counted since midnight.
func (s *Server) spentToday(ctx context.Context, v *store.View) (int64, error) {
	today, err := s.todayOf(ctx, v)
	if err != nil {
		return 0, err
	}
	year, month, day := today.Date()
	n, err := v.BotTally(ctx, time.Date(year, month, day, 0, 0, 0, 0, today.Location()).UnixMicro())
	if err != nil {
		return 0, err
	}
	beside, err := readModelSpent(ctx, v, today)
	return n.Tokens + beside.Tokens, err
}

// spentBeside are the tokens of a day that went into something else than answers of the bot, which keep their own.
type spentBeside struct {
	Day    string `json:"day"`
	Tokens int64  `json:"tokens"`
}

// readModelSpent are those of today.
func readModelSpent(ctx context.Context, v *store.View, today time.Time) (spent spentBeside, err error) {
	err = readJSON(ctx, v, modelSpent, &spent)
	if day := today.Format(time.DateOnly); spent.Day != day {
		spent = spentBeside{Day: day}
	}
	return spent, err
}

// spendOnModel counts tokens towards the bound of the day.
func (s *Server) spendOnModel(ctx context.Context, tokens int64) error {
	return s.Records.Tx(context.WithoutCancel(ctx), func(t *store.Tx) error {
		today, err := s.todayOf(ctx, &t.View)
		if err != nil {
			return err
		}
		spent, err := readModelSpent(ctx, &t.View, today)
		if err != nil {
			return err
		}
		spent.Tokens += tokens
		return setJSON(ctx, t, modelSpent, spent)
	})
}

func (s *Server) showModel(ctx context.Context, _ *struct{}, _ Tell) (a *ModelAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		k, err := readModel(ctx, v)
		if err != nil {
			return err
		}
		a = &ModelAnswer{Model: k.Model, KeySet: k.Sealed != ""}
		a.Rests, a.Said = s.models.state(s.Now())
		a.Today, err = s.spentToday(ctx, v)
		return err
	})
	return a, err
}

type modelOrder struct {
	Body struct {
		Model
		Key *string `json:"key,omitempty" maxLength:"500" doc:"Left out: as it is; empty: none. It cannot be read again."`
	}
}

func (s *Server) setModel(ctx context.Context, in *modelOrder, tell Tell) (*ModelAnswer, error) {
	k := keptModel{Model: in.Body.Model}
	k.URL, k.Name = strings.TrimSuffix(strings.TrimSpace(k.URL), "/"), strings.TrimSpace(k.Name)
	if err := k.check(); err != nil {
		return nil, err
	}
	_, err := s.change(ctx, mutation{verb: "bot-model", target: modelSetting, entry: k.Model, also: func(ctx context.Context, t *store.Tx) error {
		was, err := readModel(ctx, &t.View)
		if err != nil {
			return err
		}
		switch {
		case in.Body.Key == nil && was.URL == k.URL: // to nobody else it is ever handed
			k.Sealed = was.Sealed
		case in.Body.Key != nil && *in.Body.Key != "":
			k.Sealed = s.modelSealer().Seal(*in.Body.Key, k.URL)
		}
		return setJSON(ctx, t, modelSetting, k)
	}}, nil)
	if err != nil {
		return nil, err
	}
	s.models.note(nil, s.Now())
	return s.showModel(ctx, nil, tell)
}

// check says what is wrong with a service. A key goes over the open network only encrypted.
func (k *keptModel) check() error {
	if k.URL == "" && k.Name == "" && !k.On && !k.Briefs {
		return nil
	}
	u, err := url.Parse(k.URL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.RawQuery != "":
		return invalid("%q is no address of a service; write one such as https://api.example.com/v1", k.URL)
	case u.Scheme == "http" && !ownNetwork(u.Hostname()):
		return invalid("outside your own network the service is asked over https only")
	case k.Name == "":
		return invalid("write the model's name, as the service calls it")
	}
	return nil
}

func ownNetwork(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && (ip.IsLoopback() || ip.IsPrivate())
}

// models is how the service of language models has fared: after some failures in a row it is left alone for a while.
type models struct {
	mu     sync.Mutex
	failed int
	until  time.Time
	said   string
}

// How many failures in a row the service may have, and for how long it is left alone then.
const (
	mostFailed = 3
	modelRests = 5 * time.Minute
)

func (m *models) note(err error, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err == nil {
		m.failed, m.until, m.said = 0, time.Time{}, ""
		return
	}
	m.said = err.Error()
	if m.failed++; m.failed >= mostFailed {
		m.failed, m.until = 0, now.Add(modelRests)
	}
}

func (m *models) state(now time.Time) (rests bool, said string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return now.Before(m.until), m.said
}

// wording is the service as the bot asks it.
type wording struct{ openai.Client }

// longestWording is how many tokens an answer may have.
const longestWording = 400

// Word has the service carry an order out.
func (w *wording) Word(ctx context.Context, order, about string, tell func(string)) (bot.Wording, error) {
	a, err := w.Ask(ctx, openai.Asked{Order: order, About: about, Most: longestWording}, tell)
	return bot.Wording(a), err
}

// wordingOf is the service that is set for something; nil where there is none, it rests, or has cost enough today.
func (s *Server) wordingOf(ctx context.Context, wanted func(*Model) bool) (w *wording, err error) {
	if rests, _ := s.models.state(s.Now()); rests {
		return nil, nil
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		k, err := readModel(ctx, v)
		if err != nil || !wanted(&k.Model) {
			return err
		}
		spent, err := s.spentToday(ctx, v)
		if err != nil || k.Day > 0 && spent >= k.Day {
			return err
		}
		w, err = s.wordingBy(&k)
		return err
	})
	return w, err
}

func (s *Server) wordingBy(k *keptModel) (*wording, error) {
	w := &wording{openai.Client{URL: k.URL, Model: k.Name, Within: s.ModelWithin}}
	if k.Sealed == "" {
		return w, nil
	}
	key, err := s.modelSealer().Open(k.Sealed, k.URL)
	w.Key = key
	return w, err
}

// botWords has an answer from articles worded, and tells the visitor as the words grow. Where that fails the passage itself is
// the answer.
func (s *Server) botWords(ctx context.Context, t *botTalk, r *bot.Reply) {
	if len(r.Found) == 0 {
		return
	}
	w, err := s.wordingOf(ctx, func(m *Model) bool { return m.On })
	if err == nil && w != nil {
		err = r.Word(ctx, &t.Heard, w, func(soFar string) { s.chats.draft(t.call.Name, soFar) })
		s.models.note(err, s.Now())
	}
	if err != nil {
		s.Logger.Warn("an answer of the bot is not worded; the passage is given", "error", err)
	}
}

// ModelTried is what the service said when it was tried.
type ModelTried struct {
	Text   string `json:"text"`
	Tokens int64  `json:"tokens"`
	Millis int64  `json:"millis" doc:"how long it took"`
}

func (s *Server) tryModel(ctx context.Context, _ *struct{}, _ Tell) (*ModelTried, error) {
	var w *wording
	err := s.Records.View(ctx, func(v *store.View) error {
		k, err := readModel(ctx, v)
		if err == nil && k.URL == "" {
			err = invalid("set a service first")
		}
		if err == nil {
			w, err = s.wordingBy(&k)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	a, err := w.Ask(ctx, openai.Asked{Order: "Answer with one short polite sentence in Vietnamese.", About: "Xin chào!", Most: longestWording}, func(string) {})
	s.models.note(err, s.Now())
	if told := (*openai.Error)(nil); errors.As(err, &told) {
		return nil, refused(http.StatusUnprocessableEntity, 0, "the service answers %d: %s", told.Status, told.Said)
	}
	if err != nil {
		return nil, refused(http.StatusUnprocessableEntity, 0, "the service cannot be asked: %s", err.Error())
	}
	return &ModelTried{a.Text, a.Tokens, time.Since(begun).Milliseconds()}, nil
}
