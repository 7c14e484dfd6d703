package bounce

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"banhda/hub/delivery"
)

// complaint reports whether somebody's mailbox says that a message was not wanted (RFC 5965).
func (m *message) complaint() bool { return m.feedback.get("feedback-type") != "" }

// complaints are what a feedback report says. Only abuse and opting out are somebody's word; of what is about a failed check
// nobody complained.
func (m *message) complaints() (list []delivery.Report) {
	kind := strings.ToLower(m.feedback.get("feedback-type"))
	r := delivery.Report{Verdict: delivery.Complaint, Reason: kind, Said: m.feedback.get("user-agent")}
	if kind == "auth-failure" || kind == "dmarc" || kind == "virus" {
		r.Verdict = delivery.Blocked
	}
	people := m.feedback["original-rcpt-to"]
	if len(people) == 0 {
		people = append(m.feedback["removal-recipient"], m.quoted.get("to"))[:1]
	}
	for _, a := range people {
		r.Recipient = plainAddress(a)
		list = append(list, r)
	}
	return list
}

// delivery is what a report of delivery says of each recipient.
func (m *message) delivery() (list []delivery.Report) {
	var actions []string
	for _, g := range m.report {
		action := strings.ToLower(strings.TrimSpace(g.get("action")))
		to := ""
		for _, name := range []string{"final-recipient", "original-recipient", "x-actual-recipient"} {
			if a := plainAddress(g.get(name)); to == "" && a != "" {
				to = a
			}
		}
		if to == "" && action == "" && g.get("status") == "" {
			continue
		}
		said := g.get("diagnostic-code")
		if said == "" {
			said = g.get("x-actual-diagnostic") + g.get("x-supplementary-info")
		}
		r := delivery.Report{Recipient: to, Said: said, Code: code(g.get("status")), SMTP: replyOf(said)}
		word, _, _ := strings.Cut(action, " ")
		actions = append(actions, word)
		list = append(list, r)
	}
	for i := range list {
		m.fillIn(list, i)
		m.judge(&list[i], actions[i])
	}
	return list
}

// fillIn takes what is said of the i-th recipient from the text for people, where the fields say nothing.
func (m *message) fillIn(list []delivery.Report, i int) {
	if strings.TrimSpace(list[i].Said) != "" || len(list) == 1 {
		return
	}
	var others []string
	for _, o := range list {
		if o.Recipient != list[i].Recipient {
			others = append(others, strings.ToLower(o.Recipient))
		}
	}
	if text := m.spoken(); strings.Contains(strings.ToLower(text), strings.ToLower(list[i].Recipient)) {
		list[i].Said = strings.Join(strings.Fields(about(text, strings.ToLower(list[i].Recipient), others)), " ")
	}
}

// judge gives a report its reason and verdict.
func (m *message) judge(r *delivery.Report, action string) {
	if action == "delivered" || action == "relayed" || action == "expanded" || action == "deliverable" {
		r.Verdict, r.Reason = delivery.Delivered, "delivered"
		return
	}
	text := r.Said
	if c := code(text); c != "" && (r.Code == "" || strings.HasSuffix(r.Code, ".0.0")) {
		r.Code = c
	}
	if len(strings.TrimSpace(text)) < 12 || vague(text) {
		text += "\n" + m.spoken()
	}
	if r.SMTP == 0 {
		r.SMTP = replyOf(text)
	}
	if r.Reason = reasonOf(text, r.Code); r.Reason == "" && action != "delayed" {
		r.Reason = reasonOf(m.spoken(), r.Code)
	}
	if r.Reason == "" {
		r.Reason = byCode(r.Code, r.SMTP, action)
	}
	if r.Reason == disabled && r.Code == "5.1.1" || r.Reason == policy && r.Code == "5.4.1" {
		r.Reason = noUser // Exchange and iCloud say so
	}
	if slices.Contains(hard, r.Reason) && m.spares(r, text, action) {
		r.Reason = filtered
	}
	r.Verdict = verdictOf(r.Reason)
}

// spares reports whether a server that says there is nobody means something else: it took the recipient and refused the
// message, its code says that the mailbox is there or that a rule is behind it, or that it may be tried again.
func (m *message) spares(r *delivery.Report, text, action string) bool {
	switch {
	case strings.HasPrefix(r.Code, "4.") || action == "delayed":
		return true
	case r.Reason != noUser || strings.HasPrefix(r.Code, "5.1."):
		return false
	case strings.HasPrefix(r.Code, "5.2.") || strings.HasPrefix(r.Code, "5.3.") || strings.HasPrefix(r.Code, "5.6.") || strings.HasPrefix(r.Code, "5.7."):
		return !atRecipient.MatchString(text + m.spoken())
	}
	if sleeping.MatchString(text) && r.SMTP != 554 {
		return true
	}
	if r.SMTP == 550 && (r.Code == "" || r.Code == "5.0.0") && !atRecipient.MatchString(text+m.spoken()) {
		return true
	}
	return afterData.MatchString(text) || len(m.report) < 3 && afterData.MatchString(m.spoken())
}

// Where a message is refused after it was sent, its recipient had been taken; where at RCPT, the recipient is refused.
var (
	afterData   = regexp.MustCompile(`(?is)in reply to end of data|after end of data|for (the )?(TEXT|DATA) command|(>>> DATA|>>> \.)\s*\n(<<< [^\n]*\n)*?<<< 550 (5\.[027]|[^5])`)
	sleeping    = regexp.MustCompile(`(?i)this user doesn't have an? \S+ account`) // Yahoo's word, also of accounts that sleep
	atRecipient = regexp.MustCompile(`(?i)in reply to RCPT|after RCPT|like (our )?rcpt|like recipient|RCPT_TO|SMTP:RCPT|>>> RCPT[^\n]*\s*<<< 5|550 <[^>]+>: user unknown\b`)
)

// vague reports whether a diagnosis leaves what happened to the text for people.
func vague(text string) bool { return reasonOf(text, "") == "" && code(text) == "" }

// spoken is what a report says to people, without the message it quotes.
func (m *message) spoken() string {
	text := strings.Join(m.texts, "\n")
	if at := quoteStart.FindStringIndex(text); at != nil {
		text = text[:at[0]]
	}
	return text
}

var quoteStart = regexp.MustCompile(`(?im)^[ \t>]*(-{2,}.*(original|returned|copy of|undelivered|unsent|included|begin).*-*|received: from .*|return-path: .*|below this line is a copy.*|.*original message follows.*|.*copy of the (original )?message.*|the header of the original message.*|message header[s]? .*|mime-version: 1.0)$`)

var (
	enhancedCode = regexp.MustCompile(`\b([245]\.\d{1,3}\.\d{1,3})\b`)
	replyCode    = regexp.MustCompile(`(?:^|[^\d.])([245][0-5]\d)(?:[ :,-]|$)`)
)

// code is the first status of RFC 3463 in a text; empty: none.
func code(text string) string {
	for _, found := range enhancedCode.FindAllStringSubmatchIndex(text, -1) {
		start, end := found[2], found[3]
		if start > 0 && (text[start-1] == '.' || text[start-1] == '[') || end < len(text) && text[end] == '.' && end+1 < len(text) && text[end+1] >= '0' && text[end+1] <= '9' {
			continue // of an address of the network
		}
		return text[start:end]
	}
	return ""
}

// replyOf is the first reply of RFC 5321 in a text; 0: none.
func replyOf(text string) int {
	if found := replyCode.FindStringSubmatch(text); found != nil {
		n, _ := strconv.Atoi(found[1])
		return n
	}
	return 0
}

var anyAddress = regexp.MustCompile(`[A-Za-z0-9!#$%&'*+/=?^_{|}~.-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*`)

// plainAddress is the address in a field such as "rfc822; lan@example.com"; empty: none.
func plainAddress(field string) string {
	if _, after, ok := strings.Cut(field, ";"); ok {
		field = after
	}
	return anyAddress.FindString(field)
}
