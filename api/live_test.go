package api

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"banhda/auth"
	"banhda/hub/timeline"
	"banhda/warehouse"
)

// rulebook is a warehouse that knows only which version of the catalogue is in force.
type rulebook struct {
	warehouse.Warehouse
	version int64
	lost    atomic.Bool // for the moment
}

func (r *rulebook) Catalogue(context.Context) (timeline.Catalogue, int64, error) {
	if r.lost.Load() {
		return timeline.Catalogue{}, 0, errors.New("the rulebook is lost")
	}
	return timeline.Catalogue{}, r.version, nil
}

func newsroom() (*Server, *told) {
	f := &told{}
	s := &Server{House: House{Flow: f, Warehouse: &rulebook{version: 7}, Logger: slog.New(slog.DiscardHandler)}}
	s.live.ended = make(chan struct{})
	return s, f
}

// listener opens a stream and gives the lines that come by it, until it ends.
func listener(t *testing.T, ctx context.Context, s *Server) <-chan string {
	t.Helper()
	leave, err := s.listen(ctx)
	if err != nil {
		t.Fatal(err)
	}
	r, w := io.Pipe()
	lines := make(chan string, 1000)
	go func() {
		defer leave()
		defer w.Close()
		s.live.stream(ctx, w, notices{}, &inbox{})
	}()
	go func() {
		defer close(lines)
		for scan := bufio.NewScanner(r); scan.Scan(); {
			if scan.Text() != "" {
				lines <- scan.Text()
			}
		}
	}()
	return lines
}

func heard(lines <-chan string) (all string) {
	for {
		select {
		case line, ok := <-lines:
			if !ok {
				return all + "."
			}
			all += line + "\n"
		default:
			return all
		}
	}
}

func TestListenersHearOfWhatCameAtMostOnceASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, f := newsroom()
		f.done.Store(3)
		ctx, leave := context.WithCancel(t.Context())
		lines := listener(t, ctx, s)
		expect := func(what, want string) {
			t.Helper()
			synctest.Wait()
			if got := heard(lines); got != want {
				t.Errorf("%s: heard %q, want %q", what, got, want)
			}
		}
		expect("at once", "event: seq\ndata: {\"seq\":3,\"rules_version\":7}\n")
		f.done.Store(4)
		time.Sleep(2 * time.Millisecond)
		expect("soon", "event: seq\ndata: {\"seq\":4,\"rules_version\":7}\n")
		for seq := range int64(10) {
			f.done.Store(5 + seq)
			time.Sleep(50 * time.Millisecond)
		}
		expect("within the second", "")
		time.Sleep(time.Second)
		expect("after it", "event: seq\ndata: {\"seq\":14,\"rules_version\":7}\n")
		time.Sleep(heartbeatEvery)
		expect("in silence", ":\n")
		leave()
		expect("at the end", ".")
		if s.live.listeners != 0 {
			t.Errorf("%d still listen", s.live.listeners)
		}
	})
}

// What fails for a moment silences nobody for good.
func TestListenersHearAgainAfterAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, f := newsroom()
		ctx, leave := context.WithCancel(t.Context())
		lines := listener(t, ctx, s)
		synctest.Wait()
		book := s.Warehouse.(*rulebook)
		book.lost.Store(true)
		f.done.Store(1)
		time.Sleep(2 * time.Second)
		book.lost.Store(false)
		time.Sleep(2 * time.Second)
		if all := heard(lines); !strings.Contains(all, `"seq":1`) {
			t.Errorf("heard %q", all)
		}
		leave()
		synctest.Wait()
	})
}

// A connection that has carried a stream may carry slow answers afterwards.
func TestAStreamLeavesNoDeadline(t *testing.T) {
	s, _ := newsroom()
	s.mux = http.NewServeMux()
	s.api = humago.New(s.mux, configuration())
	s.follow(operation{method: "GET", path: "/live", id: "live", permission: auth.Open, doc: "News."})
	s.Quiet() // so that the stream ends at once
	w := &deadlined{ResponseRecorder: httptest.NewRecorder(), until: time.Now()}
	s.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/live", nil))
	if !strings.Contains(w.Body.String(), "event: seq") || !w.until.IsZero() {
		t.Errorf("%s\nand what comes next must be read until %s", w.Body, w.until)
	}
}

// deadlined is a connection that remembers until when it may be written or read.
type deadlined struct {
	*httptest.ResponseRecorder
	until time.Time
	given []time.Time // all of them
}

func (d *deadlined) SetWriteDeadline(t time.Time) error {
	d.until, d.given = t, append(d.given, t)
	return nil
}

func (d *deadlined) SetReadDeadline(t time.Time) error { return d.SetWriteDeadline(t) }

func TestASlowListenerHoldsNobodyUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, f := newsroom()
		leave, err := s.listen(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		never, w := io.Pipe() // nobody reads it
		go func() {
			defer leave()
			s.live.stream(t.Context(), w, notices{}, &inbox{})
		}()
		ctx, stop := context.WithCancel(t.Context())
		lines := listener(t, ctx, s)
		synctest.Wait()
		for seq := range int64(5) {
			f.done.Store(seq + 1)
			time.Sleep(2 * time.Second)
		}
		if n := strings.Count(heard(lines), "data: "); n != 6 {
			t.Errorf("the other heard %d messages", n)
		}
		stop()
		never.Close()
		synctest.Wait()
	})
}

func TestStreamsEndWithTheHouse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := newsroom()
		lines := listener(t, t.Context(), s)
		s.Quiet()
		s.Quiet() // as both its addresses close
		synctest.Wait()
		if got := heard(lines); !strings.HasSuffix(got, ".") {
			t.Errorf("heard %q, and no end", got)
		}
	})
}

func TestListenersAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := newsroom()
		for range mostListeners {
			leave, err := s.listen(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer leave()
		}
		if _, err := s.listen(t.Context()); err == nil {
			t.Error("one more may listen")
		}
	})
}
