package api

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

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
		u := c.URL()
		err := permitted(auth.From(c.Context()), o.permission, c.Param("type"))
		if err == nil {
			err = readable(&u)
		}
		if err == nil {
			next(c)
			return
		}
		s.observe(o.id, 0, err)
		s.fail(c, err)
	}
}

// readable refuses an address with what is no text: a NUL, or what is not UTF-8. No database compares with that.
func readable(u *url.URL) error {
	asked, err := url.QueryUnescape(u.RawQuery)
	if err != nil || !utf8.ValidString(asked+u.Path) || strings.ContainsRune(asked+u.Path, 0) {
		return invalid("the address asked for holds what is no text; look at how it is put together")
	}
	return nil
}

// ofType stands in a permission for the kind of records the path names.
const ofType = "{type}:"

// permitted says why an actor may not do what needs a permission; nil: they may.
func permitted(a auth.Actor, permission, kind string) error {
	if verb, ok := strings.CutPrefix(permission, ofType); ok {
		if a.Known() && !slices.Contains(auth.Kinds, kind) {
			return refused(http.StatusNotFound, 0, "there are no records called %q; there are %s", kind, strings.Join(auth.Kinds, ", "))
		}
		permission = kind + ":" + verb
	}
	switch {
	case a.May(permission):
		return nil
	case a.Unready:
		return errUnready
	case a.Known():
		return refused(http.StatusForbidden, 0, "this needs the permission %s; ask an owner of the workspace for it", permission)
	}
	return errSignIn
}

var errUnready = refused(http.StatusForbidden, 0, "your role needs a second step at sign-in; set it up first")

var errSignIn = refused(http.StatusUnauthorized, 0, "nobody is signed in; sign in, or send an API key as Authorization: Bearer ak_…")

// permissions are those an actor has, of all that operations ask for.
func (s *Server) permissions(a auth.Actor) []string {
	return slices.DeleteFunc(s.allPermissions(), func(p string) bool { return p == auth.Open || !a.May(p) })
}

// allPermissions are what operations ask for, each once, in the order of the operations.
func (s *Server) allPermissions() (list []string) {
	seen := map[string]bool{}
	add := func(p string) {
		if !seen[p] {
			list = append(list, p)
		}
		seen[p] = true
	}
	for _, o := range s.operations {
		verb, ok := strings.CutPrefix(o.permission, ofType)
		if !ok {
			add(o.permission)
			continue
		}
		for _, kind := range auth.Kinds {
			add(kind + ":" + verb)
		}
	}
	return list
}
