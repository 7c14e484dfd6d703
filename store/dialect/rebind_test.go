package dialect

import "testing"

func TestNumbered(t *testing.T) {
	for query, want := range map[string]string{
		"":                              "",
		"SELECT 1":                      "SELECT 1",
		"a = ? AND b IN (?, ?)":         "a = $1 AND b IN ($2, $3)",
		"a = '?' AND b = ?":             "a = '?' AND b = $1",
		`"what?" = ? AND c = 'it''s?'`:  `"what?" = $1 AND c = 'it''s?'`,
		`a = '"' AND b = ? AND c = '"'`: `a = '"' AND b = $1 AND c = '"'`,
		"LIKE ? ESCAPE '\\' AND ?":      "LIKE $1 ESCAPE '\\' AND $2",
	} {
		if got := numbered(query); got != want {
			t.Errorf("%s: got %s, want %s", query, got, want)
		}
	}
}
