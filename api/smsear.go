package api

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"

	"banhda/auth"
	way "banhda/channel/sms"
	"banhda/channel/sms/esms"
	"banhda/drive/job"
	"banhda/hub/consent"
	"banhda/hub/conversation"
	"banhda/hub/delivery"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/hub/person"
	"banhda/hub/sms"
	"banhda/hub/timeline"
	"banhda/store"
)

// smsEar takes in what comes back from phones.
type smsEar struct{ s *Server }

// Reported implements sms.Ear. A report may come before it is written down that the message was taken: then it comes again.
func (s *smsEar) Reported(ctx context.Context, r way.Report) error {
	if r.State == way.Pending {
		return nil
	}
	return s.s.Records.Tx(ctx, func(t *store.Tx) error {
		id, err := s.s.reportedSMS(ctx, &t.View, &r)
		if err != nil {
			return absent(err)
		}
		sent, err := t.Message(ctx, id)
		if err != nil {
			return absent(err)
		}
		return s.s.learnSMS(ctx, t, &sent, &r)
	})
}

// errEarly: the message is on its way to being written down as sent.
var errEarly = errors.New("a report came before its message was written down")

func (s *Server) reportedSMS(ctx context.Context, v *store.View, r *way.Report) (int64, error) {
	if id, err := ParseOutgoingID(r.ID); r.ID != "" && err == nil {
		sent, err := v.Message(ctx, id)
		if err == nil && sent.State == message.Sending {
			return 0, errEarly
		}
		return id, err
	}
	id, err := v.ByHandle(ctx, r.Handles, r.To)
	if err == nil || !errors.Is(err, store.ErrNotFound) {
		return id, err
	}
	underWay, more := v.SendingMessages(ctx)
	if slices.ContainsFunc(underWay, func(m message.Message) bool { return m.Channel == consent.SMS }) {
		return 0, errEarly
	}
	return 0, orElse(more, err)
}

// learnSMS writes down what a report says: once for a message, however many parts it went in; one that failed says more.
func (s *Server) learnSMS(ctx context.Context, t *store.Tx, sent *message.Message, r *way.Report) error {
	if sent.State == message.Bounced || sent.State == message.Delivered && r.State == way.Delivered {
		return nil
	}
	said := &delivery.Report{Verdict: delivery.Soft, Reason: orText(r.Code, "not-delivered")}
	if r.State == way.Failed {
		_, err := s.heard(ctx, t, sent, said)
		return err
	}
	if err := t.LearnMessage(ctx, sent.ID, message.Delivered, ""); err != nil {
		return err
	}
	said.Verdict, said.Reason = delivery.Delivered, ""
	return s.tellReport(ctx, t, sent, said)
}

// Answered implements sms.Ear: what people write stands on their timeline, and who refuses gets no more.
func (s *smsEar) Answered(ctx context.Context, a way.Answer) error {
	key, reason := person.Normalise(person.Key{Kind: person.Phone, Value: a.From})
	if reason != "" {
		return nil // from no phone of anybody
	}
	if !sms.Refuses(a.Text) {
		_, err := s.s.hear(ctx, conversation.Incoming{Channel: conversation.SMS, Who: person.Identity{Phone: key.Value}, Address: key.Value, Text: a.Text, At: a.At.UnixMicro(),
			Key: key.Value + "-" + writeSerial(a.At.UnixMicro()), Data: map[string]string{"to": a.To}})
		return err
	}
	known, err := s.s.Records.Profiles(ctx, []person.Key{key})
	if err != nil {
		return err
	}
	who := known[key].Person
	ctx = auth.With(ctx, auth.Actor{Kind: auth.System})
	_, err = s.s.change(ctx, mutation{verb: "sms-answer", target: personTarget(who), also: func(ctx context.Context, t *store.Tx) error {
		if who != 0 {
			if err := tellAnswer(ctx, t, who, &a); err != nil {
				return err
			}
		}
		return s.s.refusedSMS(ctx, t, who, key.Value, &a)
	}}, nil)
	return err
}

// longestReply is how much of an answer the timeline keeps.
const longestReply = 500

func tellAnswer(ctx context.Context, t *store.Tx, who int64, a *way.Answer) error {
	text := []rune(a.Text)
	properties, err := json.Marshal(map[string]string{"channel": string(consent.SMS), "text": string(text[:min(len(text), longestReply)]), "to": a.To})
	if err != nil {
		return err
	}
	return postEvents(ctx, t, messageSource, []int64{who}, func(int64) timeline.Event {
		return timeline.Event{ID: "answer-" + PersonID(who) + "-" + writeSerial(a.At.UnixMicro()), Name: "Message Received", At: a.At.UnixMicro(), Properties: properties}
	})
}

// refusedSMS ends advertising to a phone at once, and confirms it once: whoever refuses again hears nothing.
func (s *Server) refusedSMS(ctx context.Context, t *store.Tx, who int64, number string, a *way.Answer) error {
	hash := s.addressHash(consent.SMS, number)
	if who == 0 {
		added, err := t.Suppress(ctx, delivery.Suppression{Hash: hash, Channel: consent.SMS, Address: number, Reason: gate.Unsubscribed, Note: short(a.Text)})
		if err != nil || !added {
			return err
		}
		return t.Enqueue(ctx, smsJob, "", confirmation(who, number), t.Now())
	}
	held, err := t.Held(ctx, who)
	if err != nil || held[consent.Key{Channel: consent.SMS, Purpose: consent.Marketing}].State == consent.Withdrawn {
		return err
	}
	entry := consent.Entry{Person: who, Channel: consent.SMS, Purpose: consent.Marketing, State: consent.Withdrawn, At: t.Now(), How: "sms", Evidence: consent.Evidence{Note: short(a.Text)}}
	if _, err := t.Consent(ctx, entry); err != nil {
		return err
	}
	if err := postEvents(ctx, t, messageSource, []int64{who}, func(int64) timeline.Event {
		return timeline.Event{ID: "unsubscribed-" + PersonID(who) + "-" + writeSerial(t.Now()), Name: "Unsubscribed", At: t.Now(), Properties: json.RawMessage(`{"channel":"sms"}`)}
	}); err != nil {
		return err
	}
	return t.Enqueue(ctx, smsJob, "", confirmation(who, number), t.Now())
}

// smsJob sends one message that somebody waits for. It is begun at most once.
const smsJob job.Kind = "sms"

// smsLater is a message that waits to be sent.
type smsLater struct {
	Person int64  `json:"person"`
	To     string `json:"to"`
}

func confirmation(who int64, number string) []byte {
	body, _ := json.Marshal(smsLater{Person: who, To: number}) // of texts and numbers: it cannot fail
	return body
}

// confirmed is what who refuses is answered: that it was heard, and nothing else. It has room in one message.
const confirmed = "da nhan yeu cau tu choi. Quy khach se khong nhan tin quang cao nua."

// doConfirm answers who refused.
func (s *Server) doConfirm(ctx context.Context, j job.Job) error {
	var l smsLater
	if err := json.Unmarshal(j.Body, &l); err != nil {
		return job.Final(err)
	}
	of, _ := s.phones.get()
	_, err := s.phones.send(ctx, way.Message{ID: "confirm-" + writeSerial(j.ID), To: l.To, Text: of.Care + ": " + confirmed, Class: consent.Transactional})
	switch class := way.ClassOf(err); {
	case err == nil:
		return s.tellConfirmed(ctx, l.Person, j.ID)
	case err == errNoWay, class == way.Permanent, class == way.Doubtful:
		return job.Final(err)
	}
	return err
}

func (s *Server) tellConfirmed(ctx context.Context, who, id int64) error {
	if who == 0 {
		return nil
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		return postEvents(ctx, t, messageSource, []int64{who}, func(int64) timeline.Event {
			return timeline.Event{ID: "confirm-" + writeSerial(id), Name: "Message Sent", At: t.Now(), Properties: json.RawMessage(`{"channel":"sms","class":"transactional","about":"refusal"}`)}
		})
	})
}

// esmsHeard takes what eSMS says of a message.
func (s *Server) esmsHeard(w http.ResponseWriter, r *http.Request) {
	if subtle.ConstantTimeCompare([]byte(r.PathValue("mark")), []byte(s.esmsMark())) != 1 || !s.visitors.allow(r) {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	report, final := esms.Callback(r.URL.Query(), s.Now())
	if final {
		ctx, cancel := context.WithTimeout(r.Context(), 10*time.Second)
		defer cancel()
		if err := (&smsEar{s}).Reported(ctx, report); err != nil {
			s.Logger.Error("keeping what eSMS said of a message", "error", err)
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

// handlesKept is how long reports on a message are waited for.
const handlesKept = 7 * 24 * time.Hour

const handlesJob job.Kind = "sms-handles"

// forgetHandles forgets what networks called messages that no report comes for any more.
func (s *Server) forgetHandles(ctx context.Context, _ job.Job) error {
	for n := int64(1); n > 0; {
		err := s.Records.Tx(ctx, func(t *store.Tx) (err error) {
			n, err = t.ForgetHandles(ctx, t.Now()-handlesKept.Microseconds(), 1000)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
