package api

import (
	"context"
	"slices"

	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// changes are those of the record's values, those of one act together.
func (a *surroundings) changes(ctx context.Context, behind string, limit int) (list []timeline.Placed[TimelineItem], err error) {
	q := store.ChangesQuestion{Type: a.ref.Type, Record: a.ref.ID, Limit: fewEvents}
	if q.Before, err = readSerial(behind); err != nil {
		return nil, err
	}
	err = a.s.Records.View(ctx, func(v *store.View) error {
		for len(list) < limit {
			page, err := v.Changes(ctx, q)
			if err != nil {
				return err
			}
			whole := len(page) < q.Limit
			groups := byAct(page, whole)
			if len(groups) == 0 {
				return nil
			}
			if err := a.changed(ctx, v, &list, groups, limit); err != nil || whole {
				return err
			}
			last := groups[len(groups)-1]
			q.Before = last[len(last)-1].ID
		}
		return nil
	})
	return list, err
}

// byAct puts the changes of one act together. The last act may go on behind the page, unless that is whole.
func byAct(page []record.Change, whole bool) (groups [][]record.Change) {
	for from := 0; from < len(page); {
		to := from + 1
		for to < len(page) && page[to].Act == page[from].Act {
			to++
		}
		if to < len(page) || whole || from == 0 {
			groups = append(groups, page[from:to])
		}
		from = to
	}
	return groups
}

// showImported tells of an import what it was made from, and whether it made the record.
func showImported(ctx context.Context, v *store.View, shown string, changes []record.Change) (*TimelineImport, error) {
	t := &TimelineImport{Import: shown, Made: slices.ContainsFunc(changes, func(c record.Change) bool {
		return c.Field == record.Existence && c.Before == nil && c.After != nil
	})}
	id, err := ParseImportID(shown)
	if err != nil {
		return nil, err
	}
	i, err := v.Import(ctx, id)
	t.Name = i.Name
	return t, absent(err)
}

// changed puts acts on the list that changed anything the actor may see.
func (a *surroundings) changed(ctx context.Context, v *store.View, list *[]timeline.Placed[TimelineItem], groups [][]record.Change, limit int) error {
	ids := make([]int64, len(groups))
	for i, g := range groups {
		ids[i] = g[0].Act
	}
	acts, err := v.ActsByID(ctx, ids)
	if err != nil {
		return err
	}
	for _, g := range groups {
		values, err := a.showChanges(ctx, v, g)
		if err != nil {
			return err
		}
		act := acts[g[0].Act]
		item := TimelineItem{ID: ActID(g[0].Act), Kind: "change", Source: act.Origin, Change: &TimelineChange{Act: ActID(g[0].Action), Verb: act.Verb, Reason: act.Reason, Values: values}}
		if act.Verb == importVerb {
			item.Kind = "import"
			if item.Import, err = showImported(ctx, v, act.Target, g); err != nil {
				return err
			}
		}
		if len(values) > 0 && len(*list) < limit && a.wants(item.Kind) {
			n := len(*list)
			if a.place(list, g[0].At, g[0].ID, act.Actor, item); len(*list) > n {
				(*list)[n].Place = writeSerial(g[len(g)-1].ID)
			}
		}
	}
	return nil
}
