package api

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"banhda/auth"
	"banhda/store"
)

const step = "/v1/me/second-step"

// secondStepOf sets up somebody's second step, and gives its secret and the recovery codes.
func secondStepOf(v *visitor, password string) (secret string, codes []string) {
	v.t.Helper()
	begun := gets[SecondStepAnswer](v, 200, "POST", step, `{"password":"`+password+`"}`)
	order, _ := json.Marshal(map[string]string{"sealed": begun.Sealed, "code": auth.TotpCode(begun.Secret, v.Now())})
	set := gets[SecondStepAnswer](v, 200, "PUT", step, string(order))
	if !set.On || set.Recovery != len(set.Codes) || len(set.Codes) != 10 || len(begun.QR) < 29 {
		v.t.Fatalf("set up: %+v", set)
	}
	return begun.Secret, set.Codes
}

// laterFront is an owned front whose clock can be moved: a code counts once.
func laterFront(t *testing.T) (f *front, owner *visitor, later func(time.Duration)) {
	f, owner = owned(t)
	ahead := time.Duration(0)
	f.House.Now = func() time.Time { return time.Now().Add(ahead) }
	return f, owner, func(d time.Duration) { ahead += d }
}

func signsIn(code string) string {
	return strings.Replace(signInBody, "{", `{"code":"`+code+`",`, 1)
}

func TestASecondStepIsAskedAfterThePassword(t *testing.T) {
	f, owner, later := laterFront(t)
	gets[Problem](owner, 403, "POST", step, `{"password":"not this one"}`)
	secret, codes := secondStepOf(owner, "ba con gà con")
	first := auth.TotpCode(secret, f.Now())

	v := f.browser()
	if a := gets[SessionAnswer](v, 200, "POST", "/v1/session", signInBody); a.State != "code" || a.User != nil || len(a.Permissions) != 0 {
		t.Errorf("after the password alone: %+v", a)
	}
	gets[Problem](v, 401, "GET", "/v1/users", "")
	gets[Problem](v, 401, "POST", "/v1/session", signsIn(first)) // it was used to set the step up
	later(30 * time.Second)
	now := auth.TotpCode(secret, f.Now())
	gets[Problem](v, 401, "POST", "/v1/session", strings.Replace(signsIn(now), "gà con", "gà", 1))
	if a := gets[SessionAnswer](v, 200, "POST", "/v1/session", signsIn(now)); a.State != "signed-in" {
		t.Errorf("after the code: %+v", a)
	}
	gets[Problem](f.browser(), 401, "POST", "/v1/session", signsIn(now)) // nobody types it again

	typed := strings.ToUpper(strings.ReplaceAll(codes[0], "-", " "))
	gets[SessionAnswer](f.browser(), 200, "POST", "/v1/session", signsIn(typed))
	gets[Problem](f.browser(), 401, "POST", "/v1/session", signsIn(codes[0]))
	if a := gets[SecondStep](owner, 200, "GET", step, ""); a.Recovery != 9 {
		t.Errorf("recovery codes left: %+v", a)
	}
	fresh := gets[SecondStepAnswer](owner, 200, "POST", "/v1/me/recovery-codes", `{"password":"ba con gà con"}`)
	gets[Problem](f.browser(), 401, "POST", "/v1/session", signsIn(codes[1]))
	gets[SessionAnswer](f.browser(), 200, "POST", "/v1/session", signsIn(fresh.Codes[1]))
	gets[Problem](owner, 403, "POST", step+"/remove", `{"password":"guess"}`)
	gets[SecondStep](owner, 200, "POST", step+"/remove", `{"password":"ba con gà con"}`)
	gets[SessionAnswer](f.browser(), 200, "POST", "/v1/session", signInBody)
}

// Whoever guesses codes soon waits, and keeps nobody else out; the right code does not help who waits.
func TestCodesAreFew(t *testing.T) {
	f, owner, later := laterFront(t)
	secret, _ := secondStepOf(owner, "ba con gà con")
	later(time.Minute)
	guesser, waits := f.browser(), 0
	for range 8 {
		if resp, _ := guesser.asks("POST", "/v1/session", signsIn("000000")); resp.StatusCode == 429 {
			waits++
		}
	}
	if waits != 3 {
		t.Errorf("of eight guesses %d had to wait", waits)
	}
	gets[Problem](guesser, 429, "POST", "/v1/session", signsIn(auth.TotpCode(secret, f.Now())))
}

func TestASecretIsSealedInTheRecords(t *testing.T) {
	f, owner := owned(t)
	secret, _ := secondStepOf(owner, "ba con gà con")
	f.look(func(v *store.View) error {
		u, err := v.UserByEmail(context.Background(), "lan@example.com")
		if u.Totp == "" || strings.Contains(u.Totp, secret) {
			t.Errorf("kept as %q", u.Totp)
		}
		return err
	})
	other := f.member(owner, "minh@example.com", "viewer")
	begun := gets[SecondStepAnswer](other, 200, "POST", step, `{"password":"một hai ba bốn"}`)
	order, _ := json.Marshal(map[string]string{"sealed": begun.Sealed, "code": auth.TotpCode(begun.Secret, f.Now())})
	gets[Problem](owner, 422, "PUT", step, string(order)) // somebody else's picture
}

// look reads the records.
func (f *front) look(do func(*store.View) error) {
	f.t.Helper()
	if err := f.Records.View(context.Background(), do); err != nil {
		f.t.Fatal(err)
	}
}

// member is somebody who was invited with a role, and has come in.
func (f *front) member(owner *visitor, email, role string) *visitor {
	f.t.Helper()
	invited := gets[Invitation](owner, 200, "POST", "/v1/invitations", `{"email":"`+email+`","role":"`+role+`"}`)
	_, token, _ := strings.Cut(invited.Link, "#")
	v := f.browser()
	gets[SessionAnswer](v, 200, "PUT", "/v1/invited", `{"token":"`+token+`","name":"Minh","password":"một hai ba bốn"}`)
	return v
}

func TestWhoseRoleNeedsASecondStepSetsItUpFirst(t *testing.T) {
	f, owner, later := laterFront(t)
	seller := f.member(owner, "minh@example.com", "seller")
	gets[Workspace](seller, 200, "GET", "/v1/workspace", "")
	gets[Problem](owner, 422, "PUT", "/v1/sign-in", `{"second_step":["king"]}`)
	gets[SignInAnswer](owner, 200, "PUT", "/v1/sign-in", `{"second_step":["seller"]}`)
	gets[Problem](seller, 403, "GET", "/v1/workspace", "")
	if a := gets[SessionAnswer](seller, 200, "GET", "/v1/session", ""); !a.Unready || len(a.Permissions) != 1 || a.Workspace != nil {
		t.Errorf("who has to set it up is told %+v", a)
	}
	secondStepOf(seller, "một hai ba bốn")
	later(time.Minute)
	gets[Workspace](seller, 200, "GET", "/v1/workspace", "")
	id := gets[SessionAnswer](seller, 200, "GET", "/v1/session", "").User.ID
	gets[UserAnswer](owner, 200, "POST", "/v1/users/"+id+"/second-step/remove", "")
	gets[Problem](seller, 401, "GET", "/v1/workspace", "")
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	f, owner := owned(t)
	phone := f.browser()
	phone.header.Set("User-Agent", "Điện thoại")
	gets[SessionAnswer](phone, 200, "POST", "/v1/session", signInBody)
	list := gets[MySessionsAnswer](owner, 200, "GET", "/v1/me/sessions", "").Sessions
	if len(list) != 2 || list[0].Current == list[1].Current {
		t.Fatalf("sessions: %+v", list)
	}
	for _, s := range list {
		if s.Address != "127.0.0.1" || s.Method != "password" || !s.Current && s.Device != "Điện thoại" {
			t.Errorf("a session: %+v", s)
		}
		if !s.Current {
			gets[RemovedAnswer](owner, 200, "DELETE", "/v1/me/sessions/"+s.ID, "")
			gets[Problem](owner, 404, "DELETE", "/v1/me/sessions/"+s.ID, "")
		}
	}
	gets[Problem](phone, 401, "GET", "/v1/workspace", "")
	gets[SessionAnswer](phone, 200, "POST", "/v1/session", signInBody)
	gets[MySessionsAnswer](owner, 200, "DELETE", "/v1/me/sessions", "")
	gets[Problem](phone, 401, "GET", "/v1/workspace", "")
	gets[Workspace](owner, 200, "GET", "/v1/workspace", "")
	gets[SessionAnswer](phone, 200, "POST", "/v1/session", signInBody)
	gets[SessionAnswer](owner, 200, "PATCH", "/v1/me", `{"old_password":"ba con gà con","password":"bốn con gà con"}`)
	gets[Problem](phone, 401, "GET", "/v1/workspace", "")
}

func TestAnInvitationIsTakenUpOnce(t *testing.T) {
	f, owner, _ := laterFront(t)
	team := gets[Team](owner, 200, "POST", "/v1/teams", `{"name":"Miền Bắc"}`)
	order := `{"email":"Minh@example.com","role":"seller","teams":["` + team.ID + `"]}`
	first := gets[Invitation](owner, 200, "POST", "/v1/invitations", order)
	again := gets[Invitation](owner, 200, "POST", "/v1/invitations", order)
	body := func(i Invitation) string {
		_, token, _ := strings.Cut(i.Link, "#")
		return `{"token":"` + token + `","name":"Minh","password":"một hai ba bốn"}`
	}
	look := func(i Invitation) string { return strings.SplitN(body(i), `,"name"`, 2)[0] + "}" }
	v := f.browser()
	gets[Problem](v, 404, "POST", "/v1/invited", look(first)) // the second one replaced it
	if a := gets[Invited](v, 200, "POST", "/v1/invited", look(again)); a.Email != "minh@example.com" || a.Inviter != "Lan" || a.Workspace != "Cà phê" {
		t.Errorf("who holds the link is told %+v", a)
	}
	gets[Problem](v, 422, "PUT", "/v1/invited", strings.Replace(body(again), "một hai ba bốn", "ngắn", 1))
	a := gets[SessionAnswer](v, 200, "PUT", "/v1/invited", body(again))
	if a.User.Role != "seller" || a.User.Email != "minh@example.com" {
		t.Errorf("who came in is %+v", a.User)
	}
	gets[Problem](f.browser(), 404, "PUT", "/v1/invited", body(again))
	if teams := gets[TeamsAnswer](owner, 200, "GET", "/v1/teams", "").Teams; len(teams[0].Members) != 1 || teams[0].Members[0] != a.User.ID {
		t.Errorf("the team is %+v", teams)
	}
	gets[Problem](owner, 409, "POST", "/v1/invitations", order)
	gone := gets[Invitation](owner, 200, "POST", "/v1/invitations", `{"email":"an@example.com","role":"viewer"}`)
	gets[RemovedAnswer](owner, 200, "DELETE", "/v1/invitations/"+gone.ID, "")
	gets[Problem](f.browser(), 404, "PUT", "/v1/invited", body(gone))
}

// Who was shown out, or may no longer give what they gave, brings nobody in by a link made before.
func TestAnInvitationStandsAndFallsWithItsGiver(t *testing.T) {
	f, owner := owned(t)
	giver := f.member(owner, "minh@example.com", "owner")
	link := gets[Invitation](giver, 200, "POST", "/v1/invitations", `{"email":"an@example.com","role":"owner"}`).Link
	_, token, _ := strings.Cut(link, "#")
	id := gets[SessionAnswer](giver, 200, "GET", "/v1/session", "").User.ID
	gets[UserAnswer](owner, 200, "PATCH", "/v1/users/"+id, `{"role":"lead"}`)
	gets[Problem](f.browser(), 404, "PUT", "/v1/invited", `{"token":"`+token+`","name":"An","password":"một hai ba bốn"}`)
	gets[UserAnswer](owner, 200, "DELETE", "/v1/users/"+id, "")
	gets[Problem](f.browser(), 404, "PUT", "/v1/invited", `{"token":"`+token+`","name":"An","password":"một hai ba bốn"}`)
}

// A key does what its maker may do at this moment, and nothing once they are gone.
func TestAKeyLosesWhatItsMakerLoses(t *testing.T) {
	f, owner := owned(t)
	maker := f.member(owner, "minh@example.com", "owner")
	id := gets[SessionAnswer](maker, 200, "GET", "/v1/session", "").User.ID
	key := gets[AccessKey](maker, 200, "POST", "/v1/keys", `{"name":"x","kind":"api","scopes":["users:read","users:write"]}`)
	program := f.browser()
	program.header.Set("Authorization", "Bearer "+key.Token)
	gets[InvitationsAnswer](program, 200, "GET", "/v1/invitations", "")
	gets[UserAnswer](owner, 200, "PATCH", "/v1/users/"+id, `{"role":"viewer"}`)
	gets[Problem](program, 403, "GET", "/v1/invitations", "")
	gets[UsersAnswer](program, 200, "GET", "/v1/users", "")
	gets[UserAnswer](owner, 200, "DELETE", "/v1/users/"+id, "")
	gets[Problem](program, 401, "GET", "/v1/users", "")
}

func TestARoleOfOnesOwn(t *testing.T) {
	f, owner := owned(t)
	for body, status := range map[string]int{
		`{"name":""}`: 422,
		`{"name":"x","permissions":["nothing:ever"]}`:                     422,
		`{"name":"x","grants":{"dogs":{"read":"all"}}}`:                   422,
		`{"name":"x","grants":{"people":{"read":"far"}}}`:                 422,
		`{"name":"x","grants":{"people":{"read":"own","update":"team"}}}`: 422,
		`{"name":"x","hidden":{"people":["owner"]}}`:                      422,
		`{"name":"x","hidden":{"tasks":["title"]}}`:                       422,
	} {
		gets[Problem](owner, status, "POST", "/v1/roles", body)
	}
	body := `{"name":"Cộng tác viên","permissions":["workspace:read"],"grants":{"people":{"read":"own"}},"hidden":{"people":["phone"]}}`
	role := gets[Role](owner, 200, "POST", "/v1/roles", body)
	gets[Problem](owner, 409, "POST", "/v1/roles", body)
	v := f.member(owner, "minh@example.com", role.ID)
	gets[Workspace](v, 200, "GET", "/v1/workspace", "")
	gets[Problem](v, 403, "GET", "/v1/users", "")
	gets[Role](owner, 200, "PUT", "/v1/roles/"+role.ID, strings.Replace(body, "workspace:read", "users:read", 1))
	gets[UsersAnswer](v, 200, "GET", "/v1/users", "") // at once
	gets[Problem](v, 403, "GET", "/v1/workspace", "")
	gets[Problem](owner, 409, "DELETE", "/v1/roles/"+role.ID, "")
	id := gets[SessionAnswer](v, 200, "GET", "/v1/session", "").User.ID
	gets[UserAnswer](owner, 200, "PATCH", "/v1/users/"+id, `{"role":"viewer"}`)
	gets[RemovedAnswer](owner, 200, "DELETE", "/v1/roles/"+role.ID, "")
	gets[Problem](owner, 422, "PATCH", "/v1/users/"+id, `{"role":"`+role.ID+`"}`)
}

// Who leads a team changes who is in it, and nothing else of it, nor any other.
func TestALeadChangesTheirTeam(t *testing.T) {
	f, owner := owned(t)
	lead := f.member(owner, "minh@example.com", "lead")
	id := gets[SessionAnswer](lead, 200, "GET", "/v1/session", "").User.ID
	theirs := gets[Team](owner, 200, "POST", "/v1/teams", `{"name":"Bắc","lead":"`+id+`"}`)
	other := gets[Team](owner, 200, "POST", "/v1/teams", `{"name":"Nam"}`)
	gets[Problem](owner, 409, "POST", "/v1/teams", `{"name":"Nam"}`)
	gets[Problem](owner, 422, "PATCH", "/v1/teams/"+other.ID, `{"members":["`+UserID(99)+`"]}`)
	if a := gets[Team](lead, 200, "PATCH", "/v1/teams/"+theirs.ID, `{"members":["`+id+`"]}`); len(a.Members) != 1 {
		t.Errorf("the team is %+v", a)
	}
	gets[Problem](lead, 403, "PATCH", "/v1/teams/"+theirs.ID, `{"lead":""}`)
	gets[Problem](lead, 403, "PATCH", "/v1/teams/"+other.ID, `{"members":["`+id+`"]}`)
	gets[Problem](lead, 403, "POST", "/v1/teams", `{"name":"x"}`)
	gets[Problem](lead, 403, "DELETE", "/v1/teams/"+theirs.ID, "")
	gets[RemovedAnswer](owner, 200, "DELETE", "/v1/teams/"+theirs.ID, "")
	gets[Problem](owner, 404, "DELETE", "/v1/teams/"+theirs.ID, "")
}
