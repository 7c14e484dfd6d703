package api

import (
	"context"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/search"
	"banhda/hub/view"
	"banhda/store"
)

// LookAnswer is what was found, the best first.
type LookAnswer struct {
	Results []Found `json:"results"`
}

// Found is one thing that answers what was typed.
type Found struct {
	Type    string `json:"type" doc:"people, companies, products, orders, deals, tickets, tasks"`
	ID      string `json:"id"`
	Name    string `json:"name"`
	Detail  string `json:"detail,omitempty" doc:"what tells it from others of that name"`
	Matched string `json:"matched,omitempty" doc:"the field by which it was found"`

	how int
}

type lookQuestion struct {
	Q     string `query:"q" required:"true" maxLength:"200" doc:"Words of names in any order, marks aside; parts of numbers, addresses, codes; an id."`
	Types string `query:"types" doc:"What to look for, divided by commas. Default: everything one may see."`
	Limit int    `query:"limit" minimum:"1" maximum:"50" default:"10" doc:"Results of each type."`
}

// looker finds things of one kind by what was typed.
type looker func(ctx context.Context, v *store.View, q search.Query, limit int) ([]Found, error)

// lookers are everything that can be looked for, in the order in which equals are shown.
func (s *Server) lookers() map[string]looker {
	all := map[string]looker{}
	for _, t := range record.Types {
		all[t.Plural()] = func(ctx context.Context, v *store.View, q search.Query, limit int) ([]Found, error) {
			return lookRecords(ctx, v, t, q, limit)
		}
	}
	all[auth.Tasks] = lookTasks
	return all
}

// look is the one box everything is looked for in.
func (s *Server) look(ctx context.Context, in *lookQuestion, _ Tell) (*LookAnswer, error) {
	a := &LookAnswer{Results: []Found{}}
	query, ok := search.Parse(in.Q)
	if !ok {
		return a, nil
	}
	asked := view.List(in.Types)
	err := s.Records.View(ctx, func(v *store.View) error {
		if r, err := parseRef(strings.TrimSpace(in.Q)); err == nil {
			return a.byID(ctx, v, r)
		}
		for _, kind := range []string{auth.People, auth.Companies, auth.Tickets, auth.Deals, auth.Orders, auth.Products, auth.Tasks} {
			look := s.lookers()[kind]
			if look == nil || len(asked) > 0 && !slices.Contains(asked, kind) || auth.From(ctx).Reach(kind, auth.Read).None() {
				continue
			}
			found, err := look(ctx, v, query, in.Limit)
			if err != nil {
				return err
			}
			a.Results = append(a.Results, found...)
		}
		return nil
	})
	slices.SortStableFunc(a.Results, func(x, y Found) int { return y.how - x.how })
	return a, err
}

// byID is the record of an id.
func (a *LookAnswer) byID(ctx context.Context, v *store.View, r record.Ref) error {
	found, err := v.RecordsByID(ctx, reach(ctx, r.Type, auth.Read), r.Type, []int64{r.ID})
	one, ok := found[r.ID]
	if err != nil || !ok {
		return err
	}
	a.Results, err = appendFound(ctx, v, a.Results, r.Type, store.Hit{Record: one, How: search.Same, Field: "id"})
	return err
}

func lookRecords(ctx context.Context, v *store.View, t record.Type, q search.Query, limit int) (found []Found, err error) {
	hits, err := v.Look(ctx, store.Looking{Type: t, Query: q, Reach: reach(ctx, t, auth.Read), Hidden: hidden(ctx, t), Limit: limit})
	if err != nil {
		return nil, err
	}
	return appendFound(ctx, v, nil, t, hits...)
}

// details are the fields that tell records of one name apart.
var details = map[record.Type][]string{record.Person: {"phone", "email"}, record.Company: {"tax_code", "phone", "email"}, record.Product: {"sku"}, record.Order: {"status"}, record.Deal: {"state"}, record.Ticket: {"number", "status"}}

func appendFound(ctx context.Context, v *store.View, list []Found, t record.Type, hits ...store.Hit) ([]Found, error) {
	fields, err := v.Fields(ctx, t)
	index, hide := record.Index(fields), hidden(ctx, t)
	for _, h := range hits {
		f := Found{Type: t.Plural(), ID: refID(record.Ref{Type: t, ID: h.ID}), Name: h.Name(), Matched: h.Field, how: h.How}
		var shown []string
		for _, key := range details[t] {
			text := h.Values.Text(key)
			if text == "" || slices.Contains(hide, key) {
				continue
			}
			if field := index[key]; field != nil {
				for _, o := range field.Options {
					if o.Key == text {
						text = in(speaks(ctx), o.Label)
						break
					}
				}
			}
			shown = append(shown, text)
		}
		f.Detail = strings.Join(shown, " · ")
		list = append(list, f)
	}
	return list, err
}
