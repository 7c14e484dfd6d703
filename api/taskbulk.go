package api

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"banhda/auth"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/hub/search"
	"banhda/hub/task"
	"banhda/store"
)

// mostTasks is how many tasks are made at once: nobody calls more people.
const mostTasks = 10_000

// bulkTasksOrder makes a task about each of many records, as one action that can be undone as one.
type bulkTasksOrder struct {
	Type string `path:"type" enum:"people,companies,products,orders,deals,tickets" doc:"What kind of records."`
	Body struct {
		Which
		TaskBody
		ToOwner bool `json:"to_owner,omitempty" doc:"Each task is its record's owner's; of records without one, as owner and team say."`
		Preview bool `json:"preview,omitempty" doc:"only tell what would be made"`
	}
}

// BulkTasksAnswer is how many tasks were made, or would be, and for whom.
type BulkTasksAnswer struct {
	Act    string     `json:"act,omitempty" doc:"the act by which all of them can be taken back; empty: none was made"`
	Count  int64      `json:"count" doc:"the records chosen"`
	Beyond int64      `json:"beyond" doc:"those of them whose task would be somebody's whom one may make none for: they get none"`
	Made   int64      `json:"made" doc:"tasks that were made, or would be"`
	For    []TasksFor `json:"for" doc:"whose they are, the most first"`
}

// TasksFor is how many tasks somebody gets.
type TasksFor struct {
	Owner *Named `json:"owner" doc:"null: a team's, or nobody's"`
	Count int64  `json:"count"`
}

// bulkTasks is an order that was read: the task, and whose it is about which record.
type bulkTasks struct {
	*bulk
	task   task.Task
	zone   *time.Location
	ids    []int64         // of records, in order
	owners map[int64]int64 // by record
	many   map[int64]int64 // tasks by owner
}

func (s *Server) bulkTasks(ctx context.Context, in *bulkTasksOrder, tell Tell) (*BulkTasksAnswer, error) {
	b, err := s.readBulkTasks(ctx, in, tell)
	if err != nil {
		return nil, err
	}
	a := &BulkTasksAnswer{For: []TasksFor{}}
	if err := s.allot(ctx, b, in.Body.ToOwner, a); err != nil || in.Body.Preview {
		return a, err
	}
	var action int64
	done := int64(0)
	err = inPieces(b.ids, func(part []int64) error {
		if err := s.makeSome(ctx, b, part, &action, tell); err != nil {
			return err
		}
		done += int64(len(part))
		tell(Progress{Step: "changing", Done: done, Total: a.Made})
		return nil
	})
	if action != 0 {
		a.Act = ActID(action)
	}
	return a, err
}

func (s *Server) readBulkTasks(ctx context.Context, in *bulkTasksOrder, tell Tell) (*bulkTasks, error) {
	t, _ := record.ParseType(in.Type)
	c, err := s.calendar(ctx)
	if err != nil {
		return nil, err
	}
	in.Body.About = nil // each is about its own record
	one, err := newTask(ctx, in.Body.TaskBody, "", s.Now().UnixMicro(), c.Zone())
	if err != nil {
		return nil, err
	}
	f, err := s.which(ctx, in.Type, in.Body.Which, tell)
	if err != nil {
		return nil, err
	}
	return &bulkTasks{bulk: &bulk{finding: f, verb: "task-add", may: reach(ctx, t, auth.Read)}, task: one, zone: c.Zone(),
		owners: map[int64]int64{}, many: map[int64]int64{}}, nil
}

// allot finds out whose task each record's is, and leaves out those nobody may make.
func (s *Server) allot(ctx context.Context, b *bulkTasks, toOwner bool, a *BulkTasksAnswer) error {
	ids, err := s.chosen(ctx, b.bulk)
	if err != nil {
		return err
	}
	if len(ids) > mostTasks {
		return invalid("%d records are chosen, and at most %d tasks are made at once; narrow the list", len(ids), mostTasks)
	}
	a.Count = int64(len(ids))
	may := auth.From(ctx).Reach(auth.Tasks, auth.Create)
	return s.Records.View(ctx, func(v *store.View) error {
		for part := range slices.Chunk(ids, 1000) {
			found, err := v.RecordsByID(ctx, b.may, b.Type, part)
			if err != nil {
				return err
			}
			for _, id := range part {
				owner := b.task.Owner
				if r := found[id]; toOwner && r.Values.Int("owner") != 0 {
					owner = r.Values.Int("owner")
				}
				if may.Reaches(owner, b.task.Team) {
					b.ids, b.owners[id] = append(b.ids, id), owner
					b.many[owner]++
				}
			}
		}
		for owner, more := range b.many {
			if err := roomForTasks(ctx, v, owner, more); err != nil {
				return err
			}
		}
		a.Made, a.Beyond = int64(len(b.ids)), a.Count-int64(len(b.ids))
		return a.forWhom(ctx, v, b.many)
	})
}

func (a *BulkTasksAnswer) forWhom(ctx context.Context, v *store.View, many map[int64]int64) error {
	n, err := namesOf(ctx, v, nil)
	for owner, count := range many {
		a.For = append(a.For, TasksFor{n.user(owner), count})
	}
	slices.SortFunc(a.For, func(x, y TasksFor) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(nameOf(x.Owner), nameOf(y.Owner)))
	})
	return err
}

func nameOf(n *Named) string {
	if n == nil {
		return ""
	}
	return n.Name
}

// makeSome makes some of them under an act of its own, part of the whole action.
func (s *Server) makeSome(ctx context.Context, b *bulkTasks, ids []int64, action *int64, tell Tell) error {
	first := *action == 0
	entry := map[string]any{"title": b.task.Title, "records": len(ids)}
	_, err := s.change(ctx, mutation{verb: b.verb, target: b.Type.Plural(), action: *action, entry: entry, also: func(ctx context.Context, tx *store.Tx) error {
		if first {
			*action = tx.Act
			if err := b.tell(ctx, tx); err != nil {
				return err
			}
		}
		for _, id := range ids {
			t := b.task
			t.About, t.Owner = record.Ref{Type: b.Type, ID: id}, b.owners[id]
			t, err := tx.AddTask(ctx, auth.Everything, t) // whose it may be was looked at before
			if err == nil {
				err = remindOf(ctx, tx, t, b.zone)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}}, tell)
	return err
}

// tell says to each colleague once that they were given tasks.
func (b *bulkTasks) tell(ctx context.Context, tx *store.Tx) error {
	who := auth.From(ctx)
	for owner, count := range b.many {
		if owner == 0 || owner == who.User() {
			continue
		}
		data := map[string]string{"title": b.task.Title, "count": strconv.FormatInt(count, 10), "by": who.Name}
		if err := tx.Notify(ctx, owner, notice.TaskGiven, fmt.Sprintf("act %d", tx.Act), record.Ref{}, data); err != nil {
			return err
		}
	}
	return nil
}

// undoMade takes back the tasks an action made, a piece at a time, and gives the act it did so by; those somebody did or
// changed since are left and told.
func (s *Server) undoMade(ctx context.Context, q store.UndoQuestion, a *UndoneAnswer, tell Tell) (action int64, err error) {
	for n := undoStep; n == undoStep; {
		_, err := s.change(ctx, mutation{verb: "undo", target: ActID(q.Action), action: action, also: func(ctx context.Context, t *store.Tx) (err error) {
			if action == 0 {
				action = t.Act
			}
			n, err = t.UndoMade(ctx, q)
			return err
		}}, tell)
		if err != nil {
			return 0, err
		}
		a.Act, a.Undone = ActID(action), a.Undone+n
	}
	return action, s.Records.View(ctx, func(v *store.View) error {
		left, err := v.CountTasksOf(ctx, q.Action)
		if err != nil || left == 0 {
			return err
		}
		list, err := v.TasksOf(ctx, q.Action, mostConflicts)
		for _, t := range list {
			a.Conflicts = append(a.Conflicts, ConflictSeen{Type: auth.Tasks, ID: TaskID(t.ID), Name: t.Title})
		}
		a.More += max(0, int(left)-len(list))
		return err
	})
}

// lookTasks finds open tasks by their titles.
func lookTasks(ctx context.Context, v *store.View, q search.Query, limit int) (found []Found, err error) {
	list, how, err := v.LookTasks(ctx, auth.From(ctx).Reach(auth.Tasks, auth.Read), q, limit)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	shown, err := showTasks(ctx, v, list)
	for i, t := range shown {
		f := Found{Type: auth.Tasks, ID: t.ID, Name: t.Title, Matched: "title", how: how[i]}
		if t.About != nil {
			f.Detail = t.About.Name
		}
		found = append(found, f)
	}
	return found, err
}
