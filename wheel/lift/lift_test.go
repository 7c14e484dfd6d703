package lift

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > within {
		t.Errorf("%s is %v, not %v", what, got, want)
	}
}

func arm(converted, people int64) *Arm { return &Arm{People: people, Converted: converted} }

// TestNewcombe: the examples of Newcombe 1998, Statistics in Medicine 17, table II, method 10.
func TestNewcombe(t *testing.T) {
	for _, c := range []struct {
		a, m, b, n int64
		low, high  float64
	}{
		{56, 70, 48, 80, 0.0524, 0.3339},
		{9, 10, 3, 10, 0.1705, 0.8090},
		{6, 7, 2, 7, 0.0582, 0.8062},
		{5, 56, 0, 29, -0.0381, 0.1926},
		{0, 10, 0, 20, -0.1611, 0.2775},
		{0, 10, 0, 10, -0.2775, 0.2775},
		{10, 10, 0, 20, 0.6791, 1.0000},
		{10, 10, 0, 10, 0.6075, 1.0000},
	} {
		d, in := Difference(arm(c.a, c.m), arm(c.b, c.n))
		near(t, "the difference", d, float64(c.a)/float64(c.m)-float64(c.b)/float64(c.n), 1e-12)
		near(t, "its low end", in.Low, c.low, 5e-5)
		near(t, "its high end", in.High, c.high, 5e-5)
	}
}

// TestWilson: 81 of 263, Newcombe 1998, Statistics in Medicine 17, 857–872, table I, method 3.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		k, n      int64
		low, high float64
	}{{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}} {
		in := arm(c.k, c.n).Wilson()
		near(t, "low", in.Low, c.low, 5e-5)
		near(t, "high", in.High, c.high, 5e-5)
	}
}

func values(all ...float64) *Arm {
	a := &Arm{}
	for _, v := range all {
		a.Add(true, v)
	}
	return a
}

// TestWelch: three published pairs of samples (Rosetta Code, "Welch's t-test", after R's t.test).
func TestWelch(t *testing.T) {
	for _, c := range []struct {
		a, b []float64
		p    float64
	}{
		{[]float64{27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4}, []float64{27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4}, 0.021378001462867},
		{[]float64{17.2, 20.9, 22.6, 18.1, 21.7, 21.4, 23.5, 24.2, 14.7, 21.8}, []float64{21.5, 22.8, 21.0, 23.0, 21.6, 23.6, 22.5, 20.7, 23.4, 21.8, 20.7, 21.7, 21.5, 22.5, 23.6, 21.5, 22.5, 23.5, 21.5, 21.8}, 0.148841696605327},
		{[]float64{3.0, 4.0, 1.0, 2.1}, []float64{490.2, 340.0, 433.9}, 0.0107515611497845},
	} {
		got, ok := Welch(values(c.a...), values(c.b...))
		if !ok {
			t.Fatal("not known")
		}
		near(t, "p", got.P, c.p, 1e-9)
		if (got.P < 0.05) == got.Interval.Holds(0) {
			t.Errorf("p %v and the interval %v disagree", got.P, got.Interval)
		}
	}
}

// TestTails: quantiles as tables of them have them.
func TestTails(t *testing.T) {
	near(t, "t with 1", studentQuantile(0.975, 1), 12.7062047, 1e-6)
	near(t, "t with 10", studentQuantile(0.975, 10), 2.2281389, 1e-6)
	near(t, "t with a million", studentQuantile(0.975, 1e6), 1.959966, 1e-5)
	for degrees, x := range map[int]float64{1: 3.8414588, 2: 5.9914645, 5: 11.0704977, 30: 43.7729718} {
		near(t, "chi-square", chiTail(x, degrees), 0.05, 1e-7)
	}
}

// TestSampleRatio: the mail experiment that MineThatData published in 2008 drew equal arms; a broken one did not.
func TestSampleRatio(t *testing.T) {
	fine := SampleRatio([]Arm{{People: 21307}, {People: 21387}, {People: 21306}}, nil)
	near(t, "of equal arms", fine, 0.9034, 1e-3)
	if broken := SampleRatio([]Arm{{People: 821_588}, {People: 815_482}}, nil); broken > 1e-5 || broken < 1e-6 {
		t.Errorf("821,588 to 815,482 (Kohavi, Tang, Xu 2020, chapter 21: p = 1.8e-6): %v", broken)
	}
	if tenth := SampleRatio([]Arm{{People: 1000}, {People: 9000}}, []float64{10, 90}); tenth != 1 {
		t.Errorf("as it should be: %v", tenth)
	}
}

// TestSwapping: what a is above b, b is below a.
func TestSwapping(t *testing.T) {
	draw := func(t *rapid.T) *Arm {
		a := &Arm{}
		for range rapid.IntRange(2, 40).Draw(t, "people") {
			a.Add(rapid.Bool().Draw(t, "converted"), rapid.Float64Range(0, 1000).Draw(t, "value"))
		}
		return a
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw(t), draw(t)
		d, in := Difference(a, b)
		e, back := Difference(b, a)
		if math.Abs(d+e) > 1e-12 || math.Abs(in.Low+back.High) > 1e-12 || math.Abs(in.High+back.Low) > 1e-12 || in.Low > d || d > in.High || in.Low < -1-1e-12 || in.High > 1+1e-12 {
			t.Fatalf("%v %v, and back %v %v", d, in, e, back)
		}
		c, ok := Welch(a, b)
		o, ok2 := Welch(b, a)
		if ok != ok2 || math.Abs(c.Difference+o.Difference) > 1e-9 || math.Abs(c.Interval.Low+o.Interval.High) > 1e-6 || math.Abs(c.P-o.P) > 1e-9 {
			t.Fatalf("%+v, and back %+v", c, o)
		}
	})
}

// TestCoverage: intervals hold what they are of about 19 times out of 20, with rare goals too.
func TestCoverage(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	draw := func(n int, p float64) *Arm {
		a := &Arm{}
		for range n {
			a.Add(random.Float64() < p, math.Exp(random.NormFloat64()))
		}
		return a
	}
	for _, c := range []struct {
		n, m int
		p, q float64
	}{{400, 100, 0.02, 0.02}, {300, 300, 0.10, 0.05}, {1000, 100, 0.3, 0.2}} {
		rates, values := 0, 0
		const rounds = 3000
		for range rounds {
			a, b := draw(c.n, c.p), draw(c.m, c.q)
			if _, in := Difference(a, b); in.Holds(c.p - c.q) {
				rates++
			}
			mean := math.Exp(0.5) * (c.p - c.q)
			if w, ok := Welch(a, b); ok && w.Interval.Holds(mean) {
				values++
			}
		}
		if share := float64(rates) / rounds; share < 0.94 || share > 0.985 {
			t.Errorf("%+v: the rates' intervals hold %v", c, share)
		}
		if share := float64(values) / rounds; share < 0.85 { // values are skewed, and rare goals few
			t.Errorf("%+v: the values' intervals hold %v", c, share)
		}
	}
}

// TestPeeking: of experiments without any difference, looked at after every hundred people, the sequence finds one in
// fewer than one of twenty; the interval made for one look finds one far more often.
func TestPeeking(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	const rounds, looks = 400, 60
	fooled, fooledByLooking := 0, 0
	for range rounds {
		a, b := &Arm{}, &Arm{}
		sequence, looking := false, false
		for range looks {
			for range 100 {
				a.Add(random.Float64() < 0.1, 0)
				b.Add(random.Float64() < 0.1, 0)
			}
			_, in := Anytime(a, b, 100*looks*2)
			_, naive := Difference(a, b)
			sequence, looking = sequence || !in.Holds(0), looking || !naive.Holds(0)
		}
		if sequence {
			fooled++
		}
		if looking {
			fooledByLooking++
		}
	}
	if fooled > rounds/20 || fooledByLooking < rounds/6 {
		t.Errorf("of %d experiments without a difference the sequence finds one in %d, looking again and again in %d", rounds, fooled, fooledByLooking)
	}
}

// TestDetectable: with 1,000 people each, from 10 % on, 4 points are found four times out of five.
func TestDetectable(t *testing.T) {
	if _, ok := Detectable(arm(1, 3), arm(4, 5)); ok {
		t.Error("a difference is found among eight people")
	}
	d, _ := Detectable(arm(0, 1000), arm(100, 1000))
	near(t, "detectable", d, 0.0405, 0.002)
	random := rand.New(rand.NewPCG(5, 6))
	found := 0
	const rounds = 2000
	for range rounds {
		a, b := &Arm{}, &Arm{}
		for range 1000 {
			a.Add(random.Float64() < 0.1+d, 0)
			b.Add(random.Float64() < 0.1, 0)
		}
		if Score(a, b) < 0.05 {
			found++
		}
	}
	near(t, "the power", float64(found)/rounds, 0.8, 0.04)
}

func TestReport(t *testing.T) {
	r := Of([]Arm{{Name: "none", People: 100, Converted: 10, Sum: 1000, Squares: 200_000}, {Name: "mail", People: 100, Converted: 25, Sum: 3000, Squares: 500_000}, {Name: "sms"}}, nil, true)
	if r.Control != "none" || !r.Arms[1].Lift.Known || r.Arms[0].Lift != nil || r.Arms[2].Rate != nil || r.Reasons["arms[2].rate"] == "" || r.SampleRatio.OK {
		t.Errorf("%+v", r)
	}
	near(t, "relative", *r.Arms[1].Lift.Relative, 1.5, 1e-12)
	near(t, "per head", *r.Arms[1].Value.PerHead, 30, 1e-12)
}
