package duckdb

import (
	"context"
	"slices"

	"banhda/warehouse/duckdb/duck"
)

// links say whose a profile is. A profile that is nobody else's is a person of its own.
type links struct {
	owner   map[int64]int64   // profile → person, of those that are somebody else's
	members map[int64][]int64 // person → profiles beside their own
}

func newLinks() links { return links{map[int64]int64{}, map[int64][]int64{}} }

// person is whose a profile is.
func (l *links) person(profile int64) int64 {
	if p, ok := l.owner[profile]; ok {
		return p
	}
	return profile
}

// link makes a profile a person's.
func (l *links) link(profile, person int64) {
	if old, ok := l.owner[profile]; ok {
		l.members[old] = slices.DeleteFunc(l.members[old], func(p int64) bool { return p == profile })
		delete(l.owner, profile)
	}
	if profile != person {
		l.owner[profile] = person
		l.members[person] = append(l.members[person], profile)
	}
}

// profiles are all of a person's.
func (l *links) profiles(person int64) []int64 {
	all := slices.Clone(l.members[person])
	if _, away := l.owner[person]; !away {
		all = append(all, person)
	}
	slices.Sort(all)
	return all
}

func readLinks(ctx context.Context, c *duck.Conn, seq int64) (links, error) {
	l := newLinks()
	rows, err := c.Query(ctx, "SELECT profile, person FROM link WHERE seq <= ? ORDER BY seq, rank", seq)
	if err != nil {
		return l, err
	}
	for rows.Next() {
		for i, profile := range rows.Int64(0) {
			l.link(profile, rows.Int64(1)[i])
		}
	}
	return l, rows.Close()
}
