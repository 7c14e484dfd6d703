package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"banhda/warehouse/duckdb"
)

// measureScreen asks over the network for everything the wheel's screen shows, all at once as a browser does, over the
// whole history: after a click on a month nobody has looked at yet, and on one somebody has.
func measureScreen(ctx context.Context, b *bench) error {
	binary, err := b.build(ctx)
	if err != nil {
		return err
	}
	dir := mkdir(b.dir, "screen")
	if err := b.fill(ctx, dir); err != nil {
		return err
	}
	s, err := openSite(ctx, binary, dir, "wheel:read")
	if err != nil {
		return err
	}
	defer s.close()
	first := time.Now()
	if _, err := s.show(ctx, month(0)); err != nil {
		return err
	}
	fmt.Printf("the first screen after the start %s\n", show(time.Since(first)))
	apart := map[string][]time.Duration{}
	var cold, warm []time.Duration
	for round := 1; round <= b.rounds; round++ {
		took, err := s.show(ctx, month(round))
		if err != nil {
			return err
		}
		cold = append(cold, slowest(took))
		for path, d := range took {
			apart[path] = append(apart[path], d)
		}
		if took, err = s.show(ctx, month(round)); err != nil {
			return err
		}
		warm = append(warm, slowest(took))
	}
	result{what: "the wheel's screen, another month", ours: cold, target: "≤ 300 ms"}.print(os.Stdout)
	for _, path := range screen {
		result{what: "  of which " + path, ours: apart[path], target: "—"}.print(os.Stdout)
	}
	result{what: "the same month again", ours: warm, target: "—"}.print(os.Stdout)
	fmt.Printf("%-44s memory %s\n", "", memoryOf(fmt.Sprint(s.server.Process.Pid)))
	return nil
}

// screen is what the wheel's screen asks for.
var screen = []string{"/v1/session", "/v1/wheel", "/v1/trend", "/v1/value"}

// month is a whole month of the history, another one for each round.
func month(round int) url.Values {
	from := time.Date(2025, time.Month(12-round%11), 1, 0, 0, 0, 0, time.UTC)
	return url.Values{"from": {from.Format(time.DateOnly)}, "to": {from.AddDate(0, 1, 0).Format(time.DateOnly)}}
}

// fill makes a data directory with the history in its warehouse.
func (b *bench) fill(ctx context.Context, dir string) error {
	w, err := duckdb.Open(ctx, duckdb.Options{Dir: dir, MemoryLimit: "4GB"})
	if err != nil {
		return err
	}
	return errors.Join(b.load(ctx, w), w.Close())
}

// site is a server asked over the network by a program with a key.
type site struct {
	server  *exec.Cmd
	address string
	key     string
}

func openSite(ctx context.Context, binary, dir, scopes string, flags ...string) (*site, error) {
	made, err := exec.CommandContext(ctx, binary, "key", "add", "bench", "--kind", "api", "--scopes", scopes, "--json", "--data", dir).Output()
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	var key struct{ Token string }
	if err := json.Unmarshal(made, &key); err != nil {
		return nil, fmt.Errorf("read the key: %w", err)
	}
	server, address, err := serve(ctx, binary, dir, flags...)
	return &site{server, address, key.Token}, err
}

func (s *site) close() {
	s.server.Process.Signal(syscall.SIGTERM)
	s.server.Wait()
}

// serve starts a server and gives the address it says it listens at.
func serve(ctx context.Context, binary, dir string, flags ...string) (*exec.Cmd, string, error) {
	server := exec.CommandContext(ctx, binary, append([]string{"serve", "--data", dir, "--listen", "127.0.0.1:0"}, flags...)...)
	log, err := server.StderrPipe()
	if err != nil {
		return nil, "", err
	}
	if err := server.Start(); err != nil {
		return nil, "", err
	}
	for lines := bufio.NewScanner(log); lines.Scan(); {
		if at := addressIn(lines.Text()); at != "" {
			go io.Copy(io.Discard, log)
			return server, at, nil
		}
	}
	return nil, "", errors.Join(errors.New("the server has not said where it listens"), server.Wait())
}

// addressIn finds host:port of this machine in a line of the server's log; empty: it is not there.
func addressIn(line string) string {
	_, rest, ok := strings.Cut(line, "127.0.0.1:")
	if !ok {
		return ""
	}
	return "127.0.0.1:" + rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
}

// show asks for all of a screen at once and says how long each answer took.
func (s *site) show(ctx context.Context, period url.Values) (map[string]time.Duration, error) {
	took, errs := map[string]time.Duration{}, make([]error, len(screen))
	var mu sync.Mutex
	var all sync.WaitGroup
	start := time.Now()
	for i, path := range screen {
		all.Go(func() {
			asked := path
			if path == "/v1/wheel" || path == "/v1/trend" {
				asked += "?" + period.Encode()
			}
			errs[i] = s.get(ctx, asked)
			mu.Lock()
			defer mu.Unlock()
			took[path] = time.Since(start)
		})
	}
	all.Wait()
	return took, errors.Join(errs...)
}

func (s *site) get(ctx context.Context, path string) error {
	r, err := http.NewRequestWithContext(ctx, "GET", "http://"+s.address+path, nil)
	if err != nil {
		return err
	}
	if s.key != "" {
		r.Header.Set("Authorization", "Bearer "+s.key)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %.200s", path, resp.Status, body)
	}
	return err
}

func slowest(took map[string]time.Duration) (most time.Duration) {
	for _, d := range took {
		most = max(most, d)
	}
	return most
}

// measureStart starts the binary on an empty directory until it says it is ready.
func measureStart(ctx context.Context, b *bench) error {
	binary, err := b.build(ctx)
	if err != nil {
		return err
	}
	var took []time.Duration
	for round := range b.rounds + 1 {
		start := time.Now()
		server, address, err := serve(ctx, binary, mkdir(b.dir, filepath.Join("start", fmt.Sprint(round))))
		if err != nil {
			return err
		}
		s := &site{server: server, address: address}
		for err = s.get(ctx, "/readyz"); err != nil && time.Since(start) < 10*time.Second; err = s.get(ctx, "/readyz") {
			time.Sleep(time.Millisecond)
		}
		if round > 0 {
			took = append(took, time.Since(start))
		}
		if s.close(); err != nil {
			return err
		}
	}
	result{what: "start on an empty directory, until ready", ours: took, target: "≤ 1 s"}.print(os.Stdout)
	return nil
}
