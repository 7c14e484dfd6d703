package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

// Visitors are measured as they come: each from a network of their own, with a page with the chat open before them.
const (
	chatVisitors = 10_000
	chatTalking  = 200  // of them, who have written
	chatAnswers  = 1000 // to those in turn
	chatOpening  = 50   // visitors who come at once
)

// measureChat opens ten thousand streams of visitors to a server in another process, and tells what memory each takes and how
// long an answer is on its way: from before it is sent until its visitor has it.
func measureChat(ctx context.Context, b *bench) error {
	binary, err := b.build(ctx)
	if err != nil {
		return err
	}
	s, err := openSite(ctx, binary, mkdir(b.dir, "chat"), "conversations:read,conversations:send", "--trusted-proxy", "127.0.0.1")
	if err != nil {
		return err
	}
	defer s.close()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	visitors := make([]*chatVisitor, chatVisitors)
	for i := range visitors {
		visitors[i] = &chatVisitor{site: s, number: i, told: make(chan struct{}, 1)}
	}
	if err := inTurn(chatOpening, visitors, func(v *chatVisitor) error { return v.begin(ctx) }); err != nil {
		return err
	}
	before := residentOf(s.server.Process.Pid)
	if err := inTurn(chatOpening, visitors, func(v *chatVisitor) error { return v.listen(ctx) }); err != nil {
		return err
	}
	each := (residentOf(s.server.Process.Pid) - before) / chatVisitors
	took, err := s.answers(ctx, visitors[:chatTalking])
	if err != nil {
		return err
	}
	fmt.Printf("%d visitors, each %d KB; %s\n", chatVisitors, each, memoryOf(fmt.Sprint(s.server.Process.Pid)))
	fmt.Printf("an answer is with its visitor after %s, 99 of 100 within %s, all within %s; target ≤ 1 s\n", show(median(took)), show(percentile(took, 0.99)), show(percentile(took, 1)))
	return nil
}

// inTurn does something for all, so many at once.
func inTurn[T any](atOnce int, all []T, do func(T) error) (err error) {
	var wait sync.WaitGroup
	var once sync.Once
	next := make(chan T)
	for range atOnce {
		wait.Go(func() {
			for v := range next {
				if wrong := do(v); wrong != nil {
					once.Do(func() { err = wrong })
				}
			}
		})
	}
	for _, v := range all {
		next <- v
	}
	close(next)
	wait.Wait()
	return err
}

// residentOf is how many KB of memory a process has now.
func residentOf(pid int) (kb int) {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid)) // where there is none, it is told as nothing
	for line := range strings.SplitSeq(string(b), "\n") {
		_, _ = fmt.Sscanf(line, "VmRSS: %d kB", &kb)
	}
	return kb
}

// chatVisitor is somebody before a page.
type chatVisitor struct {
	*site
	number       int
	session      string
	conversation string        // of who has written
	told         chan struct{} // an answer came
}

// ask asks as the widget does, from a network of this visitor's own.
func (v *chatVisitor) ask(ctx context.Context, method, path, body string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, method, "http://"+v.address+"/chat/"+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("X-Forwarded-For", fmt.Sprintf("10.%d.%d.1", v.number>>8, v.number&255))
	r.Header.Set("Authorization", "Bearer "+v.session)
	resp, err := http.DefaultClient.Do(r)
	if err == nil && resp.StatusCode != http.StatusOK {
		defer resp.Body.Close()
		said, _ := io.ReadAll(resp.Body)
		err = fmt.Errorf("%s: %s: %.200s", path, resp.Status, said)
	}
	return resp, err
}

// begin begins a talk; the first of them write.
func (v *chatVisitor) begin(ctx context.Context) error {
	resp, err := v.ask(ctx, "POST", "session", "{}")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var begun struct{ Session string }
	if err := json.NewDecoder(resp.Body).Decode(&begun); err != nil {
		return err
	}
	if v.session = begun.Session; v.number >= chatTalking {
		return nil
	}
	said, err := v.ask(ctx, "POST", "say", fmt.Sprintf(`{"key":"first-of-%d","text":"Khách %d"}`, v.number, v.number))
	if err != nil {
		return err
	}
	return said.Body.Close()
}

// listen opens the stream, and notes whenever an answer comes.
func (v *chatVisitor) listen(ctx context.Context) error {
	resp, err := v.ask(ctx, "GET", "stream", "")
	if err != nil {
		return err
	}
	lines := bufio.NewReaderSize(resp.Body, 512)
	if _, err := lines.ReadString('\n'); err != nil { // it is open once something came
		return err
	}
	go func() {
		defer resp.Body.Close()
		for line := ""; err == nil; line, err = lines.ReadString('\n') {
			if strings.Contains(line, `"mine":false`) {
				v.told <- struct{}{}
			}
		}
	}()
	return nil
}

// answers answers visitors in turn, and says how long each answer took to be with them.
func (s *site) answers(ctx context.Context, visitors []*chatVisitor) (took []time.Duration, err error) {
	if err := s.conversations(ctx, visitors); err != nil {
		return nil, err
	}
	for i := range chatAnswers {
		v := visitors[i%len(visitors)]
		start := time.Now()
		if err := s.send(ctx, "/v1/conversations/"+v.conversation+"/answer", `{"channel":"chat","text":"Dạ còn ạ"}`); err != nil {
			return nil, err
		}
		select {
		case <-v.told:
			took = append(took, time.Since(start))
		case <-time.After(30 * time.Second):
			return nil, fmt.Errorf("visitor %d was never answered", v.number)
		}
	}
	return took, nil
}

// conversations finds the conversation of each visitor by what they wrote.
func (s *site) conversations(ctx context.Context, visitors []*chatVisitor) error {
	by := map[string]string{}
	for cursor := ""; ; {
		var page struct {
			Conversations []struct{ ID, Preview string }
			Cursor        *string
		}
		r, err := s.asks(ctx, "GET", "/v1/conversations?limit=100&cursor="+cursor, "")
		if err != nil {
			return err
		}
		err = json.NewDecoder(r.Body).Decode(&page)
		r.Body.Close()
		if err != nil {
			return err
		}
		for _, c := range page.Conversations {
			by[c.Preview] = c.ID
		}
		if page.Cursor == nil {
			break
		}
		cursor = *page.Cursor
	}
	for _, v := range visitors {
		if v.conversation = by[fmt.Sprintf("Khách %d", v.number)]; v.conversation == "" {
			return fmt.Errorf("visitor %d has no conversation", v.number)
		}
	}
	return nil
}

func (s *site) send(ctx context.Context, path, body string) error {
	r, err := s.asks(ctx, "POST", path, body)
	if err != nil {
		return err
	}
	return r.Body.Close()
}

func (s *site) asks(ctx context.Context, method, path, body string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, method, "http://"+s.address+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "Bearer "+s.key)
	r.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(r)
	if err == nil && resp.StatusCode != http.StatusOK {
		defer resp.Body.Close()
		said, _ := io.ReadAll(resp.Body)
		err = fmt.Errorf("%s: %s: %.200s", path, resp.Status, said)
	}
	return resp, err
}
