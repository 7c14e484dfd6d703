package api

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"banhda/drive/flow"
	"banhda/hub/consent"
	"banhda/hub/intake"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// identified is what the log is told of who somebody is, as by a site.
const identified = "Identified"

// identify tells the log by what the people of rows are known, and finds out who they are then: identity decides, as it
// does of everything else. An identifier beyond the first of its kind, which the rule would not join by itself, is
// joined as somebody does by hand, where nobody had it.
func (r *intakeRun) identify(ctx context.Context, rows []*intakeRow) error {
	events := make([]timeline.Event, 0, len(rows))
	for _, row := range rows {
		said := r.statements(row)
		row.told = len(said) > 0
		events = append(events, said...)
	}
	b := r.bring(rows)
	if b != nil {
		defer r.server.Records.Drop(b)
	}
	if err := r.tellLog(ctx, events, b); err != nil {
		return err
	}
	if b != nil && b.Kept() {
		r.size.Store(int64(min(pieceAfter(int(r.size.Load()), b.Took()), intakeChunk)))
	} else {
		unbrought(rows)
	}
	return r.settle(ctx, rows)
}

// settle finds out who the people of rows are now.
func (r *intakeRun) settle(ctx context.Context, rows []*intakeRow) error {
	var keys []person.Key
	for _, row := range rows {
		if row.brought {
			r.coming.Add(row.id)
		} else {
			keys = append(append(keys, r.keys(row)...), r.ownKey(row))
		}
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(row *intakeRow) bool { return row.brought })
	if len(rows) == 0 {
		return nil
	}
	after, err := r.server.Records.Profiles(ctx, keys)
	if err != nil {
		return err
	}
	var merges []flow.LinkChange
	for _, row := range rows {
		merges = append(merges, r.who(row, after)...)
		if row.result == creates {
			r.coming.Add(row.id)
		}
	}
	return r.merge(ctx, merges)
}

// ownKey is the identifier a row gives somebody who is known by nothing else.
func (r *intakeRun) ownKey(row *intakeRow) person.Key {
	return person.Key{Kind: person.House, Value: ImportID(r.id) + ":" + strconv.FormatInt(row.line, 10)}
}

// statements are what the log is told of a row: by what its person is known, and each identifier beyond the first of a
// kind for itself. What is known of them already is not told again.
func (r *intakeRun) statements(row *intakeRow) (events []timeline.Event) {
	keys := r.keys(row)
	if row.result == creates && row.known || len(keys) == 0 { // added beside somebody who has these identifiers
		own := r.ownKey(row)
		return []timeline.Event{r.event(row, 0, []person.Key{own})}
	}
	news := func(k person.Key) bool { return r.before[k].Person == 0 || r.before[k].Person != row.id }
	if !r.order.Plan.Leads && !slices.ContainsFunc(keys, news) {
		return nil
	}
	var first []person.Key
	for n, k := range keys {
		if slices.ContainsFunc(first, func(o person.Key) bool { return o.Kind == k.Kind }) {
			events = append(events, r.event(row, n, []person.Key{k}))
		} else {
			first = append(first, k)
		}
	}
	return append(events, r.event(row, 0, first))
}

func (r *intakeRun) event(row *intakeRow, n int, keys []person.Key) timeline.Event {
	e := timeline.Event{ID: fmt.Sprintf("%s:%d:%d", ImportID(r.id), row.line, n), Name: identified, At: r.began}
	if r.order.Plan.Leads && n == 0 {
		e.Name, e.Properties = leadCaptured, r.lead
	}
	for _, k := range keys {
		switch k.Kind {
		case person.Email:
			e.Person.Email = k.Value
		case person.Phone:
			e.Person.Phone = k.Value
		default:
			e.Person.External = map[string]string{k.Kind[len(person.External):]: k.Value}
		}
	}
	return e
}

// who finds whose a row is now, and the identifiers nobody had that are to be joined to theirs.
func (r *intakeRun) who(row *intakeRow, after map[person.Key]person.Profile) (merges []flow.LinkChange) {
	keys := r.keys(row)
	if row.result == creates && row.known || len(keys) == 0 {
		row.id = after[r.ownKey(row)].Person
		return nil
	}
	if row.id == 0 {
		row.id = after[keys[0]].Person
	}
	for _, k := range keys {
		if p := after[k].Person; p != 0 && p != row.id && r.before[k].Person == 0 {
			merges = append(merges, flow.LinkChange{Person: p, Into: row.id})
		}
	}
	return merges
}

// tellLog appends events to the log, and waits until identity has them, with what b writes of them.
func (r *intakeRun) tellLog(ctx context.Context, events []timeline.Event, b *store.Bringing) error {
	if len(events) == 0 {
		return nil
	}
	var list []flow.Row
	for part := range slices.Chunk(events, 1000) {
		row := flow.Row{Kind: flow.Events, Source: r.system(), Import: r.id, Rank: person.ImportRank, Count: int64(len(part)), Body: []byte{'['}}
		for n := range part {
			e := &part[n]
			e.Clean()
			if err := e.Check(); err != nil {
				return err
			}
			if n > 0 {
				row.Body = append(row.Body, ',')
			}
			row.Body = e.AppendJSON(row.Body)
		}
		row.Body = append(row.Body, ']')
		list = append(list, row)
	}
	return r.appendRows(ctx, list, b)
}

func (r *intakeRun) merge(ctx context.Context, merges []flow.LinkChange) error {
	var list []flow.Row
	for _, m := range merges {
		body := fmt.Appendf(nil, `{"person":%d,"into":%d}`, m.Person, m.Into)
		list = append(list, flow.Row{Kind: flow.Merge, Source: r.system(), Import: r.id, Rank: person.ImportRank, Count: 1, Body: body})
	}
	return r.appendRows(ctx, list, nil)
}

func (r *intakeRun) appendRows(ctx context.Context, list []flow.Row, b *store.Bringing) error {
	if len(list) == 0 {
		return nil
	}
	if err := r.server.Log.Append(ctx, list); err != nil {
		return err
	}
	last := list[len(list)-1]
	r.told = last.Seq + last.Count - 1
	return r.await(ctx, b)
}

// records writes rows into the records: new ones at once, then those that are there, one row of each at a time.
func (r *intakeRun) records(ctx context.Context, t *store.Tx, rows []*intakeRow) error {
	if err := r.linkFirms(ctx, t, rows); err != nil {
		return err
	}
	rest, err := r.create(ctx, t, rows)
	for len(rest) > 0 && err == nil {
		rest, err = r.update(ctx, t, rest)
	}
	if err == nil && r.order.Plan.Consents() {
		err = r.consent(ctx, t, rows)
	}
	if err == nil {
		err = r.enlist(ctx, t, rows)
	}
	if err != nil || r.order.Plan.Type == record.Person || !r.order.Plan.Has(intake.ExternalID) {
		return err
	}
	ids := map[string]int64{}
	for _, row := range rows {
		if row.row.External != "" && row.id != 0 {
			ids[row.row.External] = row.id
		}
	}
	return t.KeepExternal(ctx, r.order.Plan.Type, r.system(), ids)
}

// consent writes down what rows say people agreed to or refused, where that is not what holds already.
func (r *intakeRun) consent(ctx context.Context, t *store.Tx, rows []*intakeRow) error {
	held, err := heldOf(ctx, &t.View, rows)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row.id == 0 || row.result == refuses {
			continue
		}
		for _, c := range row.row.Consents {
			e := consent.Entry{Person: row.id, Channel: consent.Channel(c.Channel), Purpose: c.Purpose, State: saysState(held[row.id], c), At: r.began, How: "import",
				Evidence: consent.Evidence{Note: r.order.Plan.Evidence}}
			if e.State == "" {
				continue
			}
			if err := e.Check(t.Now()); err != nil {
				return err
			}
			if _, err := t.Consent(ctx, e); err != nil {
				return err
			}
			if held[row.id], err = t.Held(ctx, row.id); err != nil { // they may be in the list twice
				return err
			}
			row.changed()
		}
	}
	return nil
}

// heldOf is what consent holds of the people of rows.
func heldOf(ctx context.Context, v *store.View, rows []*intakeRow) (map[int64]consent.Held, error) {
	var people []int64
	for _, row := range rows {
		if len(row.row.Consents) > 0 && row.id != 0 {
			people = append(people, row.id)
		}
	}
	if len(people) == 0 {
		return map[int64]consent.Held{}, nil
	}
	return v.HeldOf(ctx, people)
}

// create makes the records that are not there, and gives the rows that are about others or about the same ones again.
func (r *intakeRun) create(ctx context.Context, t *store.Tx, rows []*intakeRow) (rest []*intakeRow, err error) {
	var fresh []*intakeRow
	var ids []int64
	var values []record.Values
	people := r.order.Plan.Type == record.Person
	seen := map[int64]bool{}
	for _, row := range rows {
		again := people && (seen[row.id] || r.made.Has(row.id)) || !people && row.pending
		if row.result != creates || again {
			rest = append(rest, row)
			continue
		}
		seen[row.id] = true
		fresh, ids, values = append(fresh, row), append(ids, row.id), append(values, row.values.Values)
	}
	if people && len(ids) > 0 {
		if err := r.restore(ctx, t, ids); err != nil {
			return nil, err
		}
		if r.again {
			if fresh, ids, values, err = r.unmade(ctx, t, fresh, ids, values); err != nil {
				return nil, err
			}
		}
	}
	if len(fresh) == 0 {
		return rest, nil
	}
	made, err := t.CreateAll(ctx, r.order.Create, r.order.Plan.Type, ids, values)
	if err != nil {
		return nil, err
	}
	for n, row := range fresh {
		row.id = made[n].ID
	}
	r.known(fresh, rest)
	return rest, nil
}

// unmade leaves out whom an earlier run of this import has written before it could say so.
func (r *intakeRun) unmade(ctx context.Context, t *store.Tx, rows []*intakeRow, ids []int64, values []record.Values) (fresh []*intakeRow, who []int64, what []record.Values, err error) {
	made, err := t.Made(ctx, r.action, record.Person, ids)
	for n, row := range rows {
		if made[row.id] {
			continue
		}
		fresh, who, what = append(fresh, row), append(who, ids[n]), append(what, values[n])
	}
	return fresh, who, what, err
}

// known gives rows about what another row of the chunk has made its record.
func (r *intakeRun) known(fresh, rest []*intakeRow) {
	if r.order.Plan.Type == record.Person {
		return
	}
	code, by := codeField(r.order.Plan.Type), map[string]int64{}
	for _, row := range fresh {
		for _, key := range r.thingKeys(row, code, person.Fold(row.values.Values.Text("name"))) {
			by[key] = row.id
		}
	}
	for _, row := range rest {
		for _, key := range r.thingKeys(row, code, person.Fold(row.values.Values.Text("name"))) {
			if row.id == 0 {
				row.id = by[key]
			}
		}
	}
}

// restore takes people out of the bin who are imported again.
func (r *intakeRun) restore(ctx context.Context, t *store.Tx, ids []int64) error {
	found, err := t.RecordsByID(ctx, r.order.Create, record.Person, ids)
	for _, id := range ids {
		if p, ok := found[id]; ok && p.DeletedAt != 0 && err == nil {
			err = t.Restore(ctx, r.order.Create, record.Person, id)
		}
	}
	return err
}

// changed says of a row that changed no value that something changed after all.
func (r *intakeRow) changed() {
	if r.result == skips {
		r.result = updates
	}
}

// update sets values of records that are there, the first row of each; it gives the rows that are left. A row that says
// nothing new is skipped: who imports a file twice is told that nothing changed.
func (r *intakeRun) update(ctx context.Context, t *store.Tx, rows []*intakeRow) (rest []*intakeRow, err error) {
	first, ids, versions := map[int64]*intakeRow{}, []int64{}, map[int64]int64{}
	for _, row := range rows {
		if first[row.id] != nil {
			rest = append(rest, row)
			continue
		}
		first[row.id] = row
		ids = append(ids, row.id)
	}
	all, err := t.UpdateAll(ctx, r.order.Update, r.order.Plan.Type, ids, func(now record.Record) record.Values {
		row := first[now.ID]
		if row == nil { // merged into another meanwhile
			return nil
		}
		versions[now.ID] = now.Version
		return r.sets(now, row.values.Values)
	})
	reached := map[int64]bool{}
	for _, one := range all {
		reached[one.ID] = true
		if row := first[one.ID]; row != nil && row.result == updates && !row.told && one.Version == versions[one.ID] {
			row.result = skips
		}
	}
	for id, row := range first {
		if err == nil && !reached[id] {
			row.beyondReach()
		}
	}
	return rest, err
}

// sets is what a row's values set of a record that is there.
func (r *intakeRun) sets(now record.Record, row record.Values) record.Values {
	set := r.order.Plan.Set(now.Values, row)
	if firms, ok := row["companies"].([]record.Membership); ok {
		have, _ := now.Values["companies"].([]record.Membership)
		set["companies"] = joined(have, firms)
	}
	return set
}

// joined are a person's companies with one more, where they are not at it yet.
func joined(have, more []record.Membership) []record.Membership {
	out := slices.Clone(have)
	for _, m := range more {
		if !slices.ContainsFunc(out, func(o record.Membership) bool { return o.Company == m.Company }) {
			m.Primary = m.Primary && len(out) == 0
			out = append(out, m)
		}
	}
	return out
}
