package api

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"banhda/auth"
	occasions "banhda/delight/occasion"
	"banhda/hub/calendar"
	"banhda/hub/record"
	"banhda/store"
	"banhda/wheel/value"
)

// OccasionsAnswer is a page of the coming occasions, the next first.
type OccasionsAnswer struct {
	Occasions []OccasionRow `json:"occasions"`
	Today     string        `json:"today"`
	Count     int           `json:"count"`
	Cursor    *string       `json:"cursor"`
}

// OccasionRow is a day on which somebody is congratulated.
type OccasionRow struct {
	Person    PersonName     `json:"person"`
	Kind      occasions.Kind `json:"kind" enum:"birthday,anniversary"`
	Day       string         `json:"day"`
	Years     int            `json:"years" doc:"since they were born, or first bought"`
	Lunar     bool           `json:"lunar,omitempty" doc:"kept by the lunar calendar"`
	LunarDate string         `json:"lunar_date" doc:"that day by Vietnam's lunar calendar: day/month, a leap month with a +"`
	Owner     *Named         `json:"owner"`
}

type occasionsQuestion struct {
	Days   int    `query:"days" minimum:"1" maximum:"366" default:"30" doc:"How many days to look ahead, today among them."`
	Kind   string `query:"kind" enum:"birthday,anniversary," doc:"Only these."`
	Lunar  bool   `query:"lunar" doc:"Keep anniversaries by the lunar calendar; birthdays are kept as each person does."`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

// occasions are the coming days on which people within reach are congratulated.
func (s *Server) occasions(ctx context.Context, in *occasionsQuestion, tell Tell) (*OccasionsAnswer, error) {
	c, err := s.calendar(ctx)
	if err != nil {
		return nil, err
	}
	today := c.Today(s.Now().UnixMicro())
	var all []occasions.Occasion
	if in.Kind != string(occasions.Anniversary) {
		if all, err = s.birthdays(ctx, today, in.Days); err != nil {
			return nil, err
		}
	}
	if in.Kind != string(occasions.Birthday) {
		first, err := s.firstBought(ctx, tell)
		if err != nil {
			return nil, err
		}
		for person, day := range first {
			if o, ok := occasions.Coming(person, occasions.Anniversary, day, in.Lunar, today, in.Days); ok {
				all = append(all, o)
			}
		}
	}
	slices.SortFunc(all, occasions.Compare)
	return s.showOccasions(ctx, in, all, today)
}

func (s *Server) birthdays(ctx context.Context, today calendar.Day, days int) (all []occasions.Occasion, err error) {
	if slices.Contains(hidden(ctx, record.Person), "birthday") {
		return nil, nil
	}
	err = s.matchingWithin(ctx, record.Person, "exists birthday", reach(ctx, record.Person, auth.Read), func(page []record.Record) (bool, error) {
		for i := range page {
			if born, lunar, ok := dayOf(&page[i], "birthday"); ok {
				if o, ok := occasions.Coming(page[i].ID, occasions.Birthday, born, lunar, today, days); ok {
					all = append(all, o)
				}
			}
		}
		return true, nil
	})
	return all, err
}

// firstBought is when each customer within reach first bought.
func (s *Server) firstBought(ctx context.Context, tell Tell) (map[int64]calendar.Day, error) {
	c, _, err := s.cut(ctx, "occasions", Reading{}, tell)
	if err != nil {
		return nil, err
	}
	q := value.Question{Day: instantIn(&c)}
	buyers, _, err := s.Warehouse.Buyers(ctx, c, q)
	first := make(map[int64]calendar.Day, len(buyers))
	for _, b := range buyers {
		first[b.Person] = calendar.DayOf(q.Day) - calendar.Day(b.Age)
	}
	return first, err
}

func (s *Server) showOccasions(ctx context.Context, in *occasionsQuestion, all []occasions.Occasion, today calendar.Day) (*OccasionsAnswer, error) {
	a := &OccasionsAnswer{Occasions: []OccasionRow{}, Today: today.String(), Count: len(all)}
	if in.Cursor != "" {
		last, err := readOccasion(in.Cursor)
		if err != nil {
			return nil, err
		}
		all = all[slices.IndexFunc(append(all, last), func(o occasions.Occasion) bool { return occasions.Compare(o, last) >= 0 }):]
		if len(all) > 0 && occasions.Compare(all[0], last) == 0 {
			all = all[1:]
		}
	}
	if len(all) > in.Limit {
		all = all[:in.Limit]
		a.Cursor = text(writeOccasion(&all[in.Limit-1]))
	}
	ids := make([]int64, len(all))
	for i := range all {
		ids[i] = all[i].Person
	}
	return a, s.Records.View(ctx, func(v *store.View) error {
		n, err := namesOf(ctx, v, nil)
		if err != nil {
			return err
		}
		seen, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, ids)
		for i := range all {
			o, who := &all[i], seen[all[i].Person]
			a.Occasions = append(a.Occasions, OccasionRow{namedRecord(o.Person, seen), o.Kind, o.Day.String(), o.Years, o.Lunar, lunarDate(o.Day), n.user(who.Values.Int("owner"))})
		}
		return err
	})
}

// lunarDate writes a day by the lunar calendar.
func lunarDate(d calendar.Day) string {
	l := calendar.ToLunar(d)
	written := fmt.Sprintf("%d/%d", l.Day, l.Month)
	if l.Leap {
		written += "+"
	}
	return written
}

func writeOccasion(o *occasions.Occasion) string {
	return o.Day.String() + "." + string(o.Kind) + "." + PersonID(o.Person)
}

func readOccasion(cursor string) (o occasions.Occasion, err error) {
	part := strings.SplitN(cursor, ".", 3)
	if len(part) == 3 {
		if o.Day, err = calendar.ParseDay(part[0]); err == nil {
			o.Kind = occasions.Kind(part[1])
			o.Person, err = ParsePersonID(part[2])
		}
	}
	if len(part) != 3 || err != nil {
		return o, wrongCursor(cursor)
	}
	return o, nil
}
