package api

import (
	"context"
	"slices"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/store"
)

// HistoryAnswer is a page of the changes of a record, newest first.
type HistoryAnswer struct {
	Changes []HistoryChange `json:"changes"`
	Stated  []StatedValue   `json:"stated,omitempty" doc:"of a person: what events say, and how far who said it is trusted"`
	Cursor  *string         `json:"cursor"`
}

// HistoryChange is one value that became another.
type HistoryChange struct {
	Act    string `json:"act"`
	At     string `json:"at"`
	Actor  Named  `json:"actor"`
	Verb   string `json:"verb"`
	Origin string `json:"origin" doc:"through what: screen, api, cli, import, rule, job; empty: not known"`
	Reason string `json:"reason,omitempty"`
	ValueChange
}

// StatedValue is what events say of a field.
type StatedValue struct {
	Field  string `json:"field"`
	Value  any    `json:"value"`
	At     string `json:"at"`
	Source string `json:"source" doc:"staff, server, import or browser"`
}

type historyQuestion struct {
	RecordPath
	Field  string `query:"field" maxLength:"40" doc:"Only changes of this field."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) history(ctx context.Context, in *historyQuestion, _ Tell) (*HistoryAnswer, error) {
	before, err := readSerial(in.Cursor)
	if err != nil {
		return nil, err
	}
	q := store.ChangesQuestion{Field: in.Field, Before: before, Limit: in.Limit + 1}
	a := &HistoryAnswer{Changes: []HistoryChange{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		r, err := s.seen(ctx, v, in.RecordPath)
		if err != nil {
			return err
		}
		q.Type, q.Record = r.Type, r.ID
		list, err := v.Changes(ctx, q)
		if err != nil {
			return err
		}
		if whole := wholeRows(list, in.Limit); len(whole) < len(list) {
			list = whole
			a.Cursor = text(writeSerial(list[len(list)-1].ID))
		}
		if a.Changes, err = showHistory(ctx, v, r.Type, list); err != nil || r.Type != record.Person || in.Cursor != "" {
			return err
		}
		a.Stated, err = showStated(ctx, v, r.ID, in.Field)
		return err
	})
}

// wholeRows are at least the first n changes, up to where a row of the journal ends: what a record was made with is one.
func wholeRows(list []record.Change, n int) []record.Change {
	for ; n < len(list); n++ {
		if list[n].ID != list[n-1].ID {
			return list[:n]
		}
	}
	return list
}

// showHistory are changes of records of one type as who asks may see them.
func showHistory(ctx context.Context, v *store.View, t record.Type, list []record.Change) ([]HistoryChange, error) {
	fields, err := v.Fields(ctx, t)
	if err != nil {
		return nil, err
	}
	acts, err := v.ActsByID(ctx, actsOf(list))
	if err != nil {
		return nil, err
	}
	index, hide := record.Index(fields), hidden(ctx, t)
	names, err := namesOf(ctx, v, refsOf(list, index))
	shown := []HistoryChange{}
	for _, c := range list {
		if slices.Contains(hide, c.Field) {
			continue
		}
		act := acts[c.Act]
		shown = append(shown, HistoryChange{Act: ActID(c.Act), At: showInstant(c.At), Actor: Named{act.Actor, names.actors[act.Actor]}, Verb: act.Verb, Origin: act.Origin,
			Reason: act.Reason, ValueChange: showChange(index[c.Field], &c, names)})
	}
	return shown, err
}

func actsOf(list []record.Change) (ids []int64) {
	for _, c := range list {
		ids = append(ids, c.Act)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// showStated is what events say of a person, as who asks may see it.
func showStated(ctx context.Context, v *store.View, id int64, field string) (list []StatedValue, err error) {
	stated, err := v.StatedOf(ctx, id)
	hide := hidden(ctx, record.Person)
	for _, st := range stated {
		if (field == "" || field == st.Field) && !slices.Contains(hide, st.Field) {
			list = append(list, StatedValue{st.Field, st.Value, showInstant(st.At), st.Rank.String()})
		}
	}
	return list, err
}

// UndoneAnswer is what became of an act that was taken back.
type UndoneAnswer struct {
	Act       string         `json:"act" doc:"of the undoing, which can be undone as well"`
	Undone    int            `json:"undone" doc:"records"`
	Conflicts []ConflictSeen `json:"conflicts" doc:"what was left as it is; at most 100 are listed"`
	More      int            `json:"more,omitempty" doc:"further conflicts"`
}

// ConflictSeen is a value that somebody changed since, and that was left.
type ConflictSeen struct {
	Type  string `json:"type"`
	ID    string `json:"id"`
	Name  string `json:"name"`
	Field string `json:"field" doc:"empty: the record itself"`
	Now   any    `json:"now"`
	Would any    `json:"would_be"`
}

type actUndoOrder struct {
	ID   string `path:"id" doc:"The act, or any act of the same piece of work."`
	Body struct {
		Conflicts string `json:"conflicts,omitempty" enum:"restore,keep" doc:"what becomes of values somebody changed since: taken back, too, or left (as without it)"`
	}
}

// undoStep is how many changes are taken back in one transaction.
const undoStep = 300

// mostConflicts is how many are listed.
const mostConflicts = 100

// undo takes back all an action changed of records, within what who asks may change.
func (s *Server) undo(ctx context.Context, in *actUndoOrder, tell Tell) (*UndoneAnswer, error) {
	q, err := s.undoing(ctx, in)
	if err != nil {
		return nil, err
	}
	return s.undoAll(ctx, q, tell)
}

// undoAll takes back all changes of an action, a piece at a time.
func (s *Server) undoAll(ctx context.Context, q store.UndoQuestion, tell Tell) (*UndoneAnswer, error) {
	a := &UndoneAnswer{Conflicts: []ConflictSeen{}}
	total, tasks, turns, err := s.countMade(ctx, q.Action)
	if err == nil && total+tasks+turns == 0 {
		err = invalid("%s changed no record", ActID(q.Action))
	}
	first := int64(0)
	if err == nil && tasks > 0 {
		first, err = s.undoMade(ctx, q, a, tell)
	}
	if err == nil && turns > 0 {
		first, err = s.undoListed(ctx, q, first, a, tell)
	}
	if err != nil || total == 0 {
		return a, err
	}
	for done := int64(0); ; done += undoStep {
		var u store.Undone
		_, err := s.change(ctx, mutation{verb: "undo", target: ActID(q.Action), action: first, also: func(ctx context.Context, t *store.Tx) (err error) {
			if first == 0 {
				first = t.Act
			}
			if u, err = t.Undo(ctx, q); err != nil || len(u.Tasks) == 0 {
				return err
			}
			return remindAgain(ctx, t, u.Tasks)
		}}, tell)
		if err != nil {
			return nil, err
		}
		a.Act, a.Undone = ActID(first), a.Undone+u.Undone
		if err := s.showConflicts(ctx, a, u.Conflicts); err != nil || u.Next == 0 {
			return a, err
		}
		q.Before = u.Next
		tell(Progress{Step: "undoing", Done: min(done+undoStep, total), Total: total})
	}
}

// countMade counts what an action changed of records, the tasks it made, and who came into lists and went by it.
func (s *Server) countMade(ctx context.Context, action int64) (changes, tasks, turns int64, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		if changes, err = v.CountChanges(ctx, action); err == nil {
			tasks, err = v.CountTasksOf(ctx, action)
		}
		if err == nil {
			turns, err = v.CountListTurns(ctx, action)
		}
		return err
	})
	return changes, tasks, turns, err
}

// undoing is what undoing an act asks of the records.
func (s *Server) undoing(ctx context.Context, in *actUndoOrder) (q store.UndoQuestion, err error) {
	id, err := ParseActID(in.ID)
	if err != nil {
		return q, err
	}
	actor := auth.From(ctx)
	q = store.UndoQuestion{Limit: undoStep, Restore: in.Body.Conflicts == "restore", Hidden: func(t record.Type) []string { return hidden(ctx, t) }}
	err = s.Records.View(ctx, func(v *store.View) error {
		acts, err := v.ActsByID(ctx, []int64{id})
		act, ok := acts[id]
		if err == nil && !ok {
			err = missing("there is no act %s", in.ID)
		}
		if err != nil {
			return err
		}
		own := act.Actor == actorName(actor)
		q.Action = act.First()
		verbOf := func(verb auth.Verb) auth.Verb {
			if verb == auth.Delete && own { // what one did oneself one may take back
				return auth.Update
			}
			return verb
		}
		q.Tasks = func(verb auth.Verb) auth.Reach { return actor.Reach(auth.Tasks, verbOf(verb)) }
		q.Reach = func(t record.Type, verb auth.Verb) auth.Reach { return reach(ctx, t, verbOf(verb)) }
		return nil
	})
	return q, err
}

// showConflicts adds conflicts to an answer as who asks may see them.
func (s *Server) showConflicts(ctx context.Context, a *UndoneAnswer, list []store.Conflict) error {
	room := max(0, mostConflicts-len(a.Conflicts))
	a.More += max(0, len(list)-room)
	list = list[:min(len(list), room)]
	if len(list) == 0 {
		return nil
	}
	return s.Records.View(ctx, func(v *store.View) error {
		refs := make([]record.Ref, len(list))
		for i, c := range list {
			refs[i] = record.Ref{Type: c.Type, ID: c.Record}
		}
		names, err := namesOf(ctx, v, refs)
		if err != nil {
			return err
		}
		for i, c := range list {
			if c.Type == task.Journalled {
				shown, err := showTaskConflict(ctx, v, c)
				if err != nil {
					return err
				}
				a.Conflicts = append(a.Conflicts, shown)
				continue
			}
			fields, err := v.Fields(ctx, c.Type)
			if err != nil {
				return err
			}
			shown := ConflictSeen{c.Type.Plural(), refID(refs[i]), names.records[refs[i]], c.Field, c.Now, c.Would}
			if f := record.Index(fields)[c.Field]; f != nil {
				shown.Now, shown.Would = showValue(f, c.Now), showValue(f, c.Would)
			}
			a.Conflicts = append(a.Conflicts, shown)
		}
		return nil
	})
}
