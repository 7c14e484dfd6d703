package auth

import (
	"context"
	"testing"
)

func TestRolesMayWhatTheySay(t *testing.T) {
	for _, c := range []struct {
		permission                    string
		nobody, viewer, editor, owner bool
	}{
		{Open, true, true, true, true},
		{Myself, false, true, true, true},
		{"wheel:read", false, true, true, true},
		{"people:merge", false, false, true, true},
		{"catalogue:write", false, false, true, true},
		{"imports:write", false, false, true, true},
		{"workspace:write", false, false, false, true},
		{"users:write", false, false, false, true},
		{"keys:write", false, false, false, true},
		{"events:write", false, false, false, true},
		{"never:heard-of", false, false, false, true},
	} {
		for want, actor := range map[*bool]Actor{&c.nobody: {}, &c.viewer: {Kind: User, Role: Viewer}, &c.editor: {Kind: User, Role: Editor}, &c.owner: {Kind: User, Role: Owner}} {
			if actor.May(c.permission) != *want {
				t.Errorf("%q %q may %s: %v", actor.Kind, actor.Role, c.permission, !*want)
			}
		}
	}
}

func TestAKeyMayWhatItsScopesSay(t *testing.T) {
	k := Actor{Kind: Key, Role: Owner, Scopes: []string{"wheel:read"}}
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
