// Package paper writes a quote as a PDF: the same document gives the same file, to the byte, so that its hash says which
// one somebody accepted. Letters are those of Noto Sans, embedded, which has all of Vietnamese.
package paper

import (
	"bytes"
	_ "embed" // of the letters
	"fmt"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/unicode/norm"

	"banhda/engage/quote"
	"banhda/hub/amount"
	"banhda/hub/order"
	"banhda/hub/record"
)

//go:embed font/NotoSans-Regular.ttf
var regular []byte

//go:embed font/NotoSans-Bold.ttf
var bold []byte

// Millimetres on A4.
const (
	margin = 16.0
	width  = 210 - 2*margin
	bottom = 297 - 22.0
	line   = 5.0
)

// sheet is a document being written.
type sheet struct {
	*fpdf.Fpdf
	*quote.Document
	say map[string]string
}

// Write writes a document.
func Write(d *quote.Document) ([]byte, error) {
	s := &sheet{fpdf.New("P", "mm", "A4", ""), d, words[d.Content.Language]}
	if s.say == nil {
		s.say = words["vi"]
	}
	day, err := time.Parse(time.DateOnly, d.Day)
	if err != nil {
		return nil, fmt.Errorf("writing a quote: %w", err)
	}
	s.SetCreationDate(day)
	s.SetModificationDate(day)
	s.SetCatalogSort(true)
	s.SetTitle(norm.NFC.String(s.title()+" "+d.Number), true)
	s.SetAuthor(norm.NFC.String(d.From.Name), true)
	s.SetLang(d.Content.Language)
	s.AddUTF8FontFromBytes("noto", "", regular)
	s.AddUTF8FontFromBytes("noto", "B", bold)
	s.SetMargins(margin, margin, margin)
	s.SetAutoPageBreak(true, 22)
	s.AliasNbPages("{pages}")
	s.SetFooterFunc(s.foot)
	s.AddPage()
	s.head()
	s.parties()
	s.table()
	s.sums()
	s.text(s.say["terms"], d.Content.Terms)
	if err := s.pay(); err != nil {
		return nil, err
	}
	if d.Of == quote.OfQuote {
		s.signs()
	}
	var out bytes.Buffer
	if err := s.Output(&out); err != nil {
		return nil, fmt.Errorf("writing a quote: %w", err)
	}
	return out.Bytes(), nil
}

func (s *sheet) font(style string, size float64) { s.SetFont("noto", style, size) }

// put writes a text over the whole width, or that given.
func (s *sheet) put(w float64, text, align string) {
	s.MultiCell(w, line, norm.NFC.String(text), "", align, false)
}

func (s *sheet) head() {
	s.font("B", 12)
	s.put(width, s.From.Name, "L")
	s.font("", 9)
	for _, text := range contact(&s.From, s.say) {
		s.put(width, text, "L")
	}
	s.Ln(3)
	s.SetDrawColor(11, 110, 99)
	s.SetLineWidth(0.5)
	s.Line(margin, s.GetY(), margin+width, s.GetY())
	s.Ln(5)
	s.font("B", 18)
	s.CellFormat(width, 9, norm.NFC.String(strings.ToUpper(s.title())), "", 1, "C", false, 0, "")
	s.font("B", 11)
	if s.Content.Title != "" {
		s.put(width, s.Content.Title, "C")
	}
	s.font("", 10)
	facts := fmt.Sprintf("%s: %s   ·   %s: %s", s.say["number"], s.numbered(), s.say["date"], s.day(s.Day))
	if s.Content.Until != "" {
		facts += fmt.Sprintf("   ·   %s: %s", s.say["until"], s.day(s.Content.Until))
	}
	s.put(width, facts, "C")
	s.Ln(3)
}

// title is what the document is called.
func (s *sheet) title() string {
	if s.Of == quote.OfOrder {
		return s.say["order"]
	}
	return s.say["quote"]
}

func (s *sheet) numbered() string {
	if s.Version > 1 {
		return fmt.Sprintf("%s (%s %d)", s.Number, s.say["version"], s.Version)
	}
	return s.Number
}

func (s *sheet) day(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return at.Format("02/01/2006")
}

// contact is how somebody is reached, a line for what belongs together.
func contact(p *quote.Party, say map[string]string) (lines []string) {
	if p.Contact != "" {
		lines = append(lines, say["contact"]+": "+p.Contact)
	}
	if p.Address != "" {
		lines = append(lines, say["address"]+": "+p.Address)
	}
	var list []string
	for _, one := range [][2]string{{"tax_code", p.TaxCode}, {"phone", p.Phone}, {"email", p.Email}, {"website", p.Website}} {
		if one[1] != "" {
			list = append(list, say[one[0]]+": "+one[1])
		}
	}
	if len(list) > 0 {
		lines = append(lines, strings.Join(list, "   ·   "))
	}
	return lines
}

func (s *sheet) parties() {
	s.font("B", 10)
	s.put(width, s.say["to"]+": "+s.To.Name, "L")
	s.font("", 9.5)
	for _, text := range contact(&s.To, s.say) {
		s.put(width, text, "L")
	}
	if s.Seller.Name != "" {
		seller := s.say["seller"] + ": " + s.Seller.Name
		if s.Seller.Email != "" {
			seller += " (" + s.Seller.Email + ")"
		}
		s.put(width, seller, "L")
	}
	s.Ln(2)
	if s.Content.Intro != "" {
		s.put(width, s.Content.Intro, "L")
		s.Ln(2)
	}
}

func (s *sheet) money(minor int64) string {
	written := record.WriteAmount(minor, s.Content.Currency)
	if s.Content.Language == "en" {
		return written.En
	}
	return written.Vi
}

func (s *sheet) sums() {
	row := func(name, value, style string) {
		s.font(style, 10)
		s.SetX(margin + width - 105)
		s.CellFormat(65, 6, norm.NFC.String(name), "", 0, "R", false, 0, "")
		s.CellFormat(40, 6, norm.NFC.String(value), "", 1, "R", false, 0, "")
	}
	if s.GetY() > bottom-45 {
		s.AddPage()
	}
	s.Ln(2)
	row(s.say["net"], s.money(s.Sum.Net), "")
	if s.Sum.Discount > 0 {
		row(s.say["discount"], s.money(-s.Sum.Discount), "")
	}
	for _, r := range s.Sum.Rates {
		row(fmt.Sprintf("%s %s %%", s.say["vat"], s.percent(r)), s.money(r.Tax), "")
	}
	row(s.say["total"], s.money(s.Sum.Total), "B")
	if s.Deposit > 0 && s.Of == quote.OfQuote {
		row(s.deposit(), s.money(s.Deposit), "B")
		row(s.say["rest"], s.money(s.Sum.Total-s.Deposit), "")
	}
	s.font("", 10)
	s.Ln(1)
	s.put(width, s.say["words"]+": "+amount.Words(s.Sum.Total, s.Content.Currency, s.Content.Language)+".", "L")
	s.Ln(3)
}

// deposit is what a deposit is called, with how much of the whole it is where that was said.
func (s *sheet) deposit() string {
	if s.Content.DepositPercent > 0 {
		return fmt.Sprintf("%s (%d %%)", s.say["deposit"], s.Content.DepositPercent)
	}
	return s.say["deposit"]
}

func (s *sheet) percent(r order.Rate) string {
	return record.WriteQuantity(r.Rate*10, s.say["point"])
}

// text writes a text under a title, where there is one.
func (s *sheet) text(title, text string) {
	if text == "" {
		return
	}
	s.font("B", 10)
	s.put(width, title, "L")
	s.font("", 9.5)
	s.put(width, text, "L")
	s.Ln(3)
}

func (s *sheet) signs() {
	if s.GetY() > bottom-35 {
		s.AddPage()
	}
	s.Ln(2)
	s.font("B", 10)
	for i, side := range []string{"buyer", "supplier"} {
		s.CellFormat(width/2, 6, norm.NFC.String(s.say[side]), "", i, "C", false, 0, "")
	}
	s.font("", 9)
	for i, name := range []string{s.To.Name, s.From.Name} {
		s.CellFormat(width/2, 5, norm.NFC.String(name), "", i, "C", false, 0, "")
	}
	s.Ln(18)
}

func (s *sheet) foot() {
	s.SetY(-16)
	s.font("", 8)
	s.SetTextColor(93, 107, 105)
	s.CellFormat(width-40, 4, norm.NFC.String(s.Footer), "", 0, "L", false, 0, "")
	s.CellFormat(40, 4, fmt.Sprintf("%s · %d/{pages}", s.Number, s.PageNo()), "", 0, "R", false, 0, "")
	s.SetTextColor(0, 0, 0)
}
