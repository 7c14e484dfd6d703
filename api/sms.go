package api

import (
	"context"
	"net"
	"net/http"
	"strings"
	"time"

	"banhda/auth"
	way "banhda/channel/sms"
	"banhda/hub/consent"
	"banhda/hub/person"
	"banhda/hub/sms"
	"banhda/phrase"
	"banhda/store"
)

// smsSetting keeps the way to phones, as JSON; the secrets in it are sealed.
const smsSetting = "sms"

// The ways to phones there are.
const (
	bySMPP = "smpp"
	byESMS = "esms"
)

// smsSettings are the way to phones, as they are kept.
type smsSettings struct {
	smsConnection
	Advertising string      `json:"advertising"` // the brandname of advertising; empty: none is sent
	Care        string      `json:"care"`        // of everything else
	Until       string      `json:"until"`       // the day the brandnames' registration ends; empty: not said
	Refusal     string      `json:"refusal"`     // the number refusals go to, as messages name it
	Prices      []sms.Price `json:"prices"`
}

// smsConnection is what a connection is made of: while it stays the same, so does the connection.
type smsConnection struct {
	Provider   string `json:"provider"` // empty: none
	Host       string `json:"host"`
	Port       int    `json:"port"`
	TLS        bool   `json:"tls"`
	SystemID   string `json:"system_id"`
	SystemType string `json:"system_type"`
	Latin      bool   `json:"latin"`
	Key        string `json:"key"` // of eSMS
	Sandbox    bool   `json:"sandbox"`
	Sealed     string `json:"sealed"` // SMPP's password, or eSMS's secret
}

// who is whom the secret belongs to: to nobody else it is ever handed.
func (c *smsConnection) who() string {
	return strings.Join([]string{c.Provider, c.Host, c.SystemID, c.Key}, "\x00")
}

// brand is in whose name messages of a class go; empty: they do not.
func (s *smsSettings) brand(class consent.Class) string {
	if class == consent.Advertising {
		return s.Advertising
	}
	return s.Care
}

// SMS is the way to phones.
type SMS struct {
	Provider    string      `json:"provider" enum:"smpp,esms," doc:"empty: no messages to phones are sent"`
	Host        string      `json:"host" maxLength:"253" doc:"of the network's message centre"`
	Port        int         `json:"port" minimum:"0" maximum:"65535"`
	TLS         bool        `json:"tls"`
	SystemID    string      `json:"system_id" maxLength:"15"`
	SystemType  string      `json:"system_type" maxLength:"12"`
	Latin       bool        `json:"latin" doc:"the message centre takes its default alphabet for Latin-1"`
	Key         string      `json:"key" maxLength:"100" doc:"the ApiKey of eSMS"`
	Sandbox     bool        `json:"sandbox" doc:"eSMS checks messages and sends none"`
	Advertising string      `json:"advertising" maxLength:"11" doc:"the brandname of advertising; empty: none is sent"`
	Care        string      `json:"care" maxLength:"15" doc:"the brandname, or number, of everything else"`
	Until       string      `json:"until" maxLength:"10" doc:"the day the brandnames' registration ends, such as 2029-05-31; empty: not said"`
	Refusal     string      `json:"refusal" maxLength:"15" doc:"the number to which people send TC"`
	Prices      []sms.Price `json:"prices" maxItems:"6" doc:"of one message, in minor units of the company's currency"`
}

// SMSAnswer is the way to phones, and how it is. The secret is not among it.
type SMSAnswer struct {
	SMS
	SecretSet bool   `json:"secret_set"`
	Ready     bool   `json:"ready"`
	Connected bool   `json:"connected" doc:"to the message centre; true where messages are handed over one by one"`
	Said      string `json:"said" doc:"what the other side said last where something is wrong"`
	Expires   int    `json:"expires" doc:"in how many days the brandnames' registration ends, from 60 on; negative: it has; 999: not soon, or not said"`
}

func (s *Server) showsSMS(m *smsSettings) *SMSAnswer {
	a := &SMSAnswer{SMS: SMS{m.Provider, m.Host, m.Port, m.TLS, m.SystemID, m.SystemType, m.Latin, m.Key, m.Sandbox, m.Advertising, m.Care, m.Until, m.Refusal, m.Prices},
		SecretSet: m.Sealed != "", Ready: m.Provider != "" && m.Sealed != "" && (m.Care != "" || m.Advertising != ""), Expires: 999}
	if a.Prices == nil {
		a.Prices = []sms.Price{}
	}
	a.Connected, a.Said = s.phones.state()
	if day, err := time.Parse(time.DateOnly, m.Until); err == nil {
		if left := int(day.Sub(s.Now()).Hours() / 24); left <= 60 {
			a.Expires = left
		}
	}
	return a
}

func readSMS(ctx context.Context, v *store.View) (m smsSettings, err error) {
	err = readJSON(ctx, v, smsSetting, &m)
	return m, err
}

func (s *Server) showSMS(ctx context.Context, _ *struct{}, _ Tell) (a *SMSAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		m, err := readSMS(ctx, v)
		a = s.showsSMS(&m)
		return err
	})
	return a, err
}

type smsOrder struct {
	Body struct {
		SMS
		Secret *string `json:"secret,omitempty" maxLength:"200" doc:"SMPP's password or eSMS's SecretKey. Left out: as it is. It cannot be read again."`
	}
}

func (s *Server) smsSealer() auth.Sealer { return auth.NewSealer(s.Secret, smsSetting) }

func (s *Server) setSMS(ctx context.Context, in *smsOrder, _ Tell) (*SMSAnswer, error) {
	m := smsOf(&in.Body.SMS)
	if err := m.check(); err != nil {
		return nil, err
	}
	noted := s.showsSMS(&m).SMS
	_, err := s.change(ctx, mutation{verb: "sms", target: smsSetting, entry: noted, also: func(ctx context.Context, t *store.Tx) error {
		was, err := readSMS(ctx, &t.View)
		if err != nil {
			return err
		}
		switch {
		case in.Body.Secret == nil && was.who() == m.who():
			m.Sealed = was.Sealed
		case in.Body.Secret != nil && *in.Body.Secret != "":
			m.Sealed = s.smsSealer().Seal(*in.Body.Secret, m.who())
		}
		return setJSON(ctx, t, smsSetting, m)
	}}, nil)
	if err != nil {
		return nil, err
	}
	s.phones.forget()
	return s.showsSMS(&m), nil
}

func smsOf(b *SMS) smsSettings {
	trim := strings.TrimSpace
	return smsSettings{smsConnection: smsConnection{Provider: b.Provider, Host: strings.ToLower(trim(b.Host)), Port: b.Port, TLS: b.TLS, SystemID: trim(b.SystemID),
		SystemType: trim(b.SystemType), Latin: b.Latin, Key: trim(b.Key), Sandbox: b.Sandbox},
		Advertising: trim(b.Advertising), Care: trim(b.Care), Until: trim(b.Until), Refusal: trim(b.Refusal), Prices: b.Prices}
}

func (m *smsSettings) check() error {
	switch {
	case m.Provider == bySMPP && (m.Host == "" || strings.ContainsAny(m.Host, "/ @") || net.ParseIP(m.Host) == nil && strings.Contains(m.Host, ":")):
		return invalid("%q is not the name of a message centre; write one such as smpp.example.vn", m.Host)
	case m.Provider == bySMPP && (m.Port == 0 || m.SystemID == ""):
		return refused(http.StatusUnprocessableEntity, 0, "a message centre has a port and a system id; the network gives them")
	case m.Provider == byESMS && m.Key == "":
		return refused(http.StatusUnprocessableEntity, 0, "eSMS gives an ApiKey; write it down here")
	case m.Provider == byESMS && m.Advertising != "":
		return refused(http.StatusUnprocessableEntity, 0, "eSMS takes advertising only in orders of 30 to 5,000 numbers with the same text; leave its brandname empty, or send over SMPP")
	}
	if _, err := time.Parse(time.DateOnly, m.Until); m.Until != "" && err != nil {
		return invalid("%q is no day; write it as 2029-05-31", m.Until)
	}
	if err := m.checkBrands(); err != nil {
		return wrong(err)
	}
	if err := sms.CheckPrices(m.Prices); err != nil {
		return wrong(err)
	}
	return nil
}

// checkBrands: care may come from a number, advertising only in a registered name.
func (m *smsSettings) checkBrands() error {
	if m.Advertising != "" {
		if err := sms.CheckBrand(m.Advertising); err != nil {
			return err
		}
	}
	if m.Care == "" || strings.Trim(m.Care, "+0123456789") == "" {
		return nil
	}
	return sms.CheckBrand(m.Care)
}

type smsTest struct {
	Body struct {
		To string `json:"to" minLength:"8" maxLength:"20" doc:"a number of one's own"`
	}
}

// SMSTested says that a message was taken.
type SMSTested struct {
	To string `json:"to"`
}

// testSMS sends one message now, and says what was said to it.
func (s *Server) testSMS(ctx context.Context, in *smsTest, _ Tell) (*SMSTested, error) {
	to, reason := person.Normalise(person.Key{Kind: person.Phone, Value: in.Body.To})
	if reason != "" {
		return nil, invalid("%q is no telephone number", in.Body.To)
	}
	if _, err := s.change(ctx, mutation{verb: "sms-test", target: smsSetting}, nil); err != nil {
		return nil, err
	}
	text := sms.Plain(phrase.Sentencef("Bánh Đà: this is a test. Nothing is to be done.").In(speaks(ctx)))
	_, err := s.phones.send(ctx, way.Message{ID: "test-" + writeSerial(s.Now().UnixMicro()), To: to.Value, Text: text, Class: consent.Transactional})
	switch {
	case err == errNoWay:
		return nil, errNoSMS
	case err != nil:
		return nil, refused(http.StatusBadGateway, 0, "the message was not sent. The provider, or the way to it, says: %s", strings.ToValidUTF8(err.Error(), ""))
	}
	return &SMSTested{to.Value}, nil
}

var errNoSMS = refused(409, 0, "no way to phones is set up; an owner does that in Settings, SMS")

type smsCountOrder struct {
	Body struct {
		Text  string `json:"text" maxLength:"5000"`
		Class string `json:"class" enum:"transactional,care,advertising"`
		Plain bool   `json:"plain,omitempty" doc:"without the marks of Vietnamese letters"`
	}
}

// SMSCount is how many messages a text fills, and what they cost.
type SMSCount struct {
	Text     string    `json:"text" doc:"as it is sent, with the label of advertising"`
	Encoding string    `json:"encoding" enum:"gsm,ucs2"`
	Units    int       `json:"units"`
	Segments int       `json:"segments"`
	Left     int       `json:"left" doc:"how many more units have room in the last message"`
	Costs    []SMSCost `json:"costs"`
}

// SMSCost is what a text costs to one number of a network, in minor units.
type SMSCost struct {
	Network string `json:"network" enum:"viettel,vinaphone,mobifone,vietnamobile,gmobile,"`
	Cost    int64  `json:"cost"`
}

func (s *Server) countSMS(ctx context.Context, in *smsCountOrder, _ Tell) (a *SMSCount, err error) {
	text := in.Body.Text
	if in.Body.Plain {
		text = sms.Plain(text)
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = smsCounted(ctx, v, text, consent.Class(in.Body.Class))
		return err
	})
	return a, err
}

// smsCounted counts a text as it would be sent.
func smsCounted(ctx context.Context, v *store.View, text string, class consent.Class) (*SMSCount, error) {
	m, err := readSMS(ctx, v)
	if err != nil {
		return nil, err
	}
	rules, err := readRules(ctx, v)
	if err != nil {
		return nil, err
	}
	if class == consent.Advertising {
		text = sms.With(rules.Label, text)
	}
	made := sms.Make(text)
	a := &SMSCount{Text: text, Encoding: string(made.Encoding), Units: made.Units, Segments: made.Segments(), Left: made.Left(), Costs: []SMSCost{}}
	for _, p := range m.Prices {
		each := p.Care
		if class == consent.Advertising {
			each = p.Advertising
		}
		a.Costs = append(a.Costs, SMSCost{string(p.Network), each * int64(a.Segments)})
	}
	return a, nil
}
