package email

import (
	"context"
	"errors"
	"net"
	"strings"
)

// Resolver asks DNS. *net.Resolver is one.
type Resolver interface {
	LookupTXT(ctx context.Context, name string) ([]string, error)
	LookupMX(ctx context.Context, name string) ([]*net.MX, error)
	LookupHost(ctx context.Context, host string) ([]string, error)
	LookupAddr(ctx context.Context, address string) ([]string, error)
}

// Finding is what DNS says of one thing a domain needs.
type Finding struct {
	Good   bool
	Record string // as DNS has it; empty: nothing
	Code   string // what is wrong: none, several, too-many-lookups, … ; empty: nothing
	Name   string // where it stands, or should
}

// lookTXT gives the texts of a name that begin with a word; no such name has none.
func lookTXT(ctx context.Context, r Resolver, name, begin string) (list []string, err error) {
	all, err := r.LookupTXT(ctx, name)
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		return nil, nil
	}
	for _, t := range all {
		if word, _, _ := strings.Cut(strings.TrimSpace(t), " "); strings.EqualFold(strings.TrimSuffix(word, ";"), begin) || strings.HasPrefix(strings.ToLower(t), begin+";") {
			list = append(list, t)
		}
	}
	return list, err
}

// mostLookups is how many questions an SPF record may cost who checks it (RFC 7208, 4.6.4).
const mostLookups = 10

// SPF looks at a domain's record, and counts what it costs.
func SPF(ctx context.Context, r Resolver, domain string) (f Finding, lookups int, err error) {
	f.Name = domain
	list, err := lookTXT(ctx, r, domain, "v=spf1")
	switch {
	case err != nil:
		return f, 0, err
	case len(list) == 0:
		f.Code = "none"
		return f, 0, nil
	}
	if f.Record = list[0]; len(list) > 1 {
		f.Code = "several"
		return f, 0, nil
	}
	seen := map[string]bool{domain: true}
	lookups, err = spfLookups(ctx, r, f.Record, seen)
	switch words := strings.Fields(strings.ToLower(f.Record)); {
	case err != nil:
		return f, lookups, err
	case lookups > mostLookups:
		f.Code = "too-many-lookups"
	case words[len(words)-1] == "+all" || words[len(words)-1] == "all":
		f.Code = "allows-all"
	default:
		f.Good = true
	}
	return f, lookups, nil
}

// spfLookups counts the questions of a record and of those it includes.
func spfLookups(ctx context.Context, r Resolver, record string, seen map[string]bool) (n int, err error) {
	for _, term := range strings.Fields(strings.ToLower(record))[1:] {
		term = strings.TrimLeft(term, "+-~?")
		name, of, _ := strings.Cut(strings.ReplaceAll(term, "=", ":"), ":")
		name, _, _ = strings.Cut(name, "/")
		switch name {
		case "a", "mx", "ptr", "exists":
			n++
		case "include", "redirect":
			n++
			if seen[of] || n > 2*mostLookups || strings.Contains(of, "%") {
				continue
			}
			seen[of] = true
			list, err := lookTXT(ctx, r, of, "v=spf1")
			if err != nil {
				return n, err
			}
			if len(list) > 0 {
				more, err := spfLookups(ctx, r, list[0], seen)
				if n += more; err != nil {
					return n, err
				}
			}
		}
	}
	return n, nil
}

// DKIM compares what DNS says of a key with what it should.
func DKIM(ctx context.Context, r Resolver, domain, selector, record string) (f Finding, err error) {
	f.Name = selector + "._domainkey." + domain
	all, err := r.LookupTXT(ctx, f.Name)
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		err = nil
	}
	if err != nil || len(all) == 0 {
		f.Code = "none"
		return f, err
	}
	f.Record = all[0]
	switch {
	case len(all) > 1:
		f.Code = "several"
	case publicPart(f.Record) != publicPart(record):
		f.Code = "another-key"
	default:
		f.Good = true
	}
	return f, nil
}

// publicPart is the key in a record, without the spaces people put into long ones.
func publicPart(record string) string {
	for tag := range strings.SplitSeq(record, ";") {
		if name, value, _ := strings.Cut(tag, "="); strings.TrimSpace(name) == "p" {
			return strings.Join(strings.Fields(value), "")
		}
	}
	return ""
}

// deepestWalk is how many names the walk asks at most (RFC 9989): of longer ones those in between are skipped.
const deepestWalk = 8

// DMARC finds the policy that holds for a domain by walking up the tree (RFC 9989): its own, else that of the organisation.
func DMARC(ctx context.Context, r Resolver, domain string) (f Finding, policy string, err error) {
	f.Name = "_dmarc." + domain
	for _, name := range walkUp(domain) {
		list, err := lookTXT(ctx, r, "_dmarc."+name, "v=dmarc1")
		if err != nil {
			return f, "", err
		}
		if len(list) > 1 {
			f.Record, f.Code = list[0], "several"
			return f, "", nil
		}
		if len(list) == 0 {
			continue
		}
		tags := tagsOf(list[0])
		if tags["psd"] == "y" && name != domain {
			break // a public suffix speaks for no company
		}
		f.Record, f.Name, f.Good = list[0], "_dmarc."+name, true
		if policy = tags["p"]; policy == "" {
			policy = "none" // as RFC 9989 reads it
		}
		if sub := tags["sp"]; name != domain && sub != "" {
			policy = sub
		}
		return f, policy, nil
	}
	f.Code = "none"
	return f, "", nil
}

// walkUp are the names that are asked, from the domain up: all of short ones; of longer ones itself and the last seven labels.
func walkUp(domain string) (names []string) {
	labels := strings.Split(domain, ".")
	names = append(names, domain)
	if len(labels) > deepestWalk {
		labels = labels[len(labels)-deepestWalk+1:]
		names = append(names, strings.Join(labels, "."))
	}
	for i := 1; i < len(labels); i++ {
		names = append(names, strings.Join(labels[i:], "."))
	}
	return names
}

func tagsOf(record string) map[string]string {
	tags := map[string]string{}
	for tag := range strings.SplitSeq(record, ";") {
		name, value, _ := strings.Cut(tag, "=")
		tags[strings.ToLower(strings.TrimSpace(name))] = strings.ToLower(strings.TrimSpace(value))
	}
	return tags
}

// MX looks whether a domain takes mail: who answers, and what cannot be delivered, has to reach somebody.
func MX(ctx context.Context, r Resolver, domain string) (f Finding, err error) {
	f.Name = domain
	list, err := r.LookupMX(ctx, domain)
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		err = nil
	}
	var hosts []string
	for _, mx := range list {
		hosts = append(hosts, strings.TrimSuffix(mx.Host, "."))
	}
	f.Record = strings.Join(hosts, ", ")
	switch {
	case len(hosts) == 0:
		f.Code = "none"
	case len(hosts) == 1 && hosts[0] == "":
		f.Code = "takes-none" // RFC 7505
	default:
		f.Good = true
	}
	return f, err
}

// PTR looks whether the addresses of a host lead back to a name that leads to them.
func PTR(ctx context.Context, r Resolver, host string) (f Finding, err error) {
	f.Name = host
	addresses, err := r.LookupHost(ctx, host)
	if err != nil || len(addresses) == 0 {
		f.Code = "none"
		return f, nil
	}
	names, err := r.LookupAddr(ctx, addresses[0])
	if err != nil || len(names) == 0 {
		f.Name, f.Code = addresses[0], "none"
		return f, nil
	}
	f.Record, f.Name = strings.TrimSuffix(names[0], "."), addresses[0]
	back, err := r.LookupHost(ctx, f.Record)
	for _, a := range back {
		f.Good = f.Good || a == addresses[0]
	}
	if !f.Good {
		f.Code = "leads-elsewhere"
	}
	return f, nil
}
