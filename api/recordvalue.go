package api

import (
	"context"
	"math"
	"slices"
	"time"

	"banhda/hub/record"
	"banhda/store"
)

// referred are the types of records that fields refer to.
var referred = map[record.Kind]record.Type{record.OfPerson: record.Person, record.OfFirm: record.Company, record.OfGoods: record.Product, record.OfDeal: record.Deal, record.OfOrder: record.Order, record.OfTicket: record.Ticket}

// readValue brings a value from outside into its one form; the ids in it are those shown outside.
func readValue(f *record.Field, raw any) (any, error) {
	read, err := readIDs(f.Kind, raw)
	if err != nil {
		return nil, err
	}
	return f.Check(read)
}

// readIDs puts the ids used inside in place of those shown outside.
func readIDs(k record.Kind, raw any) (any, error) {
	s, isText := raw.(string)
	switch {
	case k == record.Firms:
		return readParts(raw, "company", record.Company)
	case k == record.Lines:
		return readParts(raw, "product", record.Product)
	case k == record.Shares:
		return readShares(raw)
	case !isText || s == "":
		return raw, nil
	case k == record.OfUser:
		return ParseUserID(s)
	case k == record.OfTeam:
		return ParseTeamID(s)
	case referred[k] != "":
		return readRef(referred[k], s)
	}
	return raw, nil
}

// readRef reads the id of a record of one type.
func readRef(t record.Type, s string) (int64, error) {
	r, err := parseRef(s)
	if err == nil && r.Type != t {
		err = invalid("%s is not among the %s", s, t.Plural())
	}
	return r.ID, err
}

// readShares reads the sellers of a credit split.
func readShares(raw any) (any, error) {
	list, ok := raw.([]any)
	if !ok {
		return raw, nil
	}
	shares := make([]record.Share, len(list))
	for i, item := range list {
		part, _ := item.(map[string]any)
		user, _ := part["user"].(string)
		id, err := ParseUserID(user)
		if err != nil {
			return nil, err
		}
		share, ok := part["part"].(float64)
		if !ok || share != math.Trunc(share) {
			return nil, invalid("a share is written in hundredths of a percent: 5000 is a half")
		}
		shares[i] = record.Share{User: id, Part: int64(share)}
	}
	return shares, nil
}

// readParts reads the id under a key of each object of a list.
func readParts(raw any, key string, t record.Type) (any, error) {
	list, ok := raw.([]any)
	if !ok {
		return raw, nil
	}
	out := make([]any, len(list))
	for i, item := range list {
		part, ok := item.(map[string]any)
		if !ok {
			return raw, nil
		}
		copied := map[string]any{}
		for k, v := range part {
			copied[k] = v
		}
		if s, ok := part[key].(string); ok {
			id, err := readRef(t, s)
			if err != nil {
				return nil, err
			}
			copied[key] = id
		}
		out[i] = copied
	}
	return out, nil
}

// readValues brings the values of an order into their one form; fields that are not known, put away, reckoned by the
// product or hidden from who asks are refused.
func readValues(ctx context.Context, v *store.View, t record.Type, raw map[string]any) (record.Values, error) {
	fields, err := v.Fields(ctx, t)
	if err != nil {
		return nil, err
	}
	index, hide := record.Index(fields), hidden(ctx, t)
	currency, err := currencyOf(ctx, v)
	values := record.Values{}
	for key, value := range raw {
		f := index[key]
		if err == nil && (f == nil || f.Archived || slices.Contains(hide, key)) {
			err = invalid("%s have no field %q", t.Plural(), key)
		}
		if err == nil && f.ReadOnly {
			err = invalid("%s is reckoned from other values; nobody sets it", key)
		}
		if err != nil {
			return nil, err
		}
		of := *f
		if of.Currency == "" {
			of.Currency = currency
		}
		values[key], err = readValue(&of, value)
	}
	return values, err
}

func currencyOf(ctx context.Context, v *store.View) (string, error) {
	w, err := readWorkspace(ctx, v)
	return w.Currency, err
}

// MembershipShown is one company of a person.
type MembershipShown struct {
	Company string `json:"company"`
	Role    string `json:"role,omitempty"`
	Primary bool   `json:"primary,omitempty"`
	Since   string `json:"since,omitempty"`
	Until   string `json:"until,omitempty"`
}

// LineShown is one line of an order; the quantity is in thousandths, money in minor units of the order's currency.
type LineShown struct {
	Product  string  `json:"product,omitempty"`
	Name     string  `json:"name"`
	Quantity int64   `json:"quantity"`
	Price    int64   `json:"price"`
	Discount int64   `json:"discount,omitempty"`
	TaxRate  float64 `json:"tax_rate,omitempty"`
}

// ShareShown is what one seller has in a deal, in hundredths of a percent.
type ShareShown struct {
	User string `json:"user"`
	Part int64  `json:"part"`
}

// showValue is a value as the API gives it: ids as they are shown outside, instants in RFC 3339, money in minor units.
func showValue(f *record.Field, value any) any {
	switch v := value.(type) {
	case int64:
		return showInteger(f.Kind, v)
	case []record.Membership:
		shown := make([]MembershipShown, len(v))
		for i, m := range v {
			shown[i] = MembershipShown{refID(record.Ref{Type: record.Company, ID: m.Company}), m.Role, m.Primary, m.Since, m.Until}
		}
		return shown
	case []record.Line:
		shown := make([]LineShown, len(v))
		for i, l := range v {
			shown[i] = LineShown{"", l.Name, l.Quantity, l.Price, l.Discount, l.TaxRate}
			if l.Product != 0 {
				shown[i].Product = refID(record.Ref{Type: record.Product, ID: l.Product})
			}
		}
		return shown
	case []record.Share:
		shown := make([]ShareShown, len(v))
		for i, share := range v {
			shown[i] = ShareShown{UserID(share.User), share.Part}
		}
		return shown
	}
	return value
}

func showInteger(k record.Kind, n int64) any {
	switch {
	case k == record.Instant:
		return time.UnixMicro(n).UTC().Format(time.RFC3339Nano)
	case k == record.OfUser:
		return UserID(n)
	case k == record.OfTeam:
		return TeamID(n)
	case referred[k] != "":
		return refID(record.Ref{Type: referred[k], ID: n})
	}
	return n
}

// refsIn are the records a value refers to.
func refsIn(f *record.Field, value any) (refs []record.Ref) {
	switch v := value.(type) {
	case int64:
		if t := referred[f.Kind]; t != "" {
			refs = append(refs, record.Ref{Type: t, ID: v})
		}
	case []record.Membership:
		for _, m := range v {
			refs = append(refs, record.Ref{Type: record.Company, ID: m.Company})
		}
	case []record.Line:
		for _, l := range v {
			if l.Product != 0 {
				refs = append(refs, record.Ref{Type: record.Product, ID: l.Product})
			}
		}
	}
	return refs
}

// link is what a value links to: one Named, or a list of them; nil for nothing.
func (n names) link(f *record.Field, value any) any {
	id, _ := value.(int64)
	switch {
	case f.Kind == record.OfUser:
		return n.user(id)
	case f.Kind == record.OfTeam:
		return n.team(id)
	}
	if shares, ok := value.([]record.Share); ok {
		sellers := make([]*Named, len(shares))
		for i, share := range shares {
			sellers[i] = n.user(share.User)
		}
		return sellers
	}
	refs := refsIn(f, value)
	if len(refs) == 0 {
		return nil
	}
	list := make([]Named, len(refs))
	for i, r := range refs {
		list[i] = Named{refID(r), n.records[r]}
	}
	if _, one := value.(int64); one {
		return &list[0]
	}
	return list
}
