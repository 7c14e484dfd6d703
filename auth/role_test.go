package auth

import (
	"context"
	"slices"
	"strings"
	"testing"
)

func TestRolesMayWhatTheySay(t *testing.T) {
	for _, c := range []struct {
		permission string
		roles      string // those that have it, beside the owner
	}{
		{"wheel:read", "lead marketer seller agent editor viewer"},
		{"people:read", "lead marketer seller agent editor viewer"},
		{"people:create", "lead marketer seller agent editor"},
		{"people:export", "lead marketer"},
		{"orders:delete", "lead seller"},
		{"people:merge", "lead marketer editor"},
		{"requests:write", "lead agent"},
		{"catalogue:write", "lead editor"},
		{"imports:write", "lead marketer editor"},
		{"events:read", "lead marketer editor viewer"},
		{"workspace:write", ""},
		{"users:write", ""},
		{"keys:write", ""},
		{"events:write", ""},
		{"never:heard-of", ""},
	} {
		for _, role := range Roles {
			want := role == Owner || slices.Contains(strings.Fields(c.roles), string(role))
			if got := (Actor{Kind: User, Role: role}).May(c.permission); got != want {
				t.Errorf("%s may %s: %v", role, c.permission, got)
			}
		}
		if (Actor{}).May(c.permission) {
			t.Errorf("nobody may %s", c.permission)
		}
	}
}

func TestEverybodyMayWhatIsOpen(t *testing.T) {
	if !(Actor{}).May(Open) || (Actor{}).May(Myself) || !(Actor{Kind: User, Role: Viewer}).May(Myself) {
		t.Error("what is open is closed, or what is one's own is everybody's")
	}
}

func TestAKeyMayWhatItsScopesSay(t *testing.T) {
	k := Actor{Kind: Key, Role: Owner, Maker: 7, Scopes: []string{"wheel:read"}}
	if !k.May("wheel:read") || k.May("people:read") || k.May(Myself) || !k.May(Open) {
		t.Error("a key goes beyond its scopes, or does not have them")
	}
}

func TestAUserOfNoRoleMayNothing(t *testing.T) {
	if a := (Actor{Kind: User, Role: "king"}); a.May("wheel:read") || a.May("users:write") {
		t.Error("a role there is not may do something")
	}
}

func TestTheActorTravelsInTheContext(t *testing.T) {
	if From(context.Background()).Known() {
		t.Error("a context without an actor has one")
	}
	if got := From(With(context.Background(), Actor{ID: 7, Kind: User})); got.ID != 7 {
		t.Errorf("the actor arrives as %+v", got)
	}
}
