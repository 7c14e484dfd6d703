package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"

	"banhda/api"
	"banhda/auth"
)

// TestWhoMayDoWhat asks every operation there is, on behalf of every role, about a record of one's own, of the team's
// and of somebody else's. What should come is derived from the role's grants; what comes, from asking. Besides, no
// answer tells anything of a record out of reach, or of a field that the role hides. An operation that this does not
// know how to ask fails it.
func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	w := newOffice(t)
	for _, o := range w.operations {
		ask, known := recordCalls[o.id]
		_, excused := notAsked[o.id]
		switch {
		case excused:
		case known:
			w.aboutRecords(o, ask)
		case o.method == "GET":
			w.reading(o)
		case o.plain():
			w.writing(o)
		default:
			t.Errorf("%s %s (%s) is new to this test: say in rightscalls_test.go how it is asked about a record", o.method, o.path, o.id)
		}
	}
	for id := range recordCalls {
		if !slices.ContainsFunc(w.operations, func(o operation) bool { return o.id == id }) {
			t.Errorf("%s is asked, and there is no such operation", id)
		}
	}
}

// operation is one as the description of the API tells of it.
type operation struct{ method, path, id, permission string }

// plain reports whether its permission is over the house as a whole, or everybody's.
func (o operation) plain() bool {
	return o.permission == auth.Open || o.permission == auth.Myself || slices.Contains(auth.Permissions(), o.permission)
}

// relations are how somebody stands to a record.
var relations = []string{"own", "team", "other"}

// marks are in the names of records, so that any answer which tells of one gives itself away.
func mark(kind, relation, role string) string {
	if relation == "own" {
		return fmt.Sprintf("XQ%s-own-%s", kind, role)
	}
	return fmt.Sprintf("XQ%s-%s", kind, relation)
}

// What nobody of the role of apprentices sees of people.
const (
	hiddenText  = "XQhidden"
	hiddenPhone = "0905551234"
)

// worker is somebody who is signed in.
type worker struct {
	t       *testing.T
	address string
	client  *http.Client
	role    api.Role
	id      string
}

// asks asks and gives status and text of the answer.
func (p *worker) asks(method, path, body string) (int, string) {
	p.t.Helper()
	media := "application/json"
	if strings.HasPrefix(body, "\x89PNG") {
		media = "application/octet-stream"
	}
	r, err := http.NewRequest(method, p.address+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Content-Type", media)
	resp, err := p.client.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// told is the answer to what must succeed.
func toldBy[T any](p *worker, method, path, body string) (answer T) {
	p.t.Helper()
	status, text := p.asks(method, path, body)
	if status != 200 || json.Unmarshal([]byte(text), &answer) != nil {
		p.t.Fatalf("%s %s %s: %d %s", method, path, body, status, text)
	}
	return answer
}

// reaches reports whether the role lets them do something with a record they stand to so.
func (p *worker) reaches(kind string, verb auth.Verb, relation string) bool {
	if p.role.Everything {
		return true
	}
	within := map[string][]string{"own": {"own", "team", "all"}, "team": {"team", "all"}, "other": {"all"}}
	return slices.Contains(within[relation], p.role.Grants[kind][string(verb)])
}

// may reports whether the role has a permission at all.
func (p *worker) may(permission string) bool {
	kind, v, granted := auth.Granted(permission)
	if granted {
		return p.reaches(kind, v, "own")
	}
	return permission == auth.Open || permission == auth.Myself || p.role.Everything || slices.Contains(p.role.Permissions, permission)
}

// office is a house where each role works, beside a mate and a stranger.
type office struct {
	t          *testing.T
	owner      *worker
	workers    []*worker
	operations []operation
	records    map[string]string    // ids by mark
	whose      map[string][2]string // owner and team by mark
}

func newOffice(t *testing.T) *office {
	s := newShop(t)
	address := s.serve(t).address
	firstOwner(t, address)
	w := &office{t: t, owner: enter(t, address), records: map[string]string{}, whose: map[string][2]string{}}
	toldBy[api.SessionAnswer](w.owner, "POST", "/v1/session", `{"email":"`+ownersAddress+`","password":"`+ownersPassword+`"}`)
	toldBy[any](w.owner, "POST", "/v1/fields", `{"type":"people","key":"secret","kind":"text","label":{"vi":"Kín","en":"Secret"}}`)
	w.readOperations(address)
	apprentice := toldBy[api.Role](w.owner, "POST", "/v1/roles", apprentices)
	for _, role := range append(auth.Roles[1:], auth.Role(apprentice.ID)) {
		w.workers = append(w.workers, w.hire(string(role), string(role)))
	}
	mate, stranger := w.hire("mate", "seller"), w.hire("stranger", "seller")
	ours := []string{mate.id}
	for _, p := range w.workers {
		ours = append(ours, p.id)
	}
	a, b := w.team("A", ours), w.team("B", []string{stranger.id})
	w.keep("team", "", mate.id, a)
	w.keep("other", "", stranger.id, b)
	for _, p := range w.workers {
		w.keep("own", p.role.ID, p.id, a)
	}
	return w
}

// apprentices see what is their own, and of people not everything.
const apprentices = `{"name":"Học việc","permissions":["wheel:read","workspace:read","users:read","status:read","segments:read","catalogue:read"],
	"grants":{"people":{"read":"own","create":"all","update":"own","delete":"own","export":"own"},"companies":{"read":"own","update":"own","export":"own"},"tasks":{"read":"own","update":"own"},"conversations":{"read":"own","update":"own"}},
	"hidden":{"people":["phone","secret"]}}`

func enter(t *testing.T, address string) *worker {
	jar, _ := cookiejar.New(nil) // never fails
	return &worker{t: t, address: address, client: &http.Client{Jar: jar}, role: api.Role{ID: "owner", Everything: true}}
}

// hire lets somebody in who has a role.
func (w *office) hire(name, role string) *worker {
	order := fmt.Sprintf(`{"email":"%s@example.com","name":"%s","role":"%s"}`, name, name, role)
	made := toldBy[api.UserAnswer](w.owner, "POST", "/v1/users", order)
	p := enter(w.t, w.owner.address)
	p.id = made.User.ID
	toldBy[api.SessionAnswer](p, "POST", "/v1/session", fmt.Sprintf(`{"email":"%s@example.com","password":"%s"}`, name, made.Password))
	for _, r := range toldBy[api.RolesAnswer](w.owner, "GET", "/v1/roles", "").Roles {
		if r.ID == role {
			p.role = r
		}
	}
	return p
}

func (w *office) team(name string, members []string) string {
	order, _ := json.Marshal(map[string]any{"name": name, "members": members})
	return toldBy[api.Team](w.owner, "POST", "/v1/teams", string(order)).ID
}

// keep makes a record of each kind that belongs to somebody.
func (w *office) keep(relation, role, owner, team string) {
	for _, kind := range []string{auth.People, auth.Companies, auth.Deals, auth.Tickets, auth.Tasks, auth.Conversations} {
		m := mark(kind, relation, role)
		w.whose[m] = [2]string{owner, team}
		if kind == auth.Tasks {
			w.records[m] = w.task(relation, role)
			continue
		}
		if kind == auth.Conversations {
			w.records[m] = w.conversation(relation, role)
			continue
		}
		values := map[string]any{"name": m, "owner": owner, "team": team}
		path, body := "/v1/records/"+kind, map[string]any{"values": values}
		if kind == auth.People {
			values["email"], values["secret"], values["phone"] = strings.ToLower(m)+"@example.com", hiddenText+relation, hiddenPhone[:9]+fmt.Sprint(len(w.records)/6) // six kinds for each
		}
		order, _ := json.Marshal(body)
		w.records[m] = toldBy[api.RecordAnswer](w.owner, "POST", path, string(order)).ID
	}
}

// task makes a task that belongs to somebody.
func (w *office) task(relation, role string) string {
	m := mark(auth.Tasks, relation, role)
	order, _ := json.Marshal(map[string]any{"title": m, "owner": w.whose[m][0], "team": w.whose[m][1]})
	return toldBy[api.Task](w.owner, "POST", "/v1/tasks", string(order)).ID
}

// conversation makes sure that a conversation belongs to somebody, and that something is said in it by which it is found.
func (w *office) conversation(relation, role string) string {
	m := mark(auth.Conversations, relation, role)
	order, _ := json.Marshal(map[string]any{"person": w.records[mark(auth.People, relation, role)], "channel": "email", "text": m})
	id := toldBy[api.Conversation](w.owner, "POST", "/v1/conversations", string(order)).ID
	order, _ = json.Marshal(map[string]any{"assignee": w.whose[m][0], "team": w.whose[m][1]})
	toldBy[api.Conversation](w.owner, "PATCH", "/v1/conversations/"+id, string(order))
	return id
}

// readOperations reads what there is from the description the server gives of itself.
func (w *office) readOperations(address string) {
	d := toldBy[struct {
		Paths map[string]map[string]struct {
			ID         string `json:"operationId"`
			Permission string `json:"x-permission"`
		}
	}](w.owner, "GET", "/openapi.json", "")
	for path, methods := range d.Paths {
		for method, o := range methods {
			w.operations = append(w.operations, operation{strings.ToUpper(method), path, o.ID, o.Permission})
		}
	}
	slices.SortFunc(w.operations, func(a, b operation) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	if len(w.operations) < 100 {
		w.t.Fatalf("the description tells of %d operations", len(w.operations))
	}
}

// silent checks that an answer tells of nothing out of reach, and of nothing hidden.
func (w *office) silent(p *worker, o operation, text string) {
	w.t.Helper()
	for m := range w.records {
		kind, relation, _ := strings.Cut(strings.TrimPrefix(m, "XQ"), "-")
		relation, whose, _ := strings.Cut(relation, "-")
		if relation == "own" && whose != p.role.ID {
			relation = "team" // a mate's
		}
		if strings.Contains(text, m) && !p.reaches(kind, auth.Read, relation) {
			w.t.Errorf("%s tells %s of %s: %s", o.id, p.role.ID, m, around(text, m))
		}
	}
	if len(p.role.Hidden["people"]) > 0 {
		for _, secret := range []string{hiddenText, hiddenPhone[1:9]} {
			if strings.Contains(strings.ReplaceAll(text, " ", ""), secret) {
				w.t.Errorf("%s tells %s what is hidden: %s", o.id, p.role.ID, around(text, secret))
			}
		}
	}
}

// around is a piece of a text around what was found in it.
func around(text, found string) string {
	i := strings.Index(text, found)
	return text[max(0, i-120):min(len(text), max(i, 0)+120)]
}

// filled is a path with its parts filled in.
func filled(path string, parts map[string]string) string {
	for name, value := range parts {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
	}
	return path
}
