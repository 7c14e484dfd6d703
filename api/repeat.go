package api

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banhda/auth"
	"banhda/store"
)

// repeatHeader is how a client says that several calls are one order, of which it perhaps never heard the answer.
const repeatHeader = "Idempotency-Key"

// repeatFor is how long what was answered is kept.
const repeatFor = 24 * time.Hour

// longestAnswer is the most bytes of an answer that is kept.
const longestAnswer = 1 << 20

// repeats are the calls with a key that are being carried out by this process.
type repeats struct {
	mu      sync.Mutex
	running map[string]bool
}

func (r *repeats) begin(hash string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.running[hash] {
		return false
	}
	if r.running == nil {
		r.running = map[string]bool{}
	}
	r.running[hash] = true
	return true
}

func (r *repeats) end(hash string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.running, hash)
}

type repetitionKey struct{}

// repeatHash is what is kept of the key of the call that ctx belongs to; empty: it has none.
func repeatHash(ctx context.Context) string {
	hash, _ := ctx.Value(repetitionKey{}).(string)
	return hash
}

// order is one call that brought a key. Of the key only hashes are kept, and the answer is sealed under it: it may hold
// what is shown only once.
type order struct{ key, hash, fingerprint string }

func newOrder(actor, key string, operation string, in any) (order, error) {
	asked, err := json.Marshal(in)
	if err != nil {
		return order{}, err
	}
	under := func(text string) string {
		h := hmac.New(sha256.New, []byte(key))
		h.Write([]byte(text))
		return hex.EncodeToString(h.Sum(nil))
	}
	return order{key, under("call of " + actor), under(operation + " " + string(asked))}, nil
}

// repeatable reports whether calls of an operation may bring a key: they change something, are somebody's, and are not
// taken in as they come.
func (o operation) repeatable() bool {
	return o.method != http.MethodGet && o.permission != auth.Open && !o.raw
}

// repeatParameter is how clients are told of it.
func (o operation) repeatParameter() []*huma.Param {
	if !o.repeatable() {
		return nil
	}
	doc := "The call is carried out once, however often it comes with this key within a day; the answer is the first one's."
	return []*huma.Param{{Name: repeatHeader, In: "header", Description: doc, Schema: &huma.Schema{Type: "string"}}}
}

// repeatable reports whether a call is to be carried out once whatever happens.
func repeatable(o operation, c huma.Context) bool {
	return o.repeatable() && c.Header(repeatHeader) != ""
}

var (
	errLongKey  = invalid("the Idempotency-Key is too long; take at most 255 characters, such as a UUID")
	errOtherKey = refused(http.StatusUnprocessableEntity, 0, "this Idempotency-Key was used for another call; take a new one for each")
	errRunning  = refused(http.StatusConflict, time.Second, "the call with this Idempotency-Key is still being carried out; ask again")
)

// once carries a call out the first time it comes; after that it gives the answer of then. What was not carried out
// because it was refused may be asked again. Where a crash took the answer, but not the change, the act is named: it is
// not carried out twice.
func (s *Server) once(ctx context.Context, o operation, key string, in any, do func(context.Context) (any, error)) (any, error) {
	if len(key) > 255 {
		return nil, errLongKey
	}
	call, err := newOrder(actorName(auth.From(ctx)), key, o.id, in)
	if err != nil {
		return nil, err
	}
	if !s.repeats.begin(call.hash) {
		return nil, errRunning
	}
	defer s.repeats.end(call.hash)
	kept, fresh, err := s.repeated(ctx, call)
	if err != nil {
		return nil, err
	}
	if !fresh && (kept.Act != 0 || kept.Answer != "") {
		return call.again(kept)
	}
	out, err := do(context.WithValue(ctx, repetitionKey{}, call.hash))
	return out, s.answered(context.WithoutCancel(ctx), call, out, err)
}

func (s *Server) repeated(ctx context.Context, call order) (kept store.Repetition, fresh bool, err error) {
	err = s.Records.Tx(ctx, func(t *store.Tx) error {
		if _, err := t.ForgetRepetitions(ctx, t.Now()-repeatFor.Microseconds()); err != nil {
			return err
		}
		kept, fresh, err = t.Repeat(ctx, store.Repetition{Hash: call.hash, Fingerprint: call.fingerprint})
		return err
	})
	if err == nil && kept.Fingerprint != call.fingerprint {
		err = errOtherKey
	}
	return kept, fresh, err
}

// again is the answer of the first time.
func (c order) again(kept store.Repetition) (any, error) {
	if kept.Answer == "" {
		return nil, refused(http.StatusConflict, 0, "this call was carried out as act %s, and its answer was lost; look there at what it did", ActID(kept.Act))
	}
	text, err := c.seal().Open(kept.Answer, c.hash)
	return json.RawMessage(text), err
}

func (c order) seal() auth.Sealer { return auth.NewSealer([]byte(c.key), "answer") }

// answered keeps what came of a call: its answer, or nothing where it was refused before anything changed.
func (s *Server) answered(ctx context.Context, call order, out any, failed error) error {
	if failed != nil {
		if err := s.Records.Tx(ctx, func(t *store.Tx) error { return t.Unrepeat(ctx, call.hash) }); err != nil {
			s.Logger.Error("a call that failed is still kept as begun", "error", err)
		}
		return failed
	}
	text, err := json.Marshal(out)
	if err != nil || len(text) > longestAnswer {
		return err
	}
	sealed := call.seal().Seal(string(text), call.hash)
	if err := s.Records.Tx(ctx, func(t *store.Tx) error { return t.Answered(ctx, call.hash, sealed) }); err != nil {
		s.Logger.Error("an answer could not be kept for whoever asks again", "error", err)
	}
	return nil
}
