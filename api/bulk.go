package api

import (
	"context"
	"math"
	"net/http"
	"slices"
	"time"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store"
)

// Which says which records of a list are meant.
type Which struct {
	Where string   `json:"where,omitempty" maxLength:"16384" doc:"which of them, as lists take it"`
	Q     string   `json:"q,omitempty" maxLength:"200"`
	View  string   `json:"view,omitempty"`
	IDs   []string `json:"ids,omitempty" maxItems:"10000" doc:"these, instead of a condition"`
	All   bool     `json:"all,omitempty" doc:"all of them; needed where nothing else says which"`
}

// bulkOrder changes many records at once, as one action that can be undone as one.
type bulkOrder struct {
	Type string `path:"type" enum:"people,companies,products,orders,deals,tickets" doc:"What kind of records."`
	Body struct {
		Which
		Set        map[string]any `json:"set,omitempty" doc:"what to set, by field key; null clears"`
		AddTags    []string       `json:"add_tags,omitempty" maxItems:"50"`
		RemoveTags []string       `json:"remove_tags,omitempty" maxItems:"50"`
		Delete     bool           `json:"delete,omitempty" doc:"put them into the bin"`
		Preview    bool           `json:"preview,omitempty" doc:"only tell what would be done"`
		Reason     string         `json:"reason,omitempty" maxLength:"500" doc:"why, for the audit trail"`
	}
}

// BulkAnswer is what was done to many records, or would be.
type BulkAnswer struct {
	Act     string       `json:"act,omitempty" doc:"the act by which all of it can be undone; empty: nothing was changed"`
	Count   int64        `json:"count" doc:"the records chosen"`
	Beyond  int64        `json:"beyond" doc:"those of them that one may see and not change: they are left as they are"`
	Changed int64        `json:"changed" doc:"those that are another now"`
	Sample  []BulkSample `json:"sample,omitempty" doc:"of a preview: what would become of some"`
}

// BulkSample is one record before and after, by the fields that change.
type BulkSample struct {
	ID     string         `json:"id"`
	Name   string         `json:"name"`
	Before map[string]any `json:"before"`
	After  map[string]any `json:"after"`

	BeforeLinks map[string]any `json:"before_links,omitempty" doc:"of fields that refer to something: {id, name}, or a list of such"`
	AfterLinks  map[string]any `json:"after_links,omitempty" doc:"as before_links, of what it would be"`
}

// bulk is an order that was read.
type bulk struct {
	*finding
	may     auth.Reach // to change them
	verb    string
	reason  string
	remove  bool
	fields  []record.Field
	set     record.Values
	add     []string
	without []string
}

func (s *Server) bulk(ctx context.Context, in *bulkOrder, tell Tell) (*BulkAnswer, error) {
	b, err := s.readBulk(ctx, in, tell)
	if err != nil {
		return nil, err
	}
	a := &BulkAnswer{}
	if err := s.countBulk(ctx, b, a); err != nil {
		return nil, err
	}
	if in.Body.Preview {
		return a, s.sampleBulk(ctx, b, a)
	}
	return a, s.runBulk(ctx, b, a, tell)
}

func (s *Server) readBulk(ctx context.Context, in *bulkOrder, tell Tell) (b *bulk, err error) {
	t, _ := record.ParseType(in.Type)
	said := &in.Body
	if said.Delete == (len(said.Set)+len(said.AddTags)+len(said.RemoveTags) > 0) {
		return nil, invalid("say what to do with them: what to set, which tags to add or take off, or that they are deleted")
	}
	b = &bulk{verb: "bulk-update", may: reach(ctx, t, auth.Update), reason: said.Reason, remove: said.Delete}
	if said.Delete {
		b.verb, b.may = "bulk-delete", reach(ctx, t, auth.Delete)
	}
	if b.may.None() {
		return nil, refused(http.StatusForbidden, 0, "these records are not among those you may change so")
	}
	if b.finding, err = s.which(ctx, in.Type, said.Which, tell); err != nil {
		return nil, err
	}
	return b, s.Records.View(ctx, func(v *store.View) error { return b.what(ctx, v, in) })
}

// which finds the records that are meant, in no order.
func (s *Server) which(ctx context.Context, plural string, said Which, tell Tell) (*finding, error) {
	if said.Where == "" && said.Q == "" && said.View == "" && len(said.IDs) == 0 && !said.All {
		return nil, invalid("say which records are meant: by a condition, a view, their ids, or that it is all of them")
	}
	f, err := s.finding(ctx, &Narrowed{Type: plural, Where: said.Where, Q: said.Q, View: said.View}, "", tell)
	if err != nil {
		return nil, err
	}
	f.Sort, f.best, f.ranked = nil, nil, ""
	for _, shown := range said.IDs {
		id, err := readRef(f.Type, shown)
		if err != nil {
			return nil, err
		}
		f.IDs = append(f.IDs, id)
	}
	return f, nil
}

// what reads what is to be set.
func (b *bulk) what(ctx context.Context, v *store.View, in *bulkOrder) (err error) {
	if b.fields, err = v.Fields(ctx, b.Type); err != nil {
		return err
	}
	if b.set, err = readValues(ctx, v, b.Type, in.Body.Set); err != nil {
		return err
	}
	for key := range b.set {
		if b.Type == record.Person && (key == "email" || key == "phone") || key == "lines" {
			return invalid("%s is each one's own; change it one by one", key)
		}
	}
	if b.add, err = readTags(ctx, v, b.Type, in.Body.AddTags); err != nil {
		return err
	}
	b.without, err = readTags(ctx, v, b.Type, in.Body.RemoveTags)
	return err
}

func readTags(ctx context.Context, v *store.View, t record.Type, said []string) ([]string, error) {
	if len(said) == 0 {
		return nil, nil
	}
	raw := make([]any, len(said))
	for i, tag := range said {
		raw[i] = tag
	}
	values, err := readValues(ctx, v, t, map[string]any{"tags": raw})
	tags, _ := values["tags"].([]string)
	return tags, err
}

// of is what to set of one record.
func (b *bulk) of(r record.Record) record.Values {
	if len(b.add)+len(b.without) == 0 {
		return b.set
	}
	now, _ := r.Values["tags"].([]string)
	tags := slices.DeleteFunc(slices.Concat(now, b.add), func(tag string) bool { return slices.Contains(b.without, tag) })
	slices.Sort(tags)
	set := b.set.With(nil)
	if tags = slices.Compact(tags); len(tags) > 0 {
		set["tags"] = tags
	} else {
		set["tags"] = nil
	}
	return set
}

// countBulk counts who is chosen, and who of them is beyond reach.
func (s *Server) countBulk(ctx context.Context, b *bulk, a *BulkAnswer) error {
	return s.Records.View(ctx, func(v *store.View) (err error) {
		if a.Count, err = v.Count(ctx, b.Finding); err != nil || b.may.All {
			return err
		}
		q := b.Finding
		q.Reach = auth.Both(q.Reach, b.may)
		within, err := v.Count(ctx, q)
		a.Beyond = a.Count - within
		return err
	})
}

// sampled is how many records a preview shows.
const sampled = 20

func (s *Server) sampleBulk(ctx context.Context, b *bulk, a *BulkAnswer) error {
	return s.Records.View(ctx, func(v *store.View) error {
		q := b.Finding
		q.Reach, q.Limit = auth.Both(q.Reach, b.may), sampled
		rows, _, err := v.Find(ctx, q)
		if err != nil {
			return err
		}
		n, err := namesOf(ctx, v, b.refs(rows))
		for _, r := range rows {
			a.Sample = append(a.Sample, b.sample(r, n))
		}
		return err
	})
}

// refs are what the fields to be set lead to, before and after.
func (b *bulk) refs(rows []record.Record) (refs []record.Ref) {
	for i := range b.fields {
		f := &b.fields[i]
		to, set := b.set[f.Key]
		if !set {
			continue
		}
		refs = append(refs, refsIn(f, to)...)
		for _, r := range rows {
			refs = append(refs, refsIn(f, r.Values[f.Key])...)
		}
	}
	return refs
}

func (b *bulk) sample(r record.Record, n names) BulkSample {
	shown := BulkSample{ID: refID(record.Ref{Type: r.Type, ID: r.ID}), Name: r.Name(), Before: map[string]any{}, After: map[string]any{}, BeforeLinks: map[string]any{}, AfterLinks: map[string]any{}}
	if b.remove {
		return shown
	}
	index := record.Index(b.fields)
	after := r.Values.With(b.of(r))
	show := func(f *record.Field, value any, values, links map[string]any) {
		if values[f.Key] = nil; value == nil {
			return
		}
		values[f.Key] = showValue(f, value)
		if link := n.link(f, value); link != nil {
			links[f.Key] = link
		}
	}
	for _, key := range record.Changed(r.Values, after) {
		if f := index[key]; f != nil {
			show(f, r.Values[key], shown.Before, shown.BeforeLinks)
			show(f, after[key], shown.After, shown.AfterLinks)
		}
	}
	return shown
}

// How bulk work is cut: so long a transaction may hold up other writers, and so many records are tried first.
const (
	bulkHold  = 50 * time.Millisecond
	bulkFirst = 100
	bulkMost  = 2000
)

// runBulk changes those who were chosen when it began, a piece at a time. Whoever gives up listening stops it; what was
// done by then stays, under its act.
func (s *Server) runBulk(ctx context.Context, b *bulk, a *BulkAnswer, tell Tell) error {
	ids, err := s.chosen(ctx, b)
	if err != nil {
		return err
	}
	var action, done int64
	err = inPieces(ids, func(part []int64) error {
		if err := s.changePart(ctx, b, a, part, &action, tell); err != nil {
			return err
		}
		done += int64(len(part))
		tell(Progress{Step: "changing", Done: done, Total: int64(len(ids)), Rows: a.Changed})
		return nil
	})
	if a.Changed > 0 {
		a.Act = ActID(action)
	}
	return err
}

// inPieces does work on some of a list at a time, as many as a transaction may hold up others for.
func inPieces[T any](list []T, do func(part []T) error) error {
	for size, done := bulkFirst, 0; done < len(list); {
		part := list[done:min(done+size, len(list))]
		began := time.Now()
		if err := do(part); err != nil {
			return err
		}
		done += len(part)
		size = min(pieceAfter(size, time.Since(began)), bulkMost)
	}
	return nil
}

// pieceAfter is how large the next piece may be after one that took so long: a quarter of bulkHold, so that one that happens to
// take four times as long as another still keeps to it.
func pieceAfter(size int, took time.Duration) int {
	fits := float64(size) * float64(bulkHold/4) / float64(max(took, 1))
	return int(math.Ceil(min(max(fits, float64(size)/2), 1.5*float64(size))))
}

// chosen are the ids of those meant, in order.
func (s *Server) chosen(ctx context.Context, b *bulk) (all []int64, err error) {
	q := b.Finding
	q.Reach, q.Limit = auth.Both(q.Reach, b.may), 10_000
	err = s.Records.View(ctx, func(v *store.View) error {
		for {
			ids, next, err := v.FindIDs(ctx, q)
			all = append(all, ids...)
			if err != nil || next == nil {
				return err
			}
			q.After = next
		}
	})
	return all, err
}

// changePart changes some of them under an act of its own, part of the whole action.
func (s *Server) changePart(ctx context.Context, b *bulk, a *BulkAnswer, ids []int64, action *int64, tell Tell) error {
	changed := 0
	entry := map[string]any{"set": b.set, "add_tags": b.add, "remove_tags": b.without, "delete": b.remove, "records": len(ids)}
	_, err := s.change(ctx, mutation{verb: b.verb, target: b.Type.Plural(), action: *action, reason: b.reason, entry: entry, also: func(ctx context.Context, t *store.Tx) (err error) {
		if *action == 0 {
			*action = t.Act
		}
		changed, err = b.change(ctx, t, ids)
		return err
	}}, tell)
	a.Changed += int64(changed)
	return err
}

func (b *bulk) change(ctx context.Context, t *store.Tx, ids []int64) (changed int, err error) {
	if b.remove {
		return t.RemoveAll(ctx, b.may, b.Type, ids)
	}
	was := map[int64]int64{}
	now, err := t.UpdateAll(ctx, b.may, b.Type, ids, func(r record.Record) record.Values {
		was[r.ID] = r.Version
		return b.of(r)
	})
	for _, r := range now {
		if r.Version != was[r.ID] {
			changed++
		}
	}
	return changed, err
}
