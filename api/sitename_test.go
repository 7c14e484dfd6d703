package api

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestWhereNamesLead: of the names the site has, and of no others, it is told where they lead, what to put into DNS, and how their
// certificates stand; one is asked for where the name leads here, and not again soon after it was refused.
func TestWhereNamesLead(t *testing.T) {
	f, b, _ := opened(t)
	z := nameServer{}
	f.DNS = z
	site := `{"domain":"www.quan.example","help":"giup.quan.example","language":"vi","title":{"vi":"Quán","en":""},"home":"","menu":[],"color":"","foot":{"vi":"","en":""},"track":"","asks":"banner"}`
	gets[SiteAnswer](b, 200, "PUT", "/v1/site", site)
	gets[any](b, 422, "GET", "/v1/site/names?name=other.example", "")
	look := func() *SiteNames {
		t.Helper()
		a := gets[SiteNames](b, 200, "GET", "/v1/site/names", "")
		if len(a.Names) != 2 || a.Names[0].Name != "www.quan.example" || a.Names[1].Use != "help" {
			t.Fatalf("names: %+v", a.Names)
		}
		for _, n := range a.Names {
			if n.DNS != "good" && n.Advice == "" || n.Certificate != "good" && n.Next == "" {
				t.Errorf("nothing to do about %+v", n)
			}
		}
		return &a
	}
	said := func(want string) *SiteName {
		t.Helper()
		n := &look().Names[0]
		if got := n.DNS + " " + n.Certificate; got != want {
			t.Errorf("%s, not %s: %+v", got, want, *n)
		}
		return n
	}
	if a := look(); a.House != "" || len(a.Records) != 0 || a.Names[0].DNS != "unknown" || a.Names[0].Certificate != "outside" {
		t.Errorf("of a house without an address: %+v", a)
	}

	var asked []string
	held := map[string]Certificate{}
	of := CertificateOf(func(_ context.Context, name string, get bool) Certificate {
		if get {
			asked = append(asked, name)
		}
		return held[name]
	})
	f.certificate.Store(&of)
	z["host crm.example.com"] = []string{"203.0.113.7", "2001:db8::7"}
	if a := look(); fmt.Sprint(a.Records) != "[{CNAME crm.example.com} {AAAA 2001:db8::7} {A 203.0.113.7}]" {
		t.Errorf("records: %+v", a.Records)
	}
	said("wrong waiting")
	z["host www.quan.example"] = []string{"198.51.100.1"}
	if n := said("wrong waiting"); !strings.Contains(n.Advice, "máy chủ khác") || !slices.Equal(n.Found, []string{"198.51.100.1"}) {
		t.Errorf("led elsewhere: %+v", n)
	}
	z["host www.quan.example"] = []string{"203.0.113.7", "2001:db8::1"}
	if n := said("wrong waiting"); !strings.Contains(n.Advice, "một vài") {
		t.Errorf("led here and elsewhere: %+v", n)
	}
	if len(asked) != 0 {
		t.Errorf("certificates were asked for before a name led here: %q", asked)
	}
	z["host www.quan.example"] = []string{"203.0.113.7"}
	said("good waiting")
	if !slices.Equal(asked, []string{"www.quan.example"}) {
		t.Errorf("asked for %q", asked)
	}
	for why, told := range map[string]string{"connection": "80", "caa": "CAA", "rateLimited": "quá nhiều", NotInFile: "tệp", "malformed": "mười lăm phút"} {
		held["www.quan.example"] = Certificate{Failed: &NoCertificate{At: f.Now(), Why: why, Detail: "in words of its own"}}
		if n := said("good wrong"); !strings.Contains(n.Next, told) || n.Failed == nil || n.Failed.Detail != "in words of its own" {
			t.Errorf("%s: %+v", why, n)
		}
	}
	if len(asked) != 1 {
		t.Errorf("asked for again at once: %q", asked)
	}
	held["www.quan.example"] = Certificate{Failed: &NoCertificate{At: f.Now().Add(-time.Hour), Why: "connection", Detail: "refused"}}
	said("good waiting")
	if len(asked) != 2 {
		t.Errorf("an hour after a failure it is asked for again: %q", asked)
	}
	held["www.quan.example"] = Certificate{Until: f.Now().Add(60 * 24 * time.Hour)}
	if n := said("good good"); n.Until == "" || n.Next != "" {
		t.Errorf("%+v", n)
	}
	held["www.quan.example"] = Certificate{Until: f.Now().Add(24 * time.Hour)}
	if n := said("good wrong"); !strings.Contains(n.Next, "gia hạn") {
		t.Errorf("%+v", n)
	}
}
