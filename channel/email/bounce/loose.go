package bounce

import (
	"regexp"
	"slices"
	"strings"

	"banhda/hub/delivery"
)

var (
	botSubject   = regexp.MustCompile(`(?i)undeliver|returned|failure|failed|delivery|delayed|rejected|not be delivered|mail error|bounce|warning|problem|notice|unable|error|could ?n.t|user unknown|mail system`)
	botSender    = regexp.MustCompile(`(?i)mailer-daemon|post_?master|mail delivery|daemon|no-?reply|mail-?gateway|bounce|delivery|administrator|autoreply|mailadmin|system|root@|office@|scanmail|exchange`)
	replySubject = regexp.MustCompile(`(?i)out of( the)? office|auto(matic)?[ -]?(reply|response)|vacation|away|on (holiday|leave)|automatische antwort|réponse automatique|自動|tự động trả lời`)
	failedHeader = []string{"x-failed-recipients", "x-actual-recipient", "x-failed-recipient", "failed-recipient", "x-envelope-failed"}
)

// OptOut is the reason of who writes to be written to no more, by themselves or by their program.
const OptOut = "opt-out"

// loose reads a report in no form at all, or finds that it is none: a reply of a person or their program.
func (m *message) loose() []delivery.Report {
	if list := m.notified(); len(list) > 0 {
		return list
	}
	if strings.EqualFold(strings.TrimSpace(m.get("subject")), "unsubscribe") {
		return []delivery.Report{{Verdict: delivery.Complaint, Reason: OptOut, Recipient: plainAddress(m.get("from"))}}
	}
	if m.answers() {
		return []delivery.Report{{Verdict: delivery.Reply, Reason: "reply"}}
	}
	if !botSubject.MatchString(m.get("subject")) && !botSender.MatchString(m.get("from")) {
		return nil
	}
	text := m.spoken()
	people := m.failed(text)
	var list []delivery.Report
	for i, to := range people {
		said := about(text, to, people[i+1:])
		r := delivery.Report{Recipient: to, Said: strings.Join(strings.Fields(said), " "), Code: code(said), SMTP: replyOf(said)}
		if r.Code == "" && len(people) == 1 {
			r.Code = code(text)
		}
		m.judge(&r, "failed")
		list = append(list, r)
	}
	return list
}

// answers reports whether a program answers for somebody who is away (RFC 3834), or a person.
func (m *message) answers() bool {
	auto := strings.ToLower(m.get("auto-submitted"))
	return strings.HasPrefix(auto, "auto-replied") && !botSender.MatchString(m.get("from")) || m.get("x-autoreply") != "" || m.get("x-autorespond") != "" || m.get("x-auto-response-suppress") != "" && replySubject.MatchString(m.get("subject")) ||
		replySubject.MatchString(m.get("subject")) && !strings.Contains(strings.ToLower(m.get("from")), "mailer-daemon")
}

// failed are the recipients a text names as those who did not get the message.
func (m *message) failed(text string) (people []string) {
	add := func(a string) {
		a = strings.ToLower(strings.Trim(a, ".<>'\""))
		if a != "" && !slices.Contains(people, a) && !strings.HasPrefix(a, "mailer-daemon@") {
			people = append(people, a)
		}
	}
	for _, name := range failedHeader {
		for _, value := range m.header[name] {
			for _, a := range anyAddress.FindAllString(value, -1) {
				add(a)
			}
		}
	}
	if len(people) > 0 {
		return people
	}
	for _, at := range leading.FindAllStringSubmatch(text, -1) {
		add(at[1])
	}
	if len(people) > 0 {
		return people[:min(len(people), mostFailed)]
	}
	for _, pattern := range []*regexp.Regexp{named, anyAddress} {
		for _, a := range pattern.FindAllString(text, -1) {
			if a = anyAddress.FindString(a); len(people) == 0 && !m.own(strings.ToLower(a)) {
				add(a)
			}
		}
	}
	if len(people) == 0 {
		add(anyAddress.FindString(m.quoted.get("to")))
	}
	if quoted := quotedTo.FindString(strings.Join(m.texts, "\n")); len(people) == 0 {
		add(anyAddress.FindString(quoted))
	}
	return people
}

var quotedTo = regexp.MustCompile(`(?m)^To: .*$`)

const mostFailed = 50

// leading are addresses that a line begins with, as most forms write those that failed; named are those beside a word that says so.
var (
	leading = regexp.MustCompile(`(?im)^[ \t]*(?:\d{3} |RCPT TO:|Recipient(?: address)?:|To:|User:|Unknown (?:local )?user:|Invalid final delivery userid:)?[ \t]*[<"'(]?([a-z0-9!#$%&'*+/=?^_{|}~.-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)[>"')]?(?:[ \t:.,;]|\s*$)`)
	named   = regexp.MustCompile(`(?i)(?:recipient|to:|rcpt|user|address|mailbox|deliver\w*|<)[^\n]{0,60}?[a-z0-9!#$%&'*+/=?^_{|}~.-]+@[a-z0-9.-]+`)
)

// own reports whether an address is the reporter's or the sender's.
func (m *message) own(a string) bool {
	for _, h := range []string{m.get("from"), m.get("to"), m.quoted.get("from")} {
		if strings.Contains(strings.ToLower(h), a) {
			return true
		}
	}
	return false
}

// about is the part of a text that speaks of a recipient: from where it is named up to where the next one is.
func about(text, to string, others []string) string {
	text = strings.ToValidUTF8(text, "?")
	low := strings.ToLower(text)
	at := strings.Index(low, to)
	if at < 0 || len(low) != len(text) {
		return text
	}
	end := min(len(text), at+1200)
	for _, o := range others {
		if next := strings.Index(low[at+len(to):], o); next >= 0 {
			end = min(end, at+len(to)+next)
		}
	}
	return text[at:end]
}
