package api

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	"banhda/channel/email"
	"banhda/phrase"
	"banhda/store"
)

// Certificate is what the house knows of the certificate for a name.
type Certificate struct {
	Until  time.Time      // zero: none stands
	Failed *NoCertificate // why none could be got the last time; nil: none was tried for, or it was got
}

// NoCertificate is why an authority gave no certificate.
type NoCertificate struct {
	At     time.Time
	Why    string // as ACME names it (RFC 8555, 6.7): dns, connection, rateLimited, …; or unreachable, not-in-file
	Detail string // in the authority's own words
}

// CertificateOf tells of a name's certificate. Where get is set and none stands, one is asked for first.
type CertificateOf func(ctx context.Context, name string, get bool) Certificate

// SiteNames are the names of the site's own, whether they lead here, and what to put into DNS for them.
type SiteNames struct {
	House   string       `json:"house" doc:"by which the house itself is reached; empty: by none that others can use"`
	Records []NameRecord `json:"records" doc:"one of them leads a name here"`
	Names   []SiteName   `json:"names"`
}

// NameRecord is what a name can say in DNS to lead here.
type NameRecord struct {
	Type  string `json:"type" enum:"CNAME,A,AAAA"`
	Value string `json:"value"`
}

// SiteName is a name of the site's own: where it leads, and whether browsers are given a certificate for it.
type SiteName struct {
	Name        string     `json:"name"`
	Use         string     `json:"use" enum:"site,help"`
	DNS         string     `json:"dns" enum:"good,wrong,unknown"`
	Found       []string   `json:"found" doc:"addresses it leads to"`
	Advice      string     `json:"advice" doc:"what to do about where it leads; empty: nothing"`
	Certificate string     `json:"certificate" enum:"good,waiting,wrong,outside" doc:"waiting: none yet, and nothing speaks against it; outside: whoever takes TLS before this house has it"`
	Until       string     `json:"until,omitempty"`
	Next        string     `json:"next" doc:"what to do about the certificate; empty: nothing"`
	Failed      *NameError `json:"failed,omitempty"`
}

// NameError is why no certificate was given the last time one was asked for.
type NameError struct {
	At     string `json:"at"`
	Detail string `json:"detail" doc:"in the authority's own words"`
}

const (
	// certificateWithin is how long is waited for a certificate that is asked for.
	certificateWithin = 20 * time.Second
	// certificateAgain is how long after a failure none is asked for by looking: authorities allow five failures an hour.
	certificateAgain = 15 * time.Minute
	// renewedBefore is how long before its end a certificate has been renewed long since, where all is well.
	renewedBefore = 7 * 24 * time.Hour
)

// siteNames looks where the site's own names lead. No other name can be asked about.
func (s *Server) siteNames(ctx context.Context, _ *struct{}, tell Tell) (*SiteNames, error) {
	names, err := s.sites.names(ctx, s)
	if err != nil {
		return nil, err
	}
	a := &SiteNames{House: hostName(visitOf(ctx).host), Records: []NameRecord{}, Names: []SiteName{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		m, err := readMail(ctx, v)
		if h := hostOf(m.URL); h != "" {
			a.House = h
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	looked, cancel := context.WithTimeout(ctx, dnsWithin)
	defer cancel()
	tell(Progress{Step: "asking DNS"})
	ours := a.leadHere(looked, s.resolver())
	for _, n := range []SiteName{{Name: names.site, Use: "site"}, {Name: names.help, Use: "help"}} {
		if n.Name != "" {
			n.look(looked, s.resolver(), ours, speaks(ctx))
			a.Names = append(a.Names, n)
		}
	}
	of := s.certificate.Load()
	for i := range a.Names {
		n := &a.Names[i]
		if of == nil {
			n.Certificate, n.Next = "outside", certificateAdvices["outside"].In(speaks(ctx))
			continue
		}
		n.judge((*of)(ctx, n.Name, false), s.Now(), speaks(ctx))
		if n.Certificate == "waiting" && n.DNS == "good" {
			tell(Progress{Step: "asking for a certificate"})
			asked, done := context.WithTimeout(ctx, certificateWithin)
			n.judge((*of)(asked, n.Name, true), s.Now(), speaks(ctx))
			done()
		}
	}
	return a, nil
}

// leadHere finds the house's own addresses, and by them the records that lead a name here.
func (a *SiteNames) leadHere(ctx context.Context, dns email.Resolver) (ours []string) {
	if ip, err := netip.ParseAddr(a.House); err == nil {
		ours = []string{ip.Unmap().String()}
	} else if strings.Contains(a.House, ".") {
		ours, _ = dns.LookupHost(ctx, a.House) // a house whose name is not known has no addresses, and that is said
		if len(ours) > 0 {
			a.Records = append(a.Records, NameRecord{"CNAME", a.House})
		}
	}
	if ours = slices.DeleteFunc(ours, fromHereOnly); len(ours) == 0 {
		a.House, a.Records = "", []NameRecord{}
	}
	slices.Sort(ours)
	for _, address := range ours {
		kind := "A"
		if strings.Contains(address, ":") {
			kind = "AAAA"
		}
		a.Records = append(a.Records, NameRecord{kind, address})
	}
	return ours
}

// fromHereOnly reports whether an address leads every machine to itself.
func fromHereOnly(address string) bool {
	ip, err := netip.ParseAddr(address)
	return err != nil || ip.IsLoopback() || ip.IsUnspecified()
}

// look finds where a name leads.
func (n *SiteName) look(ctx context.Context, dns email.Resolver, ours []string, language string) {
	found, err := dns.LookupHost(ctx, n.Name)
	slices.Sort(found)
	n.DNS, n.Found = "wrong", append([]string{}, found...)
	var said *net.DNSError
	here := 0
	for _, address := range found {
		if slices.Contains(ours, address) {
			here++
		}
	}
	why := ""
	switch {
	case err != nil && !(errors.As(err, &said) && said.IsNotFound):
		n.DNS, why = "unknown", "silent"
	case len(ours) == 0:
		n.DNS, why = "unknown", "no house"
	case len(found) == 0:
		why = "none"
	case here == 0:
		why = "elsewhere"
	case here < len(found):
		why = "some"
	default:
		n.DNS = "good"
		return
	}
	n.Advice = nameAdvices[why].In(language)
}

// judge says what becomes of a name by its certificate.
func (n *SiteName) judge(c Certificate, now time.Time, language string) {
	n.Certificate, n.Until, n.Failed, n.Next = "good", "", nil, ""
	if !c.Until.IsZero() {
		n.Until = showInstant(c.Until.UnixMicro())
	}
	if f := c.Failed; f != nil && f.Detail != "" {
		n.Failed = &NameError{showInstant(f.At.UnixMicro()), f.Detail}
	}
	switch {
	case c.Until.After(now.Add(renewedBefore)):
		n.Failed = nil
	case c.Until.After(now):
		n.Certificate, n.Next = "wrong", certificateAdvices["ends"].In(language)
	case c.Failed != nil && (c.Failed.Why == NotInFile || now.Sub(c.Failed.At) < certificateAgain):
		n.Certificate, n.Next = "wrong", refusedBy(c.Failed.Why).In(language)
	case n.DNS == "wrong":
		n.Certificate, n.Next = "waiting", certificateAdvices["first"].In(language)
	default:
		n.Certificate, n.Next = "waiting", certificateAdvices["visited"].In(language)
	}
}

// NotInFile is why a certificate that was brought as a file does not serve a name.
const NotInFile = "not-in-file"

// What to do about where a name leads.
var nameAdvices = map[string]*phrase.Sentence{
	"silent":    phrase.Sentencef("DNS did not answer; try again, or look whether this server reaches a name server"),
	"no house":  phrase.Sentencef("it is not known yet by which address others reach this house; write it under Settings, E-mail, as where people open Bánh Đà"),
	"none":      phrase.Sentencef("this name leads nowhere yet: where you bought the domain, add one of the records below; it can take some hours until it is seen everywhere"),
	"elsewhere": phrase.Sentencef("this name leads to another server: where you bought the domain, put one of the records below in the place of what is there. If a proxy of yours takes it and passes it on to here, it is right as it is"),
	"some":      phrase.Sentencef("some of these addresses are not of this house, and then some visitors arrive elsewhere; remove the records that lead there, often an AAAA record that was forgotten"),
}

// What to do about a certificate that is not there, or not for long: as things stand, and by what the authority said.
var certificateAdvices = map[string]*phrase.Sentence{
	"outside":            phrase.Sentencef("this house gets no certificates itself: what stands before it and takes TLS, such as a proxy, needs one for this name; or start the house with --tls-domain"),
	"ends":               phrase.Sentencef("it ends soon and was not renewed; look whether the ports 80 and 443 of this server can still be reached from outside"),
	"first":              phrase.Sentencef("it is got by itself once the name leads here"),
	"visited":            phrase.Sentencef("it is got by itself with the first visit by this name"),
	"dns":                phrase.Sentencef("the authority does not find this name in DNS yet; wait until the record is seen everywhere, and look again"),
	"connection":         phrase.Sentencef("the authority does not reach this server by that name; open the ports 80 and 443 in the firewall and at the router"),
	"unauthorized":       phrase.Sentencef("another server answered the authority by that name; look where the name leads, also by its AAAA record, and which proxy stands before"),
	"tls":                phrase.Sentencef("another server answered the authority by that name; look where the name leads, also by its AAAA record, and which proxy stands before"),
	"caa":                phrase.Sentencef("a CAA record of the domain lets only others give certificates for it; add letsencrypt.org to it, or remove it"),
	"rateLimited":        phrase.Sentencef("too many certificates were asked for by this domain; wait as long as the authority says, and look again"),
	"rejectedIdentifier": phrase.Sentencef("the authority gives no certificates for this name; choose another"),
	"unreachable":        phrase.Sentencef("the authority that gives certificates cannot be reached from this server; look whether it reaches the internet"),
	NotInFile:            phrase.Sentencef("the certificate this house was given as a file does not hold for this name; have one made that names it too"),
}

// refusedBy says what to do about why no certificate was given.
func refusedBy(why string) *phrase.Sentence {
	if told := certificateAdvices[why]; told != nil {
		return told
	}
	return phrase.Sentencef("the authority gave no certificate, for the reason shown; look again in a quarter of an hour")
}
