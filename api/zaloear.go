package api

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	way "banhda/channel/zalo"
	"banhda/drive/job"
	"banhda/hub/consent"
	"banhda/hub/conversation"
	"banhda/hub/delivery"
	"banhda/hub/message"
	"banhda/hub/person"
	"banhda/hub/timeline"
	"banhda/store"
)

// zaloJob takes in one thing that Zalo told.
const zaloJob job.Kind = "zalo"

const (
	// zaloLargest is how many bytes of what Zalo tells are read.
	zaloLargest = 256 << 10
	// zaloWithin is how long keeping it may take: Zalo waits for two seconds, and tells nothing more to who is slower often.
	zaloWithin = 1500 * time.Millisecond
)

// zaloTold keeps what Zalo tells, and answers: it is taken in behind.
func (s *Server) zaloTold(w http.ResponseWriter, r *http.Request) {
	if subtle.ConstantTimeCompare([]byte(r.PathValue("mark")), []byte(s.zaloMark())) != 1 {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), zaloWithin)
	defer cancel()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, zaloLargest))
	if err != nil {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	switch known, err := s.keepTold(ctx, r.Header.Get(way.SignatureHeader), body); {
	case err != nil:
		s.Logger.Error("keeping what Zalo told", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable) // it tells it again
	case !known:
		w.WriteHeader(http.StatusForbidden)
	default:
		w.WriteHeader(http.StatusOK)
	}
}

// keepTold leaves what was told as a job; known is false for what Zalo did not sign. What is of no use is told well, too.
func (s *Server) keepTold(ctx context.Context, signature string, body []byte) (known bool, err error) {
	var z zaloSettings
	var secrets zaloSecrets
	err = s.Records.View(ctx, func(v *store.View) error {
		if z, err = readZalo(ctx, v); err == nil {
			secrets, err = s.zaloSecrets(&z)
		}
		return err
	})
	if err != nil || z.App == "" || !way.Signed(signature, body, z.App, secrets.OA) {
		return false, err
	}
	e, broken := way.Read(body)
	ours := broken == nil && e.Kind != way.Other && (e.App == "" || e.App == z.App) && (e.OA == "" || z.OA == "" || e.OA == z.OA || e.Kind == way.Received || e.Kind == way.Seen)
	return true, s.Records.Tx(ctx, func(t *store.Tx) error {
		if err := noteZaloHeard(ctx, t); err != nil || !ours {
			return err
		}
		return t.Enqueue(ctx, zaloJob, e.Key(), body, t.Now())
	})
}

// noteZaloHeard notes that Zalo told something, at most once a minute.
func noteZaloHeard(ctx context.Context, t *store.Tx) error {
	at, err := readZaloHeard(ctx, &t.View)
	if err != nil || t.Now()-at < time.Minute.Microseconds() {
		return err
	}
	return setJSON(ctx, t, zaloHeard, t.Now())
}

// takeTold takes in what Zalo told. It may be done twice: what was said is known by its id, what happened by its own.
func (s *Server) takeTold(ctx context.Context, j job.Job) error {
	e, err := way.Read(j.Body)
	if err != nil {
		return job.Final(err)
	}
	e.At = min(e.At, s.Now().UnixMicro())
	switch e.Kind {
	case way.Said:
		return s.zaloSaid(ctx, &e, j.Attempts)
	case way.Shared:
		return s.zaloShared(ctx, &e)
	case way.Followed, way.Unfollowed:
		return s.zaloFollowed(ctx, &e)
	}
	return s.zaloReported(ctx, &e)
}

// zaloSystem is how ids of users at Zalo are told from ids elsewhere.
const zaloSystem = "zalo"

func zaloWho(user string) person.Identity {
	return person.Identity{External: map[string]string{zaloSystem: user}}
}

var errUnheard = errors.New("what was said on Zalo was not kept; it is tried again")

// zaloSaid takes in what somebody wrote, with what went along. Of somebody new Zalo is asked for the name; where it does not say,
// they have none.
func (s *Server) zaloSaid(ctx context.Context, e *way.Event, attempts int) error {
	in := conversation.Incoming{Channel: conversation.Zalo, Who: zaloWho(e.User), Key: e.ID, Address: e.User, Text: e.Text, At: e.At}
	if _, heard, err := s.heardBefore(ctx, &in); heard || err != nil {
		return err
	}
	files, left, err := s.fetchFromZalo(ctx, e)
	if err != nil && attempts < zaloFetches {
		return err
	}
	in.Files, in.Text = files, strings.TrimSpace(strings.Join(append([]string{e.Text}, left...), "\n"))
	keys, _ := in.Who.Keys()
	known, err := s.Records.Profiles(ctx, keys)
	if err != nil {
		return err
	}
	if len(known) == 0 {
		in.Who.Name = s.zaloName(ctx, e.User)
	}
	kept, err := s.hear(ctx, in)
	if errors.Is(err, errNobody) { // they asked to be forgotten
		return nil
	}
	if err == nil && kept.ID == 0 {
		err = errUnheard
	}
	return err
}

// zaloName is what somebody calls themselves at Zalo; empty where it does not say.
func (s *Server) zaloName(ctx context.Context, user string) string {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	c, _, err := s.zaloClient(ctx)
	if err != nil {
		return ""
	}
	p, err := c.Profile(ctx, user)
	if err != nil {
		return ""
	}
	return clipped(cleanName(p.Name), 200)
}

// zaloShared joins a phone to who gave it: it overwrites nothing, and joins nobody to somebody else who is known by name.
func (s *Server) zaloShared(ctx context.Context, e *way.Event) error {
	who, self := zaloWho(e.User), zaloWho(e.User)
	who.Phone, who.Name = e.Phone, clipped(cleanName(e.Name), 200)
	keys, _ := self.Keys()
	in := conversation.Incoming{Channel: conversation.Zalo, Who: who, At: e.At}
	if err := s.getToKnow(ctx, &in, keys); err != nil {
		return ignore(err, errNobody)
	}
	return s.tellZalo(ctx, in.Person, e, "Chat Lead Captured", map[string]any{"phone": e.Phone != ""})
}

func ignore(err, known error) error {
	if errors.Is(err, known) {
		return nil
	}
	return err
}

// zaloFollowed takes in who follows the account, and who does no more: they want no advertising by it, either.
func (s *Server) zaloFollowed(ctx context.Context, e *way.Event) error {
	who := zaloWho(e.User)
	keys, _ := who.Keys()
	known, err := s.Records.Profiles(ctx, keys)
	if err != nil {
		return err
	}
	id := known[keys[0]].Person
	if e.Kind == way.Unfollowed {
		return s.zaloLeft(ctx, id, e)
	}
	if id == 0 {
		who.Name = s.zaloName(ctx, e.User)
		in := conversation.Incoming{Channel: conversation.Zalo, Who: who, At: e.At}
		if err := s.getToKnow(ctx, &in, keys); err != nil {
			return ignore(err, errNobody)
		}
		id = in.Person
	}
	return s.tellZalo(ctx, id, e, "Zalo Followed", nil)
}

func (s *Server) zaloLeft(ctx context.Context, id int64, e *way.Event) error {
	if id == 0 {
		return nil
	}
	_, err := s.change(ctx, mutation{verb: "zalo-left", target: PersonID(id), also: func(ctx context.Context, t *store.Tx) error {
		held, err := t.Held(ctx, id)
		if err != nil {
			return err
		}
		if state := held[consent.Key{Channel: consent.Zalo, Purpose: consent.Marketing}].State; state == consent.Given || state == consent.Pending {
			entry := consent.Entry{Person: id, Channel: consent.Zalo, Purpose: consent.Marketing, State: consent.Withdrawn, At: t.Now(), How: "chat", Evidence: consent.Evidence{Note: "unfollow"}}
			if _, err := t.Consent(ctx, entry); err != nil {
				return err
			}
		}
		return tellZaloIn(ctx, t, id, e, "Zalo Unfollowed", nil)
	}}, nil)
	return err
}

func (s *Server) tellZalo(ctx context.Context, id int64, e *way.Event, name string, properties map[string]any) error {
	return s.Records.Tx(ctx, func(t *store.Tx) error { return tellZaloIn(ctx, t, id, e, name, properties) })
}

// tellZaloIn tells the person's timeline, once however often Zalo told it.
func tellZaloIn(ctx context.Context, t *store.Tx, id int64, e *way.Event, name string, properties map[string]any) error {
	said := map[string]any{"channel": consent.Zalo}
	for key, value := range properties {
		said[key] = value
	}
	body, err := json.Marshal(said)
	if err != nil {
		return err
	}
	return postEvents(ctx, t, conversationSource, []int64{id}, func(int64) timeline.Event {
		return timeline.Event{ID: "zalo-" + string(e.Kind) + "-" + e.User + "-" + writeSerial(e.At), Name: name, At: e.At, Properties: body}
	})
}

// zaloReported writes down that messages arrived, or were seen. A report may come before it is written down that its message
// was taken: then the job is tried again.
func (s *Server) zaloReported(ctx context.Context, e *way.Event) error {
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		for _, id := range e.IDs {
			sent, err := s.zaloMessage(ctx, t, id, e.Tracking)
			if err == nil {
				err = s.learnZalo(ctx, t, &sent, e)
			}
			if absent(err) != nil {
				return err
			}
		}
		return nil
	})
}

// zaloMessage is the message that Zalo calls by an id, or that we gave it a name for.
func (s *Server) zaloMessage(ctx context.Context, t *store.Tx, id, tracking string) (m message.Message, err error) {
	number, err := ParseOutgoingID(tracking)
	if tracking == "" || err != nil {
		number, err = t.ByHandle(ctx, []string{zaloHandle(id)}, "")
	}
	if err == nil {
		if m, err = t.Message(ctx, number); err == nil && m.State == message.Sending {
			err = errEarly
		}
		return m, err
	}
	if absent(err) != nil {
		return m, err
	}
	underWay, more := t.SendingMessages(ctx)
	if slices.ContainsFunc(underWay, func(m message.Message) bool { return m.Channel == consent.Zalo }) {
		return m, errEarly
	}
	return m, orElse(more, err)
}

// zaloHandle is what Zalo calls a message, apart from what others call theirs.
func zaloHandle(id string) string { return "zalo:" + id }

func (s *Server) learnZalo(ctx context.Context, t *store.Tx, sent *message.Message, e *way.Event) error {
	if sent.State != message.Delivered {
		if err := t.LearnMessage(ctx, sent.ID, message.Delivered, ""); err != nil {
			return err
		}
		if err := s.tellReport(ctx, t, sent, &delivery.Report{Verdict: delivery.Delivered}); err != nil {
			return err
		}
	}
	if e.Kind != way.Seen {
		return nil
	}
	first, err := t.OpenedMessage(ctx, sent.ID, e.At, false)
	if err != nil || !first {
		return err
	}
	return tellOf(ctx, t, sent, "Message Opened", nil)
}
