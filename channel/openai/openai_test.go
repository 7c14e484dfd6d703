package openai

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// service speaks the protocol: answers are told in pieces; what is not text is said as it stands.
func service(t *testing.T, answers ...func(http.ResponseWriter, *http.Request)) (*Client, *int) {
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		answers[min(asked, len(answers))-1](w, r)
	}))
	t.Cleanup(s.Close)
	return &Client{URL: s.URL + "/v1/", Model: "m", Key: "k", Within: 10 * time.Second}, &asked
}

func pieces(text ...string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for _, one := range text {
			body, _ := json.Marshal(one)
			fmt.Fprintf(w, ": a comment\n\ndata: {\"choices\":[{\"delta\":{\"content\":%s}}]}\n\n", body)
			w.(http.Flusher).Flush()
		}
		fmt.Fprint(w, "data: {\"choices\":[],\"usage\":{\"total_tokens\":42}}\n\ndata: [DONE]\n\n")
	}
}

func status(code int, body string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		fmt.Fprint(w, body)
	}
}

func TestAnAnswerIsToldAsItGrows(t *testing.T) {
	var sent map[string]any
	c, _ := service(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v1/chat/completions" || r.Header.Get("Authorization") != "Bearer k" || json.NewDecoder(r.Body).Decode(&sent) != nil {
			t.Errorf("asked at %s", r.URL)
		}
		pieces("Trong ", "7 ngày.")(w, r)
	})
	var told []string
	a, err := c.Ask(t.Context(), Asked{Order: "o", About: "a", Most: 99}, func(s string) { told = append(told, s) })
	if err != nil || a != (Answer{"Trong 7 ngày.", 42}) || strings.Join(told, "|") != "Trong |Trong 7 ngày." {
		t.Errorf("%+v, %v, told %q", a, err, told)
	}
	if sent["model"] != "m" || sent["max_tokens"] != 99.0 || sent["stream"] != true {
		t.Errorf("sent %v", sent)
	}
}

func TestWhatFailsIsAskedOnceMore(t *testing.T) {
	for name, c := range map[string]struct {
		answers []func(http.ResponseWriter, *http.Request)
		asked   int
		fails   bool
	}{
		"busy, then well": {[]func(http.ResponseWriter, *http.Request){status(429, `{"error":{"message":"slow down"}}`), pieces("x")}, 2, false},
		"broken twice":    {[]func(http.ResponseWriter, *http.Request){status(500, "oops")}, 2, true},
		"a wrong key":     {[]func(http.ResponseWriter, *http.Request){status(401, `{"error":{"message":"no"}}`)}, 1, true},
		"no protocol":     {[]func(http.ResponseWriter, *http.Request){status(200, "<html>")}, 1, true},
		"no JSON":         {[]func(http.ResponseWriter, *http.Request){status(200, "data: {\n\n")}, 1, true},
		"nothing":         {[]func(http.ResponseWriter, *http.Request){pieces()}, 2, true},
		"too long":        {[]func(http.ResponseWriter, *http.Request){status(200, "data: {\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n\n")}, 2, true},
		"broken off":      {[]func(http.ResponseWriter, *http.Request){status(200, "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n")}, 1, true},
		"without end":     {[]func(http.ResponseWriter, *http.Request){pieces(strings.Repeat("x", mostBytes))}, 1, true},
	} {
		client, asked := service(t, c.answers...)
		_, err := client.Ask(t.Context(), Asked{}, func(string) {})
		if (err != nil) != c.fails || *asked != c.asked {
			t.Errorf("%s: asked %d times, %v", name, *asked, err)
		}
	}
	c, _ := service(t, status(401, `{"error":{"message":"no such key"}}`))
	if _, err := c.Ask(t.Context(), Asked{}, nil); err == nil || !strings.Contains(err.Error(), "no such key") {
		t.Errorf("why is told as %v", err)
	}
}

func TestASlowServiceIsLeft(t *testing.T) {
	c, _ := service(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // it hears that somebody left once it has read all
		<-r.Context().Done()
	})
	c.Within = 100 * time.Millisecond
	begun := time.Now()
	if _, err := c.Ask(t.Context(), Asked{}, nil); !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) > 30*time.Second {
		t.Errorf("after %s: %v", time.Since(begun), err)
	}
}
