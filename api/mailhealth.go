package api

import (
	"context"
	"net"
	"strings"
	"time"

	"banhda/channel/email"
	"banhda/phrase"
	"banhda/store"
)

// MailHealth is what DNS says of a domain that mail is sent from.
type MailHealth struct {
	Domain  string       `json:"domain" doc:"empty: it is not said yet from where mail is sent"`
	Checks  []MailCheck  `json:"checks"`
	Lookups int          `json:"lookups" doc:"that the SPF record costs who checks it; at most 10"`
	Policy  string       `json:"policy" doc:"of DMARC: none, quarantine or reject; empty: there is none"`
	Reports []MailReport `json:"reports" doc:"what came back in the last 30 days"`
}

// MailCheck is one thing a domain needs.
type MailCheck struct {
	Kind   string `json:"kind" enum:"spf,dkim,dmarc,mx,ptr"`
	State  string `json:"state" enum:"good,wrong,unknown"`
	Name   string `json:"name" doc:"where it stands, or should"`
	Record string `json:"record" doc:"as DNS has it; empty: nothing"`
	Want   string `json:"want" doc:"what it should say; empty: as it is"`
	Advice string `json:"advice" doc:"what to do; empty: nothing"`
}

// MailReport is how many reports of a verdict came.
type MailReport struct {
	Verdict string `json:"verdict" enum:"hard,soft,blocked,complaint,delivered"`
	Count   int64  `json:"count"`
}

// dnsWithin is how long all questions of one check may take.
const dnsWithin = 12 * time.Second

type mailHealthQuery struct {
	Domain string `query:"domain" maxLength:"253" doc:"left out: that of the sender"`
}

func (s *Server) mailHealth(ctx context.Context, in *mailHealthQuery, tell Tell) (*MailHealth, error) {
	a := &MailHealth{Domain: strings.ToLower(strings.TrimSpace(in.Domain)), Checks: []MailCheck{}, Reports: []MailReport{}}
	var how mailSettings
	var keys []mailKey
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if how, err = readMail(ctx, v); err != nil {
			return err
		}
		if keys, err = readMailKeys(ctx, v); err != nil {
			return err
		}
		counts, err := v.BounceCounts(ctx, v.Now()-30*24*time.Hour.Microseconds())
		for verdict, n := range counts {
			a.Reports = append(a.Reports, MailReport{string(verdict), n})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if a.Domain == "" {
		if how.From == "" {
			return a, nil // nothing is sent yet
		}
		a.Domain = domainOf(how.From)
	}
	if !strings.Contains(a.Domain, ".") {
		return nil, invalid("%q is no domain; write one such as example.com", a.Domain)
	}
	ctx, cancel := context.WithTimeout(ctx, dnsWithin)
	defer cancel()
	d := dnsCheck{MailHealth: a, dns: s.resolver(), language: speaks(ctx), tell: tell}
	d.run(ctx, how, keys)
	return a, nil
}

// resolver is whom DNS is asked through.
func (s *Server) resolver() email.Resolver {
	if s.DNS == nil {
		return net.DefaultResolver
	}
	return s.DNS
}

// dnsCheck asks DNS about a domain.
type dnsCheck struct {
	*MailHealth
	dns      email.Resolver
	language string
	tell     Tell
}

func (d *dnsCheck) run(ctx context.Context, how mailSettings, keys []mailKey) {
	f, lookups, err := email.SPF(ctx, d.dns, d.Domain)
	d.Lookups = lookups
	d.add("spf", f, err, "v=spf1 mx "+d.sends(ctx, how.Host)+" ~all")
	found := false
	for _, k := range keys {
		if k.Domain == d.Domain || strings.HasSuffix(d.Domain, "."+k.Domain) {
			found = true
			f, err := email.DKIM(ctx, d.dns, k.Domain, k.Selector, k.Record)
			d.add("dkim", f, err, k.Record)
		}
	}
	if !found {
		d.add("dkim", email.Finding{Code: "no-key", Name: d.Domain}, nil, "")
	}
	f, d.Policy, err = email.DMARC(ctx, d.dns, d.Domain)
	d.add("dmarc", f, err, "v=DMARC1; p=none; rua=mailto:dmarc@"+d.Domain)
	f, err = email.MX(ctx, d.dns, d.Domain)
	d.add("mx", f, err, "")
	if how.Host != "" {
		f, err = email.PTR(ctx, d.dns, how.Host)
		d.add("ptr", f, err, "")
	}
}

// sends is how an SPF record names the server that sends: what says of itself who sends for it is included, any other goes by its
// addresses. A record that includes one without a record of its own counts for nothing.
func (d *dnsCheck) sends(ctx context.Context, host string) string {
	if ip := net.ParseIP(host); ip.To4() != nil {
		return "ip4:" + host
	} else if ip != nil {
		return "ip6:" + host
	}
	if f, _, err := email.SPF(ctx, d.dns, host); err == nil && f.Good {
		return "include:" + host
	}
	return "a:" + host
}

func (d *dnsCheck) add(kind string, f email.Finding, err error, want string) {
	d.tell(Progress{Step: "asking DNS", Done: int64(len(d.Checks))})
	c := MailCheck{Kind: kind, State: "good", Name: f.Name, Record: f.Record}
	switch {
	case err != nil:
		c.State, c.Advice = "unknown", phrase.Sentencef("DNS did not answer; try again, or look whether this server reaches a name server").In(d.language)
	case !f.Good:
		c.State, c.Want, c.Advice = "wrong", want, advices[kind+" "+f.Code].In(d.language)
	}
	d.Checks = append(d.Checks, c)
}

// advices are what to do, by what was found.
var advices = map[string]*phrase.Sentence{
	"spf none":             phrase.Sentencef("add a TXT record that names the servers which send your mail; your mail provider says which"),
	"spf several":          phrase.Sentencef("there are two SPF records, and then neither counts; make one of them"),
	"spf too-many-lookups": phrase.Sentencef("the record costs more than 10 questions, and then it does not count; leave out what you no longer use"),
	"spf allows-all":       phrase.Sentencef("the record lets everybody send in your name; end it in ~all or -all"),
	"dkim no-key":          phrase.Sentencef("there is no key for this domain; make keys, and copy what DNS has to say"),
	"dkim none":            phrase.Sentencef("add a TXT record under this name, with what is shown beside it"),
	"dkim several":         phrase.Sentencef("there are two records under this name; leave the one shown here"),
	"dkim another-key":     phrase.Sentencef("the record under this name is of another key; put the one shown here in its place"),
	"dmarc none":           phrase.Sentencef("add a TXT record under this name; begin with p=none and read the reports before you go further"),
	"dmarc several":        phrase.Sentencef("there are two DMARC records, and then neither counts; leave one"),
	"mx none":              phrase.Sentencef("the domain takes no mail, so nobody can answer you; add an MX record, or send from a domain that has one"),
	"mx takes-none":        phrase.Sentencef("the domain says that it takes no mail, so nobody can answer you; send from a domain that does"),
	"ptr none":             phrase.Sentencef("the mail server's address leads to no name; its provider can set one"),
	"ptr leads-elsewhere":  phrase.Sentencef("the mail server's address leads to a name that does not lead back; its provider can set it right"),
}
