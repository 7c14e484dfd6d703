package auth

import (
	"slices"
	"strings"
)

// Role is a named set of permissions.
type Role string

// The roles, from the one that may do everything to the one that only reads.
const (
	Owner  Role = "owner"
	Editor Role = "editor"
	Viewer Role = "viewer"
)

// Roles are all there are.
var Roles = []Role{Owner, Editor, Viewer}

// Permissions that no role has to grant.
const (
	Open   = "open"     // anybody's, signed in or not
	Myself = "me:write" // every signed-in person's, over what is theirs
)

// editing is what an editor may beside reading.
var editing = []string{"people:merge", "catalogue:write", "imports:write"}

// May reports whether the role has a permission.
func (r Role) May(permission string) bool {
	switch r {
	case Owner:
		return true
	case Editor:
		return reading(permission) || slices.Contains(editing, permission)
	case Viewer:
		return reading(permission)
	}
	return false
}

func reading(permission string) bool { return strings.HasSuffix(permission, ":read") }
