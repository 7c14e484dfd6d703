package api

import (
	"cmp"
	"context"
	"slices"

	"banhda/auth"
	"banhda/delight/referral"
	"banhda/hub/record"
	"banhda/store"
)

// ReferralTreeAnswer is a generation of the tree of who brought whom: whom one person brought, or who begins a tree.
type ReferralTreeAnswer struct {
	Above  []PersonName `json:"above" doc:"who brought the person asked about, the first of the line first; those out of reach are left out"`
	People []TreeNode   `json:"people" doc:"whoever brought most, over all generations, first"`
	Cursor *string      `json:"cursor"`
}

// TreeNode is somebody in the tree.
type TreeNode struct {
	PersonName
	referral.Branch
}

type treeQuestion struct {
	Person string `query:"person" doc:"Whom they brought; left out: who was brought by nobody, and brought somebody."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

// referralTree shows one generation within reach. Rewards know one level; the tree is seen whole, generation by generation.
func (s *Server) referralTree(ctx context.Context, in *treeQuestion, _ Tell) (a *ReferralTreeAnswer, err error) {
	a = &ReferralTreeAnswer{Above: []PersonName{}, People: []TreeNode{}}
	var root int64
	if in.Person != "" {
		if root, err = ParsePersonID(in.Person); err != nil {
			return nil, err
		}
	}
	from, err := readSerial(in.Cursor)
	if err != nil {
		return nil, err
	}
	return a, s.Records.View(ctx, func(v *store.View) error {
		edges, err := v.ReferralEdges(ctx)
		if err != nil {
			return err
		}
		branches := referral.Branches(edges)
		list := generation(edges, root)
		slices.SortFunc(list, func(a, b int64) int {
			return cmp.Or(cmp.Compare(branches[b].All, branches[a].All), cmp.Compare(a, b))
		})
		if int(from) > len(list) {
			from = int64(len(list))
		}
		if list = list[from:]; len(list) > in.Limit {
			list, a.Cursor = list[:in.Limit], text(writeSerial(from+int64(in.Limit)))
		}
		return fillTree(ctx, v, a, list, aboveIn(edges, root), branches)
	})
}

// generation is whom somebody brought; of nobody, who begins a tree. A ring begins nowhere, so its members begin it.
func generation(edges []referral.Edge, root int64) (list []int64) {
	brought := map[int64]bool{}
	for _, e := range edges {
		brought[e.Friend] = true
	}
	for _, e := range edges {
		switch {
		case root != 0 && e.Referrer == root:
			list = append(list, e.Friend)
		case root == 0 && (!brought[e.Referrer] || inRing(edges, e.Referrer)):
			list = append(list, e.Referrer)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func inRing(edges []referral.Edge, who int64) bool {
	return slices.Contains(aboveIn(edges, who), who)
}

// aboveIn is who brought somebody, who brought them, and so on.
func aboveIn(edges []referral.Edge, who int64) []int64 {
	if who == 0 {
		return nil
	}
	by := map[int64]int64{}
	for _, e := range edges {
		by[e.Friend] = e.Referrer
	}
	line, _ := referral.Above(who, func(id int64) (int64, error) { return by[id], nil }) // it asks nobody
	return line
}

func fillTree(ctx context.Context, v *store.View, a *ReferralTreeAnswer, list, above []int64, branches map[int64]referral.Branch) error {
	seen, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, append(slices.Clone(list), above...))
	for _, id := range list {
		if r, ok := seen[id]; ok {
			a.People = append(a.People, TreeNode{namedPerson(r.ID, map[int64]string{r.ID: r.Name()}), branches[id]})
		}
	}
	for _, id := range slices.Backward(above) {
		if r, ok := seen[id]; ok {
			a.Above = append(a.Above, namedPerson(r.ID, map[int64]string{r.ID: r.Name()}))
		}
	}
	return err
}

// PersonReferralsAnswer is who brought somebody, and whom they brought.
type PersonReferralsAnswer struct {
	Code    string          `json:"code" doc:"empty: none was made"`
	Link    string          `json:"link" doc:"empty: no programme is open"`
	Invited *string         `json:"invited" doc:"when they were invited last to bring friends"`
	By      *ReferralShown  `json:"by" doc:"null: nobody brought them"`
	Brought []ReferralShown `json:"brought" doc:"the last 50"`
	Total   int64           `json:"total"`
}

func (s *Server) personReferrals(ctx context.Context, in *personNamed, _ Tell) (a *PersonReferralsAnswer, err error) {
	a = &PersonReferralsAnswer{}
	return a, s.Records.View(ctx, func(v *store.View) error {
		p, err := personWithin(ctx, v, in.ID, auth.Read)
		if err != nil {
			return err
		}
		if err := s.linkOf(ctx, v, p.ID, a); err != nil {
			return err
		}
		at, err := v.LastReferralStep(ctx, p.ID, "invited")
		if err != nil {
			return err
		}
		if at > 0 {
			a.Invited = text(showInstant(at))
		}
		f := store.ReferralFilter{Referrer: p.ID, Limit: 50}
		list, err := v.Referrals(ctx, f)
		if err != nil {
			return err
		}
		if a.Brought, err = showReferrals(ctx, v, list); err != nil {
			return err
		}
		if a.Total, err = v.CountReferrals(ctx, f); err != nil {
			return err
		}
		by, err := v.ReferralOf(ctx, p.ID)
		if err != nil {
			return absent(err)
		}
		one, err := showReferrals(ctx, v, []referral.Referral{by})
		if err == nil {
			a.By = &one[0]
		}
		return err
	})
}

// linkOf is somebody's code, and their link where a programme is open.
func (s *Server) linkOf(ctx context.Context, v *store.View, who int64, a *PersonReferralsAnswer) error {
	code, err := v.ReferralCode(ctx, who)
	if err != nil {
		return absent(err)
	}
	m, err := readMail(ctx, v)
	if err != nil {
		return err
	}
	p, err := v.ReferralProgramme(ctx)
	if a.Code = referral.Spoken(code); p.Live() && m.URL != "" {
		a.Link = m.URL + referralPath + code
	}
	return err
}
