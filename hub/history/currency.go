package history

import (
	"fmt"
	"strings"

	"banhda/hub/timeline"
)

// The currencies whose minor unit is not a hundredth (ISO 4217, list one), by their number of decimal places.
var places = [...]string{
	0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
	3: "BHD IQD JOD KWD LYD OMR TND",
	4: "CLF UYW",
}

// minorPlaces is the number of decimal places of a currency's minor unit: 0 for VND, 2 for USD.
func minorPlaces(currency string) int {
	for n, codes := range places {
		if strings.Contains(codes, currency) && currency != "" {
			return n
		}
	}
	return 2
}

// money is a field that holds an amount.
type money struct {
	of     eval
	column string
	minor  bool
	mark   byte
}

func (b *binder) money(f *field) *money {
	if f == nil {
		return nil
	}
	return &money{b.field(f), f.column(), f.minor, b.scope.mark}
}

func (e *event) readMoney(r *row, ev *timeline.Event, out *batch) (err error) {
	currency, err := text(e.currency, r)
	if err != nil {
		return err
	}
	if currency = strings.ToUpper(currency); currency == "" {
		currency = e.fallback
	}
	if ev.Value, err = e.value.read(r, currency, out); err != nil {
		return err
	}
	if ev.Cost, err = e.cost.read(r, currency, out); err != nil {
		return err
	}
	if (ev.Value != nil || ev.Cost != nil) && currency != e.workspace {
		ev.Currency = currency
	}
	return nil
}

// read is an amount in minor units; nil for none.
func (m *money) read(r *row, currency string, out *batch) (*int64, error) {
	if m == nil {
		return nil, nil
	}
	v, err := m.of(r)
	if err != nil || v.kind == blank {
		return nil, err
	}
	d, ok := v.decimal(m.mark)
	if !ok {
		return nil, &rowError{m.column, fmt.Sprintf("%q is not a number", clip(v.text))}
	}
	decimals := minorPlaces(currency)
	if v.kind == textual && decimals == 0 && d.scale == 3 && !m.minor {
		other := map[byte]string{'.': ",", ',': "."}[m.mark]
		return nil, &rowError{m.column, fmt.Sprintf("%q would be %s %s, which has no fractions; if the %c stands for thousands, say decimal: %q", clip(v.text), d, currency, m.mark, other)}
	}
	if m.minor {
		decimals = 0
	}
	units, ok := d.units(decimals)
	if !ok {
		return nil, &rowError{m.column, fmt.Sprintf("%q is too large", clip(v.String()))}
	}
	return out.number(units), nil
}
