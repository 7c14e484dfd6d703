package api

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"banhda/delight/loyalty"
	"banhda/hub/timeline"
	"banhda/phrase"
	"banhda/store"
)

// loyaltyHouse is by what points are reckoned: every programme there was, and where days begin.
type loyaltyHouse struct {
	versions []loyalty.Version
	zone     *time.Location
}

func readLoyalty(ctx context.Context, v *store.View) (h loyaltyHouse, err error) {
	if h.versions, err = v.LoyaltyVersions(ctx); err != nil {
		return h, err
	}
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return h, err
	}
	h.zone, err = loadZone("", w.Timezone)
	return h, err
}

// version is the programme that held at an instant, as it was published; nil where none did.
func (h *loyaltyHouse) version(at int64) *loyalty.Version { return loyalty.InForce(h.versions, at) }

// by is the programme something was earned by: the one it names, else the one that held when it was posted.
func (h *loyaltyHouse) by(p *loyalty.Transaction) *loyalty.Version {
	if i := slices.IndexFunc(h.versions, func(v loyalty.Version) bool { return v.Number == p.Version }); i >= 0 {
		return &h.versions[i]
	}
	return h.version(p.At)
}

// at is the programme that held at an instant; nil where none did.
func (h *loyaltyHouse) at(at int64) *loyalty.Program {
	if v := h.version(at); v != nil {
		return &v.Content
	}
	return nil
}

// errNoProgram says that nobody can have points yet.
var errNoProgram = phrase.Sentencef("no loyalty programme was published yet; do that under Loyalty, Rules")

// accountOf is whose points those of somebody are, by any profile they were known by; ErrNotFound where nobody is known by it.
func accountOf(ctx context.Context, v *store.View, profile int64) (int64, error) {
	found, err := v.ProfilesByID(ctx, []int64{profile})
	if err != nil || len(found) == 0 {
		return 0, orElse(err, fmt.Errorf("finding who points are for: %w", store.ErrNotFound))
	}
	return found[0].Person, nil
}

// earning is points to be given.
type earning struct {
	person  int64
	points  int64
	cause   string // once for each
	about   string // what they are taken back with
	rule    string
	worth   int64
	note    string
	at      int64 // when it happened
	opensAt int64
}

// awardPoints gives somebody points that can be spent at once: once for a cause, under which they can be taken back.
func (s *Server) awardPoints(ctx context.Context, t *store.Tx, person, points int64, cause string) error {
	h, err := readLoyalty(ctx, &t.View)
	if err != nil {
		return err
	}
	return earn(ctx, t, &h, earning{person: person, points: points, cause: cause, about: cause, at: t.Now(), opensAt: t.Now()})
}

// earn gives points, by the programme that held when it happened. What was given for a cause is not given again.
func earn(ctx context.Context, t *store.Tx, h *loyaltyHouse, e earning) error {
	by := h.version(e.at)
	if by == nil {
		return errNoProgram
	}
	person, err := accountOf(ctx, &t.View, e.person)
	if err != nil {
		return err
	}
	b, err := t.PointsBook(ctx, person)
	if err != nil {
		return err
	}
	is, err := b.Earn(e.points, e.opensAt, by.Content.Expires(max(e.at, t.Now()), h.zone), t.Now())
	if err != nil {
		return err
	}
	is.Cause, is.About, is.Rule, is.Worth, is.Note = e.cause, e.about, e.rule, e.worth, e.note
	is.Opens[0].About, is.Version = e.about, by.Number
	id, err := t.PostPoints(ctx, is)
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	if err != nil {
		return err
	}
	told := map[string]any{"points": e.points, "pending": is.Sum(loyalty.Pending) > 0, "rule": e.rule}
	if err := tellPoints(ctx, t, loyalty.EarnedEvent, fmt.Sprintf("points-%d", id), person, told); err != nil {
		return err
	}
	return standAnew(ctx, t, h, person)
}

// takeBackPoints takes back all that was given for a cause and was not taken back yet; once. Where nothing was, it does nothing.
func (s *Server) takeBackPoints(ctx context.Context, t *store.Tx, cause string) error {
	lots, err := t.LotsAbout(ctx, cause)
	if err != nil || len(lots) == 0 {
		return err
	}
	h, err := readLoyalty(ctx, &t.View)
	if err != nil {
		return err
	}
	return takeBack(ctx, t, &h, lots, taking{points: loyalty.Most, cause: "back:" + cause, about: cause})
}

// taking is points to be taken back of some lots.
type taking struct {
	points int64 // as many, or all there are
	cause  string
	about  string
	rule   string
	worth  int64
	note   string
}

func takeBack(ctx context.Context, t *store.Tx, h *loyaltyHouse, lots []loyalty.Lot, k taking) error {
	person, err := accountOf(ctx, &t.View, lots[0].Person)
	if err != nil {
		return absent(err) // forgotten: their points lapsed
	}
	b, err := t.PointsBook(ctx, person)
	if err != nil {
		return err
	}
	p := h.at(t.Now())
	is := b.Reverse(lots, k.points, p != nil && p.Forgive, t.Now())
	if len(is.Lines) == 0 {
		return nil
	}
	is.Cause, is.About, is.Rule, is.Worth, is.Note = k.cause, k.about, k.rule, -k.worth, k.note
	if _, err = t.PostPoints(ctx, is); errors.Is(err, store.ErrConflict) {
		return nil
	}
	if err != nil {
		return err
	}
	return standAnew(ctx, t, h, person)
}

// standAnew looks where a member stands now, and tells where that became another tier.
func standAnew(ctx context.Context, t *store.Tx, h *loyaltyHouse, person int64) error {
	p := h.at(t.Now())
	if p == nil {
		return nil
	}
	m, err := t.PointsMember(ctx, person)
	if err != nil {
		return absent(err)
	}
	score, err := scoreOf(ctx, &t.View, h, p, person)
	if err != nil {
		return err
	}
	is := p.Stand(m.Standing, score, t.Now(), h.zone)
	if is == m.Standing {
		return nil
	}
	if err := t.SetTier(ctx, person, is); err != nil || is.Tier == m.Tier {
		return err
	}
	return tellPoints(ctx, t, loyalty.TierEvent, fmt.Sprintf("tier-%d-%d", person, t.Now()), person, map[string]any{"tier": is.Tier, "before": m.Tier})
}

// scoreOf is what counts for somebody's tier.
func scoreOf(ctx context.Context, v *store.View, h *loyaltyHouse, p *loyalty.Program, person int64) (int64, error) {
	points, spent, err := v.LoyaltyScore(ctx, person, loyalty.Window(v.Now(), h.zone))
	if p.TierBy == loyalty.BySpend {
		return spent, err
	}
	return points, err
}

// loyaltySource is the source of events about points.
const loyaltySource = "loyalty"

func tellPoints(ctx context.Context, t *store.Tx, name, id string, person int64, told map[string]any) error {
	return postEvents(ctx, t, loyaltySource, []int64{person}, func(int64) timeline.Event {
		return timeline.Event{ID: id, Name: name, At: t.Now(), Team: "care", Properties: marshalled(told)}
	})
}
