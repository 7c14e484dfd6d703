package dialect

import (
	"strconv"
	"strings"
)

// numbered turns each ? outside 'strings' and "names" into $1, $2, … Comments and dollar quotes do not occur in
// our statements.
func numbered(query string) string {
	var out strings.Builder
	out.Grow(len(query) + 16)
	quote, n := byte(0), 0
	for i := 0; i < len(query); i++ {
		switch c := query[i]; {
		case c == '?' && quote == 0:
			n++
			out.WriteByte('$')
			out.WriteString(strconv.Itoa(n))
			continue
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case c == quote:
			quote = 0
		}
		out.WriteByte(query[i])
	}
	return out.String()
}
