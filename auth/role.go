package auth

import "slices"

// Role names what somebody may do: one of the built-in roles, or the id of a role the company made itself.
type Role string

// The built-in roles.
const (
	Owner    Role = "owner"    // everything
	Lead     Role = "lead"     // leads a team: sees all, changes what is the team's
	Marketer Role = "marketer" // attract
	Seller   Role = "seller"   // engage
	Agent    Role = "agent"    // delight: customer care
	Editor   Role = "editor"   // reads all, changes what events mean and imports
	Viewer   Role = "viewer"   // reads all
)

// Roles are the built-in ones, from the one that may do everything to the one that only reads.
var Roles = []Role{Owner, Lead, Marketer, Seller, Agent, Editor, Viewer}

// Permissions that no role has to grant.
const (
	Open   = "open"     // anybody's, signed in or not
	Myself = "me:write" // every signed-in person's, over what is theirs
)

// Rights are what the role grants; ok is false for one that is not built in.
func (r Role) Rights() (_ Rights, ok bool) {
	if r == Owner {
		return Rights{Everything: true}, true
	}
	grants, ok := builtIn[r]
	if !ok {
		return Rights{}, false
	}
	rights := Rights{Grants: grants}
	for _, p := range Permissions() {
		if slices.Contains(plain[p], r) {
			rights.Permissions = append(rights.Permissions, p)
		}
	}
	return rights, true
}

// builtIn is what the built-in roles may do with records; the owner everything.
var builtIn = map[Role]Grants{
	Lead: {
		People:        {Read: All, Create: All, Update: Team, Delete: Team, Export: Team, Send: Team},
		Companies:     {Read: All, Create: All, Update: Team, Delete: Team, Export: Team, Send: Team},
		Products:      {Read: All, Create: All, Update: All, Delete: All, Export: All},
		Orders:        {Read: All, Create: All, Update: Team, Delete: Team, Export: Team},
		Deals:         {Read: All, Create: All, Update: Team, Delete: Team, Export: Team},
		Tickets:       {Read: All, Create: All, Update: All, Delete: Team, Export: Team},
		Tasks:         {Read: All, Create: All, Update: Team, Delete: Team, Export: Team},
		Conversations: {Read: All, Create: All, Update: All, Send: All},
	},
	Marketer: {
		People:        {Read: All, Create: All, Update: All, Export: All, Send: All},
		Companies:     {Read: All, Create: All, Update: All, Export: All, Send: All},
		Products:      {Read: All},
		Orders:        {Read: All},
		Deals:         {Read: All},
		Tickets:       {Read: All},
		Tasks:         {Read: Team, Create: All, Update: Team, Delete: Own},
		Conversations: {Read: Own, Update: Own, Send: Own},
	},
	Seller: {
		People:        {Read: Team, Create: All, Update: Team, Delete: Own, Send: Team},
		Companies:     {Read: Team, Create: All, Update: Team, Delete: Own, Send: Team},
		Products:      {Read: All},
		Orders:        {Read: Team, Create: All, Update: Own, Delete: Own},
		Deals:         {Read: Team, Create: All, Update: Team, Delete: Own, Export: Team},
		Tickets:       {Read: Team, Create: All, Update: Team},
		Tasks:         {Read: Team, Create: All, Update: Team, Delete: Own},
		Conversations: {Read: Team, Create: All, Update: Team, Send: Team},
	},
	Agent: {
		People:        {Read: All, Create: All, Update: All, Send: All},
		Companies:     {Read: All, Create: All, Update: All, Send: All},
		Products:      {Read: All},
		Orders:        {Read: All},
		Deals:         {Read: All},
		Tickets:       {Read: All, Create: All, Update: All, Export: Team},
		Tasks:         {Read: Team, Create: All, Update: Team, Delete: Own},
		Conversations: {Read: All, Create: All, Update: All, Send: All},
	},
	Editor: {
		People:        {Read: All, Create: All, Update: All},
		Companies:     {Read: All, Create: All, Update: All},
		Products:      {Read: All, Create: All, Update: All},
		Orders:        {Read: All, Create: All, Update: All},
		Deals:         {Read: All, Create: All, Update: All},
		Tickets:       {Read: All, Create: All, Update: All},
		Tasks:         {Read: Team, Create: All, Update: Team, Delete: Own},
		Conversations: {Read: Team, Update: Own},
	},
	Viewer: {
		People:        {Read: All},
		Companies:     {Read: All},
		Products:      {Read: All},
		Orders:        {Read: All},
		Deals:         {Read: All},
		Tickets:       {Read: All},
		Tasks:         {Read: All},
		Conversations: {Read: All},
	},
}
