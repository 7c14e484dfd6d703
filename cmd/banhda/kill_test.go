package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"banhda/api"
	"banhda/drive/flow"
	"banhda/hub/timeline"
	"banhda/store"
	"banhda/store/pgtest"
)

// killsPerHouse is how often one data directory is hit before it is looked over.
const killsPerHouse = 5

// killRounds is how many kills there are in all: BANHDA_KILL_ROUNDS, else 14.
func killRounds() int {
	if n, err := strconv.Atoi(os.Getenv("BANHDA_KILL_ROUNDS")); err == nil && n > 0 {
		return n
	}
	return 14
}

// TestKillAnytime kills the program at random instants while it reads files, takes events through its socket, carries
// the log into its projections, and rebuilds them. Whatever was acknowledged is there afterwards, once, and every
// figure and every timeline is that of a house that was left in peace.
func TestKillAnytime(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	t.Parallel()
	o := newOrdeal(t)
	scenarios := []struct {
		name string
		do   func(o *ordeal, t *testing.T, kills int)
	}{{"import", (*ordeal).killImport}, {"undo", (*ordeal).killUndo}, {"ingest", (*ordeal).killIngest}, {"ingest into PostgreSQL", (*ordeal).killPostgres},
		{"ingest over HTTP", (*ordeal).killHTTP},
		{"projection", (*ordeal).killProjection}, {"rebuild", (*ordeal).killRebuild}}
	rounds := killRounds()
	for i, s := range scenarios {
		share := (rounds + i) / len(scenarios)
		for house := range (share + killsPerHouse - 1) / killsPerHouse {
			t.Run(fmt.Sprintf("%s/%d", s.name, house), func(t *testing.T) {
				own := *o
				own.random = rand.New(rand.NewPCG(o.random.Uint64(), o.random.Uint64()))
				t.Parallel()
				s.do(&own, t, min(killsPerHouse, share-house*killsPerHouse))
			})
		}
	}
}

// killImport imports the same file again after each kill until it comes to the end.
func (o *ordeal) killImport(t *testing.T, kills int) {
	h := newHouse(t)
	for range kills {
		o.killedAfter(t, h, o.within(o.took/10, o.took), "import", o.mapping)
		o.tearLog(t, h)
	}
	h.must("import", o.mapping)
	o.check(t, h)
}

// killUndo imports and takes back in turn, whole or half of it, and is killed over both.
func (o *ordeal) killUndo(t *testing.T, kills int) {
	h := newHouse(t)
	for range kills {
		if o.random.IntN(2) == 0 {
			h.must("import", o.mapping)
		} else {
			o.killedAfter(t, h, o.within(o.took/3, o.took), "import", o.mapping)
		}
		list := answer[api.ImportsAnswer](h, "import --list").Imports
		if len(list) == 0 {
			continue
		}
		o.killedAfter(t, h, o.within(o.took/10, o.took*2/3), "import", "--undo", list[0].ID)
		if o.random.IntN(2) == 0 {
			h.run("import", "--undo", list[0].ID) // fails where it was done
		}
	}
	h.must("import", o.mapping)
	o.check(t, h)
}

// killedAfter starts a command and kills it.
func (o *ordeal) killedAfter(t *testing.T, h *house, after time.Duration, args ...string) {
	t.Helper()
	cmd := h.program(args...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	kill(cmd)
	t.Logf("%v killed after %v", args, after.Round(time.Millisecond))
}

// killProjection kills a server while it works through a long log.
func (o *ordeal) killProjection(t *testing.T, kills int) {
	whole := o.time(t, o.onlyLog(t), "wheel")
	h := o.onlyLog(t)
	for range kills {
		o.killedAfter(t, h, o.within(whole/10, whole*2/3), "serve", "--listen", "off")
	}
	o.check(t, h)
}

// killRebuild kills a house while it empties and fills its projections, sometimes one, sometimes all.
func (o *ordeal) killRebuild(t *testing.T, kills int) {
	h := o.onlyLog(t)
	h.must("wheel")
	whole := o.time(t, h, "rebuild")
	for range kills {
		args := [][]string{{"rebuild"}, {"rebuild", "seen"}, {"rebuild", "people"}, {"rebuild", "warehouse"}}[o.random.IntN(4)]
		o.killedAfter(t, h, o.within(whole/10, whole), args...)
	}
	o.check(t, h)
}

// time is how long a command takes that nothing disturbs.
func (o *ordeal) time(t *testing.T, h *house, args ...string) time.Duration {
	t.Helper()
	start := time.Now()
	if out, err := h.program(args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return time.Since(start)
}

// onlyLog is a house with everything in its log and nothing else done. What takes back an event that never was
// changes nothing, but ends what is carried on at once: so there are many places to be killed between.
func (o *ordeal) onlyLog(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	log, err := store.OpenLog(context.Background(), store.Options{Dir: h.dir, Now: h.clock(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	for some := range slices.Chunk(o.events, 1000) {
		rows := []flow.Row{{Kind: flow.Events, Source: "ordeal", Count: int64(len(some)), Body: timeline.AppendRow(nil, some)},
			{Kind: flow.Retract, Source: "ordeal", Count: 1, Body: []byte(`{"id":"never"}`)}}
		if err := log.Append(context.Background(), rows); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// killIngest kills the server again and again under several senders, which send again what was not acknowledged, and
// now and then what was.
func (o *ordeal) killIngest(t *testing.T, kills int) { o.killServer(t, newHouse(t), kills) }

// killPostgres does the same where log and records are in PostgreSQL.
func (o *ordeal) killPostgres(t *testing.T, kills int) {
	h := newHouse(t)
	h.database = pgtest.Database(t)
	o.killServer(t, h, kills)
}

// killHTTP does the same with requests over the network, as sites and servers send them.
func (o *ordeal) killHTTP(t *testing.T, kills int) {
	h := newHouse(t)
	h.listen = fmt.Sprintf("127.0.0.1:%d", freePort(t))
	o.killServer(t, h, kills)
}

func (o *ordeal) killServer(t *testing.T, h *house, kills int) {
	s := &senders{house: h, first: o.events[:ordealPeople]}
	s.left = slices.Collect(slices.Chunk(o.events[ordealPeople:], 1+o.random.IntN(60)))
	pause := o.took / time.Duration(kills+1)
	for range kills {
		server := h.serve(t)
		done := make(chan struct{})
		go func() {
			defer close(done)
			s.send()
		}()
		time.Sleep(o.within(0, pause))
		kill(server)
		<-done
		o.tearLog(t, h)
	}
	server := h.serve(t)
	hung := time.AfterFunc(5*time.Minute, func() { _ = server.Process.Signal(syscall.SIGQUIT) }) // it tells where it stands
	s.send()
	hung.Stop()
	kill(server)
	if len(s.left) > 0 || s.first != nil {
		t.Fatalf("%d batches cannot be sent: %s", len(s.left), server.Stderr)
	}
	o.check(t, h)
}

// senders post batches, several at a time, until all are acknowledged or the server is gone.
type senders struct {
	house  *house
	client *api.Client      // of the server that answers now
	key    string           // a write key, where the house is reached over the network
	first  []timeline.Event // to be acknowledged before all others
	mu     sync.Mutex
	left   [][]timeline.Event
	sent   int
}

func (s *senders) send() {
	s.client = newClient(s.house.dir)
	defer s.client.Close()
	if s.house.listen != "" && s.key == "" && s.makeKey() != nil {
		return
	}
	if s.first != nil {
		if s.post(s.first) != nil {
			return
		}
		s.first = nil
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for batch := s.take(); batch != nil; batch = s.take() {
				if s.post(batch) != nil {
					s.giveBack(batch)
					return
				}
			}
		})
	}
	wg.Wait()
}

func (s *senders) take() []timeline.Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.left) == 0 {
		return nil
	}
	batch := s.left[0]
	s.left, s.sent = s.left[1:], s.sent+1
	if s.sent%20 == 0 {
		s.left = append(s.left, batch) // once more later: it changes nothing
	}
	return batch
}

func (s *senders) giveBack(batch []timeline.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left = append(s.left, batch)
}

func (s *senders) makeKey() error {
	raw, err := s.client.Call(context.Background(), "POST", "/v1/keys", nil, json.RawMessage(`{"name":"ordeal","kind":"write","rank":"server"}`), nil)
	var k api.AccessKey
	if err == nil {
		err = json.Unmarshal(raw, &k)
	}
	s.key = k.Token
	return err
}

func (s *senders) post(events []timeline.Event) error {
	if s.house.listen != "" {
		return s.postCalls(events)
	}
	body := json.RawMessage(timeline.AppendRow(nil, events))
	_, err := s.client.Call(context.Background(), "POST", "/v1/events", nil, body, nil)
	return err
}

// tearLog leaves behind, half of the time, what a power cut in the middle of a write does: after the last whole
// frame of the log's journal a piece of one that was never finished.
func (o *ordeal) tearLog(t *testing.T, h *house) {
	t.Helper()
	path := filepath.Join(h.dir, "log.db-wal")
	wal, err := os.ReadFile(path)
	if err != nil || len(wal) == 0 || o.random.IntN(2) == 0 {
		return
	}
	torn := make([]byte, 24+o.random.IntN(9000))
	for i := range torn {
		torn[i] = byte(o.random.Uint32())
	}
	copy(torn[8:16], wal[16:24]) // it says it belongs to this journal
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(torn, endOfJournal(wal)); err != nil {
		t.Fatal(err)
	}
}

// endOfJournal is where the frames written since SQLite last began its journal anew end. The header holds the size
// of a page and a salt, each frame the same salt.
func endOfJournal(wal []byte) int64 {
	frame := 24 + int(binary.BigEndian.Uint32(wal[8:12]))
	end := 32
	for end+frame <= len(wal) && [8]byte(wal[end+8:end+16]) == [8]byte(wal[16:24]) {
		end += frame
	}
	return int64(end)
}
