package capture

import (
	"math"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"

	"banhda/wheel"
)

// money reads what it was worth, and what it cost us, from amounts in major units: 12.5 dollars are 1250 cents, 150000
// đồng are 150000. Of an order's amounts revenue is preferred, which is without tax and shipping.
func (s *step) money(p *properties) {
	currency := strings.ToUpper(strings.TrimSpace(text(p.currency)))
	unit := first(currency, s.request.Currency)
	for _, v := range [...]gjson.Result{p.revenue, p.total, p.value} {
		if s.event.Value = minor(v, unit); s.event.Value != nil {
			break
		}
	}
	s.event.Cost = minor(p.cost, unit)
	if s.event.Value != nil || s.event.Cost != nil {
		s.event.Currency = currency
	}
}

// minor is an amount in minor units, rounded half away from zero; nil for what is no amount. It goes by the shortest
// decimal that stands for the number, which is what somebody wrote.
func minor(v gjson.Result, currency string) *int64 {
	written := strings.TrimSpace(text(v))
	if written == "" || strings.Trim(written, "+-.0123456789eE") != "" {
		return nil
	}
	f, err := strconv.ParseFloat(written, 64)
	if err != nil {
		return nil
	}
	digits := wheel.MinorDigits(currency)
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(math.Abs(f), 'f', -1, 64), ".")
	fraction += "0000"
	n, err := strconv.ParseInt(whole+fraction[:digits], 10, 64)
	if err != nil {
		return nil
	}
	if fraction[digits] >= '5' {
		n++
	}
	if f < 0 {
		n = -n
	}
	return &n
}
