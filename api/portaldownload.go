package api

import (
	"context"
	"mime"
	"net/http"

	"banhda/store"
)

// downloadMyData hands a customer what they gave and did: their record, addresses, consents, requests and events. What
// colleagues wrote about them they get by asking for it: somebody has to look at it first, since others may be named there.
func (s *Server) downloadMyData(w http.ResponseWriter, r *http.Request, c *myCall) error {
	ctx := r.Context()
	_, err := s.change(ctx, mutation{verb: "customer-download", target: PersonID(c.Person)}, nil)
	if err != nil {
		return err
	}
	p := &personArchive{s: s, id: c.Person}
	if err := s.Records.View(ctx, func(v *store.View) error { return p.readOwn(ctx, v) }); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": PersonID(c.Person) + ".zip"}))
	return p.write(ctx, w)
}

// readOwn gathers what is somebody's own.
func (p *personArchive) readOwn(ctx context.Context, v *store.View) error {
	is, err := personRecord(ctx, v, p.id)
	if err != nil {
		return err
	}
	if err := p.readKnown(ctx, v, is); err != nil {
		return err
	}
	asked, err := v.Requests(ctx, store.RequestsQuestion{Person: p.id, Limit: 100_000})
	if err != nil {
		return err
	}
	p.add("requests.json", asked)
	return p.readWhole(ctx, v, true)
}
