package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"banhda/auth"
)

// describe is an operation as its clients know it. Every registration passes here, so that none is without its
// permission.
func (s *Server) describe(o operation) huma.Operation {
	s.operations = append(s.operations, o)
	wait := bodyWait
	if o.raw {
		wait = -1 // much may come, and slowly
	}
	return huma.Operation{Method: o.method, Path: o.path, OperationID: o.id, Summary: o.doc,
		Extensions:      map[string]any{"x-permission": o.permission},
		Middlewares:     huma.Middlewares{s.permit(o)},
		BodyReadTimeout: wait} // lifted once the body is there: it would also end long work whose client listens
}

// permit is the one place where permissions are checked, before anything of a request is read.
func (s *Server) permit(o operation) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		actor := auth.From(c.Context())
		if actor.May(o.permission) {
			next(c)
			return
		}
		err := errSignIn
		if actor.Known() {
			err = refused(http.StatusForbidden, 0, "this needs the permission %s; ask an owner of the workspace for it", o.permission)
		}
		s.observe(o.id, 0, err)
		s.fail(c, err)
	}
}

var errSignIn = refused(http.StatusUnauthorized, 0, "nobody is signed in; sign in, or send an API key as Authorization: Bearer ak_…")

// permissions are those an actor has, of all that operations ask for.
func (s *Server) permissions(a auth.Actor) []string {
	list, seen := []string{}, map[string]bool{auth.Open: true}
	for _, o := range s.operations {
		if !seen[o.permission] && a.May(o.permission) {
			list = append(list, o.permission)
		}
		seen[o.permission] = true
	}
	return list
}
