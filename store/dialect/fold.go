package dialect

import (
	"database/sql/driver"
	"strings"

	sqlite3 "modernc.org/sqlite"

	"banhda/hub/segment"
)

// Folded texts are compared in both databases as package segment folds them in Go.

func init() {
	sqlite3.MustRegisterDeterministicScalarFunction("banhda_fold", 1, func(_ *sqlite3.FunctionContext, args []driver.Value) (driver.Value, error) {
		if text, ok := args[0].(string); ok {
			return segment.Fold(text), nil
		}
		return nil, nil
	})
}

func (sqlite) Fold(text string) string { return "banhda_fold(" + text + ")" }

func (sqlite) Contains(text string) string { return "instr(" + text + ", ?) > 0" }

var postgresFold = func() string {
	from, to := segment.FoldTable()
	return ", '" + strings.ReplaceAll(from, "'", "''") + "', '" + strings.ReplaceAll(to, "'", "''") + "')"
}()

func (postgres) Fold(text string) string { return "translate(" + text + postgresFold }

func (postgres) Contains(text string) string { return "strpos(" + text + ", ?) > 0" }
