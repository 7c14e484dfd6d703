package history

import (
	"slices"
	"strings"
	"unicode"

	"banhda/hub/person"
	"banhda/hub/timeline"
)

// What columns are called, in Vietnamese and English, by people and by the programs they export from. Names are
// folded: without marks, in lower case, with single spaces for everything that is neither letter nor digit. The
// likelier of a role come first: of several columns that fit, the first in this list is taken.
var called = map[Role][]string{
	Email: {"email", "e mail", "email khach hang", "dia chi email", "thu dien tu", "email address", "customer email", "contact email",
		"billing email", "mail", "gmail"},
	Phone: {"so dien thoai", "dien thoai", "sdt", "so dt", "dt", "di dong", "dien thoai khach hang", "so dien thoai khach hang", "sdt khach hang",
		"phone", "phone number", "mobile", "mobile phone", "mobile phone number", "telephone", "tel", "billing phone", "dien thoai nguoi nhan", "zalo"},
	UserID: {"ma khach hang", "ma khach", "ma kh", "id khach hang", "customer id", "customer code", "customer no", "user id", "userid", "contact id",
		"record id", "contact record id", "account id", "client id", "member id", "ma hoi vien", "ma thanh vien"},
	Name: {"ho ten", "ho va ten", "ten khach hang", "ten khach", "khach hang", "khach", "nguoi mua", "ten nguoi mua", "ten day du", "full name", "customer name",
		"contact name", "customer", "client", "billing name", "ten", "name", "account name", "ten nguoi nhan"},
	Time: {"thoi gian", "ngay mua", "ngay dat", "ngay dat hang", "ngay ban", "ngay hoa don", "ngay chung tu", "thoi gian tao", "ngay tao", "ngay gio", "ngay lap",
		"ngay", "ngay dang ky", "order date", "purchase date", "paid at", "close date", "closed date", "created at", "create date", "created date", "created", "date",
		"datetime", "timestamp", "time", "sent at", "received at", "occurred at", "luc"},
	EventName: {"su kien", "ten su kien", "loai su kien", "event", "event name", "event type", "hanh dong", "action", "activity type"},
	Value: {"khach can tra", "tong thanh toan", "tong tien thanh toan", "tong cong", "tong tien", "tong gia tri", "doanh thu", "thanh tien", "so tien", "tien", "gia tri don hang", "gia tri",
		"tong tien hang", "khach da tra", "grand total", "order total", "total price", "total amount", "total", "amount", "deal amount", "revenue",
		"value", "sales", "subtotal", "so tien vnd"},
	OrderID: {"ma don hang", "ma don", "so don hang", "ma hoa don", "so hoa don", "ma giao dich", "ma phieu", "don hang", "hoa don", "so chung tu", "order id", "order number", "order no",
		"order name", "order", "invoice number", "invoice no", "invoice id", "invoice", "transaction id", "deal id", "opportunity id", "receipt"},
	AnonymousID: {"anonymous id", "visitor id", "device id", "thiet bi", "ma thiet bi", "cookie id"},
	Currency:    {"tien te", "loai tien", "don vi tien te", "ma tien te", "currency", "currency code", "deal currency", "currency iso code"},
}

// The names of columns that have no role of their own, or only beside another one.
var (
	priceColumns    = []string{"don gia", "gia ban", "unit price", "price", "lineitem price", "gia"}
	quantityColumns = []string{"so luong", "sl", "quantity", "qty", "lineitem quantity"}
	scoreColumns    = []string{"nps", "diem nps", "nps score", "diem", "diem danh gia", "score"}
	statusColumns   = []string{"trang thai", "trang thai don hang", "tinh trang", "status", "order status", "financial status", "trang thai hoa don", "trang thai thanh toan"}
	channelColumns  = []string{"utm source", "nguon", "nguon khach", "nguon don hang", "kenh", "kenh ban", "kenh ban hang", "original source", "lead source", "source", "channel", "utm medium"}
	personColumns   = []string{"dia chi", "thanh pho", "tinh", "tinh thanh", "tinh tp", "tinh thanh pho", "quan", "huyen", "quan huyen", "khu vuc", "phuong xa", "gioi tinh", "ngay sinh",
		"sinh nhat", "cong ty", "ten cong ty", "nhom khach hang", "nghe nghiep", "chuc vu", "company", "company name", "city", "address", "country", "state region", "province", "gender",
		"birthday", "date of birth", "job title", "customer group", "industry"}
	firstNames = []string{"ho", "first name", "firstname"}
	lastNames  = []string{"ten", "last name", "lastname"}
)

// fold brings a column's name to the form in which names are listed. An IDLikeThis is three words.
func fold(name string) string {
	var spaced strings.Builder
	before := ' '
	for _, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			r = ' '
		case unicode.IsUpper(r) && unicode.IsLower(before):
			spaced.WriteByte(' ')
		}
		spaced.WriteRune(r)
		before = r
	}
	return strings.Join(strings.Fields(person.Fold(spaced.String())), " ")
}

// guess says of each column what it may mean: by its name, where its values allow it, and else by its values.
func (i *Inspection) guess() {
	for c := range i.Columns {
		i.Columns[c].Guess = Ignore
	}
	if order := i.named([]string{"name"}); order >= 0 && i.named([]string{"lineitem name"}) >= 0 {
		i.Columns[order].Guess = OrderID // as shops call it that export a line for every item
	}
	for _, role := range []Role{OrderID, UserID, Email, Phone, AnonymousID, Time, Value, Currency, EventName} {
		i.guessOne(role)
	}
	i.guessPrices()
	i.guessByValues()
	i.guessNames()
	i.guessRest()
}

// guessOne gives a role that no column has to the one with the likeliest name; of equal names the one filled most.
func (i *Inspection) guessOne(role Role) {
	if i.column(role) >= 0 {
		return
	}
	for _, name := range called[role] {
		var best *InspectedColumn
		for c := range i.Columns {
			column := &i.Columns[c]
			if column.Guess == Ignore && fold(column.Name) == name && column.canBe(role) && (best == nil || column.Filled > best.Filled) {
				best = column
			}
		}
		if best != nil {
			best.Guess = role
			return
		}
	}
}

// canBe reports whether a column's values fit a role.
func (c *InspectedColumn) canBe(role Role) bool {
	if c.Filled == 0 {
		return role != Time && role != Value
	}
	switch role {
	case Email:
		return c.most(isEmail)
	case Phone:
		return c.most(isPhone)
	case Time:
		return len(c.Formats) > 0
	case Value:
		return c.Number || c.most(func(s string) bool { return isNumber(s, '.') || isNumber(s, ',') })
	case Currency:
		return c.most(timeline.IsCurrency)
	}
	return true
}

// most reports whether something holds for most of the values shown.
func (c *InspectedColumn) most(holds func(string) bool) bool {
	n := 0
	for _, s := range c.Samples {
		if holds(s) {
			n++
		}
	}
	return 2*n > len(c.Samples)
}

// guessPrices takes the price of one and the quantity where no column has their product.
func (i *Inspection) guessPrices() {
	price, quantity := i.named(priceColumns), i.named(quantityColumns)
	if i.column(Value) < 0 && price >= 0 && i.Columns[price].canBe(Value) {
		i.Columns[price].Guess = Value
		if quantity >= 0 && i.Columns[quantity].Number {
			i.Columns[quantity].Guess = Quantity
		}
	}
}

// guessByValues finds what no name told: addresses, telephone numbers, a time.
func (i *Inspection) guessByValues() {
	for _, role := range []Role{Email, Phone, Time} {
		if i.column(role) >= 0 {
			continue
		}
		at := slices.IndexFunc(i.Columns, func(c InspectedColumn) bool {
			return c.Guess == Ignore && c.Filled > 0 && c.canBe(role) && !c.Number && !slices.Contains(personColumns, fold(c.Name))
		})
		if at >= 0 {
			i.Columns[at].Guess = role
		}
	}
}

// guessNames finds the person's name, which may stand in two columns.
func (i *Inspection) guessNames() {
	first := i.named(firstNames)
	if last := i.named(lastNames); first >= 0 && last >= 0 {
		i.Columns[first].Guess, i.Columns[last].Guess = Name, Name
		return
	}
	i.guessOne(Name)
}

func (i *Inspection) named(names []string) int {
	return slices.IndexFunc(i.Columns, func(c InspectedColumn) bool {
		return c.Guess == Ignore && slices.Contains(names, fold(c.Name))
	})
}

// kept is how many columns without a role are kept: what is more is left out until somebody asks for it.
const kept = 12

// guessRest keeps what else may be worth counting by.
func (i *Inspection) guessRest() {
	n := 0
	for c := range i.Columns {
		column := &i.Columns[c]
		if column.Guess != Ignore || column.Filled == 0 || n == kept {
			continue
		}
		n++
		if column.Guess = PropertyOf; slices.Contains(personColumns, fold(column.Name)) {
			column.Guess = Field
		}
	}
}
