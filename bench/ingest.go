package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	goccy "github.com/goccy/go-json"
)

// Ingest is measured with batches of a hundred calls of some four hundred bytes over sixteen connections, from this
// process against a server in another one.
const (
	ingestBatches = 6000 // a round
	ingestCalls   = 100
	connections   = 16
)

// measureIngest compares what the house takes in over HTTP, answered from disk, with a server that only parses the
// same bodies. Before either's turn the house has carried on everything, so that neither pays for the other.
func measureIngest(ctx context.Context, b *bench) error {
	house, err := b.startHouse(ctx, "ingest")
	if err != nil {
		return err
	}
	defer house.stop()
	ceiling, err := startCeiling(ctx)
	if err != nil {
		return err
	}
	defer ceiling.stop()
	var r ingestRounds
	for i := -1; i < b.rounds; i++ {
		if i == 0 {
			r = ingestRounds{} // what came before was the warm-up
		}
		if err := r.add(ctx, house, ceiling); err != nil {
			return err
		}
	}
	r.print()
	return nil
}

// ingestRounds is what was measured, round by round.
type ingestRounds struct{ answered, parsed, slow, after []time.Duration }

func (r *ingestRounds) add(ctx context.Context, house, ceiling *target) error {
	answered, slow, err := house.load(ctx)
	if err != nil {
		return err
	}
	behind, err := house.behind(ctx)
	if err != nil {
		return err
	}
	start := time.Now()
	for left := behind; left > 0; time.Sleep(20 * time.Millisecond) {
		if left, err = house.behind(ctx); err != nil {
			return err
		}
	}
	r.after = append(r.after, time.Since(start))
	parsed, _, err := ceiling.load(ctx)
	r.answered, r.parsed, r.slow = append(r.answered, answered), append(r.parsed, parsed), append(r.slow, slow)
	fmt.Printf("answered in %s, %d of %d calls not yet in the readouts; only parsed in %s\n", show(answered), behind, ingestBatches*ingestCalls, show(parsed))
	return err
}

func (r *ingestRounds) print() {
	result{what: "calls over HTTP, on disk when answered", ours: r.answered, baseline: r.parsed, rate: ingestBatches * ingestCalls, unit: "events/s",
		target: "ratio ≥ 0.45 of only parsing them"}.print(os.Stdout)
	result{what: "answered within, 99 of 100 requests", ours: r.slow, target: "≤ 40 ms"}.print(os.Stdout)
	result{what: "after that, until every readout had them", ours: r.after, target: "—"}.print(os.Stdout)
}

// target is a server under load.
type target struct {
	address, key string
	client       *http.Client // of the load
	socket       *stream      // asks the house how far it is; nil for the ceiling
	stop         func()
	pid          int
	next         atomic.Int64 // number of the next call
}

func newTarget(address string) *target {
	return &target{address: address, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections}}}
}

// startHouse starts the product on an empty directory of that name, with a write key of a server.
func (b *bench) startHouse(ctx context.Context, name string) (*target, error) {
	binary, err := b.build(ctx)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0") // a port that is free
	if err != nil {
		return nil, err
	}
	l.Close()
	data := mkdir(b.dir, name)
	server := exec.CommandContext(ctx, binary, "serve", "--data", data, "--listen", l.Addr().String())
	if err := server.Start(); err != nil {
		return nil, err
	}
	t := newTarget("http://" + l.Addr().String() + "/v1/batch")
	t.pid = server.Process.Pid
	t.stop = func() {
		_ = server.Process.Signal(syscall.SIGTERM)
		_ = server.Wait()
	}
	t.socket = &stream{bench: b, client: socketClient(filepath.Join(data, "banhda.sock"))}
	if err := t.socket.ready(ctx); err != nil {
		t.stop()
		return nil, err
	}
	answer, err := t.socket.call(ctx, "POST", "/v1/keys", []byte(`{"name":"bench","kind":"write","rank":"server"}`))
	var key struct{ Token string }
	if err = errors.Join(err, json.Unmarshal(answer, &key)); err != nil {
		t.stop()
		return nil, err
	}
	t.key = key.Token
	return t, nil
}

// behind is how many calls the readouts do not have yet.
func (t *target) behind(ctx context.Context) (int64, error) {
	answer, err := t.socket.call(ctx, "GET", "/v1/status", nil)
	var a struct{ Tail, Done int64 }
	if err == nil {
		err = json.Unmarshal(answer, &a)
	}
	return a.Tail - a.Done, err
}

// load sends a round's batches, and gives how long they took and within what time 99 of 100 were answered.
func (t *target) load(ctx context.Context) (all, slow time.Duration, err error) {
	var senders sync.WaitGroup
	var left atomic.Int64
	left.Store(ingestBatches)
	took, errs := make([][]time.Duration, connections), make([]error, connections)
	start := time.Now()
	for c := range connections {
		senders.Go(func() {
			batch := newCalls(int64(c))
			for left.Add(-1) >= 0 && errs[c] == nil {
				sent := time.Now()
				errs[c] = t.post(ctx, batch.fill(t.next.Add(ingestCalls)-ingestCalls))
				took[c] = append(took[c], time.Since(sent))
			}
		})
	}
	senders.Wait()
	all = time.Since(start)
	return all, percentile(slices.Concat(took...), 0.99), errors.Join(errs...)
}

func (t *target) post(ctx context.Context, body []byte) error {
	r, err := http.NewRequestWithContext(ctx, "POST", t.address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(t.key+":")))
	resp, err := t.client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", resp.Status, answer)
	}
	return err
}

// calls is a batch made once; before each sending only the ids are written into it anew.
type calls struct {
	body []byte
	ids  []int // where the twelve digits of each begin
}

func (t *calls) fill(first int64) []byte {
	for i, at := range t.ids {
		digits(t.body[at:], 12, first+int64(i))
	}
	return t.body
}

func newCalls(connection int64) *calls {
	t := &calls{body: []byte(`{"batch":[`)}
	for i := range int64(ingestCalls) {
		if i > 0 {
			t.body = append(t.body, ',')
		}
		t.body = append(t.body, `{"type":"track","messageId":"bench-`...)
		t.ids = append(t.ids, len(t.body))
		t.body = fmt.Appendf(t.body, `000000000000","userId":"u%06d","event":"%s","timestamp":"%s","properties":{"product_id":"ca-phe-%d","category":"Hạt rang","price":120000,"quantity":1,"utm_source":"facebook"},`+
			`"context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"},"page":{"url":"https://suongmai.vn/ca-phe/%[4]d","title":"Cà phê Sương Mai"},"locale":"vi-VN"}}`,
			(connection*7919+i*104729)%50_000, []string{"Product Viewed", "Product Added", "Page Viewed", "Checkout Started"}[i%4], time.Now().UTC().Format("2006-01-02T15:04:05.000Z"), i)
	}
	t.body = append(t.body, `],"sentAt":"`+time.Now().UTC().Format("2006-01-02T15:04:05.000Z")+`"}`...)
	return t
}

// startCeiling starts this program again as the server that only parses.
func startCeiling(ctx context.Context) (*target, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	server := exec.CommandContext(ctx, self, "-ceiling")
	out, err := server.StdoutPipe()
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		return nil, err
	}
	address, err := bufio.NewReader(out).ReadString('\n')
	t := newTarget("http://" + strings.TrimSpace(address) + "/v1/batch")
	t.stop = func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	}
	return t, err
}

// parsed is a batch as the ceiling reads it.
type parsed struct {
	Batch []struct {
		Type, MessageID, UserID, AnonymousID, Event, Timestamp string
		Properties, Context                                    map[string]any
	}
	SentAt string
}

// serveCeiling answers every batch it can parse, and does nothing else.
func serveCeiling() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(l.Addr())
	return http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var p parsed
		if err = errors.Join(err, goccy.Unmarshal(body, &p)); err != nil || len(p.Batch) == 0 {
			http.Error(w, fmt.Sprint(err), http.StatusBadRequest)
			return
		}
		_, _ = io.WriteString(w, `{"success":true}`)
	}))
}
