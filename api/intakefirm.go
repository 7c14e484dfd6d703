package api

import (
	"context"

	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// rowFirms are the companies that rows name and that are there, by tax code and by folded name.
type rowFirms struct{ byCode, byName map[string]int64 }

// firmsThere finds the companies some rows name, all at once.
func firmsThere(ctx context.Context, v *store.View, rows []*intakeRow) (f rowFirms, err error) {
	codes, names := map[string]bool{}, map[string]bool{}
	for _, row := range rows {
		if row.namesFirm() {
			names[person.Fold(row.values.Company.Text("name"))] = true
			if code := row.values.Company.Text("tax_code"); code != "" {
				codes[code] = true
			}
		}
	}
	f = rowFirms{map[string]int64{}, map[string]int64{}}
	if len(names) == 0 {
		return f, nil
	}
	if f.byName, err = v.Called(ctx, record.Company, sortedKeys(names)); err != nil {
		return f, err
	}
	f.byCode, err = v.UniqueAmong(ctx, record.Company, "tax_code", sortedKeys(codes))
	return f, err
}

// namesFirm reports whether a row says at which company its person or order is.
func (r *intakeRow) namesFirm() bool {
	return r.values.Company != nil && r.values.Company.Text("name") != ""
}

// find finds the company of some values, by its tax code, else by its name; 0: there is none.
func (f *rowFirms) find(values record.Values) int64 {
	if id := f.byCode[values.Text("tax_code")]; id != 0 {
		return id
	}
	return f.byName[person.Fold(values.Text("name"))]
}

// add has rows that follow find a company that was just made.
func (f *rowFirms) add(values record.Values, id int64) {
	f.byName[person.Fold(values.Text("name"))] = id
	if code := values.Text("tax_code"); code != "" {
		f.byCode[code] = id
	}
}

// linkFirms makes the companies rows name that are not there, and joins the rows to theirs.
func (r *intakeRun) linkFirms(ctx context.Context, t *store.Tx, rows []*intakeRow) error {
	firms, err := firmsThere(ctx, &t.View, rows)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if !row.namesFirm() {
			continue
		}
		id := firms.find(row.values.Company)
		if id == 0 {
			made, err := t.Create(ctx, r.order.Firms, record.Company, 0, row.values.Company)
			if err != nil {
				return err
			}
			id = made.ID
			firms.add(row.values.Company, id)
		}
		r.atFirm(row.values.Values, id)
	}
	return nil
}

// atFirm joins a row's values to a company.
func (r *intakeRun) atFirm(values record.Values, firm int64) {
	if r.order.Plan.Type == record.Person {
		values["companies"] = []record.Membership{{Company: firm, Role: values.Text("title"), Primary: true}}
	} else {
		values["company"] = firm
	}
}
