package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/delivery"
	"banhda/hub/gate"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// personRecord is somebody as known now, whoever they were merged into.
func personRecord(ctx context.Context, v *store.View, id int64) (record.Record, error) {
	if id == 0 {
		return record.Record{}, store.ErrNotFound
	}
	return v.Record(ctx, auth.Everything, record.Person, id)
}

func (s *Server) leavePage(w http.ResponseWriter, r *http.Request, about token.Token) error {
	return s.showLeave(w, r, about, false)
}

func (s *Server) showLeave(w http.ResponseWriter, r *http.Request, about token.Token, done bool) error {
	p, who, language, err := s.letterOf(r.Context(), about)
	if err != nil {
		return err
	}
	p.Language, p.Path, p.Done = pageLanguage(r, language), r.URL.Path, done
	if who != 0 { // who wants less need not leave altogether, and who left by mistake finds the way back
		about.Kind = token.Preferences
		p.Choices = "/p/" + s.tokens.Sign(about) + "?lang=" + p.Language
	}
	p.Title = letterWords["leave"][p.Language]
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return letterPages.ExecuteTemplate(w, "leave", p)
}

// letGo carries out what somebody asks by the button of their mail program (RFC 8058) or of the page: they are written to no
// more for advertising. It can be repeated.
func (s *Server) letGo(w http.ResponseWriter, r *http.Request, about token.Token) error {
	r.Body = http.MaxBytesReader(w, r.Body, 4096)
	if err := s.withdrawn(r, about); err != nil {
		return err
	}
	if r.PostFormValue("List-Unsubscribe") == "One-Click" {
		w.WriteHeader(http.StatusOK)
		return nil
	}
	return s.showLeave(w, r, about, true)
}

// withdrawn writes down that somebody wants no advertising: in the ledger where it is known who they are, and of the address
// in any case.
func (s *Server) withdrawn(r *http.Request, about token.Token) error {
	ctx := byThemselves(r)
	_, err := s.change(ctx, mutation{verb: "unsubscribe", target: personTarget(about.Person), also: func(ctx context.Context, t *store.Tx) error {
		left, err := leftBy(ctx, &t.View, about.Message)
		if err != nil {
			return err
		}
		who, err := personRecord(ctx, &t.View, about.Person)
		if absent(err) == nil && err != nil && about.Text != "" { // nobody is known by it: the address itself is kept
			_, err = t.Suppress(ctx, delivery.Suppression{Hash: s.addressHash(left.Channel, about.Text), Channel: left.Channel, Address: about.Text, Reason: gate.Unsubscribed, Message: about.Message})
			return err
		}
		if err != nil {
			return absent(err)
		}
		held, err := t.Held(ctx, who.ID)
		if err != nil || held[left].State == consent.Withdrawn {
			return err
		}
		if err := s.say(ctx, t, who.ID, left.Purpose, left.Channel, consent.Withdrawn, "preferences", visitAddress(r)); err != nil {
			return err
		}
		return tellLeft(ctx, t, who.ID, about.Message)
	}}, nil)
	return err
}

// leftBy is what somebody leaves who leaves by a message: what it was sent for, over the channel it came by.
func leftBy(ctx context.Context, v *store.View, id int64) (consent.Key, error) {
	left := consent.Key{Channel: consent.Email, Purpose: consent.Marketing}
	sent, err := v.Message(ctx, id)
	if err != nil {
		return left, absent(err)
	}
	left.Channel = sent.Channel
	switch {
	case sent.Purpose != "" && sent.Purpose != consent.Contract:
		left.Purpose = sent.Purpose
	case sent.Class == consent.Care:
		left.Purpose = consent.CareOf
	}
	return left, nil
}

func personTarget(id int64) string {
	if id == 0 {
		return ""
	}
	return PersonID(id)
}

// tellLeft tells the person's timeline, and by it whoever listens.
func tellLeft(ctx context.Context, t *store.Tx, who, message int64) error {
	if message != 0 {
		sent, err := t.Message(ctx, message)
		if err == nil {
			return tellOf(ctx, t, &sent, "Unsubscribed", nil)
		}
		if absent(err) != nil {
			return err
		}
	}
	return postEvents(ctx, t, messageSource, []int64{who}, func(int64) timeline.Event {
		return timeline.Event{ID: "unsubscribed-" + PersonID(who) + "-" + writeSerial(t.Now()), Name: "Unsubscribed", At: t.Now()}
	})
}

// say writes one word of somebody into the ledger, with what they were shown.
func (s *Server) say(ctx context.Context, t *store.Tx, who int64, purpose string, channel consent.Channel, state consent.State, form, address string) error {
	e := consent.Entry{Person: who, Channel: channel, Purpose: purpose, State: state, At: t.Now(), How: "link", Evidence: consent.Evidence{Form: form, Address: address}}
	purposes, err := readPurposes(ctx, &t.View)
	if err != nil {
		return err
	}
	for i := range purposes {
		if shown, ok := purposes[i].Wording(""); ok && purposes[i].Key == purpose {
			e.Evidence.Wording, e.Evidence.Hash = shown.Version, shown.Hash()
		}
	}
	if err := e.Check(t.Now()); err != nil {
		return err
	}
	_, err = t.Consent(ctx, e)
	return err
}

// choosingForm is where somebody chose what they get: by the address in a message, or signed in.
func choosingForm(about token.Token) string {
	if about.Kind == token.Preferences {
		return "preferences"
	}
	return "portal"
}

func visitAddress(r *http.Request) string {
	if v := visitOf(r.Context()); v.address.IsValid() {
		return v.address.String()
	}
	return ""
}

func (s *Server) choicesPage(w http.ResponseWriter, r *http.Request, about token.Token) error {
	return s.showChoices(w, r, about, false)
}

func (s *Server) showChoices(w http.ResponseWriter, r *http.Request, about token.Token, done bool) error {
	p, who, language, err := s.letterOf(r.Context(), about)
	if err != nil {
		return err
	}
	if who == 0 {
		s.letterSays(w, r, http.StatusNotFound, phrase.Sentencef("nobody is known by this address any more, and nothing is sent to it"))
		return nil
	}
	p.Language, p.Path, p.Done = pageLanguage(r, language), r.URL.Path, done
	p.Title = letterWords["title"][p.Language]
	if p.Purposes, err = s.choicesOf(r.Context(), who, p.Language); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return letterPages.ExecuteTemplate(w, "choices", p)
}

// choicesOf are the purposes somebody can choose, on the channels they can be reached on.
func (s *Server) choicesOf(ctx context.Context, who int64, language string) (list []purposeChoice, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		channels, err := reachedOn(ctx, v, who)
		if err != nil {
			return err
		}
		held, err := v.Held(ctx, who)
		if err != nil {
			return err
		}
		purposes, err := readPurposes(ctx, v)
		for i := range purposes {
			if p := &purposes[i]; !p.Archived && p.Key != consent.Contract {
				list = append(list, choiceOf(p, channels, held, language))
			}
		}
		return err
	})
	return list, err
}

// reachedOn are the channels that somebody has an address for.
func reachedOn(ctx context.Context, v *store.View, who int64) (channels []consent.Channel, err error) {
	profiles, err := v.ProfilesOf(ctx, []int64{who})
	for _, p := range profiles {
		switch {
		case p.Key.Kind == person.Email && !slices.Contains(channels, consent.Email):
			channels = append(channels, consent.Email)
		case p.Key.Kind == person.Phone && !slices.Contains(channels, consent.SMS):
			channels = append(channels, consent.SMS, consent.Zalo, consent.Call)
		}
	}
	if len(channels) == 0 {
		channels = []consent.Channel{consent.Email}
	}
	slices.SortFunc(channels, func(a, b consent.Channel) int {
		return slices.Index(consent.Channels, a) - slices.Index(consent.Channels, b)
	})
	return channels, err
}

// choiceOf is a purpose on the channels somebody can be reached on. Behaviour is looked at in two places, however they are reached:
// whether openings and clicks of what is written to them are counted, and whether they are recognised on the site.
func choiceOf(p *consent.Purpose, channels []consent.Channel, held consent.Held, language string) purposeChoice {
	shown, _ := p.Wording("")
	c := purposeChoice{Key: p.Key, Name: p.Label.Vi, Wording: shown.Vi}
	if language == "en" {
		c.Name, c.Wording = p.Label.En, shown.En
	}
	if p.Key == consent.Profiling {
		channels = []consent.Channel{consent.Email, consent.Web}
	}
	for _, channel := range channels {
		state := held[consent.Key{Channel: channel, Purpose: p.Key}].State
		given := state == consent.Given || state == consent.Unknown && p.Key == consent.CareOf
		c.Channels = append(c.Channels, channelChoice{string(channel), channelNames[channel].In(language), given})
	}
	return c
}

// choose writes down what somebody ticked: each word that is another than before, with what they were shown.
func (s *Server) choose(w http.ResponseWriter, r *http.Request, about token.Token) error {
	r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
	if err := r.ParseForm(); err != nil {
		s.letterSays(w, r, http.StatusBadRequest, phrase.Sentencef("this address is not whole; open it from the message again"))
		return nil
	}
	_, who, _, err := s.letterOf(r.Context(), about)
	if err != nil {
		return err
	}
	if who != 0 {
		if err := s.keepChoices(r, about, who); err != nil {
			return err
		}
	}
	return s.showChoices(w, r, about, true)
}

func (s *Server) keepChoices(r *http.Request, about token.Token, who int64) error {
	language := pageLanguage(r, "")
	now, err := s.choicesOf(r.Context(), who, language)
	if err != nil {
		return err
	}
	ctx := byThemselves(r)
	_, err = s.change(ctx, mutation{verb: "preferences", target: PersonID(who), also: func(ctx context.Context, t *store.Tx) error {
		if r.PostFormValue("none") != "" {
			return s.keepNone(ctx, t, r, about, who)
		}
		for _, p := range now {
			for _, c := range p.Channels {
				if err := s.keepChoice(ctx, t, r, about, who, p.Key, c); err != nil {
					return err
				}
			}
		}
		return nil
	}}, nil)
	if err == nil && (r.PostFormValue("lang") == "vi" || r.PostFormValue("lang") == "en") {
		err = s.keepLanguage(ctx, who, r.PostFormValue("lang"))
	}
	return err
}

func (s *Server) keepChoice(ctx context.Context, t *store.Tx, r *http.Request, about token.Token, who int64, purpose string, c channelChoice) error {
	yes := slices.Contains(r.PostForm["yes"], purpose+" "+c.Key)
	if yes == c.Given {
		return nil
	}
	state := consent.Withdrawn
	if yes {
		state = consent.Given
	}
	if err := s.say(ctx, t, who, purpose, consent.Channel(c.Key), state, choosingForm(about), visitAddress(r)); err != nil {
		return err
	}
	if c.Key != string(consent.Email) || purpose != consent.Marketing || about.Text == "" {
		return nil
	}
	if yes {
		return s.unsuppress(ctx, t, about.Text)
	}
	return tellLeft(ctx, t, who, about.Message)
}

// keepNone writes down that somebody wants nothing at all: for every purpose, on every channel, of which they had not said so
// before, also where they never said anything and could not be reached yet.
func (s *Server) keepNone(ctx context.Context, t *store.Tx, r *http.Request, about token.Token, who int64) error {
	held, err := t.Held(ctx, who)
	if err != nil {
		return err
	}
	purposes, err := readPurposes(ctx, &t.View)
	if err != nil {
		return err
	}
	for _, e := range consent.Stops(who, t.Now(), purposes, "") {
		if held[consent.Key{Channel: e.Channel, Purpose: e.Purpose}].State == consent.Withdrawn {
			continue
		}
		if err := s.say(ctx, t, who, e.Purpose, e.Channel, e.State, choosingForm(about), visitAddress(r)); err != nil {
			return err
		}
	}
	if held[consent.Key{Channel: consent.Email, Purpose: consent.Marketing}].State != consent.Given || about.Text == "" {
		return nil
	}
	return tellLeft(ctx, t, who, about.Message)
}

// unsuppress lets an address be written to again that its owner had unsubscribed.
func (s *Server) unsuppress(ctx context.Context, t *store.Tx, address string) error {
	list, err := t.Suppressions(ctx, s.addressHash(consent.Email, strings.ToLower(address)), gate.Unsubscribed, 0, 1)
	if err != nil || len(list) == 0 {
		return err
	}
	return t.Unsuppress(ctx, list[0].ID)
}

// keepLanguage writes down in which language somebody wants to be written to, where that is another than before.
func (s *Server) keepLanguage(ctx context.Context, who int64, language string) error {
	_, err := s.change(ctx, mutation{verb: "language", target: PersonID(who), also: func(ctx context.Context, t *store.Tx) error {
		was, err := personRecord(ctx, &t.View, who)
		if err != nil || was.Values.Text("language") == language {
			return absent(err)
		}
		_, err = t.Update(ctx, auth.Everything, record.Person, who, record.Values{"language": language}, 0)
		return err
	}}, nil)
	return err
}
