package api

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/hub/timeline"
	"banhda/store"
	"banhda/warehouse"
)

// wants reports whether lines of any of these kinds are asked for.
func (a *surroundings) wants(kinds ...string) bool {
	return len(a.in.Kind) == 0 || slices.ContainsFunc(kinds, func(k string) bool { return slices.Contains(a.in.Kind, k) })
}

// strands are what the timeline is woven of, each only where it is asked for.
func (a *surroundings) strands() (all []strand) {
	add := func(name string, asked bool, read func(context.Context, string, int) ([]timeline.Placed[TimelineItem], error)) {
		if asked {
			all = append(all, strand{name, read})
		}
	}
	add("n", a.wants("note"), a.notes)
	add("f", a.wants("file"), a.files)
	add("c", a.wants("change", "import"), a.changes)
	add("a", a.wants("act"), a.acts)
	add("t", a.wants("task"), a.tasks)
	add("m", a.wants("task"), a.made)
	add("w", a.wants("workflow") && a.ref.Type == record.Person, a.steps)
	add("s", a.wants("stage") && a.in.Team == "" && a.sale == "" && len(a.people) > 0, a.moves)
	add("e", a.wants("event", "contact") && len(a.people) > 0, a.events)
	return all
}

// fewEvents is how many events are read at a time where most may be left out.
const fewEvents = 500

// events are those of the people, as far as they are asked for.
func (a *surroundings) events(ctx context.Context, behind string, limit int) (list []timeline.Placed[TimelineItem], err error) {
	q := warehouse.PastQuestion{People: a.people, Before: behind, Limit: limit}
	if a.sale != "" || a.in.Team != "" || !a.wants("event") {
		q.Limit = max(limit, fewEvents)
	}
	for len(list) < limit {
		past, _, err := a.s.Warehouse.Past(ctx, a.cut, q)
		if err != nil {
			return nil, err
		}
		for i := range past.Events {
			if e := &past.Events[i]; len(list) < limit && a.fits(e) {
				list = append(list, timeline.Placed[TimelineItem]{At: e.At, Place: e.Place, What: a.eventItem(e)})
			}
		}
		if q.Before = past.Next; q.Before == "" {
			break
		}
	}
	return list, nil
}

// fits reports whether an event is asked for.
func (a *surroundings) fits(e *warehouse.PastEvent) bool {
	return (a.sale == "" || e.Sale == a.sale) && (a.in.Team == "" || e.Team == a.in.Team) && (a.wants("event") || isContact(e))
}

func isContact(e *warehouse.PastEvent) bool {
	return timeline.Contact(e.Name, e.Meaning, e.Campaign != "")
}

func (a *surroundings) eventItem(e *warehouse.PastEvent) TimelineItem {
	shown := showEvent(&e.TimelineEvent)
	shown.Properties = a.veil.over(shown.Properties)
	item := TimelineItem{ID: "e." + e.Place, At: shown.At, Kind: "event", Team: e.Team, Contact: isContact(e), Source: e.Source, Event: &shown}
	if a.in.Type == "companies" {
		item.Person = PersonID(e.Person)
	}
	if by := saidBy(e.Properties); a.names[by] != "" {
		item.Actor = &ActActor{by, a.names[by]}
	}
	return item
}

// saidBy is who of the house wrote an event down; empty: nobody.
func saidBy(properties json.RawMessage) string {
	var said struct {
		By string `json:"by"`
	}
	_ = json.Unmarshal(properties, &said) // of another form: nobody of the house
	return said.By
}

// moves are the people's between stages.
func (a *surroundings) moves(ctx context.Context, behind string, limit int) (list []timeline.Placed[TimelineItem], err error) {
	past, _, err := a.s.Warehouse.Past(ctx, a.cut, warehouse.PastQuestion{People: a.people, Limit: 1})
	if err != nil {
		return nil, err
	}
	for i, m := range movesBehind(past.Moves, behind) {
		if i == limit {
			break
		}
		place := movePlace(m)
		item := TimelineItem{ID: "s." + place, At: showInstant(m.At), Kind: "stage", Stage: &StageMove{showInstant(m.At), m.From.String(), m.To.String()}}
		if a.in.Type == "companies" {
			item.Person = PersonID(m.Person)
		}
		list = append(list, timeline.Placed[TimelineItem]{At: m.At, Place: place, What: item})
	}
	return list, nil
}

func movePlace(m warehouse.PastMove) string { return fmt.Sprintf("%d.%d.%d", m.At, m.Person, m.To) }

// movesBehind are those after a place; where that move is gone by now, those before its instant.
func movesBehind(all []warehouse.PastMove, behind string) []warehouse.PastMove {
	if behind == "" {
		return all
	}
	if i := slices.IndexFunc(all, func(m warehouse.PastMove) bool { return movePlace(m) == behind }); i >= 0 {
		return all[i+1:]
	}
	var at int64
	_, _ = fmt.Sscanf(behind, "%d", &at) // a place that is none begins with the newest
	i := slices.IndexFunc(all, func(m warehouse.PastMove) bool { return at == 0 || m.At < at })
	if i < 0 {
		return nil
	}
	return all[i:]
}

// notes are those written about the record.
func (a *surroundings) notes(ctx context.Context, behind string, limit int) (list []timeline.Placed[TimelineItem], err error) {
	return a.kept(ctx, behind, limit, func(v *store.View, p store.Page) error {
		notes, err := v.Notes(ctx, a.ref, p)
		for _, n := range notes {
			shown := showNote(ctx, n, a.names)
			a.place(&list, n.CreatedAt, n.ID, n.Author, TimelineItem{ID: shown.ID, Kind: "note", Note: &shown})
		}
		return err
	}, &list)
}

// files are those kept with the record.
func (a *surroundings) files(ctx context.Context, behind string, limit int) (list []timeline.Placed[TimelineItem], err error) {
	return a.kept(ctx, behind, limit, func(v *store.View, p store.Page) error {
		files, err := v.Attachments(ctx, a.ref, p)
		for _, f := range files {
			shown := showAttachment(f, a.names)
			a.place(&list, f.CreatedAt, f.ID, f.Author, TimelineItem{ID: shown.ID, Kind: "file", File: &shown})
		}
		return err
	}, &list)
}

// place puts something somebody did on the list, unless another team is asked for.
func (a *surroundings) place(list *[]timeline.Placed[TimelineItem], at, id int64, actor string, item TimelineItem) {
	item.At, item.Actor, item.Team = showInstant(at), &ActActor{actor, a.names[actor]}, a.teams[actor]
	if a.in.Team == "" || a.in.Team == item.Team {
		*list = append(*list, timeline.Placed[TimelineItem]{At: at, Place: writeRow(at, id), What: item})
	}
}

// kept reads pages of what lies in the records until there are enough lines that are asked for.
func (a *surroundings) kept(ctx context.Context, behind string, limit int, read func(*store.View, store.Page) error, list *[]timeline.Placed[TimelineItem]) ([]timeline.Placed[TimelineItem], error) {
	p := store.Page{Limit: limit}
	if a.in.Team != "" {
		p.Limit = mostKept // then one page is all there is: nobody writes more about one record
	}
	if behind != "" {
		var err error
		if p.At, p.ID, err = readRow(behind); err != nil {
			return nil, err
		}
	}
	err := a.s.Records.View(ctx, func(v *store.View) error { return read(v, p) })
	return (*list)[:min(limit, len(*list))], err
}

// mostKept bounds what is looked through for one team.
const mostKept = 5_000

// acts are those on the record that changed none of its values.
func (a *surroundings) acts(ctx context.Context, behind string, limit int) (list []timeline.Placed[TimelineItem], err error) {
	q := store.ActsQuestion{Target: a.in.ID, Limit: fewEvents}
	if behind != "" {
		if q.Before, err = strconv.ParseInt(behind, 36, 64); err != nil {
			return nil, wrongCursor(behind)
		}
	}
	err = a.s.Records.View(ctx, func(v *store.View) error {
		for len(list) < limit {
			acts, err := v.Acts(ctx, q)
			for i := range acts {
				if len(list) < limit {
					a.act(&list, &acts[i])
				}
			}
			if err != nil || len(acts) < q.Limit {
				return err
			}
			q.Before = acts[len(acts)-1].ID
		}
		return nil
	})
	return list, err
}

// tells are the acts a timeline tells of, by how they are called or begin; what changed values, and notes and files, it
// shows themselves.
var tells = []string{"merge", "unmerge", "consent-", "request-", "erased", "assign", "reclaim"}

func tellsOf(verb string) bool {
	return slices.ContainsFunc(tells, func(t string) bool { return verb == t || strings.HasSuffix(t, "-") && strings.HasPrefix(verb, t) })
}

func (a *surroundings) act(list *[]timeline.Placed[TimelineItem], act *store.Act) {
	if !tellsOf(act.Verb) || act.Verb == string(flow.Merge) && len(act.After) == 0 { // what stands after a merge all the same is no other merge
		return
	}
	item := TimelineItem{ID: "a." + ActID(act.ID), Kind: "act", Source: act.Origin, Act: &TimelineAct{ActID(act.ID), act.Verb, act.Reason, a.veil.over(orNull(act.After))}}
	n := len(*list)
	if a.place(list, act.At, act.ID, act.Actor, item); len(*list) > n {
		(*list)[n].Place = strconv.FormatInt(act.ID, 36)
	}
}

// tasks are those about the record that are done, and made those that were planned.
func (a *surroundings) tasks(ctx context.Context, behind string, limit int) (list []timeline.Placed[TimelineItem], err error) {
	return a.tasksBy(ctx, behind, limit, store.TaskFilter{About: a.ref, Done: true}, func(t *task.Task, shown *Task) {
		a.place(&list, t.DoneAt, t.ID, t.DoneBy, TimelineItem{ID: shown.ID, Kind: "task", Task: shown})
	}, &list)
}

func (a *surroundings) made(ctx context.Context, behind string, limit int) (list []timeline.Placed[TimelineItem], err error) {
	return a.tasksBy(ctx, behind, limit, store.TaskFilter{About: a.ref, Made: true}, func(t *task.Task, shown *Task) {
		a.place(&list, t.CreatedAt, t.ID, t.Creator, TimelineItem{ID: "m." + shown.ID, Kind: "task", Made: true, Task: shown})
	}, &list)
}

func (a *surroundings) tasksBy(ctx context.Context, behind string, limit int, f store.TaskFilter, put func(*task.Task, *Task), list *[]timeline.Placed[TimelineItem]) ([]timeline.Placed[TimelineItem], error) {
	return a.kept(ctx, behind, limit, func(v *store.View, p store.Page) error {
		f.AfterAt, f.AfterID, f.Limit = p.At, p.ID, p.Limit
		found, err := v.Tasks(ctx, auth.From(ctx).Reach(auth.Tasks, auth.Read), f)
		if err != nil {
			return err
		}
		shown, err := showTasks(ctx, v, found)
		for i := range shown {
			put(&found[i], &shown[i])
		}
		return err
	}, list)
}
