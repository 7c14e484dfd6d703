package api

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"banhda/auth"
	"banhda/warehouse"
)

// made is a record somebody makes.
func (v *visitor) made(status int, values string) RecordAnswer {
	v.t.Helper()
	return gets[RecordAnswer](v, status, "POST", "/v1/records/companies", `{"values":`+values+`}`)
}

// What somebody makes lies where they reach it, and nobody gives themselves what they could not have.
func TestWhatIsMadeLiesWithinReach(t *testing.T) {
	f, owner := turning(t)
	seller := f.member(owner, "minh@example.com", "seller")
	me := gets[SessionAnswer](seller, 200, "GET", "/v1/session", "").User.ID
	other := gets[UserAnswer](owner, 200, "POST", "/v1/users", `{"email":"an@example.com","role":"seller"}`).User.ID
	mine := seller.made(200, `{"name":"Của tôi","owner":"`+me+`"}`)
	gets[RecordAnswer](seller, 200, "GET", "/v1/records/companies/"+mine.ID, "")
	theirs := owner.made(200, `{"name":"Của An","owner":"`+other+`"}`)
	if p := gets[Problem](seller, 404, "GET", "/v1/records/companies/"+theirs.ID, ""); strings.Contains(p.Detail, "Của An") {
		t.Errorf("what is out of reach is named: %q", p.Detail)
	}
	if resp, text := seller.asks("PATCH", "/v1/records/companies/"+theirs.ID, `{"values":{"owner":"`+me+`"}}`); resp.StatusCode != 403 && resp.StatusCode != 404 {
		t.Errorf("a record out of reach is taken: %d %s", resp.StatusCode, text)
	}
}

// Whoever may not change a record does not take back what others did to it either, whatever act they name.
func TestOnlyWhoMayChangeTakesBack(t *testing.T) {
	f, owner := turning(t)
	firm := owner.made(200, `{"name":"Trước"}`)
	changed := gets[RecordAnswer](owner, 200, "PATCH", "/v1/records/companies/"+firm.ID, `{"values":{"name":"Sau"}}`)
	for _, role := range []string{"viewer", "seller"} {
		v := f.member(owner, role+"@example.com", role)
		resp, text := v.asks("POST", "/v1/acts/"+changed.Act+"/undo", `{}`)
		if name := gets[RecordAnswer](owner, 200, "GET", "/v1/records/companies/"+firm.ID, "").Values["name"]; name != "Sau" {
			t.Errorf("a %s takes back what an owner did (%d %s)", role, resp.StatusCode, text)
		}
	}
	gets[json.RawMessage](owner, 200, "POST", "/v1/acts/"+changed.Act+"/undo", `{}`)
	if name := gets[RecordAnswer](owner, 200, "GET", "/v1/records/companies/"+firm.ID, "").Values["name"]; name != "Trước" {
		t.Errorf("taken back, the name is %v", name)
	}
}

// Who has lost the right to listen is told nothing more: streams end when rights change, and whoever comes back is asked.
func TestAStreamEndsWithTheRight(t *testing.T) {
	f, owner := turning(t)
	f.Server.Warehouse = &rulebook{version: 1}
	v := f.member(owner, "minh@example.com", "viewer")
	id := gets[SessionAnswer](v, 200, "GET", "/v1/session", "").User.ID
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	r, _ := http.NewRequestWithContext(ctx, "GET", v.url+"/v1/live", nil)
	resp, err := v.client.Do(r)
	if err != nil || resp.StatusCode != 200 {
		t.Fatal(resp, err)
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	if !lines.Scan() {
		t.Fatal("the stream says nothing")
	}
	gets[UserAnswer](owner, 200, "DELETE", "/v1/users/"+id, "")
	for lines.Scan() {
	}
	if ctx.Err() != nil {
		t.Error("the stream goes on for who is gone")
	}
	gets[Problem](v, 401, "GET", "/v1/live", "")
}

// counting is a warehouse that tells whom it was asked about.
type counting struct {
	warehouse.Warehouse
	within [][]int64
}

func (c *counting) People(_ context.Context, cut warehouse.Cut, _ warehouse.PeopleQuestion) ([]warehouse.PersonRow, warehouse.Stamp, error) {
	c.within = append(c.within, cut.Within)
	return nil, warehouse.Stamp{}, nil
}

func (c *counting) Empty(context.Context) (bool, error) { return false, nil }

// A readout is about whom its reader may see, and about everybody where that is everybody: then nobody is looked up.
func TestAReadoutIsAboutWhomItsReaderSees(t *testing.T) {
	f, owner := turning(t)
	asked := &counting{}
	f.Server.Warehouse = asked
	seller := f.member(owner, "minh@example.com", "seller")
	me := gets[SessionAnswer](seller, 200, "GET", "/v1/session", "").User.ID
	mine := gets[RecordAnswer](owner, 200, "POST", "/v1/records/people", `{"values":{"name":"Lan","email":"l@example.com","owner":"`+me+`"}}`)
	gets[RecordAnswer](owner, 200, "POST", "/v1/records/people", `{"values":{"name":"An","email":"an@example.com"}}`)
	id, err := ParsePersonID(mine.ID)
	if err != nil {
		t.Fatal(err)
	}
	gets[PeopleAnswer](seller, 200, "GET", "/v1/people", "")
	gets[PeopleAnswer](owner, 200, "GET", "/v1/people", "")
	if got := fmt.Sprint(asked.within); got != fmt.Sprintf("[[%d] []]", id) || asked.within[1] != nil {
		t.Errorf("the seller and the owner were told of %s", got)
	}
}

// Whom a question is about is part of it: an answer is shared by those only for whom it is the same.
func TestAnAnswerIsSharedByThoseWhoSeeTheSame(t *testing.T) {
	f, owner := turning(t)
	marks := map[string]string{}
	for _, v := range []struct {
		name string
		ctx  context.Context
	}{
		{"socket", auth.With(t.Context(), auth.Actor{Kind: auth.Socket})},
		{"owner", auth.With(t.Context(), auth.Actor{ID: 1, Kind: auth.User, Role: auth.Owner})},
		{"seller", auth.With(t.Context(), auth.Actor{ID: 2, Kind: auth.User, Role: auth.Seller})},
		{"another seller", auth.With(t.Context(), auth.Actor{ID: 3, Kind: auth.User, Role: auth.Seller})},
	} {
		_, mark, err := f.confined(v.ctx)
		if err != nil {
			t.Fatal(err)
		}
		marks[v.name] = mark
	}
	if marks["socket"] != "" || marks["owner"] != "" || marks["seller"] == "" || marks["seller"] != marks["another seller"] {
		t.Errorf("with nobody to see: %v", marks)
	}
	gets[RecordAnswer](owner, 200, "POST", "/v1/records/people", `{"values":{"name":"Lan","email":"l@example.com","owner":"`+UserID(2)+`"}}`)
	_, mark, err := f.confined(auth.With(t.Context(), auth.Actor{ID: 2, Kind: auth.User, Role: auth.Seller}))
	if err != nil || mark == marks["another seller"] {
		t.Errorf("who sees somebody shares the answer of who sees nobody (%v)", err)
	}
}

func TestWhatIsHiddenCannotBeAskedBy(t *testing.T) {
	f, owner := turning(t)
	f.Server.Warehouse = &counting{}
	role := gets[Role](owner, 200, "POST", "/v1/roles", `{"name":"x","permissions":["wheel:read"],"grants":{"people":{"read":"all"}},"hidden":{"people":["phone"]}}`)
	v := f.member(owner, "minh@example.com", role.ID)
	for _, segment := range []string{`phone = "0912345678"`, `props.phone contains 9`, `exists Phone`} {
		resp, text := v.asks("GET", "/v1/people?segment="+strings.ReplaceAll(strings.ReplaceAll(segment, " ", "%20"), `"`, "%22"), "")
		if resp.StatusCode != 403 && resp.StatusCode != 422 {
			t.Errorf("%s: %d %s", segment, resp.StatusCode, text)
		}
	}
	gets[PeopleAnswer](v, 200, "GET", "/v1/people?segment=email%20contains%20a", "")
}

// The screen calls every permission by plain words, in both languages.
func TestEveryPermissionHasPlainWords(t *testing.T) {
	words, err := os.ReadFile("../web/src/shared/right.ts")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range auth.Permissions() {
		if strings.Count(string(words), "'"+p+"': '") != 2 {
			t.Errorf("%s has no words in web/src/shared/right.ts, or not in both languages", p)
		}
	}
}
