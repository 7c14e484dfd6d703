package delivery

import "testing"

const second = int64(1e6)

func TestWhoOpened(t *testing.T) {
	const chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
	for what, c := range map[string]struct {
		agent string
		hit   Hit
		want  Kind
	}{
		"somebody":                      {chrome, Hit{After: 60 * second}, Human},
		"Apple's Mail":                  {"Mozilla/5.0", Hit{After: 60 * second}, AppleMPP},
		"Gmail":                         {"Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", Hit{After: 60 * second}, Proxy},
		"somebody's click":              {chrome, Hit{After: 60 * second, Click: true}, Human},
		"a click in the first seconds":  {chrome, Hit{After: 2 * second, Click: true}, Bot},
		"one of all links at once":      {chrome, Hit{After: 60 * second, Click: true, Together: 3}, Bot},
		"one of two":                    {chrome, Hit{After: 60 * second, Click: true, Together: 2}, Human},
		"who followed the hidden link":  {chrome, Hit{After: 60 * second, Click: true, Trapped: true}, Bot},
		"who says nothing":              {"", Hit{After: 60 * second, Click: true}, Bot},
		"a scanner":                     {"Barracuda Sentinel (EE)", Hit{After: 60 * second, Click: true}, Bot},
		"a preview in a chat":           {"Mozilla/5.0 SkypeUriPreview Preview/0.5", Hit{After: 60 * second, Click: true}, Bot},
		"a click that comes by a proxy": {"Mozilla/5.0", Hit{After: 60 * second, Click: true}, Human},
	} {
		c.hit.Kind = Agent(c.agent)
		if got := Judge(c.hit); got != c.want {
			t.Errorf("%s: %s", what, got)
		}
	}
}
