package auth

import "slices"

// The kinds of records that rights are given for, as paths and permissions call them.
const (
	People    = "people"
	Companies = "companies"
	Products  = "products"
	Orders    = "orders"
	Deals     = "deals"
	Tickets   = "tickets"
	Tasks     = "tasks"

	// Conversations are reached by who has them, as tasks are: a user, or a team.
	Conversations = "conversations"
)

// Kinds are all there are.
var Kinds = []string{People, Companies, Products, Orders, Deals, Tickets, Tasks, Conversations}

// Extent is how far a grant goes.
type Extent string

// The extents, each within the next.
const (
	None Extent = "none" // as is what is not granted at all
	Own  Extent = "own"  // what belongs to oneself
	Team Extent = "team" // and to one's teams
	All  Extent = "all"
)

// Extents are all there are, each within the next.
var Extents = []Extent{None, Own, Team, All}

// size orders extents; what is none of them is None.
func (e Extent) size() int { return max(slices.Index(Extents, e), 0) }

// Grants say how far each verb goes with records of each kind.
type Grants map[string]map[Verb]Extent

// Rights are what a role lets somebody do.
type Rights struct {
	Everything  bool                `json:"everything,omitempty"`  // whatever there is and will be: an owner's
	Permissions []string            `json:"permissions,omitempty"` // plain ones
	Grants      Grants              `json:"grants,omitempty"`      // over records
	Hidden      map[string][]string `json:"hidden,omitempty"`      // by kind: keys of fields that are neither shown nor changed
}

// Extent is how far a verb goes with records of a kind.
func (r Rights) Extent(kind string, v Verb) Extent {
	if r.Everything {
		return All
	}
	if e := r.Grants[kind][v]; e.size() > 0 {
		return e
	}
	return None
}

// May reports whether the rights hold a permission at all, however far it goes.
func (r Rights) May(permission string) bool {
	if r.Everything {
		return true
	}
	if kind, v, ok := Granted(permission); ok {
		return r.Extent(kind, v) != None
	}
	if slices.Contains(whole, permission) && !r.seesAll() {
		return false
	}
	return slices.Contains(r.Permissions, permission)
}

// seesAll reports whether they show all records with all their fields. Tasks are not among them: they tell nothing that
// records do not.
func (r Rights) seesAll() bool {
	return !slices.ContainsFunc([]string{People, Companies, Products, Orders, Deals, Tickets}, func(kind string) bool {
		return r.Extent(kind, Read) != All || len(r.Hidden[kind]) > 0
	})
}

// within is what is left of the rights where only some permissions are meant.
func (r Rights) within(permissions []string) Rights {
	left := Rights{Grants: Grants{}, Hidden: r.Hidden}
	for _, p := range permissions {
		kind, v, granted := Granted(p)
		if !granted && r.May(p) {
			left.Permissions = append(left.Permissions, p)
		}
		if granted {
			if left.Grants[kind] == nil {
				left.Grants[kind] = map[Verb]Extent{}
			}
			left.Grants[kind][v] = r.Extent(kind, v)
		}
	}
	return left
}

// Covers reports whether whoever has r may do all that other would let them do: only then may they give other to
// somebody.
func (r Rights) Covers(other Rights) bool {
	if r.Everything {
		return true
	}
	if other.Everything || slices.ContainsFunc(other.Permissions, func(p string) bool { return other.May(p) && !r.May(p) }) {
		return false
	}
	for _, kind := range Kinds {
		for _, v := range Verbs {
			if other.Extent(kind, v).size() > r.Extent(kind, v).size() {
				return false
			}
		}
		for _, key := range r.Hidden[kind] {
			if !slices.Contains(other.Hidden[kind], key) {
				return false
			}
		}
	}
	return true
}
