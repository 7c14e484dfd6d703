package dialect

import "strings"

// Word is one word that is looked for in an index of words, whole or as the beginning of one. It is made of small
// letters and digits.
type Word struct {
	Text   string
	Prefix bool
}

// wordTables are the tables that hold words, one for each kind of thing that is looked for.
var wordTables = []string{"search_person", "search_company", "search_product", "search_order", "search_deal", "search_ticket"}

// wordSchemas are the placeholders of those tables in migrations.
func wordSchemas(create func(table string) string) (pairs []string) {
	for _, table := range wordTables {
		pairs = append(pairs, "{{words "+table+"}}", create(table))
	}
	return pairs
}

// sqliteWords keeps prefixes of up to seven letters, with the letter for the kind of word in front, so that none is
// slow: syllables are hardly longer.
func sqliteWords(table string) string {
	return "CREATE VIRTUAL TABLE " + table + " USING fts5(words, detail=none, columnsize=0, tokenize='ascii', prefix='2 3 4 5 6 7 8')"
}

func (sqlite) Words(words []string) string { return strings.Join(words, " ") }

func (sqlite) Matches(table string, all [][]Word) (condition string, arg any) {
	return table + " MATCH ?", joined(all, " AND ", " OR ", func(w Word) string {
		if w.Prefix {
			return `"` + w.Text + `"*`
		}
		return `"` + w.Text + `"`
	})
}

func (sqlite) Skewed() string { return "" }

func (postgres) Skewed() string { return "SET LOCAL plan_cache_mode = force_custom_plan" }

// postgresWords lets few words wait to be taken into the index, in kB: whoever looks for one reads all that wait.
func postgresWords(table string) string {
	return "CREATE TABLE " + table + " (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);\nCREATE INDEX " + table + "_words ON " + table + " USING gin (words) WITH (gin_pending_list_limit = 128)"
}

func (postgres) Words(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return "'" + strings.Join(words, "' '") + "'"
}

func (postgres) Matches(_ string, all [][]Word) (condition string, arg any) {
	return "words @@ CAST(? AS tsquery)", joined(all, " & ", " | ", func(w Word) string {
		if w.Prefix {
			return "'" + w.Text + "':*"
		}
		return "'" + w.Text + "'"
	})
}

// joined writes words one of each group of which has to be there.
func joined(all [][]Word, and, or string, word func(Word) string) string {
	groups := make([]string, len(all))
	for i, group := range all {
		words := make([]string, len(group))
		for j, w := range group {
			words[j] = word(w)
		}
		groups[i] = "(" + strings.Join(words, or) + ")"
	}
	return strings.Join(groups, and)
}
