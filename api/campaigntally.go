package api

import (
	"cmp"
	"context"
	"slices"

	"banhda/hub/gate"
)

// tally counts what the gate says of the messages of each step.
type tally struct {
	all []map[gate.Decision]int64
	why []map[verdictKey]*counted
}

type verdictKey struct {
	gate.Decision
	gate.Reason
}

type counted struct {
	n      int64
	people []int64
}

// examples is how many people are named for a reason.
const examples = 5

func newTally(steps int) *tally {
	t := &tally{all: make([]map[gate.Decision]int64, steps), why: make([]map[verdictKey]*counted, steps)}
	for i := range steps {
		t.all[i], t.why[i] = map[gate.Decision]int64{}, map[verdictKey]*counted{}
	}
	return t
}

func (t *tally) add(step int, person int64, v gate.Verdict) {
	t.all[step][v.Decision]++
	if v.Decision == gate.Go {
		return
	}
	k := verdictKey{v.Decision, v.Reason}
	c := t.why[step][k]
	if c == nil {
		c = &counted{}
		t.why[step][k] = c
	}
	if c.n++; len(c.people) < examples {
		c.people = append(c.people, person)
	}
}

// steps shows what was counted.
func (t *tally) steps(ctx context.Context, r *campaignRun) ([]StepCheck, error) {
	list := make([]StepCheck, len(t.all))
	for i := range t.all {
		list[i] = StepCheck{Channel: r.Plan.Steps[i].Channel, Go: t.all[i][gate.Go], Held: t.all[i][gate.Hold], Refused: t.all[i][gate.Refuse], Reasons: []ReasonCount{}}
		for k, c := range t.why[i] {
			names, err := r.s.names(ctx, c.people)
			if err != nil {
				return nil, err
			}
			one := ReasonCount{Reason: k.Reason, Decision: k.Decision, Article: k.Reason.Article(), Count: c.n, People: []PersonName{}}
			for _, p := range c.people {
				one.People = append(one.People, namedPerson(p, names))
			}
			list[i].Reasons = append(list[i].Reasons, one)
		}
		slices.SortFunc(list[i].Reasons, func(a, b ReasonCount) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Reason, b.Reason))
		})
	}
	return list, nil
}

func namedPerson(id int64, names map[int64]string) PersonName {
	p := PersonName{ID: PersonID(id)}
	if n := names[id]; n != "" {
		p.Name = &n
	}
	return p
}
