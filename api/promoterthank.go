package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"

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
		People []string     `json:"people" minItems:"1" maxItems:"500"`
		How    promoter.How `json:"how" enum:"task,letter,gift" doc:"task: the owner of each gets it to do; letter: by the template promoter-thanks, to who may be written to; gift: it was given, and is noted"`
		Note   string       `json:"note,omitempty" maxLength:"500" doc:"what is to be done, or what was given"`
		Kit    string       `json:"kit,omitempty" doc:"of a letter: a share kit, whose link stands in it"`
	}
}

// ThanksAnswer is how many were thanked.
type ThanksAnswer struct {
	Thanked int `json:"thanked"`
	Left    int `json:"left" doc:"left out: out of reach, or there is no way to write to them"`
}

// thank thanks people in one act.
func (s *Server) thank(ctx context.Context, in *thanksOrder, tell Tell) (*ThanksAnswer, error) {
	a, b := &ThanksAnswer{}, &in.Body
	for how, permission := range map[promoter.How]string{promoter.Task: "tasks:create", promoter.Letter: "people:send"} {
		if b.How == how && !auth.From(ctx).May(permission) {
			return nil, refused(http.StatusForbidden, 0, "your role may not do this to thank people; choose another way")
		}
	}
	var ids []int64
	for _, shown := range b.People {
		id, err := ParsePersonID(shown)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	_, err := s.change(ctx, mutation{verb: "promoter-thank", entry: map[string]any{"how": b.How, "people": len(ids)}, also: func(ctx context.Context, t *store.Tx) error {
		seen, err := t.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, ids)
		if err != nil {
			return err
		}
		done, err := s.thankEach(ctx, t, in, seen, ids)
		a.Thanked, a.Left = len(done), len(ids)-len(done)
		if err != nil || len(done) == 0 {
			return err
		}
		return tellThanks(ctx, t, in, done)
	}}, tell)
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
	if err := bringTemplate(ctx, t, promoter.Thanks()); err != nil {
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
	return postEvents(ctx, t, "promoters", people, func(person int64) timeline.Event {
		return timeline.Event{ID: fmt.Sprintf("thanks-%s-%d", PersonID(person), t.Act), Name: name, At: t.Now(), Team: "care", Properties: marshalled(said)}
	})
}
