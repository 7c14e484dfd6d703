package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banhda/auth"
)

// Live is what a screen is told when every readout knows something new: it then asks again.
type Live struct {
	Seq          int64 `json:"seq" doc:"the last entry every projection has taken in"`
	RulesVersion int64 `json:"rules_version"`
}

const (
	newsEvery      = time.Second      // at most so often
	heartbeatEvery = 15 * time.Second // so that proxies see the connection is used
	newsWithin     = 10 * time.Second // for a listener to take in one message
	listenFor      = 30 * time.Minute // then a listener comes back, and is asked for its rights anew
	mostListeners  = 1000
)

// live tells everybody who listens how far the readouts are. One goroutine watches the flow for all of them, while
// there is anybody.
type live struct {
	mu        sync.Mutex
	listeners int
	stop      context.CancelFunc // of the watcher
	news      Live
	moved     chan struct{} // closed and replaced when news changes
	rechecked chan struct{} // closed and replaced when somebody's rights change; nil: nobody listens
	ended     chan struct{} // closed when the house closes
	once      sync.Once
}

// Quiet ends all streams, which would otherwise keep the house from closing.
func (s *Server) Quiet() { s.live.once.Do(func() { close(s.live.ended) }) }

var errManyListen error = refused(http.StatusServiceUnavailable, 30*time.Second, "too many screens are open at once; close some of them, or wait a little")

// follow registers the stream that tells screens when to ask again.
func (s *Server) follow(o operation) {
	op := s.describe(o)
	schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Live](), true, o.id)
	op.Responses = map[string]*huma.Response{"200": {Description: "Server-sent events named seq, each with this data; named notices, how much one has not read; and named inbox, that something moved in conversations.",
		Content: map[string]*huma.MediaType{"text/event-stream": {Schema: schema}}}}
	huma.Register(s.api, op, func(context.Context, *struct{}) (*huma.StreamResponse, error) {
		return &huma.StreamResponse{Body: func(c huma.Context) {
			leave, err := s.listen(c.Context())
			s.observe(o.id, 0, err)
			if err != nil {
				s.fail(c, err)
				return
			}
			defer leave()
			c.SetHeader("Content-Type", "text/event-stream")
			c.SetHeader("Cache-Control", "no-store")
			s.live.stream(c.Context(), c.BodyWriter(), s.noticesFor(auth.From(c.Context()).User()), &s.inbox)
			within(c.BodyWriter(), time.Time{}) // what the connection serves next may take its time
		}}, nil
	})
}

// stream writes the news to one listener until they go, the house closes, or it is time to come back. A listener
// who reads slowly misses what was overtaken meanwhile, and holds nobody up.
func (l *live) stream(ctx context.Context, w io.Writer, told notices, talk *inbox) {
	ctx, cancel := context.WithTimeout(ctx, listenFor)
	defer cancel()
	heartbeat := time.NewTicker(heartbeatEvery)
	defer heartbeat.Stop()
	news, moved := l.now()
	rechecked := l.rights()
	message, unread := told.message(ctx)
	_, said := talk.news()
	for message = news.message() + message; send(w, message) == nil; {
		select {
		case <-unread:
			message, unread = told.message(ctx)
		case <-moved:
			news, moved = l.now()
			message = news.message()
		case <-said:
			message, said = talk.message()
		case <-heartbeat.C:
			message = ":\n\n"
		case <-rechecked: // who may still listen comes back
			return
		case <-l.ended:
			return
		case <-ctx.Done():
			return
		}
	}
}

// rights is closed when somebody's rights change: a stream then ends, and its listener is asked for theirs anew.
func (l *live) rights() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.rechecked == nil {
		l.rechecked = make(chan struct{})
	}
	return l.rechecked
}

// recheck ends all streams.
func (l *live) recheck() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.rechecked != nil {
		close(l.rechecked)
		l.rechecked = nil
	}
}

func (n Live) message() string {
	body, _ := json.Marshal(n) // two numbers
	return fmt.Sprintf("event: seq\ndata: %s\n\n", body)
}

// send writes a message and sees to it that it leaves at once.
func send(w io.Writer, message string) error {
	out := within(w, time.Now().Add(newsWithin))
	_, err := io.WriteString(w, message)
	if out != nil && err == nil {
		_ = out.Flush() // the next write fails too
	}
	return err
}

// within says until when a writer may take what is written; nil where it is no connection's.
func within(w io.Writer, deadline time.Time) *http.ResponseController {
	r, ok := w.(http.ResponseWriter)
	if !ok {
		return nil
	}
	out := http.NewResponseController(r)
	_ = out.SetWriteDeadline(deadline) // where a writer has none, it does not block either
	return out
}

// listen begins to listen. Whoever does calls the function it gives when done.
func (s *Server) listen(ctx context.Context) (leave func(), err error) {
	l := &s.live
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.listeners == mostListeners {
		return nil, errManyListen
	}
	if l.listeners == 0 {
		if l.news, err = s.liveNow(ctx); err != nil {
			return nil, err
		}
		watching, stop := context.WithCancel(context.Background())
		l.stop, l.moved = stop, make(chan struct{})
		go s.watchFlow(watching)
	}
	l.listeners++
	return l.leave, nil
}

func (l *live) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.listeners--; l.listeners == 0 {
		l.stop()
	}
}

func (s *Server) liveNow(ctx context.Context) (Live, error) {
	seq := s.Flow.Done()
	_, version, err := s.Warehouse.Catalogue(ctx)
	return Live{seq, version}, err
}

// now is the news, and a channel that is closed when there is more.
func (l *live) now() (Live, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.news, l.moved
}

// watchFlow publishes news until nobody listens or the flow ends.
func (s *Server) watchFlow(ctx context.Context) {
	for {
		news, _ := s.live.now()
		if s.Flow.WaitFor(ctx, news.Seq+1) != nil {
			return
		}
		news, err := s.liveNow(ctx)
		if err == nil && !s.live.publish(ctx, news) { // else it may be known a second later
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(newsEvery):
		}
	}
}

// publish is false where the watcher that calls it has been stopped: another may be watching.
func (l *live) publish(ctx context.Context, news Live) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if ctx.Err() != nil {
		return false
	}
	l.news = news
	close(l.moved)
	l.moved = make(chan struct{})
	return true
}
