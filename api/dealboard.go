package api

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"banhda/auth"
	"banhda/engage/deal"
	"banhda/hub/record"
	"banhda/store"
)

// BoardAnswer is a pipeline as a board: a column for each stage, with what its deals come to and the first of them.
type BoardAnswer struct {
	Pipeline string        `json:"pipeline"`
	Columns  []BoardColumn `json:"columns"`
	Closed   string        `json:"closed" doc:"the day since which won and lost deals are shown"`
}

// BoardColumn is one stage. Sums are left out where what deals are worth is not for who asks to see.
type BoardColumn struct {
	Stage  string      `json:"stage"`
	Deals  int         `json:"deals"`
	Sums   []BoardSum  `json:"sums"`
	Cards  []BoardCard `json:"cards" doc:"by close date, those without one last"`
	Cursor *string     `json:"cursor" doc:"null: there are no more"`
}

// BoardSum is what the deals of a stage come to in one currency.
type BoardSum struct {
	Currency string `json:"currency"`
	Value    int64  `json:"value" doc:"minor units"`
	Expected int64  `json:"expected" doc:"value × probability"`
}

// BoardCard is one deal on a board.
type BoardCard struct {
	ID        string       `json:"id"`
	Version   int64        `json:"version"`
	Name      string       `json:"name"`
	Person    *Named       `json:"person,omitempty"`
	Company   *Named       `json:"company,omitempty"`
	Owner     *Named       `json:"owner,omitempty"`
	Value     *int64       `json:"value,omitempty" doc:"minor units"`
	Currency  string       `json:"currency"`
	CloseDate string       `json:"close_date,omitempty"`
	Since     string       `json:"since" doc:"in its stage"`
	Signs     []deal.Stale `json:"signs,omitempty" doc:"why it needs looking at"`
}

type boardQuestion struct {
	Pipeline string `query:"pipeline" doc:"Its key. Default: the first."`
	Where    string `query:"where" maxLength:"16384" doc:"Which deals, as a condition on deals. Default: all."`
	Stage    string `query:"stage" doc:"Only this column."`
	Cursor   string `query:"cursor" doc:"With stage: the cursor of what was read of the column."`
	Limit    int    `query:"limit" minimum:"1" maximum:"200" default:"30" doc:"Cards of each column."`
}

// mostNarrowed is how many deals a condition may leave on a board.
const mostNarrowed = 20_000

// boardDays is for how long won and lost deals stay on the board.
const boardDays = 30

func (s *Server) board(ctx context.Context, in *boardQuestion, tell Tell) (a *BoardAnswer, err error) {
	var ids []int64
	if strings.TrimSpace(in.Where) != "" {
		if ids, err = s.dealsWhere(ctx, in.Where, tell); err != nil {
			return nil, err
		}
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		p, err := pipelineOf(ctx, v, in.Pipeline)
		if err != nil {
			return err
		}
		b := boarding{s: s, pipeline: p, hide: hidden(ctx, record.Deal), limit: in.Limit}
		if b.when, err = s.dealWhen(ctx, v); err != nil {
			return err
		}
		if b.pace, err = s.pace(ctx, v, p); err != nil {
			return err
		}
		b.ask = store.DealsQuestion{Reach: reach(ctx, record.Deal, auth.Read), Pipeline: p.Key, IDs: ids, Closed: b.closed()}
		a, err = b.columns(ctx, v, in)
		return err
	})
	return a, err
}

// dealsWhere are the ids of the deals that fulfil a condition.
func (s *Server) dealsWhere(ctx context.Context, where string, tell Tell) ([]int64, error) {
	q, err := s.finding(ctx, &Narrowed{Type: record.Deal.Plural(), Where: where}, "", tell)
	if err != nil {
		return nil, err
	}
	q.Limit, q.Sort = mostNarrowed, nil
	ids := []int64{}
	return ids, s.Records.View(ctx, func(v *store.View) error {
		found, _, err := v.FindIDs(ctx, q.Finding)
		ids = append(ids, found...)
		return err
	})
}

// boarding is a board on its way to be shown.
type boarding struct {
	s        *Server
	pipeline *deal.Pipeline
	pace     deal.Pace
	when     deal.When
	ask      store.DealsQuestion
	hide     []string
	limit    int
}

// closed is the day since which won and lost deals are shown.
func (b *boarding) closed() string {
	return time.UnixMicro(b.when.Now).In(b.when.Zone).AddDate(0, 0, -boardDays).Format(time.DateOnly)
}

func (b *boarding) sees(key string) bool { return !slices.Contains(b.hide, key) }

func (b *boarding) columns(ctx context.Context, v *store.View, in *boardQuestion) (*BoardAnswer, error) {
	tallies, err := v.DealTallies(ctx, b.ask)
	if err != nil {
		return nil, err
	}
	a := &BoardAnswer{Pipeline: b.pipeline.Key, Columns: []BoardColumn{}, Closed: b.ask.Closed}
	for _, stage := range b.pipeline.Stages {
		if in.Stage != "" && in.Stage != stage.Key {
			continue
		}
		c, err := b.column(ctx, v, stage.Key, in.Cursor)
		if err != nil {
			return nil, err
		}
		for _, t := range tallies {
			if t.Stage != stage.Key {
				continue
			}
			c.Deals += t.Deals
			if b.sees("value") && b.sees("expected") {
				c.Sums = append(c.Sums, BoardSum{t.Currency, t.Value, t.Expected})
			}
		}
		a.Columns = append(a.Columns, c)
	}
	return a, nil
}

func (b *boarding) column(ctx context.Context, v *store.View, stage, cursor string) (c BoardColumn, err error) {
	q := b.ask
	q.Stage, q.Limit = stage, b.limit+1
	if cursor != "" {
		date, id, _ := strings.Cut(cursor, ".")
		if q.AfterID, err = strconv.ParseInt(id, 10, 64); err != nil {
			return c, wrongCursor(cursor)
		}
		q.AfterDate = date
	}
	rows, err := v.Deals(ctx, q)
	if err != nil {
		return c, err
	}
	c = BoardColumn{Stage: stage, Sums: []BoardSum{}}
	if len(rows) > b.limit {
		rows = rows[:b.limit]
		date, id := rows[b.limit-1].Place()
		next := date + "." + strconv.FormatInt(id, 10)
		c.Cursor = &next
	}
	c.Cards, err = b.cards(ctx, v, rows)
	return c, err
}

func (b *boarding) cards(ctx context.Context, v *store.View, rows []store.DealRow) ([]BoardCard, error) {
	ids := make([]int64, len(rows))
	var refs []record.Ref
	for i, r := range rows {
		ids[i] = r.ID
		refs = append(refs, record.Ref{Type: record.Person, ID: r.Person}, record.Ref{Type: record.Company, ID: r.Company})
	}
	found, err := v.RecordsByID(ctx, b.ask.Reach, record.Deal, ids)
	if err != nil {
		return nil, err
	}
	touched, err := v.DealsTouched(ctx, ids)
	if err != nil {
		return nil, err
	}
	n, err := namesOf(ctx, v, refs)
	cards := make([]BoardCard, len(rows))
	for i := range rows {
		r := found[rows[i].ID]
		cards[i] = b.card(&rows[i], &r, touched[r.ID], n)
	}
	return cards, err
}

func (b *boarding) card(row *store.DealRow, r *record.Record, touched int64, n names) BoardCard {
	c := BoardCard{ID: refID(record.Ref{Type: record.Deal, ID: row.ID}), Version: r.Version, Name: r.Name(), Currency: row.Currency, Since: showInstant(row.Since)}
	if b.sees("person") && row.Person != 0 {
		c.Person = n.named(record.Ref{Type: record.Person, ID: row.Person})
	}
	if b.sees("company") && row.Company != 0 {
		c.Company = n.named(record.Ref{Type: record.Company, ID: row.Company})
	}
	if b.sees("owner") {
		c.Owner = n.user(row.Owner)
	}
	if value, ok := r.Values["value"].(int64); ok && b.sees("value") {
		c.Value = &value
	}
	if b.sees("close_date") {
		c.CloseDate = row.CloseDate
	}
	if row.State == string(deal.Open) {
		c.Signs = b.pipeline.Stale(looked(row, max(touched, r.UpdatedAt)), b.pace, b.when)
	}
	return c
}

func looked(r *store.DealRow, touched int64) deal.Looked {
	return deal.Looked{Stage: r.Stage, Since: r.Since, Touched: touched, CloseDate: r.CloseDate, Pushes: r.Pushes}
}

// named names a record.
func (n names) named(r record.Ref) *Named { return &Named{refID(r), n.records[r]} }
