package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"banhda/auth"
	"banhda/auth/customer"
	"banhda/drive/job"
	"banhda/hub/consent"
	"banhda/hub/conversation"
	"banhda/hub/message"
	"banhda/hub/person"
	"banhda/hub/template"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// signInJob sends somebody the code by which they sign in. It is left to be done after they are answered: so nobody can tell
// by the time it takes whether an address is known here.
const signInJob job.Kind = "customer-code"

// customerSecret is from what codes follow.
func (s *Server) customerSecret() []byte { return auth.NewKey(s.Secret, "customer codes") }

// askToSignIn takes an address in and has a code sent to it, whoever's it is.
func (s *Server) askToSignIn(w http.ResponseWriter, r *http.Request, p *doorSheet) error {
	p.Said = clipped(r.PostFormValue("who"), 300)
	key, err := customer.Key(p.Said)
	switch {
	case err != nil:
		p.Problem = customer.ErrAddress.In(p.Language)
		return writeDoor(w, http.StatusUnprocessableEntity, "door", p)
	case !p.takes(key.Kind):
		p.Problem = phrase.Sentencef("no code can be sent there; use the other way that is named here").In(p.Language)
		return writeDoor(w, http.StatusUnprocessableEntity, "door", p)
	}
	if wait := s.attempts.TakeMessage("customer "+key.Value, visitOf(r.Context()).address, s.Now()); wait > 0 {
		p.Problem = phrase.Sentencef("too many codes were asked for; try again in %d minutes", minutes(wait)).In(p.Language)
		return writeDoor(w, http.StatusTooManyRequests, "door", p)
	}
	secret := auth.NewSession()
	asked := customer.Asked{Browser: auth.Hash(secret), Key: key, Language: p.Language, To: p.To}
	if err := s.Records.Tx(r.Context(), func(t *store.Tx) error { return askCode(r.Context(), t, asked) }); err != nil {
		return err
	}
	keepCookie(w, r, askingCookie, secret, customer.CodeLife)
	http.Redirect(w, r, "/in/code?lang="+p.Language, http.StatusSeeOther)
	return nil
}

func minutes(wait time.Duration) int { return int((wait + time.Minute - 1) / time.Minute) }

func askCode(ctx context.Context, t *store.Tx, asked customer.Asked) error {
	asked, err := t.AskCode(ctx, asked)
	if err != nil {
		return err
	}
	body, err := json.Marshal(asked.ID)
	if err != nil {
		return err
	}
	return t.Enqueue(ctx, signInJob, strconv.FormatInt(asked.ID, 10), body, t.Now())
}

// forgetDoors forgets who asked to sign in and can no more, and sessions that are over.
func forgetDoors(ctx context.Context, t *store.Tx) error {
	now := t.Now()
	return errors.Join(t.ForgetCodes(ctx, now-customer.CodeLife.Microseconds()),
		t.ForgetCustomerSessions(ctx, now-auth.SessionLife.Microseconds(), now-auth.SessionIdle.Microseconds()))
}

// sendCode is the job: whoever asked is somebody with a record from now on, as who fills in a form is.
func (s *Server) sendCode(ctx context.Context, j job.Job) error {
	var id int64
	if err := json.Unmarshal(j.Body, &id); err != nil {
		return job.Final(err)
	}
	asked, err := s.askedCode(ctx, id)
	if err != nil {
		return absent(err)
	}
	who, err := s.whoAsks(ctx, &asked)
	if errors.Is(err, errNobody) { // they were erased, and stay so
		return nil
	}
	if err != nil {
		return err
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		return orElse(leaveCode(ctx, t, who, &asked), t.FinishJob(ctx, j.ID))
	})
}

func (s *Server) askedCode(ctx context.Context, id int64) (a customer.Asked, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = v.AskedCode(ctx, id)
		return err
	})
	return a, err
}

func (s *Server) whoAsks(ctx context.Context, asked *customer.Asked) (int64, error) {
	keys := []person.Key{asked.Key}
	known, err := s.Records.Profiles(ctx, keys)
	if err != nil {
		return 0, err
	}
	if p, ok := known[asked.Key]; ok {
		return p.Person, nil
	}
	in := conversation.Incoming{Channel: conversation.Email, Who: asked.Key.Identity(), At: asked.AskedAt}
	in.Who.Fields = map[string]any{"language": asked.Language}
	err = s.getToKnow(ctx, &in, keys)
	return in.Person, err
}

// codePrefix is what the keys of messages with a code begin with.
const codePrefix = "sign-in-"

func ofSignIn(m *message.Message) bool { return strings.HasPrefix(m.Key, codePrefix) }

// codeLetter is the message that says a code, and the way it goes.
func codeLetter(asked *customer.Asked) (template.Template, consent.Channel) {
	letter, sms := customer.Letter, customer.SMS
	if confirming(asked) {
		letter, sms = customer.ConfirmLetter, customer.ConfirmSMS
	}
	if asked.Key.Kind == person.Phone {
		return sms(), consent.SMS
	}
	return letter(), consent.Email
}

func leaveCode(ctx context.Context, t *store.Tx, who int64, asked *customer.Asked) error {
	by, channel := codeLetter(asked)
	if _, err := bringTemplate(ctx, t, by); err != nil {
		return err
	}
	is, err := t.TemplateByKey(ctx, by.Key)
	if err != nil {
		return err
	}
	_, err = t.Send(ctx, message.Draft{Person: who, Channel: channel, Class: consent.Transactional, Purpose: consent.Contract, Template: is.ID,
		Data: map[string]any{"to": asked.Key.Value, "asked": strconv.FormatInt(asked.ID, 10), "language": asked.Language}, Key: codePrefix + strconv.FormatInt(asked.ID, 10) + "-" + customer.Mark(asked)})
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	return err
}

// codeOf is what a message says by which somebody signs in; nil: its code opens no more. It is made as the message leaves, and
// stands nowhere else.
func (s *Server) codeOf(ctx context.Context, m *message.Message, url string) map[string]any {
	text, _ := m.Data["asked"].(string)
	id, _ := strconv.ParseInt(text, 10, 64)
	asked, err := s.askedCode(ctx, id)
	if err != nil || !asked.Open(s.Now().UnixMicro()) || !strings.HasSuffix(m.Key, customer.Mark(&asked)) {
		return nil
	}
	link := url + "/in/link/" + s.tokens.Sign(token.Token{Kind: token.SignIn, Message: asked.ID, Text: customer.Mark(&asked)}) + "?lang=" + asked.Language
	return map[string]any{"code": customer.Code(s.customerSecret(), &asked), "link": link}
}
