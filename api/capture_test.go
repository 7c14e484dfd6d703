package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"banhda/drive/flow"
	"banhda/store"
)

// stuck is a log that stands still, and the flow behind it.
type stuck struct {
	flow.Log
	Flow
	tail, known int64
	err         error
	kept        []byte
}

func (s *stuck) Tail(context.Context) (int64, error) { return s.tail, nil }
func (s *stuck) Known() int64                        { return s.known }
func (s *stuck) Answering() func()                   { return func() {} }
func (s *stuck) Append(_ context.Context, rows []flow.Row) error {
	s.kept = bytes.Clone(rows[0].Body)
	return s.err
}

// doorOf is a front with a write key, whose log stands still.
func doorOf(t *testing.T) (*front, *stuck, string) {
	f, owner := owned(t)
	key := gets[AccessKey](owner, 200, "POST", "/v1/keys", `{"name":"x","kind":"write","rank":"server"}`).Token
	s := &stuck{}
	f.Server.Log, f.Server.Flow = s, s
	return f, s, key
}

func (f *front) track(key, body string) *http.Response {
	f.t.Helper()
	return f.sends(key, "track", body)
}

func (f *front) sends(key, route, body string) *http.Response {
	f.t.Helper()
	r, _ := http.NewRequest("POST", f.url+"/v1/"+route, strings.NewReader(body))
	r.SetBasicAuth(key, "")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		f.t.Fatal(err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp
}

// Where something stands in the way of keeping it, a call is asked for again, and never refused for good.
func TestTheDoorSaysLater(t *testing.T) {
	f, s, key := doorOf(t)
	const good = `{"userId":"u","event":"e"}`
	for what, hinder := range map[string]func(){
		"the readouts are far behind": func() { s.tail, s.known = mayLag+8, 7 },
		"the disk is slow":            func() { s.err = fmt.Errorf("append: %w", context.DeadlineExceeded) },
		"the disk is broken":          func() { s.err = errors.New("input/output error") },
		"the house closes":            func() { s.err = store.ErrClosed },
		"the disk is read-only":       func() { s.err = store.ErrReadOnly },
		"the disk is full":            func() { s.err = store.ErrFull },
	} {
		*s = stuck{}
		hinder()
		if a := f.track(key, good); a.StatusCode != 503 || a.Header.Get("Retry-After") != "5" {
			t.Errorf("%s: %s %v", what, a.Status, a.Header)
		}
	}
	*s = stuck{tail: mayLag + 7, known: 7}
	if a := f.track(key, good); a.StatusCode != 200 || string(s.kept) != good {
		t.Errorf("%s, kept %q", a.Status, s.kept)
	}
}

// Who sends slowly takes little of what is shared: many of them keep nobody out.
func TestSlowSendersKeepNobodyOut(t *testing.T) {
	f, s, key := doorOf(t)
	for range 200 {
		body, tap := io.Pipe()
		r, _ := http.NewRequest("POST", f.url+"/v1/batch", body)
		go func() {
			if resp, err := http.DefaultClient.Do(r); err == nil {
				resp.Body.Close()
			}
		}()
		t.Cleanup(func() { tap.Close() })
		if _, err := tap.Write([]byte(`{"batch":[`)); err != nil {
			t.Fatal(err)
		}
	}
	start := time.Now()
	if a := f.track(key, `{"userId":"u","event":"e"}`); a.StatusCode != 200 || s.kept == nil || time.Since(start) > seatWait {
		t.Errorf("%s after %s", a.Status, time.Since(start))
	}
}

// What cannot be a key costs no memory, however often somebody comes with another one.
func TestLongKeysAreNotRemembered(t *testing.T) {
	f, _, _ := doorOf(t)
	w := &writeKeys{}
	if _, _, err := w.find(context.Background(), f.Server, strings.Repeat("x", 100_000)); !errors.Is(err, errWrite) || len(w.known) != 0 {
		t.Errorf("%v, and %d keys are remembered", err, len(w.known))
	}
}

// Who is slow for once may send it again; who breaks off need not.
func TestSlowBodiesAreAskedForAgain(t *testing.T) {
	f, _, key := doorOf(t)
	for _, packing := range []string{"", "gzip"} {
		for problem, status := range map[error]int{os.ErrDeadlineExceeded: 408, io.ErrUnexpectedEOF: 400} {
			r := httptest.NewRequest("POST", "/v1/batch", iotest.ErrReader(fmt.Errorf("read: %w", problem)))
			r.Header.Set("Content-Encoding", packing)
			r.SetBasicAuth(key, "")
			w := httptest.NewRecorder()
			f.web.ServeHTTP(w, r)
			if w.Code != status || (status == 408) != (w.Header().Get("Retry-After") == "1") {
				t.Errorf("%q, %v: %d %v", packing, problem, w.Code, w.Header())
			}
		}
	}
}
