package person

import (
	"context"
	"encoding/json"
)

// Directory is the lasting memory of who is who: every profile, the links between them, and what was said of
// them. It is a projection of the log: Save moves its cursor in the transaction that writes the rest, and Reset
// empties it so that the log can be replayed to the identical result.
type Directory interface {
	// Profiles finds profiles by their keys; keys without one are absent from the answer.
	Profiles(ctx context.Context, keys []Key) (map[Key]Profile, error)
	// ProfilesByID finds profiles by their ids, in any order; ids without one are absent.
	ProfilesByID(ctx context.Context, ids []int64) ([]Profile, error)
	// ProfilesOf gives all profiles that are linked to the given people now, in order of id.
	ProfilesOf(ctx context.Context, people []int64) ([]Profile, error)
	// Traits gives what was stated under the given profiles, as saved; profiles without are absent.
	Traits(ctx context.Context, profiles []int64) (map[int64]json.RawMessage, error)
	// Links gives every link ever made or undone of the given profiles, in order of (Seq, Rank).
	Links(ctx context.Context, profiles []int64) ([]Link, error)
	// Between gives the profiles founded and the links made by the entries from < seq ≤ to, profiles in order of
	// id, links in order of (Seq, Rank).
	Between(ctx context.Context, from, to int64) ([]Founding, []Link, error)
	// Apart gives every pair of profiles that somebody has separated by hand.
	Apart(ctx context.Context) ([]Pair, error)
	// IdentityCursor says how far the log has been read; zero for an empty directory.
	IdentityCursor(ctx context.Context) (Cursor, error)
	// SaveIdentity writes all changes and the cursor in one transaction.
	SaveIdentity(ctx context.Context, c Changes) error
	// ResetIdentity empties the directory and sets the cursor to zero, in one transaction.
	ResetIdentity(ctx context.Context) error
}

// Cursor is how far the directory has read the log, and the profile id last given out. Ids are 1, 2, … in the
// order in which identifiers first appear in the log.
type Cursor struct {
	Seq         int64
	LastProfile int64
}

// Changes is what a stretch of the log did to the directory. Slices are in log order.
type Changes struct {
	Founded []Founding
	Links   []Link   // append to the history, and set each profile's person to the last of its links here
	Traits  []Traits // insert or replace, by profile
	People  []Record // insert or replace, by person
	Gone    []int64  // people who are nobody any more, or of whom nothing is known; never one of People
	// Suggestions are merges the rule refused; a pair already suggested stays as it was.
	Suggestions []Suggestion
	Apart       []Pair // a pair already there stays as it was
	Cursor      Cursor
}

// Founding is a profile's first appearance and the entry it came by. It begins as a person of its own, Person = ID;
// a link says otherwise.
type Founding struct {
	Profile
	Seq        int64
	ReceivedAt int64 // microseconds
}

// Cause says why a link was made.
type Cause string

// The causes of a link.
const (
	Automatic Cause = "auto"    // the merge rule, on an event that names several identifiers
	Merged    Cause = "merge"   // by hand
	Unmerged  Cause = "unmerge" // the undoing of either
)

// Link says that from entry Seq on a profile belongs to Person instead of From. Bond names the two profiles,
// smaller id first, whose joining or parting was the reason; all links of one reason have the same bond.
type Link struct {
	Seq        int64
	Rank       int // order within the entry, from 0
	Profile    int64
	From       int64
	Person     int64
	Bond       Pair
	Cause      Cause
	ReceivedAt int64 // microseconds
}

// Pair is two ids, the smaller first.
type Pair struct{ A, B int64 }

// Traits is what was stated under one profile: a JSON object that only this package reads.
type Traits struct {
	Profile int64
	Body    json.RawMessage
}

// Record is what events say of a person, for people to read. Whoever has an identifier that names them, or of whom
// anything was stated, has one; a visitor nobody knows has none.
type Record struct {
	ID int64 // the person
	At int64 // microseconds: when the entry was received that made it what it is
	// Stated are the traits of all their profiles, the one in force of each field, name among them; email and phone, the
	// first they became known by; and emails and phones ([]string), all of them, where they have several.
	Stated map[string]any
}

// Suggestion is a merge the rule left to people: A and B are persons, the smaller first.
type Suggestion struct {
	Pair
	Reason string
	Seq    int64
}
