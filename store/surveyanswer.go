package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"banhda/delight/survey"
)

// AddAnswer keeps what somebody answered, and gives its id: it stands, those before it no more.
func (t *Tx) AddAnswer(ctx context.Context, a survey.Answer) (id int64, err error) {
	said, err := json.Marshal(a.Said)
	if err != nil {
		return 0, err
	}
	if _, err := t.exec(ctx, "keeping an answer to a survey", "UPDATE survey_answer SET stands = FALSE WHERE invitation = ? AND stands", a.Invitation); err != nil {
		return 0, err
	}
	query := "INSERT INTO survey_answer (invitation, survey, version, person, at, score, comment, said, event, stands) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, TRUE) RETURNING id"
	args := []any{a.Invitation, a.Survey, a.Version, a.Person, t.now, a.Score, a.Comment, string(said), a.Event}
	return id, t.one(ctx, "keeping an answer to a survey", query, args, &id)
}

// AnswersTo are what was answered to an invitation, the first first.
func (v *View) AnswersTo(ctx context.Context, invitation int64) (list []survey.Answer, err error) {
	query := "SELECT id, invitation, survey, version, person, at, score, comment, said, event, stands FROM survey_answer WHERE invitation = ? ORDER BY id"
	err = v.each(ctx, "reading answers to a survey", query, []any{invitation}, func(rows *sql.Rows) error {
		var a survey.Answer
		var said []byte
		err := rows.Scan(&a.ID, &a.Invitation, &a.Survey, &a.Version, &a.Person, &a.At, &a.Score, &a.Comment, &said, &a.Event, &a.Stands)
		list = append(list, a)
		return errors.Join(err, json.Unmarshal(said, &list[len(list)-1].Said))
	})
	return list, err
}

// Response is an invitation with the answer that stands.
type Response struct {
	survey.Invitation
	Answer  *survey.Answer // nil: none
	Reached bool           // the message left the house, or the chat asked
}

// ResponseFilter says which responses are asked for; what is empty leaves open.
type ResponseFilter struct {
	Survey   int64
	From, To int64 // asked at or after, and before
	State    survey.State
	Low      int // of the score
	High     int // under 0: not by the score
	Comment  bool
	Before   int64 // an id
	Limit    int
}

// Responses gives a page of them, the last first.
func (v *View) Responses(ctx context.Context, f ResponseFilter) (list []Response, err error) {
	where := `i.survey = ? AND (? = '' OR i.state = ?) AND i.asked_at >= ? AND (? = 0 OR i.asked_at < ?) AND (? < 0 OR a.score BETWEEN ? AND ?)
AND (NOT ? OR a.comment <> '') AND (? = 0 OR i.id < ?) ORDER BY i.id DESC LIMIT ?`
	err = v.eachResponse(ctx, where, []any{f.Survey, string(f.State), string(f.State), f.From, f.To, f.To, f.High, f.Low, f.High, f.Comment, f.Before, f.Before, f.Limit}, func(r Response) error {
		list = append(list, r)
		return nil
	})
	return list, err
}

// EachResponse hands on every response of who was asked in a period, in order.
func (v *View) EachResponse(ctx context.Context, of, from, to int64, each func(Response) error) error {
	return v.eachResponse(ctx, "i.survey = ? AND i.asked_at >= ? AND i.asked_at > 0 AND i.asked_at < ? ORDER BY i.asked_at, i.id", []any{of, from, to}, each)
}

func (v *View) eachResponse(ctx context.Context, where string, args []any, each func(Response) error) error {
	query := "SELECT " + invitedColumns + `, COALESCE(a.id, 0), COALESCE(a.at, 0), COALESCE(a.score, 0), COALESCE(a.comment, ''), COALESCE(a.said, '{}'),
i.message = 0 OR COALESCE(m.state, '') IN ('sent', 'delivered', 'doubtful')
FROM survey_invitation i LEFT JOIN survey_answer a ON a.invitation = i.id AND a.stands LEFT JOIN message m ON m.id = i.message WHERE ` + where
	return v.each(ctx, "reading responses to a survey", query, args, func(rows *sql.Rows) error {
		var r Response
		var a survey.Answer
		var said []byte
		if err := rows.Scan(append(invitedInto(&r.Invitation), &a.ID, &a.At, &a.Score, &a.Comment, &said, &r.Reached)...); err != nil {
			return err
		}
		if a.ID != 0 {
			if err := json.Unmarshal(said, &a.Said); err != nil {
				return err
			}
			r.Answer, r.Reached = &a, true
		}
		return each(r)
	})
}

// CountInvited is how many invitations of a survey are in each state.
func (v *View) CountInvited(ctx context.Context, of int64) (map[survey.State]int64, error) {
	counts := map[survey.State]int64{}
	err := v.each(ctx, "counting invitations", "SELECT state, COUNT(*) FROM survey_invitation WHERE survey = ? GROUP BY state", []any{of}, func(rows *sql.Rows) error {
		var state survey.State
		var n int64
		err := rows.Scan((*string)(&state), &n)
		counts[state] = n
		return err
	})
	return counts, err
}
