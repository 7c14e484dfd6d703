package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"

	"banhda/attract/form"
	"banhda/drive/job"
	"banhda/hub/timeline"
	"banhda/store"
)

const submissionPrefix = "sub_"

// SubmissionID writes an answer's id as it is shown outside.
func SubmissionID(id int64) string {
	return submissionPrefix + encodeID(scramble(uint64(id), submissionPrefix))
}

// ParseSubmissionID reads what SubmissionID wrote.
func ParseSubmissionID(s string) (int64, error) { return parseID(s, submissionPrefix, "an answer") }

// SubmissionsAnswer is a page of answers to forms, the last first.
type SubmissionsAnswer struct {
	Submissions []Submission `json:"submissions"`
	Cursor      *string      `json:"cursor"`
}

// Submission is an answer to a form, and what became of it.
type Submission struct {
	ID          string              `json:"id"`
	Form        string              `json:"form"`
	Version     int64               `json:"version"`
	At          string              `json:"at"`
	State       string              `json:"state" enum:"waiting,taken,spam"`
	Reason      string              `json:"reason" enum:",no-ticket,stale,quick,no-work,trapped,often,links,program,by-hand" doc:"why it had to be looked at; empty: it had not"`
	Person      string              `json:"person" doc:"empty: nobody yet"`
	Name        string              `json:"name" doc:"the person's"`
	Answers     map[string][]string `json:"answers" doc:"of one that was taken the form's own; what is a person's is kept with the person"`
	Consents    []string            `json:"consents" doc:"the purposes that were agreed to"`
	URL         string              `json:"url"`
	AskedAt     string              `json:"asked_at" doc:"to confirm by mail; empty: not"`
	AskedAgain  bool                `json:"asked_again"`
	ConfirmedAt string              `json:"confirmed_at"`
}

func showSubmission(one *form.Submission, names map[int64]string) Submission {
	a := Submission{ID: SubmissionID(one.ID), Form: FormID(one.Form), Version: one.Version, At: showInstant(one.At), State: string(one.State), Reason: string(one.Reason),
		Person: personTarget(one.Person), Name: names[one.Person], Answers: one.Said.Answers, Consents: []string{}, URL: one.Said.URL, AskedAgain: one.Confirm.Again != 0}
	if a.Answers == nil {
		a.Answers = map[string][]string{}
	}
	for _, c := range one.Said.Consents {
		a.Consents = append(a.Consents, c.Purpose)
	}
	if one.Confirm.Asked != 0 {
		a.AskedAt = showInstant(one.Confirm.Asked)
	}
	if one.Confirm.Confirmed != 0 {
		a.ConfirmedAt = showInstant(one.Confirm.Confirmed)
	}
	return a
}

type submissionsQuery struct {
	Form   string `query:"form" doc:"only answers to this one"`
	State  string `query:"state" enum:"waiting,taken,spam"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) listSubmissions(ctx context.Context, in *submissionsQuery, _ Tell) (*SubmissionsAnswer, error) {
	var of, before int64
	var err error
	if in.Form != "" {
		if of, err = ParseFormID(in.Form); err != nil {
			return nil, err
		}
	}
	if in.Cursor != "" {
		if before, err = ParseSubmissionID(in.Cursor); err != nil {
			return nil, wrongCursor(in.Cursor)
		}
	}
	a := &SubmissionsAnswer{Submissions: []Submission{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Submissions(ctx, of, form.State(in.State), before, in.Limit+1)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(SubmissionID(list[in.Limit-1].ID))
		}
		names, err := namesOfAnswers(ctx, v, list)
		for i := range list {
			a.Submissions = append(a.Submissions, showSubmission(&list[i], names))
		}
		return err
	})
	return a, err
}

func namesOfAnswers(ctx context.Context, v *store.View, list []form.Submission) (map[int64]string, error) {
	names := map[int64]string{}
	for i := range list {
		if list[i].Person == 0 || names[list[i].Person] != "" {
			continue
		}
		r, err := personRecord(ctx, v, list[i].Person)
		if absent(err) != nil {
			return nil, err
		}
		names[list[i].Person] = r.Name()
	}
	return names, nil
}

type submissionLook struct {
	ID   string `path:"id"`
	Body struct {
		Take bool `json:"take" doc:"let it in; else it is thrown away, and forgotten after 30 days"`
	}
}

// lookAtSubmission lets an answer in that waited, or throws it away. What is let in becomes the event it would have been.
func (s *Server) lookAtSubmission(ctx context.Context, in *submissionLook, tell Tell) (a *Submission, err error) {
	id, err := ParseSubmissionID(in.ID)
	if err != nil {
		return nil, err
	}
	verb := "submission-spam"
	if in.Body.Take {
		verb = "submission-take"
	}
	_, err = s.change(ctx, mutation{verb: verb, target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		one, err := t.Submission(ctx, id)
		if err != nil {
			return notFound(err, "there is no answer %s", in.ID)
		}
		if one.State == form.Taken {
			return refused(http.StatusConflict, 0, "somebody let this answer in already")
		}
		if one.LookedAt, one.State = t.Now(), form.Spam; in.Body.Take {
			if err := letIn(ctx, t, &one); err != nil {
				return err
			}
		}
		shown := showSubmission(&one, nil)
		a = &shown
		return t.SaveSubmission(ctx, one)
	}}, tell)
	return a, err
}

// letInJob puts the event of an answer that was let in into the log: not by the outbox, whose word counts as staff's.
const letInJob job.Kind = "form-let-in"

// letIn leaves an answer that waited to be put into the log.
func letIn(ctx context.Context, t *store.Tx, one *form.Submission) error {
	one.State = form.Taken
	return t.Enqueue(ctx, letInJob, strconv.FormatInt(one.ID, 10), []byte("{}"), t.Now())
}

// doLetIn is the job. What is put into the log again is the same event. It happens now: what follows from it begins when it
// was looked at.
func (s *Server) doLetIn(ctx context.Context, j job.Job) error {
	id, err := strconv.ParseInt(j.Key, 10, 64)
	if err != nil {
		return job.Final(err)
	}
	var one form.Submission
	err = s.Records.View(ctx, func(v *store.View) error {
		one, err = v.Submission(ctx, id)
		return err
	})
	if err == nil && len(one.Held) > 0 {
		err = s.logHeld(ctx, &one)
	}
	if absent(err) != nil {
		return err
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		if is, err := t.Submission(ctx, id); err == nil {
			is.Held = nil
			if err := t.SaveSubmission(ctx, is); err != nil {
				return err
			}
		}
		return t.FinishJob(ctx, j.ID)
	})
}

func (s *Server) logHeld(ctx context.Context, one *form.Submission) error {
	var e timeline.Event
	var said map[string]any
	if err := json.Unmarshal(one.Held, &e); err != nil {
		return job.Final(err)
	}
	if err := json.Unmarshal(e.Properties, &said); err != nil {
		return job.Final(err)
	}
	said["submitted_at"] = showInstant(e.At)
	e.At, e.Properties = one.LookedAt, marshalled(said)
	return s.logAnswer(ctx, e)
}
