package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"banhda/api"
	"banhda/hub/message"
)

// sink is a mail server that keeps what it takes, and counts it by recipient and Message-ID.
type sink struct {
	mu    sync.Mutex
	taken map[string][]string
	raw   []string  // as they came
	first time.Time // since it was last asked
	slow  time.Duration
}

type sinking struct {
	*sink
	to string
}

func (s *sink) NewSession(*smtp.Conn) (smtp.Session, error)  { return &sinking{s, ""}, nil }
func (s *sinking) Mail(string, *smtp.MailOptions) error      { return nil }
func (s *sinking) Rcpt(to string, _ *smtp.RcptOptions) error { s.to = to; return nil }
func (s *sinking) Reset()                                    {}
func (s *sinking) Logout() error                             { return nil }

func (s *sinking) Data(r io.Reader) error {
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	time.Sleep(s.slow)
	s.mu.Lock()
	defer s.mu.Unlock()
	_, rest, _ := strings.Cut(string(body), "Message-ID: <")
	id, _, _ := strings.Cut(rest, ">")
	s.taken[s.to], s.raw = append(s.taken[s.to], id), append(s.raw, string(body))
	if s.first.IsZero() {
		s.first = time.Now()
	}
	return nil
}

func (s *sink) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.taken)
}

// forget forgets when the first message came.
func (s *sink) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.first = time.Time{}
}

func newSink(t *testing.T, slow time.Duration) (*sink, int) {
	t.Helper()
	s := &sink{taken: map[string][]string{}, slow: slow}
	server := smtp.NewServer(s)
	server.Domain, server.ErrorLog = "localhost", log.New(io.Discard, "", 0) // connections that are killed are what is tested
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return s, l.Addr().(*net.TCPAddr).Port
}

// newsletter makes people with addresses, a published template and a campaign to all of them, and starts it.
func newsletter(t *testing.T, owner *signedIn, port, people int) (campaign string) {
	t.Helper()
	owner.ask("PUT", "/v1/mail", fmt.Sprintf(`{"host":"127.0.0.1","port":%d,"security":"none","from":"cskh@example.com","name":"Cửa hàng Đà"}`, port), nil)
	var events []string
	for i := range people {
		events = append(events, fmt.Sprintf(`{"id":"s%d","name":"Signed Up","at":%d,"person":{"user_id":"K%d","email":"k%d@example.com","name":"Khách %d"}}`, i, time.Now().Add(-time.Hour).UnixMicro(), i, i, i))
	}
	owner.ask("POST", "/v1/events", "["+strings.Join(events, ",")+"]", nil)
	var made api.TemplateAnswer
	owner.ask("POST", "/v1/templates", `{"key":"thu","channel":"email","name":"Thư","class":"transactional","content":{"subject":{"vi":"Chào {{ person.greeting }}","en":""},"preheader":{"vi":"","en":""},"blocks":[{"kind":"text","text":{"vi":"Cảm ơn {{ person.name }}.","en":""}}],"body":{"vi":"","en":""},"attachments":[],"utm":{"source":"","medium":"","campaign":""},"sender":""}}`, &made)
	owner.ask("POST", "/v1/templates/"+made.ID+"/publish", fmt.Sprintf(`{"edition":%d}`, made.Edition), nil)
	var c api.Campaign
	owner.ask("POST", "/v1/campaigns", fmt.Sprintf(`{"name":"Tết","plan":{"audience":{"where":"exists email"},"steps":[{"channel":"email","template":%q}],"variants":[],"holdout":0,"time":{"kind":"now"},"goal":{"event":"Order Completed","days":7}}}`, made.ID), &c)
	var check api.CampaignCheck
	for deadline := time.Now().Add(time.Minute); check.People != int64(people); time.Sleep(20 * time.Millisecond) { // events become people soon after they are taken
		if owner.ask("GET", "/v1/campaigns/"+c.ID+"/check", "", &check); time.Now().After(deadline) {
			t.Fatalf("of %d people: %+v", people, check)
		}
	}
	if check.Problem != "" || check.Steps[0].Go != int64(people) {
		t.Fatalf("checked: %+v", check)
	}
	owner.ask("POST", "/v1/campaigns/"+c.ID+"/start", fmt.Sprintf(`{"version":%d}`, check.Version), &c)
	return c.ID
}

// sendRounds is how often a campaign is interrupted: a tenth of BANHDA_KILL_ROUNDS, at least 3.
func sendRounds() int {
	if n, err := strconv.Atoi(os.Getenv("BANHDA_KILL_ROUNDS")); err == nil && n > 0 {
		return max(3, n/10)
	}
	return 3
}

// TestACampaignOutlivesKills: whenever the program is killed, or told to close, in the middle of a campaign, nobody is
// missed but those shown as doubtful, at most one for each connection, and nobody is written to twice.
func TestACampaignOutlivesKills(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a server again and again")
	}
	rounds := sendRounds()
	people := 200 * (rounds + 1)
	inbox, port := newSink(t, 5*time.Millisecond)
	s := newShop(t)
	served := s.serve(t)
	firstOwner(t, served.address)
	campaign := newsletter(t, signInTo(t, served.address), port, people)
	killed := 0
	for round := range rounds {
		for inbox.count() < (round+1)*people/(rounds+2) {
			time.Sleep(5 * time.Millisecond)
		}
		if round%3 == 2 {
			told := time.Now()
			served.Process.Signal(syscall.SIGTERM)
			served.Wait()
			if took := time.Since(told); took > 30*time.Second {
				t.Errorf("told to close, it takes %s", took)
			}
		} else {
			served.Process.Kill()
			served.Wait()
			killed++
		}
		inbox.forget()
		began := time.Now()
		served = s.serve(t)
		for inbox.count() < people-killed*api.Carriers && inbox.first.IsZero() {
			time.Sleep(time.Millisecond)
		}
		t.Logf("round %d: %d of %d arrived; again %s after the start", round, inbox.count(), people, time.Since(began).Round(time.Millisecond))
	}
	owner := signInTo(t, served.address)
	var result api.CampaignResult
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		owner.ask("GET", "/v1/campaigns/"+campaign+"/result", "", &result)
		if result.Campaign.Queued == 0 && result.Campaign.People == int64(people) {
			break
		}
	}
	by := map[message.State]int64{}
	for _, c := range result.States {
		by[c.State] += c.Count
	}
	for to, ids := range inbox.taken {
		if len(ids) != 1 {
			t.Errorf("%s was written to %d times: %v", to, len(ids), ids)
		}
	}
	missed := int64(people - len(inbox.taken))
	if by[message.Doubtful] > int64(killed*api.Carriers) || missed > by[message.Doubtful] || by[message.Sent]+by[message.Doubtful] != int64(people) {
		t.Errorf("of %d, %d never arrived; after %d kills %v", people, missed, killed, by)
	}
}
