package api

import (
	"context"
	"strconv"
	"time"

	"banhda/auth"
	"banhda/delight/help"
	"banhda/drive/job"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/store"
)

const missPrefix = "mis_"

// MissID writes the id of what was not found as it is shown outside.
func MissID(id int64) string { return missPrefix + encodeID(scramble(uint64(id), missPrefix)) }

// ParseMissID reads what MissID wrote.
func ParseMissID(s string) (int64, error) {
	return parseID(s, missPrefix, "something that was not found")
}

// ArticleMiss is something visitors looked for in the articles and did not find.
type ArticleMiss struct {
	ID     string `json:"id"`
	Said   string `json:"said" doc:"as it was written last; what may tell of somebody is left out"`
	Times  int64  `json:"times"`
	LastAt string `json:"last_at"`
}

// ArticleMissesAnswer is some of it, what is asked most first.
type ArticleMissesAnswer struct {
	Misses []ArticleMiss `json:"misses"`
	Cursor *string       `json:"cursor"`
}

type missesQuery struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) listMisses(ctx context.Context, in *missesQuery, _ Tell) (*ArticleMissesAnswer, error) {
	times, id, err := readRow(in.Cursor)
	if err != nil {
		return nil, err
	}
	a := &ArticleMissesAnswer{Misses: []ArticleMiss{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.ArticleMisses(ctx, help.Miss{ID: id, Times: times}, in.Limit+1)
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(writeRow(list[in.Limit-1].Times, list[in.Limit-1].ID))
		}
		for _, m := range list {
			a.Misses = append(a.Misses, ArticleMiss{MissID(m.ID), m.Said, m.Times, showInstant(m.LastAt)})
		}
		return err
	})
	return a, err
}

type missNamed struct {
	ID string `path:"id"`
}

// MissSettled says what was settled.
type MissSettled struct {
	ID string `json:"id"`
}

func (s *Server) settleMiss(ctx context.Context, in *missNamed, tell Tell) (*MissSettled, error) {
	id, err := ParseMissID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "article-miss-settle", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		return notFound(t.SettleMiss(ctx, id), "there is no %s among what was not found", in.ID)
	}}, tell)
	return &MissSettled{in.ID}, err
}

// articlesJob looks once a day after the articles, and after what was not found.
const articlesJob job.Kind = "articles"

// Bounds of what was not found: how long it is kept, and how much of it.
const (
	missLife   = 180 * 24 * time.Hour
	mostMisses = 5000
)

// keepArticles forgets what nobody looks for any more, and tells once a month who wrote articles that nobody looked at for
// long; of those that are nobody's, the owners.
func (s *Server) keepArticles(ctx context.Context, _ job.Job) error {
	now := s.Now()
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		if err := t.ForgetMisses(ctx, now.Add(-missLife).UnixMicro(), mostMisses); err != nil {
			return err
		}
		stale, err := t.StaleArticles(ctx, now.Add(-help.StaleAfter).UnixMicro())
		if err != nil || len(stale) == 0 {
			return err
		}
		users, err := t.Users(ctx)
		wrote := map[int64]int64{}
		for _, u := range users {
			wrote[u.ID] = stale[u.ID]
			delete(stale, u.ID)
		}
		nobodys := int64(0) // of authors who are gone, and what was imported
		for _, n := range stale {
			nobodys += n
		}
		for _, u := range users {
			n := wrote[u.ID]
			if u.Role == string(auth.Owner) {
				n += nobodys
			}
			if err == nil && n > 0 {
				err = t.Notify(ctx, u.ID, notice.Stale, "articles-"+now.UTC().Format("2006-01"), record.Ref{}, map[string]string{"count": strconv.FormatInt(n, 10)})
			}
		}
		return err
	})
}
