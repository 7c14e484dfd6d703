package api

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"banhda/auth"
	"banhda/store"
)

// StandIn is who is asked first to answer for a user who is away.
type StandIn struct {
	User Named `json:"user"`
	For  Named `json:"for" doc:"who is away"`
}

// standInSetting begins the settings that name a user's substitute; the user's number follows.
const standInSetting = "stand_in."

// substitutes are who stands in for whom, both as users.
func substitutes(ctx context.Context, v *store.View) (map[int64]int64, error) {
	set, err := v.Settings(ctx)
	by := map[int64]int64{}
	for key, value := range set {
		of, ok := strings.CutPrefix(key, standInSetting)
		if !ok {
			continue
		}
		away, err1 := strconv.ParseInt(of, 10, 64)
		user, err2 := strconv.ParseInt(value, 10, 64)
		if err1 == nil && err2 == nil && user != 0 {
			by[away] = user
		}
	}
	return by, err
}

type standInOrder struct {
	Body struct {
		For  string `json:"for,omitempty" doc:"Who is away. Left out: me. For others one needs the permission teams:write."`
		User string `json:"user" doc:"Who is asked first to answer meanwhile; empty: nobody in particular, but the pool."`
	}
}

// setStandIn names who is asked first while somebody is away.
func (s *Server) setStandIn(ctx context.Context, in *standInOrder, _ Tell) (*AbsencesAnswer, error) {
	away, err := parseMe(ctx, orText(in.Body.For, "me"))
	if err != nil {
		return nil, err
	}
	if away != auth.From(ctx).User() && !auth.From(ctx).May("teams:write") {
		return nil, errOthersDays
	}
	user, err := orNone(in.Body.User, func(shown string) (int64, error) { return parseMe(ctx, shown) })
	if err != nil {
		return nil, err
	}
	if user == away {
		return nil, invalid("name a colleague: nobody stands in for themselves")
	}
	_, err = s.change(ctx, mutation{verb: "stand-in-set", target: UserID(away), entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		for _, id := range []int64{away, user} {
			if id == 0 {
				continue
			}
			if _, err := t.User(ctx, id); err != nil {
				return notFound(err, "there is no user %s", UserID(id))
			}
		}
		return t.Set(ctx, standInSetting+strconv.FormatInt(away, 10), strconv.FormatInt(user, 10))
	}}, nil)
	if err != nil {
		return nil, err
	}
	return s.listAbsences(ctx, nil, nil)
}

// showStandIns are all who are named, of users who still are.
func showStandIns(by map[int64]int64, names map[string]string) []StandIn {
	list := []StandIn{}
	for away, user := range by {
		if names[UserID(away)] != "" && names[UserID(user)] != "" {
			list = append(list, StandIn{User: Named{UserID(user), names[UserID(user)]}, For: Named{UserID(away), names[UserID(away)]}})
		}
	}
	slices.SortFunc(list, func(a, b StandIn) int { return cmp.Compare(a.For.Name, b.For.Name) })
	return list
}
