package api

import (
	"context"
	"sync"
	"time"

	"banhda/auth"
	"banhda/hub/segment"
	"banhda/phrase"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel"
)

// foresight is what is forecast of everybody who bought, as it was reckoned last: fitting the models again for each condition
// would make whoever writes one wait.
type foresight struct {
	mu       sync.Mutex
	day      string // with the currency: of what it was reckoned
	until    time.Time
	people   []int64
	outlooks []segment.Outlook
	reason   string // why nothing can be forecast
}

// foresightFor is how long what was reckoned serves: a forecast for a year is hardly another one.
const foresightFor = 10 * time.Minute

// errNoForecast tells who asks for what cannot be forecast.
var errNoForecast = phrase.Sentencef("another condition: too few customers have bought on several days yet to forecast anything")

// foresee are those of whose outlook something holds at an instant. Where nothing can be forecast, people are told so, and what
// runs by itself finds nobody.
func (s *Server) foresee(ctx context.Context, v *store.View, now time.Time, holds func(segment.Outlook) bool) (*segment.Set, error) {
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return nil, err
	}
	f := &s.foreseen
	f.mu.Lock()
	defer f.mu.Unlock()
	if day := now.Format(time.DateOnly) + " " + w.Currency; f.day != day || time.Now().After(f.until) {
		if err := f.reckon(ctx, s, warehouse.Cut{AsOf: now.UnixMicro(), KnownAt: wheel.Forever, Currency: w.Currency, Zone: now.Location()}); err != nil {
			return nil, err
		}
		f.day, f.until = day, time.Now().Add(foresightFor)
	}
	if by := auth.From(ctx).Kind; f.reason != "" && (by == auth.User || by == auth.Key || by == auth.Socket) {
		return nil, errNoForecast
	}
	set := segment.NewSet()
	for i, o := range f.outlooks {
		if holds(o) {
			set.Add(f.people[i])
		}
	}
	return set, nil
}

func (f *foresight) reckon(ctx context.Context, s *Server, c warehouse.Cut) error {
	buyers, of, reason, err := s.outlooks(ctx, c)
	if err != nil {
		return err
	}
	f.people, f.outlooks, f.reason = make([]int64, len(buyers)), make([]segment.Outlook, len(buyers)), reason
	for i := range buyers {
		o := of.Of(buyers[i].Customer)
		f.people[i], f.outlooks[i] = buyers[i].Person, segment.Outlook{Expected: o.Expected, Alive: o.Alive}
	}
	return nil
}
