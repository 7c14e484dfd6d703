package api

import (
	"context"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/template"
	"banhda/store"
)

// addressees reads whom messages go to, by the id they were known by: all that templates can say of them but for the keys in hide.
func addressees(ctx context.Context, v *store.View, reach auth.Reach, people []int64, hide []string) (map[int64]*addressee, error) {
	known, err := v.RecordsByID(ctx, reach, record.Person, people)
	if err != nil {
		return nil, err
	}
	held, err := v.HeldOf(ctx, idsNow(known))
	if err != nil {
		return nil, err
	}
	return addressed(ctx, v, known, held, hide)
}

// idsNow are who people are now.
func idsNow(known map[int64]record.Record) []int64 {
	ids := make([]int64, 0, len(known))
	for _, r := range known {
		ids = append(ids, r.ID)
	}
	return ids
}

// addressed is the same of people whose records, and what consent of them holds, were read.
func addressed(ctx context.Context, v *store.View, known map[int64]record.Record, held map[int64]consent.Held, hide []string) (map[int64]*addressee, error) {
	read, err := newValueReader(ctx, v, known, hide)
	if err != nil {
		return nil, err
	}
	codes, err := v.ReferralCodes(ctx, idsNow(known))
	all := make(map[int64]*addressee, len(known))
	for id, r := range known {
		all[id] = read.addressee(&r)
		all[id].Code = codes[r.ID]
		all[id].Untracked = held[r.ID][consent.Key{Channel: consent.Email, Purpose: consent.Profiling}].State == consent.Withdrawn
	}
	return all, err
}

// newValueReader reads what the values of people refer to.
func newValueReader(ctx context.Context, v *store.View, people map[int64]record.Record, hide []string) (read valueReader, err error) {
	fields, err := v.Fields(ctx, record.Person)
	if err != nil {
		return read, err
	}
	read.fields = slices.DeleteFunc(slices.Clone(fields), func(f record.Field) bool { return f.Archived || slices.Contains(hide, f.Key) })
	if read.currency, err = currencyOf(ctx, v); err != nil {
		return read, err
	}
	var refs []record.Ref
	for _, r := range people {
		for i := range read.fields {
			refs = append(refs, refsIn(&read.fields[i], r.Values[read.fields[i].Key])...)
		}
	}
	read.names, err = namesOf(ctx, v, refs)
	return read, err
}

// valueReader writes values as people read them.
type valueReader struct {
	fields   []record.Field
	names    names
	currency string
}

func (n *valueReader) addressee(r *record.Record) *addressee {
	to := &addressee{Person: r.ID, Name: r.Name(), Address: r.Values.Text("email"), Language: r.Values.Text("language"), Values: map[string]any{}}
	if to.Language != "en" {
		to.Language = "vi"
	}
	for i := range n.fields {
		f := &n.fields[i]
		if shown := n.show(f, r.Values[f.Key], to.Language); shown != nil {
			to.Values[f.Key] = shown
		}
	}
	name, _ := to.Values["name"].(string)
	to.Values["greeting"] = record.Greeting(r.Values.Text("honorific"), name)
	to.Values["given_name"], to.Values["id"] = person.GivenName(name), PersonID(r.ID)
	if firm, ok := to.Values["company"].(string); ok {
		to.Company = map[string]any{"name": firm}
	}
	return to
}

// show is a value in words; nil where there is none to read.
func (n *valueReader) show(f *record.Field, value any, language string) any {
	switch v := value.(type) {
	case string:
		if f.Kind == record.Choice {
			return chosenLabel(f, v, language)
		}
		return v
	case int64:
		return n.showInteger(f, v, language)
	case []string:
		list := make([]any, len(v))
		for i, key := range v {
			list[i] = chosenLabel(f, key, language)
		}
		return list
	case map[string]any:
		var parts []string
		for _, key := range []string{"line", "ward", "province"} {
			if s, _ := v[key].(string); s != "" {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, ", ")
	case float64, bool:
		return v
	}
	return nil
}

func (n *valueReader) showInteger(f *record.Field, v int64, language string) any {
	switch {
	case f.Kind == record.Money:
		return template.In(bothMoney(v, orText(f.Currency, n.currency)), language)
	case f.Kind == record.OfUser:
		return n.names.actors[UserID(v)]
	case f.Kind == record.OfTeam:
		return n.names.teams[v]
	case referred[f.Kind] != "":
		return n.names.records[record.Ref{Type: referred[f.Kind], ID: v}]
	}
	return showValue(f, v)
}

func chosenLabel(f *record.Field, key, language string) string {
	for _, o := range f.Options {
		if o.Key == key {
			return template.In(o.Label, language)
		}
	}
	return key
}

// bothMoney is an amount in minor units as it is read in both languages: 1.234.567 ₫ and ₫1,234,567. No amount is empty.
func bothMoney(value any, currency string) template.Label {
	minor, ok := value.(int64)
	if !ok {
		return template.Label{}
	}
	return record.WriteAmount(minor, currency)
}

// knownVariables tells which variables templates can ask for; those of an event and of a campaign are whatever these hold.
func knownVariables(ctx context.Context, v *store.View) ([]string, error) {
	names := []string{"person.greeting", "person.given_name", "company.name", "workspace.name", "workspace.address", "workspace.phone", "workspace.website", "workspace.sender", "workspace.email",
		"campaign.name", "campaign.key", "links.unsubscribe", "links.preferences", "links.view", "links.portal", "referral.link", "referral.code"}
	fields, err := v.Fields(ctx, record.Person)
	hide := hidden(ctx, record.Person)
	for _, f := range fields {
		if !f.Archived && !slices.Contains(hide, f.Key) && f.Kind != record.Firms {
			names = append(names, "person."+f.Key)
		}
	}
	return names, err
}
