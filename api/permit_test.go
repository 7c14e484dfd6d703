package api

import (
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"banhda/auth"
	"banhda/hub/record"
)

var update = flag.Bool("update", false, "write the golden files anew")

// actors are those of the table of permissions.
var actors = []struct {
	name  string
	actor auth.Actor
}{
	{"nobody", auth.Actor{}},
	{"viewer", auth.Actor{Kind: auth.User, Role: auth.Viewer, Teams: []int64{1}}},
	{"agent", auth.Actor{Kind: auth.User, Role: auth.Agent, Teams: []int64{1}}},
	{"seller", auth.Actor{Kind: auth.User, Role: auth.Seller, Teams: []int64{1}}},
	{"marketer", auth.Actor{Kind: auth.User, Role: auth.Marketer, Teams: []int64{1}}},
	{"editor", auth.Actor{Kind: auth.User, Role: auth.Editor, Teams: []int64{1}}},
	{"lead", auth.Actor{Kind: auth.User, Role: auth.Lead, Teams: []int64{1}}},
	{"owner", auth.Actor{Kind: auth.User, Role: auth.Owner}},
	{"socket", auth.Actor{Kind: auth.Socket}},
}

// TestPermissions holds who may do what, over every operation that is registered, to a table that is kept and read.
func TestPermissions(t *testing.T) {
	s := newServer(House{})
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "operation\tpermission")
	for _, a := range actors {
		fmt.Fprintf(w, "\t%s", a.name)
	}
	for _, o := range sorted(s.operations) {
		fmt.Fprintf(w, "\n%s %s\t%s", o.method, o.path, o.permission)
		for _, a := range actors {
			fmt.Fprintf(w, "\t%s", howFar(a.actor, o.permission))
		}
	}
	fmt.Fprintln(w)
	w.Flush()
	const path = "testdata/permissions.txt"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(path); err != nil || string(kept) != b.String() {
		t.Errorf("who may do what has changed (go test ./api -run TestPermissions -update, and read the difference): %v\n%s", err, b.String())
	}
}

// howFar is yes, - or, over records of every kind the path may name, for how many of them.
func howFar(a auth.Actor, permission string) string {
	verb, ok := strings.CutPrefix(permission, ofType)
	if !ok {
		kind, v, granted := auth.Granted(permission)
		switch r := a.Reach(kind, v); {
		case !a.May(permission):
			return "-"
		case granted && len(r.Teams) > 0:
			return "team"
		case granted && !r.All:
			return "own"
		}
		return "yes"
	}
	var all []string
	for _, t := range record.Types {
		all = append(all, howFar(a, t.Plural()+":"+verb))
	}
	return strings.Join(all, " ")
}

// Whoever adds an operation decides who may do it: a permission nobody has heard of would be the owner's alone, by
// accident.
func TestEveryPermissionIsKnown(t *testing.T) {
	for _, o := range newServer(House{}).operations {
		_, _, granted := auth.Granted(strings.Replace(o.permission, ofType, "people:", 1))
		if !granted && o.permission != auth.Open && o.permission != auth.Myself && !slices.Contains(auth.Permissions(), o.permission) {
			t.Errorf("%s %s needs %s, which auth/permission.go gives to nobody", o.method, o.path, o.permission)
		}
	}
	for _, record := range record.Types {
		if !slices.Contains(auth.Kinds, record.Plural()) {
			t.Errorf("there are no rights over %s", record.Plural())
		}
	}
}

func sorted(list []operation) []operation {
	return slices.SortedFunc(slices.Values(list), func(a, b operation) int { return strings.Compare(a.path+a.method, b.path+b.method) })
}

// TestEveryOperationIsGuarded asks the real handler, from outside, for each operation on behalf of each of whom its
// permission keeps away: none is reached. That is done to those who may not, since for the others it would be done.
func TestEveryOperationIsGuarded(t *testing.T) {
	f, owner := owned(t)
	visitors := map[string]*visitor{"nobody": f.browser()}
	for _, role := range []string{"viewer", "agent", "seller", "marketer", "editor", "lead"} {
		password := gets[UserAnswer](owner, 200, "POST", "/v1/users", `{"email":"`+role+`@example.com","role":"`+role+`"}`).Password
		visitors[role] = f.browser()
		gets[SessionAnswer](visitors[role], 200, "POST", "/v1/session", `{"email":"`+role+`@example.com","password":"`+password+`"}`)
	}
	for _, scope := range f.scopes(auth.Actor{Kind: auth.Socket}) {
		key := gets[AccessKey](owner, 200, "POST", "/v1/keys", `{"name":"x","kind":"api","scopes":["`+scope+`"]}`)
		visitors[scope] = f.browser()
		visitors[scope].header.Set("Authorization", "Bearer "+key.Token)
	}
	for name, v := range visitors {
		actor := auth.Actor{Kind: auth.User, Role: auth.Role(name)}
		want := http.StatusForbidden
		switch {
		case name == "nobody":
			actor, want = auth.Actor{}, http.StatusUnauthorized
		case strings.Contains(name, ":"):
			actor = auth.Actor{Kind: auth.Key, Scopes: []string{name}}
		}
		for _, o := range f.operations {
			if permitted(actor, o.permission, "orders") == nil {
				continue
			}
			if resp, body := v.asks(o.method, strings.Replace(o.path, "{type}", "orders", 1), `{"not":"read"}`); resp.StatusCode != want {
				t.Errorf("%s reaches %s %s: %d %s", name, o.method, o.path, resp.StatusCode, body)
			}
		}
	}
}

// Whatever is under /v1/ is an operation that passed through the registry: nothing was added beside it.
func TestNothingIsRegisteredBesideTheRegistry(t *testing.T) {
	s := newServer(House{Logger: slog.New(slog.DiscardHandler)})
	known := map[string]bool{}
	for _, o := range s.operations {
		known[o.method+" "+o.path] = true
	}
	for path, item := range s.api.OpenAPI().Paths {
		for method, op := range map[string]any{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "PATCH": item.Patch, "DELETE": item.Delete} {
			if fmt.Sprint(op) != "<nil>" && !known[method+" "+path] {
				t.Errorf("%s %s has no permission", method, path)
			}
		}
	}
	w := httptest.NewRecorder()
	s.mux.ServeHTTP(w, httptest.NewRequest("GET", "/v1/people", nil))
	if w.Code != http.StatusUnauthorized {
		t.Errorf("without an actor the operations answer %d", w.Code)
	}
}
