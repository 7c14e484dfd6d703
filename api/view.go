package api

import (
	"context"
	"net/http"
	"strings"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/view"
	"banhda/store"
)

// ViewID writes a view's id as it is shown outside.
func ViewID(id int64) string { return viewPrefix + encodeID(scramble(uint64(id), viewPrefix)) }

// ParseViewID reads what ViewID wrote.
func ParseViewID(s string) (int64, error) { return parseID(s, viewPrefix, "a view") }

// ListView is a saved way of looking at records.
type ListView struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Name    string `json:"name"`
	Where   string `json:"where" doc:"its condition; empty: all records"`
	Sort    string `json:"sort" doc:"fields divided by commas, with - before those that descend"`
	Columns string `json:"columns" doc:"fields divided by commas"`
	Shared  string `json:"shared" enum:"me,team,all" doc:"who sees it"`
	Team    string `json:"team,omitempty" doc:"the team it is shared with"`
	Builtin bool   `json:"builtin" doc:"it comes with the product, and cannot be changed"`
	Mine    bool   `json:"mine"`
	Owner   string `json:"owner,omitempty" doc:"whose it is"`
}

// ViewsAnswer is the views somebody sees of one type, or of all: those of the product first.
type ViewsAnswer struct {
	Views []ListView `json:"views"`
}

type viewsQuestion struct {
	Type string `query:"type" enum:"people,companies,products,orders,deals,tickets" doc:"Of which records. Default: of all."`
}

func (s *Server) listViews(ctx context.Context, in *viewsQuestion, _ Tell) (*ViewsAnswer, error) {
	a := &ViewsAnswer{Views: []ListView{}}
	who := auth.From(ctx)
	err := s.Records.View(ctx, func(v *store.View) error {
		for _, t := range record.Types {
			if in.Type != "" && in.Type != t.Plural() || reach(ctx, t, auth.Read).None() {
				continue
			}
			for _, std := range view.Standards(t) {
				a.Views = append(a.Views, showStandard(std, speaks(ctx)))
			}
			saved, err := v.ListViews(ctx, t)
			if err != nil {
				return err
			}
			for i := range saved {
				if saved[i].Seen(who.User(), who.Teams) {
					a.Views = append(a.Views, showView(&saved[i], who))
				}
			}
		}
		return nil
	})
	return a, err
}

func showStandard(std view.Standard, language string) ListView {
	shown := showView(&std.View, auth.Actor{})
	shown.ID, shown.Name, shown.Builtin, shown.Mine, shown.Owner = std.Key, std.Label.En, true, false, ""
	if language == "vi" {
		shown.Name = std.Label.Vi
	}
	return shown
}

func showView(w *view.View, who auth.Actor) ListView {
	shown := ListView{ID: ViewID(w.ID), Type: w.Type.Plural(), Name: w.Name, Where: w.Condition, Sort: view.WriteSort(w.Sort),
		Columns: strings.Join(w.Columns, ","), Shared: string(w.Shared), Mine: w.Owner == who.User()}
	if w.Team != 0 {
		shown.Team = TeamID(w.Team)
	}
	if w.Owner != 0 {
		shown.Owner = UserID(w.Owner)
	}
	return shown
}

// viewOf is the view of an id that who asks sees; an empty one for none.
func (s *Server) viewOf(ctx context.Context, v *store.View, shown string, t record.Type) (w view.View, err error) {
	if shown == "" {
		return w, nil
	}
	if std, ok := view.FindStandard(shown); ok {
		w = std.View
	} else if w, err = s.seenView(ctx, v, shown); err != nil {
		return w, err
	}
	if w.Type != t {
		return w, invalid("%s is a view of other records", shown)
	}
	return w, nil
}

// seenView is a saved view that who asks sees.
func (s *Server) seenView(ctx context.Context, v *store.View, shown string) (view.View, error) {
	id, err := ParseViewID(shown)
	if err != nil {
		return view.View{}, err
	}
	who := auth.From(ctx)
	w, err := v.ListView(ctx, id)
	if err == nil && !w.Seen(who.User(), who.Teams) {
		err = store.ErrNotFound
	}
	return w, notFound(err, "there is no view %s, or it is not shared with you", shown)
}

// ViewBody is what is said of a view; what is left out stays as it is.
type ViewBody struct {
	Name    *string `json:"name,omitempty" minLength:"1" maxLength:"80"`
	Where   *string `json:"where,omitempty" maxLength:"16384" doc:"a condition, as lists take it"`
	Sort    *string `json:"sort,omitempty" maxLength:"400" doc:"fields divided by commas, with - before those that descend"`
	Columns *string `json:"columns,omitempty" maxLength:"4000" doc:"fields divided by commas"`
	Shared  *string `json:"shared,omitempty" enum:"me,team,all"`
	Team    *string `json:"team,omitempty" doc:"with which team it is shared; default: the first of one's own"`
}

type viewOrder struct {
	Body struct {
		Type string `json:"type" enum:"people,companies,products,orders,deals,tickets"`
		ViewBody
	}
}

func (s *Server) addView(ctx context.Context, in *viewOrder, tell Tell) (*ListView, error) {
	t, _ := record.ParseType(in.Body.Type)
	who := auth.From(ctx)
	w := view.View{Type: t, Owner: who.User(), Shared: view.Me, Columns: view.Standards(t)[0].Columns}
	return s.keepView(ctx, "view-add", in.Body.ViewBody, &w, func(ctx context.Context, tx *store.Tx) (err error) {
		if err = roomForView(ctx, tx); err == nil {
			w.ID, err = tx.AddListView(ctx, w)
		}
		return err
	}, tell)
}

type viewChange struct {
	ID   string `path:"id"`
	Body ViewBody
}

func (s *Server) changeView(ctx context.Context, in *viewChange, tell Tell) (*ListView, error) {
	w, err := s.changeableView(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return s.keepView(ctx, "view-set", in.Body, &w, func(ctx context.Context, tx *store.Tx) error { return tx.SaveListView(ctx, w) }, tell)
}

// changeableView is a view that who asks may change: their own, or a shared one where they look after the workspace.
func (s *Server) changeableView(ctx context.Context, shown string) (w view.View, err error) {
	if _, builtin := view.FindStandard(shown); builtin {
		return w, refused(http.StatusForbidden, 0, "this view comes with the product; save another one from it")
	}
	who := auth.From(ctx)
	err = s.Records.View(ctx, func(v *store.View) error {
		w, err = s.seenView(ctx, v, shown)
		return err
	})
	if err == nil && w.Owner != who.User() && !who.May("workspace:write") {
		err = refused(http.StatusForbidden, 0, "this view is somebody else's; save one of your own from it")
	}
	return w, err
}

// keepView reads what is said of a view, and keeps it.
func (s *Server) keepView(ctx context.Context, verb string, said ViewBody, w *view.View, keep func(context.Context, *store.Tx) error, tell Tell) (*ListView, error) {
	if err := s.readView(ctx, said, w); err != nil {
		return nil, err
	}
	_, err := s.change(ctx, mutation{verb: verb, entry: said, made: func() string { return ViewID(w.ID) }, also: keep}, tell)
	if err != nil {
		return nil, err
	}
	shown := showView(w, auth.From(ctx))
	return &shown, nil
}

func (s *Server) readView(ctx context.Context, said ViewBody, w *view.View) error {
	take := func(into *string, said *string) {
		if said != nil {
			*into = strings.TrimSpace(*said)
		}
	}
	take(&w.Name, said.Name)
	take(&w.Condition, said.Where)
	take((*string)(&w.Shared), said.Shared)
	if said.Columns != nil {
		w.Columns = view.List(*said.Columns)
	}
	if said.Sort != nil {
		w.Sort = view.ParseSort(*said.Sort)
	}
	if w.Name == "" {
		return invalid("a view needs a name")
	}
	if len(w.Columns) > view.MostColumns {
		return invalid("a view has at most %d columns", view.MostColumns)
	}
	if err := shareView(ctx, said, w); err != nil {
		return err
	}
	return s.Records.View(ctx, func(v *store.View) error {
		if _, err := s.condition(ctx, v, w.Type, w.Condition); err != nil {
			return err
		}
		return s.order(ctx, v, &finding{Finding: store.Finding{Type: w.Type}}, w.Sort)
	})
}

// shareView finds the team a view is shared with.
func shareView(ctx context.Context, said ViewBody, w *view.View) (err error) {
	who := auth.From(ctx)
	switch {
	case w.Shared != view.Team:
		w.Team = 0
	case said.Team != nil:
		w.Team, err = ParseTeamID(*said.Team)
	case w.Team == 0 && len(who.Teams) > 0:
		w.Team = who.Teams[0]
	case w.Team == 0:
		err = invalid("you are in no team to share a view with")
	}
	return err
}

type viewNamed struct {
	ID string `path:"id"`
}

func (s *Server) removeView(ctx context.Context, in *viewNamed, tell Tell) (*ListView, error) {
	w, err := s.changeableView(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "view-remove", target: in.ID, also: func(ctx context.Context, tx *store.Tx) error { return tx.RemoveListView(ctx, w.ID) }}, tell)
	shown := showView(&w, auth.From(ctx))
	return &shown, err
}
