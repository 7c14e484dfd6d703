package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"banhda/api"
)

// saveCatalogue saves the catalogue r sees with another horizon, made from the version of a tag; none: whichever.
func (r *remote) saveCatalogue(days int, from string) (status int, tag, text string) {
	req, err := http.NewRequestWithContext(r.t.Context(), "PUT", r.address+"/v1/catalogue", strings.NewReader(
		fmt.Sprintf(`{"rules":[{"event":"Order Completed","meaning":"purchase"}],"times":{"customer_horizon":"%dd"}}`, days)))
	if err != nil {
		r.t.Error(err)
		return 0, "", ""
	}
	req.Header = http.Header{"Authorization": {"Bearer " + r.token}, "Content-Type": {"application/json"}, "Accept-Language": {"vi"}}
	if from != "" {
		req.Header.Set("If-Match", from)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Error(err)
		return 0, "", ""
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Error(err)
	}
	return resp.StatusCode, resp.Header.Get("ETag"), string(body)
}

// Of catalogues that are made from one version and saved at the same instant one comes into force, and nobody else is
// told that theirs has.
func TestCataloguesDoNotOverwriteOneAnother(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	r := s.serve(t).remote(s.dir, "catalogue:read", "catalogue:write")
	resp := r.open(t.Context(), "GET", "/v1/catalogue", nil)
	resp.Body.Close()
	from := resp.Header.Get("ETag")
	is(t, "the tag of what a workspace starts with", from, `"0"`)

	var saving sync.WaitGroup
	var mu sync.Mutex
	var won []int
	var tag string
	for days := 101; days <= 108; days++ {
		saving.Go(func() {
			status, its, text := r.saveCatalogue(days, from)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case status == http.StatusOK:
				won, tag = append(won, days), its
			case status != http.StatusPreconditionFailed || !strings.Contains(text, "có người đã lưu phiên bản"):
				t.Errorf("%d days: %d %s", days, status, text)
			}
		})
	}
	saving.Wait()
	if len(won) != 1 {
		t.Fatalf("%v were saved", won)
	}
	now := result[api.CatalogueAnswer](r, "GET", "/v1/catalogue", nil)
	is(t, "in force", now.Times.CustomerHorizon, fmt.Sprintf("%dd", won[0]))
	is(t, "its tag", fmt.Sprintf(`"%d"`, now.Version), tag)

	for _, c := range []struct {
		from string
		want int
	}{{`"999", ` + tag, 200}, {tag, 412}, {"*", 200}, {"", 200}} {
		status, _, text := r.saveCatalogue(120, c.from)
		if status != c.want {
			t.Errorf("made from %q: %d %s", c.from, status, text)
		}
	}
}
