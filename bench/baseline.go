package main

import "fmt"

// The baselines: what a good analyst would ask DuckDB in SQL, over the same table on the same machine. They are the
// fastest forms found of several written: a chain of ASOF joins for the funnel, a bit per period for retention.

// never stands for a step not taken: an ASOF join would match a null instant with anything.
const never = 1 << 62

// funnelSQL counts the people who went through the steps in order, all within the window of the first, by the
// deepest step from any start. With by, apart for each value of a property of the first step's event.
func funnelSQL(table string, steps []string, window int64, by string) string {
	value := "''"
	if by != "" {
		value = fmt.Sprintf("coalesce(json_extract_string(properties, '$.%s'), '')", by)
	}
	sql := fmt.Sprintf("WITH s0 AS (SELECT profile, happened AS t0, happened AS at, %s AS v FROM %s WHERE name = %s)", value, table, number(steps[0]))
	carried := "t0"
	for i, step := range steps[1:] {
		sql += fmt.Sprintf(`,
s%d AS (SELECT a.profile, a.v, %s, coalesce(b.at, %d) AS t%d, coalesce(b.at, %d) AS at
  FROM s%d a ASOF LEFT JOIN (SELECT profile, happened AS at FROM %s WHERE name = %s) b ON a.profile = b.profile AND b.at >= a.at)`,
			i+1, prefixed(carried), never, i+1, never, i, table, number(step))
		carried += fmt.Sprintf(", t%d", i+1)
	}
	depth := "1"
	for i := range steps[1:] {
		depth += fmt.Sprintf(" + (t%d - t0 <= %d)::INT", i+1, window)
	}
	return sql + fmt.Sprintf(`,
best AS (SELECT profile, max(%s) AS depth, arg_max(v, (%s) * 1e17 - t0) AS v FROM s%d GROUP BY profile)
SELECT v, depth, count(*) FROM best GROUP BY v, depth ORDER BY v, depth`, depth, depth, len(steps)-1)
}

// retentionSQL counts, by the week of each person's first event of one name, who did another in each of the weeks
// after it: a bit for each week.
func retentionSQL(table, first, back string, periods int) string {
	return fmt.Sprintf(`WITH f AS (SELECT profile, min(happened) AS at0, min(happened) // 604800000000 AS week FROM %[1]s WHERE name = %[2]s GROUP BY profile),
r AS (SELECT f.profile, any_value(f.week) AS week, bit_or(CASE WHEN e.happened >= at0 AND e.happened // 604800000000 - f.week < %[4]d
    THEN 1::BIGINT << (e.happened // 604800000000 - f.week)::INT ELSE 0 END) AS weeks
  FROM %[1]s e JOIN f ON e.profile = f.profile WHERE e.name = %[3]s GROUP BY f.profile)
SELECT week, k, count(*) FROM r, range(%[4]d) t(k) WHERE weeks >> k::INT & 1 = 1 GROUP BY week, k ORDER BY week, k`,
		table, number(first), number(back), periods)
}

func number(name string) string { return fmt.Sprintf("(SELECT id FROM name WHERE text = '%s')", name) }

func prefixed(columns string) string {
	out := ""
	for i := 0; i < len(columns); i++ {
		if columns[i] == 't' {
			out += "a."
		}
		out += string(columns[i])
	}
	return out
}
