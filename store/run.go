package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/drive/workflow"
)

const runColumns = "id, workflow, version, person, trigger_, cause, depth, node, due, state, since, outcome, began, ended, action"

func scanRun(rows *sql.Rows) (r workflow.Run, err error) {
	var state []byte
	var node, outcome string
	var due, since int64
	if err = rows.Scan(&r.ID, &r.Workflow, &r.Version, &r.Person, &r.Trigger, &r.Cause, &r.Depth, &node, &due, &state, &since, &outcome, &r.Began, &r.Ended, &r.Action); err != nil {
		return r, err
	}
	err = json.Unmarshal(state, &r.State)
	r.Node, r.Due, r.Since, r.Outcome = node, due, since, workflow.Outcome(outcome)
	return r, err
}

// runRow is a run as its columns.
func runRow(r *workflow.Run) ([]any, error) {
	rest := r.State
	rest.Node, rest.Due, rest.Since, rest.Outcome = "", 0, 0, ""
	state, err := json.Marshal(rest)
	return []any{r.ID, r.Workflow, r.Version, r.Person, r.Trigger, r.Cause, r.Depth, r.Node, r.Due, string(state), r.Since, string(r.Outcome), r.Began, r.Ended, r.Action}, err
}

func (v *View) runs(ctx context.Context, where string, args ...any) (list []workflow.Run, err error) {
	err = v.each(ctx, "reading runs", "SELECT "+runColumns+" FROM run WHERE "+where, args, func(rows *sql.Rows) error {
		r, err := scanRun(rows)
		list = append(list, r)
		return err
	})
	return list, err
}

// Run is one run; ErrNotFound where there is none of that id.
func (v *View) Run(ctx context.Context, id int64) (workflow.Run, error) {
	list, err := v.runs(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding run %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return workflow.Run{}, err
	}
	return list[0], nil
}

// DueRuns are the runs of a workflow whose time has come, those due longest first.
func (v *View) DueRuns(ctx context.Context, id int64, limit int) ([]workflow.Run, error) {
	return v.runs(ctx, "workflow = ? AND due > 0 AND due <= ? ORDER BY due LIMIT ?", id, v.now, limit)
}

// NextDue is when the next run of a workflow is due; 0: none is.
func (v *View) NextDue(ctx context.Context, id int64) (at int64, err error) {
	query := "SELECT COALESCE((SELECT due FROM run WHERE workflow = ? AND due > 0 ORDER BY due LIMIT 1), 0)"
	return at, v.one(ctx, "looking for the next run", query, []any{id}, &at)
}

// RunsByID are the runs of these ids.
func (v *View) RunsByID(ctx context.Context, ids []int64) ([]workflow.Run, error) {
	in, arg := v.dialect.In("id", ids)
	return v.runs(ctx, in+" ORDER BY id", arg)
}

// RunsUnderWay are the runs of some people that have not ended, in order.
func (v *View) RunsUnderWay(ctx context.Context, people []int64) ([]workflow.Run, error) {
	in, arg := v.dialect.In("person", people)
	return v.runs(ctx, "outcome = '' AND "+in+" ORDER BY id", arg)
}

// RunsOf are all runs of somebody, the newest first.
func (v *View) RunsOf(ctx context.Context, person int64, limit int) ([]workflow.Run, error) {
	return v.runs(ctx, "person = ? ORDER BY id DESC LIMIT ?", person, limit)
}

// RunsQuestion asks for a page of a workflow's runs, the newest first.
type RunsQuestion struct {
	Workflow int64
	Outcome  workflow.Outcome // empty: those under way
	All      bool             // however they ended, or not
	Node     string           // empty: anywhere
	Before   int64            // id of the last row of the page before; 0 begins
	Limit    int
}

// Runs gives a page of a workflow's runs.
func (v *View) Runs(ctx context.Context, q RunsQuestion) ([]workflow.Run, error) {
	where, args := "workflow = ?", []any{q.Workflow}
	if !q.All {
		where, args = where+" AND outcome = ?", append(args, string(q.Outcome))
	}
	if q.Node != "" {
		where, args = where+" AND node = ?", append(args, q.Node)
	}
	if q.Before != 0 {
		where, args = where+" AND id < ?", append(args, q.Before)
	}
	return v.runs(ctx, where+" ORDER BY id DESC LIMIT ?", append(args, q.Limit)...)
}

// Pasts is what is known of earlier runs of a workflow, of each of some people who had any.
func (v *View) Pasts(ctx context.Context, id int64, people []int64) (map[int64]workflow.Past, error) {
	in, arg := v.dialect.In("person", people)
	pasts := map[int64]workflow.Past{}
	query := `SELECT person, COUNT(*), MAX(CASE WHEN outcome = '' THEN 1 ELSE 0 END), MAX(began), SUM(CASE WHEN began > ? THEN 1 ELSE 0 END)
FROM run WHERE workflow = ? AND ` + in + " GROUP BY person"
	const aDay = 24 * 60 * 60 * 1_000_000
	err := v.each(ctx, "reading earlier runs", query, []any{v.now - aDay, id, arg}, func(rows *sql.Rows) error {
		var person int64
		var p workflow.Past
		var in int
		err := rows.Scan(&person, &p.Runs, &in, &p.Last, &p.Today)
		p.In = in == 1
		pasts[person] = p
		return err
	})
	return pasts, err
}

// EnterRuns lets people in. Who entered by the same cause before does not enter again: they are left out of what it gives,
// the runs with their ids.
func (t *Tx) EnterRuns(ctx context.Context, list []workflow.Run) (entered []workflow.Run, err error) {
	query := "INSERT INTO run (workflow, version, person, trigger_, cause, depth, node, due, state, since, outcome, began, ended, action) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id"
	for _, r := range list {
		row, err := runRow(&r)
		if err != nil {
			return nil, err
		}
		err = t.each(ctx, "entering a workflow", query, row[1:], func(rows *sql.Rows) error {
			err := rows.Scan(&r.ID)
			entered = append(entered, r)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return entered, nil
}

const runUpsert = `ON CONFLICT (id) DO UPDATE SET person = excluded.person, node = excluded.node, due = excluded.due, state = excluded.state, since = excluded.since,
outcome = excluded.outcome, ended = excluded.ended, action = excluded.action`

// SaveRuns writes where runs stand now, and lines of their history.
func (t *Tx) SaveRuns(ctx context.Context, list []workflow.Run, lines []workflow.Line) (err error) {
	rows := make([][]any, len(list))
	for i := range list {
		if rows[i], err = runRow(&list[i]); err != nil {
			return err
		}
	}
	err = t.insertAll(ctx, "saving runs", "run ("+runColumns+")", 15, runUpsert, len(rows), func(i int) []any { return rows[i] })
	if err != nil {
		return err
	}
	bodies := make([][]byte, len(lines))
	for i := range lines {
		if bodies[i], err = json.Marshal(lines[i].Entry); err != nil {
			return err
		}
	}
	return t.insertAll(ctx, "writing the history of runs", "run_line (run, at, body)", 3, "", len(lines), func(i int) []any {
		return []any{lines[i].Run, lines[i].At, string(bodies[i])}
	})
}

// Lines are of a run's history, the first first, after a line; 0 begins.
func (v *View) Lines(ctx context.Context, run, after int64, limit int) ([]workflow.Line, error) {
	return v.lines(ctx, "run = ? AND id > ? ORDER BY id LIMIT ?", run, after, limit)
}

// LinesOf are of the history of all runs of somebody, the last first, before an instant and a line; 0 begins.
func (v *View) LinesOf(ctx context.Context, person int64, p Page) ([]workflow.Line, error) {
	where, args := "run IN (SELECT id FROM run WHERE person = ?)", []any{person}
	if p.ID != 0 {
		where, args = where+" AND (at < ? OR at = ? AND id < ?)", append(args, p.At, p.At, p.ID)
	}
	return v.lines(ctx, where+" ORDER BY at DESC, id DESC LIMIT ?", append(args, p.Limit)...)
}

// CountLines is how many lines the histories of all runs have.
func (v *View) CountLines(ctx context.Context) (n int64, err error) {
	return n, v.one(ctx, "counting the history of runs", "SELECT COUNT(*) FROM run_line", nil, &n)
}

func (v *View) lines(ctx context.Context, where string, args ...any) (list []workflow.Line, err error) {
	err = v.each(ctx, "reading the history of runs", "SELECT id, run, at, body FROM run_line WHERE "+where, args, func(rows *sql.Rows) error {
		var l workflow.Line
		var body []byte
		if err := rows.Scan(&l.ID, &l.Run, &l.At, &body); err != nil {
			return err
		}
		err := json.Unmarshal(body, &l.Entry)
		list = append(list, l)
		return err
	})
	return list, err
}

// Tallies are how many people are where in a workflow.
func (v *View) Tallies(ctx context.Context, id int64) (list []workflow.Tally, err error) {
	query := "SELECT version, node, COUNT(*) FROM run WHERE workflow = ? AND outcome = '' GROUP BY version, node ORDER BY version, node"
	err = v.each(ctx, "counting who is where", query, []any{id}, func(rows *sql.Rows) error {
		var one workflow.Tally
		err := rows.Scan(&one.Version, &one.Node, &one.People)
		list = append(list, one)
		return err
	})
	return list, err
}

// Outcomes are how many runs ended how, by workflow; those under way under the empty outcome.
func (v *View) Outcomes(ctx context.Context) (map[int64]map[workflow.Outcome]int64, error) {
	all := map[int64]map[workflow.Outcome]int64{}
	query := "SELECT workflow, outcome, COUNT(*) FROM run GROUP BY workflow, outcome"
	err := v.each(ctx, "counting how runs ended", query, nil, func(rows *sql.Rows) error {
		var id, n int64
		var outcome string
		err := rows.Scan(&id, &outcome, &n)
		if all[id] == nil {
			all[id] = map[workflow.Outcome]int64{}
		}
		all[id][workflow.Outcome(outcome)] = n
		return err
	})
	return all, err
}

// JoinRuns makes the runs of somebody those of who they became part of. Where both came by the same cause, one of them
// goes.
func (t *Tx) JoinRuns(ctx context.Context, person, into int64) error {
	same := "person = ? AND EXISTS (SELECT 1 FROM run AS other WHERE other.workflow = run.workflow AND other.cause = run.cause AND other.person = ?)"
	for _, query := range []string{"DELETE FROM run_line WHERE run IN (SELECT id FROM run WHERE " + same + ")", "DELETE FROM run WHERE " + same} {
		if _, err := t.exec(ctx, "joining runs", query, person, into); err != nil {
			return err
		}
	}
	_, err := t.exec(ctx, "joining runs", "UPDATE run SET person = ? WHERE person = ?", into, person)
	return err
}

// forgetRuns removes the runs of somebody, with their history.
func (t *Tx) forgetRuns(ctx context.Context, people []int64) error {
	in, arg := t.dialect.In("person", people)
	for _, query := range []string{"DELETE FROM run_line WHERE run IN (SELECT id FROM run WHERE " + in + ")", "DELETE FROM run WHERE " + in} {
		if _, err := t.exec(ctx, "forgetting runs", query, arg); err != nil {
			return err
		}
	}
	return nil
}
