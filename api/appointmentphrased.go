package api

import (
	"context"
	"crypto/sha256"
	"sync"
	"time"

	"banhda/channel/openai"
	"banhda/engage/appointment"
)

// briefs are what the service of language models made of briefs, by what it was given: screens ask again whenever something
// changes, and the same brief is phrased, and paid for, once. Nothing of it goes to a disk.
type briefs struct {
	mu  sync.Mutex
	all map[[sha256.Size]byte]briefMade
}

type briefMade struct {
	text string // empty: it said what no brief says
	at   time.Time
}

// Bounds of what is remembered of phrased briefs.
const (
	briefKept  = time.Hour
	mostBriefs = 500
)

func (b *briefs) get(key [sha256.Size]byte, now time.Time) (text string, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	made, ok := b.all[key]
	return made.text, ok && now.Sub(made.at) < briefKept
}

func (b *briefs) keep(key [sha256.Size]byte, text string, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for k, made := range b.all {
		if now.Sub(made.at) >= briefKept || len(b.all) >= mostBriefs {
			delete(b.all, k)
		}
	}
	if b.all == nil {
		b.all = map[[sha256.Size]byte]briefMade{}
	}
	b.all[key] = briefMade{text, now}
}

// briefSaid has a brief said in sentences. It was prepared within the reach of who asks, and nothing else is sent. Empty where no
// service is set for that, where it fails or has cost enough, and where it says what the brief does not.
func (s *Server) briefSaid(ctx context.Context, b *appointment.Brief, language string) string {
	do, about := b.Order(language)
	if about == "" {
		return ""
	}
	w, err := s.wordingOf(ctx, func(m *Model) bool { return m.Briefs })
	if err != nil {
		s.Logger.Warn("a brief is not phrased", "error", err)
	}
	if err != nil || w == nil {
		return ""
	}
	key := sha256.Sum256([]byte(w.URL + "\x00" + w.Model + "\x00" + do + "\x00" + about))
	if text, ok := s.briefs.get(key, s.Now()); ok {
		return text
	}
	a, err := w.Ask(ctx, openai.Asked{Order: do, About: about, Most: longestWording}, func(string) {})
	if ctx.Err() == nil { // who leaves the screen says nothing of the service
		s.models.note(err, s.Now())
	}
	if err != nil {
		s.Logger.Warn("a brief is not phrased", "error", err)
		return ""
	}
	if err := s.spendOnModel(ctx, a.Tokens); err != nil {
		s.Logger.Warn("what phrasing a brief cost is not counted; it is not shown", "error", err)
		return ""
	}
	if !appointment.Says(about, a.Text) {
		a.Text = ""
	}
	s.briefs.keep(key, a.Text, s.Now())
	return a.Text
}
