package duplicate

import (
	"slices"
	"strings"

	"banhda/hub/person"
	"banhda/hub/record"
)

// Item is a record as far as telling it from others goes.
type Item struct {
	ID       int64
	Type     record.Type
	Name     string
	Emails   []string
	Phones   []string // E.164
	Company  string   // of a person: its name
	Code     string   // tax code, SKU
	Website  string
	Birthday string // 2026-11-22
	Province string
}

// ItemOf takes of a record what tells it apart. company is the name of a person's company, empty for none.
func ItemOf(r record.Record, company string) Item {
	i := Item{ID: r.ID, Type: r.Type, Company: company}
	i.Name = text(r.Values["name"])
	i.Emails, i.Phones = list(r.Values["email"]), list(r.Values["phone"])
	i.Birthday, i.Website = text(r.Values["birthday"]), text(r.Values["website"])
	i.Code = text(r.Values["tax_code"]) + text(r.Values["sku"])
	if address, ok := r.Values["address"].(map[string]any); ok {
		i.Province = text(address["province"])
	}
	return i
}

// Entered is a record as somebody types it, of which not all is there yet.
func Entered(of record.Type, name, email, phone string) Item {
	i := Item{Type: of, Name: name}
	if k, reason := person.Normalise(person.Key{Kind: person.Email, Value: email}); reason == "" && k.Value != "" {
		i.Emails = []string{k.Value}
	}
	if k, reason := person.Normalise(person.Key{Kind: person.Phone, Value: phone}); reason == "" && k.Value != "" {
		i.Phones = []string{k.Value}
	}
	return i
}

// Without is the item without what some fields of its record say, by their keys.
func (i Item) Without(keys []string) Item {
	for _, key := range keys {
		switch key {
		case "email":
			i.Emails = nil
		case "phone":
			i.Phones = nil
		case "company", "companies":
			i.Company = ""
		case "tax_code", "sku":
			i.Code = ""
		case "website":
			i.Website = ""
		case "birthday":
			i.Birthday = ""
		case "address":
			i.Province = ""
		}
	}
	return i
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// list gives the texts of a value that is one or several.
func list(v any) (texts []string) {
	switch v := v.(type) {
	case string:
		if v != "" {
			texts = append(texts, v)
		}
	case []string:
		texts = v
	case []any:
		for _, one := range v {
			texts = append(texts, list(one)...)
		}
	}
	return texts
}

// forms are words that say what kind of company it is, not which.
var forms = strings.Fields(`cong ty cty tnhh cp tmcp co phan trach nhiem huu han mtv mot thanh vien tap doan doanh nghiep dn tu nhan dntn hkd ho kinh doanh
chi nhanh cn jsc ltd llc inc corp corporation company limited group jointstock joint stock vn viet nam vietnam tm dv thuong mai dich vu tmdv sx san xuat xnk va and the of`)

// words are the folded words of a name. Of a company those are left out that many have.
func (i *Item) words() []string {
	words := strings.FieldsFunc(person.Fold(i.Name), func(r rune) bool { return strings.ContainsRune(" .,-_&()/'\"", r) })
	if i.Type != record.Company {
		return words
	}
	core := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(forms, w) })
	if len(core) == 0 {
		return words
	}
	return core
}

// firm is a company's name without what many have.
func firm(name string) string {
	i := Item{Type: record.Company, Name: name}
	return strings.Join(i.words(), " ")
}

// local is the part of an address before the @, without what a mail program leaves out; empty for one that many firms
// have, such as info.
func local(address string) string {
	name, _, _ := strings.Cut(address, "@")
	name, _, _ = strings.Cut(name, "+")
	name = strings.ReplaceAll(name, ".", "")
	if len(name) < 4 || slices.Contains(roles, name) {
		return ""
	}
	return name
}

var roles = strings.Fields("info contact sales sale admin support hotro lienhe kinhdoanh ketoan office mail hello webmaster marketing noreply cskh tuyendung hanhchinh")

// domain is a website's or an address' own domain; empty for one that everybody may have an address of.
func domain(s string) string {
	if _, after, ok := strings.Cut(s, "@"); ok {
		s = after
	}
	s = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(s), "https://"), "http://")
	s, _, _ = strings.Cut(strings.TrimPrefix(s, "www."), "/")
	if slices.Contains(public, s) {
		return ""
	}
	return s
}

var public = strings.Fields("gmail.com yahoo.com yahoo.com.vn hotmail.com outlook.com outlook.com.vn icloud.com live.com facebook.com zalo.me fb.com shopee.vn")

// tail is a text's last n letters; empty where it has fewer.
func tail(s string, n int) string {
	if len(s) < n {
		return ""
	}
	return s[len(s)-n:]
}
