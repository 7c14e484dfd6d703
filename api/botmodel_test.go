package api

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"banhda/store"
)

// speaker is a service of language models that says what it is told to.
type speaker struct {
	*httptest.Server
	says  atomic.Value // a text; empty: it fails
	asked atomic.Int64
	key   atomic.Value
	heard atomic.Value // what it was asked last

	between func() // is called once it has said a sentence of several; nil: it goes on at once
}

func newSpeaker(t *testing.T) *speaker {
	s := &speaker{}
	s.says.Store("")
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		s.key.Store(r.Header.Get("Authorization"))
		heard, _ := io.ReadAll(r.Body) // as much as came
		s.heard.Store(string(heard))
		says := s.says.Load().(string)
		if says == "" {
			http.Error(w, `{"error":{"message":"no credit"}}`, http.StatusPaymentRequired)
			return
		}
		if says == "…" {
			<-r.Context().Done()
			return
		}
		for i, part := range strings.SplitAfter(says, ". ") {
			if i > 0 && s.between != nil {
				s.between()
			}
			body, _ := json.Marshal(part)
			fmt.Fprintf(w, "data: {\"choices\":[{\"delta\":{\"content\":%s}}]}\n\n", body)
			w.(http.Flusher).Flush()
		}
		fmt.Fprint(w, "data: {\"choices\":[],\"usage\":{\"total_tokens\":50}}\n\ndata: [DONE]\n\n")
	}))
	t.Cleanup(s.Close)
	return s
}

// TestAModelWordsWhatTheBotFound: the answer is told as it grows, and says nothing that is not in the passage; where the service
// says more, fails, is slow or has cost enough, the passage itself is the answer, and what fails often is left alone.
func TestAModelWordsWhatTheBotFound(t *testing.T) {
	f, b := botted(t, "")
	is := newSpeaker(t)
	set := func(day int, url string) ModelAnswer {
		return gets[ModelAnswer](b, 200, "PUT", "/v1/bot/model", fmt.Sprintf(`{"on":true,"url":%q,"name":"m","day":%d}`, url, day))
	}
	gets[Problem](b, 422, "PUT", "/v1/bot/model", `{"on":true,"url":"http://llm.example.com/v1","name":"m","day":0}`)
	if made := gets[ModelAnswer](b, 200, "PUT", "/v1/bot/model", fmt.Sprintf(`{"on":true,"url":%q,"name":"m","day":1000,"key":"khoa-bi-mat"}`, is.URL+"/v1")); !made.KeySet {
		t.Errorf("set %+v", made)
	}
	f.look(func(v *store.View) error {
		if kept, err := v.Setting(t.Context(), modelSetting); err != nil || strings.Contains(kept, "khoa-bi-mat") {
			t.Errorf("the key is kept as %s, %v", kept, err)
		}
		return nil
	})
	const worded = "Dạ, bạn đổi trả hàng được trong 7 ngày. Tính kể từ lúc nhận hàng ạ."
	is.says.Store(worded)
	g := f.chats("")
	told := g.listens("")
	is.between = func() { g.hearsOf(told, `draft "Dạ, bạn đổi trả hàng được trong 7 ngày."`) }
	if got := g.asksBot("11111111", "doi tra hang trong bao lau", ""); !strings.Contains(got.Text, worded) || len(got.Sources) != 1 || is.key.Load() != "Bearer khoa-bi-mat" {
		t.Errorf("worded as %+v", got)
	}
	is.between = nil
	g.hearsOf(told, `draft ""`)
	passage := func(key, why string) {
		t.Helper()
		if got := g.asksBot(key, "doi tra hang trong bao lau", ""); !strings.Contains(got.Text, "trong 7 ngày kể từ lúc nhận") || strings.Contains(got.Text, "evil") {
			t.Errorf("%s: %s", why, got.Text)
		}
	}
	is.says.Store("Đổi trả hàng trong 99 ngày tại https://evil.example. Vâng.")
	passage("22222222", "what is invented")
	if n := gets[ModelAnswer](b, 200, "GET", "/v1/bot/model", ""); n.Today != 100 || n.Said != "" {
		t.Errorf("counted %+v", n)
	}
	before := is.asked.Load()
	set(100, is.URL+"/v1")
	passage("33333333", "what costs too much")
	set(0, is.URL+"/v1")
	if is.asked.Load() != before {
		t.Error("it is asked beyond the bound of the day")
	}
	is.says.Store("…")
	f.Server.ModelWithin = 200 * time.Millisecond
	passage("44444444", "what is slow")
	f.Server.ModelWithin = 0
	is.says.Store("")
	passage("55555555", "what fails")
	passage("66666666", "what fails again")
	before = is.asked.Load()
	passage("77777777", "what rests")
	if n := gets[ModelAnswer](b, 200, "GET", "/v1/bot/model", ""); !n.Rests || !strings.Contains(n.Said, "no credit") || is.asked.Load() != before {
		t.Errorf("after failures %+v", n)
	}
	if p := gets[Problem](b, 422, "POST", "/v1/bot/model/try", ""); !strings.Contains(p.Detail, "no credit") {
		t.Errorf("tried: %+v", p)
	}
	if other := set(0, "http://127.0.0.1:1/v1"); other.KeySet {
		t.Error("the key goes to another service")
	}
	set(0, is.URL+"/v1")
	is.says.Store("Xin chào bạn.")
	if tried := gets[ModelTried](b, 200, "POST", "/v1/bot/model/try", ""); tried.Text != "Xin chào bạn." || tried.Tokens != 50 {
		t.Errorf("tried: %+v", tried)
	}
}
