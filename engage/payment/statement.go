package payment

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"banhda/hub/history"
	"banhda/hub/intake"
	"banhda/hub/record"
	"banhda/phrase"
)

// Columns say which column of a bank's statement is what; −1: there is none.
type Columns struct {
	Date, Text, Credit, Debit, Reference, Account int
}

// columnNames are what banks call them, folded, the likelier first.
var columnNames = []struct {
	of    func(*Columns) *int
	names []string
}{
	{func(c *Columns) *int { return &c.Date }, []string{"ngay giao dich", "ngay gio giao dich", "thoi gian giao dich", "ngay gd", "ngay hieu luc", "ngay", "thoi gian", "transaction date", "posting date", "value date", "date", "tnx date"}},
	{func(c *Columns) *int { return &c.Credit }, []string{"so tien ghi co", "phat sinh co", "ghi co", "tien vao", "co", "credit amount", "credit", "paid in", "so tien", "so tien gd", "so tien giao dich", "amount"}},
	{func(c *Columns) *int { return &c.Debit }, []string{"so tien ghi no", "phat sinh no", "ghi no", "tien ra", "no", "debit amount", "debit", "paid out"}},
	{func(c *Columns) *int { return &c.Text }, []string{"noi dung giao dich", "noi dung chi tiet", "noi dung", "dien giai", "mo ta", "chi tiet", "transaction description", "transaction detail", "details", "description", "remark", "narrative", "content"}},
	{func(c *Columns) *int { return &c.Reference }, []string{"so tham chieu", "ma giao dich", "so ct", "so chung tu", "so but toan", "ma tham chieu", "reference number", "reference no", "transaction id", "transaction number", "reference", "ref", "doc no"}},
	{func(c *Columns) *int { return &c.Account }, []string{"so tai khoan", "tai khoan", "account number", "account"}},
}

// Recognise finds the columns by their names. ok is false where it is not clear when, what for or how much.
func Recognise(names []string) (c Columns, ok bool) {
	c = Columns{-1, -1, -1, -1, -1, -1}
	folded := make([]string, len(names))
	for i, n := range names {
		folded[i] = strings.TrimSpace(history.FoldColumn(n))
	}
	for _, column := range columnNames {
		*column.of(&c) = find(folded, column.names)
	}
	return c, c.Date >= 0 && c.Text >= 0 && c.Credit >= 0
}

func find(folded, names []string) int {
	for _, name := range names {
		for i, f := range folded {
			if f == name || strings.HasPrefix(f, name+" ") && len(name) > 4 {
				return i
			}
		}
	}
	return -1
}

// Row reads one row of a statement; ok is false for one that says nothing, such as a sum. Lines of one statement that are
// alike to the last letter are told apart by nth, how many like it came before.
func (c Columns) Row(cells []string, order intake.Order, zone *time.Location, now int64, nth func(string) int) (l Line, ok bool, err error) {
	at := func(i int) string {
		if i < 0 || i >= len(cells) {
			return ""
		}
		return strings.TrimSpace(cells[i])
	}
	credit, debit := at(c.Credit), at(c.Debit)
	if at(c.Date) == "" || credit == "" && debit == "" {
		return l, false, nil
	}
	day, clock, _ := strings.Cut(at(c.Date), " ")
	date, err := intake.Date(day, order, time.UnixMicro(now).Year())
	if err != nil {
		return l, false, err
	}
	moment, _ := time.ParseInLocation(time.DateTime, date+" "+orNoon(clock), zone) // of a date and a time of day that were read
	l = Line{Account: at(c.Account), Text: at(c.Text), Reference: at(c.Reference), Currency: "VND", At: min(moment.UnixMicro(), now), Source: "statement"}
	if l.Amount, err = signed(credit, debit); err != nil || l.Amount == 0 {
		return l, false, err
	}
	said := strings.Join([]string{l.Account, l.Reference, date, fmt.Sprint(l.Amount), bare(l.Text)}, "\x00")
	hash := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", said, nth(said)))
	l.Key = "statement:" + hex.EncodeToString(hash[:12])
	return l, true, nil
}

func orNoon(clock string) string {
	clock = strings.TrimSpace(clock)
	for _, layout := range []string{"15:04:05", "15:04"} {
		if at, err := time.Parse(layout, clock); err == nil {
			return at.Format("15:04:05")
		}
	}
	return "12:00:00"
}

func signed(credit, debit string) (int64, error) {
	in, err := amount(credit)
	if err != nil {
		return 0, err
	}
	out, err := amount(debit)
	if out < 0 {
		out = -out
	}
	return in - out, err
}

func amount(cell string) (int64, error) {
	if cell = strings.TrimPrefix(cell, "+"); cell == "" || cell == "-" {
		return 0, nil
	}
	n, ok := record.ReadAmount(strings.TrimSuffix(strings.TrimSuffix(cell, ".00"), ",00"), "VND")
	if !ok {
		return 0, phrase.Errorf("%q is no amount", cell)
	}
	return n, nil
}
