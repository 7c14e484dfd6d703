package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
)

// MembersAnswer is a page of who is in a segment, those who came last first. Who is beyond one's reach is left out, so that a
// page may be short and yet not the last.
type MembersAnswer struct {
	Members []SegmentMember `json:"members"`
	Cursor  *string         `json:"cursor"`
}

// SegmentMember is somebody in a segment.
type SegmentMember struct {
	Person PersonName `json:"person"`
	Since  string     `json:"since"`
}

// TurnsAnswer is a page of who came and went, the latest first.
type TurnsAnswer struct {
	Turns  []SegmentTurn `json:"turns"`
	Cursor *string       `json:"cursor"`
}

// SegmentTurn is somebody who came into a segment, or went out of it.
type SegmentTurn struct {
	Person  PersonName `json:"person"`
	Entered bool       `json:"entered" doc:"false: left"`
	Told    bool       `json:"told" doc:"an event says so, which workflows hear; not where a segment was filled first, nor of imports"`
	At      string     `json:"at"`
}

// SizesAnswer is how large a segment was, day by day.
type SizesAnswer struct {
	Sizes []SegmentSize `json:"sizes"`
}

// SegmentSize is how many members a segment had at the end of a day.
type SegmentSize struct {
	Day     string `json:"day"`
	Members int64  `json:"members"`
}

type membersQuestion struct {
	SegmentNamed
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) segmentMembers(ctx context.Context, in *membersQuestion, _ Tell) (*MembersAnswer, error) {
	one, err := s.savedSegment(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	var behind *store.Member
	if in.Cursor != "" {
		behind = &store.Member{}
		if behind.Person, behind.Since, _, err = readCursor(in.Cursor); err != nil {
			return nil, err
		}
	}
	a := &MembersAnswer{Members: []SegmentMember{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		if err := s.mayAskWho(ctx, v, one); err != nil {
			return err
		}
		list, next, err := v.Members(ctx, one.ID, behind, in.Limit)
		if err != nil {
			return err
		}
		if next != nil {
			a.Cursor = text(writeCursor(next.Person, next.Since, 0))
		}
		seen, err := namesWithin(ctx, v, list, func(m store.Member) int64 { return m.Person })
		for _, m := range list {
			if name, ok := seen[m.Person]; ok {
				a.Members = append(a.Members, SegmentMember{name, showInstant(m.Since)})
			}
		}
		return err
	})
}

// mayAskWho refuses who belongs to a segment to whom its condition asks for what their role hides.
func (s *Server) mayAskWho(ctx context.Context, v *store.View, one segment.Saved) error {
	_, err := s.condition(ctx, v, record.Person, one.Condition)
	return err
}

// namesWithin names those of a list's people whom who asks may read.
func namesWithin[T any](ctx context.Context, v *store.View, list []T, of func(T) int64) (map[int64]PersonName, error) {
	ids := make([]int64, len(list))
	for i := range list {
		ids[i] = of(list[i])
	}
	found, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, ids)
	names := make(map[int64]PersonName, len(found))
	for id, r := range found {
		names[id] = PersonName{ID: PersonID(r.ID)}
		if name := r.Name(); name != "" {
			names[id] = PersonName{PersonID(r.ID), &name}
		}
	}
	return names, err
}

func (s *Server) segmentTurns(ctx context.Context, in *membersQuestion, _ Tell) (*TurnsAnswer, error) {
	one, err := s.savedSegment(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	var before int64
	if in.Cursor != "" {
		if before, err = strconv.ParseInt(in.Cursor, 10, 64); err != nil {
			return nil, wrongCursor(in.Cursor)
		}
	}
	a := &TurnsAnswer{Turns: []SegmentTurn{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		if err := s.mayAskWho(ctx, v, one); err != nil {
			return err
		}
		list, err := v.Turns(ctx, one.ID, before, in.Limit)
		if err != nil {
			return err
		}
		if len(list) == in.Limit {
			a.Cursor = text(strconv.FormatInt(list[len(list)-1].ID, 10))
		}
		seen, err := namesWithin(ctx, v, list, func(u store.Turn) int64 { return u.Person })
		for _, u := range list {
			if name, ok := seen[u.Person]; ok {
				a.Turns = append(a.Turns, SegmentTurn{name, u.Entered, u.Told, showInstant(u.At)})
			}
		}
		return err
	})
}

type sizesQuestion struct {
	SegmentNamed
	Days int `query:"days" minimum:"1" maximum:"400" default:"90" doc:"So many days back."`
}

func (s *Server) segmentSizes(ctx context.Context, in *sizesQuestion, _ Tell) (*SizesAnswer, error) {
	one, err := s.savedSegment(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	a := &SizesAnswer{Sizes: []SegmentSize{}}
	if !reach(ctx, record.Person, auth.Read).All {
		return a, nil // they count everybody
	}
	return a, s.Records.View(ctx, func(v *store.View) error {
		if err := s.mayAskWho(ctx, v, one); err != nil {
			return err
		}
		from := s.Now().AddDate(0, 0, -in.Days).Format(time.DateOnly)
		list, err := v.Sizes(ctx, one.ID, from)
		for _, size := range list {
			a.Sizes = append(a.Sizes, SegmentSize{size.Day, size.Members})
		}
		return err
	})
}

// listOrder puts people into a list, or takes them out.
type listOrder struct {
	SegmentNamed
	Body struct {
		Which
		Remove bool `json:"remove,omitempty" doc:"take them out instead"`
	}
}

// ListedAnswer says what was done to a list.
type ListedAnswer struct {
	Act     string `json:"act"`
	Changed int64  `json:"changed" doc:"so many came, or went; the others were in already, or not in"`
}

// listPeople puts people into a list, or takes them out, in parts that stall nobody.
func (s *Server) listPeople(ctx context.Context, in *listOrder, tell Tell) (*ListedAnswer, error) {
	one, err := s.savedSegment(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if one.Kind != segment.List {
		return nil, invalid("people are put into lists only; who belongs to this segment, its condition says")
	}
	q, err := s.which(ctx, record.Person.Plural(), in.Body.Which, tell)
	if err != nil {
		return nil, err
	}
	a := &ListedAnswer{}
	verb, first := "list-add", int64(0)
	if in.Body.Remove {
		verb = "list-remove"
	}
	q.Limit = judgedAtOnce
	for {
		var people []int64
		err := s.Records.View(ctx, func(v *store.View) (err error) {
			people, q.After, err = v.FindIDs(ctx, q.Finding)
			return err
		})
		if err != nil {
			return nil, err
		}
		_, err = s.change(ctx, mutation{verb: verb, target: in.ID, action: first, also: func(ctx context.Context, t *store.Tx) error {
			if first == 0 {
				first = t.Act
			}
			n, err := s.enlist(ctx, t, one, people, !in.Body.Remove)
			a.Changed += n
			return err
		}}, tell)
		if a.Act = ActID(first); err != nil || q.After == nil {
			return a, err
		}
	}
}

// enlist puts people into a list, or takes them out, and tells the log of those whom that changed: it gives how many.
func (s *Server) enlist(ctx context.Context, t *store.Tx, list segment.Saved, people []int64, in bool) (int64, error) {
	there, err := t.MembersAmong(ctx, list.ID, people)
	if err != nil {
		return 0, err
	}
	c := turned{segment: list, came: without(people, there)}
	if !in {
		c = turned{segment: list, went: there}
	}
	return int64(len(c.came) + len(c.went)), turnSegment(ctx, t, c, func(int64) bool { return true })
}

// undoListed takes out of lists whom an action put in, and puts back whom it took out, a piece at a time, under the act it goes on
// with; who came or went since is left.
func (s *Server) undoListed(ctx context.Context, q store.UndoQuestion, action int64, a *UndoneAnswer, tell Tell) (int64, error) {
	if !auth.From(ctx).May("segments:write") {
		return action, refused(http.StatusForbidden, 0, "this needs the permission %s; ask an owner of the workspace for it", "segments:write")
	}
	lists := map[int64]segment.Saved{}
	err := s.Records.View(ctx, func(v *store.View) error {
		all, err := v.Segments(ctx)
		for _, one := range all {
			lists[one.ID] = one
		}
		return err
	})
	for behind, more := int64(0), true; more && err == nil; {
		_, err = s.change(ctx, mutation{verb: "undo", target: ActID(q.Action), action: action, also: func(ctx context.Context, t *store.Tx) error {
			if action == 0 {
				action = t.Act
			}
			turns, err := t.ListTurns(ctx, q.Action, behind, undoStep)
			if err != nil {
				return err
			}
			if more = len(turns) == undoStep; more {
				behind = turns[undoStep-1].ID
			}
			n, err := s.turnBack(ctx, t, turns, lists)
			a.Undone += n
			return err
		}}, tell)
	}
	a.Act = ActID(action)
	return action, err
}

// turnBack takes back turns of people who may be seen, and gives how many.
func (s *Server) turnBack(ctx context.Context, t *store.Tx, turns []store.ListTurn, lists map[int64]segment.Saved) (undone int, err error) {
	seen, err := namesWithin(ctx, &t.View, turns, func(u store.ListTurn) int64 { return u.Person })
	if err != nil {
		return 0, err
	}
	back := map[store.ListTurn][]int64{} // by list and side
	for _, u := range turns {
		if _, within := seen[u.Person]; within {
			side := store.ListTurn{Segment: u.Segment, Entered: u.Entered}
			back[side] = append(back[side], u.Row)
		}
	}
	for side, people := range back {
		n, err := s.enlist(ctx, t, lists[side.Segment], people, !side.Entered)
		if err != nil {
			return undone, err
		}
		undone += int(n)
	}
	return undone, nil
}

// PersonSegments are the segments somebody is in whose members are kept, and the lists they were put into.
type PersonSegments struct {
	Segments []PersonSegment `json:"segments"`
}

// PersonSegment is a segment somebody is in.
type PersonSegment struct {
	ID    string `json:"id"`
	Kind  string `json:"kind" enum:"rule,list"`
	Name  string `json:"name"`
	Since string `json:"since"`
}

type personNamed struct {
	ID string `path:"id" doc:"The person's id."`
}

func (s *Server) personSegments(ctx context.Context, in *personNamed, _ Tell) (*PersonSegments, error) {
	a := &PersonSegments{Segments: []PersonSegment{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		p, err := personWithin(ctx, v, in.ID, auth.Read)
		if err != nil {
			return err
		}
		since, err := v.SegmentsOf(ctx, p.ID)
		if err != nil {
			return err
		}
		all, err := v.Segments(ctx)
		for _, one := range all {
			if at, ok := since[one.ID]; ok && s.mayAskWho(ctx, v, one) == nil {
				a.Segments = append(a.Segments, PersonSegment{SegmentID(one.ID), string(one.Kind), one.Name, showInstant(at)})
			}
		}
		return err
	})
}
