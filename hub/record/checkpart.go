package record

import (
	"encoding/json"
	"regexp"
	"slices"

	"banhda/phrase"
)

// parts reads a list of objects into their type; what their type does not know is refused by whoever reads the request.
func parts[T any](raw any) ([]T, error) {
	list, ok := raw.([]T)
	if !ok {
		text, err := json.Marshal(raw)
		if err == nil {
			err = json.Unmarshal(text, &list)
		}
		if err != nil {
			return nil, phrase.Errorf("a list of objects is expected here")
		}
	}
	if len(list) > MaxList {
		return nil, phrase.Errorf("this has %d parts; at most %d are allowed", len(list), MaxList)
	}
	return slices.Clone(list), nil
}

// listed gives none in place of the empty list.
func listed[T any](list []T) any {
	if len(list) == 0 {
		return nil
	}
	return list
}

func checkDays(days ...*string) error {
	for _, d := range days {
		if *d == "" {
			continue
		}
		day, err := checkDate(nil, *d)
		if err != nil {
			return err
		}
		*d = day.(string)
	}
	return nil
}

// checkFirms checks the companies of a person: each once, in order, one of them the primary one.
func checkFirms(_ *Field, raw any) (any, error) {
	list, err := parts[Membership](raw)
	if err != nil {
		return nil, err
	}
	primary := 0
	for i := range list {
		m := &list[i]
		if m.Company <= 0 {
			return nil, phrase.Errorf("say which company")
		}
		if m.Role, err = clean(m.Role, MaxText, false); err != nil {
			return nil, err
		}
		if err := checkDays(&m.Since, &m.Until); err != nil {
			return nil, err
		}
		if m.Primary {
			primary++
		}
	}
	if primary > 1 {
		return nil, phrase.Errorf("only one company can be the primary one")
	}
	return listed(ordered(list)), nil
}

// ordered brings memberships into their one order, the last of a company in place of those before it; where none is
// primary, the first that has not ended is.
func ordered(list []Membership) []Membership {
	var out []Membership
	for _, m := range list {
		out = append(slices.DeleteFunc(out, func(o Membership) bool { return o.Company == m.Company }), m)
	}
	slices.SortFunc(out, func(a, b Membership) int { return int(a.Company - b.Company) })
	if len(out) > 0 && !slices.ContainsFunc(out, func(m Membership) bool { return m.Primary }) {
		first := max(0, slices.IndexFunc(out, func(m Membership) bool { return m.Until == "" }))
		out[first].Primary = true
	}
	return out
}

func checkLines(_ *Field, raw any) (any, error) {
	list, err := parts[Line](raw)
	if err != nil {
		return nil, err
	}
	for i := range list {
		l := &list[i]
		if l.Name, err = clean(l.Name, MaxText, false); err != nil {
			return nil, err
		}
		switch {
		case l.Name == "" && l.Product <= 0:
			return nil, phrase.Errorf("line %d: say what was ordered", i+1)
		case l.Quantity <= 0 || l.Quantity > 1e12:
			return nil, phrase.Errorf("line %d: the quantity must be more than nothing", i+1)
		case l.Price < 0 || l.Price > 1e15 || l.Discount < 0 || l.Discount > 1e15:
			return nil, phrase.Errorf("line %d: a price and a discount are not negative", i+1)
		case l.TaxRate < 0 || l.TaxRate > 100:
			return nil, phrase.Errorf("line %d: a tax rate lies between 0 and 100 percent", i+1)
		}
	}
	return listed(list), nil
}

// wholeShare is all of a deal, in hundredths of a percent.
const wholeShare = 10_000

// checkShares checks who has which part of a deal: each seller once, more than nothing, all together the whole.
func checkShares(_ *Field, raw any) (any, error) {
	list, err := parts[Share](raw)
	if err != nil {
		return nil, err
	}
	var sum int64
	seen := map[int64]bool{}
	for _, s := range list {
		if s.User <= 0 || seen[s.User] {
			return nil, phrase.Errorf("name each seller once")
		}
		if s.Part <= 0 || s.Part > wholeShare {
			return nil, phrase.Errorf("a share lies between 0 and 100 percent")
		}
		seen[s.User] = true
		sum += s.Part
	}
	if len(list) > 0 && sum != wholeShare {
		return nil, phrase.Errorf("the shares come to %.2f percent; together they are 100", float64(sum)/100)
	}
	return listed(list), nil
}

func checkPrices(_ *Field, raw any) (any, error) {
	list, err := parts[Price](raw)
	if err != nil {
		return nil, err
	}
	for i := range list {
		p := &list[i]
		if err := checkDays(&p.From, &p.Until); err != nil {
			return nil, err
		}
		currency := Field{Pattern: currencyPattern}
		if _, err := checkText(&currency, p.Currency); err != nil {
			return nil, err
		}
		if p.Book == "" || p.Currency == "" || p.Amount < 0 || p.Amount > 1e15 || p.Quantity < 0 || p.Until != "" && p.Until < p.From {
			return nil, phrase.Errorf("price %d: it needs a price book, a currency and an amount, and ends after it begins", i+1)
		}
	}
	return listed(list), nil
}

// mostPictures is how many pictures one product has at most.
const mostPictures = 12

// pictureFile is what the address of one of the house's pictures ends with: what it holds, and how large it is.
var pictureFile = regexp.MustCompile(`^[0-9a-f]{64}-[1-9]\d{0,4}x[1-9]\d{0,4}\.(png|jpg)$`)

func checkPictures(_ *Field, raw any) (any, error) {
	list, err := parts[Picture](raw)
	if err != nil {
		return nil, err
	}
	if len(list) > mostPictures {
		return nil, phrase.Errorf("a product has at most %d pictures", mostPictures)
	}
	for i := range list {
		p := &list[i]
		if p.Alt, err = clean(p.Alt, MaxText, false); err != nil {
			return nil, err
		}
		if !pictureFile.MatchString(p.File) {
			return nil, phrase.Errorf("picture %d: send it in first, and name it as it is called then", i+1)
		}
	}
	return listed(list), nil
}
