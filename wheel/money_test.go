package wheel

import "testing"

func TestMinorDigits(t *testing.T) {
	for currency, want := range map[string]int{"VND": 0, "JPY": 0, "USD": 2, "BRL": 2, "KWD": 3, "CLF": 4, "": 2, "???": 2} {
		if got := MinorDigits(currency); got != want {
			t.Errorf("MinorDigits(%q) = %d, want %d", currency, got, want)
		}
	}
}
