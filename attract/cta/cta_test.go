package cta

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func both(s string) Label { return Label{Vi: s, En: s} }

func whole() Definition {
	d := Definition{Kind: Popup, Contents: []Content{{Title: both("Giảm 10 %"), Button: both("Lấy mã"), URL: "/gia"}}, Goal: Goal{Event: "Order Completed", Days: 14}}
	d.Clean()
	return d
}

// TestFits: each rule lets in what it says and keeps out the rest.
func TestFits(t *testing.T) {
	for what, c := range map[string]struct {
		of   Definition
		in   []Visit
		outs []Visit
	}{
		"a page":            {Definition{Visits: Visits{Pages: []string{"/gia"}}}, []Visit{{URL: "https://a.vn/gia?x=1#y"}, {URL: "https://a.vn/gia/"}}, []Visit{{URL: "https://a.vn/gia/si"}, {URL: "https://a.vn/"}}},
		"below":             {Definition{Visits: Visits{Pages: []string{"/blog/*"}}}, []Visit{{URL: "https://a.vn/blog/x/y"}, {URL: "https://a.vn/blog"}}, []Visit{{URL: "https://a.vn/blogger"}}},
		"a host":            {Definition{Visits: Visits{Pages: []string{"a.vn"}}}, []Visit{{URL: "https://a.vn/x"}, {URL: "https://A.vn/"}, {URL: "https://a.vn"}}, []Visit{{URL: "https://b.a.vn/x"}}},
		"a host and a path": {Definition{Visits: Visits{Pages: []string{"https://a.vn/*/gia"}}}, []Visit{{URL: "https://a.vn/en/gia"}}, []Visit{{URL: "https://a.vn/gia"}, {URL: "https://b.vn/en/gia"}}},
		"not here":          {Definition{Visits: Visits{Not: []string{"/thanh-toan*"}}}, []Visit{{URL: "https://a.vn/"}}, []Visit{{URL: "https://a.vn/thanh-toan/2"}}},
		"where the visit came by": {Definition{Visits: Visits{Params: []Parameter{{"utm_source", "zalo"}, {"utm_campaign", "tet*"}}}}, []Visit{{URL: "https://a.vn/gia", Began: "https://a.vn/?utm_source=Zalo&utm_campaign=tet-2027"}, {URL: "https://a.vn/?utm_source=zalo&utm_campaign=tet"}},
			[]Visit{{URL: "https://a.vn/?utm_source=zalo&utm_campaign=tet", Began: "https://a.vn/"}, {URL: "https://a.vn/?utm_source=zalo"}}},
		"from another site": {Definition{Visits: Visits{Referrers: []string{"facebook.com"}}}, []Visit{{URL: "https://a.vn/", Referrer: "https://l.facebook.com/x"}, {URL: "https://a.vn/", Referrer: "https://facebook.com/"}}, []Visit{{URL: "https://a.vn/"}, {URL: "https://a.vn/", Referrer: "https://notfacebook.com/"}}},
		"a telephone":       {Definition{Visits: Visits{Device: "phone"}}, []Visit{{Phone: true}}, []Visit{{}}},
		"a desk":            {Definition{Visits: Visits{Device: "desktop"}}, []Visit{{}}, []Visit{{Phone: true}}},
		"a time":            {Definition{Schedule: Schedule{From: "1970-01-01T00:00:01Z", Until: "1970-01-01T00:00:02Z"}}, []Visit{{At: 1_000_000}, {At: 1_999_999}}, []Visit{{At: 999_999}, {At: 2_000_000}}},
		"no address":        {Definition{}, []Visit{{}}, []Visit{{URL: "https://a.vn/%zz"}}},
	} {
		for _, v := range c.in {
			if !c.of.Fits(&v) {
				t.Errorf("%s: %+v is kept out", what, v)
			}
		}
		for _, v := range c.outs {
			if c.of.Fits(&v) {
				t.Errorf("%s: %+v is let in", what, v)
			}
		}
	}
}

// TestReady: what visitors would stumble over cannot be published.
func TestReady(t *testing.T) {
	good := whole()
	if err := good.Ready(); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[error]func(*Definition){
		errKind:     func(d *Definition) { d.Kind = "rocket" },
		errContents: func(d *Definition) { d.Contents = nil },
		errLong:     func(d *Definition) { d.Contents[0].Text = both(fmt.Sprintf("%*s", longestText+1, "x")) },
		errColor:    func(d *Definition) { d.Style.Color = "red" },
		errPlace:    func(d *Definition) { d.Style.Place = "top" },
		errWho:      func(d *Definition) { d.Audience.Who = "friends" },
		errAudience: func(d *Definition) { d.Audience.Who = Except },
		errVisits:   func(d *Definition) { d.Visits.Params = []Parameter{{"", "x"}} },
		errMoment:   func(d *Definition) { d.Moment.Scroll = 101 },
		errSchedule: func(d *Definition) {
			d.Schedule = Schedule{From: "2026-12-02T00:00:00Z", Until: "2026-12-01T00:00:00Z"}
		},
		errFrequency: func(d *Definition) { d.Frequency.Rest = -1 },
		errNumbers:   func(d *Definition) { d.Holdout = 51 },
		errGoal:      func(d *Definition) { d.Goal.Event = " " },
		errWords:     func(d *Definition) { d.Contents[0].Button = Label{} },
		errTitle:     func(d *Definition) { d.Contents[0].Title = Label{} },
		errLeads:     func(d *Definition) { d.Contents[0].Form = "dang-ky" },
	} {
		d := whole()
		change(&d)
		if err := d.Ready(); err != want { //nolint:errorlint // each is returned as it is
			t.Errorf("%v instead of %v", err, want)
		}
	}
	for _, address := range []string{"javascript:alert(1)", "//evil.example/", "gia", "https://a:b@c.vn"} {
		d := whole()
		if d.Contents[0].URL = address; d.Ready() == nil {
			t.Errorf("it may lead to %s", address)
		}
	}
}

// TestDraw: an arm stays whose it is, arms have the shares they are to have, and who cannot be told again is in none.
func TestDraw(t *testing.T) {
	d := Definition{Holdout: 20, Contents: make([]Content, 2)}
	counts := map[string]float64{}
	const visitors = 20_000
	for i := range visitors {
		arm, content := d.Draw("gia", fmt.Sprint(i))
		if again, _ := d.Draw("gia", fmt.Sprint(i)); again != arm || arm != Control && arm != Arm(content) {
			t.Fatalf("%s, %s, %d", arm, again, content)
		}
		counts[arm]++
	}
	names, shares := d.Arms()
	for i, name := range names {
		if math.Abs(counts[name]/visitors-shares[i]/100) > 0.015 {
			t.Errorf("%s has %v of %d, not %v %%", name, counts[name], visitors, shares[i])
		}
	}
	if arm, content := d.Draw("gia", ""); arm != "" || content != 0 {
		t.Errorf("%s, %d", arm, content)
	}
}

// TestRests: somebody is left alone after so many times within so many days, while they rest from closing it, and once they clicked.
func TestRests(t *testing.T) {
	now := 1000 * day
	for name, c := range map[string]struct {
		f    Frequency
		t    Turns
		want bool
	}{
		"never shown":                {Frequency{Times: 1, Days: 7, Rest: 30}, Turns{}, false},
		"as often as may be":         {Frequency{Times: 2, Days: 7}, Turns{Shown: 2}, true},
		"once more may be":           {Frequency{Times: 2, Days: 7}, Turns{Shown: 1}, false},
		"as often as its time comes": {Frequency{}, Turns{Shown: 99}, false},
		"closed lately":              {Frequency{Rest: 30}, Turns{Closed: now - 30*day + 1}, true},
		"closed long ago":            {Frequency{Rest: 30}, Turns{Closed: now - 30*day}, false},
		"closed, and shown at once":  {Frequency{}, Turns{Closed: now}, false},
		"clicked":                    {Frequency{}, Turns{Clicked: 1}, true},
		"clicked, and shown again":   {Frequency{Again: true}, Turns{Clicked: 1}, false},
	} {
		if got := c.f.Rests(c.t, now); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if week := (&Frequency{Days: 7}).Since(now); week != 993*day {
		t.Errorf("a week begins at day %d", week/day)
	}
	if ever := (&Frequency{}).Since(now); ever != 0 {
		t.Errorf("ever begins at day %d", ever/day)
	}
}

// TestLike: a star stands for anything, and nothing else stands for something.
func TestLike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.StringMatching(`[a-c]{0,3}`), 1, 4).Draw(t, "parts")
		pattern, text := parts[0], parts[0]
		for _, p := range parts[1:] {
			pattern, text = pattern+"*"+p, text+rapid.StringMatching(`[a-c]{0,3}`).Draw(t, "between")+p
		}
		if !like(pattern, text) {
			t.Errorf("%q is not like %q", text, pattern)
		}
		if like(pattern, "d"+text) && parts[0] != "" {
			t.Errorf("d%s is like %q", text, pattern)
		}
	})
}
