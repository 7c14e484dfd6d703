package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"banhda/auth"
	"banhda/auth/customer"
	"banhda/drive/job"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// What a customer confirms by a code: that an address is theirs, that they want to be forgotten.
const (
	confirmsAddress = "address"
	confirmsErasure = "erase"
)

// confirmPath begins where a code leads by which something is confirmed, with what and by whom: it opens for nobody else, and
// signs nobody in.
const confirmPath = "/my/data/code/"

func confirming(a *customer.Asked) bool { return strings.HasPrefix(a.To, confirmPath) }

func confirmsOf(what string, who int64) string { return confirmPath + what + "/" + PersonID(who) }

// confirmCodeJob sends a code by which somebody who is signed in confirms something.
const confirmCodeJob job.Kind = "customer-confirm"

// codeAsked is what the job needs: who asks is known, whatever the address is.
type codeAsked struct {
	Asked  int64 `json:"asked"`
	Person int64 `json:"person"`
}

// sendCodeTo has a code sent to an address, and leads to where it is typed.
func (s *Server) sendCodeTo(w http.ResponseWriter, r *http.Request, c *myCall, key person.Key, what string) error {
	door := &doorSheet{}
	if err := s.Records.View(r.Context(), func(v *store.View) error { return s.fillDoor(r.Context(), v, door) }); err != nil {
		return err
	}
	if !door.takes(key.Kind) {
		return phrase.Sentencef("no code can be sent there; use the other way that is named here")
	}
	if wait := s.attempts.TakeMessage("customer "+key.Value, visitOf(r.Context()).address, s.Now()); wait > 0 {
		return phrase.Sentencef("too many codes were asked for; try again in %d minutes", minutes(wait))
	}
	secret := auth.NewSession()
	asked := customer.Asked{Browser: auth.Hash(secret), Key: key, Language: c.language, To: confirmsOf(what, c.Person)}
	err := s.Records.Tx(r.Context(), func(t *store.Tx) error {
		is, err := t.AskCode(r.Context(), asked)
		if err != nil {
			return err
		}
		body, err := json.Marshal(codeAsked{is.ID, c.Person})
		if err != nil {
			return err
		}
		return t.Enqueue(r.Context(), confirmCodeJob, strconv.FormatInt(is.ID, 10), body, t.Now())
	})
	if err != nil {
		return err
	}
	keepCookie(w, r, askingCookie, secret, customer.CodeLife)
	http.Redirect(w, r, "/my/data/code", http.StatusSeeOther)
	return nil
}

// sendConfirmCode is the job.
func (s *Server) sendConfirmCode(ctx context.Context, j job.Job) error {
	var of codeAsked
	if err := json.Unmarshal(j.Body, &of); err != nil {
		return job.Final(err)
	}
	asked, err := s.askedCode(ctx, of.Asked)
	if err != nil {
		return absent(err)
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		return orElse(leaveCode(ctx, t, of.Person, &asked), t.FinishJob(ctx, j.ID))
	})
}

// myCodePage asks for the code that was sent.
func (s *Server) myCodePage(w http.ResponseWriter, r *http.Request, c *myCall) error {
	var asked customer.Asked
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		asked, err = v.AskedBy(r.Context(), askingBrowser(r))
		return err
	})
	if absent(err) != nil {
		return err
	}
	if what, mine := c.confirms(&asked); err == nil && mine && asked.UsedAt == 0 {
		return c.show(w, r, dataPages, "code", dataWords["code-"+what][c.language], asked.Key.Value)
	}
	http.Redirect(w, r, c.here.url(), http.StatusSeeOther)
	return nil
}

// confirms is what a code confirms, where it is this customer's.
func (c *myCall) confirms(a *customer.Asked) (what string, mine bool) {
	for _, what := range []string{confirmsAddress, confirmsErasure} {
		if a.To == confirmsOf(what, c.Person) {
			return what, true
		}
	}
	return "", false
}

// confirmMyCode does what was to be confirmed by the code that was typed.
func (s *Server) confirmMyCode(w http.ResponseWriter, r *http.Request, c *myCall) error {
	typed := clipped(r.PostFormValue("code"), 40)
	asked, ok, err := s.tryCode(r, func(a *customer.Asked) bool {
		_, mine := c.confirms(a)
		return mine && customer.Typed(s.customerSecret(), a, typed)
	})
	if err != nil {
		return err
	}
	if !ok {
		c.problem = errCodeWrong.In(c.language)
		return s.myCodePage(w, r, c)
	}
	keepCookie(w, r, askingCookie, "", 0)
	if what, _ := c.confirms(&asked); what == confirmsErasure {
		err = s.askAbout(r.Context(), c, "erase", "")
	} else {
		err = s.keepMyAddress(r.Context(), c, asked.Key)
	}
	if err != nil {
		return err
	}
	return c.done(w, r, c.here.url())
}

// addMyAddress asks to prove that an e-mail address or a phone number is theirs.
func (s *Server) addMyAddress(w http.ResponseWriter, r *http.Request, c *myCall) error {
	key, err := customer.Key(clipped(r.PostFormValue("address"), 300))
	if err != nil {
		return customer.ErrAddress
	}
	return s.sendCodeTo(w, r, c, key, confirmsAddress)
}

// keepMyAddress makes an address that was proved the main one of its kind. Where it is somebody else's here, a person decides.
func (s *Server) keepMyAddress(ctx context.Context, c *myCall, key person.Key) error {
	known, err := s.Records.Profiles(ctx, []person.Key{key})
	if err != nil {
		return err
	}
	if p, ok := known[key]; ok && p.Person != c.Person {
		return phrase.Sentencef("we know this address under another record; please get in touch, and we put the two together")
	}
	var is record.Record
	err = s.Records.View(ctx, func(v *store.View) (err error) {
		is, err = personRecord(ctx, v, c.Person)
		return err
	})
	if err != nil {
		return err
	}
	values := record.Values{key.Kind: key.Value}
	if _, changed, err := s.changeIdentifiers(ctx, is, values, 0, "", func(Progress) {}); changed || err != nil {
		return err
	}
	_, err = s.change(ctx, mutation{verb: "customer-set", target: PersonID(c.Person), also: func(ctx context.Context, t *store.Tx) error {
		_, err := t.Update(ctx, auth.Everything, record.Person, c.Person, values, 0)
		return err
	}}, nil)
	return err
}
