package duckdb

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"banhda/drive/flow"
	"banhda/warehouse"
	"banhda/warehouse/duckdb/duck"
	"banhda/wheel"
)

// Person implements warehouse.Warehouse.
func (w *Warehouse) Person(ctx context.Context, c warehouse.Cut, q warehouse.TimelineQuestion) (t warehouse.Timeline, s warehouse.Stamp, err error) {
	s, err = w.ask(ctx, c, nil, func(v *view) error {
		person := v.person(q.Person)
		place, ok := v.find(person)
		if !ok || !v.has(place) {
			return fmt.Errorf("person %d: %w", q.Person, flow.ErrNotFound)
		}
		t, err = v.timeline(ctx, place, q)
		return err
	})
	return t, s, err
}

func (v *view) timeline(ctx context.Context, place int, q warehouse.TimelineQuestion) (t warehouse.Timeline, err error) {
	t.PersonRow = v.row(place)
	for _, m := range v.lives[place].Moves {
		if m.At < v.now {
			t.Moves = append(t.Moves, m)
		}
	}
	lines, next, err := page(v.lines(place), q)
	if err != nil {
		return t, err
	}
	t.Next = next
	err = v.warehouse.read(func(c *duck.Conn) (err error) {
		if t.Profiles, err = v.readProfiles(ctx, c, t.Person); err == nil {
			t.Events, err = v.readLines(ctx, c, lines)
		}
		return err
	})
	return t, err
}

// line is one event of a timeline: where to find it, or its cause.
type line struct {
	at      int64
	kind    wheel.Kind
	seq     int64 // of the event, or of a derived one's cause
	person  int64 // under whose profiles that lies
	derived bool
	of      int64 // on whose timeline it is
}

// less is the order of a timeline: derived events after the stored ones of their instant. Equal stored instants
// are in the order they stand in already.
func less(a, b line) int {
	derived := func(l line) int {
		if l.derived {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(derived(a), derived(b)))
}

// lines are a person's events before now, in order.
func (v *view) lines(place int) []line {
	h := &v.people[place]
	n := h.known(v.now)
	all := make([]line, n, n+2*len(v.friends[h.person]))
	for i, e := range h.events[:n] {
		all[i] = line{e.At, e.Kind, h.seqs[i], h.person, false, h.person}
	}
	refs := v.sentBefore(h.person)
	slices.SortFunc(refs, func(a, b wheel.Referral) int { return cmp.Compare(a.Friend, b.Friend) })
	for _, r := range refs {
		friend, _ := v.find(r.Friend)
		all = append(all, line{r.AcceptedAt, v.joined, v.people[friend].seqs[r.AcceptedEvent], r.Friend, true, h.person})
		if r.BoughtAt < v.now {
			all = append(all, line{r.BoughtAt, v.bought, v.people[friend].seqs[r.BoughtEvent], r.Friend, true, h.person})
		}
	}
	slices.SortStableFunc(all, less)
	return all
}

// mark is a line's name in a cursor.
func (l line) mark() string { return fmt.Sprintf("%d.%d.%d", l.at, l.seq, l.kind.Name()) }

// page picks the lines asked for, newest first. A cursor names the last line of the page before; if that one has
// been taken back since, the page begins with its instant.
func page(all []line, q warehouse.TimelineQuestion) (lines []line, next string, err error) {
	end := len(all)
	if q.Before != "" {
		var l line
		var name uint32
		if n, _ := fmt.Sscanf(q.Before, "%d.%d.%d", &l.at, &l.seq, &name); n != 3 {
			return nil, "", fmt.Errorf("the cursor %q is none of this list: leave it out to begin with the newest", q.Before)
		}
		end = slices.IndexFunc(all, func(o line) bool { return o.mark() == q.Before })
		if end < 0 {
			end, _ = slices.BinarySearchFunc(all, l.at+1, func(o line, at int64) int { return cmp.Compare(o.at, at) })
		}
	}
	start := max(0, end-q.Limit)
	lines = slices.Clone(all[start:end])
	slices.Reverse(lines)
	if start > 0 && len(lines) > 0 {
		next = lines[len(lines)-1].mark()
	}
	return lines, next, nil
}

func (v *view) readProfiles(ctx context.Context, c *duck.Conn, person int64) (all []flow.Profile, err error) {
	rows, err := c.Query(ctx, fmt.Sprintf("SELECT id, seq, received, kind, value FROM profile WHERE id IN (%s) AND seq <= %d ORDER BY id", list(v.links.profiles(person)), v.seq))
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		for i, id := range rows.Int64(0) {
			all = append(all, flow.Profile{ID: id, Seq: rows.Int64(1)[i], ReceivedAt: rows.Int64(2)[i], Kind: rows.Text(3).At(i), Value: rows.Text(4).At(i)})
		}
	}
	return all, rows.Close()
}

// readLines reads what the world does not keep of events.
func (v *view) readLines(ctx context.Context, c *duck.Conn, lines []line) ([]warehouse.TimelineEvent, error) {
	if len(lines) == 0 {
		return nil, nil
	}
	read, err := v.readEvents(ctx, c, lines)
	if err != nil {
		return nil, err
	}
	all := make([]warehouse.TimelineEvent, len(lines))
	for i, l := range lines {
		e := read[l.seq]
		if l.derived {
			e = warehouse.TimelineEvent{At: e.At, ReceivedAt: e.ReceivedAt, Name: v.names.text(int32(l.kind.Name())), Derived: true}
		}
		e.Meaning = l.kind.Meaning()
		all[i] = e
	}
	return all, nil
}

// fewProfiles is up to how many profiles are asked for each by itself: planning a question takes longer than reading them.
const fewProfiles = 6

// readEvents reads events by their entries. The body is sorted by profile and instant and the recent ones by entry,
// so each is asked in its own words: then DuckDB passes over nearly all of both unread.
func (v *view) readEvents(ctx context.Context, c *duck.Conn, lines []line) (map[int64]warehouse.TimelineEvent, error) {
	ranges := rangesOf(lines)
	var profiles, parts []string
	for person, r := range ranges {
		for _, profile := range v.links.profiles(person) {
			profiles = append(profiles, strconv.FormatInt(profile, 10))
			parts = append(parts, fmt.Sprintf(`SELECT * FROM event_body WHERE profile = %d AND happened BETWEEN %d AND %d
				UNION ALL SELECT * FROM event_recent WHERE profile = %[1]d AND seq BETWEEN %[4]d AND %d`, profile, r.first, r.last, r.low, r.high))
		}
	}
	if len(profiles) > fewProfiles {
		entries := make([]string, len(lines))
		for i, l := range lines {
			entries[i] = strconv.FormatInt(l.seq, 10)
		}
		among := " WHERE profile IN (" + strings.Join(profiles, ", ") + ") AND seq IN (" + strings.Join(entries, ", ") + ")"
		parts = []string{"SELECT * FROM event_body" + among, "SELECT * FROM event_recent" + among}
	}
	rows, err := c.Query(ctx, strings.Join(parts, " UNION ALL "))
	if err != nil {
		return nil, err
	}
	wanted := make(map[int64]bool, len(lines))
	for _, l := range lines {
		wanted[l.seq] = true
	}
	read := make(map[int64]warehouse.TimelineEvent, len(lines))
	for rows.Next() {
		for i, seq := range rows.Int64(colSeq) {
			if wanted[seq] { // what came since this world may lie between
				read[seq] = v.eventOf(rows, i)
			}
		}
	}
	return read, rows.Close()
}

// reach is between which instants and which entries somebody's lines lie.
type reach struct{ first, last, low, high int64 }

// rangesOf gives everybody's whose events the lines show.
func rangesOf(lines []line) map[int64]reach {
	all := map[int64]reach{}
	for _, l := range lines {
		r, ok := all[l.person]
		if !ok {
			r = reach{l.at, l.at, l.seq, l.seq}
		}
		all[l.person] = reach{min(r.first, l.at), max(r.last, l.at), min(r.low, l.seq), max(r.high, l.seq)}
	}
	return all
}

func (v *view) eventOf(rows *duck.Rows, i int) warehouse.TimelineEvent {
	e := warehouse.TimelineEvent{
		ID: rows.Text(colID).At(i), Name: v.names.text(rows.Int32(colName)[i]), Source: rows.Text(colSource).At(i),
		At: rows.Int64(colHappened)[i], ReceivedAt: rows.Int64(colReceived)[i], Sale: rows.Text(colSale).At(i),
		Team: rows.Text(colTeam).At(i), Campaign: rows.Text(colCampaign).At(i),
	}
	if e.HasValue = !rows.Nulls(colValue).At(i); e.HasValue {
		e.Value, e.Currency = rows.Int64(colValue)[i], rows.Text(colCurrency).At(i)
	}
	if !rows.Nulls(colProperties).At(i) {
		e.Properties = json.RawMessage(rows.Text(colProperties).At(i))
	}
	return e
}
