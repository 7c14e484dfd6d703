package api

import (
	"context"
	"net/http"
	"slices"

	"banhda/hub/consent"
	"banhda/phrase"
	"banhda/store"
)

// askAboutMyData takes what a customer asks about their data. To be forgotten is asked again by a code: it cannot be undone.
func (s *Server) askAboutMyData(w http.ResponseWriter, r *http.Request, c *myCall) error {
	kind := consent.Kind(r.PostFormValue("kind"))
	if !slices.Contains(consent.Kinds, kind) {
		return invalid("choose what you ask for")
	}
	if kind == consent.Erase {
		return s.sendCodeTo(w, r, c, c.Key, confirmsErasure)
	}
	if err := s.askAbout(r.Context(), c, kind, clipped(r.PostFormValue("wish"), 2000)); err != nil {
		return err
	}
	return c.done(w, r, c.here.url())
}

// mostRequests is how many requests of one customer wait at once.
const mostRequests = 5

// askAbout puts a request into the queue, with the time the law gives. Asked twice it is there once.
func (s *Server) askAbout(ctx context.Context, c *myCall, kind consent.Kind, wish string) error {
	q := consent.Request{Kind: kind, State: consent.Open, Person: c.Person, Contact: c.Key.Value, Wish: cleanWords(wish)}
	_, err := s.changeRequest(ctx, "request-add", map[string]any{"kind": kind, "person": PersonID(c.Person)}, func(ctx context.Context, t *store.Tx) (consent.Request, error) {
		open, err := t.Requests(ctx, store.RequestsQuestion{Person: c.Person, State: consent.Open, Limit: mostRequests})
		if err != nil {
			return q, err
		}
		if at := slices.IndexFunc(open, func(o consent.Request) bool { return o.Kind == kind }); at >= 0 {
			return open[at], nil
		}
		if len(open) == mostRequests {
			return q, phrase.Sentencef("%d of your requests are open already; we answer them first", mostRequests)
		}
		return q, beginRequest(ctx, t, &q)
	})
	return err
}
