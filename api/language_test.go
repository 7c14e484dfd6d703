package api

import (
	"strings"
	"testing"
)

// Problems are told in the language a screen is shown in, which it asks for alone; otherwise in that of who is signed in, or else of
// their browser.
func TestProblemsAreToldInTheCallersLanguage(t *testing.T) {
	_, v := owned(t) // whose language is Vietnamese
	stranger := v.browser()
	for asked, want := range map[string]string{"": "nobody is signed in", "en-GB": "nobody is signed in", "vi": "chưa ai đăng nhập", "vi-VN,vi;q=0.9,en;q=0.8": "chưa ai đăng nhập", "fr, vi;q=0.2": "chưa ai đăng nhập", "de": "nobody is signed in"} {
		stranger.header.Set("Accept-Language", asked)
		if p := gets[Problem](stranger, 401, "GET", "/v1/users", ""); !strings.Contains(p.Detail, want) {
			t.Errorf("asked in %q, the answer is %q", asked, p.Detail)
		}
	}
	v.header.Set("Accept-Language", "en")
	if p := gets[Problem](v, 404, "DELETE", "/v1/users/"+UserID(99), ""); !strings.Contains(p.Detail, "there is no user") {
		t.Errorf("on an English screen, whose language is Vietnamese is told %q", p.Detail)
	}
	v.header.Set("Accept-Language", "en-GB,en;q=0.9")
	if p := gets[Problem](v, 404, "DELETE", "/v1/users/"+UserID(99), ""); !strings.Contains(p.Detail, "không có người dùng") {
		t.Errorf("whose language is Vietnamese is told %q", p.Detail)
	}
	if p := gets[Problem](v, 422, "POST", "/v1/keys", `{"name":"x","kind":"king"}`); p.Detail != "yêu cầu chưa đúng dạng" || p.Errors[0].Message != `cần một trong "write, api"` || p.Errors[0].Location != "body.kind" {
		t.Errorf("of a kind there is not one is told %+v", p)
	}
	gets[SessionAnswer](v, 200, "PATCH", "/v1/me", `{"language":"en"}`)
	if p := gets[Problem](v, 404, "DELETE", "/v1/users/"+UserID(99), ""); !strings.Contains(p.Detail, "there is no user") {
		t.Errorf("whose language is English is told %q", p.Detail)
	}
}
