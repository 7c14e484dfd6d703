package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// letterDomain is whose mail the house sends and, where it has keys, signs.
const letterDomain = "shop.example.com"

// letterText is a paragraph of the letter, which is some 10 KB with the others and what surrounds them.
const letterText = "<p>Dear {{ person.name }}, our roasters tried four ways of drying this harvest, and the one you will like best is the slowest. It was picked by hand above Da Lat in the last week of the dry season, rested for nine weeks, and is roasted on the morning it leaves us.</p><p>Brew it at 93 degrees, fifteen grams to a cup, and give it four minutes: first comes cocoa, then something of a ripe plum.</p>"

// measureSend sends a campaign to everybody through the house, its messages claimed, judged, rendered and written down one
// by one, in turn with a bare client that renders and sends the same over as many connections. Both go to one sink.
func measureSend(ctx context.Context, b *bench) error {
	s, err := openSink()
	if err != nil {
		return err
	}
	defer s.Close()
	house, err := b.startHouse(ctx, "send")
	if err != nil {
		return err
	}
	defer house.stop()
	post := &postOffice{target: house, sink: s, people: b.messages}
	if err := post.prepare(ctx); err != nil {
		return err
	}
	if err := forgetPeak(house.pid); err != nil { // of people taken in, not of what is sent to them
		return err
	}
	for _, signs := range []bool{false, true} {
		if err := post.measure(ctx, b.rounds, signs); err != nil {
			return err
		}
		fmt.Printf("%-44s %s  target ≤ 200 MB\n", "memory of the house", memoryOf(fmt.Sprint(house.pid)))
	}
	return nil
}

// postOffice is a house with people to whom it writes.
type postOffice struct {
	*target
	sink     *sink
	people   int
	template string // its id
	sent     int    // campaigns
	ours     int64  // bytes of the last campaign
}

// measure sends rounds campaigns, each in turn with the bare client.
func (p *postOffice) measure(ctx context.Context, rounds int, signs bool) error {
	what := "a campaign of %d messages, not signed"
	if signs {
		what = "a campaign of %d messages, signed twice"
		if _, err := p.ask(ctx, "POST", "/v1/mail/keys", `{"domain":"`+letterDomain+`"}`); err != nil {
			return err
		}
	}
	var took []time.Duration // the house's processor time
	ours, bare, err := interleave(rounds, func() error {
		used, err := p.campaign(ctx)
		took = append(took, used)
		return err
	}, func() error { return p.bare(ctx) })
	if err != nil {
		return err
	}
	result{what: fmt.Sprintf(what, p.people), ours: ours, baseline: bare, rate: float64(p.people), unit: "messages/s", target: "ratio ≥ 0.8"}.print(os.Stdout)
	used := median(took[1:]).Seconds() / float64(p.people) * 1000
	fmt.Printf("%-44s %10.3f s of a core for 1000, every state and timeline written  target ≤ 0.35\n", "", used)
	fmt.Printf("%-44s %d bytes of ours, %d of the bare client's\n", "a message", p.ours/int64(p.people), p.sink.bytes.Load()/int64(p.people))
	return nil
}

// prepare makes the people, and the letter they get.
func (p *postOffice) prepare(ctx context.Context) error {
	if _, err := p.ask(ctx, "PUT", "/v1/mail", fmt.Sprintf(`{"host":"127.0.0.1","port":%d,"security":"none","from":"hello@%s","name":"The shop","url":"https://%[2]s"}`, p.sink.port, letterDomain)); err != nil {
		return err
	}
	if _, err := p.ask(ctx, "PUT", "/v1/mail/senders", fmt.Sprintf(`{"identity":{"name":"","address":"","phone":"","website":""},"senders":[],"pace":{"per_minute":0,"domains":{}},"connections":%d,"track_opens":true,"track_clicks":true}`, mailConnections)); err != nil {
		return err
	}
	const atOnce = 500
	for first := 0; first < p.people; first += atOnce {
		var events []string
		for i := first; i < min(first+atOnce, p.people); i++ {
			events = append(events, fmt.Sprintf(`{"id":"send-%d","name":"Signed Up","at":%d,"person":{"user_id":"send-%[1]d","email":%[3]q,"name":%[4]q}}`, i, time.Now().UnixMicro(), addressOf(i), nameOf(i)))
		}
		if _, err := p.ask(ctx, "POST", "/v1/events", "["+strings.Join(events, ",")+"]"); err != nil {
			return err
		}
	}
	if err := errors.Join(p.caughtUp(ctx), p.compared(ctx)); err != nil {
		return err
	}
	return p.write(ctx)
}

// compared waits until the people have been searched for duplicates: that is work of their arrival, not of the campaign.
func (p *postOffice) compared(ctx context.Context) error {
	for ctx.Err() == nil {
		answer, err := p.ask(ctx, "GET", "/v1/duplicates/people?limit=1", "")
		var found struct{ Looking bool }
		if err = errors.Join(err, json.Unmarshal(answer, &found)); err != nil || !found.Looking {
			return err
		}
		time.Sleep(200 * time.Millisecond)
	}
	return ctx.Err()
}

// write makes the letter's template.
func (p *postOffice) write(ctx context.Context) error {
	text, err := json.Marshal(strings.Repeat(letterText, 9))
	if err != nil {
		return err
	}
	body := fmt.Sprintf(`{"key":"bench","channel":"email","name":"bench","class":"transactional","content":{"subject":{"vi":"For {{ person.name }}","en":""},"preheader":{"vi":"","en":""},"blocks":[`+
		`{"kind":"html","text":{"vi":%s,"en":""}},{"kind":"button","url":"https://%s/harvest","text":{"vi":"See the harvest","en":""}}],"body":{"vi":"","en":""},"attachments":[],"utm":{"source":"","medium":"","campaign":""},"sender":""}}`, text, letterDomain)
	answer, err := p.ask(ctx, "POST", "/v1/templates", body)
	var made struct {
		ID      string
		Edition int64
	}
	if err = errors.Join(err, json.Unmarshal(answer, &made)); err != nil {
		return err
	}
	p.template = made.ID
	_, err = p.ask(ctx, "POST", "/v1/templates/"+made.ID+"/publish", fmt.Sprintf(`{"edition":%d}`, made.Edition))
	return err
}

// campaign sends one to everybody, and returns when every message has arrived, is written down and on its timeline: all of
// that counts. It gives the processor time the house took.
func (p *postOffice) campaign(ctx context.Context) (used time.Duration, err error) {
	p.sent++
	answer, err := p.ask(ctx, "POST", "/v1/campaigns", fmt.Sprintf(`{"name":"bench %d","plan":{"audience":{"where":"exists email"},"steps":[{"channel":"email","template":%q}],"variants":[],"holdout":0,"time":{"kind":"now"},"goal":{"event":"Order Completed","days":7}}}`, p.sent, p.template))
	var made struct {
		ID      string
		Version int64
	}
	if err = errors.Join(err, json.Unmarshal(answer, &made)); err != nil {
		return 0, err
	}
	before, err := processorOf(p.pid)
	if err != nil {
		return 0, err
	}
	p.sink.begin()
	if _, err := p.ask(ctx, "POST", "/v1/campaigns/"+made.ID+"/start", fmt.Sprintf(`{"version":%d}`, made.Version)); err != nil {
		return 0, err
	}
	if err := p.sink.await(ctx, p.people); err != nil {
		return 0, err
	}
	if err := p.settled(ctx, made.ID); err != nil {
		return 0, err
	}
	p.ours = p.sink.bytes.Load()
	after, err := processorOf(p.pid)
	return after - before, err
}

// settled waits until all that a campaign sent is written down, and on the timelines.
func (p *postOffice) settled(ctx context.Context, id string) error {
	for ctx.Err() == nil {
		answer, err := p.ask(ctx, "GET", "/v1/campaigns/"+id, "")
		var c struct{ Sent, Queued int }
		if err = errors.Join(err, json.Unmarshal(answer, &c)); err != nil {
			return err
		}
		if c.Sent == p.people {
			return p.caughtUp(ctx)
		}
		time.Sleep(50 * time.Millisecond)
	}
	return ctx.Err()
}

// caughtUp waits until the readouts have everything.
func (p *postOffice) caughtUp(ctx context.Context) error {
	for {
		left, err := p.behind(ctx)
		if err != nil || left == 0 {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (p *postOffice) ask(ctx context.Context, method, path, body string) ([]byte, error) {
	return p.socket.call(ctx, method, path, []byte(body))
}

func addressOf(i int) string { return fmt.Sprintf("ada%d@example.com", i) }
func nameOf(i int) string    { return fmt.Sprintf("Ada Nguyen %dth", i) }

// processorOf is the processor time a process has taken.
func processorOf(pid int) (time.Duration, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	fields := bytes.Fields(b[bytes.LastIndexByte(b, ')')+1:])
	var user, system time.Duration
	_, err = fmt.Sscan(string(fields[11])+" "+string(fields[12]), &user, &system)
	return (user + system) * (time.Second / 100), err // a hundred ticks a second, on every Linux
}
