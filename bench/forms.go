package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"banhda/attract/form"
	"banhda/hub/person"
	"banhda/store"
)

// Answers to forms are measured as they come: over so many connections, each from a network of its own, each with a ticket
// that its browser has worked for.
const (
	formRound       = 6000
	formConnections = 64
)

// formAnswer is what one visitor sends.
type formAnswer struct {
	number       int64
	ticket, work string
}

// measureForms counts the answers a house takes in a second, on disk when answered, while a million people are there.
func measureForms(ctx context.Context, b *bench) error {
	dir := mkdir(b.dir, "forms")
	present, err := store.Open(ctx, store.Options{Dir: dir, Program: "bench"})
	if err != nil {
		return err
	}
	if err := fillPeople(ctx, present.Records, b.people); err != nil {
		return err
	}
	unread := person.Changes{Cursor: person.Cursor{LastProfile: b.people}} // the log of this house has nothing in it yet
	if err := errors.Join(present.Records.SaveIdentity(ctx, unread), present.Close()); err != nil {
		return err
	}
	binary, err := b.build(ctx)
	if err != nil {
		return err
	}
	s, err := openSite(ctx, binary, dir, "forms:read,forms:write,submissions:read", "--trusted-proxy", "127.0.0.1")
	if err != nil {
		return err
	}
	defer s.close()
	if err := s.makeForm(ctx); err != nil {
		return err
	}
	var took []time.Duration
	var next atomic.Int64
	for round := -1; round < b.rounds; round++ {
		answers, err := s.tickets(ctx, &next)
		if err != nil {
			return err
		}
		time.Sleep(1200 * time.Millisecond) // who answers faster is looked at first
		start := time.Now()
		if err := inTurn(formConnections, answers, func(a *formAnswer) error { return s.answerForm(ctx, a) }); err != nil {
			return err
		}
		if round >= 0 {
			took = append(took, time.Since(start))
		}
	}
	if err := s.noneHeld(ctx); err != nil {
		return err
	}
	result{what: fmt.Sprintf("answers to a form, %d people present", b.people), ours: took, rate: formRound, unit: "answers/s", target: "≥ 1,200 answers/s"}.print(os.Stdout)
	fmt.Printf("%-44s %s\n", "", memoryOf(strconv.Itoa(s.server.Process.Pid)))
	return nil
}

// noneHeld makes sure that all answers were taken: one that is held costs something else.
func (s *site) noneHeld(ctx context.Context) error {
	resp, err := s.asks(ctx, "GET", "/v1/submissions?state=waiting&limit=1", "")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var held struct{ Submissions []struct{ Reason string } }
	if err := json.NewDecoder(resp.Body).Decode(&held); err != nil {
		return err
	}
	if len(held.Submissions) > 0 {
		return fmt.Errorf("answers are held: %s", held.Submissions[0].Reason)
	}
	return nil
}

// makeForm opens a form of three fields.
func (s *site) makeForm(ctx context.Context) error {
	resp, err := s.asks(ctx, "POST", "/v1/forms", `{"key":"bench","name":"Bench","draft":{"title":{"vi":"Đăng ký","en":"Sign up"},"intro":{"vi":"","en":""},"button":{"vi":"","en":""},"language":"vi",
"fields":[{"key":"name","kind":"text","person":"name","label":{"vi":"Tên","en":"Name"}},{"key":"email","kind":"email","person":"email","required":true,"label":{"vi":"E-mail","en":"E-mail"}},
{"key":"phone","kind":"phone","person":"phone","label":{"vi":"Điện thoại","en":"Phone"}}],"consents":[],"after":{"thanks":{"vi":"Cảm ơn","en":"Thanks"}},"style":{},"popup":{}}}`)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var made struct{ ID string }
	if err := json.NewDecoder(resp.Body).Decode(&made); err != nil {
		return err
	}
	return s.send(ctx, "/v1/forms/"+made.ID+"/publish", "")
}

// tickets are those of a round, worked for.
func (s *site) tickets(ctx context.Context, next *atomic.Int64) ([]*formAnswer, error) {
	all := make([]*formAnswer, formRound)
	for i := range all {
		all[i] = &formAnswer{number: next.Add(1)}
	}
	return all, inTurn(formConnections, all, func(a *formAnswer) error {
		said, err := s.visit(ctx, a, "/f/bench/ticket", "")
		if err != nil {
			return err
		}
		var t struct{ Ticket string }
		if err := json.Unmarshal(said, &t); err != nil {
			return err
		}
		work := 0
		for !form.Worked(t.Ticket, strconv.Itoa(work)) {
			work++
		}
		a.ticket, a.work = t.Ticket, strconv.Itoa(work)
		return nil
	})
}

func (s *site) answerForm(ctx context.Context, a *formAnswer) error {
	said, err := s.visit(ctx, a, "/f/bench", fmt.Sprintf(`{"ticket":%q,"work":%q,"answers":{"name":["Nguyễn Văn %d"],"email":["form.%d@example.vn"],"phone":["0912%06d"]},"consents":[],"language":"vi","visitor":"v%d","page":{"url":"https://shop.example.com/?utm_source=zalo"}}`,
		a.ticket, a.work, a.number, a.number, a.number, a.number))
	if err == nil && !strings.Contains(string(said), "Cảm ơn") {
		err = fmt.Errorf("no thanks for an answer: %.200s", said)
	}
	return err
}

var formClient = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: formConnections, MaxConnsPerHost: formConnections}}

// visit asks as a browser does, from a network of this visitor's own.
func (s *site) visit(ctx context.Context, a *formAnswer, path, body string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, "POST", "http://"+s.address+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("X-Forwarded-For", fmt.Sprintf("10.%d.%d.1", a.number>>8&255, a.number&255))
	r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36")
	r.Header.Set("Content-Type", "text/plain;charset=UTF-8")
	resp, err := formClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	said, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %.200s", path, resp.Status, said)
	}
	return said, err
}
