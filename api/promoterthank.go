package api

import (
	"context"
	"errors"
	"fmt"

	"banhda/auth"
	"banhda/delight/promoter"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/hub/timeline"
	"banhda/store"
	"banhda/warehouse"
)

// ownWords are what somebody said themselves by an event, where they wrote anything.
func ownWords(e *warehouse.PastEvent) string {
	get := timeline.PropertiesOf(e.Properties)
	for _, key := range []string{"comment", "text", "review", "body"} {
		if v, ok := get(key); ok && v.Text != "" {
			return v.Text
		}
	}
	return ""
}

type thanksOrder struct {
	Body struct {
		People  []string     `json:"people" minItems:"1" maxItems:"500"`
		How     promoter.How `json:"how" enum:"task,letter,gift,points" doc:"task: the owner of each gets it to do; letter: by the template promoter-thanks, to who may be written to; gift: it was given, and is noted; points: of the loyalty programme"`
		Note    string       `json:"note,omitempty" maxLength:"500" doc:"what is to be done, what was given, or what points are for"`
		Kit     string       `json:"kit,omitempty" doc:"of a letter: a share kit, whose link stands in it"`
		Points  int64        `json:"points,omitempty" minimum:"0" maximum:"1000000" doc:"of points: how many each gets"`
		Cause   string       `json:"cause,omitempty" maxLength:"100" doc:"of points: by which they can be taken back; the same again changes nothing"`
		Preview bool         `json:"preview,omitempty" doc:"of points: say what it comes to, and change nothing"`
	}
}

// ThanksAnswer is how many were thanked.
type ThanksAnswer struct {
	Thanked int `json:"thanked"`
	Left    int `json:"left" doc:"left out: out of reach, or there is no way to write to them"`

	Points   int64  `json:"points,omitempty" doc:"of points: together"`
	Worth    int64  `json:"worth,omitempty" doc:"of a preview: what they are worth, in minor units"`
	Currency string `json:"currency,omitempty" doc:"of worth"`
}

// thank thanks people in one act.
func (s *Server) thank(ctx context.Context, in *thanksOrder, tell Tell) (*ThanksAnswer, error) {
	a, b := &ThanksAnswer{}, &in.Body
	for how, permission := range map[promoter.How]string{promoter.Task: "tasks:create", promoter.Letter: "people:send", promoter.Points: "loyalty:award"} {
		if b.How == how && !auth.From(ctx).May(permission) {
			return nil, errThankWay
		}
	}
	ids, err := parsePeople(b.People)
	if err != nil {
		return nil, err
	}
	m := mutation{verb: "promoter-thank"}
	if b.How == promoter.Points {
		if err := checkThankPoints(in); err != nil {
			return nil, err
		}
		if b.Preview {
			return s.foreseeThanks(ctx, in, ids)
		}
		m.reason = cleanNote(b.Note)
	}
	m.entry = map[string]any{"how": b.How, "people": len(ids)}
	m.also = func(ctx context.Context, t *store.Tx) error {
		seen, err := t.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, ids)
		if err != nil {
			return err
		}
		done, err := s.thankEach(ctx, t, in, seen, ids)
		a.Thanked, a.Left, a.Points = len(done), len(ids)-len(done), int64(len(done))*b.Points
		if err != nil || len(done) == 0 {
			return err
		}
		return tellThanks(ctx, t, in, done)
	}
	_, err = s.change(ctx, m, tell)
	if err == nil && a.Thanked > 0 {
		_, err = s.relayed(ctx, tell) // the list leaves them out at once
	}
	return a, err
}

// thankEach does what is to be done for each, and gives those for whom it was.
func (s *Server) thankEach(ctx context.Context, t *store.Tx, in *thanksOrder, seen map[int64]record.Record, ids []int64) (done []int64, err error) {
	do := func(record.Record) (bool, error) { return true, nil }
	switch in.Body.How {
	case promoter.Task:
		do = func(who record.Record) (bool, error) { return true, thankTask(ctx, t, in.Body.Note, who) }
	case promoter.Letter:
		if do, err = s.thankLetter(ctx, t, in.Body.Kit); err != nil {
			return nil, err
		}
	case promoter.Points:
		if do, err = s.thankPoints(ctx, t, in); err != nil {
			return nil, err
		}
	}
	for _, id := range ids {
		who, ok := seen[id]
		if !ok {
			continue
		}
		if ok, err = do(who); err != nil {
			return nil, err
		}
		if delete(seen, id); ok {
			done = append(done, id)
		}
	}
	return done, nil
}

// thankTask gives it to whom the person belongs to, else to who asks.
func thankTask(ctx context.Context, t *store.Tx, note string, who record.Record) error {
	say := sayIn(ctx)
	made := task.Task{Title: cleanName(orText(note, say("Cảm ơn ", "Thank ")+who.Name())), Kind: task.Call, Owner: who.Values.Int("owner"), About: record.Ref{Type: record.Person, ID: who.ID}, Creator: actorName(auth.From(ctx)), Remind: []int{0}}
	may := auth.From(ctx).Reach(auth.Tasks, auth.Create)
	if !may.Reaches(made.Owner, 0) || made.Owner == 0 {
		made.Owner = auth.From(ctx).User()
	}
	if err := made.Check(); err != nil {
		return wrong(err)
	}
	_, err := t.AddTask(ctx, may, made)
	return err
}

// thankLetter writes the letter of thanks, with the link of a share kit where one is named. Whether and when it goes, the gate
// decides.
func (s *Server) thankLetter(ctx context.Context, t *store.Tx, kit string) (func(record.Record) (bool, error), error) {
	if _, err := bringTemplate(ctx, t, promoter.Thanks()); err != nil {
		return nil, err
	}
	is, err := t.TemplateByKey(ctx, promoter.LetterKey)
	if err != nil {
		return nil, err
	}
	may := reach(ctx, record.Person, auth.Send)
	return func(who record.Record) (bool, error) {
		if who.Values.Text("email") == "" || !may.Reaches(who.Values.Int("owner"), who.Values.Int("team")) {
			return false, nil
		}
		data := map[string]any{}
		if kit != "" {
			if data["link"], err = s.shareLink(ctx, t, kit, who.ID); err != nil {
				return false, err
			}
		}
		_, err := t.Send(ctx, message.Draft{Person: who.ID, Channel: consent.Email, Class: is.Class, Purpose: is.Purpose, Template: is.ID, Data: data, Key: fmt.Sprintf("thanks-%s-%d", PersonID(who.ID), t.Act)})
		if errors.Is(err, store.ErrConflict) {
			return false, nil
		}
		return err == nil, err
	}, nil
}

// tellThanks tells the timeline: a task is only planned.
func tellThanks(ctx context.Context, t *store.Tx, in *thanksOrder, people []int64) error {
	name := promoter.ThankedEvent
	if in.Body.How == promoter.Task {
		name = promoter.PlannedEvent
	}
	said := map[string]any{"how": string(in.Body.How), "by": actorName(auth.From(ctx))}
	if in.Body.Note != "" {
		said["note"] = in.Body.Note
	}
	if in.Body.How == promoter.Points {
		said["points"] = in.Body.Points
	}
	return postEvents(ctx, t, "promoters", people, func(person int64) timeline.Event {
		id := fmt.Sprintf("thanks-%s-%d", PersonID(person), t.Act)
		if in.Body.How == promoter.Points {
			id = pointsOfThanks(in.Body.Cause, person)
		}
		return timeline.Event{ID: id, Name: name, At: t.Now(), Team: "care", Properties: marshalled(said)}
	})
}
