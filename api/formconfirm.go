package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"banhda/attract/form"
	"banhda/auth"
	"banhda/drive/job"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// confirmJob asks once more to confirm.
const confirmJob job.Kind = "form-confirm"

// askAgain is after how long who did not confirm is asked once more, the last time.
const askAgain = 2 * 24 * time.Hour

var systemActor = auth.Actor{Kind: auth.System}

// askAgainFor is the body of the job.
type askAgainFor struct {
	Submission int64  `json:"submission"`
	Template   string `json:"template"`
	FormName   string `json:"form_name"`
}

// askToConfirm asks somebody by mail to confirm what they agreed to, and once more later.
func (s *Server) askToConfirm(ctx context.Context, t *store.Tx, template, name string, one *form.Submission) error {
	if err := s.sendConfirm(ctx, t, template, name, one, "confirm"); err != nil {
		return err
	}
	one.Confirm.Asked = t.Now()
	if err := t.SaveSubmission(ctx, *one); err != nil {
		return err
	}
	body, err := json.Marshal(askAgainFor{one.ID, template, name})
	if err != nil {
		return err
	}
	return t.Enqueue(ctx, confirmJob, strconv.FormatInt(one.ID, 10), body, t.Now()+askAgain.Microseconds())
}

// sendConfirm leaves the message. Without a published template or an address to lead to there is none.
func (s *Server) sendConfirm(ctx context.Context, t *store.Tx, key, name string, one *form.Submission, turn string) error {
	is, err := t.TemplateByKey(ctx, orText(key, form.ConfirmKey))
	if err != nil {
		return absent(err)
	}
	m, err := readMail(ctx, &t.View)
	if err != nil || m.URL == "" {
		return err
	}
	link := m.URL + "/k/" + s.tokens.Sign(token.Token{Kind: token.Confirm, Message: one.ID, Person: one.Person})
	_, err = t.Send(ctx, message.Draft{Person: one.Person, Channel: consent.Email, Class: consent.Transactional, Purpose: consent.Contract, Template: is.ID,
		Data: map[string]any{"form_name": name, "confirm": link}, Key: submissionKey(one.ID, turn)})
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	return err
}

// doAskAgain is the job.
func (s *Server) doAskAgain(ctx context.Context, j job.Job) error {
	var a askAgainFor
	if err := json.Unmarshal(j.Body, &a); err != nil {
		return job.Final(err)
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		one, err := t.Submission(ctx, a.Submission)
		if err != nil || one.Confirm.Confirmed != 0 || one.Confirm.Again != 0 || one.Person == 0 {
			return orElse(absent(err), t.FinishJob(ctx, j.ID))
		}
		if err := s.sendConfirm(ctx, t, a.Template, a.FormName, &one, "again"); err != nil {
			return err
		}
		one.Confirm.Again = t.Now()
		return orElse(t.SaveSubmission(ctx, one), t.FinishJob(ctx, j.ID))
	})
}

var errConfirmGone = phrase.Sentencef("there is nothing to confirm here any more")

// confirmPage asks for the click that confirms: programs that follow the links of a mail confirm nothing.
func (s *Server) confirmPage(w http.ResponseWriter, r *http.Request, about token.Token) error {
	return s.showConfirm(w, r, about, "")
}

func (s *Server) showConfirm(w http.ResponseWriter, r *http.Request, about token.Token, done string) error {
	var one form.Submission
	address := ""
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		if one, err = v.Submission(r.Context(), about.Message); err != nil || one.Person == 0 {
			return err
		}
		who, err := personRecord(r.Context(), v, one.Person)
		address = who.Values.Text("email")
		return absent(err)
	})
	if err != nil || one.Person == 0 {
		s.letterSays(w, r, http.StatusNotFound, errConfirmGone)
		return absent(err)
	}
	p, _, _, err := s.letterOf(r.Context(), about)
	if err != nil {
		return err
	}
	p.Language = pageLanguage(r, one.Said.Language)
	p.Title, p.Path, p.Said = confirmWords["title"].In(p.Language), r.URL.Path, confirmWords["asked"].In(p.Language)
	if done != "" || one.Confirm.Confirmed != 0 {
		p.Done, p.Said = true, confirmWords["done"].In(p.Language)
		if address != "" {
			p.Choices = "/p/" + s.tokens.Sign(token.Token{Kind: token.Preferences, Person: one.Person, Text: address}) + "?lang=" + p.Language
		}
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return letterPages.ExecuteTemplate(w, "confirm", p)
}

var confirmWords = map[string]*phrase.Sentence{
	"title": phrase.Sentencef("Confirm"), "asked": phrase.Sentencef("Do you want to hear from us? Please confirm it by the button."), "done": phrase.Sentencef("Thank you, it is confirmed. You can change your mind at any time."),
}

// confirmAgreed writes down that somebody confirmed: what had waited for it is given from now on.
func (s *Server) confirmAgreed(w http.ResponseWriter, r *http.Request, about token.Token) error {
	ctx := byThemselves(r)
	_, err := s.change(ctx, mutation{verb: "consent-confirmed", target: personTarget(about.Person), also: func(ctx context.Context, t *store.Tx) error {
		one, err := t.Submission(ctx, about.Message)
		if err != nil || one.Person == 0 || one.Confirm.Confirmed != 0 {
			return absent(err)
		}
		one.Confirm.Confirmed = t.Now()
		if err := t.SaveSubmission(ctx, one); err != nil {
			return err
		}
		return confirmAll(ctx, t, &one, clipped(r.UserAgent(), longestDevice), visitAddress(r))
	}}, nil)
	if err != nil {
		return err
	}
	return s.showConfirm(w, r, about, "done")
}

// confirmAll gives what had waited to be confirmed, and was not taken back since.
func confirmAll(ctx context.Context, t *store.Tx, one *form.Submission, device, address string) error {
	held, err := t.Held(ctx, one.Person)
	if err != nil {
		return err
	}
	for _, c := range one.Said.Consents {
		for _, name := range c.Channels {
			k := consent.Key{Channel: consent.Channel(name), Purpose: c.Purpose}
			if held[k].State != consent.Pending {
				continue
			}
			e := consent.Entry{Person: one.Person, Channel: k.Channel, Purpose: k.Purpose, State: consent.Given, At: t.Now(), How: "link",
				Evidence: consent.Evidence{Form: formEvidence(FormID(one.Form), one.Version), Wording: c.Wording, Hash: c.Hash, Address: address, Note: device}}
			if _, err := t.Consent(ctx, e); err != nil {
				return err
			}
		}
	}
	return nil
}
