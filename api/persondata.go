package api

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"os"

	"banhda/auth"
	"banhda/hub/attachment"
	"banhda/hub/record"
	"banhda/store"
	"banhda/warehouse"
)

// ofPersonLimit is how many lines of one sort are read of a person at a time.
const ofPersonLimit = 500

// Half an archive would pass for the whole that the person has a right to.
var errNotWhole = refused(http.StatusForbidden, 0, "this is everything kept of somebody, and your role hides some of it from you; ask an owner for it")

// personData hands out everything that is kept of one person, as they may ask: JSON for programs, the events once more as
// CSV for people, the papers they got and the files kept with them.
func (s *Server) personData(ctx context.Context, in *ofPerson) (*download, error) {
	var of record.Record
	_, err := s.change(ctx, mutation{verb: "export", target: in.ID, also: func(ctx context.Context, t *store.Tx) (err error) {
		if of, err = personWithin(ctx, &t.View, in.ID, auth.Export); err == nil && len(hidden(ctx, record.Person)) > 0 {
			err = errNotWhole
		}
		return err
	}}, nil)
	if err != nil {
		return nil, err
	}
	p := &personArchive{s: s, id: of.ID}
	if err := p.read(ctx, of); err != nil {
		return nil, err
	}
	read, write := io.Pipe()
	go func() { write.CloseWithError(p.write(ctx, write)) }()
	return &download{name: PersonID(of.ID) + ".zip", content: read}, nil
}

// personArchive is everything that is kept of one person.
type personArchive struct {
	s      *Server
	id     int64
	parts  []archivePart
	papers []archiveFile
	files  []attachment.Attachment
}

type archivePart struct {
	name    string
	content any
}

func (p *personArchive) add(name string, content any) {
	p.parts = append(p.parts, archivePart{name, content})
}

// read gathers what the records hold, of one state.
func (p *personArchive) read(ctx context.Context, of record.Record) error {
	return p.s.Records.View(ctx, func(v *store.View) error {
		if err := p.readKnown(ctx, v, of); err != nil {
			return err
		}
		if err := p.readAbout(ctx, v); err != nil {
			return err
		}
		return p.readWhole(ctx, v, false)
	})
}

// readKnown gathers the record, what its person agreed to, by what they are known and what was said of them.
func (p *personArchive) readKnown(ctx context.Context, v *store.View, of record.Record) error {
	shown, err := showRecords(ctx, v, record.Person, []record.Record{of})
	if err != nil {
		return err
	}
	p.add("record.json", shown[0])
	consents, err := showConsents(ctx, v, p.id)
	if err != nil {
		return err
	}
	p.add("consents.json", consents)
	identifiers, err := v.ProfilesOf(ctx, []int64{p.id})
	if err != nil {
		return err
	}
	p.add("identifiers.json", identifiers)
	stated, err := v.StatedOf(ctx, p.id)
	if err != nil {
		return err
	}
	p.add("stated.json", stated)
	return nil
}

// readAbout gathers what stands around the record.
func (p *personArchive) readAbout(ctx context.Context, v *store.View) error {
	about := record.Ref{Type: record.Person, ID: p.id}
	notes, err := v.Notes(ctx, about, store.Page{Limit: 100_000})
	if err != nil {
		return err
	}
	p.add("notes.json", notes)
	tasks, err := v.Tasks(ctx, auth.Everything, store.TaskFilter{About: about, Limit: 100_000})
	if err != nil {
		return err
	}
	done, err := v.Tasks(ctx, auth.Everything, store.TaskFilter{About: about, Done: true, Limit: 100_000})
	if err != nil {
		return err
	}
	p.add("tasks.json", append(tasks, done...))
	asked, err := v.Requests(ctx, store.RequestsQuestion{Person: p.id, Limit: 100_000})
	if err != nil {
		return err
	}
	p.add("requests.json", asked)
	changes, err := v.Changes(ctx, store.ChangesQuestion{Type: record.Person, Record: p.id, Limit: 100_000})
	if err != nil {
		return err
	}
	p.add("changes.json", changes)
	acts, err := v.Acts(ctx, store.ActsQuestion{Target: PersonID(p.id), Limit: 100_000})
	p.add("acts.json", acts)
	if err == nil {
		p.files, err = v.Attachments(ctx, about, store.Page{Limit: 100_000})
	}
	return err
}

func (p *personArchive) write(ctx context.Context, to io.Writer) error {
	z := zip.NewWriter(to)
	for _, part := range p.parts {
		if err := writeJSON(z, part.name, part.content); err != nil {
			return err
		}
	}
	if err := p.writeEvents(ctx, z); err != nil {
		return err
	}
	for _, one := range p.papers {
		w, err := z.Create(one.name)
		if err == nil {
			_, err = w.Write(one.content)
		}
		if err != nil {
			return err
		}
	}
	for _, f := range p.files {
		if err := p.writeFile(z, f); err != nil {
			return err
		}
	}
	return z.Close()
}

func writeJSON(z *zip.Writer, name string, content any) error {
	w, err := z.Create(name)
	if err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(content)
}

// writeEvents writes what somebody did, page by page, newest first.
func (p *personArchive) writeEvents(ctx context.Context, z *zip.Writer) error {
	c, _, err := p.s.cut(ctx, "person", Reading{}, func(Progress) {})
	if err != nil {
		return err
	}
	var all []warehouse.TimelineEvent
	for q := (warehouse.TimelineQuestion{Person: p.id, Limit: ofPersonLimit}); ; {
		t, _, err := p.s.Warehouse.Person(ctx, c, q)
		if err != nil {
			return absent(err)
		}
		all = append(all, t.Events...)
		if q.Before = t.Next; t.Next == "" {
			break
		}
	}
	if err := writeJSON(z, "events.json", showEvents(all)); err != nil {
		return err
	}
	w, err := z.Create("events.csv")
	if err != nil {
		return err
	}
	table := &bytes.Buffer{}
	table.WriteString(mark)
	rows := csv.NewWriter(table)
	_ = rows.Write([]string{"at", "name", "source", "sale", "properties"})
	for _, e := range all {
		_ = rows.Write(harmless(showInstant(e.At), e.Name, e.Source, e.Sale, string(e.Properties)))
	}
	rows.Flush()
	_, err = w.Write(table.Bytes())
	return err
}

func (p *personArchive) writeFile(z *zip.Writer, f attachment.Attachment) error {
	from, err := os.Open(p.s.filePath(f.Hash))
	if err != nil {
		return absentFile(err)
	}
	defer from.Close()
	w, err := z.Create("files/" + f.Hash[:8] + "-" + f.Name)
	if err == nil {
		_, err = io.Copy(w, from)
	}
	return err
}
