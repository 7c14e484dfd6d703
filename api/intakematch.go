package api

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/hub/duplicate"
	"banhda/hub/intake"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// match finds out which rows are records that are there already, and with that what becomes of each.
func (r *intakeRun) match(ctx context.Context, rows []*intakeRow) error {
	var err error
	if r.order.Plan.Type == record.Person {
		err = r.matchPeople(ctx, rows)
	} else {
		err = r.server.Records.View(ctx, func(v *store.View) error {
			if err := r.goods(ctx, v, rows); err != nil {
				return err
			}
			return r.matchThings(ctx, v, rows)
		})
	}
	if err == nil && intake.HasBuyer(r.order.Plan.Type) {
		err = r.buyers(ctx, rows)
	}
	for _, row := range rows {
		switch {
		case len(row.row.Problems) > 0:
			row.result = refuses
		case !row.known && !row.pending:
			row.result = creates
		case r.order.Plan.Then == intake.Skip:
			row.result = skips
		case r.order.Plan.Then == intake.Add:
			row.result, row.id = creates, 0
		default:
			row.result = updates
		}
	}
	if err == nil && r.record == nil {
		err = r.leaveSame(ctx, rows)
	}
	return err
}

// keys are the identifiers a row of a person states, in the order in which they are asked: by the plan's rule first.
func (r *intakeRun) keys(row *intakeRow) []person.Key {
	if row.keys == nil {
		row.keys = r.findKeys(row)
	}
	return row.keys
}

func (r *intakeRun) findKeys(row *intakeRow) []person.Key {
	id := person.Identity{}
	if row.row.External != "" {
		id.External = map[string]string{r.system(): row.row.External}
	}
	keys, _ := id.Keys()
	for _, e := range row.values.Emails {
		keys = append(keys, person.Key{Kind: person.Email, Value: e})
	}
	for _, p := range row.values.Phones {
		keys = append(keys, person.Key{Kind: person.Phone, Value: p})
	}
	first := map[intake.Match]string{intake.ByEmail: person.Email, intake.ByPhone: person.Phone, intake.ByExternal: person.External}[r.order.Plan.Match]
	slices.SortStableFunc(keys, func(a, b person.Key) int { return cmp.Compare(behind(a, first), behind(b, first)) })
	return keys
}

func behind(k person.Key, kind string) int {
	if kind != "" && strings.HasPrefix(k.Kind, kind) {
		return 0
	}
	return 1
}

// system is the one whose ids the file has.
func (r *intakeRun) system() string { return cmp.Or(r.order.Plan.System, "import") }

// matchPeople asks identity, which alone knows who is who; and where people are found by their name, those who are
// probably the same by it and something else.
func (r *intakeRun) matchPeople(ctx context.Context, rows []*intakeRow) error {
	var all []person.Key
	for _, row := range rows {
		all = append(all, r.keys(row)...)
	}
	profiles, err := r.server.Records.Profiles(ctx, all)
	if err != nil {
		return err
	}
	r.before = profiles
	var people []int64
	for _, p := range profiles {
		people = append(people, p.Person)
	}
	return r.server.Records.View(ctx, func(v *store.View) error {
		known, err := v.RecordsByID(ctx, auth.Everything, record.Person, people)
		if err != nil {
			return err
		}
		first := map[person.Key]bool{}
		for _, row := range rows {
			keys := r.keys(row)
			if slices.ContainsFunc(keys, r.server.Buried.holds) {
				row.row.Problems = append(row.row.Problems, intake.Problem{Err: phrase.Errorf("this address or number is somebody's who was erased for ever, and no list brings them back")})
			}
			for _, k := range keys {
				if p, ok := profiles[k]; ok && row.id == 0 {
					k := known[p.Person]
					row.id = p.Person
					row.known = k.ID != 0 && k.DeletedAt == 0 && (k.CreatedAt < r.began || r.coming.Has(k.ID))
				}
				row.pending = row.pending || first[k]
			}
			for _, k := range keys {
				first[k] = true
			}
			if r.order.Plan.Match == intake.ByName && row.id == 0 {
				if err := r.matchName(ctx, v, row); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// matchName finds who probably is somebody of this name: by their company, birthday or number, too.
func (r *intakeRun) matchName(ctx context.Context, v *store.View, row *intakeRow) error {
	item := duplicate.ItemOf(record.Record{Type: record.Person, Values: row.values.Values}, row.values.Company.Text("name"))
	item.Phones, item.Emails = row.values.Phones, row.values.Emails
	like, err := v.Like(ctx, &item)
	if err == nil && len(like) > 0 && (slices.Contains(like[0].Reasons, duplicate.SameName) || slices.Contains(like[0].Reasons, duplicate.NameTurned)) {
		row.id, row.known = like[0].B, true // of the item, which has no id yet, and another the larger is the other's
	}
	return err
}

// matchThings finds companies, products and orders by what only one of them has, by ids of another system, or by name.
func (r *intakeRun) matchThings(ctx context.Context, v *store.View, rows []*intakeRow) error {
	code := codeField(r.order.Plan.Type)
	var names, externals, codes []string
	for _, row := range rows {
		names, externals = append(names, row.values.Values.Text("name")), append(externals, row.row.External)
		if value := row.values.Values.Text(code); value != "" {
			codes = append(codes, value)
		}
	}
	called, err := v.Called(ctx, r.order.Plan.Type, names)
	if err != nil {
		return err
	}
	external, err := v.ByExternal(ctx, r.order.Plan.Type, r.system(), externals)
	if err != nil {
		return err
	}
	coded, err := v.UniqueAmong(ctx, r.order.Plan.Type, code, codes)
	if err != nil {
		return err
	}
	met := map[string]bool{}
	for _, row := range rows {
		if id := external[row.row.External]; row.row.External != "" && id != 0 {
			row.id = id
		}
		if row.id == 0 {
			row.id = coded[row.values.Values.Text(code)]
		}
		folded := person.Fold(row.values.Values.Text("name"))
		if row.id == 0 && r.order.Plan.Match == intake.ByName && folded != "" {
			row.id = called[folded]
		}
		row.known = row.id != 0
		for _, key := range r.thingKeys(row, code, folded) {
			row.pending = row.pending || met[key] && !row.known
			met[key] = true
		}
	}
	return nil
}

// thingKeys are what two rows of one chunk are the same by.
func (r *intakeRun) thingKeys(row *intakeRow, code, folded string) (keys []string) {
	if row.row.External != "" {
		keys = append(keys, "external "+row.row.External)
	}
	if value := row.values.Values.Text(code); value != "" {
		keys = append(keys, "code "+value)
	}
	if r.order.Plan.Match == intake.ByName && folded != "" {
		keys = append(keys, "name "+folded)
	}
	return keys
}

// buyers finds whose orders and deals are, by what they are known by.
func (r *intakeRun) buyers(ctx context.Context, rows []*intakeRow) error {
	var all []person.Key
	for _, row := range rows {
		all = append(all, buyerKeys(row)...)
	}
	profiles, err := r.server.Records.Profiles(ctx, all)
	for _, row := range rows {
		keys := buyerKeys(row)
		for _, k := range keys {
			if p, ok := profiles[k]; ok {
				row.values.Values["person"] = p.Person
			}
		}
		if len(keys) > 0 && row.values.Values["person"] == nil {
			row.row.Problems = append(row.row.Problems, intake.Problem{Err: phrase.Errorf("nobody is known by %s; import the people first, or leave the columns of the buyer out", keys[0].Value)})
		}
	}
	return err
}

func buyerKeys(row *intakeRow) (keys []person.Key) {
	for _, kind := range []string{person.Phone, person.Email} {
		list, _ := row.row.Person[kind].([]string)
		for _, value := range list {
			keys = append(keys, person.Key{Kind: kind, Value: value})
		}
	}
	return keys
}

// codeField is the field of which each record of a type has a value of its own.
func codeField(t record.Type) string {
	return map[record.Type]string{record.Company: "tax_code", record.Product: "sku", record.Order: "number"}[t]
}
