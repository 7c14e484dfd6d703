package main

import (
	"fmt"
	"io"
	"sort"
	"time"
)

// result is one line of the report: what was measured, against what, and what was aimed at.
type result struct {
	what     string
	ours     []time.Duration
	baseline []time.Duration // empty where the target is absolute
	rate     float64         // things per run, for a rate; 0: times are what counts
	unit     string
	target   string
}

// interleave runs ours and the baseline in turn, rounds times after one warm-up of each, so that a machine that
// changes its speed changes it for both.
func interleave(rounds int, ours, baseline func() error) (a, b []time.Duration, err error) {
	for i := -1; i < rounds; i++ {
		for _, side := range []struct {
			run func() error
			to  *[]time.Duration
		}{{ours, &a}, {baseline, &b}} {
			if side.run == nil {
				continue
			}
			start := time.Now()
			if err := side.run(); err != nil {
				return nil, nil, err
			}
			if i >= 0 {
				*side.to = append(*side.to, time.Since(start))
			}
		}
	}
	return a, b, nil
}

func median(d []time.Duration) time.Duration {
	s := append([]time.Duration(nil), d...)
	sort.Slice(s, func(i, j int) bool { return s[i] < s[j] })
	if len(s)%2 == 1 {
		return s[len(s)/2]
	}
	return (s[len(s)/2-1] + s[len(s)/2]) / 2
}

func percentile(d []time.Duration, p float64) time.Duration {
	s := append([]time.Duration(nil), d...)
	sort.Slice(s, func(i, j int) bool { return s[i] < s[j] })
	return s[min(len(s)-1, int(p*float64(len(s))))]
}

// ratio is the median of the paired ratios baseline ÷ ours.
func (r result) ratio() float64 {
	var q []float64
	for i := range r.ours {
		q = append(q, float64(r.baseline[i])/float64(r.ours[i]))
	}
	sort.Float64s(q)
	return q[len(q)/2]
}

func (r result) print(w io.Writer) {
	m := median(r.ours)
	line := fmt.Sprintf("%-44s %10s", r.what, show(m))
	if r.rate > 0 {
		line += fmt.Sprintf("  %12.0f %s", r.rate/m.Seconds(), r.unit)
	}
	if len(r.baseline) > 0 {
		line += fmt.Sprintf("  baseline %10s  ratio %6.2f", show(median(r.baseline)), r.ratio())
	}
	fmt.Fprintf(w, "%s  [%s … %s]  target %s\n", line, show(percentile(r.ours, 0)), show(percentile(r.ours, 1)), r.target)
}

func show(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return fmt.Sprintf("%.1f µs", float64(d)/1e3)
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f ms", float64(d)/1e6)
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
