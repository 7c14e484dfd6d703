package api

import (
	"context"

	"banhda/drive/flow"
	"banhda/phrase"
	"banhda/warehouse"
	"banhda/wheel"
)

// DoctorAnswer is what was looked at in the house, and what was found.
type DoctorAnswer struct {
	Findings []Finding `json:"findings"`
}

// Finding is the outcome of one check.
type Finding struct {
	Check string `json:"check"`
	Well  bool   `json:"well"`
	Says  string `json:"says" doc:"in the caller's language"`
}

// checks are what doctor looks at, in order. Each says what it found, or what is wrong and what to do.
func (s *Server) checks(tell Tell) []struct {
	name  string
	check func(context.Context) (*phrase.Sentence, error)
} {
	return []struct {
		name  string
		check func(context.Context) (*phrase.Sentence, error)
	}{
		{"version", s.checkVersion},
		{"log", s.checkLog},
		{"projections", s.checkProjections},
		{"imports", s.checkImports},
		{"people", s.checkPeople},
		{"files", s.checkFiles},
		{"zalo", s.checkZalo},
		{"audit", func(ctx context.Context) (*phrase.Sentence, error) {
			says, _, err := s.checkTrail(ctx, tell)
			return says, err
		}},
	}
}

func (s *Server) doctor(ctx context.Context, _ *struct{}, tell Tell) (*DoctorAnswer, error) {
	a := &DoctorAnswer{}
	checks := s.checks(tell)
	for i, c := range checks {
		tell(Progress{Step: "checking", Done: int64(i), Total: int64(len(checks))})
		says, err := c.check(ctx)
		a.Findings = append(a.Findings, found(ctx, c.name, says, err))
	}
	return a, nil
}

// found is the outcome of a check, in the caller's language.
func found(ctx context.Context, check string, says *phrase.Sentence, err error) Finding {
	if err != nil {
		return Finding{check, false, phrase.In(speaks(ctx), err)}
	}
	return Finding{check, true, says.In(speaks(ctx))}
}

func (s *Server) checkVersion(ctx context.Context) (*phrase.Sentence, error) {
	w, err := s.workspace(ctx)
	return phrase.Sentencef("banhda %s, workspace %s, %s", s.Version, w.Timezone, w.Currency), err
}

// checkLog reads the whole log: entries must follow one another without a gap, received in order.
func (s *Server) checkLog(ctx context.Context) (*phrase.Sentence, error) {
	tail, err := s.Log.Tail(ctx)
	if err != nil {
		return nil, err
	}
	var last, received int64
	for last < tail {
		before := last
		err := s.Log.Read(ctx, last, 8<<20, func(r flow.Row) error {
			if r.Seq != last+1 || r.ReceivedAt < received {
				return phrase.Errorf("after entry %d of the log comes %d: restore the directory from a backup", last, r.Seq)
			}
			last, received = r.Seq+r.Count-1, r.ReceivedAt
			return nil
		})
		if err != nil {
			return nil, err
		}
		if last == before {
			return nil, phrase.Errorf("the log ends at entry %d and not at %d: restore the directory from a backup", last, tail)
		}
	}
	return phrase.Sentencef("%d entries, without a gap", tail), nil
}

// checkProjections compares how far each projection is with where the log ends.
func (s *Server) checkProjections(ctx context.Context) (*phrase.Sentence, error) {
	tail, err := s.Log.Tail(ctx)
	if err != nil {
		return nil, err
	}
	people, err := s.Records.IdentityCursor(ctx)
	if err != nil {
		return nil, err
	}
	events, err := s.Warehouse.Cursor(ctx)
	if err != nil {
		return nil, err
	}
	says := phrase.Sentencef("people at entry %d, warehouse at %d, of %d", people.Seq, events, tail)
	if max(people.Seq, events) > tail {
		return nil, phrase.Errorf("%s: the log is older than they are; restore it, or run banhda rebuild", says)
	}
	return says, nil
}

func (s *Server) checkImports(ctx context.Context) (*phrase.Sentence, error) {
	a, err := s.listImports(ctx, nil, nil)
	if err != nil {
		return nil, err
	}
	for _, i := range a.Imports {
		if i.Interrupted {
			return nil, phrase.Errorf("import %s of %s was interrupted: run it again, or banhda import --undo %s", i.ID, i.Mapping, i.ID)
		}
	}
	return phrase.Sentencef("%d", len(a.Imports)), nil
}

// checkPeople compares the figure with its list: the stock of all stages is as many people as can be listed.
func (s *Server) checkPeople(ctx context.Context) (*phrase.Sentence, error) {
	c, _, err := s.cut(ctx, "doctor", Reading{}, func(Progress) {})
	if err != nil {
		return nil, err
	}
	report, _, err := s.Warehouse.Wheel(ctx, c, c.AsOf-1, c.AsOf)
	if err != nil {
		return nil, err
	}
	listed, err := s.countPeople(ctx, c)
	if stock := total(report.Stock.To); err == nil && stock != listed {
		err = phrase.Errorf("the wheel counts %d people and the list has %d: run banhda rebuild warehouse", stock, listed)
	}
	return phrase.Sentencef("%d in the wheel and in the list", listed), err
}

func total(s wheel.Stock) int64 { return s.Stranger + s.Prospect + s.Customer + s.Promoter + s.Dormant }

func (s *Server) countPeople(ctx context.Context, c warehouse.Cut) (n int64, err error) {
	const page = 10_000
	for after := int64(0); ; {
		rows, _, err := s.Warehouse.People(ctx, c, warehouse.PeopleQuestion{After: after, Limit: page})
		if err != nil {
			return n, err
		}
		n += int64(len(rows))
		if len(rows) < page {
			return n, nil
		}
		after = rows[len(rows)-1].Person
	}
}
