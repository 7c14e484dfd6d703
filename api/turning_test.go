package api

import (
	"context"
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/drive/flow/seen"
	"banhda/drive/job"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// turning is a front with an owner and a flow, without a warehouse: records and identity work, readouts do not.
func turning(t *testing.T) (*front, *visitor) {
	f, owner := owned(t)
	ctx, stop := context.WithCancel(context.Background())
	people, err := person.NewResolver(ctx, f.Records, 1000)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := seen.Open(filepath.Join(f.Dir, "seen"))
	if err != nil {
		t.Fatal(err)
	}
	carrier := flow.New(flow.Options{Log: f.Log, Seen: ids, People: people, Projections: map[string]flow.Projection{}, Decoders: Decoders(),
		Currency: func(ctx context.Context) (string, error) { return "VND", nil }})
	f.Server.Flow, f.Server.People = carrier, people
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = carrier.Run(ctx)
	}()
	t.Cleanup(func() {
		stop()
		<-ended
		ids.Close()
	})
	return f, owner
}

// toldOf is how often the log was told of something by a source.
func (f *front) toldOf(source, name string) (n int) {
	f.t.Helper()
	if _, err := f.relayed(f.t.Context(), func(Progress) {}); err != nil {
		f.t.Fatal(err)
	}
	err := f.Log.Read(f.t.Context(), 0, 1<<20, func(r flow.Row) error {
		if r.Source != source {
			return nil
		}
		events, err := timeline.ReadRow(r.Body)
		for _, e := range events {
			if e.Name == name {
				n++
			}
		}
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return n
}

// acquaint tells the log who somebody is, with the rank of staff, and waits until identity knows.
func (f *front) acquaint(who person.Identity) error {
	row, err := f.statement([]person.Identity{who})
	if err != nil {
		return err
	}
	rows := []flow.Row{row}
	if err := f.Log.Append(f.t.Context(), rows); err != nil {
		return err
	}
	return f.Flow.WaitFor(f.t.Context(), rows[0].Seq)
}

// sends sends a file as the screen does.
func (v *visitor) sends(name, content string) string {
	v.t.Helper()
	r, _ := http.NewRequest("POST", v.url+"/v1/uploads?name="+name, strings.NewReader(content))
	r.Header.Set("Content-Type", "application/octet-stream")
	resp, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	var u Upload
	if err := json.NewDecoder(resp.Body).Decode(&u); err != nil || u.ID == "" {
		v.t.Fatalf("sending %s: %d %v", name, resp.StatusCode, err)
	}
	return u.ID
}

// imports takes a file in as a job does, by the proposed plan with something of it changed, and gives its row of the list.
func (v *visitor) imports(name, content string, typ record.Type, change func(*IntakeSuggestion)) store.Import {
	v.t.Helper()
	plan := v.plans(name, content, typ, change)
	started := gets[IntakeStarted](v, 200, "POST", "/v1/record-imports", plan)
	id, err := ParseImportID(started.ID)
	if err != nil {
		v.t.Fatal(err)
	}
	body, _ := json.Marshal(map[string]int64{"import": id})
	if err := v.ImportRecords(context.Background(), job.Job{Kind: intakeJob, Body: body}); err != nil {
		v.t.Fatal(err)
	}
	i, err := v.findImport(context.Background(), id)
	if err != nil {
		v.t.Fatal(err)
	}
	return i
}

// plans is the plan proposed for a file, with something of it changed, as the body of a request.
func (v *visitor) plans(name, content string, typ record.Type, change func(*IntakeSuggestion)) string {
	v.t.Helper()
	s := gets[IntakeSuggestion](v, 200, "POST", "/v1/record-imports/suggest", `{"upload":"`+v.sends(name, content)+`","type":"`+string(typ)+`"}`)
	if change != nil {
		change(&s)
	}
	text, err := json.Marshal(map[string]any{"plan": s.Plan})
	if err != nil {
		v.t.Fatal(err)
	}
	return string(text)
}

// everybody are the records of a type that are there, by name.
func (f *front) everybody(typ record.Type) map[string]record.Record {
	f.t.Helper()
	all := map[string]record.Record{}
	err := f.Records.View(context.Background(), func(v *store.View) error {
		list, err := v.Export(context.Background(), typ, 0, 1000)
		for _, r := range list {
			if r.DeletedAt == 0 && r.Into == 0 {
				all[r.Name()] = r
			}
		}
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return all
}

// all are the records of a type that are there.
func (f *front) all(typ record.Type) (list []record.Record) {
	f.t.Helper()
	err := f.Records.View(context.Background(), func(v *store.View) error {
		all, err := v.Export(context.Background(), typ, 0, 1000)
		for _, r := range all {
			if r.DeletedAt == 0 && r.Into == 0 {
				list = append(list, r)
			}
		}
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return list
}

// change sets values of a record, as somebody does by hand.
func change(t *testing.T, f *front, typ record.Type, id int64, set record.Values) {
	t.Helper()
	err := f.Records.Tx(t.Context(), func(tx *store.Tx) error {
		if _, err := tx.Note(t.Context(), store.Act{Actor: "usr", Verb: "update"}); err != nil {
			return err
		}
		_, err := tx.Update(t.Context(), auth.Everything, typ, id, set, 0)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// interrupted does the job of an import until so many chunks are taken in, as when the house is closed meanwhile.
func interrupted(t *testing.T, f *front, id int64, chunks int) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	f.Server.Flow = &closing{f.Server.Flow, chunks, stop}
	body, _ := json.Marshal(map[string]int64{"import": id})
	_ = f.ImportRecords(ctx, job.Job{Kind: intakeJob, Body: body})
}

// stoppedAfter takes some parts of an import in, and then no more.
func stoppedAfter(t *testing.T, f *front, id int64, parts int) {
	t.Helper()
	i, err := f.findImport(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	o, err := orderOf(i)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	run, err := f.openIntake(ctx, o, func(Progress) {
		if parts--; parts == 0 {
			stop()
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	run.record, run.id, run.each = &i, i.ID, func(*intakeRow) error { return nil }
	if err := run.act(ctx); err != nil {
		t.Fatal(err)
	}
	_ = run.all(ctx)
}

// closing is a flow in a house that is closed after so many chunks of an import.
type closing struct {
	Flow
	chunks int
	stop   func()
}

func (c *closing) WaitForPeople(ctx context.Context, seq int64) error {
	if c.chunks--; c.chunks < 0 {
		c.stop()
	}
	return c.Flow.WaitForPeople(ctx, seq)
}
