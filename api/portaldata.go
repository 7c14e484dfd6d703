package api

import (
	"context"
	"net/http"
	"time"

	"banhda/auth"
	"banhda/delight/portal"
	"banhda/hub/address"
	"banhda/hub/consent"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// dataPanel shows a customer what is known of them, and lets them put it right, take it along, and ask to be forgotten.
func (s *Server) dataPanel() panel {
	return panel{
		Panel: portal.Panel{ID: "data", Name: portal.Label{Vi: "Thông tin của tôi", En: "My data"}, Must: true},
		card:  s.dataCard,
		pages: []panelPage{
			{"GET", "", s.myData},
			{"POST", "", s.setMyData},
			{"POST", "/address", s.addMyAddress},
			{"GET", "/code", s.myCodePage},
			{"POST", "/code", s.confirmMyCode},
			{"POST", "/download", s.downloadMyData},
			{"POST", "/ask", s.askAboutMyData},
			{"POST", "/sign-out", s.endSessionOfMine},
		},
	}
}

func (s *Server) dataCard(ctx context.Context, v *store.View, who portal.Customer) (card portal.Card, err error) {
	asked, err := v.Requests(ctx, store.RequestsQuestion{Person: who.Person, State: consent.Open, Limit: mostAsked})
	if len(asked) > 0 {
		card.Text = dataWords["kind-"+string(asked[0].Kind)][who.Language] + ": " + dataWords["state-open"][who.Language]
	}
	return card, err
}

// myDataPage is what the panel shows.
type myDataPage struct {
	Name, Honorific, Birthday string
	Lunar                     bool
	Street, Ward, Province    string
	Honorifics                []surveyOption
	Provinces, Emails, Phones []string
	Requests                  []myRequest
	Sessions                  []mySession
	Sends                     bool // a code can be sent, so that addresses and erasure can be confirmed
	Erasing                   bool // they asked to be forgotten, and are not yet
	ByEmail, ByPhone          bool
}

type myRequest struct{ Kind, State, Due, Outcome string }

type mySession struct {
	CustomerSession
	Here bool
	Used string
}

func (s *Server) myData(w http.ResponseWriter, r *http.Request, c *myCall) error {
	p := &myDataPage{}
	err := s.Records.View(r.Context(), func(v *store.View) error { return s.fillMyData(r, v, c, p) })
	if err != nil {
		return err
	}
	for _, m := range address.FindProvinces("") {
		p.Provinces = append(p.Provinces, m.Province.Name)
	}
	return c.show(w, r, dataPages, "data", saidIn(c.language, c.here.Name), p)
}

func (s *Server) fillMyData(r *http.Request, v *store.View, c *myCall, p *myDataPage) error {
	ctx := r.Context()
	is, err := personRecord(ctx, v, c.Person)
	if err != nil {
		return err
	}
	p.fill(&is)
	if err := p.fillChoices(ctx, v, &is, c.language); err != nil {
		return err
	}
	door := &doorSheet{}
	if err := s.fillDoor(ctx, v, door); err != nil {
		return err
	}
	p.ByEmail, p.ByPhone, p.Sends = door.Email, door.Phone, door.takes(c.Key.Kind)
	profiles, err := v.ProfilesOf(ctx, []int64{c.Person})
	if err != nil {
		return err
	}
	for _, known := range profiles {
		switch known.Key.Kind {
		case person.Email:
			p.Emails = append(p.Emails, known.Key.Value)
		case person.Phone:
			p.Phones = append(p.Phones, known.Key.Value)
		}
	}
	if err := p.fillRequests(ctx, v, c); err != nil {
		return err
	}
	return p.fillSessions(ctx, v, c)
}

func (p *myDataPage) fill(is *record.Record) {
	at, _ := is.Values["address"].(map[string]any)
	part := func(key string) string { text, _ := at[key].(string); return text }
	p.Name, p.Honorific, p.Birthday = is.Name(), is.Values.Text("honorific"), is.Values.Text("birthday")
	p.Lunar, _ = is.Values["birthday_lunar"].(bool)
	p.Street, p.Ward, p.Province = part("line"), part("ward"), part("province")
}

// fillChoices are the forms of address one can choose.
func (p *myDataPage) fillChoices(ctx context.Context, v *store.View, is *record.Record, language string) error {
	fields, err := v.Fields(ctx, record.Person)
	if f := record.Index(fields)["honorific"]; err == nil && f != nil && !f.Archived {
		for _, o := range f.Options {
			p.Honorifics = append(p.Honorifics, surveyOption{Key: o.Key, Label: saidIn(language, o.Label), Chosen: o.Key == p.Honorific})
		}
	}
	return err
}

func (p *myDataPage) fillRequests(ctx context.Context, v *store.View, c *myCall) error {
	asked, err := v.Requests(ctx, store.RequestsQuestion{Person: c.Person, Limit: mostAsked})
	for _, q := range asked {
		due := c.day(q.DueAt)
		p.Requests = append(p.Requests, myRequest{dataWords["kind-"+string(q.Kind)][c.language], dataWords["state-"+q.State][c.language], due, q.Outcome})
		p.Erasing = p.Erasing || q.Kind == consent.Erase && q.State == consent.Open
	}
	return err
}

func (p *myDataPage) fillSessions(ctx context.Context, v *store.View, c *myCall) error {
	all, err := showCustomerSessions(ctx, v, c.Person)
	if err != nil {
		return err
	}
	for _, one := range all.Sessions {
		used, _ := time.Parse(time.RFC3339Nano, one.UsedAt)
		one.Device = deviceName(one.Device)
		p.Sessions = append(p.Sessions, mySession{one, one.ID == customerSessionID(c.CustomerSession), c.day(used.UnixMicro())})
	}
	return nil
}

// setMyData keeps what a customer says of themselves. Whatever else is known of them stays.
func (s *Server) setMyData(w http.ResponseWriter, r *http.Request, c *myCall) error {
	said := func(name string, most int) string { return clipped(r.PostFormValue(name), most) }
	set := map[string]any{"name": cleanName(said("name", 200)), "birthday_lunar": r.PostFormValue("lunar") != ""}
	for field, text := range map[string]string{"honorific": said("honorific", 40), "birthday": said("birthday", 10)} {
		if set[field] = nil; text != "" {
			set[field] = text
		}
	}
	set["address"] = nil
	if at := (map[string]any{"line": said("street", 300), "ward": said("ward", 100), "province": said("province", 100)}); at["line"] != "" || at["ward"] != "" || at["province"] != "" {
		set["address"] = at
	}
	if set["name"] == "" {
		return invalid("please write your name")
	}
	_, err := s.change(r.Context(), mutation{verb: "customer-set", target: PersonID(c.Person), also: func(ctx context.Context, t *store.Tx) error {
		set, err := onlyThere(ctx, &t.View, set)
		if err != nil {
			return err
		}
		values, err := readValues(ctx, &t.View, record.Person, set)
		if err == nil {
			_, err = t.Update(ctx, auth.Everything, record.Person, c.Person, values, 0)
		}
		return err
	}}, nil)
	if err != nil {
		return err
	}
	return c.done(w, r, c.here.url())
}

// onlyThere leaves out what the house has no field for any more.
func onlyThere(ctx context.Context, v *store.View, set map[string]any) (map[string]any, error) {
	fields, err := v.Fields(ctx, record.Person)
	index := record.Index(fields)
	kept := map[string]any{}
	for key, value := range set {
		if f := index[key]; f != nil && !f.Archived && !f.ReadOnly {
			kept[key] = value
		}
	}
	return kept, err
}

// endSessionOfMine signs who asks out elsewhere.
func (s *Server) endSessionOfMine(w http.ResponseWriter, r *http.Request, c *myCall) error {
	_, err := s.change(r.Context(), mutation{verb: "customer-sign-out", target: PersonID(c.Person), also: func(ctx context.Context, t *store.Tx) error {
		list, err := t.CustomerSessions(ctx, c.Person)
		for _, one := range list {
			if err == nil && customerSessionID(one) == r.PostFormValue("session") {
				return t.EndCustomerSession(ctx, one.Hash)
			}
		}
		return orElse(err, store.ErrNotFound)
	}}, nil)
	if err != nil {
		return err
	}
	return c.done(w, r, c.here.url())
}
