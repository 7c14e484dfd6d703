package history

import "strings"

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

// isCurrency reports whether a text has the form of an ISO 4217 code.
func isCurrency(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
