package api

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"banhda/auth"
)

// atOnce asks the same of a running house by several browsers at once, and gives what each was answered: the status, and
// where it is sent.
func atOnce(t *testing.T, browsers []*visitor, method, path, body string) (status []int, to []string) {
	t.Helper()
	status, to = make([]int, len(browsers)), make([]string, len(browsers))
	var ready, done sync.WaitGroup
	ready.Add(len(browsers))
	for i, v := range browsers {
		done.Go(func() {
			r, err := http.NewRequest(method, v.url+path, strings.NewReader(body))
			if err != nil {
				t.Error(err)
			}
			r.Header = v.header.Clone()
			r.Header.Set("Content-Type", "application/json")
			ready.Done()
			ready.Wait()
			resp, err := v.client.Do(r)
			if err != nil {
				t.Error(err)
				return
			}
			resp.Body.Close()
			status[i], to[i] = resp.StatusCode, resp.Header.Get("Location")
		})
	}
	done.Wait()
	return status, to
}

func (f *front) browsers(n int) (list []*visitor) {
	for range n {
		list = append(list, f.browser())
	}
	return list
}

func times[T comparable](list []T, one T) (n int) {
	for _, x := range list {
		if x == one {
			n++
		}
	}
	return n
}

// A code, of the second step or of recovery, opens one session, also where it is typed in several places at once.
func TestACodeOpensOnceAlsoInARace(t *testing.T) {
	f, owner, later := laterFront(t)
	secret, codes := secondStepOf(owner, "ba con gà con")
	for _, code := range []func() string{
		func() string { later(30 * time.Second); return auth.TotpCode(secret, f.Now()) },
		func() string { return codes[3] },
	} {
		later(time.Hour) // nobody waits for having guessed
		status, _ := atOnce(t, f.browsers(5), "POST", "/v1/session", signsIn(code()))
		if times(status, 200) != 1 {
			t.Errorf("one code in five places: %v", status)
		}
	}
}

// What a provider sends back opens one session, also where it comes twice at once.
func TestAProvidersAnswerOpensOnceAlsoInARace(t *testing.T) {
	f, owner, p := provided(t)
	p.Add("lan", "lan@example.com", true)
	v := f.browser()
	link := v.almostBy(p, "lan", "/people")
	v.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	before := len(gets[MySessionsAnswer](owner, 200, "GET", "/v1/me/sessions", "").Sessions)
	if _, to := atOnce(t, []*visitor{v, v, v}, "GET", link, ""); times(to, "/people") != 1 {
		t.Errorf("one answer three times: %v", to)
	}
	if after := len(gets[MySessionsAnswer](owner, 200, "GET", "/v1/me/sessions", "").Sessions); after != before+1 {
		t.Errorf("%d sessions before, %d after", before, after)
	}
}

// Who signs out everywhere while others sign in sees every session that is left, and ends all of them.
func TestSigningOutEverywhereHoldsInARace(t *testing.T) {
	f, owner := owned(t)
	others := f.browsers(5)
	var both sync.WaitGroup
	both.Go(func() { atOnce(t, others, "POST", "/v1/session", signInBody) })
	both.Go(func() { atOnce(t, []*visitor{owner, owner}, "DELETE", "/v1/me/sessions", "") })
	both.Wait()
	status, _ := atOnce(t, others, "GET", "/v1/workspace", "")
	if left := len(gets[MySessionsAnswer](owner, 200, "GET", "/v1/me/sessions", "").Sessions); left != 1+times(status, 200) {
		t.Errorf("%d sessions are listed; of the others there are %v", left, status)
	}
	gets[MySessionsAnswer](owner, 200, "DELETE", "/v1/me/sessions", "")
	if status, _ = atOnce(t, others, "GET", "/v1/workspace", ""); times(status, 401) != len(others) {
		t.Errorf("after signing out everywhere: %v", status)
	}
}
