package wheel

import "slices"

// Gain says how strongly customers feed the wheel within a horizon after their first purchase.
type Gain struct {
	HorizonDays float64  `json:"horizon_days"`
	Rep         Estimate `json:"rep"` // later purchases of their own, per customer
	Ref         Estimate `json:"ref"` // first purchases of friends they referred, per customer
	// Reasons say, by key, why a figure is null.
	Reasons map[string]string `json:"reasons,omitempty"`
}

// Estimate is a mean over customers with its 95 % interval.
type Estimate struct {
	Mean      *float64 `json:"mean"`
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
	Customers int64    `json:"customers"`
}

// Gain measures those who first purchased at or before now − horizon (microseconds), so that everybody counted
// had the whole horizon.
func (b *Book) Gain(now, horizon int64, who Who) Gain {
	var rep, ref histogram
	for _, part := range each(b, now, who, func(g *gainCounts, l *Life) { g.add(l, now, horizon) }) {
		rep.merge(part.rep)
		ref.merge(part.ref)
	}
	g := Gain{HorizonDays: float64(horizon) / float64(Day), Reasons: map[string]string{}}
	g.Rep = rep.estimate(g.Reasons, "rep.")
	g.Ref = ref.estimate(g.Reasons, "ref.")
	return g
}

type gainCounts struct{ rep, ref histogram }

func (g *gainCounts) add(l *Life, now, horizon int64) {
	if repeats, friends, ok := l.brought(now, horizon); ok {
		g.rep.count(repeats)
		g.ref.count(friends)
	}
}

// brought is how many further purchases and referred buyers a customer brought within a horizon of their first
// purchase; ok is false for somebody without a whole horizon.
func (l *Life) brought(now, horizon int64) (repeats, friends int, ok bool) {
	if len(l.Buys) == 0 || l.Buys[0].At > now-horizon || l.Buys[0].At >= now {
		return 0, 0, false
	}
	first := l.Buys[0].At
	until := min(first+horizon, now-1)
	for _, b := range l.Buys[1:] {
		if b.At <= until {
			repeats++
		}
	}
	for _, at := range l.Friends {
		if first <= at && at <= until {
			friends++
		}
	}
	return repeats, friends, true
}

// histogram holds, at k, how many customers counted k.
type histogram []int64

func (h *histogram) count(k int) {
	h.grow(k + 1)
	(*h)[k]++
}

func (h *histogram) merge(o histogram) {
	h.grow(len(o))
	for k, n := range o {
		(*h)[k] += n
	}
}

func (h *histogram) grow(n int) {
	if n > len(*h) {
		*h = append(*h, make(histogram, n-len(*h))...)
	}
}

func (h histogram) size() (n int64) {
	for _, c := range h {
		n += c
	}
	return n
}

// mean is Σ k·h[k] ÷ Σ h[k].
func (h histogram) mean() float64 {
	var sum int64
	for k, n := range h {
		sum += int64(k) * n
	}
	return float64(sum) / float64(h.size())
}

const nobodyCounts = "nobody first purchased a whole horizon ago"

// estimate is the mean with its percentile bootstrap interval.
func (h histogram) estimate(reasons map[string]string, key string) Estimate {
	e := Estimate{Customers: h.size()}
	if e.Customers == 0 {
		unknown(reasons, nobodyCounts, key+"mean", key+"low", key+"high")
		return e
	}
	mean := h.mean()
	low, high := h.interval()
	e.Mean, e.Low, e.High = &mean, &low, &high
	return e
}

const (
	resamples = 2000
	// bootstrapSeed is fixed so that the same people give the same interval.
	bootstrapSeed = 20_000
)

// interval is the 95 % percentile interval of the mean over multinomial resamples: the 50th and the 1950th of
// 2,000 ordered means (Efron and Tibshirani 1993, section 13.3).
func (h histogram) interval() (low, high float64) {
	random, means := generator(bootstrapSeed), make([]float64, resamples)
	sample := make(histogram, len(h))
	for i := range means {
		random.multinomial(h, sample)
		means[i] = sample.mean()
	}
	slices.Sort(means)
	return means[resamples*25/1000-1], means[resamples*975/1000-1]
}
